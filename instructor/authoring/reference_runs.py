"""Run a reference solution with a seed and a data source, and collect what it measured."""

import json

import nbformat
import pandas as pd
from nbformat import NotebookNode

from instructor.authoring.notebooks import execute, from_script, set_parameters
from instructor.course import facts, script_path

# The source of a cell that prints the notebook's `results`.
REPORT = "import json; print('RESULTS', json.dumps({key: float(value) for key, value in results.items()}))"


def run(lab: str, seed: int, source: str = "auto", **parameters: object) -> dict[str, float]:
    """Execute a solution notebook.

    Parameters
    ----------
    lab : str
    seed : int
        The notebook's SEED.
    source : {"auto", "bundled", "real"}
        The notebook's SOURCE, unless the lab brings its own data.
    **parameters
        Other names of the parameters cell.

    Returns
    -------
    dict of str to float
        The notebook's `results`, and "seconds" from starting the kernel to the last output.

    Raises
    ------
    ValueError
        If the notebook has no such parameter.
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    notebook = prepared(lab, seed, source, **parameters)
    seconds = execute(notebook, script_path(lab).parent)
    return reported(notebook) | {"seconds": seconds}


def prepared(lab: str, seed: int, source: str = "auto", **parameters: object) -> NotebookNode:
    """Return a solution notebook that is still to be executed, and then has its `results` in its last cell.

    The parameters are those of `run`.

    Raises
    ------
    ValueError
        If the notebook has no such parameter.
    """
    notebook = from_script(script_path(lab))
    if "own" not in facts(lab).sources:
        parameters["SOURCE"] = source
    set_parameters(notebook, SEED=seed, **parameters)
    notebook.cells.append(nbformat.v4.new_code_cell(REPORT))
    return notebook


def reported(notebook: NotebookNode) -> dict[str, float]:
    """Return the `results` of an executed notebook whose last cell is REPORT."""
    return json.loads(notebook.cells[-1].outputs[0]["text"].removeprefix("RESULTS "))


def summary(runs: list[dict[str, float]]) -> pd.DataFrame:
    """Summarise the runs of one solution.

    Returns
    -------
    pandas.DataFrame
        One metric a row: its value, or mean, standard deviation and range if there are several runs.
    """
    table = pd.DataFrame(runs)
    if len(runs) == 1:
        return table.T.set_axis(["value"], axis=1).round(5)
    columns = {"mean": table.mean(), "sd": table.std(), "min": table.min(), "max": table.max()}
    return pd.DataFrame(columns).round(5)
