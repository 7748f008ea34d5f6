"""Load the KDD Cup 1999 connections, bundled or real, and refuse damaged files."""

import gzip
import hashlib
import os
import tempfile
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, feather

from helpers.schema import COLUMNS, COUNTS, RATES, SYMBOLS

DATA_DIR = Path(__file__).resolve().parent.parent / "data"

FILES = {
    "bundled": {"train": "synthetic_train.csv.gz", "test": "synthetic_test.csv.gz"},
    "real": {"train": "kddcup.data_10_percent.gz", "test": "corrected.gz"},
}

_COLUMN_TYPES = (
    # int32 holds every count of the published files and, being signed, survives a subtraction.
    dict.fromkeys(COUNTS, pa.int32())
    | dict.fromkeys(RATES, pa.float32())
    | dict.fromkeys(SYMBOLS, pa.dictionary(pa.int32(), pa.string()))
)
# A cache written for another schema is not read.
_CACHE_FORMAT = hashlib.sha256(repr((COLUMNS, _COLUMN_TYPES)).encode()).hexdigest()


class DataError(ValueError):
    """A data file is damaged or has another schema; the message names file, place and remedy."""


def load_kdd99(split="train", source="auto", data_dir=DATA_DIR):
    """Load one split of the KDD Cup 1999 data.

    Parameters
    ----------
    split : {"train", "test"}
        The training file (23 labels) or the official test file (38 labels, 17 of them attacks that the
        training file lacks).
    source : {"auto", "bundled", "real"}
        The synthetic data that comes with the course, or the published files that ``make data`` fetches.
        "auto" takes the real files if both are there.
    data_dir : path-like
        Where the files are.

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
    The parsed rows are kept in an Arrow file beside the source and read from there as long as the source's
    SHA-256 is the same.

    References
    ----------
    Stolfo, S., Fan, W., Lee, W., Prodromidis, A. & Chan, P. (1999). KDD Cup 1999 Data. UCI KDD Archive.
    """
    data_dir = Path(data_dir)
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
    if source == "auto":
        both = all((data_dir / name).exists() for name in FILES["real"].values())
        source = "real" if both else "bundled"
    path = data_dir / FILES[source][split]
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: {_remedy(path)}.")
    return source, path


def _remedy(path):
    name = Path(path).name
    if name in FILES["bundled"].values():
        return f"get it back with `git checkout -- data/{name}` or from your copy of the course"
    return "fetch it with `make data` (without make: `python -m helpers.fetch`)"


def _read_cached(path):
    content = path.read_bytes()
    key = {b"source": hashlib.sha256(content).hexdigest().encode(), b"format": _CACHE_FORMAT.encode()}
    cache = path.with_name(path.name.removesuffix(".gz").removesuffix(".csv") + ".arrow")
    table = _read_cache(cache, key)
    if table is None:
        table = parse(content, path)
        _write_cache(table.replace_schema_metadata(key), cache)
    return table.to_pandas()


def _read_cache(cache, key):
    try:
        table = feather.read_table(cache, memory_map=False)
    except (OSError, pa.ArrowInvalid):  # none yet, or damaged: the source decides
        return None
    return table if table.schema.metadata == key else None


def _write_cache(table, cache):
    try:
        handle, name = tempfile.mkstemp(dir=cache.parent, prefix=cache.name, suffix=".part")
        os.close(handle)
        try:
            feather.write_feather(table, name, compression="lz4")
            os.replace(name, cache)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:  # a read-only or full disk costs speed, nothing else
        pass


def decompress(content, path):
    """Return the bytes inside a gzip file's `content`, or raise DataError; `path` is for the message."""
    try:
        return gzip.decompress(content)
    except EOFError:
        problem = "is cut short"
    except (zlib.error, gzip.BadGzipFile):
        problem = "is not a gzip file or is damaged"
    raise DataError(f"{path} {problem}: {_remedy(path)}.")


def parse(content, path):
    """Parse a gzip-compressed file of connections, without a header, into an Arrow table.

    Parameters
    ----------
    content : bytes
        The compressed file.
    path : pathlib.Path
        Its name, for messages.

    Returns
    -------
    pyarrow.Table with the columns of `helpers.schema.COLUMNS`

    Raises
    ------
    DataError
        Names the file, the first row and column that are wrong, and what to do.
    """
    text = decompress(content, path)
    if not text.strip():
        raise DataError(f"{path} is empty: {_remedy(path)}.")
    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(column_names=COLUMNS),
            parse_options=csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(column_types=_COLUMN_TYPES, null_values=[]),
        ).unify_dictionaries()
        valid = _is_valid(table)
    except pa.ArrowInvalid:
        valid = False
    if not valid:
        raise DataError(f"{path}, {_first_fault(text.decode(errors='replace'))}: {_remedy(path)}.")
    return table


def _is_valid(table):
    ranges = [(COUNTS, 0, float("inf")), (RATES, 0, 1)]
    for columns, low, high in ranges:
        for name in columns:
            bounds = pc.min_max(table[name]).as_py()
            # a NaN fails both comparisons
            if not (low <= bounds["min"] and bounds["max"] <= high) or pc.any(pc.is_nan(table[name])).as_py():
                return False
    return all(
        set(table[name].chunk(0).dictionary.to_pylist()) <= set(symbols) for name, symbols in SYMBOLS.items()
    )


def _first_fault(text):
    """Say where the first bad value stands. Slow and plain: it runs only when a file is refused."""
    for row, line in enumerate(text.splitlines(), start=1):
        values = line.split(",")
        if len(values) != len(COLUMNS):
            return f"row {row}: {len(values)} columns where {len(COLUMNS)} are expected"
        for column, value in zip(COLUMNS, values, strict=True):
            if expected := _expected(column, value):
                return f"row {row}, column {column}: {value!r} is not {expected}"
    return "it does not follow the published schema"


def _expected(column, value):
    """Return what `value` should have been, or None if it is right."""
    if column in SYMBOLS:
        return None if value in SYMBOLS[column] else f"a known {column}"
    if column in COUNTS:
        return None if value.isascii() and value.isdigit() and int(value) < 2**31 else "a whole number"
    try:
        return None if 0 <= float(value) <= 1 else "a rate between 0 and 1"
    except ValueError:
        return "a rate between 0 and 1"


__all__ = ["DATA_DIR", "FILES", "DataError", "load_kdd99"]
