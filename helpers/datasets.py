"""Data sets that the labs do not use, for the assessment: each with rows, and labels of what is odd."""

from typing import TypeAlias

import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle

from helpers.nsl_kdd import load_nsl_kdd
from helpers.preprocessing import is_attack

DATASETS = ["digits", "records", "server_days", "nsl_kdd"]
ODD_DIGIT = 4
MIXED_SHARE = 0.2  # of the records
SERVER_DAYS = 4000
KINDS_OF_DAYS = ["leak", "outage", "flood", "robot", "shifted"]  # the odd ones
NSL_KDD_ROWS = {"train": 20_000, "validation": 10_000, "test": 10_000}

Parts: TypeAlias = dict[str, tuple[np.ndarray | pd.DataFrame, np.ndarray]]


def load_dataset(name: str, seed: int = 0, held_back: bool = False) -> Parts:
    """Load a data set in three parts.

    Parameters
    ----------
    name : {"digits", "records", "server_days", "nsl_kdd"}
        "digits": images of shape (8, 8), shades from 0 to 16; odd is the digit 4 (scikit-learn's digits).
        "records": tables of 30 measurements; odd is a record in which half of the measurements belong to
        somebody else (scikit-learn's breast cancer data, see `mixed_records`).
        "server_days": days of a server, shape (24, 2), requests and kB in each hour; odd is what
        `server_days` makes so.
        "nsl_kdd": network connections, a table of 41 features; odd is an attack. Needs the published files,
        see `load_nsl_kdd`.
    seed : int
        Decides which rows are in which part, and what is drawn at random.
    held_back : bool
        Whether "test" has the rows that are in no part otherwise: a fifth of all, 10,000 of NSL-KDD. On them
        a method can be measured that was worked out on the other parts.

    Returns
    -------
    dict of "train", "validation" and "test" to (x, y)
        x has one row, image or day per entry; it is a numpy.ndarray, or a pandas.DataFrame for tables. y is
        a numpy.ndarray of int, shape (n,): 1 for what is odd, else 0.

    Raises
    ------
    ValueError
        For an unknown name.
    FileNotFoundError, DataError
        For "nsl_kdd", if its files are not there or damaged.

    Examples
    --------
    >>> parts = load_dataset("digits")
    >>> for part, (x, y) in parts.items():
    ...     print(part, x.shape, f"{y.mean():.0%} odd")
    train (718, 8, 8) 10% odd
    validation (359, 8, 8) 10% odd
    test (360, 8, 8) 10% odd
    """
    if name not in DATASETS:
        raise ValueError(f"there is no data set {name!r}, only {', '.join(DATASETS)}")
    if name == "nsl_kdd":
        return _nsl_kdd(seed, held_back)
    if name == "records":
        return _records(seed, held_back)
    x, y = _digits() if name == "digits" else _server_days(seed)
    return {part: (x[rows], y[rows]) for part, rows in _split(y, seed, held_back).items()}


def _split(y: np.ndarray, seed: int, held_back: bool) -> dict[str, np.ndarray]:
    """Return the numbers of the rows in each part, with the same share of each value of y in all of them.

    The rows that are held back are the same for every seed.
    """
    pool, kept = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=0)
    rest, test = train_test_split(pool, test_size=0.25, stratify=y[pool], random_state=seed)
    train, validation = train_test_split(rest, test_size=1 / 3, stratify=y[rest], random_state=seed)
    return {"train": train, "validation": validation, "test": kept if held_back else test}


def mixed_records(records: pd.DataFrame, seed: int = 0) -> tuple[pd.DataFrame, np.ndarray]:
    """Add records that have been mixed up, until they are a fifth of all.

    They are copies of the records in which half of the measurements, drawn anew for each, are those of
    another record. Each value by itself is an ordinary one.

    Parameters
    ----------
    records : pandas.DataFrame of shape (n, d)
    seed : int

    Returns
    -------
    pandas.DataFrame of shape (m, d), the records, then the mixed ones; and numpy.ndarray of int, shape (m,),
    1 if mixed
    """
    rng = np.random.default_rng(seed)
    values = records.to_numpy()
    n, d = values.shape
    n_mixed = round(n * MIXED_SHARE / (1 - MIXED_SHARE))
    one = rng.integers(n, size=n_mixed)
    another = (one + rng.integers(1, n, size=n_mixed)) % n
    foreign = rng.permuted(np.tile(np.arange(d) < d // 2, (n_mixed, 1)), axis=1)
    mixed = pd.DataFrame(np.where(foreign, values[another], values[one]), columns=records.columns)
    return pd.concat([records, mixed], ignore_index=True), np.repeat([0, 1], [n, n_mixed])


def server_days(days: int = SERVER_DAYS, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return days of a server, hour by hour, a tenth of them odd.

    An ordinary day has a curve of requests: on five days of the week with peaks before and after noon, on
    two with one in the evening. It is multiplied by a level of the day (log-normal, sigma 0.2) and by noise
    from hour to hour (log of an AR(1) process, coefficient 0.7, innovations 0.12). A request takes 8 kB,
    times log-normal noise (sigma 0.15).

    A fifth of the odd days each: *leak*, three hours in which requests take 2 to 3 times the kB; *outage*,
    three hours with 5 to 30 % of the requests; *flood*, three hours with 2 to 3 times the requests; *robot*,
    the day's requests spread evenly; *shifted*, the curve moved by 4 to 20 hours, around midnight.

    Parameters
    ----------
    days : int
    seed : int

    Returns
    -------
    numpy.ndarray of float, shape (days, 24, 2), requests and kB in each hour; and numpy.ndarray of str,
    shape (days,), "normal" or one of `KINDS_OF_DAYS`
    """
    rng = np.random.default_rng(seed)
    noise = _ar1(rng, days)
    requests = _usual_curves(rng, days) * rng.lognormal(0, 0.2, size=(days, 1)) * np.exp(noise)
    size = 8 * rng.lognormal(0, 0.15, size=(days, 24))
    kinds = np.full(days, "normal", dtype=object)
    for i, day in enumerate(rng.choice(days, size=days // 10, replace=False)):
        kind = KINDS_OF_DAYS[i % len(KINDS_OF_DAYS)]
        kinds[day] = kind
        start = rng.integers(0, 22)
        hours = slice(start, start + 3)
        if kind == "leak":
            size[day, hours] *= rng.uniform(2, 3)
        elif kind == "outage":
            requests[day, hours] *= rng.uniform(0.05, 0.3)
        elif kind == "flood":
            requests[day, hours] *= rng.uniform(2, 3)
        elif kind == "robot":
            requests[day] = requests[day].mean() * np.exp(noise[day])
        else:
            requests[day] = np.roll(requests[day], rng.integers(4, 21))
    return np.stack([requests, requests * size], axis=-1), kinds.astype(str)


def _ar1(rng: np.random.Generator, days: int) -> np.ndarray:
    """Draw an AR(1) process for each day, shape (days, 24)."""
    noise = rng.normal(0, 0.12, size=(days, 24))
    noise[:, 0] /= np.sqrt(1 - 0.7**2)  # as if it had gone on for ever before
    for hour in range(1, 24):
        noise[:, hour] += 0.7 * noise[:, hour - 1]
    return noise


def _usual_curves(rng: np.random.Generator, days: int) -> np.ndarray:
    """Return the requests expected in each hour, shape (days, 24): a working day five times in seven."""
    hour = np.arange(24)
    office = 70 * np.exp(-((hour - 10.5) ** 2) / 5) + 90 * np.exp(-((hour - 15) ** 2) / 9)
    evening = 80 * np.exp(-((hour - 20) ** 2) / 8)
    return 20 + np.where(rng.integers(7, size=(days, 1)) < 5, office, evening)


def _digits() -> tuple[np.ndarray, np.ndarray]:
    digits = load_digits()
    return digits.images, (digits.target == ODD_DIGIT).astype(int)


def _records(seed: int, held_back: bool) -> Parts:
    """Divide first and mix within each part: no mixed record shares its values with a row of another part."""
    records = load_breast_cancer(as_frame=True).data
    parts = _split(np.zeros(len(records)), seed, held_back)
    shuffled: Parts = {}
    for part, rows in parts.items():
        x, y = mixed_records(records.iloc[rows], seed)
        x, y = shuffle(x, y, random_state=seed)
        shuffled[part] = (x, y)
    return shuffled


def _server_days(seed: int) -> tuple[np.ndarray, np.ndarray]:
    days, kinds = server_days(seed=seed)
    return days, (kinds != "normal").astype(int)


def _nsl_kdd(seed: int, held_back: bool) -> Parts:
    """Draw rows of the training file for two parts, and rows of the test file, which has other attacks."""
    known = load_nsl_kdd("train").sample(frac=1, random_state=seed)
    n_train, n_validation, n_test = NSL_KDD_ROWS.values()
    unknown = load_nsl_kdd("test").sample(frac=1, random_state=0)
    test = unknown[:n_test] if held_back else unknown[n_test:].sample(n_test, random_state=seed)
    parts = {"train": known[:n_train], "validation": known[n_train : n_train + n_validation], "test": test}
    return {part: (rows.drop(columns="label"), _odd(rows)) for part, rows in parts.items()}


def _odd(connections: pd.DataFrame) -> np.ndarray:
    return is_attack(connections["label"]).to_numpy()
