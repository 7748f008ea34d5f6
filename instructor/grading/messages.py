"""What passes between the parts of the grader, and between the grader and its workers."""

from dataclasses import dataclass, field
from typing import Any

from instructor.sandbox.messages import PackedTest


@dataclass(frozen=True, order=True)
class SubmissionKey:
    """Whose submission it is, and to which lab."""

    student: str
    lab: str

    def __str__(self) -> str:
        return f"{self.student} {self.lab}"


@dataclass(frozen=True)
class Findings:
    """What is known of a submission beside its points.

    Parameters
    ----------
    reasons : list of str
        Why a person should look at it.
    remarks : list of str
        What may have cost points: a reason if tests failed, and a note if none did.
    notes : list of str
        What was odd and cost no points.
    """

    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(self.reasons + other.reasons, self.remarks + other.remarks, self.notes + other.notes)


@dataclass(frozen=True)
class SecondRun:
    """How to run a notebook once more if tests failed; see `instructor.grading.second_run`.

    Parameters
    ----------
    notebook : str
        The notebook in another arrangement, as JSON.
    remarks : tuple of str
        What was set right in it.
    tests : tuple of str
        The tests that it may help.
    errors : tuple of str
        The names of errors with which tests may have failed that it helps.
    any_test : bool
        Whether it may help any test.
    own : tuple of int
        The student's cells of code in the first notebook. In the second, a line of theirs that fails takes no
        other with it.
    """

    notebook: str
    remarks: tuple[str, ...]
    tests: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    any_test: bool = False
    own: tuple[int, ...] = ()


@dataclass(frozen=True)
class Task:
    """What a worker is given of a submission.

    Parameters
    ----------
    notebook : str
        The sanitised notebook, tests restored, as JSON.
    tests : dict of str to PackedTest
        Its tests by the name of their cells.
    files : dict of str to bytes
        What lies beside it, by relative path.
    imports : list of str
        The lab's import statements.
    config : dict of str to dict
        nbgrader's settings: sections Execute and Limits.
    sandboxed : bool
        Whether it is to run in a sandbox.
    second : SecondRun or None
        How to run it once more if tests failed.
    """

    notebook: str
    tests: dict[str, PackedTest] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    imports: list[str] = field(default_factory=list)
    config: dict[str, dict[str, Any]] = field(default_factory=dict)
    sandboxed: bool = True
    second: SecondRun | None = None


@dataclass(frozen=True)
class ExecutedSubmission:
    """What a worker returns.

    Parameters
    ----------
    notebook : str
        The executed notebook as JSON; a test that could not be run holds an error.
    seconds : float
        How long it took.
    findings : Findings
    """

    notebook: str
    seconds: float
    findings: Findings = field(default_factory=Findings)


@dataclass(frozen=True)
class Scores:
    """A submission's scores in the gradebook.

    Parameters
    ----------
    points, max_points : float
    to_grade : int
        The number of cells that wait for a person.
    cells : dict of str to float
        The points of each graded cell, by its name.
    """

    points: float = 0.0
    max_points: float = 0.0
    to_grade: int = 0
    cells: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ExerciseResult:
    """What an exercise earned, and the failing test's message; None if all tests passed or none was run."""

    title: str
    points: float
    max_points: float
    message: str | None


@dataclass(frozen=True)
class Record:
    """What is kept of a graded submission, for the report and the next run.

    Parameters
    ----------
    student, lab : str
    seconds : float
        How long it ran; zero if it could not be run.
    reasons : tuple of str
        Why a person should look at it.
    notes : tuple of str
        What was odd about it and cost no points.
    graded_at : str
        The time in ISO format, with its zone.
    fingerprint : str
        A hash of what the grade depends on.
    points, max_points : float
    to_grade : int
        The number of cells that wait for a person.
    exercises : dict of str to ExerciseResult
        The exercises that tests grade, by name.
    """

    student: str
    lab: str
    seconds: float
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    graded_at: str
    fingerprint: str
    points: float
    max_points: float
    to_grade: int
    exercises: dict[str, ExerciseResult]


@dataclass(frozen=True)
class Failure:
    """A submission that was not graded through no fault of its own; it is tried again the next time."""

    student: str
    lab: str
    error: str
