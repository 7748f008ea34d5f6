"""From a percent-format script to a notebook, and from a notebook to its outputs."""

import os
import re
import sys
import time
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

# What a notebook says of its kernel, the same on every machine. JupyterLab asks for a kernel if the name
# is another.
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

# Threads that wait should sleep: on a busy machine, spinning ones make training several times slower.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
# Kernels and nbgrader's `alembic` are looked up on PATH, where an environment that was not activated is not.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def from_script(path):
    """Read a percent-format script as a notebook without outputs.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    nbformat.NotebookNode
        Cells are identified by their nbgrader name or by their position, so that the same script always gives
        the same notebook.
    """
    notebook = jupytext.read(path, fmt="py:percent")
    for position, cell in enumerate(notebook.cells):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{position}")
    notebook.metadata = nbformat.from_dict(KERNEL)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def without_outputs(notebook):
    """Return what a notebook has in common with its script: the cells' id, type, source and metadata."""
    return [
        (cell.id, cell.cell_type, cell.source, {k: v for k, v in cell.metadata.items() if k != "execution"})
        for cell in notebook.cells
    ]


def set_parameters(notebook, **values):
    """Replace assignments in the cell that is tagged ``parameters``, in place.

    Raises
    ------
    ValueError
        If no line of that cell assigns to a name.
    """
    cell = _parameters_cell(notebook)
    for name, value in values.items():
        if not has_parameter(notebook, name):
            raise ValueError(f"the parameters cell does not assign {name}")
        line = f"{name} = {value!r}".replace("\\", r"\\")
        cell.source = re.sub(rf"^{name} = .*", line, cell.source, flags=re.M)


def has_parameter(notebook, name):
    """Whether a line of the cell that is tagged ``parameters`` assigns to a name."""
    return any(line.startswith(f"{name} = ") for line in _parameters_cell(notebook).source.split("\n"))


def _parameters_cell(notebook):
    return next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))


def execute(notebook, folder, timeout=600):
    """Run a notebook from top to bottom, in place, with `folder` as its working directory.

    Returns
    -------
    float, seconds from starting the kernel to the last output

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    start = time.perf_counter()
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        coalesce_streams=True,  # a progress bar leaves its last state only
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # a warning on how it talks to us is no help to anybody
        resources={"metadata": {"path": str(folder)}},
    )
    # Else nbclient plays the part of the page for output widgets. It sends from the socket that it waits on,
    # and then may miss the answer that is there until its time is up: ten minutes for a slider.
    client.widget_registry = {}
    client.execute()
    notebook.metadata = nbformat.from_dict(KERNEL)
    return time.perf_counter() - start
