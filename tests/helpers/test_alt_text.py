"""Figures have a text alternative, and differ in more than colour."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from helpers import plot_confusion_matrix, plotting, use_style
from helpers.alt_text import describe


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_a_line_is_told_by_its_ends_and_extremes():
    figure, ax = plt.subplots()
    ax.plot([1, 2, 3, 4], [5.0, 9.0, 0.25, 2.0], label="loss")
    ax.set(title="Training", xlabel="epoch", ylabel="error", yscale="log")
    assert describe(figure) == (
        "Training: x: epoch. y: error (logarithmic). "
        "line “loss” from 5 at 1 to 2 at 4, lowest 0.25 at 3, highest 9 at 2."
    )


def test_bars_are_told_by_name_and_value():
    figure, ax = plt.subplots()
    ax.bar(["dos", "probe"], [0.9, 0.125], label="recall")
    assert describe(figure) == "bars “recall”: dos 0.9, probe 0.125."
    figure, ax = plt.subplots()
    ax.barh(["src_bytes", "count"], [3, 1])
    assert describe(figure) == "bars: src_bytes 3, count 1."


def test_of_many_bars_the_extremes_are_told():
    figure, ax = plt.subplots()
    ax.hist(np.repeat(np.arange(40), np.arange(1, 41)), bins=40)
    assert describe(figure) == "40 bars, lowest 1 at 0.487, highest 40 at 38.5."


def test_points_images_and_outlines_are_told():
    figure, axes = plt.subplots(1, 3)
    axes[0].scatter([1, 2, 3], [0, 5, -1], label="attacks")
    axes[1].imshow(np.arange(6).reshape(2, 3))
    axes[2].hist([1, 1, 2], histtype="step", label="normal", bins=2)
    figure.suptitle("Three")
    words = describe(figure).splitlines()
    assert words == [
        "Three.",
        "3 panels.",
        "3 points “attacks”, x from 1 to 3, y from -1 to 5.",
        "image of 2 by 3 cells, values from 0 to 5.",
        "outline “normal” from 1 to 2, highest 2 at 1.",
    ]


def test_a_confusion_matrix_is_told_with_its_counts():
    figure, ax = plt.subplots()
    plot_confusion_matrix([0] * 1500 + [1] * 4, [0] * 1500 + [0, 1, 1, 1], ax=ax)
    words = describe(figure)
    assert "Confusion matrix: x: predicted class. y: true class." in words
    assert "1,500 100.00%, 0 0.00%, 1 25%, 3 75%" in words


def test_nothing_to_tell_is_no_error():
    figure, axes = plt.subplots(1, 2)
    axes[0].plot([], [])
    axes[0].scatter([], [])
    axes[1].plot([np.nan, np.nan])
    axes[1].plot(["a", "b"], [1, 2])
    assert describe(figure) == "2 panels.\nno points.\nline."


def test_panels_that_sound_alike_are_told_once():
    figure, axes = plt.subplots(1, 3)
    for ax in axes:
        ax.imshow(np.arange(4).reshape(2, 2))
    assert describe(figure) == "3 panels, each:\nimage of 2 by 2 cells, values from 0 to 3."


def test_a_diagram_without_axes_is_told_by_what_is_written_in_it():
    figure, ax = plt.subplots()
    ax.axis("off")
    ax.set_title(r"A neuron, $\sigma$")
    ax.text(0, 0, "input")
    ax.text(1, 0, "output")
    assert describe(figure) == "A neuron, sigma: written in it: input, output."


def test_bars_in_a_group_are_told_by_the_name_of_the_group():
    figure, ax = plt.subplots()
    ax.bar([-0.2, 0.8], [1, 2], 0.4, label="real")
    ax.bar([0.2, 1.2], [3, 4], 0.4, label="made up")
    ax.set_xticks([0, 1], ["tcp", "udp"])
    assert describe(figure) == "bars “real”: tcp 1, udp 2; bars “made up”: tcp 3, udp 4."


def test_straight_lines_across_are_told_by_where_they_are():
    figure, ax = plt.subplots()
    ax.axhline(0.5, label="a coin")
    ax.axvline(3)
    ax.plot([0, 1, 2], [np.nan, 2.0, 1.0])
    assert (
        describe(figure) == "horizontal line “a coin” at 0.5; vertical line at 3; line from 2 at 1 to 1 at 2."
    )


def test_lines_differ_in_more_than_colour():
    with plt.rc_context():
        use_style()
        ax = plt.figure().gca()
        lines = [ax.plot([0, 1])[0] for _ in range(5)]
        assert len({str(line._dash_pattern) for line in lines}) == 5
        assert len({line.get_color() for line in lines}) == 5


def test_a_notebook_shows_a_figure_with_its_text_alternative(monkeypatch):
    shell = InteractiveShell.instance()
    try:
        with plt.rc_context():
            use_style()
        formatter = shell.display_formatter.formatters["image/png"]
        formatter.for_type(plt.Figure, lambda figure: (b"png", {"width": 300}))
        monkeypatch.setattr(shell, "display_pub", CapturingDisplayPublisher(parent=shell))
        figure, ax = plt.subplots()
        ax.plot([1, 2], [1, 2], label="a < b")
        assert shell.display_formatter.format(figure) == ({}, {})
        picture, words = shell.display_pub.outputs
        said = describe(figure)
        assert picture["data"] == {"image/png": b"png", "text/plain": said}
        assert picture["metadata"]["image/png"] == {"alt": said, "width": 300}
        assert "<details><summary>The figure in words" in words["data"]["text/html"]
        assert "a &lt; b" in words["data"]["text/html"]
    finally:
        InteractiveShell.clear_instance()
        assert plotting.get_ipython() is None
