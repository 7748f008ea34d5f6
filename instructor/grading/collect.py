"""Bring what a learning-management system exports into the folders that grading reads."""

import hashlib
import io
import itertools
import logging
import posixpath
import re
import shutil
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from nbgrader.plugins.zipcollect import FileNameCollectorPlugin
from nbgrader.utils import parse_utc

from instructor.nbgrader_api import GradingError

MAX_STUDENT_FILES = 100
MAX_STUDENT_BYTES = 50 * 10**6  # of a zip that is unpacked, both the zip and what is in it
MAX_BYTES = 5 * 10**9
_MAX_ID_BYTES = 128
_MAX_NAME_BYTES = 255  # what file systems allow

# A student chooses the end of a name only. Every pattern therefore stands at the start and takes the first
# place that fits, so that nobody can name a file as if another had handed it in.
# Moodle: a folder for each student, or flat
_MOODLE = r"(?P<name>[^/]+?)_(?P<student_id>\d+)_assignsubmission_file(?:_?/|_)(?P<file_id>.+)"
_MOODLE_BY_NAME = _MOODLE.replace("student_id", "number").replace("<name>", "<student_id>")
_SYSTEMS = [
    _MOODLE,
    # Blackboard: what a student wrote beside the files is in a .txt without a name of its own
    r"[^/]*?_(?P<student_id>[^/_]+)_attempt_(?P<timestamp>\d{4}(?:-\d\d){5})(?:_(?P<file_id>[^/]+)|\.txt)$",
    # Canvas: the second number is the file's
    r"(?P<name>[^/_]+)_(?:LATE_)?(?P<student_id>\d+)_\d+_(?P<file_id>[^/]+)$",
]
_FOLDERS = r"(?P<student_id>[^/]+?)(?:/(?P<file_id>.+)|\.zip$)"
_SKIPPED = {"__MACOSX", ".DS_Store", ".ipynb_checkpoints"}
_ENCRYPTED = "is encrypted"
_SPECIAL = "is no ordinary file"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError)
_QUIET = logging.Logger("names that do not match", logging.CRITICAL)


class CollectError(GradingError):
    """Nothing in an archive can be used, or it is too large; the message says which."""


class _RefusedError(Exception):
    """One student's submission cannot be used; the message is the end of a sentence."""


@dataclass(frozen=True)
class Collected:
    """A student, the files now in the student's folder, and "" or a sentence of what a person should know.

    Without files, nothing was collected, and what had been collected before is still there. Without a
    student, the note is about entries of the archive that belong to nobody.
    """

    student: str
    files: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class _Entry:
    name: str
    open: Callable[[], BinaryIO]
    wrong: str  # what forbids to use it, or ""


@dataclass(frozen=True)
class _Placed:
    entry: _Entry
    student: str
    origin: tuple  # the id as the archive has it, the folder, and what else tells namesakes apart
    time: str | None
    path: str  # where the student put the file


def collect(archive, lab, submitted, pattern=None, by_name=False):
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
        For names of another form: a regular expression that fits the start of each path in the archive, as
        for nbgrader's FileNameCollectorPlugin. The group ``student_id`` is needed; ``timestamp`` and
        ``file_id``, which is the student's own name of the file, can be there.
    by_name : bool
        Call Moodle's students by their names alone; those who share a name in an archive are refused.

    Returns
    -------
    list of Collected
        Sorted by student. What is unsafe or ambiguous costs a student the collection, but nobody else.

    Raises
    ------
    CollectError
        If the archive is no zip, encrypted, or without a notebook, if no name in it says whose it is, if
        `pattern` cannot be used, or if more than MAX_BYTES come out; students before that are collected.

    Notes
    -----
    A student is called "name_number" if the export is Moodle's or Canvas's, and by the user id if it is
    Blackboard's; a user id with "_" needs a pattern. Moodle numbers a student anew for each assignment.

    Where the name of a file has a time, it is written to nbgrader's timestamp.txt as UTC, as nbgrader reads
    times without a zone. The dates within a zip are not used: they have no zone, and need not be those of the
    submission.
    """
    with _opened(Path(archive)) as entries:
        if entries and all(entry.wrong == _ENCRYPTED for entry in entries):
            raise CollectError(f"{archive} {_ENCRYPTED}: unpack it and give the folder.")
        if not any(_is_work(entry.name) for entry in entries):
            raise CollectError(f"There is no notebook in {archive}.")
        pattern = pattern or _fitting_pattern(entries)
        if by_name and pattern == _MOODLE:
            pattern = _MOODLE_BY_NAME
        students, lost = _by_student(entries, pattern)
        if not any(_is_work(placed.path) for group in students.values() for placed in group):
            raise CollectError(
                f"No name says whose {_listed(*lost)} is: give a pattern with the group student_id."
            )
        room = _Room()
        collected = [_collect_student(group, lab, Path(submitted), room) for group in students.values()]
    collected.sort(key=lambda one: one.student)
    return collected + ([Collected("", (), f"Nobody's, and left out: {_listed(*lost)}.")] if lost else [])


# What is in an archive


@contextmanager
def _opened(archive):
    if archive.is_dir():
        yield list(_folder_entries(archive))
        return
    try:
        opened = zipfile.ZipFile(archive)
    except FileNotFoundError:
        raise CollectError(f"{archive} is not there.") from None
    except _UNREADABLE as error:
        raise CollectError(f"{archive} is not a zip, or not all of one ({error}).") from error
    with opened:
        yield list(_zip_entries(opened))


def _is_work(name):
    return name.lower().endswith((".ipynb", ".zip"))


def _is_skipped(name):
    return not _SKIPPED.isdisjoint(PurePosixPath(name).parts)


def _folder_entries(folder):
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if _is_skipped(name) or (path.is_dir() and not path.is_symlink()):
            continue
        wrong = "" if path.is_file() and not path.is_symlink() else _SPECIAL
        yield _Entry(name, partial(path.open, "rb"), wrong or _wrong_name(name))


def _zip_entries(archive):
    for info in archive.infolist():
        name = str(PurePosixPath(_decoded(info)))
        if not info.is_dir() and not _is_skipped(name):
            yield _Entry(name, partial(archive.open, info), _wrong_info(info) or _wrong_name(name))


def _decoded(info):
    # macOS writes UTF-8 without saying so, which zipfile then takes for an old code page.
    try:
        return info.orig_filename if info.flag_bits & 0x800 else info.orig_filename.encode("cp437").decode()
    except UnicodeError:
        return info.orig_filename


def _wrong_info(info):
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return _SPECIAL
    if info.flag_bits & 1:
        return _ENCRYPTED
    # zipfile unpacks other methods without a limit on what comes out at once.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in a way that is not supported"
    return ""


def _wrong_name(name):
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name):
        return "leads out of its folder"
    if "\\" in name or any(_is_control(char) for char in name):
        return "has a backslash or a control character in its name"
    if any(len(part.encode()) > _MAX_NAME_BYTES for part in parts):
        return "has a name that is too long"
    return ""


def _is_control(char):
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


class _Room:
    """Reads entries and counts what comes out: the size in a header is only a claim."""

    def __init__(self):
        self.left, self.student_left = MAX_BYTES, MAX_STUDENT_BYTES

    def read(self, entry):
        if entry.wrong:
            raise _RefusedError(f"{_listed(entry.name)} {entry.wrong}")
        try:
            with entry.open() as file:
                content = file.read(self.student_left + 1)
        except _UNREADABLE as error:
            raise _RefusedError(f"{_listed(entry.name)} cannot be read ({error})") from error
        self.left -= len(content)
        self.student_left -= len(content)
        if self.left < 0:
            raise CollectError(f"More than {MAX_BYTES / 1e9:g} GB came out of the archive: split it.")
        if self.student_left < 0:
            raise _RefusedError(f"with {_listed(entry.name)} it has more than {MAX_STUDENT_BYTES / 1e6:g} MB")
        return content


# Whose it is


def _fitting_pattern(entries):
    names = [entry.name for entry in entries if _is_work(entry.name)]
    fits = {pattern: sum(map(bool, map(_matcher(pattern, names), names))) for pattern in _SYSTEMS}
    best = max(fits, key=fits.get)
    return best if fits[best] else _FOLDERS


def _matcher(pattern, names):
    extensions = {posixpath.splitext(name)[1] for name in names}
    return FileNameCollectorPlugin(named_regexp=pattern, valid_ext=sorted(extensions), log=_QUIET).collect


def _by_student(entries, pattern):
    try:
        groups = re.compile(pattern).groupindex
    except re.error as error:
        raise CollectError(f"The pattern {pattern} is not a regular expression ({error}).") from error
    if "student_id" not in groups:
        raise CollectError(f"The pattern {pattern} lacks the group (?P<student_id>...).")
    match = _matcher(pattern, [entry.name for entry in entries])
    students, lost = defaultdict(list), []
    for entry in entries:
        placed = _place(entry, match(entry.name) or {})
        if placed.student:
            students[_folded(placed.student)].append(placed)
        else:
            lost.append(entry.name)
    return students, lost


def _place(entry, found):
    raw = "_".join(filter(None, (found.get("name"), found.get("student_id"))))
    path = found.get("file_id") or posixpath.basename(entry.name)
    path = posixpath.splitext(path)[0] + posixpath.splitext(entry.name)[1]
    folder = posixpath.dirname(entry.name.removesuffix(path))
    return _Placed(entry, _safe(raw), (raw, folder, found.get("number")), found.get("timestamp"), path)


def _safe(raw):
    # "+" separates the parts of folder names in nbgrader's exchange; *, ? and [ ] are its wildcards; Windows
    # forbids some of the others, and a dot at the end.
    name = unicodedata.normalize("NFC", raw)
    name = "".join("_" if char in '/\\+*?[]<>:"|' or _is_control(char) else char for char in name)
    name = re.sub(r"^[\s.]+|[\s.]+$", "", name)
    if len(name.encode()) > _MAX_ID_BYTES:
        start = name.encode()[: _MAX_ID_BYTES - 9].decode(errors="ignore")
        name = f"{start}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return name


def _folded(name):
    """A name as a file system sees it that ignores case and the ways to compose a letter."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


# One student


def _collect_student(placed, lab, submitted, room):
    student = placed[0].student
    folder = submitted / student / lab
    room.student_left = MAX_STUDENT_BYTES
    try:
        placed, time, attempts = _last_attempt(placed)
        files, choice = _named(_files(placed, room), lab)
        contents = {path: room.read(entry) for path, entry in files.items() if not _is_time(path)}
        if time:
            contents["timestamp.txt"] = f"{time:%Y-%m-%d %H:%M:%S} UTC\n".encode()
        _store(folder, contents)
    except (_RefusedError, OSError) as error:
        kept = "; what was collected before is still there" if folder.exists() else ""
        return Collected(student, (), f"Not collected: {error}{kept}.")
    note = "; ".join(filter(None, (attempts, choice)))
    return Collected(student, tuple(sorted(contents)), f"{note}." if note else "")


def _last_attempt(placed):
    """Return the files handed in last, their time or None, and a note."""
    attempts = defaultdict(list)
    for one in placed:
        attempts[_time(one.time)].append(one)
    if len({one.origin for one in placed}) > 1 or (len(attempts) > 1 and None in attempts):
        raise _RefusedError(f"{_listed(*(one.entry.name for one in placed))} are of one student, but apart")
    if len(attempts) == 1:
        return placed, *attempts, ""
    last = max(attempts)
    return attempts[last], last, f"{len(attempts)} attempts, of which that of {last} was taken"


def _is_time(path):
    return _folded(path) == "timestamp.txt"  # nbgrader would believe a time that students wrote themselves


def _time(text):
    # dateutil, which parse_utc uses, takes the last numbers of Blackboard's form for a time zone.
    text = re.sub(r"^(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)$", r"\1 \2:\3:\4", text or "")
    try:
        return parse_utc(text or None)
    except (ValueError, OverflowError):
        raise _RefusedError(f"{text!r} is no time") from None


def _files(placed, room):
    """Return {path: entry} of what a student handed in, unpacked if there is no notebook but a zip."""
    files = [(one.path, one.entry) for one in placed]
    if not any(path.lower().endswith(".ipynb") for path, _ in files):
        files = list(itertools.chain.from_iterable(_unpacked(*file, room) for file in files))
    if len(files) > MAX_STUDENT_FILES:
        raise _RefusedError(f"it has {len(files)} files, and {MAX_STUDENT_FILES} are the limit")
    seen = {}
    for path, entry in files:
        wrong = entry.wrong or _wrong_name(path)
        if wrong:
            raise _RefusedError(f"{_listed(entry.name)} {wrong}")
        if _folded(path) in seen:
            raise _RefusedError(f"{_listed(seen[_folded(path)], entry.name)} have the same name")
        seen[_folded(path)] = entry.name
    top = posixpath.commonpath([posixpath.dirname(path) for path, _ in files]) if files else ""
    return {posixpath.relpath(path, top or "."): entry for path, entry in files}


def _unpacked(path, entry, room):
    if not path.lower().endswith(".zip"):
        return [(path, entry)]
    content = io.BytesIO(room.read(entry))
    try:
        return [(inner.name, inner) for inner in _zip_entries(zipfile.ZipFile(content))]
    except _UNREADABLE as error:
        raise _RefusedError(f"{_listed(entry.name)} cannot be unpacked ({error})") from error


def _named(files, lab):
    """Return the files with the notebook to grade under its name, and a note."""
    notebooks = [path for path in files if path.lower().endswith(".ipynb")]
    if not notebooks:
        raise _RefusedError(f"there is no notebook in it, only {_listed(*files) or 'nothing'}")
    versions = {path: version for path in notebooks if (version := _version(path, lab))}
    chosen = [path for path in versions if versions[path] == max(versions.values())] or notebooks
    if len(chosen) > 1 and versions:
        raise _RefusedError(f"it does not show which is the newest of {_listed(*chosen)}")
    if len(chosen) > 1:
        return files, f"{len(chosen)} notebooks, of which none is called {lab}.ipynb: {_listed(*chosen)}"
    older = [path for path in versions if path not in chosen]
    note = "" if versions else f"{_listed(*chosen)}, the only notebook, was taken as {lab}.ipynb"
    if older:
        note = f"{_listed(*chosen)} was taken as the newest, without {_listed(*older)}"
    files = {path: entry for path, entry in files.items() if path not in older}
    return _beside(chosen[0], files) | {f"{lab}.ipynb": files[chosen[0]]}, note


def _beside(notebook, files):
    """Return the other files, those in the notebook's folder where the notebook finds them: beside it."""
    folder = posixpath.dirname(notebook)
    start = f"{folder}/" if folder else ""
    others = {path: entry for path, entry in files.items() if path != notebook}
    near = {path.removeprefix(start): entry for path, entry in others.items() if path.startswith(start)}
    far = {path: entry for path, entry in others.items() if not path.startswith(start)}
    tops = [{_folded(path.partition("/")[0]) for path in group} for group in (near, far)]
    return others if tops[0] & tops[1] else far | near


def _version(path, lab):
    """Return how new a notebook of the lab's name is, to compare; None if it has another name."""
    match = re.fullmatch(
        rf"{re.escape(lab)}((?: ?\(\d+\)|-\d+)*)\.ipynb", posixpath.basename(path), re.IGNORECASE
    )
    # What lies deeper is a copy of what lies higher.
    return (-path.count("/"), [int(number) for number in re.findall(r"\d+", match[1])]) if match else None


def _store(folder, contents):
    """Make a folder hold exactly these files, so that an interruption leaves the old ones or the new."""
    new, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    _restore(old, folder)  # what a run left that was killed between the two renames below
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    known = {name: path.read_bytes() for name, path in there.items()}
    if known == contents or known == {"timestamp.txt": known.get("timestamp.txt")} | contents:
        return  # a time that somebody has put beside the same files stays
    try:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        for path, content in contents.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(content)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        _restore(old, folder)
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)


def _restore(old, folder):
    if old.exists() and not folder.exists():
        old.rename(folder)


def _listed(*names):
    short = [repr(name if len(name) <= 100 else f"{name[:97]}...") for name in sorted(names)[:3]]
    return ", ".join(short) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
