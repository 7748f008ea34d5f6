"""The instructor's commands: `python -m instructor COMMAND --help`."""

import argparse
import io
import logging
import os
import runpy
import shlex
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from nbclient.exceptions import CellExecutionError

from instructor import commands, logs
from instructor.authoring import offline
from instructor.course import GRADING, HELPERS, ROOT, FactsError, graded_labs, lab_names
from instructor.grading import faults
from instructor.nbgrader_api import GradingError
from instructor.sandbox import bubblewrap

LOG = GRADING / "grader.log"
# Their messages say in one sentence what is wrong and what to do. Any other error is a fault of the course.
EXPLAINED = (FactsError, GradingError, bubblewrap.SandboxError, CellExecutionError, OSError)

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        None stands for those of the command line.

    Returns
    -------
    int
        The exit code: 0 if all went well, 1 if not, 2 for a wrong call.
    """
    if arguments is None:
        arguments = sys.argv[1:]
    _print_any_name()
    verbose = False
    try:
        args = _parser().parse_args(arguments)
        verbose = args.verbose
        if verbose:
            logging.basicConfig(level=logging.INFO)
        if args.lab:
            args.labs = [args.lab]
        return args.run(args)
    except Exception as error:
        if verbose:
            traceback.print_exc()
        print(_explanation(error, arguments), file=sys.stderr)
        return 1


def _print_any_name() -> None:
    """Print escapes in place of what the console's encoding lacks: students' names are in every script."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _explanation(error: Exception, arguments: Sequence[str]) -> str:
    """Return one sentence on an error; if the course is at fault, the sentence names the traceback's log."""
    if sentence := faults.explained(error, GRADING / "gradebook.db"):
        return sentence
    if isinstance(error, EXPLAINED):
        return str(error)
    first_line = str(error).partition("\n")[0]
    fault = f"This is a fault of the course itself, not yours ({type(error).__name__}: {first_line})"
    try:
        logs.append(LOG, f"python -m instructor {shlex.join(arguments)}", traceback.format_exc())
    except OSError as problem:
        return f"{fault}, and {logs.shown(LOG)}, where the traceback belongs, cannot be written ({problem})."
    return f"{fault}: the traceback is in {logs.shown(LOG)}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m instructor", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, summary: str, labs: Sequence[str] = ()) -> argparse.ArgumentParser:
        """Add a command; one that works on labs can be restricted to one of them."""
        added = subparsers.add_parser(name, help=summary, description=summary)
        added.set_defaults(run=run, lab=None, labs=labs)
        if labs:
            added.add_argument("--lab", choices=labs, help="this lab only")
        added.add_argument("--quiet", action="store_true", help="print results and errors only")
        added.add_argument("-v", "--verbose", action="store_true", help="show logs and tracebacks, too")
        return added

    summary = "build solutions/ from the scripts and labs/ from solutions/"
    added = command("release", commands.release, summary, lab_names())
    added.add_argument("--force", action="store_true", help="run the solutions again even if unchanged")

    summary = "run the reference solutions; print their metrics and times"
    added = command("solutions", commands.solutions, summary, lab_names())
    added.add_argument("--seeds", type=int, default=1, help="number of seeds (default: 1)")
    added.add_argument("--source", choices=["auto", "bundled", "real"], default="auto", help="which data")

    summary = "unpack a learning management system's archive into grading/submitted/"
    added = command("collect", commands.collect, summary, graded_labs())
    added.add_argument("archive", help="a zip file, or a folder, with all students' files")
    added.add_argument("--by-name", action="store_true", help="ignore the changing numbers in Moodle's names")
    added.add_argument("--dry-run", action="store_true", help="only show what would be collected")
    added.add_argument("--pattern", help="a regular expression for file names, with the group student_id")

    summary = "grade the submissions in grading/submitted/STUDENT/LAB/"
    added = command("autograde", commands.autograde, summary, graded_labs())
    added.add_argument("--student", help="this student only")
    added.add_argument("--workers", type=_number, help="submissions run at a time (default: one a core)")
    added.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster to run them on instead")
    added.add_argument("--force", action="store_true", help="grade again what has not changed")
    added.add_argument("--no-sandbox", action="store_true", help="run students' code like any other program")

    command("report", commands.report, "write grading/report.html and grading/grades.csv")

    summary = "grade your own notebook in labs/ and show the feedback"
    added = command("grade-mine", commands.grade_mine, summary, graded_labs())
    added.add_argument("--no-browser", action="store_true", help="only print where the feedback is")

    command(
        "student-kit", commands.student_kit, "write a zip file with all that students need, and no answers"
    )

    summary = "write a folder of packages and the student kit, for computers without a network"
    added = command("offline", commands.offline, summary)
    added.add_argument(
        "--to", type=Path, default=ROOT / "offline", metavar="FOLDER", help="(default: offline/)"
    )
    added.add_argument(
        "--platform", action="append", choices=offline.PLATFORMS, help="default: all; may be repeated"
    )
    added.add_argument(
        "--python", action="append", choices=offline.PYTHONS, help="default: all; may be repeated"
    )

    added = command("site", commands.site, "write site/, the course as a website")
    address = os.environ.get("COURSE_REPOSITORY", "")
    help_text = "address of the repository on GitHub, for links to Google Colab (default: $COURSE_REPOSITORY)"
    added.add_argument("--repository", default=address, metavar="ADDRESS", help=help_text)
    added.add_argument(
        "--check-links", action="store_true", help="also ask for each address that pages link to"
    )
    return parser


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a number from 1 on, not {text}")
    return int(text)


if __name__ == "__main__":
    # Without what other work has set for Python and Jupyter; in .venv, this has been done already.
    runpy.run_path(str(HELPERS / "surroundings.py"))["keep_out"](late=True)
    sys.exit(main())
