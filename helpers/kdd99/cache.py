"""Keep the parsed rows of a data file in an Arrow file beside it.

A cache is a seal and then an Arrow file. The seal covers both the source and the Arrow bytes: Arrow itself
does not notice a flipped bit, or dies of it.
"""

import hashlib
import os
import uuid
from pathlib import Path

import pyarrow as pa
from pyarrow import feather

from helpers.kdd99.parse import COLUMN_TYPES, parse
from helpers.kdd99.schema import COLUMNS

# A cache written for another schema is not read.
_FORMAT = hashlib.sha256(repr((COLUMNS, COLUMN_TYPES)).encode()).digest()
_SEAL_SIZE = hashlib.sha256().digest_size


def read_cached(path: Path) -> pa.Table:
    """Return the rows of a data file, from its cache if there is one that fits, else parsed and cached.

    Parameters
    ----------
    path : pathlib.Path
        A gzip-compressed file of connections.

    Returns
    -------
    pyarrow.Table, see `helpers.kdd99.parse.parse`

    Raises
    ------
    DataError
        If the file is damaged or has another schema.
    """
    source = path.read_bytes()
    cache = path.with_name(path.name.removesuffix(".gz").removesuffix(".csv") + ".arrow")
    table = _read(cache, source)
    if table is None:
        table = parse(source, path)
        _write(table, cache, source)
    return table


def _seal(source: bytes, stored: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(_FORMAT)
    digest.update(hashlib.sha256(source).digest())
    digest.update(stored)
    return digest.digest()


def _read(cache: Path, source: bytes) -> pa.Table | None:
    """Return the table in a cache, or None if there is no cache of these bytes of the source."""
    try:
        content = memoryview(cache.read_bytes())
    except OSError:  # none yet, or not ours to read: the source is parsed instead
        return None
    seal, stored = content[:_SEAL_SIZE], content[_SEAL_SIZE:]
    if seal != _seal(source, stored):
        return None
    return feather.read_table(pa.BufferReader(stored))


def _write(table: pa.Table, cache: Path, source: bytes) -> None:
    """Write a cache in one step, so that nobody reads half of one; give up where the disk takes none."""
    sink = pa.BufferOutputStream()
    feather.write_feather(table, sink, compression="lz4")
    stored = sink.getvalue().to_pybytes()
    part = cache.with_name(f"{cache.name}.{uuid.uuid4().hex}.part")
    try:
        try:
            part.write_bytes(_seal(source, stored) + stored)
            os.replace(part, cache)
        finally:
            part.unlink(missing_ok=True)
    except OSError:  # a read-only or full disk costs speed, nothing else
        pass
