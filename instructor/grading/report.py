"""Write the report on a class, an HTML page, and its grades for a learning-management system, a CSV file."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from instructor.grading.reporting.class_gradebook import read_gradebook
from instructor.grading.reporting.lab_summary import summarise_lab
from instructor.grading.reporting.page import ClassReport, render_page
from instructor.grading.reporting.recorded import read_records
from instructor.grading.reporting.tables import grade_table, submission_table, write_csv
from instructor.nbgrader_api import GradingError


def write(records: str | os.PathLike[str], db_url: str, folder: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write the report on a class and its grades.

    Points, maxima and what waits for manual grading are the gradebook's if it knows the submission; all else,
    and the points of the others, is the records'.

    Parameters
    ----------
    records : path-like
        The folder with a file <student>/<lab>.json for each graded submission.
    db_url : str
        The address of nbgrader's gradebook, as SQLAlchemy writes it.
    folder : path-like
        Where to write; it is made if it does not exist.

    Returns
    -------
    (pathlib.Path, pathlib.Path)
        Of report.html and grades.csv.

    Raises
    ------
    GradingError
        If there are no records. A damaged record is no error: the page lists it.
    """
    found = read_records(Path(records))
    if not found.submissions and not found.damaged:
        raise GradingError(f"There are no records in {records} yet: run `make autograde`.")
    gradebook = read_gradebook(db_url)
    submissions = submission_table(gradebook.scores, found.submissions)
    labs = sorted(submissions.index.unique("lab"))
    grades = grade_table(gradebook.students, submissions, labs)
    report = ClassReport(
        labs=[summarise_lab(lab, submissions, found.submissions) for lab in labs],
        students=list(grades["student_id"]),
        submissions=submissions,
        last_graded_at=max((each.graded_at for each in found.submissions), default=None),
        damaged=found.damaged,
    )

    page = Path(folder) / "report.html"
    table = Path(folder) / "grades.csv"
    page.parent.mkdir(parents=True, exist_ok=True)
    with _written_as_a_whole(table) as part:
        write_csv(grades, part)
    with _written_as_a_whole(page) as part:
        part.write_text(render_page(report), encoding="utf-8")
    return page, table


@contextlib.contextmanager
def _written_as_a_whole(path: Path) -> Iterator[Path]:
    """Give a file to write, which then replaces another; if it cannot be written, the other one stays."""
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
