"""Reconstruction errors in Lab 2: of one row, and of many."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from helpers.plotting import legend_below

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LINES = ("-", "--", "-.", ":")


def in_and_out(rows: Mapping[str, pd.DataFrame]) -> "Figure":
    """Draw what went into an autoencoder and what came out, feature by feature, one panel for each row.

    Parameters
    ----------
    rows : dict of str to pandas.DataFrame
        By title, the features of a row: their names as index, columns "went in" and "came out".

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(len(rows), 1, figsize=(9, 3.2 * len(rows)), sharex=True)
    for ax, (title, table) in zip(axes, rows.items(), strict=True):
        places = np.arange(len(table))[::-1]
        ax.barh(places + 0.2, table["went in"], height=0.4, label="went in")
        ax.barh(places - 0.2, table["came out"], height=0.4, hatch="//", label="came out")
        ax.set(yticks=places, yticklabels=table.index, title=title)
        ax.axvline(0, color="grey", linewidth=0.8)
    axes[-1].set_xlabel("scaled value (0: smallest, 1: largest in the training rows)")
    legend_below(axes[-1], columns=2)
    return figure


def error_histogram(
    errors: ArrayLike, attack: ArrayLike, thresholds: Mapping[str, float] | None = None
) -> "Figure":
    """Draw the errors of normal rows and of attacks on logarithmic axes, and thresholds as vertical lines.

    Parameters
    ----------
    errors : array-like of float, shape (n,)
        Greater than 0.
    attack : array-like of {0, 1}, shape (n,)
    thresholds : dict of str to float, optional

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    errors, attack = np.asarray(errors), np.asarray(attack)
    bins = np.geomspace(errors.min(), errors.max(), 60).tolist()
    figure, ax = plt.subplots(figsize=(8, 4.5))
    outline = {"histtype": "step", "linewidth": 2, "color": "C2"}
    for kind, name, style in ((0, "normal", {"alpha": 0.6}), (1, "attack", outline)):
        rows = errors[attack == kind]
        ax.hist(rows, bins, label=f"{name}: {len(rows):,} rows", **style)
    for (name, value), line in zip((thresholds or {}).items(), _LINES, strict=False):
        ax.axvline(value, linestyle=line, color="black", label=f"{name}: {value:.2g}")
    ax.set(
        xscale="log",
        yscale="log",
        xlabel="mean squared error of the reconstruction (log scale)",
        ylabel="rows (log scale)",
        title="Reconstruction errors",
    )
    legend_below(ax, columns=2)
    return figure
