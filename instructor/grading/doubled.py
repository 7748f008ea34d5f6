"""Make one notebook of one that has its cells twice, as collaborative editing can leave it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from instructor.grading.matching import cell_name, is_answered, match, same_text


@dataclass
class _Group:
    """The copies of a cell of the lab, and the student's own cells that stand above one of them."""

    original: NotebookNode
    own: list[NotebookNode] = field(default_factory=list)
    copies: list[NotebookNode] = field(default_factory=list)


def merge_copies(notebook: NotebookNode, given: Sequence[NotebookNode]) -> list[str]:
    """Keep of each cell that is there several times the answered copy, in place.

    In a notebook that has most of its cells several times, everything else is kept once, too.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The submission.
    given : sequence of NotebookNode
        The cells of the lab as students get it.

    Returns
    -------
    list of str
        What was done, if anything.
    """
    found = match(notebook.cells, given)
    if not _is_doubled(found, given):
        return _merge_single_copies(notebook, found)
    groups: dict[int, _Group] = {}
    own: list[NotebookNode] = []
    for cell, original in zip(notebook.cells, found, strict=True):
        if original is None:
            own.append(cell)
            continue
        group = groups.setdefault(id(original), _Group(original))
        group.copies.append(cell)
        _add_new(group.own, own)
        own = []
    cells: list[NotebookNode] = []
    for group in groups.values():
        _add_new(cells, group.own)
        cells += _answered(group)
    _add_new(cells, own)
    notebook.cells = cells
    return ["the notebook had its cells twice, and the answered copies were taken"]


def _is_doubled(found: Sequence[NotebookNode | None], given: Sequence[NotebookNode]) -> bool:
    """Whether more than half of the cells that nbgrader knows are there several times."""
    times = Counter(cell_name(original) for original in found if original is not None)
    names = [cell_name(original) for original in given if cell_name(original)]
    return sum(times[name] > 1 for name in names) > len(names) / 2


def _merge_single_copies(notebook: NotebookNode, found: Sequence[NotebookNode | None]) -> list[str]:
    """Leave out untouched copies of answers, and join what a reflection says in several cells."""
    groups: dict[str, _Group] = {}
    for cell, original in zip(notebook.cells, found, strict=True):
        if original is not None and is_solution(original):
            groups.setdefault(cell_name(original) or "", _Group(original)).copies.append(cell)
    left_out: list[NotebookNode] = []
    remarks = []
    for name, group in groups.items():
        answered = [copy for copy in group.copies if is_answered(copy, group.original)]
        untouched = [copy for copy in group.copies if not is_answered(copy, group.original)]
        if answered and untouched:
            left_out += untouched
            remarks.append(f"{name} is there several times, and an untouched copy was left out")
        if len(answered) > 1 and is_grade(group.original):
            answered[-1].source = "\n\n".join(copy.source for copy in answered)
            left_out += answered[:-1]
            remarks.append(f"{name} is there several times, and the copies were joined")
    notebook.cells = [cell for cell in notebook.cells if not any(cell is each for each in left_out)]
    return remarks


def _add_new(cells: list[NotebookNode], more: Sequence[NotebookNode]) -> None:
    """Add cells whose text is not there yet."""
    texts = {cell.source for cell in cells if cell_name(cell) is None}
    for cell in more:
        if cell.source not in texts:
            cells.append(cell)


def _answered(group: _Group) -> list[NotebookNode]:
    """Return the copy that counts, behind any others that were answered differently."""
    answered: list[NotebookNode] = []
    for copy in group.copies:
        is_known = any(same_text(copy, other) for other in answered)
        if is_answered(copy, group.original) and not is_known:
            answered.append(copy)
    if not answered or not is_solution(group.original):
        return group.copies[:1]
    *earlier, last = answered
    if is_grade(group.original):  # a person reads both
        last.source = "\n\n".join(copy.source for copy in answered)
        return [last]
    for copy in earlier:
        copy.metadata.pop("nbgrader", None)
    return answered
