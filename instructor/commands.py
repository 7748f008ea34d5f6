"""What the instructor's commands do. Each takes the parsed arguments and returns the exit code."""

import argparse
import shutil
import webbrowser
from collections.abc import Sequence
from datetime import datetime

from instructor.authoring import offline as offline_folder
from instructor.authoring import reference_runs
from instructor.authoring import release as releasing
from instructor.course import GRADING, ROOT, graded_labs
from instructor.grading import collect as collecting
from instructor.grading import progress
from instructor.grading.collecting import table
from instructor.grading.gradebook import CourseGradebook
from instructor.grading.grader import Grader
from instructor.grading.messages import Failure, Record, SubmissionKey
from instructor.grading.places import Places
from instructor.nbgrader_api import GradingError
from instructor.sandbox import bubblewrap


def _say(args: argparse.Namespace, text: str) -> None:
    if not args.quiet:
        print(text, flush=True)


def release(args: argparse.Namespace) -> int:
    """Build the solutions and the students' notebooks."""
    for lab in args.labs:
        _say(args, f"{lab}: running the solution if its script has changed ...")
        built = releasing.build(lab, force=args.force)
        releasing.release(lab)
        done = "executed" if built else "unchanged"
        _say(args, f"{lab}: solution {done}, labs/{lab}/{lab}.ipynb written")
    return 0


def solutions(args: argparse.Namespace) -> int:
    """Run the reference solutions and print what they measure."""
    for lab in args.labs:
        runs = []
        for seed in range(args.seeds):
            _say(args, f"{lab}: seed {seed} ...")
            runs.append(reference_runs.run(lab, seed, args.source))
        print(f"\n{lab}, {args.seeds} seeds, {args.source} data")
        print(reference_runs.summary(runs).to_string())
    return 0


def collect(args: argparse.Namespace) -> int:
    """Unpack what a learning management system exports, and show what became of it."""
    if not args.lab or not args.archive:
        raise GradingError(
            f"Say which lab and which file, as in `make collect LAB={args.labs[0]} FILE=submissions.zip`; "
            f"the labs are {', '.join(graded_labs())}."
        )
    submitted = GRADING / "submitted"
    due = _due_date(args.lab)
    collection = collecting.collect(
        args.archive, args.lab, submitted, args.pattern, args.by_name, due, args.dry_run
    )
    print(f"Taken for: {collection.system}")
    students = [one for one in collection.results if one.student]
    rows = [table.row(one.student, len(one.files), one.submitted, one.late, one.note) for one in students]
    print("\n".join(table.lines(rows)))
    for one in collection.results:
        if not one.student:
            print(one.note)
    missing = [one.student for one in students if not one.files]
    if missing:
        print(f"Not collected: {', '.join(missing)}.")
    if args.dry_run:
        print("Nothing was written.")
    return 0 if all(one.files for one in collection.results) else 1


def _due_date(lab: str) -> datetime | None:
    """Return when a lab is due (UTC), None if the gradebook does not say so."""
    if not (GRADING / "gradebook.db").exists():
        return None
    return CourseGradebook(Places(GRADING)).due_date(lab)


def autograde(args: argparse.Namespace) -> int:
    """Grade submissions and print their points."""
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
    notes = [f"note: {note}" for note in result.notes]
    return "\n    ".join([line, *result.reasons, *notes])


def report(args: argparse.Namespace) -> int:
    """Write the report on a class and its grades."""
    from instructor.grading import report as class_report  # and pandas, seconds that others do without

    grader = Grader()
    left = grader.due(grader.find())
    if left:
        print(f"{len(left)} submissions are not graded yet, or not as they are now: run `make autograde`.")
    places = grader.places
    for path in class_report.write(places.records, places.db_url, places.folder):
        print(path.relative_to(ROOT))
    return 0


def grade_mine(args: argparse.Namespace) -> int:
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


def student_kit(args: argparse.Namespace) -> int:
    """Write the zip file for students."""
    from instructor.authoring import student_kit as kit  # and what labs import

    print(kit.write(ROOT / "anomaly-detection-labs.zip").relative_to(ROOT))
    return 0


def offline(args: argparse.Namespace) -> int:
    """Write a folder for machines without a network."""
    size = offline_folder.write(
        args.to, args.platform or list(offline_folder.PLATFORMS), args.python or offline_folder.PYTHONS
    )
    print(f"{args.to}: {size / 1e9:.1f} GB of packages, the student kit, and what to type in README.txt.")
    return 0


def site(args: argparse.Namespace) -> int:
    """Write the course's website."""
    from instructor.authoring import website  # and what releases labs

    folder = ROOT / "site"
    _say(args, "Building the website takes a minute ...")
    website.build(folder, args.repository, args.check_links)
    print(f"{folder.relative_to(ROOT)}/index.html")
    return 0
