"""Names of files and students that can be written to a disk without harm."""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

_MAX_NAME_BYTES = 255  # what file systems allow
_MAX_STUDENT_BYTES = 128  # the length of nbgrader's column
# Unicode's categories of control characters, half surrogates, line and paragraph separators
_CONTROL_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
# "/" and "\" separate folders. "+" separates the parts of folder names in nbgrader's exchange, and *, ? and
# [ ] are its wildcards. Windows forbids the others, and a dot at the end of a name.
_FORBIDDEN_IN_STUDENTS = frozenset('/\\+*?[]<>:"|')
_SPACES_AND_DOTS_AT_THE_ENDS = re.compile(r"^[\s.]+|[\s.]+$")


def name_problem(name: str) -> str:
    """Return why a file of this name must not be written, as the end of a sentence, or "" if it may be."""
    parts = PurePosixPath(name).parts
    if not parts:
        return "has no name"
    if name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name):
        return "points outside its folder"
    if "\\" in name or any(_is_control(character) for character in name):
        return "has a backslash or a control character in its name"
    if any(len(part.encode()) > _MAX_NAME_BYTES for part in parts):
        return "has a name that is too long"
    return ""


def student_name(raw: str) -> str:
    """Return a student's name or number as the name of a folder; "" if nothing of it can be used.

    A name of more than 128 bytes is shortened and ends in a hash, which tells it from others of its kind.
    """
    name = ""
    for character in unicodedata.normalize("NFC", raw):
        if character in _FORBIDDEN_IN_STUDENTS or _is_control(character):
            character = "_"
        name += character
    name = _SPACES_AND_DOTS_AT_THE_ENDS.sub("", name)
    encoded = name.encode()
    if len(encoded) <= _MAX_STUDENT_BYTES:
        return name
    ending = f"_{hashlib.sha256(encoded).hexdigest()[:8]}"
    start = encoded[: _MAX_STUDENT_BYTES - len(ending)].decode(errors="ignore")
    return start + ending


def folded(name: str) -> str:
    """Return a name such that two are equal if some file system takes them for the same.

    Such file systems ignore case and the ways to compose a letter with an accent.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in _CONTROL_CATEGORIES
