"""The files that one student handed in last, as paths below the submission's folder."""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from instructor.grading.collecting.entries import Entry, is_work
from instructor.grading.collecting.errors import RefusedError, quoted
from instructor.grading.collecting.notebook_names import is_named_as
from instructor.grading.collecting.owners import HandedIn
from instructor.grading.collecting.reader import EntryReader
from instructor.grading.collecting.safe_names import folded, name_problem
from instructor.grading.collecting.times import UnknownDateError, parsed_time

_MAX_ZIPS_IN_ZIPS = 3


@dataclass(frozen=True, order=True)
class _Moment:
    """What tells a student's attempts apart, in their order; datetime.min and 0 stand for not known."""

    time: datetime
    version: int

    def __str__(self) -> str:
        if self.version:
            return f"number {self.version}"
        return f"of {self.time}"


_UNKNOWN = _Moment(datetime.min, 0)


@dataclass(frozen=True)
class Attempt:
    """What a student handed in at one time (UTC, None if it is not known), and notes on other attempts."""

    files: Sequence[HandedIn]
    time: datetime | None
    notes: tuple[str, ...] = ()

    @property
    def late(self) -> bool:
        """Whether the archive says that something of it was late."""
        return any(file.late for file in self.files)


def assignments_of_lab(submissions: Iterable[Sequence[HandedIn]], lab: str) -> frozenset[str] | None:
    """Return the assignments in which some student has a notebook of the lab's name.

    Parameters
    ----------
    submissions : iterable of sequence of HandedIn
        All students' files.
    lab : str

    Returns
    -------
    frozenset of str or None
        None if the archive has one assignment only.
    """
    files = [file for submission in submissions for file in submission]
    if len({file.assignment for file in files}) < 2:
        return None
    return frozenset(file.assignment for file in files if is_named_as(file.path, lab))


def last_attempt(
    files: Sequence[HandedIn], of_lab: Collection[str] | None = None, merges_attempts: bool = False
) -> Attempt:
    """Return a student's last attempt that has a notebook or a zip, or the last if none has.

    Parameters
    ----------
    files : sequence of HandedIn
    of_lab : collection of str, optional
        The assignments that may be the lab's; None stands for all.
    merges_attempts : bool
        Take the newest of each file instead of those of one time.

    Raises
    ------
    RefusedError
        If the files are not of one submission or not turned in, or if a time that is needed cannot be read.
    """
    turned_in = [file for file in files if not file.draft]
    if not turned_in:
        raise RefusedError("it was not turned in, there are only working files")
    turned_in, notes = _of_one_assignment(turned_in, of_lab)
    if turned_in[0].partners:
        notes.append(f"handed in together with {quoted(turned_in[0].partners)}")
    if merges_attempts:
        return _merged(turned_in, notes)

    times, time_note = _times(turned_in)
    notes += time_note
    by_moment: dict[_Moment, list[HandedIn]] = defaultdict(list)
    for file in turned_in:
        moment = _Moment(times.get(file.time, datetime.min), file.version or 0)
        by_moment[moment].append(file)
    _check_one_submission(turned_in, mixed=_UNKNOWN in by_moment and len(by_moment) > 1)
    moment = _last_with_work(by_moment)
    if len(by_moment) > 1:
        notes.append(_attempts_note(by_moment, moment))
    time = None if moment.time == datetime.min else moment.time
    return Attempt(by_moment[moment], time, tuple(notes))


def entries_by_path(files: Sequence[HandedIn], reader: EntryReader, max_files: int) -> dict[str, Entry]:
    """Return a student's entries by their paths, with zips unpacked if there is no notebook beside them.

    Folders that all files are in are left out of the paths.

    Raises
    ------
    RefusedError
        If there are more than `max_files`, or if two of them have the same name, or if one is unsafe.
    """
    found = [(file.path, file.entry) for file in files]
    for _ in range(_MAX_ZIPS_IN_ZIPS):
        if any(path.lower().endswith(".ipynb") for path, _ in found) or not _zips(found):
            break
        found = _unpacked(found, reader)
    if len(found) > max_files:
        raise RefusedError(f"it has {len(found)} files; the limit is {max_files}")
    _check(found)
    return _without_common_folder(found)


def _of_one_assignment(
    files: Sequence[HandedIn], of_lab: Collection[str] | None
) -> tuple[list[HandedIn], list[str]]:
    """Return the files for this lab where an archive has those of several assignments, and a note."""
    if of_lab is None:
        return list(files), []
    found = {file.assignment for file in files}
    chosen = found.intersection(of_lab)
    if not chosen:
        raise RefusedError(f"it has no notebook of the lab's name in {quoted(found)}")
    if len(chosen) > 1:
        raise RefusedError(f"it is unclear which of the assignments {quoted(chosen)} is the lab")
    notes = []
    if found - chosen:
        notes.append(f"{quoted(found - chosen)}, another assignment, was left out")
    return [file for file in files if file.assignment in chosen], notes


def _times(files: Sequence[HandedIn]) -> tuple[dict[str | None, datetime], list[str]]:
    """Return the times by what the archive writes, and a note if the only one is not known."""
    texts = {file.time for file in files if file.time}
    try:
        return {text: parsed_time(text) for text in texts}, []
    except UnknownDateError as error:
        if len(texts) > 1 or not all(file.time for file in files):
            raise
        return {}, [f"collected without a time, as {error}"]


def _check_one_submission(files: Sequence[HandedIn], mixed: bool) -> None:
    if len({file.origin for file in files}) > 1 or mixed:
        names = quoted(file.entry.name for file in files)
        raise RefusedError(f"{names} name the same student but are separate submissions")


def _last_with_work(by_moment: Mapping[_Moment, list[HandedIn]]) -> _Moment:
    newest_first = sorted(by_moment, reverse=True)
    for moment in newest_first:
        if any(is_work(file.entry.name) for file in by_moment[moment]):
            return moment
    return newest_first[0]


def _attempts_note(by_moment: Mapping[_Moment, list[HandedIn]], taken: _Moment) -> str:
    last = max(by_moment)
    if taken == last:
        return f"the last of {len(by_moment)} attempts, {taken}, was taken"
    return f"of {len(by_moment)} attempts, the one {taken} was taken, as the one {last} has no notebook"


def _merged(files: Sequence[HandedIn], notes: Sequence[str]) -> Attempt:
    """Return the newest of each file, and the time of the last."""
    _check_one_submission(files, mixed=False)
    newest: dict[str, tuple[datetime, HandedIn]] = {}
    timeless = []
    for file in files:
        if not file.time:
            timeless.append(file)
            continue
        time = parsed_time(file.time)
        known = newest.get(folded(file.path))
        if known is None or time > known[0]:
            newest[folded(file.path)] = time, file
    times = [time for time, _ in newest.values()]
    kept = [*timeless, *(file for _, file in newest.values())]
    notes = [*notes]
    if len(kept) < len(files):
        notes.append(f"of {len(files)} files, the newest of each name were taken")
    return Attempt(kept, max(times, default=None), tuple(notes))


def _zips(files: Sequence[tuple[str, Entry]]) -> list[str]:
    return [path for path, _ in files if path.lower().endswith(".zip")]


def _unpacked(files: Sequence[tuple[str, Entry]], reader: EntryReader) -> list[tuple[str, Entry]]:
    """Return the files with zips replaced by what is in them.

    What several zips have under the same names goes into a folder for each, named after the zip.
    """
    inside = []
    zips = _zips(files)
    for path, entry in files:
        if path in zips:
            inner = [(found.name, found) for found in reader.unpack(entry)]
            inside.append((posixpath.splitext(path)[0], inner))
        else:
            inside.append(("", [(path, entry)]))
    names = [folded(name) for _, inner in inside for name, _ in inner]
    alike = len(zips) > 1 and len(set(names)) < len(names)
    unpacked = []
    for folder, inner in inside:
        for name, entry in inner:
            unpacked.append((f"{folder}/{name}" if folder and alike else name, entry))
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
