"""Build the solution notebooks from their scripts and the students' notebooks from those."""

import nbformat

from instructor.authoring.notebooks import execute, from_script, without_outputs
from instructor.course import ROOT, graded_labs, script_path
from instructor.nbgrader_api import checked, nbgrader_api


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


def _generate(api, lab):
    (ROOT / "grading").mkdir(exist_ok=True)
    checked(api.generate_assignment(lab, force=True, create=True), f"releasing {lab}")
