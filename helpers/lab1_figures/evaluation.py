"""How good Lab 1's model is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.metrics import PrecisionRecallDisplay

from helpers.kdd99.schema import FAMILIES
from helpers.plotting import legend_below, plot_roc

if TYPE_CHECKING:
    from matplotlib.figure import Figure


FEW = 10  # rows; a share of fewer says little


def scores_by_class(
    y_true: ArrayLike, scores: Mapping[str, ArrayLike], areas: Mapping[str, float]
) -> "Figure":
    """Draw, for each score, the histograms of both classes, on one scale from 0 to 1.

    Parameters
    ----------
    y_true : array-like of {0, 1}, shape (n,)
    scores : dict of str to array-like, shape (n,)
        Higher for attacks.
    areas : dict of str to float
        The AUC of each.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    is_attack = np.asarray(y_true) == 1
    figure, axes = plt.subplots(1, len(scores), figsize=(12, 3.6))
    for ax, (name, score) in zip(axes, scores.items(), strict=True):
        values = np.asarray(score, dtype=float)
        bins = np.linspace(values.min(), values.max(), 31)
        weights = [np.full(part.sum(), 1 / part.sum()) for part in (~is_attack, is_attack)]
        ax.hist(values[~is_attack], bins, weights=weights[0], alpha=0.6, label="normal")
        ax.hist(
            values[is_attack],
            bins,
            weights=weights[1],
            histtype="step",
            linewidth=2,
            color="C2",
            label="attack",
        )
        ax.set(title=f"{name}: AUC {areas[name]:.4f}", xlabel=name, ylim=(0, 1))
    axes[0].set_ylabel("share of the class")
    legend_below(axes[0], columns=2)
    return figure


def roc_with_corner(
    y_true: ArrayLike, scores: Mapping[str, ArrayLike], fpr: ArrayLike, tpr: ArrayLike
) -> "Figure":
    """Draw ROC curves whole and near their upper left corner, with points of one's own for the first score.

    Parameters
    ----------
    y_true : array-like of {0, 1}, shape (n,)
    scores : dict of str to array-like, shape (n,)
    fpr, tpr : array-like of float, shape (k,)
        The points.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    figure, (whole, corner) = plt.subplots(1, 2, figsize=(11, 4.5))
    plot_roc(y_true, scores, title="ROC on held-out connections", ax=whole)
    plot_roc(y_true, scores, title="The left edge of the same curves", ax=corner)
    corner.set(xlim=(-0.0002, 0.01), ylim=(-0.02, 1.02), aspect="auto")
    for ax in (whole, corner):
        ax.plot(fpr, tpr, "k.", markersize=4, label=f"your points for {next(iter(scores))}")
    legend_below(whole)
    corner.get_legend().remove()
    return figure


def precision_recall(y_true: ArrayLike, scores: Mapping[str, ArrayLike], title: str) -> "Figure":
    """Draw one curve of precision over recall for each score, with its average precision in the legend.

    Parameters
    ----------
    y_true : array-like of {0, 1}, shape (n,)
    scores : dict of str to array-like, shape (n,)
        Higher for attacks.
    title : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots()
    for name, score in scores.items():
        display = PrecisionRecallDisplay.from_predictions(y_true, score, ax=ax)
        display.line_.set_label(f"{name} (average precision {display.average_precision:.2f})")
    ax.set(title=title, xlabel="recall (share of attacks)", ylabel="precision (share of alarms)")
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.05))
    legend_below(ax)
    return figure


def recall_by_label(recall: pd.Series, learnt: pd.Series, tested: pd.Series) -> "Figure":
    """Draw the recall of each label, with its numbers of rows; hatched where few rows were tested.

    Parameters
    ----------
    recall : pandas.Series of float
        By label, in the order of the bars from below.
    learnt, tested : pandas.Series of int
        Rows to learn from and to test on, by label.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots(figsize=(8.5, 6.5))
    names = [f"{label} ({learnt[label]:,} to learn, {tested[label]:,} to test)" for label in recall.index]
    few = tested[recall.index] < FEW
    for part, label, color, hatch in (
        (recall.where(~few), f"{FEW} or more rows to test", "C0", ""),
        (recall.where(few), f"fewer than {FEW} rows to test", "C1", "//"),
    ):
        bars = ax.barh(names, part, label=label, color=color, hatch=hatch)
        ax.bar_label(bars, ["" if np.isnan(v) else f"{v:.2f}" for v in part], padding=3, fontsize=8)
    ax.set(xlabel="recall on held-out rows", xlim=(0, 1.12), title="Recall by label")
    legend_below(ax, columns=2)
    return figure


def recall_by_kind(recall: pd.DataFrame) -> "Figure":
    """Draw the recall of each family of attacks, for kinds that the training file has and for new ones.

    Parameters
    ----------
    recall : pandas.DataFrame
        Columns recall and rows; index: pairs of family and kind, "known" or "new".

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    families = FAMILIES[1:]
    figure, ax = plt.subplots(figsize=(8, 4))
    place = np.arange(len(families))
    for kind, shift, color, hatch, label in (
        ("known", -0.2, "C0", "", "kinds of attack in the training file"),
        ("new", 0.2, "C1", "//", "new kinds of attack"),
    ):
        part = recall.xs(kind, level="kind").reindex(families)
        shares, rows = part["recall"], part["rows"]
        bars = ax.bar(place + shift, shares, width=0.4, color=color, hatch=hatch, label=label)
        words = [f"{share:.2f}\n({n:,.0f} rows)" for share, n in zip(shares, rows, strict=True)]
        ax.bar_label(bars, words, padding=2, fontsize=9)
    ax.set(
        xticks=place,
        xticklabels=families,
        xlabel="family",
        ylabel="recall",
        ylim=(0, 1.2),
        title="Official test file: which attacks are found?",
    )
    legend_below(ax, columns=2)
    return figure
