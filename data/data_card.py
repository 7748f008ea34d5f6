"""Measure how close synthetic connections are to real ones, and say so in a data card."""

from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb
from scipy.stats import ks_2samp
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from helpers.kdd99.schema import CATEGORICAL, COLUMNS, FAMILIES, LABEL, NUMERIC
from helpers.preprocessing import attack_family, is_attack, make_preprocessor

CARD = Path(__file__).with_name("card_template.md")
BOOSTING = {"n_estimators": 30, "max_depth": 6, "learning_rate": 0.3, "tree_method": "hist"}


def train(frame):
    """Fit preprocessor and XGBoost to labelled rows; return a function from rows to attack probabilities."""
    preprocessor = make_preprocessor("passthrough")
    model = xgb.XGBClassifier(**BOOSTING).fit(preprocessor.fit_transform(frame), is_attack(frame[LABEL]))
    return lambda rows: model.predict_proba(preprocessor.transform(rows))[:, 1]


def score(probability, rows):
    """Accuracy, AUC and the share of rows flagged in each family, as a Series."""
    target, flagged = is_attack(rows[LABEL]), probability > 0.5
    by_family = pd.Series(flagged, rows.index).groupby(attack_family(rows[LABEL]), observed=True).mean()
    return pd.Series(
        {"accuracy": accuracy_score(target, flagged), "AUC": roc_auc_score(target, probability)}
        | {f"flagged: {family}": by_family[family] for family in FAMILIES}
    )


def detectability(real, synthetic, seed=0):
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


def marginal_distances(real, synthetic):
    """Largest difference of the distribution functions (numbers) or total variation (symbols), by column."""
    distances = {name: ks_2samp(real[name], synthetic[name], method="asymp").statistic for name in NUMERIC}
    for name in [*CATEGORICAL, LABEL]:
        shares = [frame[name].astype("object").value_counts(normalize=True) for frame in (real, synthetic)]
        distances[name] = shares[0].sub(shares[1], fill_value=0).abs().sum() / 2
    return pd.Series(distances).sort_values(ascending=False)


def pairwise_distances(real, synthetic):
    """Absolute differences of the rank correlations of all pairs of numeric columns that vary."""
    frames = (real, synthetic)
    varying = [name for name in NUMERIC if all(frame[name].min() < frame[name].max() for frame in frames)]
    difference = (real[varying].corr("spearman") - synthetic[varying].corr("spearman")).abs()
    return difference.to_numpy()[np.triu_indices(len(varying), k=1)]


def equal_to_real(real, synthetic):
    """For each synthetic row, whether some real row has the same 41 features and label."""
    keys = [pd.util.hash_pandas_object(frame[COLUMNS], index=False) for frame in (synthetic, real)]
    return keys[0].isin(keys[1])


def measure(real, held_out, draws):
    """Compare synthetic draws with the real rows and return the data card.

    Parameters
    ----------
    real : dict of "train" and "test" to DataFrame
        The rows that the synthesis was fitted to.
    held_out : DataFrame
        Real training rows that it never saw.
    draws : list of dict of "train" and "test" to DataFrame
        The delivered data first, then draws with other seeds, for the spread.

    Returns
    -------
    str, Markdown
    """
    tests = {"held-out real rows": held_out, "official test file": real["test"]}
    model = train(real["train"])
    baseline = {name: score(model(rows), rows) for name, rows in tests.items()}
    baseline["bundled test file"] = score(model(draws[0]["test"]), draws[0]["test"])
    repeats = []
    for draw in draws:
        model = train(draw["train"])
        result = {
            (name, key): value
            for name, rows in tests.items()
            for key, value in score(model(rows), rows).items()
        }
        result |= {
            ("bundled test file", key): value
            for key, value in score(model(draw["test"]), draw["test"]).items()
        }
        for split in real:
            result["detectability", split] = detectability(real[split], draw[split])
        repeats.append(pd.Series(result))
        print(f"  measured {len(repeats)} of {len(draws)}")
    repeats = pd.DataFrame(repeats)
    return CARD.read_text(encoding="utf-8").format(
        rows=_rows_table(real, draws[0]),
        models=_models_table(baseline, repeats),
        closeness=_closeness_table(real, draws[0], repeats),
        labels=_labels_table(real, draws[0]),
        repeats=len(draws),
        held_out=f"{len(held_out):,}",
        known=f"{equal_to_real(real['train'], held_out).mean():.1%}",
    )


def _table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _rows_table(real, draw):
    rows = []
    for split in real:
        for name, frame in (("real", real[split]), ("synthetic", draw[split])):
            duplicated = f"{frame.duplicated().mean():.1%}"
            rows.append([split, name, f"{len(frame):,}", frame[LABEL].nunique(), duplicated])
    return _table(["split", "rows of", "rows", "labels", "exact duplicates"], rows)


def _models_table(baseline, repeats):
    rows = []
    for (test, metric), column in repeats.items():
        if test in baseline:
            spread = f"{column.mean():.5f} ± {column.std():.5f}"
            rows.append([test, metric, f"{baseline[test][metric]:.5f}", f"{column.iloc[0]:.5f}", spread])
    header = [
        "tested on",
        "metric",
        "trained on real",
        "trained on bundled",
        f"mean ± sd of {len(repeats)} draws",
    ]
    return _table(header, rows)


def _closeness_table(real, draw, repeats):
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


def _labels_table(real, draw):
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
    rows = [
        [f"`{label}`"]
        + ["" if pd.isna(v) else f"{v:.0%}" if "equal" in name else f"{v:,.0f}" for name, v in row.items()]
        for label, row in table.iterrows()
    ]
    return _table(["label", *table.columns], rows)
