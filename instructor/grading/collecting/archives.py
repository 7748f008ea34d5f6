"""Opening an archive: a zip, a folder, or a zip with nothing in it but another."""

import contextlib
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from instructor.grading.collecting.entries import DAMAGED, Entry, folder_entries, zip_entries
from instructor.grading.collecting.errors import CollectError
from instructor.grading.collecting.recognition import has_several_students

_CHUNK = 2**20


@contextlib.contextmanager
def opened_archive(archive: Path, max_bytes: int) -> Iterator[list[Entry]]:
    """Give the entries of a zip or a folder, readable until the end of the `with` block.

    A zip that holds only the zip of a class, as some browsers and portals pack it, stands for that one.

    Parameters
    ----------
    archive : pathlib.Path
    max_bytes : int
        The most that a zip within the zip may have.

    Raises
    ------
    CollectError
        If the archive does not exist or is not a zip, or if the one within it is too large.
    """
    if archive.is_dir():
        yield folder_entries(archive)
        return
    try:
        opened = zipfile.ZipFile(archive)
    except FileNotFoundError:
        raise CollectError(f"{archive} does not exist.") from None
    except DAMAGED as error:
        raise CollectError(f"{archive} is not a zip file, or is incomplete ({error}).") from error
    with opened, tempfile.TemporaryFile() as copy, contextlib.ExitStack() as stack:
        entries = zip_entries(opened)
        inner = []
        if len(entries) == 1 and entries[0].name.lower().endswith(".zip") and not entries[0].problem:
            inner = _entries_within(entries[0], copy, max_bytes, stack)
        yield inner or entries


def _entries_within(only: Entry, copy: IO[bytes], max_bytes: int, stack: contextlib.ExitStack) -> list[Entry]:
    """Return the entries of the only zip in an archive; none if it is one student's or cannot be read."""
    try:
        with only.open() as file:
            _copy(file, copy, max_bytes)
        inner = zip_entries(stack.enter_context(zipfile.ZipFile(copy)))
    except DAMAGED:
        return []
    if has_several_students([entry.name for entry in inner]):
        return inner
    return []


def _copy(source: IO[bytes], target: IO[bytes], max_bytes: int) -> None:
    copied = 0
    while chunk := source.read(_CHUNK):
        copied += len(chunk)
        if copied > max_bytes:
            raise CollectError(f"More than {max_bytes / 1e9:g} GB came out of the archive: split it.")
        target.write(chunk)
