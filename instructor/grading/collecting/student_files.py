"""The files that one student handed in last, as paths below the submission's folder."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from nbgrader.utils import parse_utc

from instructor.grading.collecting.entries import Entry
from instructor.grading.collecting.errors import RefusedError, quoted
from instructor.grading.collecting.owners import HandedIn
from instructor.grading.collecting.reader import EntryReader
from instructor.grading.collecting.safe_names import folded, name_problem

_BLACKBOARDS_TIME = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Attempt:
    """What a student handed in at one time (UTC, None if it is not known), and a note on other attempts."""

    files: Sequence[HandedIn]
    time: datetime | None
    note: str = ""


def last_attempt(files: Sequence[HandedIn]) -> Attempt:
    """Return a student's last attempt.

    Raises
    ------
    RefusedError
        If the files are not of one submission, or a time cannot be read.
    """
    by_time: dict[datetime, list[HandedIn]] = defaultdict(list)
    without_time = []
    for file in files:
        time = _parsed_time(file.time)
        if time is None:
            without_time.append(file)
        else:
            by_time[time].append(file)
    origins = {file.origin for file in files}
    if len(origins) > 1 or (without_time and by_time):
        names = quoted(file.entry.name for file in files)
        raise RefusedError(f"{names} name the same student but are separate submissions")
    if without_time:
        return Attempt(without_time, None)
    last = max(by_time)
    note = ""
    if len(by_time) > 1:
        note = f"the last of {len(by_time)} attempts, of {last}, was taken"
    return Attempt(by_time[last], last, note)


def entries_by_path(files: Sequence[HandedIn], reader: EntryReader, max_files: int) -> dict[str, Entry]:
    """Return a student's entries by their paths, with zips unpacked if there is no notebook beside them.

    Folders that all files are in are left out of the paths.

    Raises
    ------
    RefusedError
        If there are more than `max_files`, or if two of them have the same name, or if one is unsafe.
    """
    found = [(file.path, file.entry) for file in files]
    if not any(path.lower().endswith(".ipynb") for path, _ in found):
        found = _unpacked(found, reader)
    if len(found) > max_files:
        raise RefusedError(f"it has {len(found)} files; the limit is {max_files}")
    _check(found)
    return _without_common_folder(found)


def _parsed_time(text: str | None) -> datetime | None:
    if not text:
        return None
    # dateutil, which parse_utc uses, takes the last numbers of Blackboard's form for a time zone.
    blackboards = _BLACKBOARDS_TIME.fullmatch(text)
    if blackboards:
        day, hour, minute, second = blackboards.groups()
        text = f"{day} {hour}:{minute}:{second}"
    try:
        return parse_utc(text)
    except (ValueError, OverflowError):
        raise RefusedError(f"{text!r} is not a time") from None


def _unpacked(files: Sequence[tuple[str, Entry]], reader: EntryReader) -> list[tuple[str, Entry]]:
    unpacked = []
    for path, entry in files:
        if path.lower().endswith(".zip"):
            for inner in reader.unpack(entry):
                unpacked.append((inner.name, inner))
        else:
            unpacked.append((path, entry))
    return unpacked


def _check(files: Sequence[tuple[str, Entry]]) -> None:
    """Refuse files that are unsafe, and those that a file system would write over each other."""
    seen: dict[str, str] = {}
    for path, entry in files:
        problem = entry.problem or name_problem(path)
        if problem:
            raise RefusedError(f"{quoted([entry.name])} {problem}")
        namesake = seen.get(folded(path))
        if namesake is not None:
            raise RefusedError(f"{quoted([namesake, entry.name])} have the same name")
        seen[folded(path)] = entry.name


def _without_common_folder(files: Sequence[tuple[str, Entry]]) -> dict[str, Entry]:
    if not files:
        return {}
    common = posixpath.commonpath([posixpath.dirname(path) for path, _ in files])
    return {PurePosixPath(path).relative_to(common).as_posix(): entry for path, entry in files}
