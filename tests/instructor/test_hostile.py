"""A class of cheats, bombs and broken files, graded together with honest students, who must not notice."""

import contextlib
import copy
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from instructor.course import ROOT
from tests.support import classroom
from tests.support import hostile_submissions as hostile

HONEST = {"ada": hostile.ALL, "ben": {"scale", "counts"}, "cleo": set()}
# Short, so that whoever waits for a limit does not wait long. Imports alone take some 400 MB.
LIMITS = """
c.Execute.timeout = 5
c.Limits.seconds = 16
c.Limits.patience = 3
c.Limits.memory = 2**30
c.Limits.processes = 60
c.Limits.disk = 50 * 2**20
c.Limits.files = 2000
c.Limits.output = 2 * 2**20
"""
SECRET = "CANARY-7f3a"


@dataclass
class Result:
    """What two runs of the grader left."""

    course: Path
    said: str
    records: dict
    gradebook: dict
    again: str
    changed: list
    left: list


@pytest.fixture
def watched_course(tmp_path, sandboxed):
    return make_course(tmp_path)


def make_course(folder):
    """Make a course that has only the tiny lab, with short limits, and secrets in it and around it."""
    course = classroom.copy_course(folder / "course", tiny=True, settings=LIMITS)
    (folder / "tmp").mkdir()
    (folder / "home").mkdir()
    for place in (course, folder / "home"):
        (place / "secret.txt").write_text(SECRET)
    return course


def run(course, *arguments):
    """Run a command of the instructor, who has secrets, a home and a folder for temporary files."""
    places = {"HOME": str(course.parent / "home"), "TMPDIR": str(course.parent / "tmp"), "GRADER": SECRET}
    done = classroom.run(course, *arguments, **places)
    return done.stdout + done.stderr


def read(path):
    return nbformat.read(path, as_version=4)


def submit(course, submissions):
    """Hand in what is given; honest students hand in what they know, and first of all."""
    for student, names in HONEST.items():
        hostile.save(classroom.tiny(course, *names), handed_in(course, student))
    everything = classroom.tiny(course, *hostile.ALL)
    for submission in submissions:
        if submission.write:
            submission.write(handed_in(course, submission.student), copy.deepcopy(everything))


def handed_in(course, student):
    folder = course / "grading" / "submitted" / student / hostile.LAB
    folder.mkdir(parents=True)
    return folder


def digests(course):
    """Return a digest of every file of the course and its surroundings that grading should leave alone."""
    ours = [path for path in course.parent.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    theirs = (
        course / "grading",
        course.parent / "tmp",
        *(course.parent / "home" / name for name in (".cache", ".config", ".ipython")),
    )
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in ours
        if not any(path.is_relative_to(folder) for folder in theirs)
    }


def processes(course):
    """Return the processes of a course: its grader's, and those in sandboxes, where its files are mounted."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            about = (folder / "cmdline").read_bytes() + (folder / "mountinfo").read_bytes()
            if os.fsencode(course.parent) in about + os.fsencode(os.readlink(folder / "cwd")):
                found.append(folder.name)
    return found


def scores(course):
    """Return the points of all who have a place in the gradebook, from there."""
    records = (course / "grading" / "records").glob("*/*.json")
    graded = [(path.parent.name, path.stem) for path in records if json.loads(path.read_text())["max_points"]]
    command = [sys.executable, "-c", _SCORES]
    said = subprocess.run(
        command, cwd=course, input=json.dumps(graded), capture_output=True, text=True, check=True
    )
    return json.loads(said.stdout)


_SCORES = """
import json, sys
from instructor.grading.grader import Grader
from instructor.grading.messages import SubmissionKey
keys, gradebook = [SubmissionKey(*pair) for pair in json.load(sys.stdin)], Grader().gradebook
print(json.dumps({key.student: gradebook.scores(key).points for key in keys}))
"""


def grade(course, submissions):
    """Submit, grade twice and return what is there to see."""
    submit(course, submissions)
    before = digests(course)
    said = run(course, "autograde", "--workers", "3", "--quiet")
    again = run(course, "autograde", "--workers", "2")
    time.sleep(1)  # for the kernel to remove what has been killed
    after = digests(course)
    return Result(
        course,
        said,
        {
            path.parent.name: json.loads(path.read_text(encoding="utf-8"))
            for path in (course / "grading" / "records").glob("*/tiny.json")
        },
        scores(course),
        again,
        [str(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path)],
        [*processes(course), *(path.name for path in (course.parent / "tmp").glob("lab-*"))],
    )


def complaints(result, submission):
    """Yield what a submission got and did not deserve."""
    record = result.records.get(submission.student)
    if record is None:
        said = result.said.partition(f"{submission.student} ")[2].partition("\n")[0]
        yield f"was not graded: {said.strip()}"
        return
    earned = {name for name, about in record["exercises"].items() if about["points"]}
    if earned - submission.perhaps != submission.keeps - submission.perhaps:
        yield f"earned {sorted(earned)}, deserved {sorted(submission.keeps)}"
    points = {
        "exercises": sum(hostile.POINTS[name] for name in earned),
        "record": record["points"],
        "gradebook": result.gradebook.get(submission.student, 0),
    }
    if len(set(points.values())) > 1:
        yield f"has different points: {points}"
    shown = reasons(record)
    if not (re.search(submission.because, shown) if submission.because else shown == ""):
        yield f"should say {submission.because or 'nothing'!r}, says {shown[:300]!r}"
    yield from leaks(result.course / "grading", submission.student)


def reasons(record):
    """Return all that a record says about why points are missing."""
    messages = {name: about["message"] for name, about in record["exercises"].items() if about["message"]}
    return "\n".join([*record["reasons"], *(f"{name}: {message}" for name, message in messages.items())])


def leaks(grading, student):
    """Yield what a submission has got hold of, and what its feedback gives away or would run."""
    executed = grading / "autograded" / student / "tiny" / "tiny.ipynb"
    for cell in read(executed).cells if executed.exists() else []:
        for output in cell.get("outputs", []):
            yield from re.findall(f"LEAKED.*|.*{SECRET}.*", output.get("text", ""))
    page = grading / "feedback" / student / "tiny" / "tiny.html"
    if not page.exists():
        yield "has no feedback"
        return
    body = page.read_text(encoding="utf-8").partition("<body")[2]
    for secret in (*_HIDDEN, *_RUNS, SECRET):
        if secret in body:
            yield f"its feedback has {secret}"


# Of hidden tests and the mark scheme in tests/tiny/tiny.py; and what a browser would run.
_HIDDEN = (
    "_hidden_values = [",
    "[3.0, -1.0, 1.0, 7.0]",
    "mississippi",
    "_held_out = detect",
    "20 points: where",
)
_RUNS = ("<script>alert", 'onerror="alert', "<img src=x", 'href="javascript:')


@pytest.mark.slow
def test_everybody_gets_what_they_deserve_and_nothing_is_left(watched_course):
    submissions = hostile.submissions()
    for name, keeps in HONEST.items():
        because = "" if keeps == hostile.ALL else "cutoff"
        submissions.append(hostile.Submission(name, None, keeps, because))
    result = grade(watched_course, submissions)
    table = [
        f"{submission.student:32.32} {complaint}"
        for submission in submissions
        for complaint in complaints(result, submission)
    ]
    table += [f"changed: {path}" for path in result.changed]
    table += [f"left: {what}" for what in result.left]
    if "0 submissions to grade" not in result.again:
        table.append(f"graded again: {result.again}")
    assert not table, "\n".join([f"{len(table)} complaints:", *table])


def test_every_submission_says_what_it_does_and_deserves():
    found = hostile.submissions()
    assert len(found) >= 48
    assert len({submission.student for submission in found}) == len(found)
    for submission in found:
        assert submission.keeps | submission.perhaps <= hostile.ALL
        re.compile(submission.because)


def test_what_feedback_must_not_have_is_in_the_tiny_lab():
    script = (ROOT / "tests" / "tiny" / "tiny.py").read_text(encoding="utf-8")
    assert all(secret in script for secret in _HIDDEN)


def test_points_of_the_tiny_lab_add_up_to_100():
    script = (ROOT / "tests" / "tiny" / "tiny.py").read_text(encoding="utf-8")
    assert sum(int(points) for points in re.findall(r'"points": (\d+)', script)) == 100
    assert sum(hostile.POINTS.values()) == 80
