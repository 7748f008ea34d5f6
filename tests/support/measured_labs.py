"""Measure the figures of a lab while it runs for another purpose: two more cells in its notebook do it."""

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

# In the kernel of a sandbox there are no tests to import. The names are ones that no lab has.
_MEASURE = """import types
_measuring = types.ModuleType("measuring")
exec({source!r}, vars(_measuring))
_faults_of_figures = _measuring.measure_all()"""
_SAY = "import json; print(json.dumps(_faults_of_figures))"
_NAME = "faults_of_figures"


def measure_figures(notebook: NotebookNode) -> None:
    """Add a cell after the one that chooses the figures' style, and one before the last, in place."""
    source = Path(__file__).with_name("figures.py").read_text(encoding="utf-8")
    (place,) = [i for i, cell in enumerate(notebook.cells) if "helpers.use_style()" in cell.source]
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(_MEASURE.format(source=source)))
    notebook.cells.insert(-1, nbformat.v4.new_code_cell(_SAY, id=_NAME))  # the last may be a report


def faults_of_figures(notebook: NotebookNode) -> list[str]:
    """Return what is wrong with the figures of an executed notebook, with the cell that shows each.

    Raises
    ------
    AssertionError
        If not all of its figures were measured.
    """
    shown = []
    for cell in notebook.cells:
        pictures = [output for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
        shown += [cell.id] * len(pictures)
    (said,) = [cell for cell in notebook.cells if cell.id == _NAME]
    faults = json.loads(said.outputs[0].text)
    assert len(faults) == len(shown) > 0
    return [f"{cell}: {fault}" for cell, found in zip(shown, faults, strict=True) for fault in found]
