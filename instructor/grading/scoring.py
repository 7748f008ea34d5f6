"""Let nbgrader score executed notebooks and write feedback, and refuse what could not be run."""

import shutil
import tempfile
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde

from instructor.grading import submissions
from instructor.grading.feedback import refusal_page
from instructor.grading.gradebook import CourseGradebook
from instructor.grading.messages import SubmissionKey
from instructor.grading.places import Places
from instructor.nbgrader_api import checked, nbgrader_api

# The second half of nbgrader's autograding, without execution, which workers have done.
_SCORING = [each for each in Autograde.autograde_preprocessors.default() if each.__name__ != "Execute"]


class Scorer:
    """Writes grades and feedback.

    Parameters
    ----------
    places : Places
    gradebook : CourseGradebook
    """

    def __init__(self, places: Places, gradebook: CourseGradebook) -> None:
        self._places, self._gradebook = places, gradebook
        self._staging = tempfile.TemporaryDirectory()
        self._nbgrader = nbgrader_api(
            CourseDirectory={
                "submitted_directory": self._staging.name,
                "autograded_directory": str(places.autograded),
                "feedback_directory": str(places.feedback),
                "db_url": places.db_url,
            },
            Autograde={
                "sanitize_preprocessors": [],  # `tasks` has done it
                "autograde_preprocessors": _SCORING,
                "exporter_class": NotebookExporter,
            },
        )

    def score(self, key: SubmissionKey, notebook: str) -> None:
        """Let nbgrader score an executed notebook, given as JSON, and write feedback.

        Raises
        ------
        GradingError
            If nbgrader cannot do it.
        """
        folder = Path(self._staging.name) / key.student / key.lab
        folder.mkdir(parents=True)
        try:
            (folder / f"{key.lab}.ipynb").write_text(notebook, encoding="utf-8")
            if time := submissions.timestamp(self._places.submission(key)):
                (folder / "timestamp.txt").write_text(time)
            with self._gradebook.marks_kept(key):
                scored = self._nbgrader.autograde(key.lab, key.student)
                checked(scored, "nbgrader could not score it", str(key), self._places.gradebook)
        finally:
            shutil.rmtree(folder.parent)
        written = self._nbgrader.generate_feedback(key.lab, key.student)
        checked(written, "graded, but without feedback", str(key), self._places.gradebook)

    def refuse(self, key: SubmissionKey, reason: str) -> None:
        """Give no points to what cannot be run, and tell its student why."""
        if self._gradebook.knows(key):
            self._gradebook.score_nothing(key)
        page = self._places.feedback_page(key)
        for outdated in (page.parent, self._places.executed_notebook(key).parent):
            shutil.rmtree(outdated, ignore_errors=True)
        page.parent.mkdir(parents=True)
        page.write_text(refusal_page(key.lab, reason), encoding="utf-8")
