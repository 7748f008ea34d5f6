"""Build the solution notebooks from their scripts and the students' notebooks from those."""

import tempfile
import warnings

import nbformat
from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SAWarning
from traitlets.config import PyFileConfigLoader

from instructor.notebooks import ROOT, execute, from_script, graded_labs, script_path, without_outputs

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


def build(lab, force=False):
    """Write solutions/<lab>/<lab>.ipynb, executed, unless it holds the script's cells already.

    Returns
    -------
    bool, whether it was written
    """
    path = script_path(lab).with_suffix(".ipynb")
    notebook = from_script(script_path(lab))
    if not force and path.exists() and is_built_from(path, notebook):
        return False
    execute(notebook, path.parent)
    nbformat.write(notebook, path)
    return True


def is_built_from(path, notebook):
    """Whether the notebook in a file has the cells of another, outputs aside."""
    return without_outputs(nbformat.read(path, as_version=4)) == without_outputs(notebook)


def release(lab, folder=None):
    """Write labs/<lab>/<lab>.ipynb from the solution notebook, and a graded lab's tests into the gradebook.

    Parameters
    ----------
    lab : str
    folder : path-like, optional
        Write <folder>/<lab>/<lab>.ipynb instead, and leave labs/ and the gradebook alone.
    """
    settings = {"CourseDirectory": {"release_directory": str(folder)}} if folder else {}
    if folder or lab not in graded_labs():  # nbgrader's --no-db
        settings |= {"SaveCells": {"enabled": False}, "GenerateAssignment": {"no_database": True}}
    _generate(nbgrader_api(**settings), lab)


def record(lab, db_url):
    """Bring a gradebook's copy of a lab's tests up to date, leaving labs/ alone."""
    with tempfile.TemporaryDirectory() as folder:
        _generate(nbgrader_api(CourseDirectory={"release_directory": folder, "db_url": db_url}), lab)


def _generate(api, lab):
    (ROOT / "grading").mkdir(exist_ok=True)
    checked(api.generate_assignment(lab, force=True, create=True), f"releasing {lab}")
