"""The autoencoder of Lab 2, and how its training goes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.plotting import legend_below

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PARTS = {"encoder": "C0", "bottleneck": "C1", "decoder": "C2"}


def autoencoder(n_features: int, hidden: Sequence[int], latent_dim: int) -> "Figure":
    """Draw the layers of an autoencoder as bars; the height grows with the logarithm of the width.

    Parameters
    ----------
    n_features : int
        The width of input and output.
    hidden : sequence of int
        The widths of the encoder's hidden layers. The decoder is its mirror image.
    latent_dim : int
        The width of the bottleneck.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    widths = [n_features, *hidden, latent_dim, *reversed(hidden), n_features]
    half = len(hidden) + 1
    parts = ["encoder"] * half + ["bottleneck"] + ["decoder"] * half
    names = ["input", *["hidden"] * len(hidden), "code", *["hidden"] * len(hidden), "output"]
    heights = np.log2(widths)
    figure, ax = plt.subplots(figsize=(9, 3.6))
    for i in range(len(widths) - 1):
        top = heights[i : i + 2] / 2
        ax.fill_between([i + 0.15, i + 0.85], -top, top, color="grey", alpha=0.15, linewidth=0)
    for part, color in _PARTS.items():
        places = [i for i, of in enumerate(parts) if of == part]
        ax.bar(places, heights[places], width=0.3, bottom=-heights[places] / 2, color=color, label=part)
    for place, (width, height) in enumerate(zip(widths, heights, strict=True)):
        ax.text(place, height / 2 + 0.15, f"{width}", ha="center", va="bottom")
    ax.set(xticks=range(len(widths)), xticklabels=names, title="An autoencoder and the widths of its layers")
    ax.set(ylim=(-heights[0] / 2 - 0.4, heights[0] / 2 + 1))
    ax.yaxis.set_visible(False)
    ax.grid(False)
    legend_below(ax)
    return figure


def learning_curves(histories: Mapping[str, Mapping[str, Sequence[float]]]) -> "Figure":
    """Draw the loss on training and on validation rows by epoch.

    Parameters
    ----------
    histories : dict of str to dict
        By title, the `history` of Keras' History, with the lists loss and val_loss.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(histories), figsize=(10, 3.5), sharey=True)
    for ax, (title, losses) in zip(axes, histories.items(), strict=True):
        epochs = range(1, len(losses["loss"]) + 1)
        ax.plot(epochs, losses["loss"], marker="o", label="training rows, with dropout")
        ax.plot(epochs, losses["val_loss"], marker="s", label="validation rows (1 % attacks)")
        ax.set(yscale="log", xlabel="epoch", title=title)
        legend_below(ax, columns=1)
    axes[0].set_ylabel("mean squared error (log scale)")
    return figure
