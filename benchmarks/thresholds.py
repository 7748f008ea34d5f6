"""How far the reference solutions stay from the thresholds that grades depend on.

python -m benchmarks.thresholds [--source real] [--seeds 10]
"""

import argparse
import re

import pandas as pd

from instructor.course import facts, lab_names
from tests.support import exercises


def measure(lab, threshold, seed, source):
    """Run an exercise's reference solution and test with a seed; return the value that the test looked at."""
    cells = exercises.code_cells(lab, SEED=seed, SOURCE=source)
    cells = {
        name: re.sub(r"set_random_seed\(\d+\)", f"set_random_seed({seed})", cells[name]) for name in cells
    }
    names = exercises.run_cells(cells, exercises.needed_cells(cells, f"{threshold.exercise}_test"))
    return float(names[threshold.variable])


def table(seeds, source):
    """Return mean, standard deviation and worst over seeds beside the threshold, one exercise a row."""
    rows = {}
    for lab in lab_names():
        for threshold in facts(lab).thresholds:
            values = pd.Series([measure(lab, threshold, seed, source) for seed in range(seeds)])
            name = f"{lab} {threshold.exercise}{threshold.variable}"
            rows[name] = [threshold.least, values.min(), values.mean(), values.std()]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["threshold", "worst", "mean", "sd"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", choices=["bundled", "real"], default="bundled")
    parser.add_argument("--seeds", type=int, default=10)
    args = parser.parse_args()
    print(table(args.seeds, args.source).round(6).to_string())
