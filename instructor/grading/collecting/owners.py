"""Whose an entry is, as a learning-management system writes it into the name."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from instructor.grading.collecting.entries import Entry, is_work
from instructor.grading.collecting.errors import CollectError
from instructor.grading.collecting.safe_names import folded, student_name


def _moodle(name_group: str, number_group: str) -> re.Pattern[str]:
    """Return the pattern of Moodle's export, flat or with a folder for each student."""
    return re.compile(
        rf"(?P<{name_group}>[^/]+?)_(?P<{number_group}>\d+)_assignsubmission_file(?:_?/|_)(?P<file_id>.+)"
    )


# A student chooses the end of a name only. Every pattern therefore starts at the beginning and takes the
# first place that fits, so that nobody can name a file as if somebody else had handed it in.
_MOODLE = _moodle("name", "student_id")
_MOODLE_BY_NAME = _moodle("student_id", "number")
_BLACKBOARD = re.compile(
    r"[^/]*?_(?P<student_id>[^/_]+)_attempt_(?P<timestamp>\d{4}(?:-\d\d){5})"
    r"(?:_(?P<file_id>[^/]+)|\.txt)$"  # what a student wrote beside the files is a .txt without a name
)
_CANVAS = re.compile(
    r"(?P<name>[^/_]+)_(?:LATE_)?(?P<student_id>\d+)"
    r"_\d+_(?P<file_id>[^/]+)$"  # the second number is the file's
)
_FOLDER_OR_ZIP_OF_EACH = re.compile(r"(?P<student_id>[^/]+?)(?:/(?P<file_id>.+)|\.zip$)")
_SYSTEMS = (_MOODLE, _BLACKBOARD, _CANVAS)


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
    """

    entry: Entry
    student: str
    origin: Origin
    time: str | None
    path: str


@dataclass
class Owners:
    """The files of each student, and the names of the entries that belong to nobody."""

    submissions: list[list[HandedIn]] = field(default_factory=list)
    nobodys: list[str] = field(default_factory=list)


def pattern_for(entries: Sequence[Entry], pattern: str | None, by_name: bool) -> re.Pattern[str]:
    """Return the pattern that says whose an entry is.

    Parameters
    ----------
    entries : sequence of Entry
    pattern : str or None
        Somebody's own regular expression; None takes that of the system that fits most entries.
    by_name : bool
        Call Moodle's students by their names alone.

    Raises
    ------
    CollectError
        If `pattern` is not a regular expression or has no group student_id.
    """
    if pattern:
        return _compiled(pattern)
    recognised = _recognised_pattern([entry.name for entry in entries if is_work(entry.name)])
    if by_name and recognised is _MOODLE:
        return _MOODLE_BY_NAME
    return recognised


def find_owners(entries: Sequence[Entry], pattern: re.Pattern[str]) -> Owners:
    """Return the entries by student; names that a file system may take for the same are one student's."""
    owners = Owners()
    by_student: dict[str, list[HandedIn]] = defaultdict(list)
    for entry in entries:
        found = _handed_in(entry, pattern)
        if found.student:
            by_student[folded(found.student)].append(found)
        else:
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


def _recognised_pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of the system that fits most names, or that of folders if none fits any."""
    best, most = _FOLDER_OR_ZIP_OF_EACH, 0
    for pattern in _SYSTEMS:
        fitting = sum(pattern.match(name) is not None for name in names)
        if fitting > most:
            best, most = pattern, fitting
    return best


def _handed_in(entry: Entry, pattern: re.Pattern[str]) -> HandedIn:
    match = pattern.match(entry.name)
    groups: dict[str, str | None] = {}
    if match:
        groups = match.groupdict()
    parts = (groups.get("name"), groups.get("student_id"))
    student = "_".join(part for part in parts if part)

    path = groups.get("file_id") or posixpath.basename(entry.name)
    stem, _ = posixpath.splitext(path)
    _, extension = posixpath.splitext(entry.name)
    path = stem + extension  # a pattern of somebody's own may leave the extension out
    # What is left of the entry's name without the student's own part of it
    folder = posixpath.dirname(entry.name.removesuffix(path))

    origin = Origin(student, folder, groups.get("number"))
    return HandedIn(entry, student_name(student), origin, groups.get("timestamp"), path)
