"""Why Lab 1's model raises an alarm."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def contributions(shown: pd.Series, title: str) -> "Figure":
    """Draw what speaks for an alarm to the right and what speaks against it, hatched, to the left.

    Parameters
    ----------
    shown : pandas.Series of float
        Contributions to the log-odds by name, the largest first.
    title : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    shown = shown[::-1]
    figure, ax = plt.subplots()
    for part, color, hatch in ((shown.clip(lower=0), "C0", ""), (shown.clip(upper=0), "C1", "//")):
        bars = ax.barh(shown.index, part, color=color, hatch=hatch)
        ax.bar_label(bars, [f"{value:+.1f}" if value else "" for value in part], padding=3, fontsize=9)
    ax.axvline(0, color="black", linewidth=0.8)
    ax.margins(x=0.15)
    ax.set(xlabel="contribution to the log-odds of an attack", title=title)
    return figure


def gain_and_contributions(gain: pd.Series, contributions: pd.DataFrame, values: pd.DataFrame) -> "Figure":
    """Draw features' shares of the gain beside the contributions that they have in each of many rows.

    Parameters
    ----------
    gain : pandas.Series of float
        Share of the total gain by feature, the largest first. These features are shown.
    contributions, values : pandas.DataFrame, shape (n, features)
        Contribution and value of each feature in each row.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(0)
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.2), sharey=True, width_ratios=(1, 1.6))
    bars = left.barh(gain.index, gain)
    left.bar_label(bars, fmt="{:.1%}", padding=3)
    left.set(xlabel="share of the total gain", xlim=(0, 1.15), title="Gain: one number a feature")
    left.invert_yaxis()
    for place, name in enumerate(gain.index):
        ranks = values[name].rank()
        dots = right.scatter(
            contributions[name],
            place + rng.uniform(-0.35, 0.35, len(contributions)),
            c=(ranks - ranks.min()) / (np.ptp(ranks) or 1),
            cmap="cividis",
            vmin=0,
            vmax=1,
            s=6,
        )
    right.axvline(0, color="black", linewidth=0.8)
    right.set(xlabel="contribution to the log-odds", title="Contributions: one dot a row")
    figure.colorbar(dots, ax=right, label="value by rank (0 lowest, 1 highest)")
    return figure
