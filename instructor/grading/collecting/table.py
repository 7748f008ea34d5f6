"""What the terminal shows of a collection."""

from collections.abc import Sequence
from datetime import datetime

_HEADINGS = ("student", "files", "submitted", "late", "note")
_LATE = {True: "yes", False: "no", None: ""}


def row(
    student: str, files: int, submitted: datetime | None, late: bool | None, note: str
) -> tuple[str, ...]:
    """Return the cells of a student's row; what is not known is empty."""
    time = f"{submitted:%Y-%m-%d %H:%M}" if submitted else ""
    return (student, str(files), time, _LATE[late], note)


def lines(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table, with its headings above; the last column, the note, has any width."""
    table = [_HEADINGS, *rows]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(_HEADINGS) - 1)]
    printed = []
    for cells in table:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=False)]
        printed.append("  ".join([*padded, cells[-1]]).rstrip())
    return printed
