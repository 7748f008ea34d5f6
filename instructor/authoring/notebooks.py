"""From a percent-format script to a notebook, and from a notebook to its outputs."""

import os
import re
import time
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from instructor.authoring import opening_figure
from instructor.authoring.test_cells import present

# What each notebook says about its kernel, the same on every machine. JupyterLab asks the reader to choose a
# kernel if the name is another.
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def from_script(path: Path) -> NotebookNode:
    """Read a percent-format script as a notebook without outputs.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    nbformat.NotebookNode
        Cells are identified by their nbgrader name or by their position, so that the same script always gives
        the same notebook. Tests are folded up, and the first cell has the figure that the lab opens with.

    Raises
    ------
    TestCellError
        If a test cannot be shown to students.
    """
    notebook = jupytext.read(path, fmt="py:percent")
    present(notebook.cells)
    opening_figure.insert(notebook.cells[0], path.parent)
    for position, cell in enumerate(notebook.cells):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{position}")
    notebook.metadata = nbformat.from_dict(KERNEL)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def without_outputs(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return what a notebook has in common with its script: the cells' id, type, source and metadata."""
    cells = []
    for cell in notebook.cells:
        metadata = {name: value for name, value in cell.metadata.items() if name != "execution"}
        cells.append({"id": cell.id, "type": cell.cell_type, "source": cell.source, "metadata": metadata})
    return cells


def set_parameters(notebook: NotebookNode, **values: object) -> None:
    """Replace assignments in the cell that is tagged ``parameters``, in place.

    Raises
    ------
    ValueError
        If no line of that cell assigns to a name.
    """
    if not values:
        return
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    for name, value in values.items():
        line = f"{name} = {value!r}".replace("\\", r"\\")
        cell.source, replaced = re.subn(rf"^{name} = .*", line, cell.source, flags=re.M)
        if not replaced:
            raise ValueError(f"the parameters cell does not assign {name}")


def execute(notebook: NotebookNode, folder: Path, timeout: int = 600) -> float:
    """Run a notebook from top to bottom, in place, with `folder` as its working directory.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    folder : pathlib.Path
    timeout : int
        Seconds for each cell.

    Returns
    -------
    float
        Seconds from starting the kernel to the last output.

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
        coalesce_streams=True,  # of a progress bar, only the last state stays
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # warnings about the kernel's transport help nobody
        resources={"metadata": {"path": str(folder)}},
    )
    # Otherwise nbclient plays the part of the page for output widgets. It sends from the socket that it waits
    # on, and may then miss an answer that has arrived until its timeout: ten minutes for a slider.
    client.widget_registry = {}
    # Threads that wait should sleep: on a busy machine, spinning ones make training several times slower.
    client.execute(env={"OMP_WAIT_POLICY": "passive", **os.environ})
    notebook.metadata = nbformat.from_dict(KERNEL)
    return time.perf_counter() - start
