"""Whose an entry is, as a learning-management system writes it into the name."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from instructor.grading.collecting.entries import Entry
from instructor.grading.collecting.errors import CollectError
from instructor.grading.collecting.gradescope import Submission
from instructor.grading.collecting.recognition import Recognised, recognise
from instructor.grading.collecting.safe_names import folded, student_name
from instructor.grading.collecting.systems import MOODLE, MOODLE_BY_NAME, System

_WORKING_FILES = "Working files"


@dataclass(frozen=True)
class Origin:
    """Where a student's file comes from: files of one submission have the same origin.

    Attributes
    ----------
    student : str
        The student as the archive has it, which is not always fit for the name of a folder.
    folder : str
        The folder in the archive.
    number : str or None
        What tells namesakes apart where students are called by their names alone.
    """

    student: str
    folder: str
    number: str | None


@dataclass(frozen=True)
class HandedIn:
    """A student's file in an archive.

    Attributes
    ----------
    entry : Entry
    student : str
        The name of the student's folder; "" if the entry is nobody's.
    origin : Origin
    time : str or None
        When it was handed in, as the archive writes it.
    path : str
        Where the student put the file.
    late : bool
        Whether the archive says that it was late.
    version : int or None
        Which attempt of the student it belongs to, if attempts have numbers.
    assignment : str
        What it was handed in for, if the archive has several assignments.
    draft : bool
        Whether the student has not turned it in.
    partners : tuple of str
        The students who handed it in together with this one.
    """

    entry: Entry
    student: str
    origin: Origin
    time: str | None
    path: str
    late: bool = False
    version: int | None = None
    assignment: str = ""
    draft: bool = False
    partners: tuple[str, ...] = ()


@dataclass
class Owners:
    """The files of each student, and the names of the entries that belong to nobody."""

    submissions: list[list[HandedIn]] = field(default_factory=list)
    nobodys: list[str] = field(default_factory=list)


def system_for(entries: Sequence[Entry], pattern: str | None, by_name: bool) -> Recognised:
    """Return the system whose names say whose an entry is.

    Parameters
    ----------
    entries : sequence of Entry
    pattern : str or None
        Somebody's own regular expression; None takes the system that fits most entries.
    by_name : bool
        Call Moodle's students by their names alone.

    Raises
    ------
    CollectError
        If `pattern` is not a regular expression or has no group student_id.
    """
    if pattern:
        return Recognised(System("the pattern that you gave", (_compiled(pattern),)))
    recognised = recognise([entry.name for entry in entries])
    if by_name and recognised.system is MOODLE:
        return replace(recognised, system=MOODLE_BY_NAME)
    return recognised


def find_owners(
    entries: Sequence[Entry], recognised: Recognised, metadata: Mapping[str, Submission] | None = None
) -> Owners:
    """Return the entries by student; names that a file system may take for the same are one student's.

    Parameters
    ----------
    entries : sequence of Entry
    recognised : Recognised
    metadata : mapping of str to Submission, optional
        Whose each of Gradescope's folders is.
    """
    owners = Owners()
    by_student: dict[str, list[HandedIn]] = defaultdict(list)
    for entry in entries:
        found = _of_students(_handed_in(entry, recognised), metadata or {})
        for file in found:
            by_student[folded(file.student)].append(file)
        if not found and posixpath.basename(entry.name) not in recognised.system.own_files:
            owners.nobodys.append(entry.name)
    owners.submissions.extend(by_student.values())
    return owners


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise CollectError(f"The pattern {pattern} is not a regular expression ({error}).") from error
    if "student_id" not in compiled.groupindex:
        raise CollectError(f"The pattern {pattern} lacks the group (?P<student_id>...).")
    return compiled


def _handed_in(entry: Entry, recognised: Recognised) -> HandedIn:
    """Return what an entry's name says; the student is "" if it says nothing."""
    system, top = recognised.system, recognised.top
    match = None
    if entry.name.startswith(top):
        match = system.match(entry.name.removeprefix(top))
    groups: dict[str, str | None] = {}
    if match:
        groups = match.groupdict()
    parts = (groups.get("name"), groups.get("student_id"))
    student = "_".join(part for part in parts if part)
    path = _path(entry, groups)
    folder = ""
    if not system.attempts_in_folders:
        folder = _folder(entry, path, groups)
    version = groups.get("version")
    return HandedIn(
        entry,
        student_name(student),
        Origin(student, folder, groups.get("number")),
        groups.get("timestamp"),
        path,
        late=bool(groups.get("late")),
        version=int(version) if version else None,
        assignment=groups.get("assignment") or "",
        draft=groups.get("kind") == _WORKING_FILES,
    )


def _path(entry: Entry, groups: Mapping[str, str | None]) -> str:
    """Return the student's own name of a file. A pattern of somebody's own may leave the extension out."""
    path = groups.get("file_id") or posixpath.basename(entry.name)
    stem, _ = posixpath.splitext(path)
    _, extension = posixpath.splitext(entry.name)
    return stem + extension


def _folder(entry: Entry, path: str, groups: Mapping[str, str | None]) -> str:
    """Return what is left of an entry's name without the student's own part: one submission has one."""
    folder = posixpath.dirname(entry.name.removesuffix(path))
    plugin = groups.get("plugin")
    if plugin:  # Moodle has a folder for the files of a student, and one for the text
        folder = folder.replace(f"_assignsubmission_{plugin}", "", 1)
    return f"{folder}/{groups.get('title') or ''}"


def _of_students(file: HandedIn, metadata: Mapping[str, Submission]) -> list[HandedIn]:
    """Return a file once for each student whose it is; Gradescope's metadata may name several."""
    submission = metadata.get(file.student)
    if submission is None or not submission.students:
        return [file] if file.student else []
    found = []
    for raw in submission.students:
        partners = tuple(other for other in submission.students if other != raw)
        origin = Origin(raw, file.origin.folder, file.origin.student)
        found.append(
            replace(file, student=student_name(raw), origin=origin, time=submission.time, partners=partners)
        )
    return [one for one in found if one.student]
