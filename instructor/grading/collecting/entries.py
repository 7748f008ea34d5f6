"""The files in an archive, a zip or a folder, and what makes one of them unsafe to read."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from instructor.grading.collecting.errors import CollectError
from instructor.grading.collecting.safe_names import name_problem

ENCRYPTED = "is encrypted"
_NOT_REGULAR = "is not a regular file"
_ADDED_BY_SYSTEMS = {"__MACOSX", ".DS_Store", ".ipynb_checkpoints"}
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
# All that zipfile raises where a zip is damaged: RuntimeError for encryption, say, ValueError for a name.
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Entry:
    """A file in an archive, not read yet.

    Attributes
    ----------
    name : str
        Its path within the archive, with "/".
    open : callable
        Opens it for reading bytes.
    problem : str
        Why it must not be used, as the end of a sentence; "" if it may be.
    """

    name: str
    open: Callable[[], IO[bytes]]
    problem: str


@contextmanager
def opened_archive(archive: Path) -> Iterator[list[Entry]]:
    """Give the entries of a zip or a folder, readable until the end of the `with` block.

    Raises
    ------
    CollectError
        If the archive does not exist or is not a zip.
    """
    if archive.is_dir():
        yield _folder_entries(archive)
        return
    try:
        opened = zipfile.ZipFile(archive)
    except FileNotFoundError:
        raise CollectError(f"{archive} does not exist.") from None
    except DAMAGED as error:
        raise CollectError(f"{archive} is not a zip file, or is incomplete ({error}).") from error
    with opened:
        yield zip_entries(opened)


def is_work(name: str) -> bool:
    """Whether a file of this name is a notebook, or a zip that may hold one."""
    return name.lower().endswith((".ipynb", ".zip"))


def zip_entries(archive: zipfile.ZipFile) -> list[Entry]:
    """Return the files in a zip, without what macOS and Jupyter add to it."""
    entries = []
    for info in archive.infolist():
        decoded = _decoded_name(info)
        is_folder = decoded.endswith("/")
        name = str(PurePosixPath(decoded))  # without the "." and "//" that a zip may have in it
        if is_folder or _is_added_by_a_system(name):
            continue
        problem = _zip_problem(info) or name_problem(name)
        entries.append(Entry(name, partial(archive.open, info), problem))
    return entries


def _folder_entries(folder: Path) -> list[Entry]:
    entries = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder or _is_added_by_a_system(name):
            continue
        problem = name_problem(name)
        if path.is_symlink() or not path.is_file():
            problem = _NOT_REGULAR
        entries.append(Entry(name, partial(_open_file, path), problem))
    return entries


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _is_added_by_a_system(name: str) -> bool:
    return not _ADDED_BY_SYSTEMS.isdisjoint(PurePosixPath(name).parts)


def _decoded_name(info: zipfile.ZipInfo) -> str:
    """Return the whole name in a zip, which zipfile itself cuts off at a null byte.

    macOS writes UTF-8 without saying so, which zipfile then takes for an old code page.
    """
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode()
    except UnicodeError:
        return info.orig_filename


def _zip_problem(info: zipfile.ZipInfo) -> str:
    """Return why a zip's entry must not be unpacked, as the end of a sentence, or ""."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):  # 0: the system that made the zip did not say
        return _NOT_REGULAR
    if info.flag_bits & _ENCRYPTED_FLAG:
        return ENCRYPTED
    # zipfile unpacks other methods without a limit on what comes out at once.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in a way that is not supported"
    return ""
