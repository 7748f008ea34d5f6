"""The files in an archive, a zip or a folder, and what makes one of them unsafe to read."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from instructor.grading.collecting.safe_names import name_problem

ENCRYPTED = "is encrypted"
_NOT_REGULAR = "is not a regular file"
_ADDED_BY_SYSTEMS = {
    *("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"),
    *(".ipynb_checkpoints", "__pycache__", ".git", ".venv"),
}
_MADE_ON_WINDOWS = 0
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


def is_work(name: str) -> bool:
    """Whether a file of this name is a notebook, or a zip that may hold one."""
    return name.lower().endswith((".ipynb", ".zip"))


def zip_entries(archive: zipfile.ZipFile) -> list[Entry]:
    """Return the files in a zip, without what macOS, Windows, git and Jupyter add to it.

    Some programs on Windows separate folders by backslashes, as PowerShell 5.1 does. Elsewhere a backslash
    is a letter like any other. It therefore separates folders only if the zip says that Windows made it or
    has no "/" at all.
    """
    entries = []
    names = {info: _decoded_name(info) for info in archive.infolist()}
    has_slashes = any("/" in name for name in names.values())
    for info, decoded in names.items():
        if info.create_system == _MADE_ON_WINDOWS or not has_slashes:
            decoded = decoded.replace("\\", "/")
        is_folder = decoded.endswith("/")
        name = str(PurePosixPath(decoded))  # without the "." and "//" that a zip may have in it
        if is_folder or _is_added_by_a_system(name):
            continue
        problem = _zip_problem(info) or name_problem(name)
        entries.append(Entry(name, partial(archive.open, info), problem))
    return entries


def folder_entries(folder: Path) -> list[Entry]:
    """Return the files in a folder and those below it, without what systems add."""
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
    """Whether a file is one that no student made; "._" starts the names of macOS's own."""
    path = PurePosixPath(name)
    return path.name.startswith("._") or not _ADDED_BY_SYSTEMS.isdisjoint(path.parts)


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
