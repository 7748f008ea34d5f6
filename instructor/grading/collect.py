"""Bring what a learning-management system exports into the folders that grading reads."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from instructor.grading.collecting.entries import ENCRYPTED, Entry, is_work, opened_archive
from instructor.grading.collecting.errors import CollectError, RefusedError, quoted
from instructor.grading.collecting.notebook_choice import choose_notebook
from instructor.grading.collecting.owners import HandedIn, Owners, find_owners, pattern_for
from instructor.grading.collecting.reader import EntryReader
from instructor.grading.collecting.safe_names import folded
from instructor.grading.collecting.storage import TIMESTAMP, store
from instructor.grading.collecting.student_files import entries_by_path, last_attempt

__all__ = ["MAX_BYTES", "MAX_STUDENT_BYTES", "MAX_STUDENT_FILES", "CollectError", "Collected", "collect"]

MAX_STUDENT_FILES = 100
MAX_STUDENT_BYTES = 50 * 10**6  # of a zip that is unpacked, both the zip and what is in it
MAX_BYTES = 5 * 10**9


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
    """

    student: str
    files: tuple[str, ...]
    note: str = ""


def collect(
    archive: str | os.PathLike[str],
    lab: str,
    submitted: str | os.PathLike[str],
    pattern: str | None = None,
    by_name: bool = False,
) -> list[Collected]:
    r"""Write the submissions in an archive to ``submitted/<student>/<lab>/``.

    Parameters
    ----------
    archive : path-like
        A zip as Moodle, Canvas or Blackboard export it, or one with a folder or a zip for each student,
        ``<student>/...`` or ``<student>.zip``; or a folder that holds the same.
    lab : str
        A student's notebook of this name is the one to grade, also as ``<lab> (1).ipynb`` or
        ``<lab>-1.ipynb``, of which the highest is taken; else the only one there is. It becomes
        ``<lab>.ipynb``.
    submitted : path-like
        The folder for the submissions.
    pattern : str, optional
        For names of another form: a regular expression that fits the start of each path in the archive. The
        group ``student_id`` is needed; ``timestamp`` and ``file_id``, which is the student's own name of the
        file, are optional. Patterns for nbgrader's FileNameCollectorPlugin can be used.
    by_name : bool
        Call Moodle's students by their names alone; those who share a name in an archive are refused.

    Returns
    -------
    list of Collected
        Sorted by student; entries that belong to nobody come last. What is unsafe or ambiguous costs its
        student the collection, but nobody else.

    Raises
    ------
    CollectError
        If the archive does not exist or is not a zip, if it is encrypted or without a notebook, if no name in
        it says whose it is, if `pattern` cannot be used, or if more than MAX_BYTES come out; students before
        that are collected.

    Notes
    -----
    A student is called "name_number" if the export is Moodle's or Canvas's, and by the user id if it is
    Blackboard's; a user id with "_" needs a pattern. Moodle numbers a student anew for each assignment.

    Where the name of a file has a time, it is written to nbgrader's timestamp.txt as UTC, as nbgrader reads
    times without a zone. The dates within a zip are not used: they have no zone, and need not be those of the
    submission.
    """
    collected = []
    with opened_archive(Path(archive)) as entries:
        _check_usable(archive, entries)
        owners = find_owners(entries, pattern_for(entries, pattern, by_name))
        _check_owned(owners)
        reader = EntryReader(MAX_BYTES, MAX_STUDENT_BYTES)
        for files in owners.submissions:
            reader.start_student()
            collected.append(_collect_student(files, lab, Path(submitted), reader))
    collected.sort(key=lambda one: one.student)
    if owners.nobodys:
        note = f"Left out, as no student can be read from the name: {quoted(owners.nobodys)}."
        collected.append(Collected("", (), note))
    return collected


def _check_usable(archive: str | os.PathLike[str], entries: Sequence[Entry]) -> None:
    if entries and all(entry.problem == ENCRYPTED for entry in entries):
        raise CollectError(f"{archive} {ENCRYPTED}: unpack it and give the folder.")
    if not any(is_work(entry.name) for entry in entries):
        raise CollectError(f"There is no notebook in {archive}.")


def _check_owned(owners: Owners) -> None:
    for files in owners.submissions:
        if any(is_work(file.path) for file in files):
            return
    raise CollectError(
        f"No student can be read from the name of {quoted(owners.nobodys)}: give a pattern with the group "
        "student_id."
    )


def _collect_student(files: Sequence[HandedIn], lab: str, submitted: Path, reader: EntryReader) -> Collected:
    """Store one student's submission; what forbids that becomes a note."""
    student = files[0].student
    folder = submitted / student / lab
    try:
        attempt = last_attempt(files)
        choice = choose_notebook(entries_by_path(attempt.files, reader, MAX_STUDENT_FILES), lab)
        contents = {}
        for path, entry in choice.files.items():
            if folded(path) != TIMESTAMP:  # nbgrader would believe a time that students wrote themselves
                contents[path] = reader.read(entry)
        if attempt.time:
            contents[TIMESTAMP] = f"{attempt.time:%Y-%m-%d %H:%M:%S} UTC\n".encode()
        store(folder, contents)
    except (RefusedError, OSError) as error:
        note = f"Not collected: {error}"
        if folder.exists():
            note += "; what was collected before is still there"
        return Collected(student, (), f"{note}.")
    notes = [note for note in (attempt.note, choice.note) if note]
    sentence = f"{'; '.join(notes)}." if notes else ""
    return Collected(student, tuple(sorted(contents)), sentence)
