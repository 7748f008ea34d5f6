"""Which files hold the KDD Cup 1999 connections, where they are, and how to get one back."""

import os
from pathlib import Path

# An installed wheel has the bundled files beside this module (setup.py puts them there); a checkout has them
# in data/ at its top.
_IN_A_WHEEL = Path(__file__).resolve().with_name("bundled")
_IN_A_CHECKOUT = Path(__file__).resolve().parents[2] / "data"
DATA_DIR = _IN_A_WHEEL if _IN_A_WHEEL.is_dir() else _IN_A_CHECKOUT

FILES = {
    "bundled": {"train": "synthetic_train.csv.gz", "test": "synthetic_test.csv.gz"},
    "real": {"train": "kddcup.data_10_percent.gz", "test": "corrected.gz"},
}


def real_dir() -> Path:
    """Return the folder of the real files: the one that KDD99_DIR names, or else the course's own."""
    return Path(os.environ.get("KDD99_DIR") or DATA_DIR)


def remedy(origin: str | os.PathLike[str]) -> str:
    """Return what to do about a file that is missing or damaged: the end of a sentence.

    Parameters
    ----------
    origin : path-like or str
        The file's path, or the address that it was downloaded from.

    Examples
    --------
    >>> remedy("data/corrected.gz")
    'fetch it with `make data` (without make: `python -m helpers.kdd99.fetch`)'
    """
    name = Path(origin).name
    if name in FILES["bundled"].values():
        return f"get it back with `git checkout -- data/{name}` or from your copy of the course"
    if "://" in str(origin):
        return (
            "try again later, or take the files from a folder with `python -m helpers.kdd99.fetch --from DIR`"
        )
    return "fetch it with `make data` (without make: `python -m helpers.kdd99.fetch`)"
