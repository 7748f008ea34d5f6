"""Grades are out of date as soon as anything that they depend on has changed."""

import pytest

from instructor.grading import fingerprints
from instructor.grading.fingerprints import Fingerprints, digest_of_course
from instructor.grading.messages import SubmissionKey
from instructor.grading.places import Places

FILES = [
    "nbgrader_config.py",
    "instructor/course.py",
    "instructor/grading/grader.py",
    "instructor/sandbox/kernel.py",
    "instructor/sandbox/deeper/still.py",
    "helpers/plotting.py",
    "helpers/kdd99/load.py",
    "data/synthetic_train.csv.gz",
]


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A made-up course of a few files."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was")
    monkeypatch.setattr(fingerprints, "ROOT", tmp_path)
    monkeypatch.setattr(fingerprints, "HELPERS", tmp_path / "helpers")
    monkeypatch.setattr(fingerprints, "DATA", tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_any_file_counts(course, name):
    before = digest_of_course()
    assert digest_of_course() == before
    (course / name).write_text("changed")
    assert digest_of_course() != before


def test_a_file_that_moves_to_another_folder_counts(course):
    (course / "instructor/sandbox/messages.py").write_text("the same text")
    before = digest_of_course()
    (course / "instructor/sandbox/messages.py").rename(course / "instructor/grading/messages.py")
    assert digest_of_course() != before


def test_a_new_file_counts(course):
    before = digest_of_course()
    (course / "helpers/kdd99/new.py").write_text("")
    assert digest_of_course() != before


@pytest.mark.parametrize("change", ["changed", "renamed", "added", "another lab"])
def test_a_change_of_the_submission_counts(tmp_path, change):
    places = Places(tmp_path)
    key = SubmissionKey("ada", "lab1_xgboost")
    folder = places.submission(key)
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("one")
    prints = Fingerprints(places)
    before = prints.of(key)
    assert prints.of(key) == before
    if change == "changed":
        (folder / "a.txt").write_text("two")
    elif change == "renamed":
        (folder / "a.txt").rename(folder / "b.txt")
    elif change == "added":
        (folder / "b.txt").write_text("")
    else:
        folder.rename(folder.with_name("lab2_autoencoder"))
        key = SubmissionKey("ada", "lab2_autoencoder")
    assert prints.of(key) != before
