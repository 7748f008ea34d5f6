"""Bring what a learning-management system exports into the folders that grading reads."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from instructor.grading.collecting import answers
from instructor.grading.collecting.archives import opened_archive
from instructor.grading.collecting.entries import ENCRYPTED, Entry, is_work
from instructor.grading.collecting.errors import CollectError, RefusedError, quoted
from instructor.grading.collecting.gradescope import Submission, read_metadata
from instructor.grading.collecting.notebook_choice import choose_notebook
from instructor.grading.collecting.owners import HandedIn, Owners, find_owners, system_for
from instructor.grading.collecting.reader import EntryReader
from instructor.grading.collecting.safe_names import folded
from instructor.grading.collecting.storage import TIMESTAMP, store
from instructor.grading.collecting.student_files import (
    Attempt,
    assignments_of_lab,
    entries_by_path,
    last_attempt,
)
from instructor.grading.collecting.systems import GRADESCOPE, GRADESCOPE_METADATA, System

__all__ = [
    "MAX_BYTES",
    "MAX_STUDENT_BYTES",
    "MAX_STUDENT_FILES",
    "CollectError",
    "Collected",
    "Collection",
    "collect",
]

MAX_STUDENT_FILES = 100
MAX_STUDENT_BYTES = 50 * 10**6  # of a zip that is unpacked, both the zip and what is in it
MAX_BYTES = 5 * 10**9
_SETTINGS = "nbgrader_config."  # how names of files begin that nbgrader may run


@dataclass(frozen=True)
class Collected:
    """What became of one student's part of an archive.

    Attributes
    ----------
    student : str
        "" if the note is about entries of the archive that belong to nobody.
    files : tuple of str
        The files now in the student's folder. Without any, nothing was collected, and what had been collected
        before is still there.
    note : str
        A sentence for the instructor, or "".
    submitted : datetime or None
        When it was handed in, as the archive says.
    late : bool or None
        None if neither the archive nor a due date says so.
    """

    student: str
    files: tuple[str, ...]
    note: str = ""
    submitted: datetime | None = None
    late: bool | None = None


@dataclass(frozen=True)
class Collection:
    """What an archive was taken for, and what became of each student's part, sorted by student."""

    system: str
    results: tuple[Collected, ...]


@dataclass(frozen=True)
class _Run:
    """What is the same for all students of an archive."""

    lab: str
    submitted: Path
    reader: EntryReader
    system: System
    of_lab: frozenset[str] | None
    read_contents: Callable[[Entry], answers.Contents | None]
    due: datetime | None
    dry_run: bool


def collect(
    archive: str | os.PathLike[str],
    lab: str,
    submitted: str | os.PathLike[str],
    pattern: str | None = None,
    by_name: bool = False,
    due: datetime | None = None,
    dry_run: bool = False,
) -> Collection:
    r"""Write the submissions in an archive to ``submitted/<student>/<lab>/``.

    Parameters
    ----------
    archive : path-like
        A zip as one of the systems in `instructor.grading.collecting.systems` exports it, or one with a
        folder or a zip for each student, ``<student>/...`` or ``<student>.zip``, also with a folder above
        them; or a folder that holds the same.
    lab : str
        A student's notebook of this name is the one to grade, also as a copy such as ``<lab> (1).ipynb`` or
        ``Copy of <lab>.ipynb``: the newest that is answered. Without one, it is the only notebook there is.
        It becomes ``<lab>.ipynb``.
    submitted : path-like
        The folder for the submissions.
    pattern : str, optional
        For names of another form: a regular expression that fits the start of each path in the archive. The
        group ``student_id`` is needed; ``timestamp`` and ``file_id``, which is the student's own name of the
        file, are optional. Patterns for nbgrader's FileNameCollectorPlugin can be used.
    by_name : bool
        Call Moodle's students by their names alone; those who share a name in an archive are refused.
    due : datetime, optional
        In UTC. What was handed in later is late, if the archive does not say itself what is late.
    dry_run : bool
        Write nothing.

    Returns
    -------
    Collection
        Entries that belong to nobody come last. What is unsafe or ambiguous costs its student the collection,
        but nobody else.

    Raises
    ------
    CollectError
        If the archive does not exist or is not a zip, if it is encrypted or without a notebook, if no name in
        it says whose it is, if `pattern` cannot be used, or if more than MAX_BYTES come out; students before
        that are collected.

    Notes
    -----
    A student is called "name_number" if the export is Moodle's, Canvas's, Brightspace's or Gradescope's,
    and by the user id if it is Blackboard's; a user id with "_" needs a pattern. Moodle numbers a student
    anew for each assignment. Other systems give one name only, which is that of the student.

    Where the name of a file has a time, it is written to nbgrader's timestamp.txt as UTC, as nbgrader reads
    times without a zone. The dates within a zip are not used: they have no zone, and need not be those of the
    submission.
    """
    collected = []
    with opened_archive(Path(archive), MAX_BYTES) as entries:
        _check_usable(archive, entries)
        recognised = system_for(entries, pattern, by_name)
        reader = EntryReader(MAX_BYTES, MAX_STUDENT_BYTES)
        metadata = _metadata(entries, recognised.system, reader)
        owners = find_owners(entries, recognised, metadata)
        _check_owned(owners)
        read_contents = partial(_contents, reader, lab)
        of_lab = assignments_of_lab(owners.submissions, lab)
        run = _Run(lab, Path(submitted), reader, recognised.system, of_lab, read_contents, due, dry_run)
        for files in owners.submissions:
            reader.start_student()
            collected.append(_collect_student(files, run))
    collected.sort(key=lambda one: one.student)
    if owners.nobodys:
        note = f"Left out, as no student can be read from the name: {quoted(owners.nobodys)}."
        collected.append(Collected("", (), note))
    return Collection(str(recognised), tuple(collected))


def _check_usable(archive: str | os.PathLike[str], entries: Sequence[Entry]) -> None:
    if entries and all(entry.problem == ENCRYPTED for entry in entries):
        raise CollectError(f"{archive} {ENCRYPTED}: unpack it and give the folder.")
    if not any(is_work(entry.name) for entry in entries):
        raise CollectError(f"There is no notebook in {archive}.")


def _check_owned(owners: Owners) -> None:
    for files in owners.submissions:
        if any(is_work(file.entry.name) for file in files):
            return
    raise CollectError(
        f"No student can be read from the name of {quoted(owners.nobodys)}: give a pattern with the group "
        "student_id."
    )


def _metadata(entries: Sequence[Entry], system: System, reader: EntryReader) -> Mapping[str, Submission]:
    """Return whose Gradescope's folders are."""
    if system is not GRADESCOPE:
        return {}
    for entry in entries:
        if PurePosixPath(entry.name).name == GRADESCOPE_METADATA and not GRADESCOPE.match(entry.name):
            try:
                return read_metadata(reader.read(entry))
            except RefusedError as error:
                raise CollectError(f"Gradescope's list of students cannot be read: {error}.") from error
    return {}


def _contents(reader: EntryReader, lab: str, notebook: Entry) -> answers.Contents | None:
    """Return what is in a notebook, None if that cannot be told."""
    try:
        return answers.contents(reader.read(notebook), answers.released_lab(lab))
    except RefusedError:  # if this is the notebook that is taken, it is read again and the student refused
        return None


def _collect_student(files: Sequence[HandedIn], run: _Run) -> Collected:
    """Store one student's submission; what forbids that becomes a note."""
    student = files[0].student
    folder = run.submitted / student / run.lab
    try:
        attempt = last_attempt(files, run.of_lab, run.system.merges_attempts)
        choice = choose_notebook(
            entries_by_path(attempt.files, run.reader, MAX_STUDENT_FILES), run.lab, run.read_contents
        )
        contents = {}
        settings = [path for path in choice.files if folded(path).rpartition("/")[2].startswith(_SETTINGS)]
        for path, entry in choice.files.items():
            # nbgrader would believe a time that students wrote themselves, too
            if folded(path) != TIMESTAMP and path not in settings:
                contents[path] = run.reader.read(entry)
        if attempt.time:
            contents[TIMESTAMP] = f"{attempt.time:%Y-%m-%d %H:%M:%S} UTC\n".encode()
        if not run.dry_run:
            store(folder, contents)
    except (RefusedError, OSError, UnicodeError) as error:
        note = f"Not collected: {error}"
        if folder.exists():
            note += "; what was collected before is still there"
        return Collected(student, (), f"{note}.")
    notes = [*attempt.notes, *choice.notes]
    if settings:
        notes.append(f"{quoted(settings)} was left out: nbgrader runs files of this name")
    sentence = f"{'; '.join(notes)}." if notes else ""
    return Collected(student, tuple(sorted(contents)), sentence, attempt.time, _late(attempt, run))


def _late(attempt: Attempt, run: _Run) -> bool | None:
    """Whether an attempt was late; None if that is not known."""
    if attempt.late:
        return True
    if run.due and attempt.time:
        return attempt.time > run.due
    return False if run.system.marks_late else None
