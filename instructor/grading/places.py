"""Where the grader keeps its files."""

from dataclasses import dataclass
from pathlib import Path

from instructor.grading.messages import SubmissionKey


@dataclass(frozen=True)
class Places:
    """The files of a class in a folder: submissions, grades, feedback and logs.

    Parameters
    ----------
    folder : pathlib.Path
    """

    folder: Path

    @property
    def submitted(self) -> Path:
        return self.folder / "submitted"

    @property
    def autograded(self) -> Path:
        return self.folder / "autograded"

    @property
    def feedback(self) -> Path:
        return self.folder / "feedback"

    @property
    def records(self) -> Path:
        return self.folder / "records"

    @property
    def log(self) -> Path:
        """Where the tracebacks of the grader's own faults go."""
        return self.folder / "grader.log"

    @property
    def gradebook(self) -> Path:
        """nbgrader's gradebook, a database."""
        return self.folder / "gradebook.db"

    @property
    def db_url(self) -> str:
        """The address of the gradebook."""
        return f"sqlite:///{self.gradebook}"

    def submission(self, key: SubmissionKey) -> Path:
        """Return the folder that a student handed in."""
        return self.submitted / key.student / key.lab

    def executed_notebook(self, key: SubmissionKey) -> Path:
        """Return where nbgrader puts the notebook that it has scored."""
        return self.autograded / key.student / key.lab / f"{key.lab}.ipynb"

    def feedback_page(self, key: SubmissionKey) -> Path:
        """Return the page that the student gets."""
        return self.feedback / key.student / key.lab / f"{key.lab}.html"

    def record(self, key: SubmissionKey) -> Path:
        """Return the file of a submission's record."""
        return self.records / key.student / f"{key.lab}.json"
