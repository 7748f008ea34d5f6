"""From a release to grades and feedback, as an instructor does it."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pandas as pd
import pytest
from nbgrader.api import Gradebook

from helpers.register_kernel import DISPLAY_NAME, NAME
from instructor.__main__ import main
from instructor.authoring.notebooks import set_parameters
from instructor.authoring.reference_runs import REPORT, reported
from instructor.course import facts, graded_labs
from instructor.grading import cluster, grader, progress
from instructor.grading.messages import Failure, SubmissionKey
from instructor.grading.solution import read_solution
from instructor.sandbox import bubblewrap
from tests.support import classroom, exercises
from tests.support.measured_labs import faults_of_figures, measure_figures


def record(course, student, lab):
    return json.loads((course / "grading" / "records" / student / f"{lab}.json").read_text())


def feedback(course, student, lab):
    return (course / "grading" / "feedback" / student / lab / f"{lab}.html").read_text(encoding="utf-8")


def points(lab, names):
    cells = {cell.id: cell.metadata.get("nbgrader", {}) for cell in classroom.released(lab).cells}
    return sum(cells[f"{name}_test"]["points"] for name in names)


def hidden_lines(lab):
    """The lines of a lab's hidden tests and rubrics that a student cannot have seen."""
    shown = "\n".join(cell.source for cell in classroom.released(lab).cells)
    text = "\n".join(cell.source for cell in read_solution(lab).cells)
    regions = re.findall(r"BEGIN (?:HIDDEN TESTS|MARK SCHEME)(.*?)END ", text, flags=re.S)
    lines = {line.strip() for region in regions for line in region.splitlines()}
    return {line for line in lines if len(line) > 30 and line not in shown}


@pytest.mark.slow
def test_a_kernel_by_another_name_and_the_cells_of_another_release_change_nothing(tiny_course, sandboxed):
    notebooks = {
        name: classroom.tiny(tiny_course, "scale", "cutoff") for name in ("usual", "kernel", "older")
    }
    notebooks["kernel"].metadata.kernelspec = {"name": NAME, "display_name": DISPLAY_NAME}
    older = notebooks["older"].cells
    notebooks["older"].cells = [cell for cell in older if cell.id not in ("colab", "colab-validate")]
    assert len(notebooks["older"].cells) == len(older) - 2
    for student, notebook in notebooks.items():
        classroom.submit(tiny_course, student, "tiny", notebook)
    assert classroom.run(tiny_course, "autograde", "--quiet").returncode == 0
    usual, *others = [record(tiny_course, student, "tiny") for student in notebooks]
    assert usual["points"] == 35
    for each in (usual, *others):
        assert (each["points"], each["reasons"], each["notes"]) == (usual["points"], [], [])
        assert each["exercises"] == usual["exercises"]


@pytest.mark.slow
@pytest.mark.parametrize("lab", graded_labs())
def test_solved_and_untouched_get_what_they_deserve(course, lab, kdd99_folder):
    """On the real data where it is there; the other tests of the labs use the bundled data.

    In Labs 2 and 3, which train for minutes, tests/course/test_answers.py sees for each exercise that an
    untouched one fails.
    """
    everything = exercises.auto_graded(lab)
    assert points(lab, everything) == facts(lab).points.tests
    parameters, environment = dict(facts(lab).test_parameters), {}
    if kdd99_folder and "real" in facts(lab).sources:
        parameters["SOURCE"], environment["KDD99_DIR"] = "real", str(kdd99_folder)
    answered = {"ada": everything}  # half-solved ones are among the tiny lab's
    if lab in ("lab1_xgboost", "lab4_assessment"):
        answered["cleo"] = []
    for student, names in answered.items():
        notebook = classroom.answered(lab, classroom.reference(lab, names))
        set_parameters(notebook, **parameters)
        notebook.cells.append(nbformat.v4.new_code_cell(REPORT))
        measure_figures(notebook)
        classroom.submit(course, student, lab, notebook)
    # One at a time, on whichever core is free: other tests may grade beside this one.
    options = ["--workers", "1", *([] if can_sandbox() else ["--no-sandbox"])]
    graded = classroom.run(course, "autograde", *options, **environment)
    assert graded.returncode == 0, graded.stderr
    for student, names in answered.items():
        assert f"{student:20} {lab}" in graded.stdout
        check_grade(course, student, lab, names)
    path = course / "grading" / "autograded" / "ada" / lab / f"{lab}.ipynb"
    executed = nbformat.read(path, as_version=4)
    results = reported(executed)
    for metric, least in facts(lab).promises.items():
        assert results[metric] >= least, metric
    faults = faults_of_figures(executed)
    assert not faults, "\n".join(faults)


def can_sandbox():
    try:
        bubblewrap.check()
    except bubblewrap.SandboxError:
        return False
    return True


def check_grade(course, student, lab, names):
    """See that a student has the points of some exercises, and a feedback page without secrets."""
    found = record(course, student, lab)
    assert (found["points"], found["max_points"], found["reasons"]) == (points(lab, names), 100, [])
    page = feedback(course, student, lab)
    assert re.search(r"<td[^>]*>Exercise 1 · ", page)
    assert not [line for line in hidden_lines(lab) if line in page]


EXERCISES = ["scale", "cutoff", "counts", "detect", "by_service"]


@pytest.fixture
def three(tiny_course):
    """The tiny course with three submissions, which deserve 80, 35 and 0 points."""
    submit_three(tiny_course)
    return tiny_course


def submit_three(course):
    for student, names in {"ada": EXERCISES, "ben": EXERCISES[:2], "cleo": []}.items():
        classroom.submit(course, student, "tiny", classroom.tiny(course, *names))


def scores(course):
    return {
        path.parent.name: json.loads(path.read_text())["points"]
        for path in course.glob("grading/records/*/*")
    }


DESERVED = {"ada": 80, "ben": 35, "cleo": 0}


@pytest.fixture(scope="session")
def _graded_three(tmp_path_factory, _released_tiny_course):
    if not can_sandbox():
        pytest.skip("there is no sandbox to grade in: install bubblewrap")
    course = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(_released_tiny_course, course, symlinks=True)
    submit_three(course)
    assert classroom.run(course, "autograde").returncode == 0
    assert scores(course) == DESERVED
    return course


@pytest.fixture
def graded_three(tmp_path, _graded_three):
    """The tiny course with three submissions that have been graded in the sandbox."""
    return shutil.copytree(_graded_three, tmp_path / "course", symlinks=True)


@pytest.mark.slow
def test_a_second_run_grades_what_is_new_or_changed(graded_three):
    three = graded_three
    before = {path: path.read_text() for path in three.glob("grading/records/*/*")}
    check_nbgraders_own_autograding_is_switched_off(three)
    again = classroom.run(three, "autograde")
    assert "0 submissions to grade, 3 graded already" in again.stdout
    assert {path: path.read_text() for path in before} == before

    classroom.submit(three, "cleo", "tiny", classroom.tiny(three, "scale"))
    classroom.submit(three, "dora", "tiny", classroom.tiny(three, "counts"))
    changed = classroom.run(three, "autograde")
    assert "2 submissions to grade, 2 graded already" in changed.stdout
    assert scores(three) == DESERVED | {"cleo": 20, "dora": 15}

    (three / "grading" / "gradebook.db").unlink()
    lost = classroom.run(three, "autograde", "--workers", "1")
    assert "4 submissions to grade, 0 graded already" in lost.stdout


_AS_FORMGRADER_DOES = """
import sys
from instructor.nbgrader_api import nbgrader_api
done = nbgrader_api().autograde("tiny", "ada")
sys.exit(0 if done["success"] else done["log"])
"""


def check_nbgraders_own_autograding_is_switched_off(course):
    in_a_terminal = ["-m", "nbgrader", "autograde", "tiny", "--force"]
    for arguments in (in_a_terminal, ["-c", _AS_FORMGRADER_DOES]):
        command = [sys.executable, *arguments]
        refused = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
        assert refused.returncode == 1
        assert "it is switched off here: run `make autograde`" in refused.stderr


@pytest.mark.slow
def test_ctrl_c_leaves_whole_grades_and_the_next_run_goes_on(three, sandboxed):
    for i in range(5):
        classroom.submit(three, f"more{i}", "tiny", classroom.tiny(three, "scale"))
    command = [sys.executable, "-m", "instructor", "autograde", "--workers", "1"]
    running = subprocess.Popen(command, cwd=three, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list(three.glob("grading/records/*/*.json")):
        assert running.poll() is None
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does it
    _, said = running.communicate(timeout=600)
    assert running.returncode == 1
    left = int(re.search(r"Stopped. (\d+) are left", said)[1])
    assert "Traceback" not in said
    graded = scores(three)
    assert len(graded) == 8 - left < 8
    with Gradebook(f"sqlite:///{three}/grading/gradebook.db") as gradebook:
        submitted = {s.student.id: s.score for s in gradebook.assignment_submissions("tiny")}
    assert submitted == graded
    assert (
        f"{left} submissions to grade, {8 - left} graded already" in classroom.run(three, "autograde").stdout
    )
    assert scores(three) == DESERVED | {f"more{i}": 20 for i in range(5)}


class _Swallows:
    """Loses the exception of a Ctrl-C, as every destructor does."""

    def __del__(self):
        signal.raise_signal(signal.SIGINT)


class _Interrupted:
    """A grader during whose first submission somebody presses Ctrl-C at an unlucky moment."""

    def grade(self, keys, client):
        for key in keys:
            _Swallows()
            yield Failure(key.student, key.lab, "")

    def due(self, keys):
        return keys[1:]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_ctrl_c_that_is_lost_in_a_destructor_counts_all_the_same(monkeypatch, capsys):
    monkeypatch.setattr(cluster, "connect", lambda *_: contextlib.nullcontext())
    usual = signal.getsignal(signal.SIGINT)
    keys = [SubmissionKey("ada", "tiny"), SubmissionKey("ben", "tiny")]
    records = progress.grade(_Interrupted(), keys, quiet=True)
    assert [record.student for record in records] == ["ada"]
    assert "Stopped. 1 are left" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) == usual


@pytest.mark.slow
def test_a_cluster_that_is_there_gives_the_same_grades(three, sandboxed):
    start = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--port",
        "0",
        "--dashboard-address",
        ":0",
    ]
    start += ["--scheduler-file", "cluster.json"]
    with subprocess.Popen(start, cwd=three, stderr=subprocess.DEVNULL) as scheduler:
        while not (three / "cluster.json").exists():
            time.sleep(0.2)
        address = json.loads((three / "cluster.json").read_text())["address"]
        work = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            address,
            "--nthreads",
            "1",
            "--no-dashboard",
        ]
        workers = [subprocess.Popen(work, cwd=three, stderr=subprocess.DEVNULL) for _ in range(2)]
        try:
            done = classroom.run(three, "autograde", "--scheduler", address)
        finally:
            for process in [*workers, scheduler]:
                process.terminate()
                process.wait()
    assert done.returncode == 0, done.stderr
    assert scores(three) == DESERVED


@pytest.mark.slow
def test_without_a_sandbox_grades_are_the_same_and_one_s_own_notebook_too(three):
    done = classroom.run(three, "autograde", "--no-sandbox")
    assert done.returncode == 0, done.stderr
    assert scores(three) == DESERVED
    shutil.copy(three / "grading/submitted/ben/tiny/tiny.ipynb", three / "labs/tiny/tiny.ipynb")
    mine = classroom.run(three, "grade-mine", "--lab", "tiny", "--no-browser")
    assert "35.0 of 100" in mine.stdout
    assert "grading/mine/feedback/me/tiny/tiny.html" in mine.stdout
    assert (three / "grading/mine/feedback/me/tiny/tiny.html").exists()
    assert scores(three) == DESERVED


@pytest.mark.slow
def test_manual_points_penalties_and_extra_credit_survive_and_reach_the_feedback(graded_three):
    three = graded_three
    notebook = classroom.tiny(three, *EXERCISES)
    next(cell for cell in notebook.cells if cell.id == "reflection1").source = "I think that."
    classroom.submit(three, "ada", "tiny", notebook)
    (three / "grading/submitted/ben/tiny/timestamp.txt").write_text("2026-01-02 12:00:00 UTC")
    with (three / "nbgrader_config.py").open("a") as config:
        config.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    url = f"sqlite:///{three}/grading/gradebook.db"
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_assignment("tiny", duedate="2026-01-01 12:00:00")
    assert classroom.run(three, "autograde").returncode == 0
    with Gradebook(url) as gradebook:
        written = gradebook.find_grade("reflection1", "tiny", "tiny", "ada")
        assert written.needs_manual_grade
        written.manual_score, written.extra_credit, written.needs_manual_grade = 15, 3, False
        gradebook.find_grade("reflection1", "tiny", "tiny", "ben").manual_score = 15
        gradebook.find_comment("reflection1", "tiny", "tiny", "ada").manual_comment = "Well argued."
        gradebook.db.commit()
    assert classroom.run(three, "autograde", "--force").returncode == 0
    with Gradebook(url) as gradebook:
        assert gradebook.find_submission("tiny", "ada").score == 98
        late = gradebook.find_submission_notebook("tiny", "tiny", "ben")
        assert (late.score, late.late_submission_penalty) == (50, 50)
    page = feedback(three, "ada", "tiny")
    assert "Well argued." in page
    assert "Score: 98.0 / 100.0" in page
    assert classroom.run(three, "report").returncode == 0
    grades = pd.read_csv(three / "grading/grades.csv", index_col="student_id")["tiny"]
    assert grades.to_dict() == {"ada": 98, "ben": 0, "cleo": 0}
    assert record(three, "ada", "tiny")["to_grade"] == 0  # the text that was read is still the same

    next(cell for cell in notebook.cells if cell.id == "reflection1").source = "I think otherwise."
    classroom.submit(three, "ada", "tiny", notebook)
    assert "1 submissions are not graded yet" in classroom.run(three, "report").stdout
    assert classroom.run(three, "autograde").returncode == 0
    found = record(three, "ada", "tiny")
    assert (found["to_grade"], found["points"]) == (1, 98)


@pytest.mark.slow
def test_what_is_refused_leaves_nothing_of_an_earlier_version_nor_of_itself(graded_three):
    three = graded_three
    submitted = three / "grading" / "submitted"
    assert "Score: 35.0" in feedback(three, "ben", "tiny")
    (submitted / "ben/tiny/tiny.ipynb").write_text("{")
    shutil.move(submitted / "cleo", submitted / "dora?")
    assert "rename it" in classroom.run(three, "autograde").stdout
    assert scores(three) == {"ada": 80, "ben": 0, "cleo": 0, "dora?": 0}
    nbgrader = [sys.executable, "-m", "nbgrader", "generate_feedback", "tiny", "--force"]
    subprocess.run(nbgrader, cwd=three, capture_output=True, check=False)
    assert "not graded" in feedback(three, "ben", "tiny")

    shutil.move(submitted / "dora?", submitted / "dora")
    assert "1 submissions to grade, 2 graded already" in classroom.run(three, "autograde").stdout
    assert classroom.run(three, "report").returncode == 0
    students = pd.read_csv(three / "grading/grades.csv")["student_id"].to_list()
    assert students == ["ada", "ben", "cleo", "dora"]


@pytest.mark.slow
def test_nothing_passes_from_one_submission_to_the_next(three, sandboxed):
    leave = classroom.tiny(three, *EXERCISES)
    leave.cells.insert(1, nbformat.v4.new_code_cell(_LEAVE))
    look = classroom.tiny(three, *EXERCISES)
    look.cells.append(nbformat.v4.new_code_cell(_LOOK))
    for i in range(3):
        classroom.submit(three, f"a{i}-leaves", "tiny", leave)
        classroom.submit(three, f"b{i}-looks", "tiny", look)
    assert classroom.run(three, "autograde", "--workers", "1").returncode == 0
    for i in range(3):
        graded = nbformat.read(three / f"grading/autograded/b{i}-looks/tiny/tiny.ipynb", as_version=4)
        assert graded.cells[-1].outputs[0].text == "nothing but mine\n", graded.cells[-1].outputs
    assert scores(three)["b2-looks"] == 80


_LEAVE = """
import os, pathlib, sys, subprocess
import numpy as left_here
left_here.left = sys.left = "a trace"
os.environ["LEFT"] = "a trace"
for place in ("/tmp", "/dev/shm", "/submission", "."):
    pathlib.Path(place, "left").write_text("a trace")
subprocess.Popen(["sleep", "1000"])
"""
_LOOK = """
import os, pathlib, sys
import numpy as looked_at
found = [place for place in ("/tmp", "/dev/shm", "/submission", ".") if pathlib.Path(place, "left").exists()]
found += [each for each in (sys, looked_at) if hasattr(each, "left")] + [*os.environ.keys() & {"LEFT"}]
for process in filter(str.isdigit, os.listdir("/proc")):
    found += [process] if b"1000" in pathlib.Path("/proc", process, "cmdline").read_bytes() else []
print("nothing but mine" if not found else found)
"""


def test_without_bubblewrap_it_refuses_and_says_what_to_do(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["autograde"]) == 1
    said = capsys.readouterr().err
    assert "is not installed: install it" in said
    assert "--no-sandbox" in said


def test_grading_nothing_says_where_to_put_submissions(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(grader, "GRADING", tmp_path)
    assert main(["autograde", "--no-sandbox"]) == 1
    assert f"{tmp_path}/submitted/STUDENT/LAB/LAB.ipynb" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["--lab", "lab1_xgboost", ""], ["class.zip"]])
def test_collecting_without_a_lab_or_a_file_says_what_to_write(command, capsys, assert_one_sentence):
    assert main(["collect", *command]) == 1
    said = capsys.readouterr().err.strip()
    assert "make collect LAB=lab1_xgboost FILE=submissions.zip" in said
    assert_one_sentence(said)


@pytest.mark.parametrize("command", [["praise"], ["autograde", "--workers", "0"]])
def test_a_wrong_call_is_a_usage_error(command):
    with pytest.raises(SystemExit) as stop:
        main(command)
    assert stop.value.code == 2
