"""What counts as a fault of a figure's layout.

test_solutions.py and tests/instructor/test_grading.py look for such faults in the labs.
"""

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest

from instructor.authoring.notebooks import execute
from tests.support.figures import faults
from tests.support.measured_labs import faults_of_figures, measure_figures


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture
def ax():
    """Axes from 0 to 10 in both directions, in a figure whose margins are wide enough for their labels."""
    ax = plt.subplots(layout="constrained")[1]
    ax.set(xlim=(0, 10), ylim=(0, 10))
    return ax


def with_legend(ax, where="upper right", **options):
    """Give axes a legend in a corner, and return the faults of their figure."""
    ax.legend(loc=where, **options)
    return faults(ax.figure)


def test_no_legend_is_no_fault(ax):
    ax.plot([0, 10], [0, 10])
    assert faults(ax.figure) == []


def test_a_line_is_hidden_only_where_it_is(ax):
    ax.plot([0, 5, 10], [0, 9.5, 9.5], label="loss")
    assert with_legend(ax) == ["the legend 'loss' lies over Line2D 'loss'"]
    assert with_legend(ax, "lower right") == []


def test_a_long_straight_segment_is_hidden_between_its_ends(ax):
    ax.plot([5, 5], [-1000, 1000], label="loss")
    assert with_legend(ax, "center") == ["the legend 'loss' lies over Line2D 'loss'"]
    assert with_legend(ax, "center left") == []


def test_gaps_of_a_line_are_not_hidden(ax):
    ax.plot([0, 4, 5, 6, 10], [5, 5, np.nan, 5, 5], label="x")
    assert with_legend(ax, "center", handlelength=0.5) == []


def test_a_line_in_steps_is_hidden_where_it_steps(ax):
    ax.plot([0, 10], [0, 9.5], drawstyle="steps-pre", label="loss")
    assert with_legend(ax, "upper center") == ["the legend 'loss' lies over Line2D 'loss'"]
    assert with_legend(ax, "center") == []


def test_of_points_that_no_line_joins_only_the_points_count(ax):
    ax.plot([0.5, 9.5], [0.5, 9.5], "o", label="rows")
    assert with_legend(ax, "center") == []
    assert with_legend(ax, "upper right") == ["the legend 'rows' lies over Line2D 'rows'"]


def test_points_of_a_scatter(ax):
    ax.scatter([0.5, 9.5], [9.5, 0.5], label="rows")
    assert with_legend(ax) == []
    assert with_legend(ax, "upper left") == ["the legend 'rows' lies over PathCollection 'rows'"]


def test_bars_are_hidden_inside_too(ax):
    ax.bar([2, 8], [10, 1], width=4, label="recall")
    assert with_legend(ax) == []
    (fault,) = with_legend(ax, "upper left")
    assert "lies over Rectangle" in fault


def test_a_histogram_s_outline_hides_nothing_inside(ax):
    ax.hist([5] * 9, bins=[1, 9], histtype="step", label="normal")
    assert with_legend(ax, "center") == []
    (fault,) = with_legend(ax, "center left")
    assert "lies over Polygon 'normal'" in fault


def test_areas_and_pictures(ax):
    ax.fill_between([0, 10], [0, 0], [4, 4], label="range")
    assert with_legend(ax) == []
    (fault,) = with_legend(ax, "lower right")
    assert "lies over FillBetweenPolyCollection 'range'" in fault
    ax.imshow(np.zeros((2, 2)), extent=(6, 10, 6, 10))
    (fault,) = with_legend(ax)
    assert "lies over AxesImage" in fault


def test_a_threshold_across_the_axes_may_pass_below_a_legend(ax):
    ax.axhline(9.5, label="threshold")
    ax.axvspan(9, 10)
    assert with_legend(ax) == []


def test_what_is_not_drawn_cannot_be_hidden(ax):
    ax.plot([0, 10], [9.5, 9.5], label="loss")[0].set_visible(False)
    ax.plot([0, 10], [9, 90], label="cut off by the axes")
    assert with_legend(ax, "lower left", bbox_to_anchor=(0, 1)) == []
    assert with_legend(ax, "lower right") == []


def test_a_legend_beside_the_axes_hides_nothing(ax):
    ax.plot([0, 10], [9.5, 9.5], label="loss")
    assert with_legend(ax, "upper left", bbox_to_anchor=(1, 1)) == []


def test_a_legend_hides_what_its_neighbour_shows():
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot([0, 1], label="loss")
    right.set(xlim=(0, 1), ylim=(0, 1))
    right.scatter([0.02], [0.5], label="row")
    left.legend(loc="center left", bbox_to_anchor=(1, 0.5)).set_in_layout(False)
    assert "the legend 'loss' lies over PathCollection 'row'" in faults(figure)


def test_a_legend_over_another_text(ax):
    ax.plot([0, 1], label="loss")
    ax.text(9.5, 9.5, "the best epoch", ha="right")
    assert with_legend(ax) == ["the legend 'loss' lies over Text 'the best epoch'"]


def test_text_beyond_the_border_is_cut_off(ax):
    ax.set_title("Much too long a title for such a narrow figure" * 3)
    ax.set_xlabel("x")
    (fault,) = faults(ax.figure)
    assert "is cut off by the figure's border" in fault


def test_small_text(ax):
    ax.plot([0, 1], label="loss")
    assert with_legend(ax, fontsize=8) == []
    assert with_legend(ax, fontsize=7) == ["Text 'loss' has 7.0 points, less than 8"]


def test_labels_of_ticks_beyond_the_ends_of_an_axis_are_not_looked_at(ax):
    ax.set_xticks([-100, 5, 100], ["before", "in", "after"])
    assert faults(ax.figure) == []


NOTEBOOK = [
    "import matplotlib.pyplot as plt\nimport helpers\nhelpers.use_style()",
    "plt.figure().gca().plot([0, 1])\nplt.show()",
    "ax = plt.figure().gca()\nax.plot([0, 1], label='loss')\nax.legend(loc='upper right')\nplt.show()",
    "results = {}",
]


def executed(folder, *cells):
    """Execute a notebook that measures its figures."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place}"
    measure_figures(notebook)
    execute(notebook, folder)
    return notebook


@pytest.mark.slow
def test_a_notebook_measures_its_figures(tmp_path):
    notebook = executed(tmp_path, *NOTEBOOK)
    assert faults_of_figures(notebook) == ["cell-2: the legend 'loss' lies over Line2D 'loss'"]


@pytest.mark.slow
def test_a_figure_that_was_not_measured_is_not_passed_over(tmp_path):
    style, *rest = NOTEBOOK
    own = "from IPython.display import Image\nplt.figure().savefig('x.png')\nplt.close()\nImage('x.png')"
    notebook = executed(tmp_path, style, own, *rest)
    with pytest.raises(AssertionError):
        faults_of_figures(notebook)
