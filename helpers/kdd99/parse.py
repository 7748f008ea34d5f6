"""Turn the bytes of a file of connections into a table, or say what is wrong with them and where."""

import gzip
import os
import re
import reprlib
import zlib

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from helpers.kdd99.files import remedy as remedy_for
from helpers.kdd99.schema import COLUMNS, COUNTS, RATES, SYMBOLS

# int32 holds every count of the published files and, being signed, survives a subtraction.
_LARGEST_COUNT = 2**31 - 1
COLUMN_TYPES = (
    dict.fromkeys(COUNTS, pa.int32())
    | dict.fromkeys(RATES, pa.float32())
    | dict.fromkeys(SYMBOLS, pa.dictionary(pa.int32(), pa.string()))
)


class DataError(ValueError):
    """A data file is damaged or has another schema; the message names file, place and remedy."""


def decompress(content: bytes, origin: str | os.PathLike[str]) -> bytes:
    """Return the bytes inside a gzip file's `content`, or raise DataError; `origin` is for the message."""
    try:
        return gzip.decompress(content)
    except EOFError:
        problem = "is cut short"
    except (zlib.error, gzip.BadGzipFile):
        problem = "is not a gzip file or is damaged"
    raise DataError(f"{origin} {problem}: {remedy_for(origin)}.")


def parse(content: bytes, origin: str | os.PathLike[str]) -> pa.Table:
    """Parse a gzip-compressed file of connections, without a header, into an Arrow table.

    Parameters
    ----------
    content : bytes
        The compressed file.
    origin : path-like or str
        The path or address that it came from, for messages.

    Returns
    -------
    pyarrow.Table of shape (n_connections, 42)
        It has the columns of `helpers.kdd99.schema.COLUMNS`: int32 counts, float32 rates, symbols as
        dictionaries of strings.

    Raises
    ------
    DataError
        Names the file, the first row and column that are wrong, and what to do.
    """
    return parse_text(decompress(content, origin), origin, remedy_for(origin))


def parse_text(text: bytes, origin: str | os.PathLike[str], remedy: str) -> pa.Table:
    """Parse connections, without a header, into an Arrow table; see `parse`. `remedy` is for the message."""
    if not text.strip():
        raise DataError(f"{origin} is empty: {remedy}.")
    table = _read(text)
    if table is None:
        raise DataError(f"{origin}, {_first_fault(text)}: {remedy}.")
    return table


def _read(text: bytes) -> pa.Table | None:
    """Return the rows in `text` as a table, or None if any of them is wrong."""
    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(column_names=COLUMNS),
            parse_options=csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(column_types=COLUMN_TYPES, null_values=[]),
        ).unify_dictionaries()
    except pa.ArrowInvalid:  # `_first_fault` finds the place and says it for a student
        return None
    return table if _is_valid(table) else None


def _is_valid(table: pa.Table) -> bool:
    """Say whether every number is within its bounds and every symbol is a published one."""
    for name in COUNTS:
        if not _is_within(table[name], _LARGEST_COUNT):
            return False
    for name in RATES:
        if not _is_within(table[name], 1):
            return False
    for name, published in SYMBOLS.items():
        found = table[name].chunk(0).dictionary.to_pylist()
        if not set(found) <= set(published):
            return False
    return True


def _is_within(column: pa.ChunkedArray, largest: int) -> bool:
    """Say whether every value is from 0 to `largest`; NaN is not."""
    if pc.any(pc.is_nan(column)).as_py():
        return False
    bounds = pc.min_max(column).as_py()
    return bounds["min"] >= 0 and bounds["max"] <= largest


def _first_fault(text: bytes) -> str:
    """Say where the first bad value stands in a `text` that `_read` refuses."""
    lines = text.removesuffix(b"\n").split(b"\n")
    row = _first_bad_row(lines)
    values = lines[row - 1].removesuffix(b"\r").decode(errors="replace").split(",")
    if len(values) != len(COLUMNS):
        return f"row {row}: {len(COLUMNS)} columns are expected, not {len(values)}"
    for column, value in zip(COLUMNS, values, strict=True):
        if not _is_right(column, value):
            return f"row {row}, column {column}: {reprlib.repr(value)} is not {_expected(column)}"
    return f"row {row} does not follow the published schema"


def _first_bad_row(lines: list[bytes]) -> int:
    """Return the number, from 1, of the first line that `_read` refuses, by bisection: one of them is bad."""
    good = 0  # so many lines from the top are right
    bad = len(lines)  # and so many have a fault among them
    while bad - good > 1:
        middle = (good + bad) // 2
        if _read(b"\n".join(lines[good:middle]) + b"\n") is None:
            bad = middle
        else:
            good = middle
    return bad


def _is_right(column: str, value: str) -> bool:
    """Say whether a value, as it is written in the file, can stand in a column."""
    if column in SYMBOLS:
        return value in SYMBOLS[column]
    if column in COUNTS:
        return re.fullmatch(r"\d{1,10}", value, re.ASCII) is not None and int(value) <= _LARGEST_COUNT
    return re.fullmatch(r"\d\.\d+|\d", value, re.ASCII) is not None and float(value) <= 1


def _expected(column: str) -> str:
    """Return what is right in a column, in words."""
    if column in SYMBOLS:
        return f"a known {column}"
    if column in COUNTS:
        return f"a whole number from 0 to {_LARGEST_COUNT}"
    return "a rate between 0 and 1"
