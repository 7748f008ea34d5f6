"""helpers/lab1_figures: figures show what Lab 1 says of them. How they look is measured when the lab runs."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers import lab1_figures


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def lines(figure):
    return [np.array(ax.lines[0].get_xydata()) for ax in figure.axes]


@pytest.mark.parametrize("seed", range(5))
def test_no_value_alone_gives_the_anomalies_away(seed):
    """The lab says so of connections, and that a limit of 1,000 calls an hour finds nothing."""
    connections, calls, signal = lines(lab1_figures.spot_the_anomaly(seed=seed))
    others = np.delete(connections, 70, axis=0)
    assert (connections[70] > others.min(axis=0)).all()
    assert (connections[70] < others.max(axis=0)).all()
    ratio = connections[:, 1] / connections[:, 0]
    assert ratio.argmin() == 70
    assert calls[:, 1].max() < 1000
    nights = calls[(calls[:, 0] * 24 % 24 >= 3) & (calls[:, 0] * 24 % 24 <= 5)]
    assert (nights[:, 1] > 500).sum() == 3  # of seven nights, one
    assert signal[:, 1].max() > 0.5


def test_the_answers_are_circled():
    before, after = (lab1_figures.spot_the_anomaly(answers=answers) for answers in (False, True))
    for ax, circled in zip(before.axes, after.axes, strict=True):
        assert len(circled.lines) == len(ax.lines) + 1
        (x, y), points = circled.lines[-1].get_xydata()[0], ax.lines[0].get_xydata()
        near = np.abs(points[:, 0] - x) <= 0.02 * np.ptp(points[:, 0])
        assert (np.abs(points[near, 1] - y) <= 0.15 * np.ptp(points[:, 1])).any()


def test_a_step_has_the_level_of_its_leaf():
    figure = lab1_figures.one_step([10, 20, 25, 35], [-10, 7, 8, -7], 0.5, [15, 30], [-2.65, 2.6, 2.6, -1.75])
    (steps,) = figure.axes[0].patches
    assert np.allclose(steps.get_data().values, [-2.65, 2.6, -1.75])
    assert np.allclose(steps.get_data().edges, [5, 15, 30, 40])


def test_bars_of_few_rows_are_hatched():
    recall = pd.Series({"a": 0.5, "b": 0.0, "c": 1.0})
    tested = pd.Series({"a": 10, "b": 9, "c": 2000})
    ax = lab1_figures.recall_by_label(recall, tested, tested).axes[0]
    hatched = [bar.get_width() for bar in ax.patches if bar.get_hatch() and not np.isnan(bar.get_width())]
    assert hatched == [0.0]
    assert "0.00" in [text.get_text() for text in ax.texts]


def test_families_without_rows_of_a_kind_have_no_bar():
    index = pd.MultiIndex.from_tuples(
        [("dos", "known"), ("dos", "new"), ("r2l", "known")], names=["family", "kind"]
    )
    table = pd.DataFrame({"recall": [1.0, 0.5, 0.25], "rows": [100, 10, 4]}, index)
    texts = [text.get_text() for text in lab1_figures.recall_by_kind(table).axes[0].texts]
    assert {"1.00\n(100 rows)", "0.50\n(10 rows)", "0.25\n(4 rows)"} <= set(texts)
    assert not any("nan" in text for text in texts), texts
