"""Figures in words, for readers who do not see them."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

MANY = 12  # bars or texts; of more, the extremes are enough


def describe(figure: Figure) -> str:
    """Say in words what a figure shows: axes, and the course of each line, bars, points and images.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    str
        One line for each pair of axes that has something in it.

    Examples
    --------
    >>> figure = Figure()
    >>> ax = figure.add_subplot(title="Training", xlabel="epoch", ylabel="loss")
    >>> lines = ax.plot([1, 2, 3], [0.9, 0.2, 0.4], label="validation")
    >>> describe(figure)
    'Training: x: epoch. y: loss. line “validation” from 0.9 at 1 to 0.4 at 3, lowest 0.2 at 2.'
    """
    panels = []
    for ax in figure.axes:
        words = _describe_axes(ax)
        if words:
            panels.append(words)
    lines = []
    title = figure.get_suptitle()
    if title:
        lines.append(f"{title}.")
    if len(panels) > 1 and len(set(panels)) == 1:
        lines += [f"{len(panels)} panels, each:", panels[0]]
    elif len(panels) > 1:
        lines += [f"{len(panels)} panels.", *panels]
    else:
        lines += panels
    return _without_typesetting("\n".join(lines))


def _without_typesetting(text: str) -> str:
    """Remove the signs of mathematical typesetting."""
    return text.replace("$", "").replace("\\", "")


def _describe_axes(ax: Axes) -> str:
    """Return the title, the axes' labels and what is drawn, in one line; "" if there is none of these."""
    title = ax.get_title(loc="left") or ax.get_title()
    drawn = "; ".join(_describe_marks(ax))
    words = []
    if title and drawn:
        words.append(f"{title}:")
    elif title:
        words.append(title)
    if ax.axison:
        words.append(_describe_axis("x", ax.xaxis))
        words.append(_describe_axis("y", ax.yaxis))
    if drawn:
        words.append(f"{drawn}.")
    return " ".join(filter(None, words))


def _describe_marks(ax: Axes) -> list[str]:
    """Describe each thing that is drawn into the axes."""
    marks = []
    for line in ax.lines:
        marks.append(_describe_line(line))
    for container in ax.containers:
        if isinstance(container, BarContainer) and len(container):
            marks.append(_describe_bars(container))
    for patch in ax.patches:
        if isinstance(patch, Polygon):
            marks.append(_describe_outline(patch))
    for collection in ax.collections:
        if isinstance(collection, PathCollection):
            marks.append(_describe_points(collection))
    for image in ax.images:
        marks.append(_describe_image(image))
    marks.append(_describe_texts(ax))
    return list(filter(None, marks))


def _describe_texts(ax: Axes) -> str:
    texts = []
    for text in ax.texts:
        words = text.get_text()
        if words.strip():
            texts.append(words.replace("\n", " "))
    if not texts:
        return ""
    return "written in it: " + ", ".join(texts[: 2 * MANY])


def _describe_axis(letter: str, axis: Axis) -> str:
    label = axis.get_label_text().replace("\n", " ")
    if not label:
        return ""
    if axis.get_scale() in {"log", "symlog"}:
        label += " (logarithmic)"
    return f"{letter}: {label}."


def _named(kind: str, artist: Artist | BarContainer) -> str:
    """Return what kind of thing it is, with its label if it has one; Matplotlib's own begin with "_"."""
    label = str(artist.get_label())
    if not label or label.startswith("_"):
        return kind
    return f"{kind} “{label}”"


def _describe_line(line: Line2D) -> str:
    x = np.ravel(line.get_xdata())
    y = np.ravel(line.get_ydata())
    if not (_is_numeric(x) and _is_numeric(y)):
        return _named("line", line)
    known = np.isfinite(y.astype(float))
    x, y = x[known], y[known]
    if not len(x):
        return ""
    if len(x) == 2 and x[0] == x[1]:
        return f"{_named('vertical line', line)} at {x[0]:.3g}"
    if len(x) == 2 and y[0] == y[1]:
        return f"{_named('horizontal line', line)} at {y[0]:.3g}"
    words = f"{_named('line', line)} from {y[0]:.3g} at {x[0]:.3g} to {y[-1]:.3g} at {x[-1]:.3g}"
    lowest, highest = np.argmin(y), np.argmax(y)
    if y[lowest] not in (y[0], y[-1]):
        words += f", lowest {y[lowest]:.3g} at {x[lowest]:.3g}"
    if y[highest] not in (y[0], y[-1]):
        words += f", highest {y[highest]:.3g} at {x[highest]:.3g}"
    return words


def _is_numeric(values: np.ndarray) -> bool:
    """Say whether an array has signed or unsigned integers, floats or booleans, and no names or dates."""
    return values.dtype.kind in "iufb"


def _describe_bars(bars: BarContainer) -> str:
    values, places = [], []
    for bar in bars:
        if bars.orientation == "horizontal":
            values.append(bar.get_width())
            places.append(np.mean(bar.get_bbox().intervaly))
        else:
            values.append(bar.get_height())
            places.append(np.mean(bar.get_bbox().intervalx))
    name = _named("bars", bars)
    if len(values) > MANY:
        low, high = np.argmin(values), np.argmax(values)
        return (
            f"{len(values)} {name}, lowest {values[low]:.3g} at {places[low]:.3g}, "
            f"highest {values[high]:.3g} at {places[high]:.3g}"
        )
    ax = bars[0].axes
    axis = ax.yaxis if bars.orientation == "horizontal" else ax.xaxis
    words = []
    for place, value in zip(places, values, strict=True):
        words.append(f"{_tick_label(axis, place)} {value:.3g}")
    return f"{name}: {', '.join(words)}"


def _tick_label(axis: Axis, place: float) -> str:
    """Return the label of the tick that is next to a place, or the place itself if none is near.

    Of bars in a group, one at most is on the tick: half a unit away still counts.
    """
    nearest, label = 0.5, ""
    for where, text in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False):
        if abs(where - place) < nearest:
            nearest, label = abs(where - place), text.get_text()
    return label.replace("\n", " ") or f"{place:.3g}"


def _describe_outline(patch: Polygon) -> str:
    x, y = patch.get_xy().T
    high = np.argmax(y)
    where = f"from {x.min():.3g} to {x.max():.3g}, highest {y[high]:.3g} at {x[high]:.3g}"
    return f"{_named('outline', patch)} {where}"


def _describe_points(points: PathCollection) -> str:
    x, y = np.asarray(points.get_offsets()).T
    if not len(x):
        return _named("no points", points)
    return (
        f"{len(x)} {_named('points', points)}, x from {x.min():.3g} to {x.max():.3g}, "
        f"y from {y.min():.3g} to {y.max():.3g}"
    )


def _describe_image(image: AxesImage) -> str:
    values = np.asarray(image.get_array())
    rows, columns = values.shape[:2]
    return f"image of {rows} by {columns} cells, values from {values.min():.3g} to {values.max():.3g}"
