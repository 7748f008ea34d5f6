"""Find out which cell of the lab each cell of a submission is, whatever a tool has left of its metadata."""

import ast
import contextlib
import difflib
import unicodedata
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from instructor.grading.reading_code import names_defined, statements, stubs

_ALIKE = 0.8  # how similar a text must be to that of a test to be the test, edited


def match(cells: Sequence[NotebookNode], given: Sequence[NotebookNode]) -> list[NotebookNode | None]:
    """Return for each cell of a submission which cell of the lab it is.

    What a cell says of itself counts first: its name in nbgrader's metadata, then its id. Without either, its
    text does, and for an answer its place between the cells that were found and the names that it defines.

    Parameters
    ----------
    cells : sequence of NotebookNode
        Those of the submission.
    given : sequence of NotebookNode
        Those of the lab as students get it.

    Returns
    -------
    list of NotebookNode or None
        A cell of `given` for each cell; None for a cell of the student's own.
    """
    matching = _Matching(cells, given)
    matching.by_name()
    matching.by_id()
    matching.by_text()
    matching.by_likeness()
    matching.by_place()
    return matching.found


def cell_name(cell: NotebookNode) -> str | None:
    """Return the name by which nbgrader knows a cell, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def claimed_name(cell: NotebookNode) -> object:
    """Return the name that a submission's cell says it has, which can be anything, or None."""
    claim = cell.metadata.get("nbgrader")
    return claim.get("grade_id") if isinstance(claim, dict) else None


def same_text(cell: NotebookNode, other: NotebookNode) -> bool:
    """Whether two cells say the same, apart from what tools change: blanks, line ends, formatting of code."""
    return _key(cell) == _key(other)


def is_answered(cell: NotebookNode, original: NotebookNode) -> bool:
    """Whether a student has written into a cell: one function of several is enough."""
    if not cell.source.strip() or same_text(cell, original):
        return False
    given = stubs(original.source)
    return not given or not given <= stubs(cell.source)


def _key(cell: NotebookNode) -> str:
    text = unicodedata.normalize("NFC", cell.source).removeprefix("\ufeff").expandtabs()
    if cell.cell_type == "code":
        with contextlib.suppress(RecursionError):  # of very long expressions
            code = statements(text)
            if code:
                return ast.dump(ast.Module(code, []))
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _likeness(cell: NotebookNode, original: NotebookNode) -> float:
    """Return how similar code is to the lab's, from 0 to 1; 0 if it is certainly less than `_ALIKE`."""
    matcher = difflib.SequenceMatcher(None, cell.source, original.source)
    if cell.cell_type != "code" or matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


class _Matching:
    """The cells of a submission, and which cells of the lab have been found among them."""

    def __init__(self, cells: Sequence[NotebookNode], given: Sequence[NotebookNode]) -> None:
        self._cells, self._given = cells, given
        self.found: list[NotebookNode | None] = [None] * len(cells)

    def _is_found(self, original: NotebookNode) -> bool:
        return any(each is original for each in self.found)

    def _missing(self) -> list[NotebookNode]:
        return [original for original in self._given if not self._is_found(original)]

    def _open(self) -> list[int]:
        """Return the cells that may still be one of the lab's: a claim that is false is not matched."""
        claims = [claimed_name(cell) for cell in self._cells]
        return [i for i, each in enumerate(self.found) if each is None and claims[i] is None]

    def by_name(self) -> None:
        names = {cell_name(original): original for original in self._given if cell_name(original)}
        for i, cell in enumerate(self._cells):
            name = claimed_name(cell)
            if isinstance(name, str):
                self.found[i] = names.get(name)

    def by_id(self) -> None:
        """Match the ids of the cells that nbgrader knows; others are too common to mean anything alone."""
        ids = {original.id: original for original in self._missing()}
        for i in self._open():
            original = ids.get(self._cells[i].id)
            if original is not None and (cell_name(original) or same_text(self._cells[i], original)):
                self.found[i] = original

    def by_text(self) -> None:
        """Match texts that are the lab's; where several cells have one text, in their order."""
        originals: dict[str, list[NotebookNode]] = {}
        for original in self._given:
            if original.source.strip():
                originals.setdefault(_key(original), []).append(original)
        turn: dict[str, int] = {}
        for i in self._open():
            key = _key(self._cells[i])
            same = originals.get(key, [])
            if same:
                place = turn.get(key, 0)
                turn[key] = place + 1
                self.found[i] = self._after_last(i, same) or same[place % len(same)]

    def _after_last(self, index: int, same: list[NotebookNode]) -> NotebookNode | None:
        """Return the first of some originals that is still missing and follows the last cell found above."""
        above = [each for each in self.found[:index] if each is not None]
        start = self._position(above[-1]) if above else -1
        for original in same:
            if self._position(original) > start and not self._is_found(original):
                return original
        return None

    def _position(self, original: NotebookNode) -> int:
        for i, each in enumerate(self._given):
            if each is original:
                return i
        raise LookupError(original.id)

    def by_likeness(self) -> None:
        """Match tests that were edited."""
        for original in self._missing():
            if not is_grade(original) or is_solution(original):
                continue
            alike = [(_likeness(self._cells[i], original), i) for i in self._open()]
            best, index = max(alike, default=(0.0, 0))
            if best > _ALIKE:
                self.found[index] = original

    def by_place(self) -> None:
        """Match answers: code that defines what the answer defines, or what stands in the answer's place."""
        for original in self._given:
            if is_solution(original) and self._is_wanted(original):
                index = self._defining(original)
                if index is None:
                    index = self._in_place_of(original)
                if index is not None:
                    self.found[index] = original

    def _is_wanted(self, original: NotebookNode) -> bool:
        """Whether an answer is missing, or known by its stub's text alone, which can be a blank copy's."""
        for cell, each in zip(self._cells, self.found, strict=True):
            if each is original and (claimed_name(cell) is not None or is_answered(cell, original)):
                return False
        return True

    def _defining(self, original: NotebookNode) -> int | None:
        """Return the last cell of code that defines all that the answer's stub defines."""
        wanted = names_defined(original.source)
        if original.cell_type != "code" or not wanted:
            return None
        for i in reversed(self._open()):
            if self._cells[i].cell_type == "code" and wanted <= names_defined(self._cells[i].source):
                return i
        return None

    def _in_place_of(self, original: NotebookNode) -> int | None:
        """Return the first cell of its kind between what precedes the answer in the lab and what follows."""
        position = self._position(original)
        start = self._index_of(self._given[position - 1]) if position else -1
        if start is None:
            return None
        for i in range(start + 1, len(self._cells)):
            if self.found[i] is not None:
                return None
            if self._cells[i].cell_type == original.cell_type and claimed_name(self._cells[i]) is None:
                return i
        return None

    def _index_of(self, original: NotebookNode) -> int | None:
        for i, each in enumerate(self.found):
            if each is original:
                return i
        return None
