"""helpers/sliders.py and the figure of a threshold: a figure for every value, with and without controls."""

import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from helpers import slider, threshold_slider, use_style
from helpers.alt_text import describe
from helpers.plotting import plot_threshold


class Publisher(CapturingDisplayPublisher):
    """Also keeps which output is meant, and whether it takes the place of an older one."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        self.outputs.append({"data": data, "transient": transient, "update": update})


@pytest.fixture
def outputs(monkeypatch):
    """What a notebook's kernel sends to the page."""
    shell = InteractiveShell.instance()
    monkeypatch.setattr(shell, "display_pub", Publisher(parent=shell))
    with plt.rc_context():
        use_style()
        shell.display_formatter.formatters["image/png"].for_type(
            plt.Figure, lambda figure: figure.axes[0].get_title("left").encode()
        )
        yield shell.display_pub.outputs
    InteractiveShell.clear_instance()
    plt.close("all")


def titled(value):
    ax = plt.figure().gca()
    ax.set(title=f"value {value}")
    return ax.figure


def test_a_slider_draws_the_figure_again_in_its_place(outputs, monkeypatch):
    import ipywidgets

    made = []

    class Kept(ipywidgets.SelectionSlider):
        def __init__(self, **options):
            super().__init__(**options)
            made.append(self)

    monkeypatch.setattr(ipywidgets, "SelectionSlider", Kept)
    slider(titled, range(1, 4), start=2, label="count")
    picture, words, control = outputs
    assert picture["data"]["image/png"] == b"value 2"
    assert "value 2" in words["data"]["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in control["data"]

    made[0].value = 3
    new_picture, new_words = outputs[3:]
    assert new_picture["data"]["image/png"] == b"value 3"
    assert "value 3" in new_words["data"]["text/html"]
    for old, new in ((picture, new_picture), (words, new_words)):
        assert new["transient"] == old["transient"]
        assert new["update"]
        assert not old["update"]
    assert not plt.get_fignums()  # or the notebook would show figures a second time


def test_without_ipywidgets_the_figure_is_there_all_the_same(outputs, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    slider(titled, [1, 2, 3], start=3)
    assert "ipywidgets is not installed" in capsys.readouterr().out
    picture, words = outputs
    assert picture["data"]["image/png"] == b"value 3"
    assert "value 3" in words["data"]["text/html"]


def test_a_slider_starts_at_one_of_its_values():
    with pytest.raises(ValueError, match="start is one of the values, not 9"):
        slider(titled, [1, 2, 3], start=9)


Y = np.array([0, 0, 0, 0, 1, 1])
SCORE = np.array([0.1, 0.2, 0.4, 0.8, 0.4, 1.6])


@pytest.mark.parametrize(
    ("threshold", "counts", "cost"),
    [(0.05, [0, 4, 0, 2], 4), (0.4, [2, 2, 0, 2], 2), (1, [4, 0, 1, 1], 10), (2, [4, 0, 2, 0], 20)],
)
@pytest.mark.parametrize("xscale", ["linear", "log"])
def test_a_threshold_has_its_counts_and_its_cost(threshold, counts, cost, xscale):
    with plt.style.context("default"):
        figure = plot_threshold(Y, SCORE, threshold, miss_cost=10, score_name="error", xscale=xscale)
    scores, matrix, costs = figure.axes
    curve = costs.lines[0]
    assert curve.get_ydata()[0] == 4  # at the lowest score, all rows are flagged
    assert curve.get_ydata()[-1] == 10  # at the highest, one attack
    assert [int(text.get_text().split()[0]) for text in matrix.texts] == counts
    assert costs.get_title() == f"Cost here: {cost}"
    _, point, here = costs.lines
    assert point.get_ydata() == cost
    assert list(here.get_xdata()) == [threshold, threshold]
    assert "vertical line “threshold” at" in describe(figure)
    assert scores.get_xscale() == costs.get_xscale() == xscale
    plt.close(figure)


def test_a_threshold_slider_starts_where_it_is_told(outputs):
    threshold_slider(Y, SCORE, start=0.5, miss_cost=10)
    assert outputs[0]["data"]["image/png"] == b"Scores, threshold 0.5"
    assert "vertical line “threshold” at 0.5" in outputs[1]["data"]["text/html"]
