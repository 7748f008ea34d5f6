"""Join the pieces of cells that were split, and split cells whose lines should not stop one another."""

import ast
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from instructor.grading.reading_code import statements
from instructor.sandbox.long_cells import is_long

_MOST_PIECES = 5  # of a cell that was split


@dataclass
class Arrangement:
    """The cells of the second run, which of the lab's they are, and what was set right."""

    cells: list[NotebookNode]
    found: list[NotebookNode | None]
    remarks: list[str]


def join_pieces(arrangement: Arrangement) -> bool:
    """Join cells that are code together and not each alone, as a function that was split; say if any was."""
    cells: list[NotebookNode] = []
    found: list[NotebookNode | None] = []
    start = 0
    while start < len(arrangement.cells):
        end = _end_of_pieces(arrangement, start)
        originals = [each for each in arrangement.found[start:end] if each is not None]
        whole = arrangement.cells[start]
        if end > start + 1:
            whole.source = "\n".join(cell.source for cell in arrangement.cells[start:end])
        cells.append(whole)
        found.append(originals[0] if originals else None)
        start = end
    is_joined = len(cells) < len(arrangement.cells)
    arrangement.cells, arrangement.found = cells, found
    if is_joined:
        arrangement.remarks.append("with the pieces of a cell joined that had been split")
    return is_joined


def _end_of_pieces(arrangement: Arrangement, start: int) -> int:
    """Return the index behind the cells that belong together from one on."""
    sources: list[str] = []
    pairs = zip(arrangement.cells[start:], arrangement.found[start:], strict=True)
    for cell, original in itertools.islice(pairs, _MOST_PIECES):
        if not is_own(cell, original):
            break
        sources.append(cell.source)
        has_part = any(statements(source) is None for source in sources)
        if has_part and statements("\n".join(sources)) is not None:
            return start + len(sources)
    return start + 1


def split_own_cells(arrangement: Arrangement) -> bool:
    """Give each statement of the student's a cell: one that fails takes no other with it. Say if any was."""
    cells: list[NotebookNode] = []
    found: list[NotebookNode | None] = []
    for cell, original in zip(arrangement.cells, arrangement.found, strict=True):
        pieces = [cell]
        if is_own(cell, original):
            pieces = [nbformat.v4.new_code_cell(source) for source in _pieces(cell.source)] or [cell]
        cells += pieces
        found += [original] * len(pieces)
    is_split = len(cells) > len(arrangement.cells)
    arrangement.cells, arrangement.found = cells, found
    return is_split


def own_code(cells: Sequence[NotebookNode], found: Sequence[NotebookNode | None]) -> list[int]:
    """Return the indices of the cells of code that the student wrote."""
    return [i for i, (cell, original) in enumerate(zip(cells, found, strict=True)) if is_own(cell, original)]


def is_own(cell: NotebookNode, original: NotebookNode | None) -> bool:
    """Whether a cell is code that the student wrote: an answer, or a cell that the lab does not have."""
    return cell.cell_type == "code" and (original is None or is_solution(original))


def _pieces(source: str) -> list[str]:
    """Return the statements of a cell; none if it is not Python.

    Lines for IPython alone, such as %matplotlib, are statements, too, but not in a long cell.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        code = source if is_long(source) else TransformerManager().transform_cell(source)
        return [ast.unparse(node) for node in ast.parse(code).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
