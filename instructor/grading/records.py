"""What is kept of each graded submission: records/STUDENT/LAB.json, for the report and for the next run."""

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade

from instructor.grading.feedback import said, titles
from instructor.grading.messages import ExerciseResult, Findings, Record, Scores, SubmissionKey
from instructor.grading.solution import is_test, read_solution
from instructor.grading.text import printable


def read(path: Path) -> Record | None:
    """Return the record in a file, or None if there is none or it is damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        exercises = {name: ExerciseResult(**result) for name, result in found["exercises"].items()}
        texts = {"reasons": tuple(found["reasons"]), "notes": tuple(found["notes"])}
        return Record(**found | texts | {"exercises": exercises})
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None  # whoever asks grades the submission again, which writes a new one


def write(path: Path, record: Record) -> None:
    """Write a record, as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    text = json.dumps(dataclasses.asdict(record), ensure_ascii=False, indent=1)
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def make(
    key: SubmissionKey,
    scores: Scores | None,
    executed_notebook: Path,
    seconds: float,
    findings: Findings,
    fingerprint: str,
) -> Record:
    """Make the record of a submission that has just been graded.

    Parameters
    ----------
    key : SubmissionKey
    scores : Scores or None
        None if it has no place in the gradebook.
    executed_notebook : pathlib.Path
        Where it is if it was run.
    seconds : float
    findings : Findings
    fingerprint : str

    Returns
    -------
    Record
    """
    exercises = exercise_results(key.lab, scores, executed_notebook) if scores else {}
    passed = bool(exercises) and all(each.points >= each.max_points for each in exercises.values())
    reasons = [*([] if passed else findings.remarks), *findings.reasons]
    notes = [*(findings.remarks if passed else []), *findings.notes]
    scores = scores or Scores()
    return Record(
        student=printable(key.student),
        lab=printable(key.lab),
        seconds=seconds,
        reasons=tuple(map(printable, reasons)),
        notes=tuple(map(printable, notes)),
        graded_at=datetime.now(UTC).isoformat(),
        fingerprint=fingerprint,
        points=scores.points,
        max_points=scores.max_points,
        to_grade=scores.to_grade,
        exercises=exercises,
    )


def exercise_results(lab: str, scores: Scores, executed_notebook: Path) -> dict[str, ExerciseResult]:
    """Return the result of every exercise that tests grade, by the exercise's name."""
    messages = {}
    if executed_notebook.exists():
        messages = failures(nbformat.read(executed_notebook, as_version=4))
    solution = read_solution(lab)
    title_of = titles(solution)
    results = {}
    for cell in solution.cells:
        if is_test(cell):
            results[cell.id.removesuffix("_test")] = ExerciseResult(
                title=title_of[cell.id],
                points=scores.cells[cell.id],
                max_points=float(cell.metadata.nbgrader.points),
                message=messages.get(cell.id),
            )
    return results


def failures(notebook: NotebookNode) -> dict[str, str]:
    """Return what each failing test of an executed notebook said, by the name of its cell."""
    found = {}
    for cell in notebook.cells:
        errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
        if errors and is_grade(cell):
            found[cell.metadata.nbgrader.grade_id] = said(errors[0])
    return found
