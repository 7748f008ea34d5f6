"""Whether the gradebook can be used, found out before anything is done to it."""

import contextlib
import sqlite3
from pathlib import Path

from instructor.nbgrader_api import gradebook_error

PATIENCE = 5.0  # seconds that another program may take to save something


def check_gradebook(path: Path) -> None:
    """Make sure that a gradebook is whole and can be written; none at all is fine.

    Raises
    ------
    GradebookError
        If it cannot be used. Nothing has been written to it.
    """
    # SQLite takes an empty file for a new database, and removes what an interrupted program left beside it.
    left_behind = [path.with_name(path.name + ending) for ending in ("-journal", "-wal")]
    if not path.exists() and not any(each.exists() for each in left_behind):
        return
    if error := gradebook_error(_problem(path), path):
        raise error


def _problem(path: Path) -> str:
    """Return what SQLite finds wrong with a database, or "ok"."""
    if not path.exists() or path.stat().st_size == 0:
        return "file is not a database"
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute("CREATE TABLE for_a_moment (number)")  # fails if nothing can be written
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
            database.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        return str(error)
    return "ok" if found == "ok" else "malformed"
