"""Load NSL-KDD, a selection from the KDD Cup 1999 connections without duplicates."""

import os
from pathlib import Path

import pandas as pd

from helpers.kdd99.files import DATA_DIR
from helpers.kdd99.parse import DataError, parse_text

FILES = {"train": "KDDTrain+.txt", "test": "KDDTest+.txt"}
ROWS = {"train": 125_973, "test": 22_544}


def load_nsl_kdd(split: str = "train", data_dir: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Load one split of NSL-KDD. Nothing is downloaded.

    Parameters
    ----------
    split : {"train", "test"}
        KDDTrain+.txt or KDDTest+.txt.
    data_dir : path-like, optional
        The folder with the two files, if it is neither data/nsl-kdd/ nor named by the environment variable
        NSL_KDD_DIR.

    Returns
    -------
    pandas.DataFrame of shape (n_connections, 42)
        What `load_kdd99` returns: the 41 features and ``label``, which gets that data's trailing dot. The
        last column of the files, how difficult a row is for 21 classifiers, is left out.

    Raises
    ------
    ValueError
        For an unknown split.
    FileNotFoundError
        If the file is not there.
    DataError
        If the file is damaged, cut short or has another schema.

    References
    ----------
    Tavallaee, M., Bagheri, E., Lu, W. & Ghorbani, A. (2009). A detailed analysis of the KDD CUP 99 data set.
    *CISDA*.
    """
    if split not in FILES:
        raise ValueError(f'split is "train" or "test", not {split!r}')
    folder = Path(data_dir or os.environ.get("NSL_KDD_DIR") or DATA_DIR / "nsl-kdd")
    path = folder / FILES[split]
    remedy = f"get NSL-KDD from the Canadian Institute for Cybersecurity, and put {path.name} into {folder}"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: {remedy}.")
    table = parse_text(_as_kdd99(path.read_bytes()), path, remedy)
    if len(table) != ROWS[split]:
        raise DataError(f"{path} has {len(table):,} rows, not the published {ROWS[split]:,}: {remedy}.")
    return table.to_pandas()


def _as_kdd99(text: bytes) -> bytes:
    """Return the rows with a dot after the label, and without the difficulty that stands behind it."""
    rows = []
    for line in text.replace(b"\r\n", b"\n").split(b"\n"):
        if line:
            without_difficulty = line.rsplit(b",", 1)[0]
            rows.append(without_difficulty + b".\n")
    return b"".join(rows)
