"""Say in one line why a test failed, and show of a traceback what is the student's."""

import linecache
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# Where code comes from that is not a student's.
_INSTALLED = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[1]), "<frozen ")


def explain(
    shell: "InteractiveShell", exercise: str, error: Exception, errors: Mapping[str, BaseException]
) -> list[str]:
    """Return what to show of an error that a test has raised.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        Has run the test.
    exercise : str
        Such as "Exercise 3".
    error : Exception
    errors : mapping of str to BaseException
        What has stopped the cells that should define a name, by the name.

    Returns
    -------
    list of str
        A line that begins with ✗ and the exercise, then IPython's traceback from the first line of the
        student's code on, if the error comes from there.
    """
    test, *called = _entries(shell, error)
    own = next((entry for entry in called if _is_students(entry, test)), None)
    if own is None:
        return [f"✗ {exercise}: {_fault_of_result(error, test, errors)}"]
    if isinstance(error, NotImplementedError):
        function = list(_chain(own))[-1].tb_frame.f_code.co_name
        return [f"✗ {exercise}: {function} is not answered yet"]
    first, *_ = f"{error}".splitlines() or [""]
    said = f"✗ {exercise}: your code raises {type(error).__name__}: {first}"
    return [said, *shell.InteractiveTB.structured_traceback(type(error), error, own, tb_offset=0)]


def _fault_of_result(error: Exception, test: TracebackType, errors: Mapping[str, BaseException]) -> str:
    """Say why a test stopped of itself."""
    if isinstance(error, AssertionError) and f"{error}".strip():
        return f"{error}"
    if isinstance(error, NameError):
        return _missing(str(error.name), errors)
    line = linecache.getline(test.tb_frame.f_code.co_filename, test.tb_lineno).strip()
    kind = type(error).__name__
    return f"the test stops at what your answer gives, with {kind}: {error}\n  in its line: {line}"


def _missing(name: str, errors: Mapping[str, BaseException]) -> str:
    """Say why a name is not defined that a test uses."""
    if name not in errors:
        return f"{name} is not defined: run the cell with your answer first, and the cells above it"
    if isinstance(errors[name], NotImplementedError):
        return f"{name} is not answered yet"
    kind = type(errors[name]).__name__
    return f"the cell that should define {name} stops with {kind}: correct it and run it again"


def _entries(shell: "InteractiveShell", error: Exception) -> Iterator[TracebackType]:
    """Yield an error's traceback from the cell on; IPython's own functions come before."""
    is_in_cell = False
    for entry in _chain(error.__traceback__):
        is_in_cell = is_in_cell or entry.tb_frame.f_globals is shell.user_ns
        if is_in_cell:
            yield entry


def _chain(entry: TracebackType | None) -> Iterator[TracebackType]:
    while entry is not None:
        yield entry
        entry = entry.tb_next


def _is_students(entry: TracebackType, test: TracebackType) -> bool:
    """Whether a traceback's entry is in another cell than the test, or in a file that is not installed."""
    file = entry.tb_frame.f_code.co_filename
    is_installed = file.startswith(_INSTALLED) or "site-packages" in file
    return file != test.tb_frame.f_code.co_filename and not is_installed
