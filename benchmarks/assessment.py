"""How far the assessment's reference solutions stay from what its hidden tests ask for.

python -m benchmarks.assessment [--seeds 10] [--dataset digits]
"""

import argparse
import itertools

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score

from helpers import datasets, load_dataset
from tests.support import exercises

TECHNIQUES = ["xgboost", "autoencoder", "gan"]
DATASETS = [name for name in datasets.DATASETS if name != "nsl_kdd"]  # that come with the course


def solve(technique, dataset, seed):
    """Return the names of the reference solution's notebook up to the threshold, without its tests."""
    cells = exercises.code_cells("lab4_assessment", TECHNIQUE=technique, DATASET=dataset, SEED=seed)
    needed = exercises.needed_cells(cells, "threshold_test")[:-1]
    rule = next(cell for cell in cells if "def three_sigma" in cells[cell])
    return exercises.run_cells(cells, [cell for cell in cells if cell in {*needed, rule}])


def measure(solution, dataset, seed):
    """Train on rows that the notebook never shows, and measure on others, as the hidden tests do."""
    parts = load_dataset(dataset, 1000 + seed, held_back=True)
    model = solution["fit"](*parts["train"])
    limit = solution["threshold"](model, *parts["validation"])
    x, y = parts["test"]
    scores = solution["score"](model, x)
    rule_scores, rule_flags = solution["three_sigma"](*parts["train"], x)
    above, rule_above = (1 - roc_auc_score(y, values) for values in (scores, rule_scores))
    return {
        "AUROC": 1 - above,
        "1 - AUROC, share of the rule's": above / rule_above,
        "F1": f1_score(y, scores > limit),
        "F1 above the rule's": f1_score(y, scores > limit) - f1_score(y, rule_flags),
        "F1 above flagging all": f1_score(y, scores > limit) - f1_score(y, np.ones(len(y))),
    }


def table(seeds, datasets=DATASETS):
    """Return range, mean and standard deviation over seeds for each technique on each data set."""
    tables = {}
    for dataset, technique in itertools.product(datasets, TECHNIQUES):
        solutions = [solve(technique, dataset, seed) for seed in range(seeds)]
        measured = pd.DataFrame([measure(solution, dataset, seed) for seed, solution in enumerate(solutions)])
        tables[dataset, technique] = measured.agg(["min", "mean", "max", "std"]).T
    return pd.concat(tables)


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10, help="(default: %(default)s)")
    parser.add_argument(
        "--dataset",
        action="append",
        help="one of them; may be repeated (default: all that come with the course)",
    )
    args = parser.parse_args()
    print(table(args.seeds, args.dataset or DATASETS).round(3).to_string())


if __name__ == "__main__":
    main()
