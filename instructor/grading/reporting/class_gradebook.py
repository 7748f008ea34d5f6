"""Reading students and scores from nbgrader's gradebook, in a few queries however many there are."""

from dataclasses import dataclass

import pandas as pd
from nbgrader.api import Assignment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func

from instructor.grading.gradebook_check import check_gradebook
from instructor.nbgrader_api import gradebook_path, open_gradebook


@dataclass(frozen=True)
class ClassGradebook:
    """What the gradebook knows of a class.

    Attributes
    ----------
    students : DataFrame
        Index: student_id. Columns: last_name, first_name, email.
    scores : DataFrame
        Index: student and lab. Columns: points (after late penalties), max_points, to_grade (how many cells
        wait for manual grading), all float.
    """

    students: pd.DataFrame
    scores: pd.DataFrame


def read_gradebook(db_url: str) -> ClassGradebook:
    """Read the gradebook at a database's address.

    Raises
    ------
    GradebookError
        If it is damaged or locked.
    """
    check_gradebook(gradebook_path(db_url))
    with open_gradebook(db_url) as gradebook:
        return ClassGradebook(_students(gradebook), _scores(gradebook))


def _students(gradebook: Gradebook) -> pd.DataFrame:
    rows = []
    for student in gradebook.students:
        rows.append((student.id, student.last_name, student.first_name, student.email))
    columns = ["student_id", "last_name", "first_name", "email"]
    return pd.DataFrame(rows, columns=columns).set_index("student_id")


def _scores(gradebook: Gradebook) -> pd.DataFrame:
    columns = {
        "student": SubmittedAssignment.student_id,
        "lab": Assignment.name,
        "points": SubmittedAssignment.score,
        "max_points": SubmittedAssignment.max_score,
        "to_grade": func.sum(Grade.needs_manual_grade),
        "penalty": SubmittedAssignment.late_submission_penalty,
    }
    query = (
        gradebook.db.query(*columns.values())
        .join(Assignment, SubmittedAssignment.assignment)
        .join(SubmittedNotebook, SubmittedAssignment.notebooks)
        .join(Grade, SubmittedNotebook.grades)
        .group_by(SubmittedAssignment.id)
    )
    scores = pd.DataFrame(query.all(), columns=list(columns)).set_index(["student", "lab"]).astype(float)
    scores["points"] = (scores["points"] - scores["penalty"]).clip(lower=0)
    return scores.drop(columns="penalty")
