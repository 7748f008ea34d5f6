"""The page: a template whose values are cleaned, shortened and escaped, whoever wrote them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from instructor.grading.reporting.lab_summary import LabSummary
from instructor.grading.reporting.texts import one_line

COURSE = "Anomaly Detection Labs"
# Characters of a long text that are shown, and that can be unfolded
_SHOWN = 300
_KEPT = 2000


@dataclass(frozen=True)
class ClassReport:
    """What the page shows.

    Attributes
    ----------
    labs : sequence of LabSummary
    students : sequence of str
    submissions : DataFrame
        As `submission_table` returns them.
    last_graded_at : datetime or None
        None if there is no record.
    damaged : dict
        What is wrong with records that cannot be read, by file.
    """

    labs: Sequence[LabSummary]
    students: Sequence[str]
    submissions: pd.DataFrame
    last_graded_at: datetime | None
    damaged: dict[str, str]


def render_page(report: ClassReport) -> str:
    """Return the report as HTML."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["duration"] = _duration
    return environment.get_template("report.html.j2").render(
        course=COURSE,
        now=datetime.now().astimezone(),
        last=report.last_graded_at,
        students=report.students,
        submissions=report.submissions.to_dict("index"),
        labs=report.labs,
        damaged=report.damaged,
    )


def _duration(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))


def _printed(value: object) -> object:
    """Return a value as the template prints it, which then escapes it unless it is markup."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = one_line(value)
    if len(text) <= _SHOWN:
        return text
    folded = Markup("<details><summary>{}…</summary>…{}</details>")
    return folded.format(text[:_SHOWN], text[_SHOWN:_KEPT])
