"""How far the reference solutions stay from the thresholds that grades depend on.

python -m benchmarks.thresholds [--source real] [--seeds 10]
"""

import argparse
import re

import pandas as pd

from tests.support import exercises

# Exercise: the name that its test cell gives to what it compares, and the least that it accepts.
GRADED = {
    ("lab1_xgboost", "train_binary"): ("_area", 0.999),
    ("lab1_xgboost", "train_multiclass"): ("_accuracy", 0.98),
    ("lab2_autoencoder", "train_autoencoder"): ("_fall", 0.2),
}


def measure(lab, exercise, seed, source):
    """Run an exercise's reference solution and test with a seed; return the value that the test looked at."""
    cells = exercises.code_cells(lab, SEED=seed, SOURCE=source)
    cells = {
        name: re.sub(r"set_random_seed\(\d+\)", f"set_random_seed({seed})", cells[name]) for name in cells
    }
    names = exercises.run_cells(cells, exercises.needed_cells(cells, f"{exercise}_test"))
    return float(names[GRADED[lab, exercise][0]])


def table(seeds, source):
    """Return mean, standard deviation and worst over seeds beside the threshold, one exercise a row."""
    rows = {}
    for (lab, exercise), (name, least) in GRADED.items():
        values = pd.Series([measure(lab, exercise, seed, source) for seed in range(seeds)])
        rows[f"{lab} {exercise}{name}"] = [least, values.min(), values.mean(), values.std()]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["threshold", "worst", "mean", "sd"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", choices=["bundled", "real"], default="bundled")
    parser.add_argument("--seeds", type=int, default=10)
    args = parser.parse_args()
    print(table(args.seeds, args.source).round(6).to_string())
