"""A class of cheats, bombs and broken files, graded together with honest students, who must not notice."""

import copy
import os
import re

import pytest

from instructor.authoring.notebooks import from_script
from instructor.course import ROOT
from instructor.grading.solution import released
from tests.support import hostile_class
from tests.support import hostile_submissions as hostile


@pytest.mark.slow
def test_everybody_gets_what_they_deserve_and_nothing_is_left(tmp_path, sandboxed):
    table = []
    for result, submissions in hostile_class.grade(tmp_path, hostile.submissions()):
        for submission in submissions:
            found = hostile_class.complaints(result, submission)
            table += [f"{submission.student:32.32} {complaint}" for complaint in found]
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
        assert submission.keeps | submission.perhaps | submission.takes <= hostile.ALL
        assert not submission.keeps & submission.takes
        re.compile(submission.because)


# What the reasons say of code that crashes before it attacks.
CRASHED = [
    "",
    "cutoff: NameError: name 'cutoff' is not defined",
    "counts: KeyError: 'instructor.sandbox.tampering'",
    "scale: the notebook has replaced numpy.allclose, which tests rely on",
]


@pytest.mark.parametrize("path", sorted(hostile.FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_code_that_crashes_before_it_attacks_does_not_pass_for_an_attack(path):
    submission = hostile.from_file(path)
    assert submission.marks or submission.evidence
    for reasons in CRASHED:
        assert not submission.is_mounted("KeyError: 'instructor'", reasons)
    if submission.marks:
        assert submission.is_mounted("\n".join(["a line", *submission.marks]), CRASHED[1])
        first, *others = sorted(submission.marks)
        assert not submission.is_mounted("\n".join([*others, f"not {first}"]), CRASHED[1])


@pytest.fixture(scope="module")
def answers():
    """The tiny lab's notebook with all answers."""
    solution = from_script(ROOT / "tests" / "tiny" / "tiny.py")
    notebook = released(solution)
    for cell, solved in zip(notebook.cells, solution.cells, strict=True):
        if cell.id in hostile.ALL:
            cell.source = solved.source
    return notebook


def contents(folder):
    """Return what is below a folder: files with their text, and everything else by its kind."""
    found = {"": folder.lstat().st_mode}
    for path in folder.rglob("*"):
        status = path.lstat()
        is_text = path.is_file() and not path.is_symlink() and status.st_size < 2**30
        found[os.fspath(path.relative_to(folder))] = path.read_bytes() if is_text else status.st_mode
    return found


@pytest.mark.parametrize("submission", hostile.BUILT, ids=lambda submission: submission.student)
def test_what_is_broken_differs_from_the_notebook_with_all_answers(submission, answers, tmp_path):
    folders = tmp_path / "a" / "b" / hostile.LAB, tmp_path / "plain" / hostile.LAB
    for folder in folders:
        folder.mkdir(parents=True)
    submission.write(folders[0], copy.deepcopy(answers))
    hostile.save(copy.deepcopy(answers), folders[1])
    name = hostile.ODD_NAMES.get(submission.student, submission.student)
    has_odd_name = name != submission.student or not submission.student.isidentifier()
    assert contents(folders[0]) != contents(folders[1]) or has_odd_name


def test_what_feedback_must_not_have_is_in_the_tiny_lab():
    script = (ROOT / "tests" / "tiny" / "tiny.py").read_text(encoding="utf-8")
    assert all(secret in script for secret in hostile_class.HIDDEN)


def test_points_of_the_tiny_lab_add_up_to_100():
    script = (ROOT / "tests" / "tiny" / "tiny.py").read_text(encoding="utf-8")
    assert sum(int(points) for points in re.findall(r'"points": (\d+)', script)) == 100
    assert sum(hostile.POINTS.values()) == 80
