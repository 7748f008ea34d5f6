"""Names of Python's that a notebook gives another meaning, most often by accident: `max = values.max()`."""

import ast
import builtins
from collections.abc import Sequence

from nbformat import NotebookNode

from instructor.grading.cell_pieces import is_own
from instructor.grading.matching import match
from instructor.grading.reading_code import names_defined
from instructor.grading.solution import is_test, released


def redefined_builtins(cells: Sequence[NotebookNode], found: Sequence[NotebookNode | None]) -> list[str]:
    """Return Python's own names that a student's cells redefine, sorted.

    Parameters
    ----------
    cells : sequence of NotebookNode
    found : sequence of NotebookNode or None
        Which cells of the lab they are, as `match` returns them.
    """
    names = set()
    for cell, original in zip(cells, found, strict=True):
        if is_own(cell, original):
            names |= names_defined(cell.source)
    return sorted(names & vars(builtins).keys() - {"_"})


def notes_on_redefinitions(notebook: NotebookNode, solution: NotebookNode) -> list[str]:
    """Return a note on the names that tests use as well; a test gets the genuine ones.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The submission, repaired.
    solution : nbformat.NotebookNode
        The lab's solution notebook.
    """
    redefined = redefined_builtins(notebook.cells, match(notebook.cells, released(solution).cells))
    used = set()
    for cell in solution.cells:
        if is_test(cell):
            used |= {node.id for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name)}
    names = [name for name in redefined if name in used - {"print"}]
    return [f"redefines Python's {', '.join(names)}; tests use the genuine ones"] if names else []
