"""helpers/lab2_figures: figures show what Lab 2 says of them. How they look is measured when the lab runs."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers import lab2_figures


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_the_autoencoder_is_its_own_mirror_image():
    ax = lab2_figures.autoencoder(123, (64, 32), 4).axes[0]
    heights = [bar.get_height() for bar in sorted(ax.patches, key=lambda bar: bar.get_x())]
    assert heights == heights[::-1]
    assert min(heights) == heights[3]
    assert [text.get_text() for text in ax.texts] == ["123", "64", "32", "4", "32", "64", "123"]


def test_learning_curves_count_epochs_from_one():
    figure = lab2_figures.learning_curves(
        {
            "One": {"loss": [3, 2, 1], "val_loss": [4, 2, 2]},
            "Other": {"loss": [3, 2, 1], "val_loss": [4, 3, 1]},
        }
    )
    training, validation = figure.axes[1].lines
    assert training.get_xydata().tolist() == [[1, 3], [2, 2], [3, 1]]
    assert validation.get_xydata().tolist() == [[1, 4], [2, 3], [3, 1]]


def test_the_first_feature_of_a_row_is_at_the_top():
    table = pd.DataFrame({"went in": [1.0, 0.0], "came out": [0.2, 0.1]}, index=["flag_S0", "count"])
    ax = lab2_figures.in_and_out({"attack": table, "normal row": table}).axes[0]
    names = dict(zip(ax.get_yticks(), [tick.get_text() for tick in ax.get_yticklabels()], strict=True))
    assert names[max(names)] == "flag_S0"
    top = {round(bar.get_width(), 1) for bar in ax.patches if bar.get_y() > 0.5}
    assert top == {1.0, 0.2}


def test_thresholds_are_drawn_in_the_histogram_of_errors():
    errors, attack = np.array([0.001, 0.002, 0.1, 0.2]), np.array([0, 0, 1, 1])
    assert lab2_figures.error_histogram(errors, attack).axes[0].lines[:] == []
    ax = lab2_figures.error_histogram(errors, attack, {"percentile": 0.05, "mean + 3 sd": 0.3}).axes[0]
    assert [line.get_xdata()[0] for line in ax.lines] == [0.05, 0.3]
    assert "percentile: 0.05" in [text.get_text() for text in ax.get_legend().get_texts()]
