"""What a command does when something goes wrong, and what it leaves alone."""

import subprocess
import sys

import pytest

import instructor.__main__
from instructor.__main__ import main
from instructor.course import ROOT
from instructor.nbgrader_api import GradingError


@pytest.fixture
def log(tmp_path, monkeypatch):
    path = tmp_path / "grading" / "grader.log"
    monkeypatch.setattr(instructor.__main__, "LOG", path)
    return path


def fail_with(error, monkeypatch):
    def build(lab, force):
        raise error

    monkeypatch.setattr("instructor.authoring.release.build", build)


def test_a_fault_of_the_course_leaves_its_traceback_in_the_log(log, monkeypatch, capsys, assert_one_sentence):
    for reason in ("first", "second"):
        fail_with(KeyError(reason), monkeypatch)
        assert main(["release", "--lab", "lab1_xgboost"]) == 1
        said = capsys.readouterr().err.strip()
        assert_one_sentence(said)
        assert f"KeyError: '{reason}'" in said
        assert str(log) in said
    kept = log.read_text(encoding="utf-8")
    assert kept.count("python -m instructor release --lab lab1_xgboost\nTraceback") == 2
    assert kept.index("KeyError: 'first'") < kept.index("KeyError: 'second'")
    assert "in release" in kept


def test_an_error_that_explains_itself_is_printed_as_it_is(log, monkeypatch, capsys):
    fail_with(GradingError("No pencil: sharpen one."), monkeypatch)
    assert main(["release", "--lab", "lab1_xgboost"]) == 1
    assert capsys.readouterr().err == "No pencil: sharpen one.\n"
    assert not log.exists()


def test_verbose_shows_the_traceback(log, monkeypatch, capsys):
    fail_with(GradingError("No pencil: sharpen one."), monkeypatch)
    assert main(["release", "--lab", "lab1_xgboost", "--verbose"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Traceback")
    assert said.endswith("\nNo pencil: sharpen one.\n")


def test_importing_the_authors_tools_changes_nothing_in_the_environment():
    code = """
import os
before = dict(os.environ)
from instructor.authoring import notebooks, reference_runs, release, student_kit
changed = {name for name in before.keys() | os.environ.keys() if before.get(name) != os.environ.get(name)}
print(*sorted(changed & {"PATH", "OMP_WAIT_POLICY"}))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
