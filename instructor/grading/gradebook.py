"""The course's gradebook, nbgrader's database: all that the grader reads there and writes by itself."""

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Assignment, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.utils import is_grade, is_solution

from instructor.course import graded_labs
from instructor.grading import submissions
from instructor.grading.gradebook_check import check_gradebook
from instructor.grading.interrupts import uninterrupted
from instructor.grading.messages import Scores, SubmissionKey
from instructor.grading.places import Places
from instructor.nbgrader_api import checked, nbgrader_api, open_gradebook


class CourseGradebook:
    """The gradebook of a folder of grading.

    Parameters
    ----------
    places : Places
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._up_to_date: set[str] = set()  # labs
        self._is_checked = False

    def knows(self, key: SubmissionKey) -> bool:
        """Whether a submission has a place in the gradebook: those of other labs and odd names have none."""
        return key.lab in graded_labs() and not submissions.unfit(key.student)

    def submissions(self) -> set[SubmissionKey]:
        """Return the submissions in the gradebook."""
        columns = SubmittedAssignment.student_id, Assignment.name
        with uninterrupted(), self._open() as gradebook:
            query = gradebook.db.query(*columns).join(Assignment, SubmittedAssignment.assignment)
            return {SubmissionKey(student, lab) for student, lab in query}

    def due_date(self, lab: str) -> datetime | None:
        """Return when a lab is due (UTC), None if nobody has said so."""
        with self._open() as gradebook:
            try:
                due: datetime | None = gradebook.find_assignment(lab).duedate
            except MissingEntry:
                return None
            return due

    def register_lab(self, lab: str) -> None:
        """Bring the gradebook's copy of a lab's tests up to date, leaving labs/ alone."""
        if lab in self._up_to_date:
            return
        self._check()
        with uninterrupted(), tempfile.TemporaryDirectory() as folder:
            places = {"release_directory": folder, "db_url": self._places.db_url}
            api = nbgrader_api(CourseDirectory=places)
            released = api.generate_assignment(lab, force=True, create=True)
            checked(released, f"releasing {lab}", gradebook=self._places.gradebook)
        self._up_to_date.add(lab)

    def scores(self, key: SubmissionKey) -> Scores:
        """Return a submission's scores."""
        with self._open() as gradebook:
            submission = gradebook.find_submission(key.lab, key.student)
            grades = _grades(submission)
            return Scores(
                points=submission.score,
                max_points=submission.max_score,
                to_grade=sum(grade.needs_manual_grade for grade in grades),
                cells={grade.name: grade.score for grade in grades},
            )

    def score_nothing(self, key: SubmissionKey) -> None:
        """Give no points to a submission that cannot be run."""
        self.register_lab(key.lab)
        with self._open() as gradebook:
            gradebook.update_or_create_student(key.student)
            for grade in _grades(gradebook.update_or_create_submission(key.lab, key.student)):
                grade.auto_score = 0
                grade.needs_manual_grade = False
            gradebook.db.commit()

    @contextlib.contextmanager
    def marks_kept(self, key: SubmissionKey) -> Iterator[None]:
        """Keep points given by hand valid, while nbgrader scores anew, where their text has not changed."""
        texts = self._written_answers(key)
        marked = self._marked_by_hand(key)
        with _restored_on_failure(self._places.executed_notebook(key)):
            yield
        now = self._written_answers(key)
        with self._open() as gradebook:
            for grade in _grades(gradebook.find_submission(key.lab, key.student)):
                if grade.name in marked and texts.get(grade.name) == now.get(grade.name, ""):
                    grade.needs_manual_grade = False
            gradebook.db.commit()

    def _marked_by_hand(self, key: SubmissionKey) -> set[str]:
        """Return the cells whose points a person gave, and that do not wait for a person again."""
        with self._open() as gradebook:
            try:
                grades = _grades(gradebook.find_submission(key.lab, key.student))
            except MissingEntry:  # the first submission
                return set()
            return {g.name for g in grades if g.manual_score is not None and not g.needs_manual_grade}

    def _written_answers(self, key: SubmissionKey) -> dict[str, str]:
        """Return what a person grades in a scored submission, by the name of the cell."""
        path = self._places.executed_notebook(key)
        if not path.exists():
            return {}
        found = {}
        for cell in nbformat.read(path, as_version=4).cells:
            if is_grade(cell) and is_solution(cell):
                found[cell.metadata.nbgrader.grade_id] = cell.source
        return found

    def _check(self) -> None:
        """See once whether the gradebook can be used, before nbgrader opens it."""
        if not self._is_checked:
            check_gradebook(self._places.gradebook)
            self._is_checked = True

    def _open(self) -> contextlib.AbstractContextManager[Gradebook]:
        self._check()
        return open_gradebook(self._places.db_url)


@contextlib.contextmanager
def _restored_on_failure(path: Path) -> Iterator[None]:
    """Put a file back that is deleted before something fails, as nbgrader does when it cannot score.

    The next run compares the texts in it, to see whether points given by hand are still valid.
    """
    before = path.read_bytes() if path.exists() else None
    try:
        yield
    except Exception:
        if before is not None and not path.exists():
            with contextlib.suppress(OSError):  # a full disk, which may be the failure itself
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(before)
        raise


def _grades(submission: SubmittedAssignment) -> list[Any]:
    """Return the grades of a submission's cells; those are nbgrader.api.Grade, which has no types."""
    found = []
    for notebook in submission.notebooks:
        found.extend(notebook.grades)
    return found
