"""The one gateway to nbgrader's own commands: its API with the course's settings, and its errors as ours."""

import os
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SAWarning
from traitlets.config import Config, PyFileConfigLoader

from instructor import logs
from instructor.course import GRADING, ROOT

warnings.filterwarnings("ignore", category=SAWarning)  # about nbgrader's own sessions, whenever it grades

LOG = GRADING / "nbgrader.log"


class GradingError(RuntimeError):
    """A step of grading could not be done; the message says what failed, and why or where to read it."""


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


def open_gradebook(db_url: str) -> Gradebook:
    """Open a gradebook, which is made if it does not exist; as a context manager it is closed."""
    _find_alembic()
    return Gradebook(db_url, nbgrader_config().CourseDirectory.course_id)


def checked(result: Mapping[str, Any], what: str, submission: str = "") -> None:
    """Check the result of a command of nbgrader's API.

    Parameters
    ----------
    result : mapping
        What the API returned: "success", and possibly "error" and "log".
    what : str
        What it means if the command failed; the error's message begins with it.
    submission : str
        Whose submission to which lab it was, for the log.

    Raises
    ------
    GradingError
        If it is no success. The message names the log to which nbgrader's output has been added.
    """
    if result["success"]:
        return
    logs.append(LOG, f"{submission} {what}".strip(), f"{result.get('log')}\n{result.get('error')}")
    raise GradingError(f"{what}: see what nbgrader says in {logs.shown(LOG)}")


def _find_alembic() -> None:
    """Put this environment's programs on PATH, where nbgrader looks for `alembic`, activated or not."""
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if programs not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, path])
