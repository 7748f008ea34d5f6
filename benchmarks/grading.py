"""Grade the same submissions with `nbgrader autograde` and with ours, one after the other, and compare.

`python -m benchmarks.grading` prints a table: seconds, how many times the throughput, and whether all
scores are the same. `--only-ours --submissions 300` sees whether a large class comes through.
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
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db") as gradebook:
        return {
            (submission.student.id, submission.assignment.name, grade.name): grade.auto_score
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def timed(course, command):
    """Run a command in a course.

    Returns
    -------
    float, seconds; and list of float, the MiB of its first process, once a second
    """
    start, memory = time.perf_counter(), []
    with tempfile.TemporaryFile() as said:
        running = psutil.Popen(command, cwd=course, stdout=said, stderr=said)
        while running.poll() is None:
            time.sleep(1)
            with contextlib.suppress(psutil.Error):
                memory.append(running.memory_info().rss / 2**20)
        if running.returncode:
            said.seek(0)
            print(said.read().decode()[-2000:], file=sys.stderr)
    return time.perf_counter() - start, memory


def compare(lab, number, stock=True):
    """Grade `number` submissions of a lab with both graders.

    Returns
    -------
    dict of "lab", "submissions", "nbgrader" and "ours" (seconds), "graded" (submissions in our gradebook),
    "ratio", "same scores", and the memory of our coordinator in the first and the last third of the time
    """
    with tempfile.TemporaryDirectory() as folder:
        courses = {
            name: classroom.copy_course(Path(folder, name), settings=settings)
            for name, settings in {"nbgrader": _SWITCH_ON, "ours": ""}.items()
        }
        for course in courses.values():
            for i in range(number):
                classroom.submit(course, f"student{i:03}", lab, classroom.honest(lab, i))
        result = {"lab": lab, "submissions": number}
        if stock:
            _record(courses["nbgrader"], lab)
            command = [Path(sys.executable).with_name("nbgrader"), "autograde", lab, "--force"]
            result["nbgrader"], _ = timed(courses["nbgrader"], command)
        result["ours"], memory = timed(courses["ours"], [sys.executable, "-m", "instructor", "autograde"])
        ours = scores(courses["ours"])
        result["graded"] = len({student for student, _, _ in ours})
        if stock:
            result["ratio"] = result["nbgrader"] / result["ours"]
            theirs = scores(courses["nbgrader"])
            result["same scores"] = ours == theirs
            for key in sorted(ours.keys() | theirs.keys()):
                if ours.get(key) != theirs.get(key):
                    print(*key, "ours:", ours.get(key), "nbgrader:", theirs.get(key), file=sys.stderr)
        early, _, late = _thirds(memory)
        return result | {"MiB early": early, "MiB late": late}


def _thirds(values):
    """Return the median of the first, second and last third of some values."""
    cut = [len(values) * i // 3 for i in range(4)]
    return [statistics.median(values[cut[i] : cut[i + 1]]) for i in range(3)]


def _record(course, lab):
    """Tell nbgrader's gradebook of a lab, which ours does by itself."""
    program = f"from instructor.grading.grader import Grader; Grader().gradebook.register_lab({lab!r})"
    subprocess.run([sys.executable, "-c", program], cwd=course, capture_output=True, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", choices=graded_labs(), help="this lab only")
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--only-ours", action="store_true", help="leave nbgrader out")
    args = parser.parse_args()
    rows = []
    for lab in [args.lab] if args.lab else graded_labs():
        rows.append(compare(lab, args.submissions, not args.only_ours))
        print(pd.DataFrame(rows).round(2).to_string(index=False), flush=True)


if __name__ == "__main__":
    main()
