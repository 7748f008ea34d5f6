# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A tiny lab
#
# For testing the grader: five exercises, each tested in another way that the labs test in, and a reflection.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import helpers

# %% tags=["parameters"]
SEED = 7
ROWS = 400

# %% [markdown]
# ### Exercise 1 · Scaling (20 points)
#
# Complete `scale(values)`: an array of the values, moved and stretched to lie between 0 and 1.


# %% nbgrader={"grade": false, "grade_id": "scale", "locked": false, "schema_version": 3, "solution": true, "task": false}
def scale(values):
    """Return the values, moved and stretched to lie between 0 and 1."""
    ### BEGIN SOLUTION
    values = np.asarray(values, dtype=float)
    return (values - values.min()) / (values.max() - values.min())
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "scale_test", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_got = scale([2, 4, 6])
assert len(_got) == 3, f"three values went in, {len(_got)} came out"
assert all(0 <= value <= 1 for value in _got), "not all are between 0 and 1"
np.testing.assert_allclose(_got, [0, 0.5, 1], err_msg="wrong for 2, 4, 6")
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_hidden_values = [3.0, -1.0, 1.0, 7.0]
np.testing.assert_allclose(
    scale(_hidden_values), [0.5, 0, 0.25, 1], atol=1e-9, err_msg="wrong for other values"
)
assert np.allclose(scale([1000, 1001]), [0, 1]), "wrong for large values"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2 · A value (15 points)
#
# Assign to `cutoff` the value below which 95 % of the numbers from 0 to 100 lie: `np.quantile`.

# %% nbgrader={"grade": false, "grade_id": "cutoff", "locked": false, "schema_version": 3, "solution": true, "task": false}
numbers = np.arange(101)
### BEGIN SOLUTION
cutoff = np.quantile(numbers, 0.95)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cutoff_test", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
assert isinstance(cutoff, (int, float, np.number)), f"cutoff is a number, not a {type(cutoff).__name__}"
assert 0 < cutoff < 100, f"a number between 0 and 100, not {cutoff}"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
assert abs(cutoff - 95) < 1e-6, "the wrong number"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3 · Counting (15 points)
#
# Complete `counts(labels)`: a dict from each label to how often it occurs.


# %% nbgrader={"grade": false, "grade_id": "counts", "locked": false, "schema_version": 3, "solution": true, "task": false}
def counts(labels):
    """Return how often each label occurs, as a dict."""
    ### BEGIN SOLUTION
    found = {}
    for label in labels:
        found[label] = found.get(label, 0) + 1
    return found
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "counts_test", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
assert counts(["a", "b", "a"]) == {"a": 2, "b": 1}, "wrong for a, b, a"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
assert counts([]) == {}, "wrong for no labels"
assert counts(list("mississippi")) == {"m": 1, "i": 4, "s": 4, "p": 2}, "wrong for many labels"
assert sum(helpers.is_attack(pd.Series(list(counts(["normal.", "smurf.", "spy."]))))) == 2, "wrong keys"
### END HIDDEN TESTS

# %%
generator = np.random.default_rng(SEED)
rows = generator.normal(size=(ROWS, 2))
is_odd = generator.random(ROWS) < 0.2
rows[is_odd] += 3

# %% [markdown]
# ### Exercise 4 · A detector (15 points)
#
# Complete `detect(train, test)`: a score for each row of `test`, the larger the further it lies from the mean of
# `train`.


# %% nbgrader={"grade": false, "grade_id": "detect", "locked": false, "schema_version": 3, "solution": true, "task": false}
def detect(train, test):
    """Return the distance of each row of `test` from the mean of `train`."""
    ### BEGIN SOLUTION
    return np.linalg.norm(test - train.mean(axis=0), axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "detect_test", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
from sklearn.metrics import roc_auc_score

_score = detect(rows[:100][~is_odd[:100]], rows[100:200])
assert np.shape(_score) == (100,), f"100 rows went in, the scores have shape {np.shape(_score)}"
assert roc_auc_score(is_odd[100:200], _score) > 0.9, "the odd rows do not score higher than the others"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_held_out = detect(rows[:100][~is_odd[:100]], rows[200:])
assert roc_auc_score(is_odd[200:], _held_out) > 0.9, "wrong on held-out rows"
assert np.isfinite(_held_out).all() and np.ptp(_held_out) > 1, "scores without a spread"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · A table (15 points)
#
# Complete `by_service(frame)`: the mean of `bytes` for each `service`, as a DataFrame with the one column `bytes`
# and the services as its index, sorted.


# %% nbgrader={"grade": false, "grade_id": "by_service", "locked": false, "schema_version": 3, "solution": true, "task": false}
def by_service(frame):
    """Return the mean of `bytes` for each service."""
    ### BEGIN SOLUTION
    return frame.groupby("service")[["bytes"]].mean()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "by_service_test", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
import pandas as pd

_frame = pd.DataFrame({"service": ["http", "ftp", "http"], "bytes": [10, 30, 20]})
_table = by_service(_frame)
assert isinstance(_table, pd.DataFrame), f"return a DataFrame; this is a {type(_table).__name__}"
assert list(_table.columns) == ["bytes"], f"its columns are {list(_table.columns)}"
assert _table["bytes"].to_dict() == {"ftp": 30, "http": 15}, "wrong means"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_other = pd.DataFrame({"service": list("cabac"), "bytes": [1.0, 2.0, 3.0, 4.0, 5.0]})
_expected = pd.DataFrame({"bytes": [3.0, 3.0, 3.0]}, index=pd.Index(list("abc"), name="service"))
pd.testing.assert_frame_equal(by_service(_other), _expected, check_index_type=False)
assert by_service(_other).equals(_expected), "wrong on another table"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection1_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 1 · Far from the mean (20 points)
#
# When does the distance from the mean find no anomalies? One sentence.
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (20 points)**
#
# - 20 points: where normal rows form several groups, an anomaly between them lies near the mean.
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection1", "locked": false, "points": 20, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* Where normal rows form two groups, an anomaly between them is closest to the mean of all.

# %%
results = {
    "cutoff": cutoff,
    "rows": len(rows),
}
pd.Series(results, name="value").to_frame()
