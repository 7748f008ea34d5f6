"""A figure with a slider. The figure is an ordinary output, so that it is there without the slider, too."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import numpy as np
from IPython import get_ipython
from IPython.display import display, publish_display_data
from numpy.typing import ArrayLike

from helpers import plotting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Value = TypeVar("Value")


def slider(
    draw: "Callable[[Value], Figure]", values: Sequence[Value], start: Value, label: str = "value"
) -> None:
    """Show the figure that a function draws for a value, and a slider that draws it again for other values.

    Where ipywidgets is missing, a sentence says so in place of the slider. The figure stays when the notebook
    is saved.

    Parameters
    ----------
    draw : function of one value that returns a matplotlib.figure.Figure
    values : sequence
        What the slider can choose, in order.
    start : object
        The one of `values` for which the figure is drawn first.
    label : str
        What the slider is called on the page.

    Raises
    ------
    ValueError
        If `start` is not one of `values`.
    """
    if start not in values:
        raise ValueError(f"start is one of the values, not {start!r}")
    if get_ipython() is None:  # not a notebook
        draw(start)
        return
    names = [uuid4().hex, uuid4().hex]  # of the two outputs: the picture, and its words
    _publish(draw(start), names, update=False)
    try:
        import ipywidgets
    except ImportError:
        print("A slider would be here, but ipywidgets is not installed.")
        return
    handle = ipywidgets.SelectionSlider(
        options=values, value=start, description=label, style={"description_width": "initial"}
    )
    handle.layout.width = "min(30em, 95%)"
    handle.observe(lambda change: _publish(draw(change["new"]), names, update=True), "value")
    display(handle)


def _publish(figure: "Figure", names: Sequence[str], update: bool) -> None:
    import matplotlib.pyplot as plt

    plt.close(figure)  # or the notebook shows it a second time
    for name, (data, metadata) in zip(names, plotting.outputs(figure), strict=True):
        publish_display_data(data, metadata, transient={"display_id": name}, update=update)


def threshold_slider(
    y_true: ArrayLike,
    score: ArrayLike,
    start: float,
    miss_cost: float = 1,
    score_name: str = "score",
    xscale: str = "linear",
) -> None:
    """Show what a threshold does, as `plot_threshold` draws it, with a slider for the threshold.

    Parameters
    ----------
    y_true, score, miss_cost, score_name, xscale
        As for `plot_threshold`.
    start : float
        Where the slider starts. Thresholds are rounded to three digits.
    """
    spaced = np.geomspace if xscale == "log" else np.linspace
    thresholds = {float(f"{value:.3g}") for value in [start, *spaced(np.min(score), np.max(score), 61)]}
    slider(
        lambda threshold: plotting.plot_threshold(y_true, score, threshold, miss_cost, score_name, xscale),
        sorted(thresholds),
        float(f"{start:.3g}"),
        label="threshold",
    )
