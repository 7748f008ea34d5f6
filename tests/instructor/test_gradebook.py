"""A gradebook that cannot be used, through the fault of a machine or another program."""

import contextlib
import errno
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError

from instructor import nbgrader_api
from instructor.grading import gradebook_check
from instructor.grading.faults import log_fault
from instructor.grading.messages import SubmissionKey
from tests.support import classroom

COMMANDS = [("autograde", "--no-sandbox"), ("report",)]


@pytest.fixture(scope="module")
def _graded(tmp_path_factory, _released_tiny_course):
    course = tmp_path_factory.mktemp("gradebook") / "course"
    shutil.copytree(_released_tiny_course, course, symlinks=True)
    for student in ("ada", "ben"):
        classroom.submit(course, student, "tiny", answered(course, "scale"))
    done = classroom.run(course, "autograde", "--no-sandbox")
    assert done.returncode == 0, done.stderr
    return course


def answered(course, *names):
    """Return a notebook with some exercises and the reflection answered."""
    notebook = classroom.tiny(course, *names)
    for cell in notebook.cells:
        if cell.id == "reflection1":
            cell.source = "Where normal rows form two groups."
    return notebook


def give_points(database, notebook_id):
    """Give 17 points for the reflection by hand."""
    database.execute(
        "UPDATE grade SET manual_score = 17, needs_manual_grade = 0 WHERE notebook_id = ? "
        "AND cell_id IN (SELECT id FROM base_cell WHERE name = 'reflection1')",
        (notebook_id,),
    )


@pytest.fixture
def graded(tmp_path, _graded):
    """A course with two graded submissions."""
    return shutil.copytree(_graded, tmp_path / "course", symlinks=True)


def cut_short(path):
    path.write_bytes(path.read_bytes()[:5000] + b"x" * 3000)


def overwritten(path):
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def other_file(path):
    path.write_text("Please log in to your cloud to see this file.\n" * 100)


def emptied(path):
    path.write_bytes(b"")


def replaced_by_its_log(path):
    path.rename(path.with_name("gradebook.db-wal"))


def check_said(done, assert_one_sentence, words):
    """See that a command failed with one sentence, which has some words in it."""
    assert done.returncode == 1
    said = done.stderr.strip()
    assert_one_sentence(said)
    assert said.startswith("The gradebook grading/gradebook.db ")
    assert words in said


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("gradebook.db")}


@pytest.mark.parametrize("damage", [cut_short, overwritten, other_file, emptied, replaced_by_its_log])
def test_a_damaged_gradebook_is_named_and_left_alone(damage, graded, tmp_path, assert_one_sentence):
    path = graded / "grading/gradebook.db"
    shutil.copyfile(path, tmp_path / "backup.db")
    damage(path)
    before = files(path.parent)
    for command in COMMANDS:
        check_said(classroom.run(graded, *command), assert_one_sentence, "is damaged")
    assert files(path.parent) == before

    # With the backup in its place, everything is as it was.
    for name in before:
        (path.parent / name).unlink()
    shutil.copyfile(tmp_path / "backup.db", path)
    done = classroom.run(graded, "autograde", "--no-sandbox")
    assert done.returncode == 0
    assert done.stdout.startswith("0 submissions to grade, 2 graded already")


def test_a_gradebook_that_another_program_holds_is_named(graded, assert_one_sentence):
    path = graded / "grading/gradebook.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for command in COMMANDS:
            check_said(classroom.run(graded, *command), assert_one_sentence, "is in use by another program")
    for command in COMMANDS:
        assert classroom.run(graded, *command).returncode == 0


def test_another_program_may_take_its_time_to_save(graded):
    path = graded / "grading/gradebook.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.5, other.close).start()
    gradebook_check.check_gradebook(path)


def test_a_gradebook_that_cannot_be_written_is_named(graded, sandboxed, assert_one_sentence):
    path = graded / "grading/gradebook.db"
    for command in COMMANDS:
        program = [sys.executable, "-m", "instructor", *command]
        done = subprocess.run(
            [*mounted(graded, "--ro-bind", path, path), *program], capture_output=True, text=True, check=False
        )
        check_said(done, assert_one_sentence, "cannot be opened or written")


def mounted(course, *mounts):
    """Return the start of a command that runs in a course with other mounts, which bind root, too."""
    return ["bwrap", "--dev-bind", "/", "/", *map(str, mounts), "--chdir", str(course)]


def test_a_full_disk_costs_a_sentence_and_no_grade(graded, sandboxed, tmp_path):
    """On a disk of its own, which has room for what is there and for nothing more."""
    assert classroom.run(graded, "report").returncode == 0
    classroom.submit(graded, "cleo", "tiny", classroom.tiny(graded, "scale"))
    shutil.copytree(graded / "grading", tmp_path / "kept")
    script = f"""
        cp -a {tmp_path}/kept/. grading/ && head -c 100M /dev/zero > grading/fill
        {sys.executable} -m instructor autograde --no-sandbox
        echo "exit code $?"
        {sys.executable} -m instructor report >&2
        cat grading/report.html > {tmp_path}/report.html
        cat grading/gradebook.db > {tmp_path}/after.db
    """
    world = mounted(graded, "--size", "2000000", "--tmpfs", graded / "grading")
    done = subprocess.run([*world, "sh", "-c", script], capture_output=True, text=True, check=False)
    assert "exit code 1" in done.stdout
    assert "Traceback" not in done.stderr
    said = done.stdout + done.stderr
    assert re.search("^(cleo .*|The gradebook .*|The disk .*) full", said, re.M), said
    assert (tmp_path / "report.html").read_text() == (tmp_path / "kept/report.html").read_text()
    gradebook_check.check_gradebook(tmp_path / "after.db")
    with Gradebook(f"sqlite:///{tmp_path}/after.db") as gradebook:
        assert gradebook.find_submission("tiny", "ada").score == 20


@pytest.mark.parametrize(
    ("sqlite_says", "we_say"),
    [
        ("database is locked", "is in use by another program"),
        ("database or disk is full", "its disk is full"),
        ("database disk image is malformed", "is damaged"),
    ],
)
def test_the_other_students_are_graded_and_the_next_run_goes_on(graded, sqlite_says, we_say):
    """One student's scores cannot be written while the others' can."""
    path = graded / "grading/gradebook.db"
    ada = "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment a ON n.assignment_id = a.id"
    with contextlib.closing(sqlite3.connect(path)) as database:
        (number,) = database.execute(f"{ada} WHERE a.student_id = 'ada'").fetchone()
        give_points(database, number)
        database.execute(
            f"CREATE TRIGGER problem BEFORE UPDATE ON grade WHEN NEW.notebook_id = '{number}' "
            f"BEGIN SELECT RAISE(FAIL, '{sqlite_says}'); END"
        )
        database.commit()
    for student in ("ada", "ben"):
        classroom.submit(graded, student, "tiny", answered(graded, "scale", "cutoff"))
    done = classroom.run(graded, "autograde", "--no-sandbox")
    first, second = [line for line in done.stdout.splitlines() if line.startswith(("ada", "ben"))]
    assert "not graded: The gradebook grading/gradebook.db" in first
    assert we_say in first
    assert "35.0 of 100" in second
    assert "Traceback" not in done.stderr
    assert done.returncode == 1

    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER problem")
    done = classroom.run(graded, "autograde", "--no-sandbox")
    assert done.stdout.startswith("1 submissions to grade, 1 graded already")
    record = json.loads((graded / "grading/records/ada/tiny.json").read_text())
    assert (record["points"], record["to_grade"]) == (35 + 17, 0)


KEY = SubmissionKey("ada", "lab1_xgboost")


def test_a_problem_that_is_no_fault_of_ours_needs_no_traceback(tmp_path, assert_one_sentence):
    problems = [
        OSError(errno.ENOSPC, "No space left on device", "grading/feedback/ada/page.html"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked")),
    ]
    for problem in problems:
        failure = log_fault(tmp_path / "grader.log", KEY, problem)
        assert_one_sentence(failure.error)
    assert not (tmp_path / "grader.log").exists()


def test_what_else_sqlite_says_is_a_fault_of_ours(tmp_path):
    problem = OperationalError("SELECT 1", {}, sqlite3.OperationalError("no such column: grade.text"))
    failure = log_fault(tmp_path / "grader.log", KEY, problem)
    assert "OperationalError" in failure.error
    assert "no such column" in (tmp_path / "grader.log").read_text()


def test_what_a_student_prints_is_no_problem_of_the_gradebook(tmp_path, monkeypatch):
    monkeypatch.setattr(nbgrader_api, "LOG", tmp_path / "nbgrader.log")
    result = {"success": False, "error": "Traceback: the database is locked, says a test"}
    with pytest.raises(nbgrader_api.GradingError, match="see what nbgrader says"):
        nbgrader_api.checked(result, "could not")
