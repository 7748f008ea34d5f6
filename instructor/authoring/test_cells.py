"""How a test looks to students: folded up behind its first line, with a result that names its exercise."""

import re
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import is_grade

_HEADING = re.compile(r"^### (Exercise \d+) ·", re.M)
_PASSED = re.compile(r'"✓ (visible )?tests passed')


class TestCellError(ValueError):
    """A lab's script has a test that cannot be shown to students; the message says which, and why."""


def present(cells: Sequence[NotebookNode]) -> None:
    """Give each test its first line, a result with exercise and points, and the marks that fold it up.

    Raises
    ------
    TestCellError
        If a test follows no heading of an exercise, or does not end by printing that it has passed.
    """
    exercise = ""
    for cell in cells:
        if cell.cell_type == "markdown":
            exercise = (_HEADING.findall(cell.source) or [exercise])[-1]
        elif is_grade(cell):
            _present(cell, exercise)


def _present(cell: NotebookNode, exercise: str) -> None:
    name, points = cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points
    if not exercise:
        raise TestCellError(f"{name} follows no heading such as `### Exercise 1 · Title`: add one.")
    passed = f'"✓ {exercise}: tests passed'
    if points:
        passed = f'"✓ {exercise}: visible tests passed ({points} points, with the hidden tests)'
    source, found = _PASSED.subn(passed, cell.source)
    if found != 1:
        raise TestCellError(f'{name} should print "✓ visible tests passed", or "✓ tests passed", once.')
    from helpers.checks.titles import title  # and what labs import

    # JupyterLab shows the first line of a cell that is folded up, and Google Colab the line with @title.
    line = title(exercise)
    cell.source = f"{line}\n{line.replace('#', '# @title', 1)}\n{source}"
    cell.metadata.jupyter = {"source_hidden": True}
    cell.metadata.cellView = "form"
