"""Read a student's notebook, and find its exercises and reflections."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

# What the cell of a reflection, such as "Reflection 2", says until a student writes into it.
NOT_WRITTEN = "*Write your answer to {} here.*"
_HEADING = re.compile(r"^### ((?:Exercise|Reflection) \d+ · .+)", re.M)
_POINTS = re.compile(r"\((\d+) points?\)$")
_TEST = re.compile(r"✓.*tests passed")  # what each test prints at its end
_NOT_WRITTEN = re.compile(r"\*Write your answer (?:to Reflection \d+ )?here\.\*")  # older notebooks name none
_STUB = re.compile(r"^\s*raise NotImplementedError\b", re.M)


class NotebookError(ValueError):
    """A notebook cannot be checked; the message says which, why and what to do."""


@dataclass(frozen=True)
class Task:
    """An exercise or a reflection.

    Parameters
    ----------
    title : str
        Its heading, with its points.
    points : float
    start : int
        The number of the first cell that belongs to it.
    end : int or None
        The number of the cell that holds its test or its text; None if that is not there.
    is_reflection : bool
        Whether a person grades it.
    """

    title: str
    points: float
    start: int
    end: int | None
    is_reflection: bool

    @property
    def last(self) -> int:
        """The number of the cell after which its result is known."""
        return self.start if self.end is None else self.end


def read(path: Path) -> NotebookNode:
    """Return a notebook without outputs; of the cells' metadata, only nbgrader's is kept.

    Raises
    ------
    NotebookError
        If the file cannot be read, or is not a notebook.
    """
    try:
        content = path.read_bytes()
        return cleaned(nbformat.reader.reads(content.decode(json.detect_encoding(content))))
    except OSError as error:
        raise NotebookError(
            f"{path} cannot be read ({error.strerror}): put your notebook there, or name another file."
        ) from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise NotebookError(
            f"{path} is damaged or is not a notebook: look for an older copy in the folder "
            ".ipynb_checkpoints beside it, in which JupyterLab keeps one."
        ) from error


def cleaned(found: dict[str, Any]) -> NotebookNode:
    """Return a notebook of any version without outputs; of the cells' metadata, only nbgrader's is kept."""
    current = nbformat.convert(nbformat.from_dict(found), to_version=4)
    return nbformat.v4.new_notebook(cells=[_cell(raw) for raw in current.cells])


def _cell(raw: dict[str, Any]) -> NotebookNode:
    make = nbformat.v4.new_code_cell if raw["cell_type"] == "code" else nbformat.v4.new_markdown_cell
    cell = make("".join(raw["source"]))
    about = raw["metadata"].get("nbgrader")
    if isinstance(about, dict):
        cell.metadata.nbgrader = about
    return cell


def tasks(cells: Sequence[NotebookNode]) -> list[Task]:
    """Return the exercises and reflections, in the order of the notebook."""
    found: list[Task] = []
    is_end = _looks_like_an_end if has_lost_marks(cells) else _is_marked
    title, start = "", 0
    for index, cell in enumerate(cells):
        heading = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            if title:
                found.append(_without_end(title, start))
            title, start = heading[1].strip(), index
        elif is_end(cell, title):
            about = _about(cell)
            name = title or str(about.get("grade_id"))
            points = float(about.get("points", _points(title)))
            found.append(Task(name, points, start, index, is_reflection=cell.cell_type == "markdown"))
            title, start = "", index + 1
    if title:
        found.append(_without_end(title, start))
    return found


def _without_end(title: str, start: int) -> Task:
    return Task(title, _points(title), start, None, is_reflection=title.startswith("Reflection"))


def _points(title: str) -> float:
    shown = _POINTS.search(title)
    return float(shown[1]) if shown else 0.0


def _is_marked(cell: NotebookNode, title: str) -> bool:
    return bool(_about(cell).get("grade"))


def _looks_like_an_end(cell: NotebookNode, title: str) -> bool:
    """Whether a cell without nbgrader's metadata is a test, or follows the question of a reflection."""
    if cell.cell_type == "code":
        return title.startswith("Exercise") and _TEST.search(cell.source) is not None
    return title.startswith("Reflection")


def has_lost_marks(cells: Sequence[NotebookNode]) -> bool:
    """Whether a tool has removed nbgrader's metadata, by which it knows the tests."""
    return not any(_is_marked(cell, "") for cell in cells)


def is_unanswered(cells: Sequence[NotebookNode], task: Task) -> bool:
    """Whether an answer, or one function of several, still raises NotImplementedError as handed out."""
    answers = cells[task.start : task.end]
    return any(cell.cell_type == "code" and _STUB.search(cell.source) for cell in answers)


def is_written(cell: NotebookNode) -> bool:
    """Whether there is a text in a reflection's cell."""
    return bool(_NOT_WRITTEN.sub("", cell.source).strip())


def is_edited(cell: NotebookNode) -> bool:
    """Whether a test is not as it was handed out, as far as nbgrader's checksum in it says."""
    if "checksum" not in _about(cell) or not find_spec("nbgrader"):  # which Google Colab does without
        return False
    from nbgrader.utils import compute_checksum

    return compute_checksum(cell) != cell.metadata.nbgrader.checksum


def _about(cell: NotebookNode) -> dict[str, Any]:
    return cell.metadata.get("nbgrader", {})
