"""Grade a class of cheats, bombs and broken files beside honest students, and look at what that leaves."""

import contextlib
import copy
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat

from instructor.course import ROOT
from tests.support import classroom, guide
from tests.support import hostile_submissions as hostile

TABLE = ROOT / "instructor" / "HOSTILE.md"
HONEST = {"ada": hostile.ALL, "ben": {"scale", "counts"}, "cleo": set()}
SECRET = "CANARY-7f3a"

# What is counted is small, so that whoever exceeds it does so soon. Imports alone take some 400 MB.
_LIMITS = """
c.Limits.memory = 2**30
c.Limits.processes = 60
c.Limits.disk = 50 * 2**20
c.Limits.files = 2000
c.Limits.output = 2 * 2**20
"""
# Seconds matter to those only that hang: they have a class of their own. Everybody else may be slow on a busy
# machine.
_LONG = """
c.Execute.timeout = 300
c.Limits.seconds = 1200
c.Limits.patience = 60
"""
_SHORT = """
c.Execute.timeout = 5
c.Limits.seconds = 45
c.Limits.patience = 6
"""


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


def honest_students():
    """Return the submissions of students who hand in what they know; they are not hostile."""
    found = []
    for name, keeps in HONEST.items():
        because = "" if keeps == hostile.ALL else "cutoff"
        found.append(hostile.Submission(name, _hand_in(keeps), keeps, because))
    return found


def _hand_in(names):
    def write(folder, notebook):
        for cell in notebook.cells:
            if cell.id in hostile.ALL - names:
                cell.source = ""
        hostile.save(notebook, folder)

    return write


def grade(folder, submissions):
    """Grade submissions, and honest students with them, in two classes at the same time.

    Returns
    -------
    list of (Result, list of Submission)
    """
    template = classroom.copy_course(folder / "template", tiny=True)
    classes = {
        "usual": (_LIMITS + _LONG, [one for one in submissions if not one.short]),
        "hanging": (_LIMITS + _SHORT, [one for one in submissions if one.short]),
    }

    classes = {name: about for name, about in classes.items() if about[1]}

    def grade_one(name):
        limits, hostiles = classes[name]
        everybody = [*honest_students(), *hostiles]
        with tempfile.TemporaryDirectory(prefix="hostile-") as tmp:
            course = _make_course(folder / name, template, limits, tmp)
            return _grade(course, everybody), everybody

    with ThreadPoolExecutor() as pool:
        return list(pool.map(grade_one, classes))


def _make_course(folder, template, settings, tmp):
    """Make a course that has only the tiny lab, with settings, and secrets in it and around it.

    Its folder for temporary files is a link to `tmp`, whose path is short enough for sockets.
    """
    course = shutil.copytree(template, folder / "course", symlinks=True)
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(settings)
    (folder / "tmp").symlink_to(tmp)
    (folder / "home").mkdir()
    for place in (course, folder / "home"):
        (place / "secret.txt").write_text(SECRET)
    return course


def _grade(course, submissions):
    """Submit, grade twice and return what is there to see."""
    everything = classroom.tiny(course, *hostile.ALL)
    for submission in submissions:  # honest students first: others refer to what they hand in
        folder = course / "grading" / "submitted" / submission.student / hostile.LAB
        folder.mkdir(parents=True)
        submission.write(folder, copy.deepcopy(everything))
    before = _digests(course)
    said = _run(course, "autograde", "--workers", "3", "--quiet")
    again = _run(course, "autograde", "--workers", "2")
    left = _left(course)
    after = _digests(course)
    changed = [str(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    records = {}
    for path in (course / "grading" / "records").glob(f"*/{hostile.LAB}.json"):
        records[path.parent.name] = json.loads(path.read_text(encoding="utf-8"))
    return Result(course, said, records, _scores(course), again, changed, left)


def _run(course, *arguments):
    """Run a command of the instructor, who has secrets, a home and a folder for temporary files."""
    tmp = (course.parent / "tmp").resolve()
    places = {"HOME": str(course.parent / "home"), "TMPDIR": str(tmp), "GRADER": SECRET}
    done = classroom.run(course, *arguments, **places)
    return done.stdout + done.stderr


def _digests(course):
    """Return a digest of every file of the course and its surroundings that grading should leave alone."""
    theirs = [course / "grading", course.parent / "tmp"]
    theirs += [course.parent / "home" / name for name in (".cache", ".config", ".ipython")]
    found = {}
    for path in course.parent.rglob("*"):
        is_theirs = any(path.is_relative_to(folder) for folder in theirs)
        if path.is_file() and not is_theirs and "__pycache__" not in path.parts:
            found[path] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _left(course):
    """Return the processes and folders that grading has left, once what it has killed is gone."""
    for _ in range(100):
        left = _processes(course) + [path.name for path in (course.parent / "tmp").glob("lab-*")]
        if not left:
            break
        time.sleep(0.3)
    return left


def _processes(course):
    """Return the processes of a course: its grader's, and those in sandboxes, where its files are mounted."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            about = (folder / "cmdline").read_bytes() + (folder / "mountinfo").read_bytes()
            if os.fsencode(course.parent) in about + os.fsencode(os.readlink(folder / "cwd")):
                found.append(folder.name)
    return found


def _scores(course):
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


def complaints(result, submission):
    """Yield what a submission got and did not deserve, and what it should have shown and did not."""
    record = result.records.get(submission.student)
    if record is None:
        said = result.said.partition(f"{submission.student} ")[2].partition("\n")[0]
        yield f"was not graded: {said.strip()}"
        return
    earned = {name for name, about in record["exercises"].items() if about["points"]}
    expected = submission.keeps | submission.takes
    if earned - submission.perhaps != expected - submission.perhaps:
        yield f"earned {sorted(earned)}, should have earned {sorted(expected)}"
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
    for remark in guide.unknown([*record["reasons"], *record["notes"]]):
        yield f"is told what the guide does not explain: {remark[:200]!r}"
    if submission.waits and not record["to_grade"]:
        yield "has written a reflection that nobody is asked to read"
    printed = _printed(result.course / "grading", submission.student)
    if not submission.is_mounted(printed, shown):
        missing = sorted(submission.marks - set(printed.splitlines()))
        yield f"shows no sign of its attack: neither {missing} nor {submission.evidence!r}"
    yield from re.findall(f"LEAKED.*|.*{SECRET}.*", printed)
    yield from _given_away(result.course / "grading", submission.student)


def reasons(record):
    """Return all that a record says about why points are missing."""
    messages = {name: about["message"] for name, about in record["exercises"].items() if about["message"]}
    return "\n".join(
        [*record["reasons"], *record["notes"], *(f"{name}: {message}" for name, message in messages.items())]
    )


def _printed(grading, student):
    """Return what an executed submission has printed, and the messages of its errors."""
    path = grading / "autograded" / student / hostile.LAB / f"{hostile.LAB}.ipynb"
    if not path.exists():
        return ""
    printed = []
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            printed += [output.get("text", ""), output.get("evalue", "")]
    return "\n".join(printed)


def _given_away(grading, student):
    """Yield what a submission's feedback gives away or would run."""
    page = grading / "feedback" / student / hostile.LAB / f"{hostile.LAB}.html"
    if not page.exists():
        yield "has no feedback"
        return
    body = page.read_text(encoding="utf-8").partition("<body")[2]
    for secret in (*HIDDEN, *_RUNS, SECRET):
        if secret in body:
            yield f"its feedback has {secret}"


# Of hidden tests and the mark scheme in tests/tiny/tiny.py; and what a browser would run.
HIDDEN = (
    "_hidden_values = [",
    "[3.0, -1.0, 1.0, 7.0]",
    "mississippi",
    "_held_out = detect",
    "20 points: where",
)
_RUNS = ("<script>alert", 'onerror="alert', "<img src=x", 'href="javascript:')


def first_cells(submission):
    """Return the first three cells of a submission's row in the table."""
    least = sum(hostile.POINTS[name] for name in submission.keeps - submission.perhaps)
    most = sum(hostile.POINTS[name] for name in submission.keeps | submission.perhaps)
    points = f"{least} to {most}" if least < most else f"{most}"
    return [markdown(submission.student[:40]), markdown(submission.does), points]


def markdown(text):
    """Return a text as Markdown shows it in a table: as it is, on one line."""
    text = " ".join(text.encode(errors="replace").decode().split())
    for sign in "\\|<>*_`[]$":
        text = text.replace(sign, f"\\{sign}")
    return text
