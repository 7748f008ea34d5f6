"""Reading an archive's entries within limits."""

import io
import zipfile

from instructor.grading.collecting.entries import DAMAGED, Entry, zip_entries
from instructor.grading.collecting.errors import CollectError, RefusedError, quoted


class EntryReader:
    """Reads entries, counting the bytes that come out: the size in a header is only a claim.

    Parameters
    ----------
    max_bytes, max_student_bytes : int
        The most that may come out of the archive, and out of one student's part of it.
    """

    def __init__(self, max_bytes: int, max_student_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._max_student_bytes = max_student_bytes
        self._bytes_left = max_bytes
        self._student_bytes_left = max_student_bytes
        self._read: dict[Entry, bytes] = {}  # of this student, as one file may be looked at more than once

    def start_student(self) -> None:
        """Begin to count for another student."""
        self._student_bytes_left = self._max_student_bytes
        self._read.clear()

    def read(self, entry: Entry) -> bytes:
        """Return the content of an entry.

        Raises
        ------
        RefusedError
            If the entry is unsafe or damaged, or the student's files are too large.
        CollectError
            If too much has come out of the archive as a whole.
        """
        if entry in self._read:
            return self._read[entry]
        if entry.problem:
            raise RefusedError(f"{quoted([entry.name])} {entry.problem}")
        try:
            with entry.open() as file:
                content = file.read(self._student_bytes_left + 1)
        except DAMAGED as error:
            raise RefusedError(f"{quoted([entry.name])} cannot be read ({error})") from error
        self._bytes_left -= len(content)
        self._student_bytes_left -= len(content)
        if self._bytes_left < 0:
            raise CollectError(f"More than {self._max_bytes / 1e9:g} GB came out of the archive: split it.")
        if self._student_bytes_left < 0:
            limit = f"{self._max_student_bytes / 1e6:g} MB"
            raise RefusedError(f"with {quoted([entry.name])} it has more than {limit}")
        self._read[entry] = content
        return content

    def unpack(self, entry: Entry) -> list[Entry]:
        """Return the entries of a zip within the archive; errors are those of `read`."""
        content = io.BytesIO(self.read(entry))
        try:
            return zip_entries(zipfile.ZipFile(content))
        except DAMAGED as error:
            raise RefusedError(f"{quoted([entry.name])} cannot be unpacked ({error})") from error
