"""What a submission, or a tool, did to the cells that nbgrader knows is undone."""

import copy
import warnings

import nbformat
import pytest

from instructor.course import graded_labs
from instructor.grading.messages import Findings
from instructor.grading.reading_code import statements
from instructor.grading.repair import repair
from instructor.grading.second_run import second_run
from instructor.grading.solution import read_solution
from tests.support import classroom


@pytest.mark.parametrize("lab", graded_labs())
def test_a_cell_of_another_type_gets_its_type_back_and_keeps_its_text(lab):
    notebook, source = classroom.released(lab), read_solution(lab)
    given = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    types = [cell.cell_type for cell in given]
    for cell in given:
        for name in ("outputs", "execution_count"):
            cell.pop(name, None)
        cell.update(cell_type="raw", source="my own words")
    assert repair(notebook, source) == Findings()
    assert [cell.cell_type for cell in given] == types
    assert {cell.source for cell in given} == {"my own words"}


@pytest.mark.parametrize("lab", graded_labs())
def test_a_tool_that_takes_the_picture_from_the_top_writes_no_answer(lab):
    notebook, source = classroom.released(lab), read_solution(lab)
    notebook.cells[0].source, picture, _ = notebook.cells[0].source.partition("[opening]: data:")
    assert picture
    assert repair(notebook, source) == Findings()


def answered(lab):
    """A student's notebook with the reference answers, and an answer to each reflection."""
    notebook, solution = classroom.released(lab), read_solution(lab)
    solved = {cell.id: cell.source for cell in solution.cells}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            cell.source = f"My answer to {about['grade_id']}." if about["grade"] else solved[cell.id]
    return notebook


def named(notebook):
    """The cells that nbgrader knows, by name, in order, with the statements of code as Python sees them."""
    found = []
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name:
            found.append((name, cell.cell_type, " ".join(cell.source.split())))
    return found


def _strip(notebook):
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})


def _strip_and_renew(notebook):
    _strip(notebook)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"new-{number}"


def _strip_and_write(notebook):
    """Own cells between the others."""
    _strip_and_renew(notebook)
    cells = []
    for number, cell in enumerate(notebook.cells):
        own = nbformat.v4.new_code_cell(f"own_{number} = {number}")
        cells += [own, cell] if cell.cell_type == "code" else [cell]
    notebook.cells = cells


def _strip_and_change_line_ends(notebook):
    _strip_and_renew(notebook)
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n") + "  \r\n"


def _double(notebook):
    """The blank lab below."""
    notebook.cells = notebook.cells + notebook.blank.cells


def _double_and_strip(notebook):
    _double(notebook)
    _strip_and_renew(notebook)


def _double_above_and_strip(notebook):
    """The blank lab above."""
    notebook.cells = notebook.blank.cells + notebook.cells
    _strip_and_renew(notebook)


TOOLS = [_strip, _strip_and_renew, _strip_and_write, _strip_and_change_line_ends]
TOOLS += [_double, _double_and_strip, _double_above_and_strip]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
@pytest.mark.parametrize("lab", graded_labs())
def test_a_notebook_is_found_again_whatever_a_tool_has_left_of_it(lab, tool):
    whole, solution = answered(lab), read_solution(lab)
    notebook = copy.deepcopy(whole)
    notebook.blank = classroom.released(lab)
    tool(notebook)
    findings = repair(notebook, solution)
    repair(whole, solution)
    assert named(notebook) == named(whole)
    assert findings.reasons == []


@pytest.mark.parametrize("lab", graded_labs())
def test_every_reflection_can_be_answered_beside_its_cell(lab):
    notebook, solution = classroom.released(lab), read_solution(lab)
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution") and about["grade"]:
            cells.append(nbformat.v4.new_markdown_cell(f"My answer to {about['grade_id']}."))
    notebook.cells = cells
    repair(notebook, solution)
    reflections = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    for cell in reflections:
        about = cell.metadata.nbgrader
        if about["solution"]:
            assert cell.source == f"My answer to {about['grade_id']}."


@pytest.mark.parametrize("lab", graded_labs())
def test_the_untouched_lab_has_no_answers(lab):
    notebook, solution = classroom.released(lab), read_solution(lab)
    before = named(notebook)
    assert repair(notebook, solution) == Findings()
    assert named(notebook) == before
    _strip_and_renew(notebook)
    repair(notebook, solution)
    assert named(notebook) == before


ODD_CODE = [
    "raise NotImplementedError(" + " + ".join(["1"] * 5000) + ")",
    "x = " + " + ".join(["1"] * 5000),
    "(" * 5000,
    "x = '\0'",
    "\ud800",
    "#" * 10**6,
    "a.b" * 10**5,
]


@pytest.mark.parametrize("code", ODD_CODE, ids=lambda code: repr(code[:20]))
def test_code_that_python_can_hardly_read_is_only_a_cell(code):
    notebook, solution = answered("lab1_xgboost"), read_solution("lab1_xgboost")
    notebook.cells.insert(5, nbformat.v4.new_code_cell(code))
    _strip_and_renew(notebook)
    assert repair(notebook, solution).reasons == []
    second_run(notebook, solution)
    assert notebook.cells[5].source == code


def test_odd_escapes_of_a_student_warn_nobody_else():
    with warnings.catch_warnings(action="error"):
        assert statements(r"x = '\d'")
