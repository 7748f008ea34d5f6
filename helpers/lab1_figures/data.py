"""What Lab 1 shows before a model is trained."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.kdd99.schema import FAMILIES
from helpers.preprocessing import attack_family

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def spot_the_anomaly(answers: bool = False, seed: int = 0) -> "Figure":
    """Draw three made-up records, each with an anomaly of another kind; circle the anomalies if asked.

    The kinds are those of Chandola, Banerjee & Kumar (2009): a point, a point in its context, and points that
    are anomalous only together.

    Parameters
    ----------
    answers : bool
    seed : int
        Of the noise.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(seed)
    figure, axes = plt.subplots(1, 3, figsize=(12, 3.8))

    sent = rng.lognormal(6, 1, 150)
    received = 8 * sent * rng.lognormal(0, 0.5, 150)
    sent[70], received[70] = 2500, 400
    axes[0].plot(sent, received, "o", markersize=4, alpha=0.6)
    axes[0].set(title="A · Connections", xlabel="bytes sent", ylabel="bytes received")
    axes[0].set(xscale="log", yscale="log")

    hours = np.arange(7 * 24)
    calls = 500 - 400 * np.cos(2 * np.pi * (hours - 2) / 24) + rng.normal(0, 25, len(hours))
    calls[75:78] = [560, 640, 590]  # the fourth night, at the level of a morning
    axes[1].plot(hours / 24, calls)
    axes[1].set(title="B · Calls in a radio cell", xlabel="days", ylabel="calls an hour")

    seconds = np.arange(0, 60, 0.2)
    pulse = np.exp(-(((seconds % 3) - 1.5) ** 2) / 0.02)  # a beat every three seconds
    pulse[(seconds > 36) & (seconds < 42)] = 0  # two are missing
    axes[2].plot(seconds, pulse + rng.normal(0, 0.03, len(seconds)), linewidth=1)
    axes[2].set(title="C · A sensor's signal", xlabel="seconds", ylabel="signal")

    if answers:
        for ax, x, y in zip(axes, (2500, 76 / 24, 39), (400, 600, 0), strict=True):
            ax.plot(x, y, "o", markersize=30, fillstyle="none", color="black", markeredgewidth=2)
    return figure


def rows_by_label(labels: pd.Series) -> "Figure":
    """Draw how many rows each label has, on a log scale, in the colour of its family.

    Parameters
    ----------
    labels : pandas.Series of labels, shape (n,)

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    counts = labels.value_counts().sort_values()
    families = attack_family(counts.index.to_series())
    figure, ax = plt.subplots(figsize=(8, 6))
    for family, hatch in zip(FAMILIES, ["", "//", "", "..", "xx"], strict=True):
        rows = counts[(families == family).to_numpy()]
        bars = ax.barh([f"{label} ({family})" for label in rows.index], rows, hatch=hatch)
        bars.set_label(f"{family}: {rows.sum():,} rows")
        ax.bar_label(bars, fmt="{:,.0f}", padding=3, fontsize=8)
    ax.set(
        xscale="log",
        xlim=(1, 3 * counts.max()),
        xlabel="connections (log scale)",
        title="Connections by label and family",
    )
    ax.legend()
    return figure
