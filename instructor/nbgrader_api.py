"""The one gateway to nbgrader's own commands: its API with the course's settings, and its errors as ours."""

import contextlib
import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, SAWarning
from traitlets.config import Config, PyFileConfigLoader

from instructor import logs
from instructor.course import GRADING, ROOT

warnings.filterwarnings("ignore", category=SAWarning)  # about nbgrader's own sessions, whenever it grades

LOG = GRADING / "nbgrader.log"
_SQLITE_SAYS = re.compile(r"\(sqlite3\.\w+\) (.*)")  # in an error of SQLAlchemy, and in nbgrader's log
_IN_USE = (
    "is in use by another program, Formgrader or a viewer of databases: close that program and try again"
)
_DAMAGED = (
    "is damaged and has been left as it is: put your latest backup in its place, or move it to another "
    "folder to begin without the points that you gave by hand"
)
_NOT_WRITABLE = "cannot be opened or written: give yourself the right to write to it and to its folder"
_FULL = "cannot be written because its disk is full or broken: free some space and try again"
# What SQLite says, and what we say of the gradebook. Everything else is a fault of ours or of nbgrader's.
_PROBLEMS = {
    "is locked": _IN_USE,
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
    "readonly": _NOT_WRITABLE,
    "unable to open": _NOT_WRITABLE,
    "disk is full": _FULL,
    "disk I/O error": _FULL,
}


class GradingError(RuntimeError):
    """A step of grading could not be done; the message says what failed, and why or where to read it."""


class GradebookError(GradingError):
    """The gradebook cannot be used, through no fault of ours; the message says where it is and what to do."""


def gradebook_error(sqlite_says: str, gradebook: Path) -> GradebookError | None:
    """Return the error for what SQLite says of a gradebook, or None if we do not know what to do about it."""
    for words, problem in _PROBLEMS.items():
        if words in sqlite_says:
            return GradebookError(f"The gradebook {logs.shown(gradebook)} {problem}.")
    return None


def gradebook_error_in(text: str, gradebook: Path) -> GradebookError | None:
    """Return the error for what SQLite says in a text of SQLAlchemy's or nbgrader's, or None."""
    said = _SQLITE_SAYS.search(text)
    return gradebook_error(said[1], gradebook) if said else None


def nbgrader_api(**settings: Mapping[str, Any]) -> NbGraderAPI:
    """Return nbgrader's API with the settings of nbgrader_config.py.

    Parameters
    ----------
    **settings : mapping
        Settings that replace those of the file, by section: ``CourseDirectory={"root": "/course"}``.
    """
    _find_alembic()
    config = nbgrader_config()
    for section, values in settings.items():
        config[section].update(values)
    return NbGraderAPI(config=config)


def nbgrader_config() -> Config:
    """Return the settings of nbgrader_config.py."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()


@contextlib.contextmanager
def open_gradebook(db_url: str) -> Iterator[Gradebook]:
    """Open a gradebook, which is made if it does not exist, for a `with` block.

    Raises
    ------
    GradebookError
        If it is damaged or locked or cannot be written, now or in the block.
    """
    _find_alembic()
    try:
        with Gradebook(db_url, nbgrader_config().CourseDirectory.course_id) as gradebook:
            yield gradebook
    except DatabaseError as error:
        known = gradebook_error_in(str(error), gradebook_path(db_url))
        if known is None:
            raise
        raise known from error


def gradebook_path(db_url: str) -> Path:
    """Return the file of the gradebook at an address of SQLAlchemy's."""
    return Path(make_url(db_url).database or "")


def checked(
    result: Mapping[str, Any], what: str, submission: str = "", gradebook: Path = GRADING / "gradebook.db"
) -> None:
    """Check the result of a command of nbgrader's API.

    Parameters
    ----------
    result : mapping
        What the API returned: "success", and possibly "error" and "log".
    what : str
        What it means if the command failed; the error's message begins with it.
    submission : str
        Whose submission to which lab it was, for the log.
    gradebook : pathlib.Path
        The gradebook that the command used.

    Raises
    ------
    GradebookError
        If it failed because of the gradebook.
    GradingError
        If it failed for another reason. The message names the log to which nbgrader's output has been added.
    """
    if result["success"]:
        return
    said = f"{result.get('log')}\n{result.get('error')}"
    if error := gradebook_error_in(said, gradebook):
        raise error
    logs.append(LOG, f"{submission} {what}".strip(), said)
    raise GradingError(f"{what}: see what nbgrader says in {logs.shown(LOG)}")


def _find_alembic() -> None:
    """Put this environment's programs on PATH, where nbgrader looks for `alembic`, activated or not."""
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if programs not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, path])
