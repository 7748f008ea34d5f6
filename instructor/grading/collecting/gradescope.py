"""Who handed in what, as Gradescope writes it into the file beside the submissions."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from instructor.grading.collecting.errors import CollectError


@dataclass(frozen=True)
class Submission:
    """The students of one submission, more than one if it is a group's, and when it was handed in."""

    students: tuple[str, ...]
    time: str | None


def read_metadata(content: bytes) -> dict[str, Submission]:
    """Return the submissions by the names of their folders.

    Gradescope's keys are symbols of Ruby: `:submitters` is a list of `:name`, `:sid` and `:email`, and
    `:created_at` is a time. A student is called "name_sid", as namesakes have different numbers.

    Raises
    ------
    CollectError
        If the content is not YAML in that form.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        folders = yaml.load(content, loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        first_line = str(error).partition("\n")[0]
        raise CollectError(f"Gradescope's submission_metadata.yml cannot be read ({first_line}).") from error
    found = {}
    if isinstance(folders, dict):
        for folder, facts in folders.items():
            if isinstance(facts, dict):
                found[str(folder)] = _submission(facts)
    return found


def _submission(facts: dict[Any, Any]) -> Submission:
    students = []
    submitters = facts.get(":submitters")
    if isinstance(submitters, list):
        for submitter in submitters:
            if isinstance(submitter, dict):
                students.append(_student(submitter))
    return Submission(tuple(student for student in students if student), _time(facts.get(":created_at")))


def _student(submitter: dict[Any, Any]) -> str:
    name, number, email = (submitter.get(key) for key in (":name", ":sid", ":email"))
    parts = [str(part) for part in (name, number or email) if part]
    return "_".join(parts)


def _time(value: Any) -> str | None:
    """Return a time in UTC, without the fraction of a second."""
    if not isinstance(value, datetime):
        return None
    if value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return value.replace(microsecond=0).isoformat(sep=" ")
