"""The instructor's commands: `python -m instructor COMMAND --help`."""

import argparse
import logging
import shlex
import shutil
import sys
import traceback
import webbrowser
from collections.abc import Callable, Sequence

from nbclient.exceptions import CellExecutionError

from instructor import logs
from instructor.authoring import reference_runs
from instructor.authoring.release import build, release
from instructor.course import GRADING, ROOT, FactsError, graded_labs, lab_names
from instructor.grading import collect, faults, progress
from instructor.grading.grader import Grader
from instructor.grading.messages import Failure, Record, SubmissionKey
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
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, summary: str, labs: Sequence[str] = ()) -> argparse.ArgumentParser:
        """Add a command; one that works on labs can be restricted to one of them."""
        added = commands.add_parser(name, help=summary, description=summary)
        added.set_defaults(run=run, lab=None, labs=labs)
        if labs:
            added.add_argument("--lab", choices=labs, help="this lab only")
        added.add_argument("--quiet", action="store_true", help="print results and errors only")
        added.add_argument("-v", "--verbose", action="store_true", help="show logs and tracebacks, too")
        return added

    summary = "build solutions/ from the scripts and labs/ from solutions/"
    added = command("release", _release, summary, lab_names())
    added.add_argument("--force", action="store_true", help="run the solutions again even if unchanged")

    summary = "run the reference solutions; print their metrics and times"
    added = command("solutions", _solutions, summary, lab_names())
    added.add_argument("--seeds", type=int, default=1, help="number of seeds (default: 1)")
    added.add_argument("--source", choices=["auto", "bundled", "real"], default="auto", help="which data")

    summary = "unpack a learning management system's archive into grading/submitted/"
    added = command("collect", _collect, summary, graded_labs())
    added.add_argument("archive", help="a zip file, or a folder, with all students' files")
    added.add_argument("--by-name", action="store_true", help="ignore the changing numbers in Moodle's names")
    added.add_argument("--pattern", help="a regular expression for file names, with the group student_id")

    summary = "grade the submissions in grading/submitted/STUDENT/LAB/"
    added = command("autograde", _autograde, summary, graded_labs())
    added.add_argument("--student", help="this student only")
    added.add_argument("--workers", type=_number, help="submissions run at a time (default: one a core)")
    added.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster to run them on instead")
    added.add_argument("--force", action="store_true", help="grade again what has not changed")
    added.add_argument("--no-sandbox", action="store_true", help="run students' code like any other program")

    command("report", _report, "write grading/report.html and grading/grades.csv")

    summary = "grade your own notebook in labs/ and show the feedback"
    added = command("grade-mine", _grade_mine, summary, graded_labs())
    added.add_argument("--no-browser", action="store_true", help="only print where the feedback is")

    command("student-kit", _student_kit, "write a zip file with all that students need, and no answers")
    return parser


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a number from 1 on, not {text}")
    return int(text)


def _say(args: argparse.Namespace, text: str) -> None:
    if not args.quiet:
        print(text, flush=True)


def _release(args: argparse.Namespace) -> int:
    for lab in args.labs:
        _say(args, f"{lab}: running the solution if its script has changed ...")
        built = build(lab, force=args.force)
        release(lab)
        done = "executed" if built else "unchanged"
        _say(args, f"{lab}: solution {done}, labs/{lab}/{lab}.ipynb written")
    return 0


def _solutions(args: argparse.Namespace) -> int:
    for lab in args.labs:
        runs = []
        for seed in range(args.seeds):
            _say(args, f"{lab}: seed {seed} ...")
            runs.append(reference_runs.run(lab, seed, args.source))
        print(f"\n{lab}, {args.seeds} seeds, {args.source} data")
        print(reference_runs.summary(runs).to_string())
    return 0


def _collect(args: argparse.Namespace) -> int:
    if not args.lab or not args.archive:
        raise GradingError(
            f"Say which lab and which file, as in `make collect LAB={args.labs[0]} FILE=submissions.zip`; "
            f"the labs are {', '.join(graded_labs())}."
        )
    complete = True
    submitted = GRADING / "submitted"
    for one in collect.collect(args.archive, args.lab, submitted, args.pattern, args.by_name):
        note = f": {one.note}" if one.note else ""
        print(f"{one.student or '?':24} {len(one.files)} files{note}")
        complete = complete and bool(one.files)
    return 0 if complete else 1


def _autograde(args: argparse.Namespace) -> int:
    if not (args.no_sandbox or args.scheduler):
        bubblewrap.check()
    grader = Grader(sandboxed=not args.no_sandbox)
    keys = grader.find(args.lab, args.student)
    if not keys:
        place = f"{grader.places.submitted}/{args.student or 'STUDENT'}/LAB/LAB.ipynb"
        raise GradingError(f"Nothing to grade: put submissions into {place}, or run `make collect`.")
    grader.forget_refused()
    if args.force:
        grader.forget(keys)
    # Ordered by lab, because a worker keeps the imports of the last one.
    due = sorted(grader.due(keys), key=lambda key: (key.lab, key.student))
    _say(args, f"{len(due)} submissions to grade, {len(keys) - len(due)} graded already and unchanged.")
    results = progress.grade(grader, due, args.quiet, args.workers, args.scheduler)
    for result in sorted(results, key=lambda result: (result.student, result.lab)):
        print(_line(result))
    _say(args, "Grades: grading/gradebook.db. Feedback: grading/feedback/STUDENT/LAB/LAB.html.")
    return _exit_code(results, due)


def _exit_code(results: Sequence[Record | Failure], due: Sequence[SubmissionKey]) -> int:
    """Return 1 if submissions that were due have no grade, because they failed or because of Ctrl-C."""
    return 1 if progress.count_failures(results) or len(results) < len(due) else 0


def _line(result: Record | Failure) -> str:
    """Return what the terminal shows of a submission: points, or why there are none, and remarks below."""
    start = f"{result.student:20} {result.lab:16} "
    if isinstance(result, Failure):
        return start + result.error
    line = f"{start}{result.points:5.1f} of {result.max_points:.0f}"
    if result.to_grade:
        line += f", {result.to_grade} to grade by hand"
    return "\n    ".join([line, *result.reasons])


def _report(args: argparse.Namespace) -> int:
    from instructor.grading import report  # and pandas, seconds that other commands do without

    grader = Grader()
    left = grader.due(grader.find())
    if left:
        print(f"{len(left)} submissions are not graded yet, or not as they are now: run `make autograde`.")
    places = grader.places
    for path in report.write(places.records, places.db_url, places.folder):
        print(path.relative_to(ROOT))
    return 0


def _grade_mine(args: argparse.Namespace) -> int:
    """Grade the notebooks in labs/ in a gradebook of their own. Nobody needs a sandbox against themselves."""
    grader = Grader(GRADING / "mine", sandboxed=False)
    keys = [SubmissionKey("me", lab) for lab in args.labs]
    grader.forget(keys)
    for key in keys:
        folder = grader.places.submission(key)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ROOT / "labs" / key.lab, folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    results = progress.grade(grader, keys, args.quiet)
    for result in results:
        print(_line(result))
        if isinstance(result, Record):
            page = grader.places.feedback_page(SubmissionKey("me", result.lab))
            print(f"    {page.relative_to(ROOT)}")
            if not args.no_browser:
                webbrowser.open(page.as_uri())
    return _exit_code(results, keys)


def _student_kit(args: argparse.Namespace) -> int:
    from instructor.authoring import student_kit  # and what labs import

    print(student_kit.write(ROOT / "anomaly-detection-labs.zip").relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
