"""What there is to say about an exercise or a reflection of a notebook that has been run."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from helpers.validate.kernel import first_line
from helpers.validate.notebook import Task, is_edited, is_unanswered, is_written

_LONGEST = 500  # characters of a message
_TERMINAL_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_MISSING_NAME = re.compile(r"name '(\w+)' is not defined")


@dataclass(frozen=True)
class Result:
    """Whether an exercise has passed its visible tests or a reflection is written, and what to say of it."""

    task: Task
    passed: bool
    said: str

    def __str__(self) -> str:
        return f"{self.task.title}: {self.said}"


def result(cells: Sequence[NotebookNode], task: Task) -> Result:
    """Return the result of an exercise or reflection whose cells have been run."""
    if task.end is None:
        what = "text" if task.is_reflection else "test"
        return Result(task, False, f"the cell of its {what} is missing")
    cell = cells[task.end]
    if task.is_reflection:
        written = is_written(cell)
        return Result(task, written, "written" if written else "not written yet")
    error = _error(cell)
    said = _explanation(cells, task, task.end, error) if error else "passed"
    if is_edited(cell):
        said += " (this test was changed; the original is what counts)"
    return Result(task, error is None, said)


def _explanation(cells: Sequence[NotebookNode], task: Task, test: int, error: NotebookNode) -> str:
    """Return why a test failed: its own message, unless a cell above it is the cause."""
    origin = _origin(cells, task, test, error)
    cause = _error(cells[origin]) or error
    if cause.ename == "NotImplementedError":
        is_own = is_unanswered(cells, task)
        return "not answered yet" if is_own else "needs the answer to another exercise, which is missing"
    if origin == test:
        return _message(cause)
    if all(cell.cell_type != "code" for cell in cells[origin + 1 : test]):
        return f"stopped by an error in the cell before: {_message(cause)}"
    return f"stopped by an error in the cell {first_line(cells[origin])}: {_message(cause)}"


def _origin(cells: Sequence[NotebookNode], task: Task, index: int, error: NotebookNode) -> int:
    """Return the number of the cell whose error led to that of another.

    A name is missing if the cell that should define it has failed: the exercise's answer, or another that
    mentions the name. That cell may have failed because a name was missing there.
    """
    missing = _MISSING_NAME.search(error.evalue) if error.ename == "NameError" else None
    if missing:
        for above in reversed(range(index)):
            failed = _error(cells[above])
            mentions = re.search(rf"\b{missing[1]}\b", cells[above].source)
            if failed and (mentions or above >= task.start):
                return _origin(cells, task, above, failed)
    return index


def _error(cell: NotebookNode) -> NotebookNode | None:
    return next((output for output in cell.get("outputs", []) if output.output_type == "error"), None)


def _message(error: NotebookNode) -> str:
    """Return what an error says on one line: an assertion's message, or the error with its name."""
    text = _TERMINAL_COLOUR.sub("", error.evalue)
    if error.ename not in ("AssertionError", "CellTimeoutError") or not text.strip():
        text = f"{error.ename}: {text}" if text else error.ename
    return textwrap.shorten(text, _LONGEST, placeholder=" …")
