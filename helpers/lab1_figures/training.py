"""Trees, and how well they fit, in Lab 1."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from helpers.plotting import legend_below

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def one_step(x: ArrayLike, y: ArrayLike, before: float, thresholds: ArrayLike, after: ArrayLike) -> "Figure":
    """Draw the points, the first prediction, and the staircase of the predictions after one tree.

    Parameters
    ----------
    x, y : array-like of float, shape (n,)
        The points.
    before : float
        The prediction for all of them before the tree.
    thresholds : array-like of float, shape (k,)
        Where the tree splits, in ascending order.
    after : array-like of float, shape (n,)
        The prediction for each point after the tree.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    x, after = np.asarray(x), np.asarray(after)
    edges = np.concatenate([[x.min() - 5], thresholds, [x.max() + 5]])
    levels = [after[(x > low) & (x < high)][0] for low, high in pairwise(edges)]
    figure, ax = plt.subplots()
    ax.axhline(before, color="grey", linestyle=":", label="first prediction")
    ax.stairs(levels, edges, baseline=None, color="C0", linewidth=2, label="after one tree")
    ax.plot(x, y, "o", color="C1", label="data")
    ax.vlines(x, after, y, linestyle="--", alpha=0.6, label="residual left for the next tree")
    ax.set(xlabel="x", ylabel="y", title="One boosting step")
    legend_below(ax, columns=2)
    return figure


def ensemble(ax: "Axes", x: ArrayLike, y: ArrayLike, is_fresh: ArrayLike, curve: ArrayLike) -> None:
    """Draw a curve over the points that it was fitted to and over fresh ones.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y, curve : array-like of float, shape (n,)
        Points, in ascending order of x, and what the ensemble predicts for them.
    is_fresh : array-like of bool, shape (n,)
        Which of the points it was not fitted to.
    """
    x, y, is_fresh = np.asarray(x), np.asarray(y), np.asarray(is_fresh)
    ax.plot(x[~is_fresh], y[~is_fresh], ".", color="C0", alpha=0.5, label="training points")
    ax.plot(x[is_fresh], y[is_fresh], "x", color="C1", alpha=0.5, markersize=4, label="fresh points")
    ax.step(x, curve, where="mid", color="black", linewidth=1, linestyle="-", label="sum of the trees")
    ax.set(xlabel="x")


def learning_curves(curves: Mapping[str, tuple[Sequence[float], Sequence[float], int]]) -> "Figure":
    """Draw the log loss on the rows to learn from and on others by round.

    Parameters
    ----------
    curves : dict of str to (losses on the rows to learn from, on those set aside, best round)
        One entry for each setting.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(curves), figsize=(11, 3.8), sharey=True)
    for ax, (name, (training, validation, best)) in zip(axes, curves.items(), strict=True):
        rounds = np.arange(1, len(training) + 1)
        ax.plot(rounds, training, label="rows to learn from")
        ax.plot(rounds, validation, label="rows set aside")
        ax.plot(best, validation[best - 1], "ko", label="lowest on rows set aside")
        ax.set(title=f"{name}: best after {best} rounds", xlabel="round", yscale="log")
    axes[0].set_ylabel("log loss (log scale)")
    legend_below(axes[0])
    return figure
