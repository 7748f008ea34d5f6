"""Measure how close synthetic connections are to real ones, and say so in a data card."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
import xgboost as xgb
from scipy.stats import ks_2samp
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from helpers.kdd99.schema import CATEGORICAL, COLUMNS, FAMILIES, LABEL, NUMERIC
from helpers.preprocessing import attack_family, is_attack, make_preprocessor

CARD = Path(__file__).with_name("card_template.md")
Splits: TypeAlias = dict[str, pd.DataFrame]  # "train" and "test"
BOOSTING = {"n_estimators": 30, "max_depth": 6, "learning_rate": 0.3, "tree_method": "hist"}


def train(frame: pd.DataFrame) -> Callable[[pd.DataFrame], np.ndarray]:
    """Fit preprocessor and XGBoost to labelled rows; return a function from rows to attack probabilities."""
    preprocessor = make_preprocessor("passthrough")
    model = xgb.XGBClassifier(**BOOSTING).fit(preprocessor.fit_transform(frame), is_attack(frame[LABEL]))

    def probability(rows: pd.DataFrame) -> np.ndarray:
        return model.predict_proba(preprocessor.transform(rows))[:, 1]

    return probability


def score(probability: np.ndarray, rows: pd.DataFrame) -> dict[str, float]:
    """Return accuracy, AUC and the share of rows flagged in each family, by name."""
    target = is_attack(rows[LABEL])
    flagged = probability > 0.5
    scores = {"accuracy": accuracy_score(target, flagged), "AUC": roc_auc_score(target, probability)}
    by_family = pd.Series(flagged, rows.index).groupby(attack_family(rows[LABEL]), observed=True).mean()
    for family in FAMILIES:
        scores[f"flagged: {family}"] = by_family[family]
    return scores


def detectability(real: pd.DataFrame, synthetic: pd.DataFrame, seed: int = 0) -> float:
    """AUC of a classifier that tries to tell real from synthetic rows, three-fold; 0.5 is a coin."""
    n = min(len(real), len(synthetic))
    both = pd.concat([real.sample(n, random_state=seed), synthetic.sample(n, random_state=seed)])
    target = np.repeat([0, 1], n)
    probability = cross_val_predict(
        xgb.XGBClassifier(**BOOSTING),
        make_preprocessor("passthrough").fit_transform(both),
        target,
        method="predict_proba",
        cv=StratifiedKFold(3, shuffle=True, random_state=seed),
    )[:, 1]
    return roc_auc_score(target, probability)


def marginal_distances(real: pd.DataFrame, synthetic: pd.DataFrame) -> pd.Series:
    """Largest difference of the distribution functions (numbers) or total variation (symbols), by column."""
    distances = {}
    for name in NUMERIC:
        distances[name] = ks_2samp(real[name], synthetic[name], method="asymp").statistic
    for name in [*CATEGORICAL, LABEL]:
        differences = _shares(real[name]).sub(_shares(synthetic[name]), fill_value=0)
        distances[name] = differences.abs().sum() / 2
    return pd.Series(distances).sort_values(ascending=False)


def _shares(column: pd.Series) -> pd.Series:
    """Return the share of rows that each symbol has."""
    return column.astype("object").value_counts(normalize=True)


def pairwise_distances(real: pd.DataFrame, synthetic: pd.DataFrame) -> np.ndarray:
    """Absolute differences of the rank correlations of all pairs of numeric columns that vary."""
    varying = [name for name in NUMERIC if _varies(real[name]) and _varies(synthetic[name])]
    difference = (real[varying].corr("spearman") - synthetic[varying].corr("spearman")).abs()
    return difference.to_numpy()[np.triu_indices(len(varying), k=1)]


def _varies(column: pd.Series) -> bool:
    return column.min() < column.max()


def equal_to_real(real: pd.DataFrame, synthetic: pd.DataFrame) -> pd.Series:
    """For each synthetic row, whether some real row has the same 41 features and label."""
    hashes = pd.util.hash_pandas_object(synthetic[COLUMNS], index=False)
    return hashes.isin(pd.util.hash_pandas_object(real[COLUMNS], index=False))


def make_card(real: Splits, held_out: pd.DataFrame, draws: Sequence[Splits]) -> str:
    """Compare synthetic draws with the real rows and return the data card.

    Parameters
    ----------
    real : dict of "train" and "test" to pandas.DataFrame of shape (n, 42)
        The rows that the synthesis was fitted to.
    held_out : pandas.DataFrame of shape (n, 42)
        Real training rows that it never saw.
    draws : sequence of dict of "train" and "test" to pandas.DataFrame of shape (n, 42)
        The delivered data first, then draws with other seeds, for the spread.

    Returns
    -------
    str
        In Markdown: what `data/README.md` has.
    """
    tests = {"held-out real rows": held_out, "official test file": real["test"]}
    model = train(real["train"])
    baseline = {name: score(model(rows), rows) for name, rows in tests.items()}
    baseline["bundled test file"] = score(model(draws[0]["test"]), draws[0]["test"])
    measured = []
    for draw in draws:
        measured.append(_measure(real, tests | {"bundled test file": draw["test"]}, draw))
        print(f"  measured {len(measured)} of {len(draws)}")
    repeats = pd.DataFrame(measured)
    return CARD.read_text(encoding="utf-8").format(
        rows=_rows_table(real, draws[0]),
        models=_models_table(baseline, repeats),
        closeness=_closeness_table(real, draws[0], repeats),
        labels=_labels_table(real, draws[0]),
        repeats=len(draws),
        held_out=f"{len(held_out):,}",
        known=f"{equal_to_real(real['train'], held_out).mean():.1%}",
    )


def _measure(real: Splits, tests: Splits, draw: Splits) -> dict[tuple[str, str], float]:
    """Score a model that is trained on a draw, and tell the draw from real rows, if possible.

    The keys are a test's name and a metric's, or "detectability" and the split.
    """
    model = train(draw["train"])
    result = {}
    for name, rows in tests.items():
        for metric, value in score(model(rows), rows).items():
            result[name, metric] = value
    for split in real:
        result["detectability", split] = detectability(real[split], draw[split])
    return result


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = []
    for cells in [header, ["---"] * len(header), *rows]:
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def _rows_table(real: Splits, draw: Splits) -> str:
    rows = []
    for split in real:
        for name, frame in (("real", real[split]), ("synthetic", draw[split])):
            duplicated = f"{frame.duplicated().mean():.1%}"
            rows.append([split, name, f"{len(frame):,}", frame[LABEL].nunique(), duplicated])
    return _table(["split", "rows of", "rows", "labels", "exact duplicates"], rows)


def _models_table(baseline: dict[str, dict[str, float]], repeats: pd.DataFrame) -> str:
    rows = []
    for test, scores in baseline.items():
        for metric in scores:
            column = repeats[test, metric]
            spread = f"{column.mean():.5f} ± {column.std():.5f}"
            rows.append([test, metric, f"{scores[metric]:.5f}", f"{column.iloc[0]:.5f}", spread])
    header = [
        "tested on",
        "metric",
        "trained on real",
        "trained on bundled",
        f"mean ± sd of {len(repeats)} draws",
    ]
    return _table(header, rows)


def _closeness_table(real: Splits, draw: Splits, repeats: pd.DataFrame) -> str:
    rows = []
    for split in real:
        marginal = marginal_distances(real[split], draw[split])
        pairwise = pairwise_distances(real[split], draw[split])
        equal = equal_to_real(real[split], draw[split])
        detect = repeats["detectability", split]
        rows += [
            [
                split,
                "AUC of telling real from synthetic rows",
                f"{detect.iloc[0]:.3f} ({detect.min():.3f} to {detect.max():.3f} over the draws)",
            ],
            [split, "largest marginal distance", f"{marginal.iloc[0]:.4f} (`{marginal.index[0]}`)"],
            [split, "median marginal distance", f"{marginal.median():.4f}"],
            [split, "largest difference of a rank correlation", f"{pairwise.max():.3f}"],
            [split, "median difference of a rank correlation", f"{np.median(pairwise):.4f}"],
            [split, "rows equal to a real row", f"{equal.mean():.1%}"],
            [
                split,
                "`normal.` rows equal to a real row",
                f"{equal[(draw[split][LABEL] == 'normal.').to_numpy()].mean():.1%}",
            ],
        ]
    return _table(["split", "measure", "value"], rows)


def _labels_table(real: Splits, draw: Splits) -> str:
    columns = {}
    for split in real:
        equal = equal_to_real(real[split], draw[split]).groupby(
            draw[split][LABEL].astype("object").to_numpy()
        )
        columns[f"{split}: real"] = real[split][LABEL].value_counts()
        columns[f"{split}: synthetic"] = draw[split][LABEL].value_counts()
        columns[f"{split}: equal to real"] = equal.mean()
    table = pd.DataFrame({name: column.rename(index=str) for name, column in columns.items()}).sort_values(
        ["train: real", "test: real"], ascending=False
    )
    rows = []
    for label, row in table.iterrows():
        cells = [f"`{label}`"]
        for name, value in row.items():
            if pd.isna(value):
                cells.append("")
            elif "equal" in str(name):
                cells.append(f"{value:.0%}")
            else:
                cells.append(f"{value:,.0f}")
        rows.append(cells)
    return _table(["label", *table.columns], rows)
