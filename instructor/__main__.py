"""The instructor's commands: `python -m instructor COMMAND --help`."""

import argparse
import contextlib
import shlex
import shutil
import signal
import sys
import traceback
import webbrowser

from nbclient.exceptions import CellExecutionError
from tqdm import tqdm

from instructor import logs
from instructor.authoring import reference_runs
from instructor.authoring.release import build, release
from instructor.course import GRADING, ROOT, FactsError, graded_labs, lab_names
from instructor.grading import cluster, collect, worker
from instructor.grading.grader import Grader
from instructor.grading.messages import Failure, SubmissionKey
from instructor.nbgrader_api import GradingError
from instructor.sandbox import bubblewrap

LOG = GRADING / "grader.log"


def main(arguments=None):
    """Run one command and return its exit code: 0 if all went well, 1 if not, 2 for a wrong call."""
    try:
        args = _parser().parse_args(arguments)
        labs = [args.lab] if args.lab else args.labs
        return args.run(args, labs) or 0
    except (FactsError, GradingError, bubblewrap.SandboxError, CellExecutionError, OSError) as error:
        print(error, file=sys.stderr)
    except Exception as error:
        logs.append(
            LOG, f"python -m instructor {shlex.join(arguments or sys.argv[1:])}", traceback.format_exc()
        )
        print(
            f"This is a fault of the course itself ({type(error).__name__}: {error}): {logs.shown(LOG)} has "
            "the traceback.",
            file=sys.stderr,
        )
    return 1


def _parser():
    parser = argparse.ArgumentParser(prog="python -m instructor", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name, run, summary, labs=()):
        added = commands.add_parser(name, help=summary, description=summary)
        added.set_defaults(run=run, lab=None, labs=labs)
        if labs:
            added.add_argument("--lab", choices=labs, help="this lab only")
        added.add_argument("--quiet", action="store_true", help="print results and errors only")
        return added

    summary = "build solutions/ from the scripts and labs/ from solutions/"
    added = command("release", _release, summary, lab_names())
    added.add_argument("--force", action="store_true", help="run the solutions again even if unchanged")

    summary = "run the reference solutions; print their metrics and times"
    added = command("solutions", _solutions, summary, lab_names())
    added.add_argument("--seeds", type=int, default=1, help="number of seeds (default: 1)")
    added.add_argument("--source", choices=["auto", "bundled", "real"], default="auto", help="which data")

    summary = "put a learning-management system's archive into grading/submitted/"
    added = command("collect", _collect, summary, graded_labs())
    added.add_argument("archive", help="a zip, or a folder, with all students' files")
    added.add_argument("--by-name", action="store_true", help="Moodle's: leave its changing numbers out")
    added.add_argument("--pattern", help="a regular expression for file names, with the group student_id")

    added = command("autograde", _autograde, "grade what is in grading/submitted/STUDENT/LAB/", graded_labs())
    added.add_argument("--student", help="this student only")
    added.add_argument("--workers", type=_number, help="submissions run at a time (default: one a core)")
    added.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster to run them on instead")
    added.add_argument("--force", action="store_true", help="grade again what has not changed")
    added.add_argument("--no-sandbox", action="store_true", help="run students' code like any other program")

    command("report", _report, "write grading/report.html and grading/grades.csv")

    summary = "grade your own notebook in labs/, and show the feedback"
    added = command("grade-mine", _grade_mine, summary, graded_labs())
    added.add_argument("--no-browser", action="store_true", help="print where the feedback is, and no more")

    command("student-kit", _student_kit, "write a zip with all that students need, and no answers")
    return parser


def _number(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a number from 1 on, not {text}")
    return int(text)


def _say(args, text):
    if not args.quiet:
        print(text, flush=True)


def _release(args, labs):
    for lab in labs:
        _say(args, f"{lab}: running the solution if its script has changed ...")
        built = build(lab, force=args.force)
        release(lab)
        _say(args, f"{lab}: solution {'executed' if built else 'unchanged'}, labs/{lab}/{lab}.ipynb written")


def _solutions(args, labs):
    for lab in labs:
        runs = []
        for seed in range(args.seeds):
            _say(args, f"{lab}: seed {seed} ...")
            runs.append(reference_runs.run(lab, seed, args.source))
        print(f"\n{lab}, {args.seeds} seeds, {args.source} data")
        print(reference_runs.summary(runs).to_string())


def _collect(args, labs):
    if not args.lab or not args.archive:
        raise GradingError(
            f"Say which lab and which file: `make collect LAB={labs[0]} FILE=submissions.zip`, say; the labs "
            f"are {', '.join(graded_labs())}."
        )
    found = collect.collect(args.archive, args.lab, GRADING / "submitted", args.pattern, args.by_name)
    for one in found:
        print(f"{one.student or '?':24} {len(one.files)} files{': ' if one.note else ''}{one.note}")
    return 0 if all(one.files for one in found) else 1


def _autograde(args, labs):
    if not (args.no_sandbox or args.scheduler):
        bubblewrap.check()
    grader = Grader(sandboxed=not args.no_sandbox)
    pairs = grader.find(args.lab, args.student)
    if not pairs:
        place = f"{grader.places.submitted}/{args.student or 'STUDENT'}/LAB/LAB.ipynb"
        raise GradingError(f"Nothing to grade: put submissions into {place}, or run `make collect`.")
    grader.forget_refused()
    if args.force:
        grader.forget(pairs)
    # By lab, whose imports a worker keeps.
    due = sorted(grader.due(pairs), key=lambda key: (key.lab, key.student))
    _say(args, f"{len(due)} submissions to grade, {len(pairs) - len(due)} graded already and unchanged.")
    failed, records = _run(grader, due, args.quiet, args.workers, args.scheduler)
    for record in sorted(records, key=lambda record: (record.student, record.lab)):
        print(_line(record))
    _say(args, "Grades: grading/gradebook.db. Feedback: grading/feedback/STUDENT/LAB/LAB.html.")
    return 1 if failed or len(records) < len(due) else 0


def _run(grader, due, quiet, workers=None, scheduler=None):
    """Grade submissions, showing progress; return how many failed, and the records."""
    records, failed, stopped = [], 0, False
    if not due:
        return failed, records
    with (
        cluster.connect(workers, scheduler) as client,
        tqdm(total=len(due), desc="grading", unit="submission", disable=quiet) as bar,
        contextlib.closing(grader.grade(due, client)) as graded,
        _ctrl_c() as pressed,
    ):
        try:
            for record in graded:
                records.append(record)
                failed += isinstance(record, Failure)
                bar.set_postfix(done=len(records) - failed, failed=failed, left=len(due) - len(records))
                bar.update()
                if pressed:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            worker.stop()
            stopped = True
    if stopped:
        print(f"Stopped. {len(grader.due(due))} are left: start it again.", file=sys.stderr)
    return failed, records


@contextlib.contextmanager
def _ctrl_c():
    """Give a list that has something in it once Ctrl-C was pressed.

    It raises KeyboardInterrupt as well, which is lost if it falls into a destructor or a garbage collection.
    """
    pressed = []

    def note(*_):
        pressed.append(True)
        raise KeyboardInterrupt

    usual = signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, usual)


def _line(record):
    start = f"{record.student:20} {record.lab:16} "
    if isinstance(record, Failure):
        return start + record.error
    waiting = f", {record.to_grade} to grade by hand" if record.to_grade else ""
    reasons = "".join(f"\n    {reason}" for reason in record.reasons)
    return f"{start}{record.points:5.1f} of {record.max_points:.0f}{waiting}{reasons}"


def _report(args, labs):
    from instructor.grading import report  # and pandas, seconds that other commands do without

    grader = Grader()
    if left := grader.due(grader.find()):
        print(f"{len(left)} submissions are not graded yet, or not as they are now: run `make autograde`.")
    for path in report.write(grader.places.records, grader.places.db_url, grader.places.folder):
        print(path.relative_to(ROOT))


def _grade_mine(args, labs):
    """Grade the notebooks in labs/ in a gradebook of their own. One trusts oneself: no sandbox is needed."""
    grader, pairs = Grader(GRADING / "mine", sandboxed=False), [SubmissionKey("me", lab) for lab in labs]
    grader.forget(pairs)
    for lab in labs:
        place = grader.places.submission(SubmissionKey("me", lab))
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(ROOT / "labs" / lab, place, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    failed, records = _run(grader, pairs, args.quiet)
    for record in records:
        print(_line(record))
        if isinstance(record, Failure):
            continue
        page = grader.places.feedback_page(SubmissionKey("me", record.lab))
        print(f"    {page.relative_to(ROOT)}")
        if not args.no_browser:
            webbrowser.open(page.as_uri())
    return 1 if failed or len(records) < len(labs) else 0


def _student_kit(args, labs):
    from instructor.authoring import student_kit  # and what labs import

    print(student_kit.write(ROOT / "anomaly-detection-labs.zip").relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
