"""Say where a student stands in a lab: `helpers.progress()`."""

import html
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from IPython import get_ipython
from IPython.display import display
from nbformat import NotebookNode

from helpers import colab
from helpers.checks.session import OUTCOMES, Outcome
from helpers.validate import notebook

_NO_NOTEBOOK = (
    "The notebook's file was not found, so that this table is missing: open the lab with `make lab`, or type "
    "`make validate LAB=...` in a terminal in the course's folder."
)
_LEFT = "style='text-align: left'"
_TABLE = """\
<table>
<caption style='text-align: left; caption-side: top'>{caption}</caption>
<thead><tr>{columns}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>{after}</p>"""


@dataclass(frozen=True)
class Standing:
    """Where a student stands in one exercise or reflection.

    Attributes
    ----------
    task : helpers.validate.notebook.Task
    done : bool
        Whether its visible tests have passed, or its text is written.
    said : str
        That in words, or the test's message.
    advice : str
        What to do about it, for a sentence that begins with "Next: "; empty if it is done.
    """

    task: notebook.Task
    done: bool
    said: str
    advice: str


def progress() -> None:
    """Show a table of the lab's exercises: points, whether the tests passed, and what is left to do.

    What counts of a test is its last run since the kernel was started. What counts of a reflection is the
    notebook as it was saved.
    """
    opened, saved = _open_notebook()
    if opened is None:
        print(_NO_NOTEBOOK)
        return
    standings = standing(opened.cells, OUTCOMES)
    display({"text/plain": _text(standings, saved), "text/html": _html(standings, saved)}, raw=True)


def standing(cells: Sequence[NotebookNode], outcomes: dict[str, Outcome]) -> list[Standing]:
    """Return where a student stands in each exercise and reflection, in the order of the notebook.

    Parameters
    ----------
    cells : sequence of nbformat.NotebookNode
        The notebook's.
    outcomes : dict of str to Outcome
        Of the tests that have run, by the name of the exercise, such as "Exercise 3".
    """
    return [_standing(cells, task, outcomes.get(_name(task))) for task in notebook.tasks(cells)]


def _standing(cells: Sequence[NotebookNode], task: notebook.Task, outcome: Outcome | None) -> Standing:
    if task.is_reflection:
        if task.end is not None and notebook.is_written(cells[task.end]):
            return Standing(task, True, "✓ written", "")
        return Standing(task, False, "not written yet", f"write {_name(task)}, and save the notebook")
    if outcome and outcome.passed:
        return Standing(task, True, "✓ passed", "")
    if outcome:
        return Standing(task, False, f"✗ {outcome.message}", f"{_name(task)}, whose test has failed")
    if notebook.is_unanswered(cells, task):
        return Standing(task, False, "not answered yet", _name(task))
    advice = f"run the test of {_name(task)}"
    return Standing(task, False, "its test has not run since the kernel was started", advice)


def _name(task: notebook.Task) -> str:
    return task.title.partition(" · ")[0]


def _open_notebook() -> tuple[NotebookNode | None, str]:
    """Return the notebook that this kernel belongs to, and when it was saved; None if it is not found."""
    on_colab = colab.open_notebook()
    if on_colab:
        return notebook.cleaned(on_colab), "now"
    for path in _candidates():
        with suppress(notebook.NotebookError):  # it was renamed, or is no notebook
            opened = notebook.read(path)
            if notebook.tasks(opened.cells):
                return opened, f"at {datetime.fromtimestamp(path.stat().st_mtime):%H:%M}"
    return None, ""


def _candidates() -> list[Path]:
    """Return files that may be the notebook: as VS Code or Jupyter says, or the only one in the folder."""
    named = [get_ipython().user_ns.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")]
    here = list(Path.cwd().glob("*.ipynb"))
    return [Path(name) for name in named if name] + (here if len(here) == 1 else [])


def _text(standings: Sequence[Standing], saved: str) -> str:
    lines = [_caption(saved)]
    lines += [f"{each.task.title}: {each.said}" for each in standings]
    return "\n".join([*lines, _after(standings)])


def _html(standings: Sequence[Standing], saved: str) -> str:
    has_points = any(each.task.points for each in standings)
    columns = ["exercise", "points", "result"] if has_points else ["exercise", "result"]
    heads = "".join(f"<th scope='col' {_LEFT}>{column}</th>" for column in columns)
    rows = "\n".join(_row(each, has_points) for each in standings)
    return _TABLE.format(
        caption=_caption(saved), columns=heads, rows=rows, after=html.escape(_after(standings))
    )


def _row(each: Standing, has_points: bool) -> str:
    title = each.task.title
    points = ""
    if has_points:
        title = re.sub(r" \(\d+ points?\)$", "", title)
        points = f"<td>{each.task.points:g}</td>"
    result = f"<td {_LEFT}>{html.escape(each.said)}</td>"
    return f"<tr><th scope='row' {_LEFT}>{html.escape(title)}</th>{points}{result}</tr>"


def _caption(saved: str) -> str:
    return f"Tests as they last ran in this kernel, texts as saved {saved}"


def _after(standings: Sequence[Standing]) -> str:
    """Return a sentence on the points, and one on what to do next."""
    tests = [each for each in standings if not each.task.is_reflection]
    passed = [each for each in tests if each.done]
    points = sum(each.task.points for each in tests)
    if points:
        reached = sum(each.task.points for each in passed)
        so_far = (
            f"{reached:g} of {points:g} points so far, if the hidden tests pass, too: when the notebook is "
        )
        so_far += "graded, they try the same answers on other inputs. A person reads the reflections."
    else:
        so_far = f"{len(passed)} of {len(tests)} exercises pass their tests."
    advice = next((each.advice for each in standings if not each.done), None)
    if advice is None:
        return f"{so_far} Nothing is left to do: press Validate, which runs the lab from the top, and save."
    return f"{so_far} Next: {advice}."
