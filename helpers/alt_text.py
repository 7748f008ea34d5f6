"""Figures in words, for readers who do not see them."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.patches import Polygon

MANY = 12  # bars or texts; of more, the extremes are enough


def describe(figure):
    """Say in words what a figure shows: axes, and the course of each line, bars, points and images.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    str
        One line for each pair of axes that has something in it.
    """
    title = figure.get_suptitle()
    panels = [words for words in map(_axes, figure.axes) if words]
    count = [f"{len(panels)} panels."] if len(panels) > 1 else []
    if len(panels) > 1 and len(set(panels)) == 1:
        count, panels = [f"{len(panels)} panels, each:"], panels[:1]
    return _plain("\n".join([f"{title}."] * bool(title) + count + panels))


def _plain(text):
    """Return text without the signs of mathematical typesetting."""
    return text.replace("$", "").replace("\\", "")


def _axes(ax):
    where = [_axis("x", ax.xaxis), _axis("y", ax.yaxis)] if ax.axison else []
    marks = [
        *(_line(line) for line in ax.lines),
        *(_bars(bars) for bars in ax.containers if isinstance(bars, BarContainer) and len(bars)),
        *(_outline(patch) for patch in ax.patches if isinstance(patch, Polygon)),
        *(_points(points) for points in ax.collections if isinstance(points, PathCollection)),
        *(_image(image) for image in ax.images),
    ]
    texts = [text.get_text().replace("\n", " ") for text in ax.texts if text.get_text().strip()]
    if texts:
        marks.append("written in it: " + ", ".join(texts[: 2 * MANY]))
    title = ax.get_title(loc="left") or ax.get_title()
    marks = "; ".join(filter(None, marks))
    said = [f"{title}:" if title and marks else title, *where, f"{marks}." if marks else ""]
    return " ".join(filter(None, said))


def _axis(name, axis):
    label = axis.label.get_text().replace("\n", " ")
    log = " (logarithmic)" if axis.get_scale() in {"log", "symlog"} else ""
    return f"{name}: {label}{log}." if label else ""


def _name(artist, kind):
    label = str(artist.get_label())
    return kind if not label or label.startswith("_") else f"{kind} “{label}”"


def _line(line):
    x, y = (np.ravel(values) for values in (line.get_xdata(), line.get_ydata()))
    if {x.dtype.kind, y.dtype.kind} - set("iufb"):
        return _name(line, "line")
    known = np.isfinite(y.astype(float))
    x, y = x[known], y[known]
    if not len(x):
        return ""
    if len(x) == 2 and (x[0] == x[1] or y[0] == y[1]):
        upright = x[0] == x[1]
        kind = "vertical line" if upright else "horizontal line"
        return f"{_name(line, kind)} at {x[0] if upright else y[0]:.3g}"
    said = f"{_name(line, 'line')} from {y[0]:.3g} at {x[0]:.3g} to {y[-1]:.3g} at {x[-1]:.3g}"
    ends = {y[0], y[-1]}
    for kind, place in (("lowest", np.argmin(y)), ("highest", np.argmax(y))):
        said += "" if y[place] in ends else f", {kind} {y[place]:.3g} at {x[place]:.3g}"
    return said


def _bars(bars):
    upright = bars.orientation != "horizontal"
    axis = bars[0].axes.xaxis if upright else bars[0].axes.yaxis
    values = [bar.get_height() if upright else bar.get_width() for bar in bars]
    places = [np.mean(bar.get_bbox().intervalx if upright else bar.get_bbox().intervaly) for bar in bars]
    if len(values) > MANY:
        low, high = np.argmin(values), np.argmax(values)
        return (
            f"{len(values)} {_name(bars, 'bars')}, lowest {values[low]:.3g} at {places[low]:.3g}, "
            f"highest {values[high]:.3g} at {places[high]:.3g}"
        )
    said = [f"{_tick(axis, p)} {v:.3g}" for p, v in zip(places, values, strict=True)]
    return f"{_name(bars, 'bars')}: {', '.join(said)}"


def _tick(axis, place):
    """Return the label of the tick that is next to a place; of bars in a group, one is on the tick."""
    ticks = [
        (abs(where - place), text.get_text())
        for where, text in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
    ]
    distance, label = min(ticks, default=(1, ""))
    return label.replace("\n", " ") if distance < 0.5 and label else f"{place:.3g}"


def _outline(patch):
    x, y = patch.get_xy().T
    high = np.argmax(y)
    where = f"from {x.min():.3g} to {x.max():.3g}, highest {y[high]:.3g} at {x[high]:.3g}"
    return f"{_name(patch, 'outline')} {where}"


def _points(points):
    x, y = np.asarray(points.get_offsets()).T
    if not len(x):
        return _name(points, "no points")
    return (
        f"{len(x)} {_name(points, 'points')}, x from {x.min():.3g} to {x.max():.3g}, "
        f"y from {y.min():.3g} to {y.max():.3g}"
    )


def _image(image):
    values = np.asarray(image.get_array())
    rows, columns = values.shape[:2]
    return f"image of {rows} by {columns} cells, values from {values.min():.3g} to {values.max():.3g}"
