"""Whether a notebook holds a lab, and whether anything in it is answered."""

import functools
import json
from dataclasses import dataclass
from typing import Any

from nbgrader.utils import is_solution

from instructor.grading.reading_code import stubs
from instructor.grading.solution import read_solution, released

_LEAST_SHARE = 0.5  # of a lab's cells, for a notebook to hold the lab


@dataclass(frozen=True)
class ReleasedLab:
    """A lab as students get it.

    Attributes
    ----------
    sources : frozenset of str
        The texts of its cells.
    places : int
        How many cells students answer.
    stubs : frozenset of str
        The functions in them that do nothing yet; see `instructor.grading.reading_code.stubs`.
    markers : tuple of str
        The texts of these cells until they are answered, without quotes, which formatters change.
    """

    sources: frozenset[str]
    places: int
    stubs: frozenset[str]
    markers: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """What is in a notebook.

    Attributes
    ----------
    sources : tuple of str
        The texts of its cells.
    holds_lab : bool
        Whether at least half of the lab's cells are in it.
    answered : bool
        Whether it is not empty and fewer of its cells wait for an answer than in the lab as handed out.
    """

    sources: tuple[str, ...]
    holds_lab: bool
    answered: bool


@functools.cache
def released_lab(lab: str) -> ReleasedLab:
    """Return a lab as students get it, made from its solution: the copy in labs/ may have been edited."""
    notebook = released(read_solution(lab))
    sources = [_normalised(cell.source) for cell in notebook.cells]
    places = sum(is_solution(cell) for cell in notebook.cells)
    untouched = [_normalised(cell.source) for cell in notebook.cells if is_solution(cell)]
    waiting: set[str] = set()
    for source in untouched:
        waiting |= stubs(source)
    markers = tuple({_without_quotes(source) for source in untouched})
    return ReleasedLab(frozenset(source for source in sources if source), places, frozenset(waiting), markers)


def contents(notebook: bytes, lab: ReleasedLab) -> Contents | None:
    """Return what is in a notebook, None if it cannot be read as it is."""
    sources = _sources(notebook)
    if sources is None:
        return None
    shared = lab.sources.intersection(sources)
    waiting = 0
    for source in sources:
        waiting += _without_quotes(source) in lab.markers or not lab.stubs.isdisjoint(stubs(source))
    return Contents(
        sources,
        holds_lab=len(shared) >= _LEAST_SHARE * len(lab.sources),
        answered=bool(sources) and waiting < lab.places,
    )


def _sources(notebook: bytes) -> tuple[str, ...] | None:
    """Return the texts of the cells that have any, None if this is no notebook."""
    try:
        cells = json.loads(notebook)["cells"]
        texts = [_text(cell["source"]) for cell in cells]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    normalised = [_normalised(text) for text in texts]
    return tuple(text for text in normalised if text)


def _text(source: Any) -> str:
    """Return the text of a cell, which notebooks hold as one string or as a list of lines."""
    if isinstance(source, str):
        return source
    return "".join(source)


def _normalised(text: str) -> str:
    """Return a text without what editors change on their own."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _without_quotes(text: str) -> str:
    return text.replace('"', "").replace("'", "")
