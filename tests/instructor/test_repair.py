"""What a submission did to the cells that nbgrader knows is undone."""

import pytest

from instructor.course import graded_labs
from instructor.grading.messages import Findings
from instructor.grading.repair import repair
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
