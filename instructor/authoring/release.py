"""Build the solution notebooks from their scripts, and the students' notebooks from the solutions."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from instructor.authoring import opening_figure
from instructor.authoring.notebooks import execute, from_script, without_outputs
from instructor.course import GRADING, graded_labs, script_path
from instructor.nbgrader_api import checked, nbgrader_api


def build(lab: str, force: bool = False) -> bool:
    """Write solutions/<lab>/<lab>.ipynb, executed, unless it holds the script's cells already.

    Returns
    -------
    bool
        Whether the notebook was written.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell of the solution fails.
    """
    path = script_path(lab).with_suffix(".ipynb")
    notebook = from_script(script_path(lab))
    if not force and path.exists() and is_built_from(path, notebook):
        return False
    execute(notebook, path.parent)
    opening_figure.save(notebook, path.parent)
    notebook.cells[0] = from_script(script_path(lab)).cells[0]
    nbformat.write(notebook, path)
    return True


def is_built_from(path: Path, notebook: NotebookNode) -> bool:
    """Whether the notebook in a file has the same cells as another, outputs aside."""
    return without_outputs(nbformat.read(path, as_version=4)) == without_outputs(notebook)


def release(lab: str, folder: Path | None = None) -> None:
    """Write labs/<lab>/<lab>.ipynb from the solution notebook, and a graded lab's tests into the gradebook.

    Parameters
    ----------
    lab : str
    folder : pathlib.Path, optional
        Write <folder>/<lab>/<lab>.ipynb instead, and leave labs/ and the gradebook alone.

    Raises
    ------
    GradingError
        If nbgrader fails.
    """
    settings: dict[str, dict[str, Any]] = {}
    if folder:
        settings["CourseDirectory"] = {"release_directory": str(folder)}
    if folder or lab not in graded_labs():  # what nbgrader's option --no-db sets
        settings["SaveCells"] = {"enabled": False}
        settings["GenerateAssignment"] = {"no_database": True}
    GRADING.mkdir(exist_ok=True)  # for the gradebook
    checked(nbgrader_api(**settings).generate_assignment(lab, force=True, create=True), f"releasing {lab}")
