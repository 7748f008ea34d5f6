"""Data sets that the labs do not use, for the assessment: each with rows, and labels of what is odd."""

import contextlib
import sys
from unittest import mock

import numpy as np
import pandas as pd
import sklearn.datasets
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle

from helpers import nsl_kdd
from helpers.nsl_kdd import load_nsl_kdd
from helpers.preprocessing import is_attack

DATASETS = ["digits", "records", "server_days", "nsl_kdd"]
ODD_DIGIT = 4
MIXED_SHARE = 0.2  # of the records
SERVER_DAYS = 4000
KINDS_OF_DAYS = ["leak", "outage", "flood", "robot", "shifted"]  # the odd ones
NSL_KDD_ROWS = {"train": 20_000, "validation": 10_000, "test": 10_000}


def load_dataset(name, seed=0, held_back=False):
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
    """
    if name not in DATASETS:
        raise ValueError(f"there is no data set {name!r}, only {', '.join(DATASETS)}")
    if name == "nsl_kdd":
        return _nsl_kdd(seed, held_back)
    if name == "records":
        return _records(seed, held_back)
    x, y = _digits() if name == "digits" else _server_days(seed)
    return {part: (x[rows], y[rows]) for part, rows in _split(y, seed, held_back).items()}


def _split(y, seed, held_back):
    """Return the rows of each part, with the same share of each value of y."""
    pool, kept = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=0)
    rest, test = train_test_split(pool, test_size=0.25, stratify=y[pool], random_state=seed)
    train, validation = train_test_split(rest, test_size=1 / 3, stratify=y[rest], random_state=seed)
    return {"train": train, "validation": validation, "test": kept if held_back else test}


@contextlib.contextmanager
def set_aside(function, *names):
    """Take rows away from a function while a test calls it, so that it has to do with its arguments.

    Within the `with`, the names are missing from the module or notebook that defines the function, and the
    data sets of the assessment cannot be loaded. Afterwards all is as before.

    Parameters
    ----------
    function : callable
    *names : str
        Variables, such as "x_test".

    Raises
    ------
    AssertionError
        If the function wants one of the names, or a data set.
    """
    space = getattr(function, "__globals__", {})
    called = getattr(function, "__name__", "your code")
    kept = {name: space.pop(name) for name in names if name in space}

    def refuse(*_, **__):
        raise AssertionError(f"{called} loads a data set: it may use its arguments only")

    try:
        with contextlib.ExitStack() as stack:
            for module, loader in _LOADERS:
                stack.enter_context(mock.patch.object(module, loader, refuse))
            yield
    except NameError as error:
        if error.name not in kept:
            raise
        raise AssertionError(f"{called} uses {error.name}: it may use its arguments only") from None
    finally:
        space.update(kept)


# What every way to the rows leads through, by whichever name they are asked for.
_HERE = sys.modules[__name__]
_LOADERS = [
    *((_HERE, name) for name in ("load_digits", "load_breast_cancer", "load_nsl_kdd", "server_days")),
    *((sklearn.datasets, name) for name in ("load_digits", "load_breast_cancer")),
    (nsl_kdd, "parse_text"),
]


def mixed_records(records, seed=0):
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
    rng, values = np.random.default_rng(seed), records.to_numpy()
    n, d = values.shape
    n_mixed = round(n * MIXED_SHARE / (1 - MIXED_SHARE))
    one = rng.integers(n, size=n_mixed)
    another = (one + rng.integers(1, n, size=n_mixed)) % n
    foreign = rng.permuted(np.tile(np.arange(d) < d // 2, (n_mixed, 1)), axis=1)
    mixed = pd.DataFrame(np.where(foreign, values[another], values[one]), columns=records.columns)
    return pd.concat([records, mixed], ignore_index=True), np.repeat([0, 1], [n, n_mixed])


def server_days(days=SERVER_DAYS, seed=0):
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
    days, seed : int

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
        kinds[day] = kind = KINDS_OF_DAYS[i % len(KINDS_OF_DAYS)]
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


def _ar1(rng, days):
    noise = rng.normal(0, 0.12, size=(days, 24))
    noise[:, 0] /= np.sqrt(1 - 0.7**2)  # as if it had gone on for ever before
    for hour in range(1, 24):
        noise[:, hour] += 0.7 * noise[:, hour - 1]
    return noise


def _usual_curves(rng, days):
    hour = np.arange(24)
    office = 70 * np.exp(-((hour - 10.5) ** 2) / 5) + 90 * np.exp(-((hour - 15) ** 2) / 9)
    evening = 80 * np.exp(-((hour - 20) ** 2) / 8)
    return 20 + np.where(rng.integers(7, size=(days, 1)) < 5, office, evening)


def _digits():
    digits = load_digits()
    return digits.images, (digits.target == ODD_DIGIT).astype(int)


def _records(seed, held_back):
    """Divide first and mix within each part: no mixed record shares its values with a row of another part."""
    records = load_breast_cancer(as_frame=True).data
    parts = _split(np.zeros(len(records)), seed, held_back)
    mixed = {part: mixed_records(records.iloc[rows], seed) for part, rows in parts.items()}
    return {part: tuple(shuffle(*both, random_state=seed)) for part, both in mixed.items()}


def _server_days(seed):
    days, kinds = server_days(seed=seed)
    return days, (kinds != "normal").astype(int)


def _nsl_kdd(seed, held_back):
    known = load_nsl_kdd("train").sample(frac=1, random_state=seed)
    parts = {"train": known[: NSL_KDD_ROWS["train"]]}
    parts["validation"] = known[NSL_KDD_ROWS["train"] :][: NSL_KDD_ROWS["validation"]]
    test = load_nsl_kdd("test").sample(frac=1, random_state=0)
    kept, test = test[: NSL_KDD_ROWS["test"]], test[NSL_KDD_ROWS["test"] :]
    parts["test"] = kept if held_back else test.sample(NSL_KDD_ROWS["test"], random_state=seed)
    labels = {part: is_attack(rows.pop("label")).to_numpy() for part, rows in parts.items()}
    return {part: (rows, labels[part]) for part, rows in parts.items()}
