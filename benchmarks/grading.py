"""Grade the same submissions with `nbgrader autograde` and with ours, one after the other, and compare.

python -m benchmarks.grading [--lab lab1_xgboost] [--submissions 20] [--only-ours]

Prints a table: the seconds of both, their ratio, and whether all scores are the same.
`--only-ours --submissions 300` shows whether the grader copes with a large class.
"""

import argparse
import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil
from nbgrader.api import Gradebook

from instructor.course import graded_labs
from tests.support import classroom

_SWITCH_ON = "\ndel c.Autograde.exporter_class\n"  # nbgrader's own grading


def scores(course):
    """Return the score of every graded cell in a course's gradebook, by student, lab and cell."""
    found = {}
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db") as gradebook:
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        found[submission.student.id, assignment.name, grade.name] = grade.auto_score
    return found


def timed(course, command):
    """Run a command in a course.

    Returns
    -------
    seconds : float
    memory : list of float
        The MiB that its first process has, about once a second.
    """
    start, memory = time.perf_counter(), []
    with tempfile.TemporaryFile() as said:
        running = psutil.Popen(command, cwd=course, stdout=said, stderr=said)
        while running.poll() is None:
            with contextlib.suppress(psutil.Error):
                memory.append(running.memory_info().rss / 2**20)
            with contextlib.suppress(subprocess.TimeoutExpired, psutil.TimeoutExpired):
                running.wait(1)
        seconds = time.perf_counter() - start
        if running.returncode:
            said.seek(0)
            print(said.read().decode()[-2000:], file=sys.stderr)
    return seconds, memory


def course_with_submissions(folder, lab, number, settings=""):
    """Copy the course to a folder and put submissions of honest students into it."""
    course = classroom.copy_course(folder, settings=settings)
    for i in range(number):
        classroom.submit(course, f"student{i:03}", lab, classroom.honest(lab, i))
    return course


def grade_with_ours(folder, lab, number):
    """Grade a number of submissions with `make autograde`.

    Returns
    -------
    row : dict
        Seconds, submissions in the gradebook, and the coordinator's memory early and late.
    scores : dict
    """
    course = course_with_submissions(folder, lab, number)
    seconds, memory = timed(course, [sys.executable, "-m", "instructor", "autograde"])
    third = -(-len(memory) // 3)
    ours = scores(course)
    row = {
        "ours": seconds,
        "graded": len({student for student, _, _ in ours}),
        "MiB early": statistics.median(memory[:third]),
        "MiB late": statistics.median(memory[-third:]),
    }
    return row, ours


def grade_with_nbgrader(folder, lab, number):
    """Grade the same submissions with `nbgrader autograde`; return its seconds and scores."""
    course = course_with_submissions(folder, lab, number, settings=_SWITCH_ON)
    released = classroom.run(course, "release", "--lab", lab)  # nbgrader grades what its gradebook knows
    assert released.returncode == 0, released.stderr
    command = [Path(sys.executable).with_name("nbgrader"), "autograde", lab, "--force"]
    seconds, _ = timed(course, command)
    return seconds, scores(course)


def compare(lab, number, with_nbgrader=True):
    """Grade a number of submissions of a lab with both graders; return one row of the table, as a dict."""
    with tempfile.TemporaryDirectory() as folder:
        row, ours = grade_with_ours(Path(folder, "ours"), lab, number)
        row = {"lab": lab, "submissions": number} | row
        if with_nbgrader:
            row["nbgrader"], theirs = grade_with_nbgrader(Path(folder, "nbgrader"), lab, number)
            row["ratio"] = row["nbgrader"] / row["ours"]
            row["same scores"] = ours == theirs
            for key in sorted(ours.keys() | theirs.keys()):
                if ours.get(key) != theirs.get(key):
                    print(*key, "ours:", ours.get(key), "nbgrader:", theirs.get(key), file=sys.stderr)
    return row


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", choices=graded_labs(), help="this lab only")
    parser.add_argument("--submissions", type=int, default=20, help="of each lab (default: %(default)s)")
    parser.add_argument("--only-ours", action="store_true", help="leave nbgrader out")
    args = parser.parse_args()
    labs = [args.lab] if args.lab else graded_labs()
    rows = []
    for lab in labs:
        rows.append(compare(lab, args.submissions, not args.only_ours))
        print(pd.DataFrame(rows).round(2).to_string(index=False), flush=True)


if __name__ == "__main__":
    main()
