"""Load the KDD Cup 1999 connections, bundled or real."""

import os
from pathlib import Path

import pandas as pd

from helpers.kdd99.cache import read_cached
from helpers.kdd99.files import DATA_DIR, FILES, real_dir, remedy
from helpers.kdd99.parse import DataError

__all__ = ["DATA_DIR", "FILES", "DataError", "load_kdd99"]


def load_kdd99(
    split: str = "train", source: str = "auto", data_dir: str | os.PathLike[str] | None = None
) -> pd.DataFrame:
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

    Examples
    --------
    >>> connections = load_kdd99("train", source="bundled")
    KDD Cup 1999, train: 200,004 bundled connections from synthetic_train.csv.gz (`make data` fetches ...
    >>> connections[["duration", "protocol_type", "serror_rate", "label"]].dtypes
    duration            int32
    protocol_type    category
    serror_rate       float32
    label            category
    dtype: object
    """
    source, path = _locate(split, source, data_dir)
    frame = read_cached(path).to_pandas()
    if source == "bundled":
        other = "`make data` fetches the real files"
    else:
        other = 'source="bundled" takes the synthetic ones'
    print(f"KDD Cup 1999, {split}: {len(frame):,} {source} connections from {path.name} ({other}).")
    return frame


def _locate(split: str, source: str, data_dir: str | os.PathLike[str] | None) -> tuple[str, Path]:
    """Return which source it is, "bundled" or "real", and the path of its file, which exists."""
    if split not in FILES["real"]:
        raise ValueError(f'split is "train" or "test", not {split!r}')
    source = chosen_source(source, data_dir)
    folder = DATA_DIR if source == "bundled" else real_dir()
    path = Path(data_dir or folder) / FILES[source][split]
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: {remedy(path)}.")
    return source, path


def chosen_source(source: str, data_dir: str | os.PathLike[str] | None = None) -> str:
    """Return "bundled" or "real": what `load_kdd99` takes for a source, which may be "auto".

    Raises
    ------
    ValueError
        For an unknown source.
    """
    if source not in ("auto", *FILES):
        raise ValueError(f'source is "auto", "bundled" or "real", not {source!r}')
    if source != "auto":
        return source
    real_files = [Path(data_dir or real_dir()) / name for name in FILES["real"].values()]
    return "real" if all(path.exists() for path in real_files) else "bundled"
