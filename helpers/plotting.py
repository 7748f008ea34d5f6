"""Figures in one style.

Functions that draw one panel draw it into `ax`, or into a new figure, and return the axes.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from cycler import cycler
from IPython import get_ipython
from IPython.display import publish_display_data
from numpy.typing import ArrayLike
from sklearn.metrics import ConfusionMatrixDisplay, RocCurveDisplay, confusion_matrix

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Matplotlib's defaults come first, because a student's own matplotlibrc may have changed them.
# petroff10 was designed to be told apart with any colour vision (Petroff 2021, arXiv:2107.02270).
STYLE: list[str | dict[str, Any]] = [
    "default",
    "petroff10",
    {
        "figure.figsize": (7, 4),
        "figure.constrained_layout.use": True,
        "axes.grid": True,
        "grid.alpha": 0.3,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
    },
]


# What the names of Matplotlib's backends have in them if they draw into a notebook.
_IN_NOTEBOOKS = ("inline", "ipympl", "widget", "nbagg", "notebook")


def use_style() -> None:
    """Set the course's style for all figures to come, and show each with a text alternative.

    A notebook shows figures then, even where the variable MPLBACKEND, set for other work, chose a backend
    that does not draw into notebooks. What ``%matplotlib`` has chosen stays.
    """
    import matplotlib.pyplot as plt  # a second, and other functions of helpers do without it
    from matplotlib.figure import Figure

    plt.style.use(STYLE)
    # Lines differ in more than their colour.
    colours = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    strokes = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))] * 2
    plt.rcParams["axes.prop_cycle"] = cycler(color=colours, linestyle=strokes)
    shell = get_ipython()
    if shell:
        _draw_into_notebook(shell)
        shell.display_formatter.ipython_display_formatter.for_type(Figure, _show)


def _draw_into_notebook(shell: "InteractiveShell") -> None:
    """Choose the inline backend in a notebook whose figures would go nowhere, or to a window that hangs."""
    import matplotlib

    kernel = getattr(shell, "kernel", None)
    if kernel is None or kernel.eventloop:  # a terminal, or `%matplotlib qt`
        return
    if not any(name in matplotlib.get_backend().lower() for name in _IN_NOTEBOOKS):
        shell.run_line_magic("matplotlib", "inline")


def _show(figure: "Figure") -> None:
    """Display a figure, as its picture and its words."""
    for data, metadata in outputs(figure):
        publish_display_data(data, metadata)


def outputs(figure: "Figure") -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the data and the metadata of a figure's two outputs: its picture, and what it shows in words.

    JupyterLab shows a picture without its alternative text, so that alone would reach nobody there. The
    words are folded up below it, too.
    """
    from helpers.alt_text import describe  # imports Matplotlib

    picture = get_ipython().display_formatter.formatters["image/png"](figure)
    metadata = {}
    if isinstance(picture, tuple):
        picture, metadata = picture
    words = describe(figure)
    yield {"image/png": picture, "text/plain": words}, {"image/png": {"alt": words, **metadata}}
    lines = html.escape(words).replace("\n", "<br>")
    folded = f"<details><summary>The figure in words</summary>{lines}</details>"
    yield {"text/html": folded}, {}


def _new_axes() -> "Axes":
    import matplotlib.pyplot as plt

    return plt.figure().gca()


def plot_confusion_matrix(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    class_names: Sequence[str] = ("normal", "attack"),
    title: str = "Confusion matrix",
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw the counts of true against predicted classes, coloured by the share of the true class.

    The share is a percentage, with fewer decimals where there are few rows.

    Parameters
    ----------
    y_true, y_pred : array-like of int, shape (n,)
    class_names : sequence of str
        The names of classes 0, 1, ...
    title : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = plot_confusion_matrix([0, 0, 1, 1], [0, 1, 1, 1])
    >>> ax.texts[0].get_text()
    '1\\n50%'
    """
    ax = ax or _new_axes()
    classes = {"labels": range(len(class_names)), "display_labels": class_names}
    display = ConfusionMatrixDisplay.from_predictions(
        y_true, y_pred, **classes, normalize="true", cmap="Blues", colorbar=False, ax=ax
    )
    counts = confusion_matrix(y_true, y_pred, labels=range(len(class_names)))
    for texts, row in zip(display.text_, counts, strict=True):
        rows = row.sum()
        for text, count in zip(texts, row, strict=True):
            text.set_text(f"{count:,}\n{count / max(rows, 1):.{_decimals(rows)}%}")
    ax.set(title=title, xlabel="predicted class", ylabel="true class")
    ax.grid(visible=False)
    return ax


def _decimals(rows: int) -> int:
    """Return how many decimals a percentage of so many rows can support."""
    if rows < 100:
        return 0
    return 1 if rows < 1000 else 2


def plot_roc(
    y_true: ArrayLike, scores: Mapping[str, ArrayLike], title: str = "ROC curve", ax: "Axes | None" = None
) -> "Axes":
    """Draw one ROC curve for each score, with its AUC in the legend.

    Parameters
    ----------
    y_true : array-like of {0, 1}, shape (n,)
    scores : dict of str to array-like, shape (n,)
        Name of the curve and scores that are higher for attacks. Scores, not predicted classes: those make
        a curve of one threshold.
    title : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = plot_roc([0, 0, 1, 1], {"forest": [0.1, 0.3, 0.2, 0.9]})
    >>> ax.lines[0].get_label()
    'forest (AUC = 0.7500)'
    """
    ax = ax or _new_axes()
    for name, score in scores.items():
        display = RocCurveDisplay.from_predictions(y_true, score, ax=ax)
        display.line_.set_label(f"{name} (AUC = {display.roc_auc:.4f})")
    ax.plot([0, 1], [0, 1], linestyle=":", color="grey", label="a coin (AUC = 0.50)")
    ax.set(
        title=title,
        xlabel="false positive rate (share of normal rows)",
        ylabel="true positive rate (share of attacks)",
    )
    legend_below(ax)
    return ax


def plot_threshold(
    y_true: ArrayLike,
    score: ArrayLike,
    threshold: float,
    miss_cost: float = 1,
    score_name: str = "score",
    xscale: str = "linear",
) -> "Figure":
    """Draw what a threshold does: scores of both classes, confusion matrix, and cost by threshold.

    The cost counts a false alarm once and a missed attack `miss_cost` times.

    Parameters
    ----------
    y_true : array-like of {0, 1}, shape (n,)
    score : array-like of float, shape (n,)
        Higher for attacks. A row is called an attack if its score is at least the threshold.
    threshold : float
    miss_cost : float
        What one missed attack costs, in false alarms.
    score_name : str
    xscale : {"linear", "log"}
        The scale of the scores; "log" needs positive ones.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    is_attack, score = np.asarray(y_true) == 1, np.asarray(score, dtype=float)
    normal, attack = np.sort(score[~is_attack]), np.sort(score[is_attack])
    figure, (scores, matrix, costs) = plt.subplots(1, 3, figsize=(12, 3.8))

    spaced = np.geomspace if xscale == "log" else np.linspace
    bins = spaced(score.min(), score.max(), 41)
    scores.hist(normal, bins, alpha=0.6, label="normal")
    scores.hist(attack, bins, histtype="step", linewidth=2, color="C2", label="attack")
    scores.set(title=f"Scores, threshold {threshold:.3g}", ylabel="rows", yscale="log")
    scores.set_ylim(bottom=0.5)  # or a bar of a single row has no height

    plot_confusion_matrix(is_attack, score >= threshold, title="Confusion matrix", ax=matrix)

    cuts = spaced(score.min(), score.max(), 401)

    def cost(cut: ArrayLike) -> ArrayLike:
        return len(normal) - np.searchsorted(normal, cut) + miss_cost * np.searchsorted(attack, cut)

    costs.plot(cuts, cost(cuts))
    costs.plot(threshold, cost(threshold), "ko")
    costs.set(
        title=f"Cost here: {cost(threshold):,.0f}",
        ylabel=f"false alarms + {miss_cost:g} times missed attacks",
    )
    costs.set_yscale("symlog", linthresh=1)  # logarithmic, but with a place for 0
    costs.set_ylim(bottom=0)
    for ax in (scores, costs):
        ax.axvline(threshold, color="black", linestyle=":", label="threshold")
        ax.set(xlabel=score_name, xscale=xscale)
    legend_below(scores, columns=3)
    return figure


def legend_below(ax: "Axes", columns: int = 1, **options: Any) -> None:
    """Give axes a legend below their label, where it hides no data.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    columns : int
        The number of columns of the legend.
    **options
        Others of `Axes.legend`.
    """
    from matplotlib.transforms import ScaledTranslation

    room = ScaledTranslation(0, -0.55, ax.figure.dpi_scale_trans)  # inches, for the axis' numbers and label
    ax.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + room,
        borderaxespad=0,
        frameon=False,
        ncols=columns,
        **options,
    )
