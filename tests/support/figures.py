"""What is wrong with how a figure is laid out: a legend over data, text that is cut off or too small.

The kernels of the labs read this file alone (see `measured_labs`), so it imports none of the other modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import matplotlib.pyplot as plt
import numpy as np
from IPython import get_ipython
from matplotlib.cbook import STEP_LOOKUP_MAP
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

SMALLEST = 8  # points
_BORDER = 1  # pixels by which a text's box may stick out: its letters are a little smaller


def measure_all() -> list[list[str]]:
    """Have the notebook that runs this measure each figure that it shows from now on.

    Returns
    -------
    list of list of str
        Gets the faults of each figure, in the order in which they are shown.
    """
    plt.close(plt.figure())  # with the first figure, the notebook registers how it makes pictures
    formatter = get_ipython().display_formatter.formatters["image/png"]
    draw = formatter.for_type(Figure)
    found: list[list[str]] = []

    def draw_and_measure(figure: Figure) -> object:
        picture = draw(figure)
        found.append(faults(figure))
        return picture

    formatter.for_type(Figure, draw_and_measure)
    return found


def faults(figure: Figure) -> list[str]:
    """Draw a figure, and say in words what is wrong with it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    list of str
        Empty if no legend lies over data or over another text, no text is cut off, and none is too small.
    """
    texts = _draw(figure)
    found = []
    for legend in figure.findobj(Legend):
        if legend.get_visible():
            found += _hidden_by(legend, figure, texts)
    for text in texts:
        found += _faults_of_text(text, figure)
    return found


def _draw(figure: Figure) -> list[Text]:
    """Draw a figure, and return its texts.

    Not all that a figure has are drawn: an axis keeps labels for ticks beyond its ends.
    """
    drawn = []
    draw = Text.draw

    def note_and_draw(text, renderer):
        if text.get_visible() and text.get_text().strip():
            drawn.append(text)
        draw(text, renderer)

    with mock.patch.object(Text, "draw", note_and_draw):
        figure.canvas.draw()
    return drawn


def _hidden_by(legend: Legend, figure: Figure, texts: list[Text]) -> list[str]:
    """Return a sentence for each thing that a legend lies over."""
    box = legend.get_window_extent()
    hidden: list[Artist] = []
    for ax in figure.axes:  # a legend can lie over its neighbour's data, too
        for artist in _data(ax):
            seen = Bbox.intersection(box, ax.bbox) if artist.get_clip_on() else box
            if seen is not None and _lies_in(artist, seen):
                hidden.append(artist)
    own = legend.findobj(Text)
    hidden += [text for text in texts if text not in own and text.get_window_extent().overlaps(box)]
    name = "/".join(text.get_text() for text in legend.get_texts())
    return [f"the legend {name!r} lies over {_name(artist)}" for artist in hidden]


def _data(ax: Axes) -> Iterator[Artist]:
    """Yield what shows data in axes.

    Lines and bands from one end of the axes to the other, such as a threshold, are left out: they can be read
    off on either side of a legend, and many a legend cannot avoid them. Matplotlib places them by data in
    one direction only.
    """
    for artist in [*ax.lines, *ax.patches, *ax.collections, *ax.images]:
        by_data = artist.get_transform().contains_branch_seperately(ax.transData)
        is_scatter = isinstance(artist, PathCollection)  # whose transform is that of one marker
        if artist.get_visible() and (is_scatter or all(by_data)):
            yield artist


def _lies_in(artist: Artist, box: Bbox) -> bool:
    """Say whether any of an artist is drawn in a box, whose unit is pixels."""
    if isinstance(artist, Line2D):
        return _line_lies_in(artist, box)
    if isinstance(artist, Patch):
        outline = artist.get_transform().transform_path(artist.get_path())
        return _passes_through(outline, box, filled=artist.get_fill())
    if isinstance(artist, PathCollection):
        points = artist.get_offset_transform().transform(artist.get_offsets())
        return box.count_contains(points) > 0
    if isinstance(artist, Collection):
        filled = len(artist.get_facecolor()) > 0
        outlines = [artist.get_transform().transform_path(path) for path in artist.get_paths()]
        return any(_passes_through(outline, box, filled) for outline in outlines)
    return artist.get_window_extent().overlaps(box)


def _line_lies_in(line: Line2D, box: Bbox) -> bool:
    """Say whether a line passes through a box, or one of its points lies in it if these are not joined."""
    steps = STEP_LOOKUP_MAP[line.get_drawstyle()](*line.get_xydata().T)
    points = line.get_transform().transform(np.column_stack(steps))
    if line.get_linestyle() == "None":
        return box.count_contains(points) > 0
    return _passes_through(Path(points), box, filled=False)


def _passes_through(path: Path, box: Bbox, filled: bool) -> bool:
    """Say whether a path, or what it encloses if it is filled, is anywhere in a box.

    The path is taken apart first: Matplotlib's test would close the gaps between its parts.
    """
    parts = path.cleaned(remove_nans=True).to_polygons(closed_only=False)
    return any(Path(part).intersects_bbox(box, filled) for part in parts)


def _faults_of_text(text: Text, figure: Figure) -> list[str]:
    """Return a sentence if a text is cut off by the border of the figure, and one if it is too small.

    In a notebook the picture grows to hold such a text, but a figure that is saved does not.
    """
    found = []
    box, border = text.get_window_extent(), figure.bbox.padded(_BORDER)
    if not (border.contains(box.x0, box.y0) and border.contains(box.x1, box.y1)):
        beyond = max(-box.x0, -box.y0, box.x1 - figure.bbox.x1, box.y1 - figure.bbox.y1)
        found.append(f"{_name(text)} is cut off by the figure's border: {beyond:.0f} pixels are beyond it")
    if text.get_fontsize() < SMALLEST:
        found.append(f"{_name(text)} has {text.get_fontsize():.1f} points, less than {SMALLEST}")
    return found


def _name(artist: Artist) -> str:
    """Return what kind of thing an artist is, and what is written in it or stands for it in a legend."""
    said = artist.get_text() if isinstance(artist, Text) else artist.get_label()
    return f"{type(artist).__name__} {said!r}"
