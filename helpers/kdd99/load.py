"""Load the KDD Cup 1999 connections, bundled or real, and refuse damaged files."""

import gzip
import hashlib
import os
import re
import reprlib
import uuid
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, feather

from helpers.kdd99.schema import COLUMNS, COUNTS, RATES, SYMBOLS

DATA_DIR = Path(__file__).resolve().parent.parent.parent / "data"

FILES = {
    "bundled": {"train": "synthetic_train.csv.gz", "test": "synthetic_test.csv.gz"},
    "real": {"train": "kddcup.data_10_percent.gz", "test": "corrected.gz"},
}

# int32 holds every count of the published files and, being signed, survives a subtraction.
_LARGEST_COUNT = 2**31 - 1
_COLUMN_TYPES = (
    dict.fromkeys(COUNTS, pa.int32())
    | dict.fromkeys(RATES, pa.float32())
    | dict.fromkeys(SYMBOLS, pa.dictionary(pa.int32(), pa.string()))
)
# A cache written for another schema is not read.
_CACHE_FORMAT = hashlib.sha256(repr((COLUMNS, _COLUMN_TYPES)).encode()).digest()
_SEAL_SIZE = hashlib.sha256().digest_size


class DataError(ValueError):
    """A data file is damaged or has another schema; the message names file, place and remedy."""


def load_kdd99(split="train", source="auto", data_dir=None):
    """Load one split of the KDD Cup 1999 data.

    Parameters
    ----------
    split : {"train", "test"}
        The training file (23 labels) or the official test file (38 labels, 17 of them attacks that the
        training file lacks).
    source : {"auto", "bundled", "real"}
        The synthetic data that comes with the course, or the published files that ``make data`` fetches.
        "auto" takes the real files if both are there.
    data_dir : path-like, optional
        Where the files are, if not in the course's data/. The environment variable KDD99_DIR can name a
        folder for the real ones, such as one that a whole class shares.

    Returns
    -------
    pandas.DataFrame of shape (n_connections, 42)
        The 41 features under their published names and ``label`` with its trailing dot. Counts, bytes and
        seconds are int32, rates float32 in [0, 1]; ``protocol_type``, ``service``, ``flag`` and ``label``
        are categorical.

    Raises
    ------
    ValueError
        For an unknown split or source.
    FileNotFoundError
        If the file asked for is not in `data_dir`.
    DataError
        If the file is damaged or has another schema.

    Notes
    -----
    The parsed rows are kept in an Arrow file beside the source and read from there as long as neither of the
    two files changes.

    References
    ----------
    Stolfo, S., Fan, W., Lee, W., Prodromidis, A. & Chan, P. (1999). KDD Cup 1999 Data. UCI KDD Archive.
    """
    source, path = _locate(split, source, data_dir)
    frame = _read_cached(path)
    other = {
        "bundled": "`make data` fetches the real files",
        "real": 'source="bundled" takes the synthetic ones',
    }[source]
    print(f"KDD Cup 1999, {split}: {len(frame):,} {source} connections from {path.name} ({other}).")
    return frame


def _locate(split, source, data_dir):
    if split not in FILES["real"]:
        raise ValueError(f'split is "train" or "test", not {split!r}')
    if source not in ("auto", *FILES):
        raise ValueError(f'source is "auto", "bundled" or "real", not {source!r}')
    folders = {
        "bundled": Path(data_dir or DATA_DIR),
        "real": Path(data_dir or os.environ.get("KDD99_DIR") or DATA_DIR),
    }
    if source == "auto":
        both = all((folders["real"] / name).exists() for name in FILES["real"].values())
        source = "real" if both else "bundled"
    path = folders[source] / FILES[source][split]
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: {_remedy(path)}.")
    return source, path


def _remedy(origin):
    name = Path(origin).name
    if name in FILES["bundled"].values():
        return f"get it back with `git checkout -- data/{name}` or from your copy of the course"
    if "://" in str(origin):
        return (
            "try again later, or take the files from a folder with `python -m helpers.kdd99.fetch --from DIR`"
        )
    return "fetch it with `make data` (without make: `python -m helpers.kdd99.fetch`)"


def _read_cached(path):
    source = path.read_bytes()
    cache = path.with_name(path.name.removesuffix(".gz").removesuffix(".csv") + ".arrow")
    table = _read_cache(cache, source)
    if table is None:
        table = parse(source, path)
        _write_cache(table, cache, source)
    return table.to_pandas()


# A cache is a seal and then an Arrow file. The seal covers both the source and the Arrow bytes: Arrow itself
# does not notice a flipped bit, or dies of it.
def _seal(source, stored):
    digest = hashlib.sha256(_CACHE_FORMAT)
    digest.update(hashlib.sha256(source).digest())
    digest.update(stored)
    return digest.digest()


def _read_cache(cache, source):
    try:
        content = memoryview(cache.read_bytes())
    except OSError:  # none yet, or not ours to read
        return None
    seal, stored = content[:_SEAL_SIZE], content[_SEAL_SIZE:]
    return feather.read_table(pa.BufferReader(stored)) if seal == _seal(source, stored) else None


def _write_cache(table, cache, source):
    stored = pa.BufferOutputStream()
    feather.write_feather(table, stored, compression="lz4")
    stored = stored.getvalue()
    part = cache.with_name(f"{cache.name}.{uuid.uuid4().hex}.part")
    try:
        try:
            part.write_bytes(_seal(source, stored) + stored)
            os.replace(part, cache)
        finally:
            part.unlink(missing_ok=True)
    except OSError:  # a read-only or full disk costs speed, nothing else
        pass


def decompress(content, origin):
    """Return the bytes inside a gzip file's `content`, or raise DataError; `origin` is for the message."""
    try:
        return gzip.decompress(content)
    except EOFError:
        problem = "is cut short"
    except (zlib.error, gzip.BadGzipFile):
        problem = "is not a gzip file or is damaged"
    raise DataError(f"{origin} {problem}: {_remedy(origin)}.")


def parse(content, origin):
    """Parse a gzip-compressed file of connections, without a header, into an Arrow table.

    Parameters
    ----------
    content : bytes
        The compressed file.
    origin : path-like or str
        The path or address that it came from, for messages.

    Returns
    -------
    pyarrow.Table with the columns of `helpers.kdd99.schema.COLUMNS`

    Raises
    ------
    DataError
        Names the file, the first row and column that are wrong, and what to do.
    """
    return parse_text(decompress(content, origin), origin, _remedy(origin))


def parse_text(text, origin, remedy):
    """Parse connections, without a header, into an Arrow table; see `parse`. `remedy` is for the message."""
    if not text.strip():
        raise DataError(f"{origin} is empty: {remedy}.")
    table = _read(text)
    if table is None:
        raise DataError(f"{origin}, {_first_fault(text)}: {remedy}.")
    return table


def _read(text):
    """Return the rows in `text` as a table, or None if any of them is wrong."""
    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(column_names=COLUMNS),
            parse_options=csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(column_types=_COLUMN_TYPES, null_values=[]),
        ).unify_dictionaries()
    except pa.ArrowInvalid:
        return None
    return table if _is_valid(table) else None


def _is_valid(table):
    for columns, low, high in [(COUNTS, 0, _LARGEST_COUNT), (RATES, 0, 1)]:
        for name in columns:
            bounds = pc.min_max(table[name]).as_py()  # passes over NaN
            if not (low <= bounds["min"] and bounds["max"] <= high) or pc.any(pc.is_nan(table[name])).as_py():
                return False
    return all(
        set(table[name].chunk(0).dictionary.to_pylist()) <= set(symbols) for name, symbols in SYMBOLS.items()
    )


def _first_fault(text):
    """Say where the first bad value stands in a `text` that `_read` refuses."""
    lines = text.removesuffix(b"\n").split(b"\n")
    good, bad = 0, len(lines)  # so many rows from the top are right, so many have a fault among them
    while bad - good > 1:
        middle = (good + bad) // 2
        if _read(b"\n".join(lines[good:middle]) + b"\n") is None:
            bad = middle
        else:
            good = middle
    values = lines[bad - 1].removesuffix(b"\r").decode(errors="replace").split(",")
    if len(values) != len(COLUMNS):
        return f"row {bad}: {len(COLUMNS)} columns are expected, not {len(values)}"
    for column, value in zip(COLUMNS, values, strict=True):
        if expected := _expected(column, value):
            return f"row {bad}, column {column}: {reprlib.repr(value)} is not {expected}"
    return f"row {bad} does not follow the published schema"


def _expected(column, value):
    """Return what `value` should have been, or None if it is right."""
    if column in SYMBOLS:
        return None if value in SYMBOLS[column] else f"a known {column}"
    pattern = r"\d{1,10}" if column in COUNTS else r"\d\.\d+|\d"
    largest = _LARGEST_COUNT if column in COUNTS else 1
    if re.fullmatch(pattern, value, re.ASCII) and float(value) <= largest:
        return None
    return f"a whole number from 0 to {largest}" if column in COUNTS else "a rate between 0 and 1"


__all__ = ["DATA_DIR", "FILES", "DataError", "load_kdd99"]
