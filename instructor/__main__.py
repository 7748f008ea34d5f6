"""The instructor's commands: `python -m instructor COMMAND --help`."""

import argparse
import sys

from nbclient.exceptions import CellExecutionError

from instructor import grade, measure
from instructor.notebooks import lab_names
from instructor.release import GradingError, build, release


def main(arguments=None):
    """Run one command and return its exit code: 0 if all went well, 1 if not, 2 for a wrong call."""
    args = _parser().parse_args(arguments)
    labs = [args.lab] if args.lab else lab_names()
    try:
        return args.run(args, labs) or 0
    except (GradingError, CellExecutionError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser():
    parser = argparse.ArgumentParser(prog="python -m instructor", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name, run, summary):
        added = commands.add_parser(name, help=summary, description=summary)
        added.set_defaults(run=run)
        added.add_argument("--lab", choices=lab_names(), help="this lab only")
        added.add_argument("--quiet", action="store_true", help="print results and errors only")
        return added

    added = command("release", _release, "build solutions/ from the scripts and labs/ from solutions/")
    added.add_argument("--force", action="store_true", help="run the solutions again even if unchanged")

    added = command("solutions", _solutions, "run the reference solutions; print their metrics and times")
    added.add_argument("--seeds", type=int, default=1, help="number of seeds (default: 1)")
    added.add_argument("--source", choices=["auto", "bundled", "real"], default="auto", help="which data")

    added = command("autograde", _autograde, "grade what is in grading/submitted/STUDENT/LAB/")
    added.add_argument("--student", help="this student only")
    return parser


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
            runs.append(measure.run(lab, seed, args.source))
        print(f"\n{lab}, {args.seeds} seeds, {args.source} data")
        print(measure.summary(runs).to_string())


def _autograde(args, labs):
    pairs = grade.submissions(args.lab, args.student)
    if not pairs:
        print(
            f"Nothing to grade: put submissions into {grade.SUBMITTED}/STUDENT/LAB/LAB.ipynb.",
            file=sys.stderr,
        )
        return 1
    failed = 0
    for student, lab, result in grade.autograde(pairs):
        if "error" in result:
            failed += 1
            print(f"{student:20} {lab:16} {result['error']}", file=sys.stderr)
        else:
            waiting = f", {result['to_grade']} reflections to read" if result["to_grade"] else ""
            print(f"{student:20} {lab:16} {result['points']:5.1f} of {result['max_points']:.0f}{waiting}")
    _say(args, "Gradebook: grading/gradebook.db. Feedback: grading/feedback/STUDENT/LAB/LAB.html.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
