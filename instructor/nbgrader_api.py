"""The one gateway to nbgrader's own commands: its API with the course's settings, and its errors as ours."""

import warnings

from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SAWarning
from traitlets.config import PyFileConfigLoader

from instructor.course import ROOT

warnings.filterwarnings("ignore", category=SAWarning)  # about nbgrader's own sessions, whenever it grades


class GradingError(RuntimeError):
    """nbgrader could not do what was asked; the message says what, and why or where to read it."""


def nbgrader_api(**settings):
    """Return nbgrader's API with the settings of nbgrader_config.py, some sections updated if asked."""
    config = nbgrader_config()
    for section, values in settings.items():
        config[section].update(values)
    return NbGraderAPI(config=config)


def nbgrader_config():
    """Return the settings of nbgrader_config.py."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()


def checked(result, what):
    """Raise GradingError unless a result of nbgrader's API is a success; keep what nbgrader logged."""
    if not result["success"]:
        log = ROOT / "grading" / "nbgrader.log"
        log.parent.mkdir(exist_ok=True)
        log.write_text(f"{result.get('log')}\n{result.get('error')}", encoding="utf-8")
        raise GradingError(f"{what}: see what nbgrader says in {log.relative_to(ROOT)}")
