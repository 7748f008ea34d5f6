"""Draw the bundled synthetic data from the real KDD Cup 1999 files, measure it, write its data card.

    python -m data.synthesize --from DIR    (default: data/, where `make data` puts the real files)

Within each attack family, each column is drawn in turn from a decision tree on the columns before it: a
synthetic row falls into a leaf and takes the value of one of the real rows in that leaf. The label comes
first, in the real files' order of labels, then the symbols, then the numbers.

The same seed gives the same rows on every x86-64 processor: what decides a split or a draw does not depend on
which instructions NumPy finds there; see `_as_numbers`.

References
----------
Nowok, B., Raab, G. M. & Dibben, C. (2016). synthpop: Bespoke creation of synthetic data in R.
Journal of Statistical Software, 74(11). https://doi.org/10.18637/jss.v074.i11
"""

import argparse
import gzip
from pathlib import Path

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from data import data_card
from helpers.kdd99.load import DATA_DIR, FILES, load_kdd99
from helpers.kdd99.schema import CATEGORICAL, COLUMNS, LABEL, NUMERIC, RATES
from helpers.preprocessing import attack_family

SEED = 1999
REPEATS = 5  # syntheses behind the card's spread; the first one is the data
ROWS = {"train": 200_000, "test": 80_000}
MIN_ROWS_PER_LABEL = 2  # enough to stratify a split
MIN_SAMPLES_LEAF = 5
ORDER = [LABEL, *CATEGORICAL, *NUMERIC]
# The logarithms of these rates are rounded to the float32 above or below the nearest one; see `_as_numbers`.
HUNDREDTHS_ROUNDED_UP = [21, 22, 24, 25, 27, 28, 34, 35, 46, 47, 48, 49, 50, 54, 60, 73, 98]
HUNDREDTHS_ROUNDED_DOWN = [6, 15, 16, 36, 37, 38, 39, 40, 41, 42, 58, 63, 66, 70]


def hold_out(real: pd.DataFrame, seed: int = SEED) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split off a fifth of the real rows, by label, that the synthesis never sees: the card's test rows."""
    seen, held_out = train_test_split(real, test_size=0.2, stratify=real[LABEL], random_state=seed)
    return seen, held_out


def synthesize(real: pd.DataFrame, n_rows: int, seed: int = SEED) -> pd.DataFrame:
    """Draw about `n_rows` synthetic rows from trees fitted to the real ones.

    Parameters
    ----------
    real : pandas.DataFrame of shape (n, 42)
        Connections as `helpers.load_kdd99` returns them.
    n_rows : int
        Each label gets its share of them, and two rows at least.
    seed : int

    Returns
    -------
    pandas.DataFrame of shape (about n_rows, 42)
        It has the columns and dtypes of `real` and every label that is in it.
    """
    rng = np.random.default_rng(seed)
    picked = _label_rows(real[LABEL], n_rows)
    families = pd.Series(attack_family(real[LABEL]).to_numpy())
    drawn = []
    for family in sorted(families.unique()):
        rows = np.flatnonzero(families == family)
        picked_here = picked[np.isin(picked, rows)]
        drawn.append(_draw(real.iloc[rows], rows, picked_here, rng, seed))
    return pd.concat(drawn).sort_index(kind="stable").reset_index(drop=True).astype(real.dtypes)


def _draw(
    real: pd.DataFrame, positions: np.ndarray, picked: np.ndarray, rng: np.random.Generator, seed: int
) -> pd.DataFrame:
    """Draw rows of one attack family, so that a rare one takes no values from a common one.

    `positions` says where its rows stand in the whole file, and `picked` which of them give their labels; the
    result is indexed by the latter.
    """
    codes = pd.DataFrame({name: _as_numbers(real[name]) for name in ORDER}).to_numpy(np.float32)
    trees = Parallel(n_jobs=-1, prefer="threads")(
        delayed(_fit_tree)(codes[:, :column], codes[:, column], ORDER[column], seed)
        for column in range(1, len(ORDER))
    )
    first = np.searchsorted(positions, picked)
    drawn = np.empty((len(first), len(ORDER)), np.float32)
    donors = {LABEL: first}
    drawn[:, 0] = codes[first, 0]
    for column, tree in enumerate(trees, start=1):
        rows = _draw_donors(tree, codes[:, :column], drawn[:, :column], rng)
        drawn[:, column] = codes[rows, column]
        donors[ORDER[column]] = rows
    return pd.DataFrame({name: real[name].to_numpy()[donors[name]] for name in COLUMNS}, index=picked)


def _as_numbers(column: pd.Series) -> np.ndarray:
    """Return symbols as the ranks of their frequencies, numbers as the logarithms of one more, for a tree.

    The logarithms are float32. `numpy.log1p` of a float32 depends on the processor: its code for AVX-512 and
    its code for other instructions differ in the last bit of some results, and where two splits of a tree are
    almost equally good, that bit decides. So the logarithms are computed as float64, whose error is far below
    the last bit of a float32, and rounded once.

    The bundled files were drawn with what AVX-512 gives for the rates, which have two decimals. Where that is
    not the nearest float32, it is the one above or below, and so it is here.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        by_frequency = column.value_counts().index
        return np.asarray(pd.Categorical(column, categories=by_frequency).codes)
    values = column.to_numpy(np.float64)
    logarithms = np.log1p(values).astype(np.float32)
    if column.name in RATES:
        hundredths = np.rint(100 * values)
        up = np.isin(hundredths, HUNDREDTHS_ROUNDED_UP)
        down = np.isin(hundredths, HUNDREDTHS_ROUNDED_DOWN)
        logarithms[up] = np.nextafter(logarithms[up], np.float32(1))
        logarithms[down] = np.nextafter(logarithms[down], np.float32(0))
    return logarithms


def _fit_tree(
    known: np.ndarray, target: np.ndarray, name: str, seed: int
) -> DecisionTreeClassifier | DecisionTreeRegressor:
    """Fit a tree that sorts rows by their known columns into leaves alike in the column `name`."""
    kind = DecisionTreeClassifier if name in CATEGORICAL else DecisionTreeRegressor
    return kind(min_samples_leaf=MIN_SAMPLES_LEAF, random_state=seed).fit(known, target)


def _label_rows(labels: pd.Series, n_rows: int) -> np.ndarray:
    """Pick real rows, evenly spaced within each label: their labels, in order, are the synthetic ones."""
    picked = []
    for rows in pd.Series(range(len(labels))).groupby(labels.to_numpy()).indices.values():
        wanted = max(MIN_ROWS_PER_LABEL, round(len(rows) * n_rows / len(labels)))
        picked.append(rows[np.linspace(0, len(rows) - 1, wanted).round().astype(int)])
    return np.sort(np.concatenate(picked))


def _draw_donors(
    tree: DecisionTreeClassifier | DecisionTreeRegressor,
    real: np.ndarray,
    synthetic: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """For each synthetic row, pick a real row at random from the leaf that it falls into."""
    leaf_of_real = tree.apply(real)
    order = np.argsort(leaf_of_real, kind="stable")
    leaves, starts, sizes = np.unique(leaf_of_real[order], return_index=True, return_counts=True)
    leaf = np.searchsorted(leaves, tree.apply(synthetic))
    return order[starts[leaf] + (rng.random(len(leaf)) * sizes[leaf]).astype(int)]


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write rows as the archive does: CSV without a header, gzip. The same rows give the same bytes."""
    text = frame.to_csv(header=False, index=False, float_format="%.2f", lineterminator="\n")
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main() -> None:
    """Run the command line: read the real files, write the synthetic ones and the card."""
    summary = str(__doc__).splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m data.synthesize", description=summary)
    parser.add_argument("--from", dest="real", type=Path, default=DATA_DIR, help="folder of the real files")
    parser.add_argument("--to", type=Path, default=DATA_DIR, help="folder to write to")
    args = parser.parse_args()

    real = {split: load_kdd99(split, "real", args.real) for split in ROWS}
    seen, held_out = hold_out(real["train"])
    sources = {"train": seen.sort_index(), "test": real["test"]}
    draws = []
    for seed in range(SEED, SEED + REPEATS):
        print(f"Synthesis with seed {seed} ...")
        draws.append({split: synthesize(sources[split], ROWS[split], seed) for split in ROWS})
    for split, frame in draws[0].items():
        write(frame, args.to / FILES["bundled"][split])
    card = data_card.make_card(sources, held_out, draws)
    (args.to / "README.md").write_text(card, encoding="utf-8")
    print(card)


if __name__ == "__main__":
    main()
