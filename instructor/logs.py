"""Log files for faults: what a sentence in a terminal has no room for."""

from datetime import UTC, datetime
from pathlib import Path

from instructor.course import ROOT


def append(path: Path, heading: str, text: str) -> None:
    """Add an entry to a log file: the time and a heading on a line, and a text below.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    time = datetime.now(UTC).isoformat(timespec="seconds")
    # Names of files that are not UTF-8 have halves of characters in them.
    with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"{time} {heading}\n{text.rstrip()}\n\n")


def shown(path: Path) -> str:
    """Return a path as messages show it: from the top of the course, if it is inside."""
    if path.is_relative_to(ROOT):
        return str(path.relative_to(ROOT))
    return str(path)
