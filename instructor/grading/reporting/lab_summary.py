"""What the page says about one lab."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from instructor.grading.reporting.recorded import RecordedSubmission
from instructor.grading.reporting.tables import submissions_to
from instructor.grading.reporting.texts import without_numbers

_BIN_WIDTH = 10  # points
_COMMONEST = 3  # failures of an exercise that are shown


@dataclass(frozen=True)
class Bin:
    """How many submissions have from `lowest` to less than `lowest` + 10 points."""

    lowest: int
    count: int


@dataclass(frozen=True)
class Failure:
    """A failing test's message, and how often it occurred, with whatever numbers."""

    message: str
    count: int


@dataclass(frozen=True)
class ExerciseSummary:
    """How the submissions that were run did in one exercise; `failures` are the three commonest."""

    title: str
    max_points: float
    mean: float
    graded: int
    passed: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class LabSummary:
    """How a class did in one lab.

    Attributes
    ----------
    name : str
    points : Series
        As `pandas.Series.describe` returns it: count, mean, quartiles.
    max_points : float
    waiting : int
        How many submissions wait for manual grading.
    bins : tuple of Bin
    exercises : tuple of ExerciseSummary
        In the order of the lab.
    needs_review, noted : DataFrame
        The submissions to review, and those that were odd at no cost. Index: student. Columns:
        those of `submission_table`.
    seconds : Series
        How long each submission ran that was run. Index: student.
    """

    name: str
    points: pd.Series
    max_points: float
    waiting: int
    bins: tuple[Bin, ...]
    exercises: tuple[ExerciseSummary, ...]
    needs_review: pd.DataFrame
    noted: pd.DataFrame
    seconds: pd.Series


def summarise_lab(lab: str, submissions: pd.DataFrame, recorded: Sequence[RecordedSubmission]) -> LabSummary:
    """Summarise a lab.

    Parameters
    ----------
    lab : str
    submissions : DataFrame
        As `submission_table` returns them.
    recorded : sequence of RecordedSubmission
        Those of all labs.
    """
    table = submissions_to(lab, submissions)
    points = table["points"]
    max_points = table["max_points"].max()
    return LabSummary(
        name=lab,
        points=points.describe(),
        max_points=max_points,
        waiting=(table["to_grade"] > 0).sum(),
        bins=_bins(points, max_points),
        exercises=_exercises([each for each in recorded if each.lab == lab and each.was_run]),
        needs_review=table[table["reasons"] != ""],
        noted=table[table["notes"] != ""],
        seconds=table["seconds"].dropna(),
    )


def _bins(points: pd.Series, max_points: float) -> tuple[Bin, ...]:
    """Return the distribution of points; extra credit counts in the last bin."""
    edges = np.arange(0, max(max_points, _BIN_WIDTH) + _BIN_WIDTH, _BIN_WIDTH)
    counts, _ = np.histogram(points.clip(0, edges[-1]), edges)
    bins = []
    for lowest, count in zip(edges[:-1], counts, strict=True):
        bins.append(Bin(int(lowest), int(count)))
    return tuple(bins)


def _exercises(run: Sequence[RecordedSubmission]) -> tuple[ExerciseSummary, ...]:
    rows: list[dict[str, object]] = []
    # The submission with most exercises comes first: it has them all, in the order of the lab.
    for submission in sorted(run, key=lambda each: len(each.exercises), reverse=True):
        rows.extend(vars(exercise) for exercise in submission.exercises)
    if not rows:
        return ()
    by_name = pd.DataFrame(rows).groupby("name", sort=False)
    return tuple(_summarise_exercise(group) for _, group in by_name)


def _summarise_exercise(group: pd.DataFrame) -> ExerciseSummary:
    messages = group["message"].dropna()
    alike = messages.groupby(messages.map(without_numbers), sort=False)
    commonest = alike.agg(["first", "size"]).nlargest(_COMMONEST, "size")
    failures = []
    for message, count in zip(commonest["first"], commonest["size"], strict=True):
        failures.append(Failure(message, count))
    return ExerciseSummary(
        title=group["title"].iloc[0],
        max_points=group["max_points"].max(),
        mean=group["points"].mean(),
        graded=len(group),
        passed=int(group["message"].isna().sum()),
        failures=tuple(failures),
    )
