"""The tables of a class: one row for each submission, and one for each student."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from instructor.grading.reporting.recorded import RecordedSubmission
from instructor.grading.reporting.texts import spreadsheet_text

_KEY = ["student", "lab"]
_SCORES = ["points", "max_points", "to_grade"]


def submission_table(scores: pd.DataFrame, recorded: Sequence[RecordedSubmission]) -> pd.DataFrame:
    """Return one row for each submission that the gradebook knows or that has a record.

    Parameters
    ----------
    scores : DataFrame
        Those of the gradebook, as `ClassGradebook` has them; they take precedence.
    recorded : sequence of RecordedSubmission

    Returns
    -------
    DataFrame
        Index: student and lab, sorted. Columns: points, max_points (float), to_grade (int), seconds (NaN if
        it was not run), reasons ("" if it needs no review) and notes ("" if nothing was odd).
    """
    columns = [*_KEY, *_SCORES, "seconds", "reasons", "notes"]
    rows = []
    for each in recorded:
        rows.append([getattr(each, name) for name in columns])
    records = pd.DataFrame(rows, columns=columns).set_index(_KEY)
    table = scores.combine_first(records).sort_index()

    # A submission that could not be run may have a maximum of zero; the others of its lab have the true one.
    lab_maximum = table["max_points"].groupby("lab").transform("max")
    table["max_points"] = table["max_points"].where(table["max_points"] > 0, lab_maximum)
    for texts in ("reasons", "notes"):
        table[texts] = table[texts].fillna("")
    return table.astype({"to_grade": int}).round({"points": 2})


def submissions_to(lab: str, submissions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one lab of such a table, by student."""
    is_of_lab = submissions.index.get_level_values("lab") == lab
    return submissions[is_of_lab].droplevel("lab")


def grade_table(students: pd.DataFrame, submissions: pd.DataFrame, labs: Sequence[str]) -> pd.DataFrame:
    """Return one row for each student of the gradebook or with a submission.

    Parameters
    ----------
    students : DataFrame
        As `ClassGradebook` has them.
    submissions : DataFrame
        As `submission_table` returns them.
    labs : sequence of str

    Returns
    -------
    DataFrame
        Columns: student_id, last_name, first_name, email and, for each lab, its points ("LAB"), "LAB max",
        "LAB to grade by hand" and "LAB note"; missing where a student has handed in nothing.
    """
    table = students
    for lab in labs:
        columns = submissions_to(lab, submissions)[[*_SCORES, "reasons"]]
        columns = columns.astype({"to_grade": "Int64"})  # integers that can be missing
        columns.columns = pd.Index([lab, f"{lab} max", f"{lab} to grade by hand", f"{lab} note"])
        table = table.join(columns, how="outer")
    return table.rename_axis("student_id").sort_index().reset_index()


def write_csv(grades: pd.DataFrame, path: Path) -> None:
    """Write a table of grades for a spreadsheet, in which no text is a formula."""
    safe = grades.map(_spreadsheet_cell).rename(columns=spreadsheet_text)
    safe.to_csv(path, index=False, encoding="utf-8")


def _spreadsheet_cell(value: object) -> object:
    if isinstance(value, str):
        return spreadsheet_text(value)
    return value
