"""Draw the bundled synthetic data from the real KDD Cup 1999 files, measure it, write its data card.

    python -m data.synthesize --from DIR    (default: data/, where `make data` puts the real files)

Within each attack family, each column is drawn in turn from a decision tree on the columns before it: a
synthetic row falls into a leaf and takes the value of one of the real rows in that leaf. The label comes
first, in the real files' order of labels, then the symbols, then the numbers.

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
from helpers.kdd99.schema import CATEGORICAL, COLUMNS, LABEL, NUMERIC
from helpers.preprocessing import attack_family

SEED = 1999
REPEATS = 5  # syntheses behind the card's spread; the first one is the data
ROWS = {"train": 200_000, "test": 80_000}
MIN_ROWS_PER_LABEL = 2  # enough to stratify a split
MIN_SAMPLES_LEAF = 5
ORDER = [LABEL, *CATEGORICAL, *NUMERIC]


def hold_out(real, seed=SEED):
    """Split off a fifth of the real rows, by label, that the synthesis never sees: the card's test rows."""
    return train_test_split(real, test_size=0.2, stratify=real[LABEL], random_state=seed)


def synthesize(real, n_rows, seed=SEED):
    """Draw about `n_rows` synthetic rows from trees fitted to the real ones.

    Parameters
    ----------
    real : pandas.DataFrame, shape (n, 42)
    n_rows : int
    seed : int

    Returns
    -------
    pandas.DataFrame with the columns and dtypes of `real` and every label that it has
    """
    rng = np.random.default_rng(seed)
    picked = _label_rows(real[LABEL], n_rows)
    families = pd.Series(attack_family(real[LABEL]).to_numpy())
    drawn = [
        _draw(real.iloc[rows], rows, picked[np.isin(picked, rows)], rng, seed)
        for rows in families.groupby(families, observed=True).indices.values()
    ]
    return pd.concat(drawn).sort_index(kind="stable").reset_index(drop=True).astype(real.dtypes)


def _draw(real, positions, picked, rng, seed):
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


def _as_numbers(column):
    if isinstance(column.dtype, pd.CategoricalDtype):
        by_frequency = column.value_counts().index
        return pd.Categorical(column, categories=by_frequency).codes
    return np.log1p(column)


def _fit_tree(known, target, name, seed):
    kind = DecisionTreeClassifier if name in CATEGORICAL else DecisionTreeRegressor
    return kind(min_samples_leaf=MIN_SAMPLES_LEAF, random_state=seed).fit(known, target)


def _label_rows(labels, n_rows):
    """Pick real rows, evenly spaced within each label: their labels, in order, are the synthetic ones."""
    picked = []
    for rows in pd.Series(range(len(labels))).groupby(labels.to_numpy()).indices.values():
        wanted = max(MIN_ROWS_PER_LABEL, round(len(rows) * n_rows / len(labels)))
        picked.append(rows[np.linspace(0, len(rows) - 1, wanted).round().astype(int)])
    return np.sort(np.concatenate(picked))


def _draw_donors(tree, real, synthetic, rng):
    """For each synthetic row, pick a real row at random from the leaf that it falls into."""
    leaf_of_real = tree.apply(real)
    order = np.argsort(leaf_of_real, kind="stable")
    leaves, starts, sizes = np.unique(leaf_of_real[order], return_index=True, return_counts=True)
    leaf = np.searchsorted(leaves, tree.apply(synthetic))
    return order[starts[leaf] + (rng.random(len(leaf)) * sizes[leaf]).astype(int)]


def write(frame, path):
    """Write rows as the archive does: CSV without a header, gzip. The same rows give the same bytes."""
    text = frame.to_csv(header=False, index=False, float_format="%.2f", lineterminator="\n")
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main():
    """Run the command line: read the real files, write the synthetic ones and the card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
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
    card = data_card.measure(sources, held_out, draws)
    (args.to / "README.md").write_text(card, encoding="utf-8")
    print(card)


if __name__ == "__main__":
    main()
