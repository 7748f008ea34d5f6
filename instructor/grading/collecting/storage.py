"""Writing a student's files, so that an interruption leaves either the old ones or the new."""

import shutil
from collections.abc import Mapping
from pathlib import Path

TIMESTAMP = "timestamp.txt"  # nbgrader's name for when a submission was handed in


def store(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files, given by their relative paths.

    A folder that holds them already is not touched. A timestamp.txt that somebody has put beside them stays,
    unless one is among the new files.

    Raises
    ------
    OSError
        If they cannot be written; the folder then holds what it held before.
    """
    new = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    _restore(old, folder)  # an earlier run may have been killed between the two renames below
    if _holds(folder, contents):
        return
    try:
        _delete(new)
        _delete(old)
        for path, content in contents.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(content)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        _restore(old, folder)
        _delete(new)
        _delete(old)


def _holds(folder: Path, contents: Mapping[str, bytes]) -> bool:
    present = {}
    for path in folder.rglob("*"):
        if path.is_file():
            present[path.relative_to(folder).as_posix()] = path.read_bytes()
    if TIMESTAMP not in contents:
        present.pop(TIMESTAMP, None)
    return present == contents


def _restore(old: Path, folder: Path) -> None:
    if old.exists() and not folder.exists():
        old.rename(folder)


def _delete(folder: Path) -> None:
    # What cannot be deleted is in nobody's way: its name starts with a dot, and the next run tries again.
    shutil.rmtree(folder, ignore_errors=True)
