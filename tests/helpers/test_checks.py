"""What a student sees of the tests while working: a line for each, and `helpers.progress()` for all."""

import html
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.checks.session import OUTCOMES, Outcome
from helpers.checks.standing import standing
from helpers.checks.titles import exercise_of, title
from helpers.validate import kernel, notebook

ANSWERS = """\
import helpers
import module_beside

def total(values):
    return values[0] / 0

def empty(values):
    pass

def stub(values):
    raise NotImplementedError("not answered yet: write your code in place of this line")

def doubtful(values):
    assert len(values) == 3, "I expected three"

def calls_stub(values):
    return stub(values)

class Strange(Exception):
    def __str__(self):
        return 1 / 0

def strange(values):
    raise Strange
"""
BESIDE = "def beside(values):\n    return values.missing\n"

# The code of a test, what is shown of it, and what is not.
CASES = {
    "message": ("assert 1 == 2, 'this is the sum'", r"✗ Exercise 3: this is the sum", ""),
    "message with a colon": ("assert 0, 'rows: 3, not 4'", r"✗ Exercise 3: rows: 3, not 4", ""),
    "no message": (
        "assert empty([1])",
        r"✗ .* the test stops .*AssertionError.*\n  .*assert empty\(\[1\]\)",
        "",
    ),
    "student's error": (
        "before = 1\nassert total([1]) == 1, 'unseen'",
        r"✗ Exercise 3: your code raises ZeroDivisionError: division by zero\n-+\n"
        r"ZeroDivisionError +Traceback.*\nCell In\[1\], line 5, in total\(values\)\n",
        "unseen|before",
    ),
    "student's assertion": (
        "doubtful([1])",
        r"✗ Exercise 3: your code raises AssertionError: I expected three\n",
        "doubtful\\(\\[1\\]\\)",
    ),
    "file beside": (
        "module_beside.beside([1])",
        r"✗ Exercise 3: your code raises AttributeError: 'list' object has no attribute 'missing'\n"
        r"-+\n[\s\S]*module_beside.py:2",
        "Cell In",
    ),
    "unanswered": ("stub([1])", r"✗ Exercise 3: stub is not answered yet$", "Traceback"),
    "needs another": ("calls_stub([1])", r"✗ Exercise 3: stub is not answered yet$", "Traceback"),
    "does not fit": (
        "assert empty([1]).shape == (3,)",
        r"✗ Exercise 3: the test stops at what your answer gives, with AttributeError: 'NoneType' .*'shape'\n"
        r"  in its line: assert empty\(\[1\]\)\.shape == \(3,\)$",
        "Traceback",
    ),
    "does not fit a library": (
        "import numpy as np\nnp.zeros(3).reshape(empty([1]) or 2)",
        r"✗ Exercise 3: the test stops .* cannot reshape .*\n  in its line: np\.zeros",
        "Traceback",
    ),
    "not defined": (
        "nowhere([1])",
        r"✗ Exercise 3: nowhere is not defined: run the cell with your answer first, and the cells above it$",
        "Traceback",
    ),
    "an error that cannot be shown": ("strange([1])", r"Traceback", "✗"),
    "passed": ("print('✓ Exercise 3: visible tests passed')", r"^✓ Exercise 3: visible tests passed$", "✗"),
}
ORDINARY = "def own(x):\n    return x / 0\n\nown(1)"


def shown(cell):
    text = "\n".join(
        output.text if output.output_type == "stream" else "\n".join(output.get("traceback", []))
        for output in cell.outputs
    )
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip()


def run(folder, *sources):
    """Run cells in a kernel and return them."""
    opened = new_notebook(cells=[new_code_cell(source) for source in sources])
    list(kernel.run(opened, folder))
    return opened.cells


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """The cells of a notebook that was run: one for each of CASES, then an ordinary one with an error."""
    folder = tmp_path_factory.mktemp("checks")
    (folder / "module_beside.py").write_text(BESIDE)
    tests = [f"{title('Exercise 3')}\n# @title {case}\n{code}" for case, (code, _, _) in CASES.items()]
    ran = run(folder, ANSWERS, *tests, ORDINARY)
    assert ran[0].outputs == []
    return dict(zip([*CASES, "ordinary"], ran[1:], strict=True))


@pytest.mark.parametrize("case", CASES)
def test_a_test_says_in_one_line_what_is_wrong(cells, case):
    _, wanted, unwanted = CASES[case]
    said = shown(cells[case])
    assert re.search(wanted, said), said
    if unwanted:
        assert not re.search(unwanted, said), said


def test_what_nbgrader_and_validate_read_of_an_error_stays(cells):
    (error,) = cells["message"].outputs
    assert (error.output_type, error.ename, error.evalue) == ("error", "AssertionError", "this is the sum")


def test_an_error_in_another_cell_is_shown_as_always(cells):
    said = shown(cells["ordinary"])
    assert "✗" not in said
    assert re.search(r"line 4\n[\s\S]*line 2, in own\(x\)[\s\S]*ZeroDivisionError: division by zero$", said)


@pytest.mark.slow
def test_a_handler_of_the_student_s_own_stays_for_other_cells(tmp_path):
    handler = "def mine(shell, kind, error, trace, tb_offset=None):\n    print('mine', error)\n"
    handler += "get_ipython().set_custom_exc((ValueError,), mine)"
    test = f"{title('Exercise 1')}\nraise ValueError('in the test')"
    ran = run(tmp_path, "import helpers", handler, test, "raise ValueError('elsewhere')", test)
    assert [shown(cell).splitlines()[0] for cell in ran[2:]] == [
        "✗ Exercise 1: the test stops at what your answer gives, with ValueError: in the test",
        "mine elsewhere",
        "✗ Exercise 1: the test stops at what your answer gives, with ValueError: in the test",
    ]


@pytest.mark.slow
def test_an_answer_that_no_longer_runs_is_not_what_was_tested(tmp_path):
    right, wrong = "def mine(x):\n    return 1", "def mine(x):\n    return (1"
    value, later = "amount = mine(", "amount = 1 / 0"
    stub = 'share = 1\nraise NotImplementedError("not answered yet")'
    test = f"{title('Exercise 1')}\nassert mine(0) == 1\nprint('✓ passed: amount')"
    of_value = f"{title('Exercise 2')}\nassert amount == 1"
    of_stub = f"{title('Exercise 3')}\ndel share\nassert share == 1"
    sources = ["import helpers", wrong, test, right, test, wrong, test, right, test]
    sources += [value, of_value, later, of_value, stub, of_stub, value, test]
    said = [shown(cell) for cell in run(tmp_path, *sources)]
    stops = "✗ Exercise {}: the cell that should define {} stops with {}: correct it and run it again"
    assert re.fullmatch(stops.format(1, "mine", r"\w*SyntaxError"), said[2])
    assert said[4] == "✓ passed: amount"
    older = "✗ Exercise 1: this tested an older mine, because a cell that defines it has an error: "
    older += "run the one with your answer again"
    assert said[6].split("\n") == ["✓ passed: amount", older]
    assert said[8] == "✓ passed: amount"
    assert re.fullmatch(stops.format(2, "amount", r"\w*SyntaxError"), said[10])
    assert said[12] == stops.format(2, "amount", "ZeroDivisionError")
    assert said[16] == "✓ passed: amount"  # whose text alone names what has an error
    assert said[14] == "✗ Exercise 3: share is not answered yet"


@pytest.mark.slow
def test_reloading_the_helpers_changes_nothing(tmp_path):
    reload = "import importlib, helpers\nimportlib.reload(helpers)"
    test = f"{title('Exercise 1')}\nassert 0, 'no'"
    ran = run(tmp_path, reload, test, "1 / 0")
    assert shown(ran[1]) == "✗ Exercise 1: no"
    assert "ZeroDivisionError: division by zero" in shown(ran[2])


def test_a_title_names_its_exercise_and_no_other_line_does():
    assert exercise_of(f"\n{title('Exercise 12')}\nassert True") == "Exercise 12"
    assert exercise_of("# Test of my own\nassert True") is None
    assert exercise_of(f"x = 1\n{title('Exercise 12')}") is None


def task_cells(number, answer, points=5):
    about = {"grade_id": f"e{number}_test", "points": points, "grade": True, "solution": False}
    heading = f"### Exercise {number} · Number <{number}> ({points} points)"
    return [
        new_markdown_cell(heading),
        new_code_cell(answer),
        new_code_cell(
            f"{title(f'Exercise {number}')}\nassert f{number}() == 1, 'a < b'", metadata={"nbgrader": about}
        ),
    ]


def reflection_cells(number, text):
    about = {"grade_id": f"r{number}", "points": 5, "grade": True, "solution": True}
    heading = new_markdown_cell(f"### Reflection {number} · Thoughts (5 points)")
    return [heading, new_markdown_cell(text, metadata={"nbgrader": about})]


def lab():
    stub = 'raise NotImplementedError("not answered yet")'
    return [
        *task_cells(1, "def f1():\n    return 1"),
        *task_cells(2, "def f2():\n    return 2"),
        *task_cells(3, f"def f3():\n    {stub}"),
        *task_cells(4, "def f4():\n    return 1"),
        *reflection_cells(1, "Because."),
        *reflection_cells(2, notebook.NOT_WRITTEN.format("Reflection 2")),
    ]


def test_where_a_student_stands():
    outcomes = {"Exercise 1": Outcome(True, ""), "Exercise 2": Outcome(False, "a < b")}
    found = [(each.said, each.advice) for each in standing(lab(), outcomes)]
    assert found == [
        ("✓ passed", ""),
        ("✗ a < b", "Exercise 2, whose test has failed"),
        ("not answered yet", "Exercise 3"),
        ("its test has not run since the kernel was started", "run the test of Exercise 4"),
        ("✓ written", ""),
        ("not written yet", "write Reflection 2, and save the notebook"),
    ]


def progress_after(folder, *sources):
    """What helpers.progress() shows after some cells: plain text and HTML, or what it prints."""
    (*_, last) = run(folder, "import helpers", *sources, "helpers.progress()")
    (output,) = last.outputs
    if output.output_type == "stream":
        return output.text, ""
    return output.data["text/plain"], output.data["text/html"]


def test_progress_shows_the_open_notebook_and_what_to_do_next(tmp_path):
    cells = lab()
    nbformat.write(new_notebook(cells=cells), tmp_path / "lab.ipynb")
    sources = [cell.source for cell in cells if cell.cell_type == "code"]
    text, table = progress_after(tmp_path, *sources[:6])
    assert re.match(r"Tests as they last ran in this kernel, texts as saved at \d\d:\d\d\n", text)
    assert "\nExercise 1 · Number <1> (5 points): ✓ passed\n" in text
    assert "\nExercise 2 · Number <2> (5 points): ✗ a < b\n" in text
    after = "5 of 20 points so far, if the hidden tests pass, too: when the notebook is graded, they try the "
    after += "same answers on other inputs. A person reads the reflections. "
    after += "Next: Exercise 2, whose test has failed."
    assert text.endswith(after)
    assert f"<p>{after}</p>" in table
    rows = re.findall(r"<tr><th scope='row'[^>]*>(.*?)</th><td>(\d+)</td><td[^>]*>(.*?)</td></tr>", table)
    assert len(rows) == 6
    assert [html.unescape(cell) for cell in rows[1]] == ["Exercise 2 · Number <2>", "5", "✗ a < b"]


@pytest.mark.slow
def test_progress_of_a_finished_lab_without_points(tmp_path):
    cells = task_cells(1, "def f1():\n    return 1", points=0)
    cells[0].source = "### Exercise 1 · The only one"
    nbformat.write(new_notebook(cells=cells), tmp_path / "lab.ipynb")
    text, table = progress_after(tmp_path, cells[1].source, cells[2].source)
    assert "1 of 1 exercises pass their tests. Nothing is left to do" in text
    assert "points" not in table


@pytest.mark.slow
@pytest.mark.parametrize("files", [{}, {"a.ipynb": "{", "b.ipynb": ""}, {"a.ipynb": "damaged"}])
def test_progress_without_a_notebook_says_what_to_do(tmp_path, files):
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    text, _ = progress_after(tmp_path)
    assert text.startswith(
        "The notebook's file was not found, so that this table is missing: open the lab with"
    )


@pytest.mark.slow
@pytest.mark.parametrize("way", ["Jupyter", "VS Code"])
def test_progress_finds_the_notebook_that_an_editor_names(tmp_path, monkeypatch, way):
    (tmp_path / "else").mkdir()
    for name in ("other.ipynb", "mine.ipynb"):
        nbformat.write(new_notebook(cells=lab()[: 3 if name == "mine.ipynb" else 6]), tmp_path / name)
    mine = str(tmp_path / "mine.ipynb")
    if way == "Jupyter":
        monkeypatch.setenv("JPY_SESSION_NAME", mine)
        text, _ = progress_after(tmp_path / "else")
    else:
        text, _ = progress_after(tmp_path / "else", f"__vsc_ipynb_file__ = {mine!r}")
    assert text.count("Exercise 1 ·") == 1
    assert "Exercise 2 ·" not in text


def test_nothing_is_watched_without_a_notebook():
    assert OUTCOMES == {}
