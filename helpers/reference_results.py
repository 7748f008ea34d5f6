"""A student's results beside the reference solution's, which benchmarks/reference_results.py measures."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.kdd99.load import chosen_source

FILE = Path(__file__).with_suffix(".csv")


def beside_reference(results: Mapping[str, float], lab: str, data: str) -> pd.DataFrame:
    """Return a table of results, with the range that the reference solution's results have over some seeds.

    Parameters
    ----------
    results : dict of str to float
        The name of each result and its value.
    lab : str
        The name of the lab, such as "lab1_xgboost".
    data : str
        What was learnt from: "auto", "bundled" or "real", or what the lab calls its data.

    Returns
    -------
    pandas.DataFrame
        One result a row: your value, and the reference's lowest and highest. Without the latter two if the
        reference was not measured on this data.
    """
    data = chosen_source(data) if data == "auto" else data
    yours = pd.DataFrame({"yours": pd.Series(results, dtype=float)})
    reference = pd.read_csv(FILE).query("lab == @lab and data == @data").set_index("result")
    if reference.empty:
        print(f"The reference solution was not measured on this data ({data}).")
        return yours.map(_digits)
    print(
        f"Beside yours: the lowest and the highest result of the reference solution over "
        f"{reference['seeds'].iloc[0]} seeds ({data} data). Another right solution may lie outside."
    )
    return yours.join(reference[["lowest", "highest"]]).map(_digits)


def _digits(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.4g}"
