"""Figures in one style. Plotting functions draw into `ax`, or a new figure, and return the axes."""

import matplotlib.pyplot as plt
from sklearn.metrics import ConfusionMatrixDisplay, RocCurveDisplay, confusion_matrix

# petroff10 was designed to be told apart with any colour vision (Petroff 2021, arXiv:2107.02270).
STYLE = ["petroff10", {"figure.figsize": (7, 4), "figure.constrained_layout.use": True, "axes.grid": True,
                       "grid.alpha": 0.3, "axes.axisbelow": True, "axes.spines.top": False,
                       "axes.spines.right": False, "axes.titlelocation": "left"}]  # fmt: skip


def use_style():
    """Set the course's matplotlib style for all figures to come."""
    plt.style.use(STYLE)


def plot_confusion_matrix(
    y_true, y_pred, class_names=("normal", "attack"), title="Confusion matrix", ax=None
):
    """Draw the counts of true against predicted classes, coloured by the share of the true class.

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
    """
    ax = ax or plt.figure().gca()
    classes = {"labels": range(len(class_names)), "display_labels": class_names}
    display = ConfusionMatrixDisplay.from_predictions(
        y_true, y_pred, **classes, normalize="true", cmap="Blues", colorbar=False, ax=ax
    )
    counts = confusion_matrix(y_true, y_pred, labels=range(len(class_names)))
    for text, count, share in zip(
        display.text_.flat, counts.flat, display.confusion_matrix.flat, strict=True
    ):
        text.set_text(f"{count:,}\n{share:.2%}")
    ax.set(title=title, xlabel="predicted class", ylabel="true class")
    ax.grid(visible=False)
    return ax


def plot_roc(y_true, scores, title="ROC curve", ax=None):
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
    """
    ax = ax or plt.figure().gca()
    for name, score in scores.items():
        display = RocCurveDisplay.from_predictions(y_true, score, ax=ax)
        display.line_.set_label(f"{name} (AUC = {display.roc_auc:.4f})")
    ax.plot([0, 1], [0, 1], linestyle=":", color="grey", label="a coin (AUC = 0.50)")
    ax.set(
        title=title,
        xlabel="false positive rate (share of normal rows)",
        ylabel="true positive rate (share of attacks)",
    )
    ax.legend(loc="lower right")
    return ax
