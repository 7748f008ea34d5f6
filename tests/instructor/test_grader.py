"""The loop from due submissions to records, and what it leaves of faults that are not the submissions'."""

import re

import pytest

from instructor import logs, nbgrader_api
from instructor.grading import cluster, submissions
from instructor.grading.faults import log_fault
from instructor.grading.grader import Grader
from instructor.grading.messages import Failure, SubmissionKey, Task
from instructor.grading.tasks import PreparedSubmission

ADA = SubmissionKey("ada", "lab1_xgboost")


@pytest.fixture(scope="module")
def client():
    """A cluster of one worker."""
    with cluster.connect(workers=1) as client:
        yield client


@pytest.mark.slow
def test_what_changes_while_it_is_graded_is_graded_again(tmp_path, monkeypatch, client):
    grader, key = Grader(tmp_path, sandboxed=False), ADA
    folder = grader.places.submission(key)
    folder.mkdir(parents=True)

    def arrives_late(key):
        (folder / "new.txt").write_text("a later version")
        raise submissions.Refused("nothing in it")

    monkeypatch.setattr(grader.tasks, "build", arrives_late)
    assert len(list(grader.grade([key], client))) == 1
    assert grader.due([key]) == [key]
    list(grader.grade([key], client))
    assert grader.due([key]) == []


def check_fault(failure, log, *said):
    """See that a failure is one line that names the log, and that the log has the traceback."""
    assert isinstance(failure, Failure)
    assert (failure.student, failure.lab) == ("ada", "lab1_xgboost")
    assert re.fullmatch(rf"not graded: \w+: .*\(traceback in {re.escape(str(log))}\)", failure.error)
    text = log.read_text(encoding="utf-8")
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00 ada lab1_xgboost\nTraceback \(most ", text)
    for line in said:
        assert line in text


def test_a_fault_while_a_submission_is_prepared_leaves_its_traceback(tmp_path, monkeypatch, client):
    grader = Grader(tmp_path, sandboxed=False)

    def breaks(key):
        raise RuntimeError("a first line\nand a second one")

    monkeypatch.setattr(grader.tasks, "build", breaks)
    (failure,) = grader.grade([ADA], client)
    assert "RuntimeError: a first line (" in failure.error
    check_fault(failure, tmp_path / "grader.log", "in breaks", "and a second one")


def test_a_fault_of_a_worker_leaves_its_traceback(tmp_path, monkeypatch, client):
    grader = Grader(tmp_path, sandboxed=False)
    broken = PreparedSubmission(Task("no notebook"), [])
    monkeypatch.setattr(grader.tasks, "build", lambda key: broken)
    (failure,) = grader.grade([ADA], client)
    check_fault(failure, tmp_path / "grader.log", 'worker.py", line', "nbformat.reads(task.notebook")


def test_a_fault_while_a_refusal_is_written_leaves_its_traceback(tmp_path, client):
    grader = Grader(tmp_path, sandboxed=False)
    (tmp_path / "feedback").write_text("no folder")
    (failure,) = grader.grade([SubmissionKey("ada", "no_lab")], client)
    assert "not graded: NotADirectoryError" in failure.error
    assert "in refuse" in (tmp_path / "grader.log").read_text()


def test_faults_follow_one_another_in_the_log(tmp_path):
    for number in (1, 2):
        log_fault(tmp_path / "grader.log", ADA, ValueError(f"fault {number}"))
    text = (tmp_path / "grader.log").read_text()
    assert re.findall(r"ValueError: fault \d", text) == ["ValueError: fault 1", "ValueError: fault 2"]
    assert text.count("+00:00 ada lab1_xgboost\n") == 2


def test_the_log_of_the_course_is_named_as_seen_from_the_top(monkeypatch, tmp_path):
    monkeypatch.setattr(logs, "ROOT", tmp_path)
    failure = log_fault(tmp_path / "grading" / "grader.log", ADA, ValueError("no"))
    assert failure.error == "not graded: ValueError: no (traceback in grading/grader.log)"


def test_a_traceback_that_cannot_be_logged_is_printed(tmp_path, capsys):
    (tmp_path / "grader.log").mkdir()
    failure = log_fault(tmp_path / "grader.log", ADA, ValueError("lost?"))
    assert "cannot be written" in failure.error
    assert "ValueError: lost?" in capsys.readouterr().err


def test_a_name_that_is_not_utf8_can_be_logged(tmp_path):
    failure = log_fault(tmp_path / "grader.log", SubmissionKey("ad\udce4", "lab"), ValueError("no"))
    assert failure.student == "ad?"
    assert r"ad\udce4 lab" in (tmp_path / "grader.log").read_text(encoding="utf-8")


def test_what_nbgrader_says_is_added_to_its_log(tmp_path, monkeypatch):
    monkeypatch.setattr(nbgrader_api, "LOG", tmp_path / "grading" / "nbgrader.log")
    nbgrader_api.checked({"success": True}, "nothing failed")
    for student in ("ada", "ben"):
        result = {"success": False, "log": f"[INFO] {student}'s", "error": "Traceback: ..."}
        with pytest.raises(nbgrader_api.GradingError, match=r"^could not: see .*nbgrader\.log$"):
            nbgrader_api.checked(result, "could not", f"{student} lab1")
    text = nbgrader_api.LOG.read_text()
    for student in ("ada", "ben"):
        assert re.search(rf"\+00:00 {student} lab1 could not\n\[INFO\] {student}'s\nTraceback", text)
