"""How far the reference solutions stay from the thresholds that grades depend on."""

import re

import pandas as pd

from instructor.course import facts, lab_names
from tests.support import exercises


def measure(lab, threshold, seed, source):
    """Run an exercise's reference solution and its test, and return the value that the test looks at.

    Parameters
    ----------
    lab : str
    threshold : instructor.course.Threshold
        One of those in the lab's lab.toml.
    seed : int
        Of the notebook, and of every random generator that its cells seed.
    source : {"bundled", "real"}

    Returns
    -------
    float
    """
    cells = exercises.code_cells(lab, SEED=seed, SOURCE=source)
    seeded = {}
    for name, code in cells.items():
        seeded[name] = re.sub(r"set_random_seed\(\d+\)", f"set_random_seed({seed})", code)
    names = exercises.run_cells(seeded, exercises.needed_cells(seeded, f"{threshold.exercise}_test"))
    return float(names[threshold.variable])


def table(seeds, source):
    """Return each threshold beside what the reference solution reaches.

    Parameters
    ----------
    seeds : int
        How many; they count from 0.
    source : {"bundled", "real"}

    Returns
    -------
    pandas.DataFrame
        One row for each threshold; columns threshold, and worst, mean and sd over the seeds.
    """
    rows = {}
    for lab in lab_names():
        for threshold in facts(lab).thresholds:
            values = pd.Series([measure(lab, threshold, seed, source) for seed in range(seeds)])
            name = f"{lab} {threshold.exercise}{threshold.variable}"
            rows[name] = [threshold.least, values.min(), values.mean(), values.std()]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["threshold", "worst", "mean", "sd"])
