"""`make validate`: what it says of each exercise, and what it says where it cannot run a notebook."""

import json
import re
import signal
import subprocess
import sys

import nbformat
import psutil
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from helpers.validate import kernel, notebook
from helpers.validate.__main__ import main
from instructor.authoring.preprocessors.colab_cell import VALIDATE_CELL
from instructor.course import ROOT, lab_names
from instructor.nbgrader_api import nbgrader_config
from tests.support import classroom, exercises

STUB = "raise NotImplementedError('not answered yet: write your code in place of this line')"


def marked(cell, name, points=0, grade=False, solution=False):
    cell.metadata.nbgrader = {"grade_id": name, "points": points, "grade": grade, "solution": solution}
    return cell


def exercise(number, answer, test):
    """The three cells of an exercise that is worth as many points as its number says."""
    test += '\nprint("✓ visible tests passed")'
    return [
        new_markdown_cell(f"### Exercise {number} · Number {number} ({number} points)\n\nComplete it."),
        marked(new_code_cell(answer), f"e{number}", solution=True),
        marked(new_code_cell(test), f"e{number}_test", number, grade=True),
    ]


def reflection(text):
    return [
        marked(new_markdown_cell("### Reflection 1 · Thoughts (9 points)\n\nWhy?"), "r_prompt"),
        marked(new_markdown_cell(text), "r", 9, grade=True, solution=True),
    ]


def right():
    return exercise(1, "def f():\n    return 1", "assert f() == 1")


@pytest.fixture
def small(tmp_path):
    """A function that writes a notebook of some cells into a folder of its own and returns its path."""

    def write(*cells, **metadata):
        path = tmp_path / "labs" / "small" / "small.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=list(cells), metadata=metadata), path)
        return path

    return write


@pytest.fixture
def said(capsys):
    """A function that validates; it returns the exit status, what was said of each task, and everything."""

    def validate(*arguments):
        status = main([*map(str, arguments)])
        shown = capsys.readouterr()
        return status, results(shown.out), shown.out + shown.err

    return validate


def results(text):
    """What was said of each exercise and reflection: "E1" and so on."""
    found = re.findall(r"^(Exercise|Reflection) (\d+) · .*?(?: \(\d+ points?\))?: (.*)", text, re.M)
    return {f"{kind[0]}{number}": result for kind, number, result in found}


def test_a_finished_notebook_passes_in_this_python_whatever_its_kernel_is_called(
    small, said, tmp_path, monkeypatch
):
    registered = tmp_path / "share" / "kernels" / "python3" / "kernel.json"
    registered.parent.mkdir(parents=True)
    registered.write_text(json.dumps({"argv": ["false"], "display_name": "Another", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    where = new_code_cell(f"import sys\n\nimport helpers\n\nassert sys.executable == {sys.executable!r}")
    path = small(where, *right(), *reflection("Because."), kernelspec={"name": "ir", "display_name": "R"})
    status, found, text = said(path)
    assert found == {"E1": "passed", "R1": "written"}
    assert "\n1 of 1 points, if the hidden tests pass, too: when" in text
    assert status == 0


def test_each_exercise_has_a_result_of_its_own_and_the_file_stays(small, said):
    path = small(
        new_code_cell("import helpers_of_mine\ntable = [1]"),
        *exercise(1, "def f():\n    return 2", "assert f() == 1, 'f is 2,\\nnot 1'"),
        *exercise(2, f"def g():\n    {STUB}", "assert g() == 1"),
        *exercise(3, f"value = 1\n{STUB}\nother = 2", "assert other == 2"),
        *exercise(4, "def h(:\n", "assert h() == 1"),
        *exercise(5, "def i():\n    return table", "assert i() == [1]"),
        *exercise(6, "def j():\n    return g()", "assert j() == 1"),
        *exercise(7, "def k():\n    return l()", "assert k() == 1"),
        *exercise(8, "m = 8", "assert m == 8"),
        *reflection(notebook.NOT_WRITTEN.format("Reflection 1")),
    )
    before = path.read_bytes(), path.stat().st_mtime_ns
    status, found, text = said(path)
    syntax_error = found.pop("E4")
    assert found == {
        "E1": "f is 2, not 1",
        "E2": "not answered yet",
        "E3": "not answered yet",
        "E5": 'stopped by an error in the cell "import helpers_of_mine": ModuleNotFoundError: '
        "No module named 'helpers_of_mine'",
        "E6": "needs the answer to another exercise, which is missing",
        "E7": "NameError: name 'l' is not defined",
        "E8": "passed",
        "R1": "not written yet",
    }
    assert syntax_error.startswith("stopped by an error in the cell before: SyntaxError: ")
    assert "\n8 of 36 points, if the hidden tests pass, too: " in text
    assert status == 1
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("stub", [notebook.NOT_WRITTEN.format("Reflection 1"), "*Write your answer here.*"])
def test_a_reflection_that_is_not_written_is_left_to_do(small, said, stub):
    status, found, _ = said(small(*right(), *reflection(stub)))
    assert found == {"E1": "passed", "R1": "not written yet"}
    assert status == 1


def test_tests_that_were_changed_or_removed_are_named(small, said):
    changed, kept = exercise(1, "f = 1", "assert f == 1"), exercise(2, "g = 2", "assert g == 2")
    for cell in (changed[2], kept[2]):
        cell.metadata.nbgrader |= {"locked": True, "schema_version": 3}
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
    changed[2].source = "assert f\n" + changed[2].source
    removed = exercise(3, "h = 3", "assert h == 3")[:2]
    status, found, text = said(small(*changed, *kept, *removed, *reflection("")[:1]))
    assert found == {
        "E1": "passed (this test was changed; the original is what counts)",
        "E2": "passed",
        "E3": "the cell of its test is missing",
        "R1": "the cell of its text is missing",
    }
    assert "\n3 of 6 points" in text
    assert status == 1


def test_a_notebook_without_nbgrader_s_metadata_is_recognised_by_its_text(small, said):
    cells = [
        *exercise(1, "f = 1", "assert f == 1"),
        *exercise(2, STUB, "assert g == 2"),
        *reflection("Because."),
        new_code_cell("f"),
    ]
    for cell in cells:
        cell.metadata.clear()
    _, found, text = said(small(*cells))
    assert found == {"E1": "passed", "E2": "not answered yet", "R1": "written"}
    assert "A tool has removed nbgrader's marks from the cells" in text
    assert "\n1 of 3 points" in text


@pytest.mark.parametrize("lab", lab_names())
def test_all_exercises_of_a_lab_are_found_with_and_without_nbgrader_s_metadata(lab):
    cells = notebook.read(ROOT / "labs" / lab / f"{lab}.ipynb").cells
    found = notebook.tasks(cells)
    tests = [cells[task.end].metadata.nbgrader.grade_id for task in found if not task.is_reflection]
    assert tests == [f"{name}_test" for name in exercises.auto_graded(lab)]
    assert all(re.match(r"(Exercise|Reflection) \d+ · ", task.title) for task in found)
    assert all(notebook.is_unanswered(cells, task) for task in found if not task.is_reflection)
    assert not any(notebook.is_edited(cells[task.end]) for task in found)
    for cell in cells:
        cell.metadata.clear()
    assert notebook.tasks(cells) == found


def test_a_cell_may_take_as_long_as_nbgrader_config_says():
    assert nbgrader_config().Execute.timeout == kernel.TIMEOUT


@pytest.mark.slow
def test_the_reference_answers_of_a_lab_pass(tmp_path, said):
    lab = "lab1_xgboost"
    path = tmp_path / "mine.ipynb"
    nbformat.write(classroom.answered(lab, classroom.reference(lab, exercises.auto_graded(lab))), path)
    _, found, text = said(path)
    assert {result for name, result in found.items() if name[0] == "E"} == {"passed"}
    assert "80 of 80 points" in text


def test_a_cell_that_does_not_end_is_stopped_and_the_others_run(small, said):
    endless = exercise(2, "while True:\n    pass\ng = 2", "assert g == 2")
    status, found, _ = said(small(*endless, *right()), "--timeout", "10")
    assert found == {
        "E2": "stopped by an error in the cell before: it ran longer than 10 seconds and was stopped",
        "E1": "passed",
    }
    assert status == 1


DEFIANT = """import time
while True:
    try:
        time.sleep(1)
    except KeyboardInterrupt:
        pass"""


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (DEFIANT, "ran longer than 10 seconds and cannot be interrupted"),
        ("import os\nos._exit(1)", "The kernel died"),
    ],
    ids=["cannot be interrupted", "dies"],
)
def test_a_kernel_that_ends_is_explained_and_what_was_known_stays(
    code, reason, small, said, assert_one_sentence
):
    status, found, text = said(
        small(*right(), *exercise(2, code, "assert g == 2"), *right()), "--timeout", "10"
    )
    assert found == {"E1": "not run", "E2": "not run"}
    assert "Exercise 1 · Number 1 (1 points): passed" in text
    (sentence,) = [line for line in text.splitlines() if reason in line]
    assert_one_sentence(sentence)
    assert status == 1
    assert "\n1 of 4 points" in text


# In the background of a shell, Ctrl-C is ignored, and programs inherit that. nbclient asks once a second
# whether the kernel lives; here it asks so often that it always sees the kernel end.
INTERRUPTED = """
import asyncio, runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
sleep = asyncio.sleep
asyncio.sleep = lambda seconds: sleep(seconds / 1000)
runpy.run_module("helpers.validate", run_name="__main__", alter_sys=True)
"""


def test_ctrl_c_ends_in_a_sentence_and_leaves_no_kernel(small, assert_one_sentence):
    path = small(*right(), *exercise(2, "import time\ntime.sleep(600)", "assert True"))
    command = [sys.executable, "-c", INTERRUPTED, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        while "passed" not in run.stdout.readline():
            pass
        kernels = psutil.Process(run.pid).children(recursive=True)
        assert kernels
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=300)
    assert run.returncode == 130
    assert_one_sentence(errors.strip())
    assert "the notebook was not changed" in errors
    _, alive = psutil.wait_procs(kernels, timeout=60)
    assert not alive


WRONG = {
    "missing": (None, "cannot be read (No such file or directory)"),
    "empty": ("", "is damaged or is not a notebook"),
    "half": ('{"cells": [{"cell_type": "code", "sou', "is damaged or is not a notebook"),
    "a list": ("[1]", "is damaged or is not a notebook"),
    "cells are none": ('{"nbformat": 4, "nbformat_minor": 5, "cells": 3}', "is damaged or is not a notebook"),
    "nested deeply": ("[" * 100_000, "is damaged or is not a notebook"),
    "no exercises": (
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}',
        "has neither tests nor the headings of exercises",
    ),
}


@pytest.mark.parametrize(("content", "reason"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_checked_is_refused_in_a_sentence(
    content, reason, tmp_path, said, assert_one_sentence
):
    path = tmp_path / "lab.ipynb"
    if content is not None:
        path.write_text(content)
    status, found, text = said(path)
    assert_one_sentence(text.strip())
    assert f"{path} {reason}" in text
    assert (status, found) == (1, {})


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [([], "Name a lab, as in `make validate LAB=lab1_xgboost`"), (["lab9"], "There is no lab lab9")],
)
def test_a_lab_that_is_not_there_is_answered_with_those_that_are(
    arguments, reason, said, assert_one_sentence
):
    status, _, text = said(*arguments)
    assert_one_sentence(text.strip())
    assert reason in text
    assert ", ".join(lab_names()) in text
    assert status == 1


def test_a_lab_is_found_by_its_name_and_by_its_folder(small, said, monkeypatch):
    path = small(*exercise(1, STUB, "assert f() == 1"))
    monkeypatch.setattr("helpers.validate.__main__.LABS", path.parents[1])
    for name in ("small", "labs/small/"):
        _, found, text = said(name)
        assert found == {"E1": "not answered yet"}
        assert f"Running {path} as it was saved" in text


def test_the_last_cell_of_a_lab_says_what_to_use_instead_elsewhere(capsys):
    exec(VALIDATE_CELL, {})
    assert capsys.readouterr().out.splitlines() == [
        "Press Validate, or type `make validate LAB=...` in a terminal in the course's folder."
    ]


PRETENDED = """\
import json
import pathlib
import sys
import types

module = types.ModuleType("google.colab")
module._message = types.SimpleNamespace(
    blocking_request=lambda kind, request="", timeout_sec=5: json.loads(pathlib.Path({path!r}).read_text())
)
sys.modules["google"] = types.ModuleType("google")
sys.modules["google.colab"] = module"""


def on_colab(folder, answer):
    """Return what the last cell of a lab prints in a kernel that takes itself for Colab, which answers so."""
    (folder / "answer").write_text(json.dumps(answer))
    cells = [new_code_cell(PRETENDED.format(path=str(folder / "answer"))), new_code_cell(VALIDATE_CELL)]
    ran = new_notebook(cells=cells)
    NotebookClient(ran, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return "".join(output.text for output in cells[1].outputs).replace("\r", "")


def test_the_last_cell_validates_the_open_notebook_on_colab(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "beside.txt").write_text("1")
    cells = [
        # Colab's settings may import google.colab in every kernel, and the notebook has this last cell itself
        new_code_cell(PRETENDED.format(path=str(tmp_path / "files" / "answer"))),
        *exercise(1, "f = int(open('beside.txt').read())", "import helpers\n\nassert f == 1"),
        *exercise(2, STUB, "assert g() == 1"),
        new_code_cell(VALIDATE_CELL),
        *reflection("Because."),
    ]
    opened = new_notebook(cells=cells)
    opened.metadata = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    for each in opened.cells:  # as Colab hands it over
        each.pop("id")
        each.metadata = {"id": "Xy1"}
    said = on_colab(tmp_path / "files", {"ipynb": opened})
    assert results(said) == {"E1": "passed", "E2": "not answered yet", "R1": "written"}
    assert said.count("points, if the hidden tests pass, too") == 1
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == ["answer", "beside.txt"]


def test_the_last_cell_says_so_if_colab_does_not_answer(tmp_path):
    assert on_colab(tmp_path, None) == (
        "Google Colab has not handed over the notebook: run this cell again.\n"
    )
