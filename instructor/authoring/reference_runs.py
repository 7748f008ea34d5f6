"""Run a reference solution with a seed and a data source, and collect what it measured."""

import json

import nbformat
import pandas as pd

from instructor.authoring.notebooks import execute, from_script, has_parameter, set_parameters
from instructor.course import script_path

REPORT = "import json; print('RESULTS', json.dumps({key: float(value) for key, value in results.items()}))"


def run(lab, seed, source="auto", **parameters):
    """Execute a solution notebook.

    Parameters
    ----------
    lab : str
    seed : int
        The notebook's SEED.
    source : {"auto", "bundled", "real"}
        The notebook's SOURCE, if it has one.
    **parameters
        Other names of the parameters cell.

    Returns
    -------
    dict of str to float
        The notebook's `results`, and "seconds" from starting the kernel to the end.
    """
    notebook = from_script(script_path(lab))
    if has_parameter(notebook, "SOURCE"):  # some labs have data of their own
        parameters["SOURCE"] = source
    set_parameters(notebook, SEED=seed, **parameters)
    notebook.cells.append(nbformat.v4.new_code_cell(REPORT))
    seconds = execute(notebook, script_path(lab).parent)
    return reported(notebook) | {"seconds": seconds}


def reported(notebook):
    """Return the `results` of an executed notebook whose last cell is REPORT."""
    return json.loads(notebook.cells[-1].outputs[0]["text"].removeprefix("RESULTS "))


def summary(runs):
    """Return one metric a row: its value, or mean, standard deviation and range if there are several runs."""
    table = pd.DataFrame(runs)
    if len(runs) == 1:
        return table.T.set_axis(["value"], axis=1).round(5)
    return pd.DataFrame(
        {"mean": table.mean(), "sd": table.std(), "min": table.min(), "max": table.max()}
    ).round(5)
