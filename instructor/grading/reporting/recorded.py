"""Reading the records of graded submissions, of which a damaged one costs only itself."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from instructor.grading.reporting.texts import one_line


@dataclass(frozen=True)
class RecordedExercise:
    """What the tests said of one exercise; the message is None if they passed."""

    name: str
    title: str
    points: float
    max_points: float
    message: str | None


@dataclass(frozen=True)
class RecordedSubmission:
    """What a record on disk says.

    Attributes
    ----------
    student, lab : str
    graded_at : datetime
        In the time zone of this machine.
    seconds : float
        How long the notebook ran; NaN if it was not run.
    points, max_points : float
    to_grade : int
        How many cells wait for manual grading.
    reasons : str
        Why it needs review, separated by semicolons; "" if it does not.
    notes : str
        What was odd about it and cost no points, likewise.
    exercises : tuple of RecordedExercise
        In the order of the lab.
    """

    student: str
    lab: str
    graded_at: datetime
    seconds: float
    points: float
    max_points: float
    to_grade: int
    reasons: str
    notes: str
    exercises: tuple[RecordedExercise, ...]

    @property
    def was_run(self) -> bool:
        """Whether the notebook was executed."""
        return self.seconds > 0


@dataclass(frozen=True)
class RecordFolder:
    """The records in a folder, and what is wrong with the damaged ones, by their paths in the folder."""

    submissions: tuple[RecordedSubmission, ...]
    damaged: dict[str, str]


def read_records(folder: Path) -> RecordFolder:
    """Read all files <student>/<lab>.json in a folder."""
    submissions: dict[tuple[str, str], RecordedSubmission] = {}
    damaged = {}
    for path in sorted(folder.glob("*/*.json")):
        try:
            submission = _read_record(path)
            key = (submission.student, submission.lab)
            if key in submissions:
                raise ValueError(f"a second record of {' and '.join(key)}")
            submissions[key] = submission
        except Exception as error:  # a damaged file can fail in any way; the page lists it
            damaged[str(path.relative_to(folder))] = f"{type(error).__name__}: {error}"
    return RecordFolder(tuple(submissions.values()), damaged)


def _read_record(path: Path) -> RecordedSubmission:
    record = _read_json(path)
    exercises = []
    for name, exercise in record["exercises"].items():
        exercises.append(_recorded_exercise(name, exercise))
    return RecordedSubmission(
        student=str(record["student"]),
        lab=str(record["lab"]),
        graded_at=datetime.fromisoformat(record["graded_at"]).astimezone(),
        seconds=float(record["seconds"] or "nan"),
        points=float(record["points"]),
        max_points=float(record["max_points"]),
        to_grade=int(record["to_grade"]),
        reasons="; ".join(record["reasons"]),
        notes="; ".join(record.get("notes", [])),  # which earlier versions of the grader did not write
        exercises=tuple(exercises),
    )


def _read_json(path: Path) -> dict[str, Any]:
    """Return a record that tables can hold.

    Python's JSON takes NaN and infinities, which are refused, and halves of surrogate pairs, which pandas and
    UTF-8 do not know and which become "?".
    """
    record = json.loads(path.read_text(encoding="utf-8"))
    strict = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return json.loads(strict.encode(errors="replace"))


def _recorded_exercise(name: str, exercise: dict[str, Any]) -> RecordedExercise:
    message = exercise["message"]
    if message is not None:
        message = one_line(message)
    return RecordedExercise(
        name=name,
        title=str(exercise["title"]),
        points=float(exercise["points"]),
        max_points=float(exercise["max_points"]),
        message=message,
    )
