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

# %% [markdown] nbgrader={"grade": false, "grade_id": "introduction", "locked": true, "schema_version": 3, "solution": false, "task": false}
# # Lab 1 · Supervised anomaly detection with XGBoost
#
# ![Three panels: the scores of normal connections and attacks on held-out rows, which hardly overlap; the
# recall of each kind, which is low or 0 where there are few rows to learn from; the errors of the same
# model on three tests, far more on the official test file than on held-out rows.][opening]
#
# *What you will build, drawn from the reference solution. The lab ends with the same figure from your
# run.*
#
# **What you will be able to do.** Prepare network connections for a model without leaking the test rows
# into it. Compute by hand what gradient boosting computes. Train a classifier on CPU or GPU, choose its
# threshold by what mistakes cost, and say why it raised an alarm. And tell a score that you can rely on
# from one that flatters you.
#
# **What you need.** Python, pandas, and an idea of what a classifier is. No knowledge of network security.
#
# **How long.** About three hours for Sections 1 to 12, which have all the points. Section 13 goes
# further, for those who want to. Running everything takes about a minute.
#
# **How it works.** There are 16 exercises, checked by the cell below each of them, and 4 reflections, read
# by a person. In an exercise, replace the line `raise NotImplementedError` with your code, run the cell
# with *Shift+Enter*, and once more to run its test, which is folded up below: the test says what is wrong.
# `helpers.progress()` says where you stand. Hints come in steps, so open the next one only if the one
# before was not enough. Some tests are hidden until grading; they check what the prompt asks for on other
# inputs and with other arguments.
#
# If an exercise resists, go on and come back: each is graded by itself, except that Exercises 4, 5, 9 and
# 10 may use the functions before them. The lab goes on with your own functions where they are right, and
# says so; where it can, it goes on with others if they are not. A test, or a cell that uses your function
# without such a way out, fails until the function is there, and *Run All* stops at the first such cell:
# step over it, and go on with *Run → Run Selected Cell and All Below*. To write a reflection, select its
# cell and press *Enter*. Before you hand in: *Kernel → Restart Kernel and Run All Cells*, then press
# *Validate*.
#
# | section | exercises and reflections | minutes | points |
# |:--|:--|--:|--:|
# | 1 What is an anomaly? | Reflection 1 | 15 | 5 |
# | 2 The data at a glance | Reflection 2 | 15 | 5 |
# | 3 From connections to numbers | Exercises 1 and 2 | 20 | 8 |
# | 4 Boosting by hand | Exercises 3 to 6 | 30 | 18 |
# | 5 From one tree to XGBoost | | 5 | |
# | 6 Training the classifier | Exercise 7 | 10 | 6 |
# | 7 Thresholds | Exercises 8 to 10 | 25 | 17 |
# | 8 Why this alarm? | Exercise 11 | 10 | 3 |
# | 9 When anomalies are rare | Exercise 12, Reflection 3 | 20 | 12 |
# | 10 Which attack is it? | Exercises 13 and 14 | 10 | 11 |
# | 11 Connections in time | Exercise 15 | 5 | 5 |
# | 12 An honest evaluation | Exercise 16, Reflection 4 | 15 | 10 |
# | 13 Going further | | 30 | |
# | | **total** | **210** | **100** |

# %%
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xgboost as xgb

import helpers
from helpers import lab1_figures

helpers.use_style()

# %% tags=["parameters"]
SEED = 7  # where every random choice starts; the lab tells the same story from another seed
SOURCE = "auto"  # the real data if `make data` has fetched it, else the bundled data
RUN_OPTIONAL = False  # True also runs the cells that are marked as optional

# %% [markdown]
# ## 1 What is an anomaly?
#
# *About 15 minutes.*
#
# Each of the three records below, which are made up, has an anomaly. Find all three before you read on, and
# say what gives each away.

# %%
lab1_figures.spot_the_anomaly()
plt.show()

# %% [markdown]
# The next cell circles them. They are of three kinds. In A, a *point* lies far from all others, although
# neither of its two values alone is unusual. In B, the values are ordinary, but not *at that time*: there
# are as many calls as in the morning, in the middle of the night. In C, each value alone is ordinary, and
# together they are not: two beats are missing. A rule such as "more than 1,000 calls an hour" finds none
# of them.

# %%
lab1_figures.spot_the_anomaly(answers=True)
plt.show()

# %% [markdown]
# An [**anomaly**](../glossary.md#anomaly) is an observation that does not look like the others: so
# different that it seems to come from another process. A worn bearing, a forged cheque, a tumour, a login
# at 4 a.m. from two continents. Anomalies are mostly rare, often costly, and seldom announced.
#
# **Who looks for them.** Network operators do, for two reasons. The first is fraud: those asked by the
# Communications Fraud Control Association put its cost at 38.95 billion dollars in 2023, or 2.5 % of what
# operators earn. (That is an estimate by those who fight fraud, not a measurement.) The second is
# failure: operators in the EU reported 168 major incidents in 2021. Of these, 59 % were failures of
# systems, 23 % were mistakes of people, and 8 % were malicious. Smaller incidents, such as a stolen
# telephone number, are not in that list. So most large failures of networks are not attacks. What
# operators have to search in:
#
# | data | one row is | shows, for example |
# |:--|:--|:--|
# | call detail records | a call or message: who, whom, when, how long, which cell | a SIM card that calls expensive numbers all night |
# | flow records (NetFlow, IPFIX) | a connection: addresses, ports, protocol, bytes, packets | a scan, a flood, data that leaves the company |
# | counters of equipment | a value every few minutes: load, errors, dropped calls | a cell that fails slowly |
# | logs of logins and changes | an action of a person or program | an account that is used by somebody else |
#
# The data of this lab are flow records with some extras.
#
# **A case.** In 2010 a worm was found, later called Stuxnet, that spread from USB sticks to Windows
# computers, over local networks from one to the next, and from there to the industrial controllers of
# centrifuges. The controllers were on no outside network. The worm made the centrifuges run too fast and
# too slow, and showed the operators recordings of normal readings in the meantime. It used flaws that
# nobody knew yet, so no list of known attacks had it. What could have given it away was behaviour: a
# computer that talked to controllers it had never talked to before, motor frequencies that no process asked
# for.
#
# So there are two questions to ask before any technique: *which data would have recorded this?* and *do we
# know what we are looking for?* If we have labelled examples, we can learn the difference: that is
# supervised learning, and this lab. If not, Labs 2 and 3 are for you.

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection1_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 1 · Anomalies where you are (5 points)
#
# Describe **two** kinds of anomaly that would matter in an organisation that you know (a company, a
# hospital, a university). For each: which data would record it, would there be labelled examples, and would
# you therefore choose a supervised or an unsupervised technique? Five to ten sentences.
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 2 points: two anomalies that are specific to the organisation ("a nurse's account opens 400 patient
#   records in a night", not "hacking"). One each.
# - 1 point: for both, the data source is named and would indeed hold the trace (log, sensor, transaction
#   table).
# - 1 point: says for both whether labels exist or could be had, and why.
# - 1 point: the choice of technique follows from the labels. Labels of known cases but new ones expected,
#   hence both, is a good answer.
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection1", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* In a hospital, a member of staff opens the records of patients whom they do not treat, a
# celebrity's for example. The access log of the records system has user, patient, time and ward. Past
# disciplinary cases are labels, but there are few and the next case will look different. So I would start
# unsupervised, with each role's usual number and mix of accesses, and use the few labels to check it. The
# second: invoices of a supplier that does not exist. The accounting system records supplier, account
# number, amount and who approved it. Audits of past years have marked hundreds of invoices as false, and
# fraudsters repeat what worked: a supervised classifier fits, retrained after each audit. It would miss a
# new trick, so I would keep a simple unsupervised check beside it.

# %% [markdown]
# ## 2 The data at a glance
#
# *About 15 minutes.*
#
# In 1998 a simulated air-force network was attacked for weeks, on purpose, and everything was recorded. A
# year later, the connections became the data of the KDD Cup. Each row is one connection with 41 features
# and a label. It is old and it has flaws; Section 12 measures two of them. It is also the best-known data
# of the field, so that what you see here can be compared with hundreds of papers.
#
# `load_kdd99` says which data it took: the bundled synthetic copy, drawn from the real files (its data card
# is `data/README.md`), or the real files. Everything in this lab works on both.

# %%
connections = helpers.load_kdd99("train", SOURCE)
official_test = helpers.load_kdd99("test", SOURCE)
connections.head()

# %% [markdown]
# The features come in three groups. *Basic* ones describe the connection itself. *Content* features are
# what an expert would look for in the data that was sent, such as failed logins. *Traffic* features are
# statistics over the connections just before it. Names ending in `_rate` are shares between 0 and 1, bytes
# are bytes, `duration` is in seconds. Some that you will meet again:
#
# | feature | meaning |
# |:--|:--|
# | `count`, `srv_count` | connections in the last two seconds: to the same host; to the same service |
# | `serror_rate`, `rerror_rate` | of those to the same host: the share left half-open; the share refused |
# | `same_srv_rate`, `diff_srv_rate` | of those to the same host: the share with the same service; with other services |
# | `dst_host_...` | the same kind of statistics over a longer window of connections (counts up to 255) |
# | `hot`, `num_compromised` | number of suspicious things done in the session; number of signs that the host is compromised |
# | `land`, `wrong_fragment` | whether sender and receiver are the same (0 or 1); number of malformed fragments |

# %%
for group, features in helpers.FEATURE_GROUPS.items():
    print(f"{group:8} {len(features):2} features: {', '.join(features)}")

# %% [markdown]
# Three features are symbols, not numbers: `protocol_type`, `service` and `flag` (how the connection ended;
# `SF` is the normal way).

# %%
connections[["protocol_type", "service", "flag"]].describe()

# %% [markdown]
# One of the 23 labels is `normal.` (all labels end in a dot); the 22 attacks belong to four
# [**families**](../glossary.md#attack-family). *DoS*: flood a host until it gives up. *Probe*: look for
# open doors. *R2L*: get in from outside (remote to local). *U2R*: become administrator (user to root).
# Look at the scale of the figure: each gridline is ten times the one before. The largest class is
# `smurf.`, a DoS attack, with more than half of all rows; some attacks have a handful.

# %%
lab1_figures.rows_by_label(connections["label"])
plt.show()

# %%
share_of_label = connections["label"].value_counts(normalize=True)
duplicate_share = connections.duplicated().mean()
print(f"{share_of_label['normal.']:.1%} of the connections are normal; all others are attacks.")
print(f"{duplicate_share:.1%} of the rows are exact copies of an earlier row.")

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection2_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 2 · More anomalies than normal rows (5 points)
#
# Four out of five connections here are attacks. Is an attack an *anomaly* in this data? What does the ratio
# imply for (a) accuracy as a measure, (b) a technique that assumes anomalies to be rare, (c) using the
# trained model in a network where one connection in a thousand is an attack: which share of its alarms
# would be true? Make a prediction for (c): Sections 9 and 12 test it.
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 1 point: "anomaly" is about being unlike normal behaviour, not only about being few; or argues well that
#   by frequency the normal rows are the anomaly here.
# - 1 point: (a) calling everything an attack already scores about 80 %; accuracy needs that baseline beside
#   it.
# - 1 point: (b) such a technique would learn the attacks as the norm; the data must be resampled first.
# - 1 point: (c) the rarer the attacks, the larger the share of the alarms that are false, at the same false
#   positive rate (base rate).
# - 1 point: (c) makes a prediction that Sections 9 and 12 can confirm or refute. Right or wrong does not
#   matter.
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection2", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* By frequency the attacks are the norm here and the normal connections the exception; by
# meaning they are still anomalies, because they come from another process than the users' traffic. (a) A
# model that calls everything an attack is right in 80 % of the cases and worthless, so accuracy says little
# without that baseline; I would look at recall and false alarms. (b) A method that takes the frequent for
# normal would learn smurf as normal and flag the users. The attacks have to be thinned out before training
# it. (c) At 1 in 1000, a false positive rate of 0.1 % already means as many false alarms as true ones. I
# predict that the model trained on many attacks keeps its recall on a network with few attacks, but that
# its precision falls clearly.

# %% [markdown]
# ## 3 From connections to numbers
#
# *About 20 minutes.*
#
# First, the rows are divided. A quarter becomes [**test rows**](../glossary.md#test-rows): they are used
# once, to measure, and nothing may be learnt from them. A fifth of the rest becomes
# [**validation rows**](../glossary.md#validation-rows), on which choices are made, such as a threshold. The
# model learns from the others. Each part has nearly the same share of each family. (Section 12 asks
# whether a random division is enough.)

# %%
from sklearn.model_selection import train_test_split

rest, test_rows = train_test_split(
    connections, test_size=0.25, stratify=connections["label"], random_state=SEED
)
train_rows, valid_rows = train_test_split(
    rest, test_size=0.2, stratify=helpers.attack_family(rest["label"]), random_state=SEED
)
print(
    f"{len(train_rows):,} rows to train on, {len(valid_rows):,} to choose by, {len(test_rows):,} to test on"
)

# %% [markdown]
# ### Exercise 1 · Attack or not (3 points)
#
# Complete `binary_labels(labels)`. It gets a Series of labels and returns a Series of integers with the
# same index: 0 for `normal.` (with its dot) and 1 for every attack. Write it yourself, without
# `helpers.is_attack`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How exactly is the label of a normal row spelt? `connections["label"].unique()` lists all labels.
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Ask of each label whether it is something else than the normal one: every attack says yes, whatever its
# name. Then turn yes and no into 1 and 0.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# Comparing a Series with a value gives a Series of True and False with the same index: try
# `pd.Series(["a", "b"]) == "a"`. The method `astype(int)` turns True into 1 and False into 0.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "binary_labels", "locked": false, "schema_version": 3, "solution": true, "task": false}
def binary_labels(labels):
    """Return 0 for normal and 1 for an attack, as a Series of integers with the index of `labels`."""
    ### BEGIN SOLUTION
    return (labels != "normal.").astype(int)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "binary_labels_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

import helpers

_names = getattr(getattr(binary_labels, "__code__", None), "co_names", ())
_is_the_helper = "helpers" in _names or globals().get("is_attack") is helpers.is_attack
assert not ("is_attack" in _names and _is_the_helper), (
    "this calls helpers.is_attack, which is what you are asked to write"
)
_labels = pd.Series(["normal.", "smurf.", "normal.", "spy."], index=[10, 7, 3, 1])
_got = binary_labels(_labels)
assert isinstance(_got, pd.Series), f"return a pandas Series; this is a {type(_got).__name__}"
assert len(_got) == 4, f"four labels went in, {len(_got)} came out"
assert _got.dtype.kind in "iu", (
    f"the values are of type {_got.dtype}: turn them into integers with .astype(int)"
)
assert list(_got) != [1, 0, 1, 0], "the other way round: 0 is normal, 1 is an attack"
assert list(_got) != [1, 1, 1, 1], (
    "everything became an attack: how exactly is the label of a normal row spelt?"
)
assert list(_got) == [0, 1, 0, 1], f"expected [0, 1, 0, 1], got {list(_got)}"
assert list(_got.index) == [10, 7, 3, 1], "the result has lost the index of the labels"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_sample = pd.Series(["back.", "normal.", "neptune.", "worm.", "normal.", "teardrop."], dtype="category")
assert list(binary_labels(_sample)) == [1, 0, 1, 1, 0, 1], "wrong on other labels, or on a categorical Series"
assert list(binary_labels(pd.Series(["normal."] * 3))) == [0, 0, 0], "wrong where all labels are normal"
assert list(binary_labels(pd.Series(["phf."] * 3))) == [1, 1, 1], "wrong where all labels are attacks"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2 · One-hot encoding (5 points)
#
# A tree compares numbers, so a symbol has to become numbers: a column of 0 and 1 for each symbol, with a 1
# where the row has it. This is [**one-hot encoding**](../glossary.md#one-hot-encoding). Real traffic will
# bring symbols that were not in the training rows. What becomes of them must be decided now, not when it
# happens.
#
# Complete `encode(train, test)`. Both are DataFrames with the 41 features (no label). Return two DataFrames
# `x_train, x_test`:
#
# - with the **same columns in the same order**;
# - the numeric columns unchanged, under their names;
# - one column of 0 and 1 for each symbol **that occurs in the training rows**, named as you like;
# - a symbol that occurs only in `test` gets no column: its row has 0 in all columns of that feature.
#
# The order of the columns and the index are up to you. Mind that the symbols are categorical columns:
# such a column lists all its categories, even those that none of its rows has. Any library is allowed,
# except `helpers.make_preprocessor`, which does all of this.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which rows decide which columns there are? And what do the columns of a feature hold in a row whose symbol
# has no column?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Learn the symbols from the training rows once, and apply what was learnt to both tables. scikit-learn has
# `OneHotEncoder` for symbols, and `ColumnTransformer` to apply it to some columns and pass the others
# through.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `OneHotEncoder` returns zeros for unknown symbols with `handle_unknown="ignore"`, and an ordinary array
# with `sparse_output=False`. `ColumnTransformer([("a name", encoder, ["column", "other"])])` drops all
# other columns unless you pass `remainder="passthrough"`, and renames columns unless you pass
# `verbose_feature_names_out=False`; `.set_output(transform="pandas")` makes the result a DataFrame.
# `fit_transform` learns from rows, `transform` does not.
#
# With `pd.get_dummies`, think of `reindex`, and remember that a categorical column knows more categories
# than it has values.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "encode", "locked": false, "schema_version": 3, "solution": true, "task": false}
def encode(train, test):
    """Return x_train and x_test: numbers unchanged, symbols one-hot as they occur in `train`."""
    ### BEGIN SOLUTION
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import OneHotEncoder

    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    encoder = ColumnTransformer(
        [("symbols", one_hot, ["protocol_type", "service", "flag"])],
        remainder="passthrough",
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")
    return encoder.fit_transform(train), encoder.transform(test)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "encode_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

import helpers
from helpers.schema import CATEGORICAL, FEATURES, NUMERIC


def _made_up(protocols, services, flags, seed):
    """Make a few connections up; the symbols are categorical, as in the data, and know all categories."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({name: rng.integers(0, 9, len(flags)) / 4 for name in NUMERIC})
    kinds = {
        "protocol_type": ["icmp", "tcp", "udp"],
        "service": ["ftp", "http", "smtp", "X11"],
        "flag": ["REJ", "S0", "SF"],
    }
    for name, values in zip(CATEGORICAL, (protocols, services, flags)):
        table[name] = pd.Categorical(values, categories=kinds[name])
    return table[FEATURES]


_names = getattr(getattr(encode, "__code__", None), "co_names", ())
_is_the_helper = "helpers" in _names or globals().get("make_preprocessor") is helpers.make_preprocessor
assert not ("make_preprocessor" in _names and _is_the_helper), (
    "this calls helpers.make_preprocessor, which is what you are asked to write"
)


def _check_encoding(train, test):
    before = train.copy(), test.copy()
    got = encode(train.copy(), test.copy())
    assert isinstance(got, (tuple, list)) and len(got) == 2, "return two DataFrames: x_train, x_test"
    x_train, x_test = got
    assert isinstance(x_train, pd.DataFrame) and isinstance(x_test, pd.DataFrame), "return two DataFrames"
    assert len(x_train) == len(train), f"x_train has {len(x_train)} rows for {len(train)} training rows"
    assert len(x_test) == len(test), f"x_test has {len(x_test)} rows for {len(test)} test rows"
    assert list(x_train.columns) == list(x_test.columns), (
        "x_train and x_test have different columns, so the model would read the wrong ones: "
        "learn the columns from `train`, apply them to both"
    )
    assert x_train.columns.is_unique, "two columns have the same name"
    missing = [name for name in NUMERIC if name not in x_train]
    assert not missing, (
        f"numeric columns are missing or renamed: {missing[:3]} ... "
        "(a ColumnTransformer renames them unless verbose_feature_names_out=False)"
    )
    for got, rows in ((x_train, before[0]), (x_test, before[1])):
        assert not any(
            dtype.kind in "OM" or isinstance(dtype, pd.CategoricalDtype) for dtype in got.dtypes
        ), "some columns still hold symbols"
        assert not got.isna().any(axis=None), (
            "some values are missing (NaN): a symbol that a row does not have is a 0 in its column"
        )
        assert np.array_equal(got[NUMERIC].to_numpy(float), rows[NUMERIC].to_numpy(float)), (
            "the numeric columns have changed; trees need no scaling, and shares between 0 and 1 no rounding"
        )
    symbols = [(name, value) for name in CATEGORICAL for value in sorted(set(before[0][name]))]
    expected = {
        (name, value): [*(before[0][name] == value).astype(int), *(before[1][name] == value).astype(int)]
        for name, value in symbols
    }
    columns = [name for name in x_train if name not in NUMERIC]
    new = [name for name in CATEGORICAL if set(before[1][name]) - set(before[0][name])]
    counted = f"{len(columns)} columns hold symbols, but this test's training rows have {len(symbols)} different symbols"
    assert len(columns) >= len(symbols), f"{counted}: one column for each"
    assert len(columns) <= len(symbols), (
        f"{counted}: a symbol of {new or CATEGORICAL} that is not in `train` got a column"
    )
    got = sorted([*map(float, x_train[name]), *map(float, x_test[name])] for name in columns)
    assert got == sorted(expected.values()), "the 0/1 columns do not show which row has which symbol"


_train = _made_up(
    ["tcp", "udp", "tcp", "tcp", "icmp"],
    ["http", "ftp", "http", "smtp", "ftp"],
    ["SF", "SF", "S0", "SF", "S0"],
    0,
)
_test = _made_up(["tcp", "icmp", "udp"], ["http", "X11", "ftp"], ["S0", "SF", "REJ"], 1)
_check_encoding(_train, _test)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_train = _made_up(["udp", "tcp", "udp", "tcp"], ["X11", "ftp", "ftp", "http"], ["REJ", "S0", "S0", "S0"], 2)
_test = _made_up(["icmp", "icmp"], ["smtp", "http"], ["SF", "SF"], 3)
_check_encoding(_train, _test)
_check_encoding(_train.set_axis([9, 8, 7, 6]), _train.iloc[:1])
_check_encoding(_train.iloc[[1, 3]], _train)  # one protocol only
### END HIDDEN TESTS

# %% [markdown]
# From here on, the lab uses your `encode` and `binary_labels` if they are right. If one is not yet, it
# takes a function from `helpers` instead, so that you can go on. The cell compares the two on some rows
# and says which it is.


# %%
def encode_by_helpers(train, test):
    """Do what Exercise 2 asks for with the preprocessor that all labs share."""
    preprocessor = helpers.make_preprocessor("passthrough").fit(train)
    return preprocessor.transform(train), preprocessor.transform(test)


features = list(connections.columns.drop("label"))
symbols = ["protocol_type", "service", "flag"]
# To learn the columns, one row for each combination of symbols is enough.
combinations = train_rows[features].drop_duplicates(symbols)
encode_rows = helpers.yours_or_given(
    encode, encode_by_helpers, combinations, official_test[features].head(2000)
)
to_classes = helpers.yours_or_given(binary_labels, helpers.is_attack, train_rows["label"])


# %%
def prepare(rows):
    """Return the columns and the classes of some rows. The columns come from the training rows."""
    _, table = encode_rows(combinations.copy(), rows[features])
    return table.astype("float32"), to_classes(rows["label"])


x_train, y_train = prepare(train_rows)
x_valid, y_valid = prepare(valid_rows)
x_test, y_test = prepare(test_rows)
print(f"{len(features)} features became {x_train.shape[1]} columns.")
x_train.iloc[:5, -6:]

# %% [markdown]
# Trees can also do without one-hot columns: Section 13 gives XGBoost the symbols as they are. Labs 2 and 3
# cannot, because a neural network multiplies its inputs.
#
# ## 4 Boosting by hand
#
# *About 30 minutes.*
#
# [**XGBoost**](../glossary.md#xgboost) adds up small regression trees. It is a form of
# [**boosting**](../glossary.md#boosting): each tree is fitted to what the trees before it got wrong, the
# [*residuals*](../glossary.md#residual). The textbook example asks who likes computer games. Eight people, who are made up, were asked: 3 is very much, -2 is not at all. A first tree has three leaves, a second one has two:

# %%
people = pd.DataFrame(
    {
        "age": [10, 12, 10, 12, 38, 41, 68, 71],
        "is_male": [1, 1, 0, 0, 1, 0, 1, 0],
        "daily_computer": [1, 0, 0, 1, 0, 1, 0, 1],
    },
    index=["boy", "other boy", "girl", "other girl", "father", "mother", "grandfather", "grandmother"],
)
likes_games = pd.Series([2.9, 1.1, -0.8, 1.0, -1.9, -0.1, -1.9, -0.1], people.index)
settings = {"base_score": 0, "eta": 1, "reg_lambda": 0, "max_leaves": 3, "grow_policy": "lossguide"}
two_trees = xgb.train(settings, xgb.DMatrix(people, likes_games), num_boost_round=2)
answers = {
    name: two_trees.predict(xgb.DMatrix(people), iteration_range=span, output_margin=True)
    for name, span in {"tree 1": (0, 1), "tree 2": (1, 2), "sum": (0, 2)}.items()
}
pd.DataFrame({"likes games": likes_games} | answers, people.index).round(1)

# %%
for number, text in enumerate(two_trees.get_dump(), start=1):
    print(f"Tree {number}\n{text}")

# %% [markdown]
# The first tree asks for age and sex and answers 2, 0.1 or -1. What is left over, 0.9 too little or too
# much, depends on whether they use a computer every day, and the second tree finds that. The ensemble's
# answer is the sum: 2 + 0.9 = 2.9 for the boy, -1 - 0.9 = -1.9 for his grandfather.
#
# How does a tree find its questions and its answers? Four points are enough to see all of it. You will
# compute one tree by hand, then ask XGBoost for the same tree and compare the digits.
#
# | x | y | first prediction | residual |
# |--:|--:|--:|--:|
# | 10 | -10 | 0.5 | -10.5 |
# | 20 | 7 | 0.5 | 6.5 |
# | 25 | 8 | 0.5 | 7.5 |
# | 35 | -7 | 0.5 | -7.5 |

# %%
x_points = np.array([10.0, 20.0, 25.0, 35.0])
y_points = np.array([-10.0, 7.0, 8.0, -7.0])
first_prediction = 0.5
residuals = y_points - first_prediction
residuals

# %% [markdown]
# ### Exercise 3 · Similarity (3 points)
#
# How well can one number stand in for a group of residuals? The [**similarity
# score**](../glossary.md#similarity) says so:
#
# $$\text{similarity} = \frac{(\text{sum of residuals})^2}{\text{number of residuals} + \lambda}$$
#
# Residuals that agree add up and score high. Residuals that cancel score low. The regularisation $\lambda$
# (`reg`) lowers the score of small groups most. Complete `similarity(residuals, reg=0.0)`; it returns one
# number, not rounded. Here and in Exercises 4 to 6, a group of residuals may be a list or an array.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Is it the square of a sum or the sum of squares? For the four residuals of the table one of them leads to
# 4, which is right, and the other to 66.25.
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Sum first, then square, then divide. `reg` is added to the number of residuals.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.sum` and `len` work on lists and arrays alike: `np.sum([1, 2])` is 3 and `len([1, 2])` is 2. `3 ** 2`
# is 9.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "similarity", "locked": false, "schema_version": 3, "solution": true, "task": false}
def similarity(residuals, reg=0.0):
    """Return the similarity score of a group of residuals."""
    ### BEGIN SOLUTION
    return np.sum(residuals) ** 2 / (len(residuals) + reg)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "similarity_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_root = similarity([-10.5, 6.5, 7.5, -7.5])
assert _root is not None, "nothing came back: use return, not print"
assert np.ndim(_root) == 0, "return one number"
assert not np.isclose(_root, [265, 66.25]).any(), (
    "this is the sum of the squares; the formula has the square of the sum"
)
assert not np.isclose(_root, 16), "divide by the number of residuals"
assert np.isclose(_root, 4), f"all four residuals have a similarity of 4, not {_root}"
assert np.isclose(similarity([-10.5]), 110.25), f"[-10.5] alone has 110.25, not {similarity([-10.5])}"
_right = similarity(np.array([6.5, 7.5, -7.5]))
assert np.isclose(_right, 14.0833, atol=1e-3), f"[6.5, 7.5, -7.5] has 14.0833, not {_right}"
assert np.isclose(_right, 42.25 / 3, rtol=1e-9), "do not round: your digits will be compared with XGBoost's"
assert np.isclose(similarity([-10.5], reg=1), 55.125), "with reg=1, [-10.5] has 110.25 / 2 = 55.125"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
assert np.isclose(similarity([-10.5, 0.5], reg=2), 25), "reg is added to the number of residuals"
assert np.isclose(similarity([3.0, 4.0, -1.0], reg=3), 6), "wrong with reg=3"
assert np.isclose(similarity(np.array([0.25, 0.5]), 0.5), 0.225), "wrong with fractions"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4 · Gain (3 points)
#
# A split is worth what it adds, its [**gain**](../glossary.md#gain): the similarity of both sides minus the
# similarity of the group before it was split. Complete `gain(left, right, reg=0.0)`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which group was there before the split? The function does not get it, but it gets both parts.
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Three similarities are needed: add those of the two sides, and subtract that of the group before the
# split. All three take the same `reg`.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.concatenate([[1, 2], [3]])` is `[1, 2, 3]`, for lists and for arrays. (`+` joins lists, but adds up
# arrays.)
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "gain", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gain(left, right, reg=0.0):
    """Return what splitting a group of residuals into `left` and `right` gains."""
    ### BEGIN SOLUTION
    root = np.concatenate([left, right])
    return similarity(left, reg) + similarity(right, reg) - similarity(root, reg)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gain_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_first = gain([-10.5], [6.5, 7.5, -7.5])
assert _first is not None, "nothing came back: use return, not print"
assert not np.isclose(_first, 124.3333, atol=1e-3), "subtract the similarity of the group before the split"
assert np.isclose(_first, 120.3333, atol=1e-3), f"the split after the first point gains 120.33, not {_first}"
assert np.isclose(gain([-10.5, 6.5], [7.5, -7.5]), 4), "the split in the middle gains 4"
assert np.isclose(gain([-10.5, 6.5, 7.5], [-7.5]), 56.3333, atol=1e-3), (
    "the split before the last point gains 56.33"
)
assert np.isclose(gain(np.array([-10.5, 6.5]), np.array([7.5, -7.5])), 4), (
    "arrays: + adds them up, np.concatenate joins them"
)
assert np.isclose(gain([-10.5], [7.5], reg=1), 80.25), "with reg=1, splitting [-10.5, 7.5] gains 80.25"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
assert np.isclose(gain([-10.5], [6.5, 7.5, -7.5], reg=1), 110.25 / 2 + 42.25 / 4 - 16 / 5), "wrong with reg=1"
assert np.isclose(gain(np.array([1.0, 2.0]), np.array([3.0]), reg=2), 9 / 4 + 9 / 3 - 36 / 5), (
    "wrong with reg=2"
)
assert np.isclose(gain([2.0], [2.0]), 0), "splitting equal residuals gains nothing"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · The best split (7 points)
#
# XGBoost's exact method tries every place where a split could be: half-way between neighbouring values of
# x. Rows with `x < threshold` go left.
#
# Complete `best_split(x, residuals, reg=0.0)`. Return `threshold, gain` of the split that gains most, even
# if its gain is negative. The points may come in any order, and several may share a value of x: those stay
# together. There are at least two different values. If several splits gain the same, any of them is right.
#
# <details><summary>Hint 1: a nudge</summary>
#
# For x = 10, 20, 25 and 35 there are three places for a split. Where are they, and which points go left at
# each?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Put the different values of x in order; the thresholds are the means of neighbours. Compute the gain of
# each threshold with your function and keep the largest. It may be negative, so a search must not start
# from 0.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.unique([5, 2, 5])` is `[2, 5]`: the different values in order. `a[:-1]` leaves out the last element of
# an array and `a[1:]` the first. A condition picks elements of another array,
# `np.array([7, 8])[np.array([1, 3]) < 2]` is `[7]`, and `np.argmax` gives the position of the largest.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "best_split", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_split(x, residuals, reg=0.0):
    """Return the threshold on `x` that gains most, and its gain."""
    ### BEGIN SOLUTION
    x, residuals = np.asarray(x), np.asarray(residuals)
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    gains = [gain(residuals[x < threshold], residuals[x >= threshold], reg) for threshold in thresholds]
    best = np.argmax(gains)
    return thresholds[best], gains[best]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "best_split_test", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_x, _residuals = np.array([10.0, 20.0, 25.0, 35.0]), np.array([-10.5, 6.5, 7.5, -7.5])
_got = best_split(_x, _residuals)
assert np.shape(_got) == (2,), "return two numbers: threshold, gain"
assert not np.isclose(_got[0], 120.3333, atol=1e-3), "the threshold comes first, then the gain"
assert not np.isclose(_got[0], 22.5), "22.5 is the split that gains least"
assert _got[0] not in (10, 20), "a threshold lies half-way between two neighbouring values of x"
assert np.isclose(_got[0], 15), f"the best threshold is 15, not {_got[0]}"
assert np.isclose(_got[1], 120.3333, atol=1e-3), f"the best split gains 120.33, not {_got[1]}"
_order = [2, 0, 3, 1]
_got = best_split(_x[_order], _residuals[_order])
assert np.allclose(_got, [15, 120.3333], atol=1e-3), (
    "with the points in another order, the answer must stay the same"
)
_got = best_split(np.array([1.0, 1.0, 2.0, 2.0]), np.array([5.0, -5.0, 1.0, 3.0]))
assert np.allclose(_got, [1.5, 4.0]), "points with the same x must stay on the same side"
_got = best_split(np.array([1.0, 2.0, 3.0]), np.array([2.0, 1.0, 1.0]), reg=1)
assert _got[0] is not None, "the best gain may be negative, so that a search must not start from 0"
assert np.allclose(_got, [2.5, -0.5]), f"the best gain may be negative: here it is -0.5 at 2.5, got {_got}"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_got = best_split(np.array([3.0, 1.0, 3.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0, -8.0, 2.0]))
assert np.allclose(_got, [1.5, 18 + 12 - 0]), "points with the same x must stay on the same side"
_got = best_split(_x, _residuals, reg=1)
assert np.allclose(_got, [15, 110.25 / 2 + 42.25 / 4 - 16 / 5]), "wrong with reg=1"
_got = best_split(np.array([5.0, 2.0, 4.0, 1.0, 3.0]), np.array([9.0, 1.0, 1.0, 1.0, 1.0]))
assert np.allclose(_got, [4.5, 81 + 4 - 169 / 5]), "wrong where the best split is the last one"
assert np.allclose(best_split(_x, _residuals[::-1]), [30, 120.3333], atol=1e-3), (
    "wrong where the gain falls before it rises"
)
assert np.allclose(best_split(np.array([1.0, 2.0, 3.0, 4.0]), np.array([-1.0, -1.0, 1.0, 1.0])), [2.5, 4]), (
    "wrong where the best split is in the middle"
)
assert np.allclose(
    best_split(np.array([1.0, 2.0]), np.array([3.0, 3.0]), reg=3)[1], 9 / 4 + 9 / 4 - 36 / 5
), "the best gain may be negative"
_got = best_split(np.array([1.0, 2.0, 3.0]), np.array([-1.0, 0.0, 1.0]))
assert _got[0] in (1.5, 2.5) and np.isclose(_got[1], 1.5), "wrong where two splits gain the same"
_got = best_split(np.array([0.5, 0.25]), np.array([1.0, -1.0]))
assert np.allclose(_got, [0.375, 2]), "wrong with two points"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6 · Leaf output and update (5 points)
#
# A leaf answers with its **output value**, the residuals' mean with $\lambda$ in the denominator:
#
# $$\text{output} = \frac{\text{sum of residuals}}{\text{number of residuals} + \lambda}$$
#
# No square here: with one, a leaf could never lower a prediction. (A slide of the lecture that this
# course follows has a square in this place. That is a slip: its own numbers, and XGBoost, have none.) And
# we do not follow the tree all the way: the learning rate $\eta$ (`eta`) shrinks its answer.
#
# $$\text{new prediction} = \text{old prediction} + \eta \cdot \text{output}$$
#
# Complete both functions.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Compare the formula with that of the similarity. What is missing in it, and what does that do to the sign?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# A leaf's output is a mean of its residuals with `reg` added to their number. The update goes from the old
# prediction a part of the way, the share `eta` of the output.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "leaf_output", "locked": false, "schema_version": 3, "solution": true, "task": false}
def leaf_output(residuals, reg=0.0):
    """Return the output value of a leaf."""
    ### BEGIN SOLUTION
    return np.sum(residuals) / (len(residuals) + reg)
    ### END SOLUTION


def update(prediction, output, eta=0.3):
    """Return the prediction after a tree whose leaf says `output`."""
    ### BEGIN SOLUTION
    return prediction + eta * output
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "leaf_output_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
import numpy as np

assert None not in (leaf_output([-10.5]), update(0.5, 7)), "nothing came back: use return, not print"
assert not np.isclose(leaf_output([-10.5]), 110.25), (
    "a leaf's output has no square: it keeps the residuals' sign"
)
assert np.isclose(leaf_output([-10.5]), -10.5), f"the leaf [-10.5] says -10.5, not {leaf_output([-10.5])}"
assert np.isclose(leaf_output([6.5, 7.5]), 7), f"the leaf [6.5, 7.5] says 7, not {leaf_output([6.5, 7.5])}"
assert not np.isclose(update(0.5, -10.5), -3.15), "add the step to the old prediction"
assert not np.isclose(update(0.5, -10.5), -10), "the learning rate eta shrinks the tree's output"
assert np.isclose(update(0.5, -10.5), -2.65), (
    f"from 0.5, the leaf -10.5 leads to -2.65, not {update(0.5, -10.5)}"
)
assert np.isclose(update(0.5, 7), 2.6), f"from 0.5, the leaf 7 leads to 2.6, not {update(0.5, 7)}"
assert np.isclose(leaf_output([6.5, 7.5], reg=2), 3.5), "with reg=2, the leaf [6.5, 7.5] says 14 / 4 = 3.5"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
assert np.isclose(leaf_output([3.0, 4.0, -1.0], reg=2), 1.2), "reg is added to the number of residuals"
assert np.isclose(leaf_output(np.array([-7.5])), -7.5), "wrong for the leaf [-7.5]"
assert np.isclose(update(0.5, -7.5), -1.75), "from 0.5, the leaf -7.5 leads to -1.75"
assert np.isclose(update(2.0, 4.0, eta=0.1), 2.4), "wrong with eta=0.1"
### END HIDDEN TESTS

# %% [markdown]
# Now the whole tree, by your functions. The first split sends {-10.5} left and {6.5, 7.5, -7.5} right. The
# right side is split once more, which makes three leaves.

# %%
threshold, root_gain = best_split(x_points, residuals)
right = x_points > threshold
second_threshold, second_gain = best_split(x_points[right], residuals[right])
leaf_of_point = (x_points > threshold).astype(int) + (x_points > second_threshold)
by_hand = np.array(
    [update(first_prediction, leaf_output(residuals[leaf_of_point == leaf])) for leaf in leaf_of_point]
)
print(
    f"first split at {threshold:g}, gain {root_gain:.4f}; second at {second_threshold:g}, gain {second_gain:.4f}"
)
print("predictions:", by_hand)

# %% [markdown]
# And the same by XGBoost, told to do exactly this: no regularisation, a first prediction (`base_score`)
# of 0.5, $\eta = 0.3$, two levels, every split tried. In its table of the tree, `Gain` is the gain of a
# split, and in a leaf's row it is $\eta \cdot \text{output}$. `Cover` is the number of points, `Yes` and
# `No` say where `x < Split` leads.

# %%
by_xgboost = xgb.train(
    {
        "base_score": 0.5,
        "eta": 0.3,
        "max_depth": 2,
        "reg_lambda": 0,
        "min_child_weight": 0,
        "tree_method": "exact",
    },
    xgb.DMatrix(x_points.reshape(-1, 1), y_points, feature_names=["x"]),
    num_boost_round=1,
)
tree = by_xgboost.trees_to_dataframe()
tree[["Node", "Feature", "Split", "Yes", "No", "Gain", "Cover"]]

# %%
predicted = by_xgboost.predict(xgb.DMatrix(x_points.reshape(-1, 1), feature_names=["x"]))
pd.DataFrame(
    {
        "x": x_points,
        "y": y_points,
        "by hand": by_hand,
        "by XGBoost": predicted,
        "difference": by_hand - predicted,
    }
).round(4)

# %% [markdown]
# Four digits, all the same. The figure shows the step: from the flat first prediction, three tenths of the
# way towards each group. The next tree starts from there, with smaller residuals.

# %%
lab1_figures.one_step(x_points, y_points, first_prediction, [threshold, second_threshold], by_hand)
plt.show()

# %% [markdown]
# ## 5 From one tree to XGBoost
#
# *About 5 minutes.*
#
# A single tree is a staircase. A hundred small ones, each correcting the sum of those before, can follow
# a curve, and, if nobody stops them, the noise too. Below, three [**ensembles**](../glossary.md#ensemble)
# are fitted to the same points. The error (RMSE, the root of the mean squared error) is measured on these
# points, which the trees have seen, and on fresh ones. The noise that was put in has a standard deviation
# of 0.3.

# %%
rng = np.random.default_rng(SEED)
x_curve = np.sort(rng.uniform(0, 10, 400))
y_curve = np.sin(x_curve) + 0.1 * x_curve + rng.normal(0, 0.3, 400)
is_fresh = np.arange(400) % 2 == 1


def fit_curve(n_trees, **params):
    """Fit `n_trees` trees to the even points; return the curve, the number of leaves and both errors."""
    data = xgb.DMatrix(x_curve[~is_fresh].reshape(-1, 1), y_curve[~is_fresh])
    booster = xgb.train({"max_depth": 3, "eta": 0.3, **params}, data, n_trees)
    curve = booster.predict(xgb.DMatrix(x_curve.reshape(-1, 1)))
    leaves = (booster.trees_to_dataframe()["Feature"] == "Leaf").sum()
    error = (curve - y_curve) ** 2
    return curve, leaves, np.sqrt(error[~is_fresh].mean()), np.sqrt(error[is_fresh].mean())


# %%
fig, axes = plt.subplots(1, 3, figsize=(12, 3.8), sharey=True)
for ax, n_trees in zip(axes, (1, 10, 100), strict=True):
    curve, leaves, seen_error, fresh_error = fit_curve(n_trees)
    lab1_figures.ensemble(ax, x_curve, y_curve, is_fresh, curve)
    trees = "1 tree" if n_trees == 1 else f"{n_trees} trees"
    ax.set(title=f"{trees}: RMSE {seen_error:.2f} seen, {fresh_error:.2f} fresh")
axes[0].set_ylabel("y")
helpers.legend_below(axes[0])
plt.show()

# %% [markdown]
# Ten trees find the curve. A hundred learn the noise by heart: their error on seen points is less than
# half of the noise's standard deviation, and on fresh points it rises. That is why XGBoost's objective
# has two parts:
#
# $$\text{objective} = \underbrace{\sum_i \ell(y_i, \hat y_i)}_{\text{training loss}} +
# \underbrace{\sum_{\text{trees}} \Big(\gamma\, T + \tfrac{1}{2} \lambda \sum_{\text{leaves}} w^2\Big)}_{\text{complexity}}$$
#
# $T$ is a tree's number of leaves and $w$ a leaf's output; $\lambda$ is the `reg` of your formulas.
# $\gamma$ is the price of a leaf: a split has to gain more than it costs. (XGBoost compares its parameter
# `gamma` with the gain of Exercise 4, which lacks the ½ of the objective. With `hist`, the method for
# many rows, a split below `gamma` is not made. With `exact`, which Section 4 used, the tree is grown
# first and pruned from the leaves upwards, so that a poor split stays if a good one follows below it.)

# %%
pd.DataFrame(
    [(gamma, *fit_curve(100, gamma=gamma)[1:]) for gamma in (0, 0.3, 1, 3)],
    columns=["gamma", "leaves in 100 trees", "RMSE on seen points", "RMSE on fresh points"],
).round(2)

# %% [markdown]
# A moderate price brings the fresh error back to that of ten trees; too high a price costs more than it
# saves.
#
# **The ladder on our data.** From one tree to XGBoost, each step mends what the one before lacks.
# [*Bagging*](../glossary.md#bagging) averages trees that were each grown on a random sample of the rows:
# their mistakes differ and cancel. A
# [*random forest*](../glossary.md#random-forest) also lets each split choose among some of the columns only, so that the trees differ more.
# *Boosting* does not average independent trees, but lets each repair the sum of the earlier ones.
# *XGBoost* adds the second derivatives of the loss, the price on complexity, and speed. All learn from
# the same rows of the training part and are measured on the same other rows of it. Each distinct row
# counts once here, because a copy on both sides would be remembered, not predicted (more in Section 12).

# %%
from sklearn.ensemble import BaggingClassifier, RandomForestClassifier
from sklearn.metrics import log_loss
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

distinct = pd.concat([x_train, y_train.rename("class")], axis=1).drop_duplicates()
distinct = distinct.sample(frac=1, random_state=SEED)
x_distinct, y_distinct = distinct.drop(columns="class"), distinct["class"]
few = slice(0, 8000), slice(8000, 16000)  # rows to learn from, rows to measure on


class BoostedByHand:
    """Thirty small regression trees, each fitted to the residuals of the sum so far; as in Section 4."""

    def fit(self, x, y):
        self.trees, prediction = [], np.full(len(x), 0.5)
        for _ in range(30):
            self.trees.append(DecisionTreeRegressor(max_depth=6, random_state=SEED).fit(x, y - prediction))
            prediction = prediction + 0.3 * self.trees[-1].predict(x)
        return self

    def predict_proba(self, x):
        attack = 0.5 + 0.3 * sum(tree.predict(x) for tree in self.trees)
        return np.column_stack([1 - attack, attack]).clip(0.001, 0.999)


# %%
ladder = {
    "one tree": DecisionTreeClassifier(random_state=SEED),
    "bagging, 30 trees": BaggingClassifier(n_estimators=30, random_state=SEED),
    "random forest, 30 trees": RandomForestClassifier(n_estimators=30, random_state=SEED),
    "boosting by hand, 30 trees": BoostedByHand(),
    "XGBoost, 30 trees": xgb.XGBClassifier(n_estimators=30, device=helpers.xgboost_device()),
}
rungs = {}
for name, classifier in ladder.items():
    start = time.perf_counter()
    classifier.fit(x_distinct.iloc[few[0]], y_distinct.iloc[few[0]])
    seconds = time.perf_counter() - start
    attack = classifier.predict_proba(x_distinct.iloc[few[1]])[:, 1]
    truth = y_distinct.iloc[few[1]]
    rungs[name] = {
        "errors in 8,000 rows": ((attack >= 0.5) != truth).sum(),
        "log loss": log_loss(truth, attack),
        "seconds to train": seconds,
    }
pd.DataFrame(rungs).T.astype({"errors in 8,000 rows": int}).round({"log loss": 4, "seconds to train": 1})

# %% [markdown]
# A single tree is sure of everything, its mistakes included, and so its log loss is several times that of
# the others. Among these, none is first on every seed: over ten seeds, XGBoost had the lowest log loss
# most often, and the random forest the fewest errors on average. Another seed changes the number of
# errors more than another rung does. Our loop is not far from XGBoost, and takes several times as long.

# %% [markdown]
# ## 6 Training the classifier
#
# *About 10 minutes.*
#
# For two classes, the sum of the trees is not the answer yet. It is the
# [*log-odds*](../glossary.md#logit), the logarithm of $p / (1 - p)$, where $p$ is the probability of an
# attack; the *logistic function* (the sigmoid of Labs 0 and 3) turns log-odds into $p$. The formulas of
# Section 4 still hold, but each row counts as $p (1 - p)$ instead of 1, so that rows of which the model
# is sure hardly count. XGBoost's own interface needs four things, and we keep the names that you will
# meet everywhere: `dtrain` and `dtest`, the data in XGBoost's format; `evals`, what to measure during
# training; `model`, the result.
#
# With many rows, XGBoost does not try every split. It sorts the values of a column into at most 256 bins,
# adds up the residuals in each bin (a *histogram*), and tries the bins' edges. Why does a GPU help? Most of
# the time goes into these histograms, columns and rows are independent, and a GPU has thousands of cores
# that each take a piece. `helpers.xgboost_device()` says what this machine has.

# %%
device = helpers.xgboost_device()
print(f"XGBoost {xgb.__version__} will train on: {device}")

# %% [markdown]
# ### Exercise 7 · A binary classifier (6 points)
#
# Complete `train_binary(x_train, y_train, x_test, y_test, rounds=30)`. Return
# `dtrain, dtest, evals, model`:
#
# - `dtrain`, `dtest`: an `xgb.DMatrix` of each part, with labels;
# - `evals`: a list of pairs (data, name) of both. Pass it to `xgb.train`, and progress is shown for both.
#   (The test looks at the list that you return.)
# - `model`: the result of `xgb.train` with the objective `binary:logistic`, the metric `auc` and the device
#   from above, for exactly `rounds` rounds, trained on `dtrain` alone. Pass `verbose_eval=False` and
#   `callbacks=[helpers.XGBoostProgress(rounds)]` to see a progress bar.
#
# Leave all other settings at their defaults, or choose others that pass: trained for 40 rounds on 400
# rows of an easy problem, the model has to reach an AUC of 0.9 on new ones, and trained for 30 rounds on
# 20,000 connections an AUC of 0.999 on test rows. The test rows are only watched. If you stop training
# when the result on the test rows looks best, you have used the test rows for training.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The prompt names the four things in the order in which you need them. From which part does the model
# learn, and which part is only watched?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Put the rows and labels of each part into a `DMatrix`, and list both, each with a name, in `evals`.
# Objective, metric and device are parameters of the model and go into a dict. The number of rounds, what to
# watch and the callbacks are arguments of `xgb.train`.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `xgb.DMatrix(rows, labels)` holds rows and labels. The call has the form
# `xgb.train(params, data, num_boost_round=..., evals=[(data, "a name"), ...], ...)`, and the keys of
# `params` are `objective`, `eval_metric` and `device`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "train_binary", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    """Return dtrain, dtest, evals and the model that tells attacks (1) from normal rows (0)."""
    ### BEGIN SOLUTION
    dtrain = xgb.DMatrix(x_train, y_train)
    dtest = xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    model = xgb.train(
        {"objective": "binary:logistic", "eval_metric": "auc", "device": helpers.xgboost_device()},
        dtrain,
        num_boost_round=rounds,
        evals=evals,
        verbose_eval=False,
        callbacks=[helpers.XGBoostProgress(rounds)],
    )
    return dtrain, dtest, evals, model
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train_binary_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import contextlib
import io
import json

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score

import helpers


def _made_up_classes(n, seed):
    rng = np.random.default_rng(seed)
    x = pd.DataFrame(rng.normal(size=(n, 3)), columns=["a", "b", "c"])
    return x, (x["a"] + 0.5 * x["b"] > 0).astype(int)


def _check_binary(n_train, n_test, rounds):
    x_a, y_a = _made_up_classes(n_train, 0)
    x_b, y_b = _made_up_classes(n_test, 1)
    # The test labels are turned round: whatever learns from them is found out. No progress bar is shown,
    # because its test AUC is near 0 for a model that is right.
    with contextlib.redirect_stdout(io.StringIO()):
        got = train_binary(x_a, y_a, x_b, 1 - y_b, rounds=rounds)
    assert isinstance(got, (tuple, list)) and len(got) == 4, "return four things: dtrain, dtest, evals, model"
    d_a, d_b, watched, booster = got
    for name, data, x, y in (("dtrain", d_a, x_a, y_a), ("dtest", d_b, x_b, 1 - y_b)):
        assert isinstance(data, xgb.DMatrix), f"{name} is not an xgb.DMatrix"
        assert (data.num_row(), data.num_col()) == x.shape, (
            f"{name} should hold the {len(x)} rows of that part"
        )
        assert np.array_equal(data.get_label(), y), f"{name} has no labels, or other ones"
    assert isinstance(watched, list) and all(len(pair) == 2 for pair in watched), "evals is a list of pairs"
    assert any(pair[0] is d_a for pair in watched), "evals lacks dtrain: progress is shown for both parts"
    assert any(pair[0] is d_b for pair in watched), "evals lacks dtest, so nothing shows how new rows fare"
    assert isinstance(booster, xgb.Booster), (
        f"model is a {type(booster).__name__}: return what xgb.train returns"
    )
    assert booster.num_boosted_rounds() == rounds, (
        f"{booster.num_boosted_rounds()} rounds instead of {rounds}: take `rounds`, and do not stop by the test rows"
    )
    metrics = [metric["name"] for metric in json.loads(booster.save_config())["learner"]["metrics"]]
    assert "auc" in metrics, f"the metric is {metrics or 'not set'}: set eval_metric to auc"
    fresh, target = _made_up_classes(500, 2)
    probability = booster.predict(xgb.DMatrix(fresh))
    assert probability.shape == (500,), "predict should give one probability a row"
    margin = booster.predict(xgb.DMatrix(fresh), output_margin=True)
    assert np.allclose(1 / (1 + np.exp(-margin)), probability, atol=1e-5), (
        "the predictions are not probabilities: use the objective binary:logistic"
    )
    area = roc_auc_score(target, probability)
    assert area > 0.9, (
        f"AUC {area:.2f} on new rows, on a problem where 0.98 is easy: has the model seen dtest's labels?"
    )


_check_binary(400, 300, 40)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_check_binary(300, 900, 7)
_learn = train_rows.sample(20_000, random_state=0)
_preprocessor = helpers.make_preprocessor("passthrough").fit(_learn)
_x, _fresh = _preprocessor.transform(_learn), _preprocessor.transform(test_rows)
_target = helpers.is_attack(test_rows["label"])
*_, _booster = train_binary(_x, helpers.is_attack(_learn["label"]), _fresh.iloc[:100], _target.iloc[:100])
assert _booster.num_boosted_rounds() == 30, "the default is 30 rounds"
_area = roc_auc_score(_target, _booster.predict(xgb.DMatrix(_fresh)))
assert _area > 0.999, f"trained on 20,000 connections, the AUC on test rows is {_area:.4f}, below 0.999"
### END HIDDEN TESTS

# %% [markdown]
# As before, the lab goes on with your function if it works. It takes another one if yours does not give the
# same decision on 99.9 % of some rows, for instance because you have tried other settings.


# %%
def fit(rows, target, rounds=30, device=device, **settings):
    """Train a binary classifier through the interface that XGBoost shares with scikit-learn."""
    classifier = xgb.XGBClassifier(n_estimators=rounds, device=device, **settings)
    return classifier.fit(rows, target).get_booster()


def train_by_scikit_learn(x_train, y_train, x_test, y_test):
    """Do what Exercise 7 asks for, without a progress bar."""
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], fit(x_train, y_train)


def same_decisions(yours, given):
    """Return whether two models agree on nearly all validation rows."""
    flagged = [result[-1].predict(xgb.DMatrix(x_valid)) >= 0.5 for result in (yours, given)]
    return (flagged[0] == flagged[1]).mean() >= 0.999


some = x_train.head(20_000), y_train.head(20_000), x_valid.head(100), y_valid.head(100)
train = helpers.yours_or_given(train_binary, train_by_scikit_learn, *some, same=same_decisions)

# %%
dtrain, dtest, evals, model = train(x_train, y_train, x_test, y_test)
score = model.predict(dtest)

# %% [markdown]
# How long does that take, on each device that this machine has? (Without a GPU, one line.) What a GPU gains
# depends on the number of rows: it has to be fed before it can be fast.

# %%
timings = []
for name in dict.fromkeys(["cpu", device]):
    start = time.perf_counter()
    fit(x_train, y_train, device=name)
    timings.append((name, f"{len(x_train):,}", round(time.perf_counter() - start, 1)))
pd.DataFrame(timings, columns=["device", "rows", "seconds for 30 rounds"])

# %% [markdown]
# ### When to stop, and which settings to take
#
# The number of rounds, `max_depth`, `eta` and the rest are *hyper-parameters*: not learnt, but chosen. A
# fair choice needs rows that the model has not learnt from, and no copies of those that it has. So we
# take distinct rows of the training part and divide them into three parts, or *folds*. Each fold in turn
# tests models that were trained on the other two (cross-validation). The AUC is so close to 1 for all of
# them that it hardly tells them apart, so we take the
# [log loss](../glossary.md#cross-entropy), which also asks how sure the model was: lower is better.
#
# A small `eta` needs more rounds. To give each setting the same number would decide the race before it
# has begun. [**Early stopping**](../glossary.md#early-stopping) trains until the log loss on the fold
# that is set aside has not fallen for some rounds, here ten, and goes back to the best one.

# %%
from sklearn.model_selection import KFold

x_search, y_search = x_distinct.head(9000), y_distinct.head(9000)
folds = list(KFold(3).split(x_search))


def losses_by_round(settings, fold):
    """Train with early stopping; return the losses on both parts of a fold by round, and the best round."""
    learn, check = folds[fold]
    data = xgb.DMatrix(x_search.iloc[learn], y_search.iloc[learn])
    held_out = xgb.DMatrix(x_search.iloc[check], y_search.iloc[check])
    history = {}
    booster = xgb.train(
        {"objective": "binary:logistic", "eval_metric": "logloss", "device": device, **settings},
        data,
        num_boost_round=2000,
        evals=[(data, "learn"), (held_out, "check")],
        early_stopping_rounds=10,
        evals_result=history,
        verbose_eval=False,
    )
    return history["learn"]["logloss"], history["check"]["logloss"], booster.best_iteration + 1


# %%
lab1_figures.learning_curves({f"eta = {eta}": losses_by_round({"eta": eta}, 0) for eta in (0.3, 0.1)})
plt.show()

# %% [markdown]
# On the rows that the trees have seen, the loss falls on and on. On the others it soon falls no further:
# what the trees learn from then on is only true of the rows that they have seen. That is overfitting, and
# the reason to stop. Now the defaults (in the first line) and four random combinations. The table has
# their difference to the defaults *fold by fold*, because all settings meet the same easy or hard fold.

# %%
from sklearn.model_selection import ParameterSampler

choices = {"max_depth": [2, 4, 6, 8], "eta": [0.1, 0.3, 0.6], "reg_lambda": [0, 1, 10]}
candidates = [
    {"max_depth": 6, "eta": 0.3, "reg_lambda": 1},
    *ParameterSampler(choices, n_iter=4, random_state=SEED),
]
search = []
for settings in helpers.progress_bar(candidates, desc="search"):
    start = time.perf_counter()
    results = [losses_by_round(settings, fold) for fold in range(len(folds))]
    losses = np.array([check[best - 1] for _, check, best in results])
    search.append({**settings, "rounds": [best for *_, best in results], "log loss": losses})
    search[-1]["seconds"] = time.perf_counter() - start

# %%
table = pd.DataFrame(search)
difference = np.array([losses - search[0]["log loss"] for losses in table["log loss"]])
table["log loss"] = [f"{losses.mean():.4f}" for losses in table["log loss"]]
table["difference to the defaults"] = [f"{row.mean():+.4f} ± {row.std(ddof=1):.4f}" for row in difference]
table["better in folds"] = (difference < 0).sum(axis=1)
table.round({"seconds": 1})

# %% [markdown]
# ± is the standard deviation of the difference over the folds. A setting that is better in all folds, by
# more than that, is worth a second look; with three folds no more can be said. (Each loss is a little too
# good, because the fold that measures it has also chosen the round. That holds for all lines alike.) In a
# real project, you would take the best line and confirm it on fresh rows. The rest of the lab keeps the
# defaults, so that you need not carry settings along.

# %% [markdown]
# ## 7 Thresholds
#
# *About 25 minutes.*
#
# The model gives each connection a probability. Somebody has to decide at which probability an alarm goes
# off: this is the [**threshold**](../glossary.md#threshold). Four counts, the [**confusion
# matrix**](../glossary.md#confusion-matrix), describe what follows:
#
# | | called normal | called attack |
# |:--|:--|:--|
# | **is normal** | true negative (TN) | false positive (FP) |
# | **is an attack** | false negative (FN) | true positive (TP) |
#
# $$\text{TPR} = \frac{TP}{TP + FN} \qquad \text{FPR} = \frac{FP}{FP + TN}$$
#
# The true positive rate (also [*recall*](../glossary.md#recall)) is the share of attacks that are caught.
# The [false positive rate](../glossary.md#false-positive-rate) is the share of normal connections that
# raise a [false alarm](../glossary.md#false-alarm).

# %% [markdown]
# ### Exercise 8 · Counts and rates (6 points)
#
# Complete two functions.
#
# - `confusion_counts(y_true, score, threshold)` returns the integers `tp, fp, tn, fn`, in this order. A row
#   is called an attack (it is [*flagged*](../glossary.md#flagged)) if its score is **at least** the
#   threshold. `y_true` and `score` are arrays or Series, row by row in the same order whatever their index.
# - `rates(tp, fp, tn, fn)` returns `tpr, fpr`, not rounded. There is at least one attack and one normal
#   row.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Each row has a true class and a decision. Which of the four combinations is a false positive, and which a
# false negative? If a row's score equals the threshold, is the row flagged?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Decide for all rows at once which are called attacks. Then count, for each of the four cells, the rows for
# which both the decision and the true class fit. The TPR is a share of the attacks, the FPR a share of the
# normal rows.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `&` combines arrays of True and False element by element, `~` turns them round, and `np.sum` counts what
# is True: `np.sum(np.array([True, True]) & np.array([True, False]))` is 1. `np.asarray` takes the values of
# a Series without its index. scikit-learn's `confusion_matrix(...).ravel()` works too, but its order is tn,
# fp, fn, tp.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "confusion_counts", "locked": false, "schema_version": 3, "solution": true, "task": false}
def confusion_counts(y_true, score, threshold):
    """Return tp, fp, tn, fn when rows with a score of at least `threshold` are called attacks."""
    ### BEGIN SOLUTION
    attack = np.asarray(y_true) == 1
    called = np.asarray(score) >= threshold
    return (
        int(np.sum(called & attack)),
        int(np.sum(called & ~attack)),
        int(np.sum(~called & ~attack)),
        int(np.sum(~called & attack)),
    )
    ### END SOLUTION


def rates(tp, fp, tn, fn):
    """Return the true positive rate and the false positive rate."""
    ### BEGIN SOLUTION
    return tp / (tp + fn), fp / (fp + tn)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "confusion_counts_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

_y = np.array([1, 1, 1, 0, 0, 0, 0])
_score = np.array([0.9, 0.7, 0.2, 0.8, 0.4, 0.1, 0.3])
_got = confusion_counts(_y, _score, 0.6)
assert np.shape(_got) == (4,), "return four numbers: tp, fp, tn, fn"
assert tuple(_got) != (3, 1, 1, 2), "this is scikit-learn's order; asked for is tp, fp, tn, fn"
assert tuple(_got) == (2, 1, 3, 1), f"expected tp, fp, tn, fn = (2, 1, 3, 1), got {tuple(map(int, _got))}"
_got = confusion_counts(_y, _score, 0.7)
assert tuple(_got) == (2, 1, 3, 1), (
    f"a score equal to the threshold counts as an attack; got {tuple(map(int, _got))}"
)
_own = pd.Series(_y, index=[6, 5, 4, 3, 2, 1, 0])
_got = confusion_counts(_own, _score, 0.6)
assert tuple(_got) == (2, 1, 3, 1), (
    "y_true may be a Series with an index of its own, as y_test is: count by position"
)
_got = rates(6, 1, 4, 2)
assert np.shape(_got) == (2,), "return two numbers: tpr, fpr"
assert not np.allclose(_got, (3 / 4, 1 / 7)), (
    "the false positive rate is a share of the normal rows, not of the alarms"
)
assert np.allclose(_got, (3 / 4, 1 / 5)), f"6, 1, 4, 2: expected tpr = 0.75 and fpr = 0.2, got {_got}"
_got = rates(2, 1, 8, 1)
assert np.allclose(_got, (2 / 3, 1 / 9)), (
    f"2, 1, 8, 1: expected tpr = 2/3 and fpr = 1/9, unrounded; got {_got}"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(0)
_y, _score = _rng.integers(0, 2, 200), _rng.integers(0, 10, 200) / 10
for _threshold in (0.0, 0.3, 0.5, 0.9, 2.0):
    _called = [s >= _threshold for s in _score]
    _expected = [
        sum(c == a and t == b for c, t in zip(_called, _y)) for a, b in ((1, 1), (1, 0), (0, 0), (0, 1))
    ]
    _got = confusion_counts(pd.Series(_y, index=_rng.permutation(200)), _score, _threshold)
    assert list(_got) == _expected, f"wrong counts at threshold {_threshold}: {_got} instead of {_expected}"
assert tuple(confusion_counts(np.array([1, 0, 1]), np.array([0.1, 0.2, 0.3]), 0.9)) == (0, 0, 1, 2), (
    "wrong without alarms"
)
assert np.allclose(rates(30, 5, 95, 10), (0.75, 0.05)), "wrong rates for 30, 5, 95, 10"
assert np.allclose(rates(9998, 2, 9843, 3), (9998 / 10001, 2 / 9845), rtol=1e-6), (
    "wrong, or rounded, rates for 9998, 2, 9843, 3"
)
### END HIDDEN TESTS

# %%
from sklearn.metrics import confusion_matrix


def counts_by_scikit_learn(y_true, score, threshold):
    """Do what Exercise 8 asks for with scikit-learn's matrix, whose order is another one."""
    (tn, fp), (fn, tp) = confusion_matrix(y_true, np.asarray(score) >= threshold, labels=[0, 1])
    return tp, fp, tn, fn


count_mistakes = helpers.yours_or_given(confusion_counts, counts_by_scikit_learn, y_test, score, 0.5)

# %%
helpers.plot_confusion_matrix(y_test, score >= 0.5, title="Held-out connections, threshold 0.5")
plt.show()
print(f"Calling everything an attack would have an accuracy of {y_test.mean():.1%}.")

# %% [markdown]
# ### Exercise 9 · A ROC curve, point by point (7 points)
#
# 0.5 is one threshold of many. Lower it, and both rates go up; the [**ROC
# curve**](../glossary.md#roc-curve) shows how. Each threshold gives one point (FPR, TPR). The area under
# the curve ([AUC](../glossary.md#auc)) measures separation: it is the chance that a random attack scores
# higher than a random normal row. 1 is perfect, 0.5 is a coin.
#
# Complete `roc_points(y_true, score)`. Return two arrays `fpr, tpr` of the points in order, from (0, 0),
# where nothing is called an attack, to (1, 1), where everything is. Take every distinct score as a
# threshold once, and leave out no point: rows with the same score change sides together. (scikit-learn's
# `roc_curve` is allowed, but leaves points out unless it is told not to.)
#
# <details><summary>Hint 1: a nudge</summary>
#
# Each threshold gives one point, and your functions from Exercise 8 compute it. From which end do you have
# to go through the scores, so that the curve begins at (0, 0)?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Put (0, 0) first, then go through the distinct scores from high to low; with the lowest all rows are
# flagged, so the curve ends at (1, 1) by itself. Mind the order: `rates` returns the TPR first, and here
# the FPR comes first.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.unique` gives the distinct values from low to high, and `[::-1]` turns an array round. `np.transpose`
# makes two rows out of a list of pairs: `np.transpose([(1, 2), (3, 4)])` is `[[1, 3], [2, 4]]`. (A faster
# way sorts once and adds up with `np.cumsum`.)
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "roc_points", "locked": false, "schema_version": 3, "solution": true, "task": false}
def roc_points(y_true, score):
    """Return the arrays fpr and tpr of the ROC curve, from (0, 0) to (1, 1)."""
    ### BEGIN SOLUTION
    points = [(0.0, 0.0)]
    for threshold in np.unique(score)[::-1]:
        tpr, fpr = rates(*confusion_counts(y_true, score, threshold))
        points.append((fpr, tpr))
    fpr, tpr = np.transpose(points)
    return fpr, tpr
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "roc_points_test", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd
from sklearn.metrics import auc, roc_auc_score, roc_curve


def _check_roc(y, score, what):
    got = roc_points(y, score)
    assert got is not None and len(got) == 2, "return two arrays: fpr, tpr"
    fpr, tpr = (np.asarray(values, dtype=float) for values in got)
    assert fpr.shape == tpr.shape and fpr.ndim == 1, "fpr and tpr are arrays of the same length"
    assert np.allclose((fpr[0], tpr[0]), 0), (
        f"{what}: the curve starts at (0, 0), not at ({fpr[0]:g}, {tpr[0]:g})"
    )
    assert np.allclose((fpr[-1], tpr[-1]), 1), (
        f"{what}: the curve ends at (1, 1), not at ({fpr[-1]:g}, {tpr[-1]:g})"
    )
    assert np.all(np.diff(fpr) >= -1e-12) and np.all(np.diff(tpr) >= -1e-12), (
        f"{what}: the rates must not fall along the curve; go from high thresholds to low ones"
    )
    area, expected = auc(fpr, tpr), roc_auc_score(y, score)
    assert not np.isclose(area, 1 - expected) or np.isclose(expected, 0.5), f"{what}: fpr and tpr are swapped"
    assert np.isclose(area, expected), (
        f"{what}: the area under your points is {area:.4f}, scikit-learn's is {expected:.4f}. "
        "Is every score used as a threshold, and do equal scores change sides together?"
    )
    mine = set(zip(fpr.round(9), tpr.round(9)))
    full = set(zip(*(values.round(9) for values in roc_curve(y, score, drop_intermediate=False)[:2])))
    assert full <= mine, (
        f"{what}: {len(full - mine)} of the {len(full)} points are missing; every distinct score is a threshold"
    )
    assert mine <= full, (
        f"{what}: {len(mine - full)} of your points belong to no threshold; rows with equal scores change sides together"
    )


_check_roc(np.array([1, 1, 0, 1, 0, 0]), np.array([0.95, 0.93, 0.7, 0.42, 0.41, 0.1]), "six rows")
_check_roc(
    np.array([1, 1, 0, 0, 1, 0]), np.array([0.9, 0.5, 0.5, 0.5, 0.2, 0.1]), "six rows with equal scores"
)
_check_roc(np.array([0, 1, 0, 1]), np.array([-3.0, 8.0, 2.0, 1.0]), "scores outside 0 and 1")
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(0)
_y = _rng.integers(0, 2, 300)
_check_roc(_y, _y + _rng.normal(0, 1, 300), "300 rows, all scores different")
_check_roc(_y, np.round(_y + _rng.normal(0, 1, 300)), "300 rows, few different scores")
_check_roc(
    pd.Series(_y, index=_rng.permutation(300)),
    _y + _rng.normal(0, 1, 300),
    "a Series with an index of its own",
)
_check_roc(_y, -5.0 + 0.0 * _y, "one score for all")
_check_roc(_y, 100 * (_y + _rng.normal(0, 1, 300)), "scores far outside 0 and 1")
### END HIDDEN TESTS

# %% [markdown]
# The AUC measures how well a score separates two distributions: that of normal rows and that of attacks.
# Here are the model's probability and two single features as scores. Your points follow for the model
# (with the scores rounded to three digits, which leaves at most 1,001 thresholds).

# %%
from sklearn.metrics import roc_auc_score

scores = {
    "XGBoost": score,
    "count": x_test["count"],
    "dst_host_srv_count": x_test["dst_host_srv_count"],
}
areas = {name: roc_auc_score(y_test, values) for name, values in scores.items()}
lab1_figures.scores_by_class(y_test, scores, areas)
plt.show()

# %%
fpr, tpr = roc_points(y_test, score.round(3))
lab1_figures.roc_with_corner(y_test, scores, fpr, tpr)
plt.show()

# %% [markdown]
# By its AUC, one feature alone, `count`, comes close to the model: floods are so loud that this data is
# easier than it looks. But nobody can work at the middle of the curve. If one false alarm in 1,000 normal
# connections is the most that a team can look into, only the left edge counts, and there the two are far
# apart:

# %%
from sklearn.metrics import roc_curve

at_the_edge = {}
for name, values in scores.items():
    false_rate, true_rate, _ = roc_curve(y_test, values)
    at_the_edge[name] = {"AUC": areas[name], "TPR at FPR 0.001": true_rate[false_rate <= 0.001].max()}
pd.DataFrame(at_the_edge).T.round(3)

# %% [markdown]
# ### Choosing a threshold
#
# A threshold is chosen by what mistakes cost, and on rows that are used neither to train the model nor to
# test it: the validation rows. Suppose that one missed attack costs as much as 100 false alarms. The
# slider moves the threshold over the scores of the validation rows. They are shown as log-odds, because
# nearly all probabilities are close to 0 or to 1; a probability of 0.5 is 0. Where is the cost lowest,
# and how many attacks decide where that is?

# %%
valid_log_odds = model.predict(xgb.DMatrix(x_valid), output_margin=True)
helpers.threshold_slider(y_valid, valid_log_odds, start=0, miss_cost=100, score_name="log-odds")

# %% [markdown]
# ### Exercise 10 · The cheapest threshold (4 points)
#
# The slider adds up the mistakes on the validation rows as they are, and four out of five of these are
# attacks. In the network where the model will work, one connection in a thousand is an attack. Rates
# within a class carry over, as long as the connections are of the same kinds; counts do not. So the
# expected cost of one connection, in false alarms, is
#
# $$\text{cost} = s \cdot (1 - \text{TPR}) \cdot m + (1 - s) \cdot \text{FPR}$$
#
# with the share $s$ of attacks in that network and the cost $m$ of a missed attack.
#
# Complete `cheapest_threshold(y_true, score, miss_cost, share=0.001)`. Return `threshold, cost`: the
# threshold with the lowest cost, and that cost. A row is flagged if its score is at least the threshold.
# Try each distinct score, and `np.inf`: never to raise an alarm can be cheapest. If several thresholds
# cost the same, any of them is right. `y_true` (0 and 1) and `score` are arrays or Series; there are at
# most a few hundred distinct scores.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which of the functions that you have written give you TPR and FPR for one threshold? And why must the
# number of attacks in `y_true` not matter?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# For each candidate, count, compute both rates, and put them into the formula. Then take the candidate
# whose cost is lowest. If no row is flagged, TPR and FPR are both 0, and the formula still holds.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.append(np.unique([3, 1, 3]), np.inf)` is `[1, 3, inf]`. `np.argmin([5, 2, 4])` is 1, the position of
# the lowest. `min` of pairs compares their first elements: `min([(5, "a"), (2, "b")])` is `(2, "b")`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "cheapest_threshold", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    """Return the threshold whose mistakes cost least where `share` of the connections are attacks, and the cost."""
    ### BEGIN SOLUTION
    candidates = np.append(np.unique(score), np.inf)
    costs = []
    for candidate in candidates:
        tpr, fpr = rates(*confusion_counts(y_true, score, candidate))
        costs.append(share * (1 - tpr) * miss_cost + (1 - share) * fpr)
    best = np.argmin(costs)
    return candidates[best], costs[best]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cheapest_threshold_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd


def _cost_at(y, score, cut, miss_cost, share):
    """Return the cost of a threshold, computed with nothing but the formula."""
    flagged = np.asarray(score) >= cut
    missed = 1 - flagged[np.asarray(y) == 1].mean()
    false_alarms = flagged[np.asarray(y) == 0].mean()
    return share * missed * miss_cost + (1 - share) * false_alarms


def _check_cheapest(y, score, miss_cost, share, what):
    got = cheapest_threshold(y, score, miss_cost, share)
    assert got is not None and np.shape(got) == (2,), f"{what}: return two numbers: threshold, cost"
    cuts = [*np.unique(score), np.inf]
    costs = [_cost_at(y, score, cut, miss_cost, share) for cut in cuts]
    cut, cost = float(got[0]), float(got[1])
    assert not (np.isclose(cut, min(costs)) and cost in cuts), (
        f"{what}: the threshold comes first, then the cost"
    )
    here = _cost_at(y, score, cut, miss_cost, share)
    lowest = min(costs)
    counted = [
        ((np.asarray(score) >= c) & (np.asarray(y) == 0)).sum()
        + miss_cost * ((np.asarray(score) < c) & (np.asarray(y) == 1)).sum()
        for c in cuts
    ]
    if not np.isclose(here, lowest):
        assert not np.isclose(cut, cuts[int(np.argmin(counted))]), (
            f"{what}: {cut:g} is cheapest if the mistakes on these rows are added up; "
            "use rates within each class, and the share of attacks in the other network"
        )
        assert not np.isclose(here, max(costs)), (
            f"{what}: {cut:g} is the most expensive threshold, not the cheapest"
        )
    assert np.isclose(here, lowest), (
        f"{what}: the threshold {cut:g} costs {here:.4g}; {cuts[int(np.argmin(costs))]:g} costs {lowest:.4g}"
    )
    assert np.isclose(cost, lowest), f"{what}: the lowest cost is {lowest:.6g}, not {cost:.6g}"


_y = np.array([1, 1, 1, 1, 0, 0, 0, 0])
_score = np.array([0.9, 0.8, 0.6, 0.2, 0.7, 0.3, 0.1, 0.1])
_check_cheapest(_y, _score, 100, 0.001, "attacks rare, a miss costs 100")
_check_cheapest(_y, _score, 1, 0.5, "as many attacks as normal rows, a miss costs 1")
_check_cheapest(
    np.array([1, 0, 0, 1]), np.array([0.5, 0.9, 0.7, 0.3]), 1, 0.001, "never to raise an alarm is cheapest"
)
_check_cheapest(_y, _score, 10_000, 0.01, "a miss costs 10,000: better to flag too much")
_check_cheapest(
    pd.Series(_y, index=[8, 7, 6, 5, 4, 3, 2, 1]), _score, 100, 0.001, "a Series with an index of its own"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(0)
_y = _rng.permutation(np.repeat([1, 0], [240, 60]))
_score = np.round(_y + _rng.normal(0, 0.8, 300), 1)
for _miss_cost, _share in ((100, 0.001), (20, 0.01), (1, 0.8), (0.5, 0.3), (1000, 0.05)):
    _check_cheapest(_y, _score, _miss_cost, _share, f"300 rows, a miss costs {_miss_cost}, share {_share}")
_threshold, _cost = cheapest_threshold(_y, _score, 50)
assert np.isclose(_cost, min(_cost_at(_y, _score, c, 50, 0.001) for c in [*np.unique(_score), np.inf])), (
    "the default share is 0.001"
)
_check_cheapest(_y, -5.0 - _score, 30, 0.02, "scores below 0, higher for normal rows")
### END HIDDEN TESTS

# %% [markdown]
# Your function chooses on the validation rows, for two networks: one like this data, and one where an
# attack is one connection in a thousand. (The log-odds are rounded to one digit, so that there are few
# candidates.) The test rows then show whether the choice holds. The threshold 0.5 is there for
# comparison; its log-odds are 0.

# %%
rounded = valid_log_odds.round(1)
test_log_odds = model.predict(dtest, output_margin=True)
chosen = {
    "habit: probability 0.5": 0.0,
    "cheapest at 80 % attacks": cheapest_threshold(y_valid, rounded, miss_cost=100, share=0.8)[0],
    "cheapest at 0.1 % attacks": cheapest_threshold(y_valid, rounded, miss_cost=100, share=0.001)[0],
}
choice = []
for cut in chosen.values():
    tp, fp, tn, fn = count_mistakes(y_test, test_log_odds, cut)
    cost = 1000 * (0.001 * 100 * fn / (fn + tp) + 0.999 * fp / (fp + tn))
    choice.append({"threshold (log-odds)": cut, "missed attacks": fn, "false alarms": fp})
    choice[-1]["cost of 1,000 connections at 0.1 % attacks"] = f"{cost:.2g}"
pd.DataFrame(choice, chosen).round(1)

# %% [markdown]
# The price of a mistake is the same in all lines, a hundred false alarms for a missed attack. Where four
# out of five connections are attacks, it pays to flag whatever is slightly suspicious: hardly an attack
# is missed, and up to about one normal connection in a hundred raises an alarm. Where one in a thousand
# is an attack, normal connections are nearly everything there is, and the same threshold costs several
# times as much as the one that was chosen for that network, on some seeds a hundred times. Note also how
# few rows decide: a handful of normal rows with high scores, or of attacks with low ones. Another seed
# moves a threshold by about three log-odds, and on some seeds the habit of 0.5 costs no more on the test
# rows than the choice. A choice can be no better than the rows on which it is made.

# %% [markdown]
# ## 8 Why this alarm?
#
# *About 10 minutes.*
#
# An analyst who gets an alarm wants to know what it rests on. `pred_contribs=True` splits the log-odds of
# a single row into a contribution of each feature plus a constant (these are *SHAP values*, see further
# reading). The constant is the mean output of the trees over the training rows. It is not the mean of the
# log-odds: rows count here as they do in training, and those of which the model is sure hardly count.

# %%
r2l = np.flatnonzero(helpers.attack_family(test_rows["label"]) == "r2l")
row = r2l[np.argmax(score[r2l])]  # of the attacks that get in from outside, the one that it is surest of
values = model.predict(xgb.DMatrix(x_test.iloc[[row]]), pred_contribs=True)[0]
contributions = pd.Series(values[:-1], index=x_test.columns)
constant = values[-1]
log_odds = [float(values.sum()), test_log_odds[row]]
print(f"contributions and constant add up to {log_odds[0]:.3f}; the model's log-odds are {log_odds[1]:.3f}")

# %% [markdown]
# ### Exercise 11 · Read an alarm (3 points)
#
# Complete `read_alarm(contributions, constant, n=3)` for the person who gets the alarm. `contributions`
# is a Series, one value for each feature, indexed by the features' names. Return `probability, reasons`:
#
# - `probability`, the model's probability of an attack for this row;
# - `reasons`, a list of the names of the `n` features that speak most **for** an attack, the strongest
#   first. A feature that speaks against an attack is no reason, so there may be fewer than `n`, even
#   none.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What is the sum of all contributions and the constant? And is the contribution that is largest in size
# always a reason for the alarm?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# The sum is the log-odds; Section 6 says what turns log-odds into a probability. For the reasons, keep the
# contributions above 0, sort them from the largest down, and take the names of the first `n`.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# The logistic function is $1 / (1 + e^{-x})$, and `np.exp` is the power of $e$. `Series.nlargest(2)`
# gives the two largest values in order, `series[series > 1]` those above 1, and `list(series.index)` the
# names.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "read_alarm", "locked": false, "schema_version": 3, "solution": true, "task": false}
def read_alarm(contributions, constant, n=3):
    """Return the probability of an attack, and the names of at most `n` features that speak most for one."""
    ### BEGIN SOLUTION
    log_odds = contributions.sum() + constant
    speak_for = contributions[contributions > 0]
    return 1 / (1 + np.exp(-log_odds)), list(speak_for.nlargest(n).index)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "read_alarm_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

_contributions = pd.Series({"count": -3.0, "hot": 2.5, "flag_SF": 0.25, "duration": 1.0, "land": 0.0})
_got = read_alarm(_contributions, 0.5)
assert isinstance(_got, (tuple, list)) and len(_got) == 2, "return two things: probability, reasons"
_probability, _reasons = _got
assert np.ndim(_probability) == 0, "the probability is one number"
assert not np.isclose(_probability, 1.25), (
    "this is the log-odds: the logistic function turns it into a probability"
)
assert not np.isclose(_probability, 1 / (1 + np.exp(-0.75))), "the constant is part of the sum"
assert np.isclose(_probability, 1 / (1 + np.exp(-1.25))), (
    f"the log-odds are 1.25, so the probability is 0.7773, not {_probability:.4f}"
)
_reasons = list(_reasons)
assert "count" not in _reasons, "count speaks against an attack: it is no reason for the alarm"
assert _reasons == ["hot", "duration", "flag_SF"], (
    f"the reasons are hot (2.5), duration (1.0) and flag_SF (0.25), in this order, not {_reasons}"
)
_short = list(read_alarm(_contributions, 0.5, n=1)[1])
assert _short == ["hot"], f"with n=1, the only reason is hot, not {_short}"
_few = list(read_alarm(pd.Series({"count": -1.0, "hot": 0.5, "land": 0.0}), 2.0)[1])
assert _few == ["hot"], f"if only hot speaks for an attack, it is the only reason; got {_few}"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_probability, _reasons = read_alarm(pd.Series({"a": -2.0, "b": -0.5}), -1.0)
assert list(_reasons) == [], "no feature speaks for an attack, so there is no reason"
assert np.isclose(_probability, 1 / (1 + np.exp(3.5))), "wrong where the log-odds are below 0"
_rng = np.random.default_rng(0)
_contributions = pd.Series(_rng.normal(size=30), [f"feature {i}" for i in range(30)])
_probability, _reasons = read_alarm(_contributions, 0.25, n=5)
assert list(_reasons) == list(_contributions.sort_values(ascending=False).index[:5]), (
    "wrong reasons of 30 features"
)
assert np.isclose(_probability, 1 / (1 + np.exp(-_contributions.sum() - 0.25))), (
    "wrong probability of 30 features"
)
### END HIDDEN TESTS

# %% [markdown]
# This alarm, in words and as a figure. Bars to the right speak for an attack, hatched bars to the left
# against one.

# %%
probability, reasons = read_alarm(contributions, constant)
print(
    f"{test_rows['label'].iloc[row]} probability of an attack {probability:.3f}, because of {', '.join(reasons)}"
)

# %%
by_size = contributions.sort_values(key=abs, ascending=False)
shown = by_size.head(7).rename(lambda name: f"{name} = {x_test[name].iloc[row]:g}")
shown["all other features"] = by_size.iloc[7:].sum()
shown["constant"] = constant
lab1_figures.contributions(shown, f"For and against an alarm ({test_rows['label'].iloc[row]})")
plt.show()

# %% [markdown]
# ### All rows at once
#
# XGBoost also adds up, for each feature, the gain of all splits that used it: the gain of Exercise 4. As
# a share of all gains, that is one number a feature. On the right, the contributions of the same features
# in 1,000 validation rows: each dot is a row, yellow where the feature's value is high, blue where it is
# low.

# %%
total_gain = pd.Series(model.get_score(importance_type="total_gain"))
gain_share = (total_gain / total_gain.sum()).nlargest(8)
sample = x_valid.sample(1000, random_state=SEED)
values = model.predict(xgb.DMatrix(sample), pred_contribs=True)
all_contributions = pd.DataFrame(values[:, :-1], columns=sample.columns)
lab1_figures.gain_and_contributions(gain_share, all_contributions, sample)
plt.show()
sizes = all_contributions.abs().mean()
print(
    f"{gain_share.index[0]}: {gain_share.iloc[0]:.0%} of the gain, {sizes[gain_share.index[0]] / sizes.sum():.0%} of all contributions"
)

# %% [markdown]
# Gain gives nearly everything to `count`. It is easy to read that as "only `count` matters", and it is
# wrong, for three reasons. Gain counts what splits achieved in training, where most attacks are floods.
# It says nothing about a single alarm: above, `count` spoke *against* one that was right. And features
# stand in for one another. Without `count`, the model is nearly as good:

# %%
without_count = fit(x_train.drop(columns="count"), y_train)
probabilities = {
    "all features": score,
    "without count": without_count.predict(xgb.DMatrix(x_test.drop(columns="count"))),
}
compared = {}
for name, probability in probabilities.items():
    tp, fp, tn, fn = count_mistakes(y_test, probability, 0.5)
    compared[name] = {"missed attacks": fn, "false alarms": fp}
other_gain = pd.Series(without_count.get_score(importance_type="total_gain"))
print(f"without count, most of the gain goes to {other_gain.idxmax()}")
pd.DataFrame(compared).T

# %% [markdown]
# ## 9 When anomalies are rare
#
# *About 20 minutes.*
#
# In a real network, attacks are rare. So we make them rare.

# %% [markdown]
# ### Exercise 12 · Fewer anomalies (7 points)
#
# Complete `reduce_anomalies(df, pct_anomalies=.01, seed=0)`. `df` has a column `label`. Return a table with
#
# - **all** rows labelled `normal.`;
# - a **random sample** of the attacks, none twice, enough that attacks make up the share `pct_anomalies` of
#   the **returned** table, rounded to whole rows (0.01 means 1 %; `df` has enough attacks for that);
# - the columns and values unchanged. The same seed gives the same rows, another seed others; the order of
#   rows is up to you, and `df` itself stays as it is.
#
# (The version of the lecture that this course follows has a slip that you will avoid: it draws *labels* of
# the index and uses them as *positions*. After a random split, these are not the same, and it picks other
# rows than it means to.)
#
# <details><summary>Hint 1: a nudge</summary>
#
# The share is that of the *returned* table. For 900 normal rows and a share of 10 %, does it take 90
# attacks or 100?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# With $n$ normal rows and a share $p$, the number of attacks $a$ has to satisfy $a / (n + a) = p$. Solve
# for $a$ and round. Then keep all normal rows, draw that many attacks, and join the two.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `DataFrame.sample(n=3, random_state=1)` draws three rows without repetition, and the same three each time.
# `pd.concat([one, other])` joins two tables, and `round(2.6)` is 3.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "reduce_anomalies", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    """Return all normal rows and random attacks, which are the share `pct_anomalies` of the result."""
    ### BEGIN SOLUTION
    normal = df[df["label"] == "normal."]
    attacks = df[df["label"] != "normal."]
    n_attacks = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n_attacks, random_state=seed)])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "reduce_anomalies_test", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd


def _made_up_traffic(n_normal, n_attacks):
    labels = ["normal."] * n_normal + ["smurf.", "neptune.", "satan.", "back."] * (n_attacks // 4)
    table = pd.DataFrame({"row": range(len(labels)), "label": labels})
    return table.sample(frac=1, random_state=1)


def _check_reduced(table, share, seed):
    before = table.copy()
    got = reduce_anomalies(table, pct_anomalies=share, seed=seed)
    assert isinstance(got, pd.DataFrame), "return a DataFrame"
    assert table.equals(before), "the table that was passed in has been changed: work on a copy"
    assert set(got.columns) == {"row", "label"}, f"the columns have changed: {list(got.columns)}"
    is_normal = got["label"] == "normal."
    n_normal = (table["label"] == "normal.").sum()
    assert is_normal.sum() == n_normal, (
        f"keep all normal rows: {n_normal} went in, {is_normal.sum()} came out"
    )
    assert got["row"].is_unique, "some rows come twice: draw without repetition"
    assert got.merge(before).shape[0] == len(got), "some rows no longer have the label that they came with"
    expected = n_normal * share / (1 - share)
    assert abs((~is_normal).sum() - expected) <= 1, (
        f"attacks are {(~is_normal).mean():.1%} of the returned table instead of {share:.1%}: "
        f"for {n_normal} normal rows, that takes {expected:.0f} attacks"
    )
    return got


_table = _made_up_traffic(800, 1200)
_got = _check_reduced(_table, 0.2, seed=0)
_kinds = _got["label"].nunique()
assert _kinds == 5, f"a random sample of 200 attacks has all 4 kinds, yours has {_kinds - 1}"
assert set(_check_reduced(_table, 0.2, seed=0)["row"]) == set(_got["row"]), (
    "the same seed should give the same rows"
)
_other = _check_reduced(_table, 0.2, seed=1)
_both = set(_got.loc[_got["label"] != "normal.", "row"]) & set(
    _other.loc[_other["label"] != "normal.", "row"]
)
assert len(_both) < 199, "another seed should give other attacks"
assert _both, (
    "two random samples of 200 of 1200 attacks have some in common, yours have none: is the sample random?"
)
_copies = reduce_anomalies(
    pd.DataFrame({"count": 1, "label": ["normal."] * 90 + ["smurf."] * 100}), 0.1, seed=5
)
assert _copies["label"].value_counts().to_dict() == {"normal.": 90, "smurf.": 10}, (
    "rows that look alike are rows too: do not remove copies"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_default = reduce_anomalies(_made_up_traffic(9900, 1200))
assert (_default["label"] != "normal.").sum() in range(99, 102), "the default is a share of 0.01"
_check_reduced(_made_up_traffic(950, 2000), 0.05, seed=3)
_check_reduced(_made_up_traffic(500, 2000).reset_index(drop=True), 0.5, seed=4)
_copies = reduce_anomalies(
    pd.DataFrame({"count": 2, "label": ["normal."] * 40 + ["satan."] * 60}), 0.5, seed=8
)
assert len(_copies) == 80, "rows that look alike are rows too: do not remove copies"
_uneven = pd.DataFrame(
    {"label": ["normal."] * 800 + ["smurf."] * 1000 + ["neptune.", "satan.", "back."] * 60}
)
_share = reduce_anomalies(_uneven, 0.2, seed=6)["label"].value_counts()["smurf."] / 200
assert _share > 0.7, (
    f"85 % of the attacks were smurf., of your sample {_share:.0%}: draw from all attacks alike"
)
_often = pd.concat([_check_reduced(_table, 0.1, seed)["row"] for seed in range(40)])
_attacks = _often[_often.isin(_table.loc[_table["label"] != "normal.", "row"])]
assert _attacks.nunique() > 1000, (
    "over 40 seeds, nearly every attack should be drawn at some time: is the sample random?"
)
### END HIDDEN TESTS

# %% [markdown]
# As before, the lab goes on with your function if it is right: if it keeps all normal rows, and as many
# attacks as it should. Otherwise it keeps each attack by chance, which makes *about* one row in a hundred
# an attack.


# %%
def thin_out(df, pct_anomalies, seed):
    """Return all normal rows, and each attack with the same chance."""
    is_normal = df["label"] == "normal."
    chance = pct_anomalies / (1 - pct_anomalies) * is_normal.sum() / (~is_normal).sum()
    return df[is_normal | (np.random.default_rng(seed).random(len(df)) < chance)]


def same_mix(yours, given):
    """Return whether two tables have as many normal rows, and about as many attacks."""
    ours, theirs = (helpers.is_attack(rows["label"]).value_counts() for rows in (yours, given))
    return ours[0] == theirs[0] and abs(ours[1] / theirs[1] - 1) < 0.3


reduce = helpers.yours_or_given(reduce_anomalies, thin_out, train_rows, 0.01, SEED, same=same_mix)

# %% [markdown]
# Now two models: one trained on the data as it is, with 80 % attacks, one on data with 1 % attacks. Both
# are tested twice, on the held-out rows as they are and thinned out to 1 % attacks.
# [*Precision*](../glossary.md#precision) is the share of alarms that are true. The
# [*average precision*](../glossary.md#average-precision) is the
# area under the curve of precision over recall: unlike the AUC, it falls when attacks become rare.

# %%
from sklearn.metrics import average_precision_score

rare_train = reduce(train_rows, 0.01, SEED)
rare_test = reduce(test_rows, 0.01, SEED)
models = {"80 % attacks": model, "1 % attacks": fit(*prepare(rare_train))}
skew = []
for tested_on, rows in {"80 % attacks": test_rows, "1 % attacks": rare_test}.items():
    table, target = prepare(rows)
    for trained_on, trained in models.items():
        probability = trained.predict(xgb.DMatrix(table))
        tp, fp, tn, fn = count_mistakes(target, probability, 0.5)
        skew.append(
            {
                "trained on": trained_on,
                "tested on": tested_on,
                "attacks": tp + fn,
                "missed": fn,
                "normal rows": fp + tn,
                "false alarms": fp,
                "AUC": roc_auc_score(target, probability),
                "average precision": average_precision_score(target, probability),
            }
        )
skew = pd.DataFrame(skew)
skew.round({"AUC": 4, "average precision": 3})

# %% [markdown]
# On the rows with 1 % attacks, the curves say more than two numbers. The single feature `count`, whose AUC
# looked so good in Section 7, is put to the test as well:

# %%
rare_table, rare_target = prepare(rare_test)
curves = {f"trained on {name}": each.predict(xgb.DMatrix(rare_table)) for name, each in models.items()}
curves["count alone"] = rare_table["count"]
lab1_figures.precision_recall(rare_target, curves, "Held-out rows with 1 % attacks")
plt.show()

# %% [markdown]
# How precise would the first model be in a network where attacks are rarer still? Recall and false positive
# rate are each counted within one class, so they do not depend on the mix; precision follows from them and
# the share $p$ of attacks:
#
# $$\text{precision} = \frac{\text{TPR} \cdot p}{\text{TPR} \cdot p + \text{FPR} \cdot (1 - p)}$$
#
# The false positive rate rests on a handful of false alarms. So we do not trust the one number that was
# counted, but take its *95 % interval*: the rates at which a count like this one would not be surprising
# (Clopper & Pearson, 1934). So precision has an interval, too, and is printed with two digits only.

# %%
from scipy.stats import binomtest


def two_digits(share):
    """Write a share between 0 and 1 with two digits, and do not round one below 1 up to 1."""
    return f"{share:.2g}" if share < 0.995 or share == 1 else "> 0.99"


def precision_by_share(false_alarms, normal_rows, tpr):
    """Return a table: precision, and false alarms in a million connections, by the share of attacks."""
    interval = binomtest(int(false_alarms), int(normal_rows)).proportion_ci()
    rates = {"counted": false_alarms / normal_rows, "best case": interval.low, "worst case": interval.high}
    table = {}
    for share in (0.8, 0.1, 0.01, 0.001, 0.0001):
        line = {}
        for name, fpr in rates.items():
            line[f"precision, {name}"] = two_digits(tpr * share / (tpr * share + fpr * (1 - share)))
        fewest, most = (float(f"{1e6 * fpr * (1 - share):.2g}") for fpr in (interval.low, interval.high))
        table[f"{share:.4g}"] = {**line, "false alarms in 1,000,000": f"{fewest:,.0f} to {most:,.0f}"}
    return pd.DataFrame(table).T.rename_axis("share of attacks")


held_out = skew.iloc[0]
model_tpr = 1 - held_out["missed"] / held_out["attacks"]
precision_by_share(held_out["false alarms"], held_out["normal rows"], model_tpr)

# %% [markdown]
# The reduced sample has few attacks of the rare families, or none. So look at recall by family as well, on
# the same held-out rows as they are:

# %%
family_of_test_row = helpers.attack_family(test_rows["label"])
recall_by_family = pd.DataFrame(
    {
        f"trained on {name}": pd.Series(trained.predict(dtest) >= 0.5, test_rows.index)
        .groupby(family_of_test_row, observed=True)
        .mean()
        for name, trained in models.items()
    }
).drop(index="normal")
recall_by_family["held-out rows"] = family_of_test_row.value_counts()
recall_by_family.round(2)

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection3_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 3 · What did rarity change? (5 points)
#
# Go back to your prediction in Reflection 2. Using numbers from the three tables above: what did training
# on rare attacks change, what did testing on rare attacks change, and why are these two different things?
# Which number would you show to the person who has to answer the alarms?
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 1 point: refers to their own prediction and says whether it held.
# - 1 point: training on rare attacks: lower recall (the model has seen few attacks and takes "normal" for
#   the safer guess), above all in the rare families; false alarms stay few. Quotes a number.
# - 1 point: testing on rare attacks: recall and false positive rate hardly move, precision does. Quotes a
#   number.
# - 1 point: why: recall and false positive rate are taken within a class and do not depend on the mix;
#   precision does. Training changes the model, testing changes only the yardstick.
# - 1 point: precision, or false alarms a day, for the person who answers the alarms, with a reason.
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection3", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* I had predicted that recall would stay and precision would fall, and that is right for
# *testing* on rare attacks: for the model trained on 80 % attacks, recall and the handful of false alarms
# stay as they were, because each is counted within one class. Precision falls, because the same few false
# alarms are now set against a hundredth of the attacks; for one attack in a thousand the second table shows
# how far. Training on rare attacks is another thing: it changes the model. It raises no more false alarms,
# but it misses more attacks, above all in the families R2L and U2R, of which the reduced training rows have
# hardly an example. Large floods are still found, because their rows look alike. To the person who answers
# the alarms I would show the precision, or better the number of false alarms a day: an AUC close to 1 does
# not say how many nights they will be woken for nothing.

# %% [markdown]
# ## 10 Which attack is it?
#
# *About 10 minutes.*
#
# "Attack" is not enough to act on. The challenge: all 23 labels at once.

# %% [markdown]
# ### Exercise 13 · The multi-class challenge (6 points)
#
# Complete `train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10)`. `classes`
# is the sorted list of labels; class number `i` stands for `classes[i]`, in training and test rows alike.
# Return `dtrain, dtest, evals, model` as before, with an objective that gives **a probability for each
# class**. Not every class need occur in both parts. If you choose other settings than the defaults, the
# model has to reach an accuracy of 0.8 on an easy problem with five classes after 5 rounds, and, trained
# for 10 rounds on 20,000 connections, of 0.98 on test rows.
#
# <details><summary>Hint 1: a nudge</summary>
#
# It is Exercise 7 with two differences. What are the labels now, and what should the model say about each
# row?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# XGBoost wants classes as numbers from 0 up, so each label becomes its position in `classes`, in both parts
# by the same list. The objective has to give a probability for each class, not only the winner, and XGBoost
# has to be told how many classes there are.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `pd.Categorical(["b", "a"], categories=["a", "b", "c"]).codes` is `[1, 0]`. The objective is
# `multi:softprob`, as `multi:softmax` gives only the winner; both need the parameter `num_class`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "train_multiclass", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    """Return dtrain, dtest, evals and the model that gives each of `classes` a probability."""
    ### BEGIN SOLUTION
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    model = xgb.train(
        {"objective": "multi:softprob", "num_class": len(classes), "device": helpers.xgboost_device()},
        dtrain,
        num_boost_round=rounds,
        evals=evals,
        verbose_eval=False,
        callbacks=[helpers.XGBoostProgress(rounds)],
    )
    return dtrain, dtest, evals, model
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train_multiclass_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import contextlib
import io

import numpy as np
import pandas as pd
import xgboost as xgb

import helpers


def _made_up_kinds(n, seed, classes):
    rng = np.random.default_rng(seed)
    x = pd.DataFrame(rng.normal(size=(n, 2)), columns=["a", "b"])
    kind = np.digitize(x["a"], np.linspace(-0.8, 0.8, len(classes) - 1))
    return x, pd.Series([classes[k] for k in kind])


def _check_multiclass(classes, absent, rounds):
    x_a, labels_a = _made_up_kinds(600, 0, classes)
    x_b, labels_b = _made_up_kinds(900, 1, classes)
    # Each test label becomes the next one: whatever learns from these is found out.
    wrong = labels_b.map(dict(zip(classes, [*classes[1:], classes[0]]))).replace({absent: classes[-1]})
    with contextlib.redirect_stdout(io.StringIO()):  # its test loss is high for a model that is right
        got = train_multiclass(x_a, labels_a, x_b, wrong, classes, rounds=rounds)
    assert isinstance(got, (tuple, list)) and len(got) == 4, "return four things: dtrain, dtest, evals, model"
    d_a, d_b, watched, booster = got
    for name, data, labels in (("dtrain", d_a, labels_a), ("dtest", d_b, wrong)):
        assert isinstance(data, xgb.DMatrix), f"{name} is not an xgb.DMatrix"
        assert data.num_row() == len(labels), f"{name} should hold {len(labels)} rows"
        expected = [classes.index(label) for label in labels]
        assert np.array_equal(data.get_label(), expected), (
            f"the class numbers in {name} are not positions in `classes`; train and test rows must be numbered alike"
        )
    assert any(pair[0] is d_a for pair in watched), "evals lacks dtrain: progress is shown for both parts"
    assert any(pair[0] is d_b for pair in watched), "evals lacks dtest, so nothing shows how new rows fare"
    assert isinstance(booster, xgb.Booster), (
        f"model is a {type(booster).__name__}: return what xgb.train returns"
    )
    assert booster.num_boosted_rounds() == rounds, (
        f"{booster.num_boosted_rounds()} rounds instead of {rounds}"
    )
    fresh, labels = _made_up_kinds(500, 3, classes)
    probability = booster.predict(xgb.DMatrix(fresh))
    assert probability.shape == (500, len(classes)), (
        f"predict gives the shape {probability.shape}; a probability for each class has (500, {len(classes)})"
    )
    assert np.allclose(probability.sum(axis=1), 1, atol=1e-4), "the probabilities of a row should add up to 1"
    accuracy = np.mean([classes[k] for k in probability.argmax(axis=1)] == labels.to_numpy())
    assert accuracy > 0.8, (
        f"accuracy {accuracy:.2f} on new rows of an easy problem: has the model seen dtest's labels?"
    )


_check_multiclass(["ant", "bee", "cat"], absent="ant", rounds=25)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_check_multiclass(["a", "b", "c", "d", "e"], absent="c", rounds=5)
_learn = train_rows.sample(20_000, random_state=0)
_preprocessor = helpers.make_preprocessor("passthrough").fit(_learn)
_x, _fresh = _preprocessor.transform(_learn), _preprocessor.transform(test_rows)
_classes = sorted(connections["label"].unique())
*_, _booster = train_multiclass(
    _x, _learn["label"], _fresh.iloc[:100], test_rows["label"].iloc[:100], _classes
)
assert _booster.num_boosted_rounds() == 10, "the default is 10 rounds"
_named = np.array(_classes)[_booster.predict(xgb.DMatrix(_fresh)).argmax(axis=1)]
_accuracy = np.mean(_named == test_rows["label"].astype(str).to_numpy())
assert _accuracy > 0.98, (
    f"trained on 20,000 connections, the accuracy on test rows is {_accuracy:.4f}, below 0.98"
)
### END HIDDEN TESTS

# %%
classes = sorted(connections["label"].unique())
dtrain_23, dtest_23, evals_23, multiclass_model = train_multiclass(
    x_train, train_rows["label"], x_test, test_rows["label"], classes
)
predicted_label = np.array(classes)[multiclass_model.predict(dtest_23).argmax(axis=1)]
multiclass_accuracy = (predicted_label == test_rows["label"].astype(str)).mean()
print(f"accuracy over {len(classes)} labels: {multiclass_accuracy:.3f}")

# %% [markdown]
# The lecture that this course follows says that more classes do not make the model more complex. Is that
# so? With two classes, a round adds one tree. With $k$ classes, it adds $k$, one for each class.

# %%
trees_2, trees_23 = (len(m.get_dump()) for m in (model, multiclass_model))
rounds_2, rounds_23 = model.num_boosted_rounds(), multiclass_model.num_boosted_rounds()
megabytes = [len(m.save_raw()) / 1e6 for m in (model, multiclass_model)]
pd.DataFrame(
    {"rounds": [rounds_2, rounds_23], "trees": [trees_2, trees_23], "megabytes": np.round(megabytes, 2)},
    index=["2 classes", f"{len(classes)} classes"],
)

# %% [markdown]
# ### Exercise 14 · Recall by class (5 points)
#
# An accuracy like that hides everything that is rare. Complete `per_class_recall(y_true, y_pred)`. Both are
# arrays or Series of labels, row by row in the same order whatever their index. Return a Series with one
# value for each class that occurs in `y_true`, indexed by the class, in any order: the share of its rows
# that were given the right class. A class that the model never names has recall 0.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Recall is a share of the rows that *are* in a class. By which of the two labels do you have to group the
# rows?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Find out for each row whether it was right, group these answers by the true class, and take means: the
# mean of True and False is the share of True. Compare row by row, without any index.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `Series.groupby(keys)` accepts an array of keys, one for each row, and `.mean()` gives one value for each
# key that occurs. `np.asarray` takes the values of a Series without its index, and of a categorical Series
# without the categories that do not occur.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "per_class_recall", "locked": false, "schema_version": 3, "solution": true, "task": false}
def per_class_recall(y_true, y_pred):
    """Return a Series: for each class in `y_true`, the share of its rows that `y_pred` gets right."""
    ### BEGIN SOLUTION
    y_true = np.asarray(y_true).astype(str)
    right = np.asarray(y_pred).astype(str) == y_true
    return pd.Series(right).groupby(y_true).mean()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "per_class_recall_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

_true = np.array(["smurf.", "smurf.", "smurf.", "smurf.", "spy.", "normal.", "normal."])
_pred = np.array(["smurf.", "smurf.", "smurf.", "normal.", "normal.", "normal.", "smurf."])
_got = per_class_recall(_true, _pred)
assert isinstance(_got, pd.Series), f"return a Series; this is a {type(_got).__name__}"
assert set(_got.index) == {"smurf.", "spy.", "normal."}, (
    f"one value for each class in y_true, also for spy., which the model never names; got {sorted(map(str, _got.index))}"
)
assert not np.isclose(_got["normal."], 1 / 3), "this is precision: divide by the rows that are in the class"
assert np.isclose(_got["smurf."], 0.75), f"3 of 4 smurf. rows were found: 0.75, not {_got['smurf.']}"
assert _got["spy."] == 0, f"no spy. row was found: recall 0, not {_got['spy.']}"
assert np.isclose(_got["normal."], 0.5), f"1 of 2 normal. rows was found: 0.5, not {_got['normal.']}"
_got = per_class_recall(pd.Series(_true, index=[6, 5, 4, 3, 2, 1, 0]), _pred)
assert np.isclose(_got["smurf."], 0.75), "y_true may be a Series with an index of its own: compare row by row"
_got = per_class_recall(
    pd.Series(pd.Categorical(["a", "b", "b"], ["a", "b", "c"])), np.array(["c", "b", "a"])
)
assert set(_got.index) == {"a", "b"}, "only classes that occur in y_true have a recall: no c here"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_got = per_class_recall(np.array(["a", "a", "b", "b", "b"]), np.array(["c", "a", "b", "b", "c"]))
assert set(_got.index) == {"a", "b"}, "a class that only the predictions name has no recall"
assert np.isclose(_got["a"], 1 / 2), "wrong recall in a second example"
assert np.isclose(_got["b"], 2 / 3), "wrong recall in a second example"
_index = [5, 6, 7, 8]
_got = per_class_recall(
    pd.Series(pd.Categorical(["x", "x", "y", "y"], ["x", "y", "z"]), index=_index),
    np.array(["x", "y", "y", "y"]),
)
assert set(_got.index) == {"x", "y"}, "a category without rows is no class that occurs in y_true"
assert np.isclose(_got["x"], 0.5), "wrong where y_true is a Series with an index of its own"
assert np.isclose(_got["y"], 1), "wrong where y_true is a Series with an index of its own"
### END HIDDEN TESTS

# %% [markdown]
# The figure has the labels in order of their training rows, the most on top. The number at a bar is its
# recall. Hatched bars rest on fewer than ten rows: one row more or less changes them much. Most of these
# kinds are never found, so that their bar has no length; some have hardly a row to learn from. (A label
# with two rows may have none in the test part, and is missing.)

# %%
recall = per_class_recall(test_rows["label"], predicted_label)
rows_to_learn = train_rows["label"].value_counts().reindex(classes, fill_value=0)
rows_to_test = test_rows["label"].value_counts().reindex(classes, fill_value=0)
recall = recall[rows_to_learn[recall.index].sort_values().index]
lab1_figures.recall_by_label(recall, rows_to_learn, rows_to_test)
plt.show()
print(f"accuracy {multiclass_accuracy:.3f}, mean recall over {len(recall)} labels {recall.mean():.2f}")

# %% [markdown]
# Few examples are one reason for a recall of 0, the settings are another: by default, XGBoost makes no
# leaf for a handful of rows. Try `"min_child_weight": 0`, or more rounds, in your `params`, and watch
# `land.`, which a single feature gives away. Which families are mistaken for which? To an analyst, one
# flood taken for another matters less than an intruder taken for a user.

# %%
order = {family: number for number, family in enumerate(helpers.FAMILIES)}
true_family, predicted_family = (
    helpers.attack_family(pd.Series(labels)).map(order).astype(int).to_numpy()
    for labels in (test_rows["label"].astype(str), predicted_label)
)
_, ax = plt.subplots(figsize=(7, 5))
helpers.plot_confusion_matrix(
    true_family, predicted_family, helpers.FAMILIES, "Families of held-out rows", ax=ax
)
plt.show()

# %% [markdown]
# ## 11 Connections in time
#
# *About 5 minutes.*
#
# So far, each connection stood alone. An attack often shows in a sequence: a hundred connections in a
# second, each harmless. Traffic features like `count` carry some of that. If a classifier should see more
# of the past, consecutive rows are put together, either by averaging them (every row counts, but peaks are
# flattened) or by sampling (peaks survive if they are hit).

# %%
second_by_second = pd.DataFrame(
    {"src_bytes": [200, 400, 1000, 3000], "count": [1, 3, 10, 30]},
    index=pd.date_range("2026-01-01 00:00:00", periods=4, freq="s", name="time"),
)
second_by_second

# %% [markdown]
# ### Exercise 15 · Averaging and sampling (5 points)
#
# Complete two functions that put each `size` consecutive rows of such a table (one row a second) into one.
# The index of a result row is the time of its window's **first** row.
#
# - `average_windows(df, size)`: the mean of each column over the window. If rows are left over at the end,
#   the last window is shorter and is averaged over the rows that it has.
# - `sample_windows(df, size)`: the first row of each window, as it is.
#
# No value is missing. (Where some are, mind that the pandas method `first` gives the first value that is
# not.)
#
# With the table above and `size=2`: the averages are 300 and 2 (00:00:00), 2000 and 20 (00:00:02); the
# samples are 200 and 1, 1000 and 10.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Number the rows of the table above 0, 1, 2, 3. With size 2, which rows are in which window, and which row
# gives a window its time?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# For the averages, group the rows by window and take means; a shorter window at the end is then a group
# like any other. For the samples, a slice that skips rows is enough. The windows count from the first row
# of the table, whatever its time.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `resample("5s")` groups rows by stretches of five seconds, which are counted from midnight unless you pass
# `origin="start"`; then `.mean()` averages. `[10, 11, 12, 13, 14][::2]` is `[10, 12, 14]`, and `iloc` does
# the same with rows. Or number the windows yourself, `np.arange(5) // 2` is `[0, 0, 1, 1, 2]`, and set the
# index of the result.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "average_windows", "locked": false, "schema_version": 3, "solution": true, "task": false}
def average_windows(df, size):
    """Return one row of column means for each `size` consecutive rows."""
    ### BEGIN SOLUTION
    return df.resample(f"{size}s", origin="start").mean()
    ### END SOLUTION


def sample_windows(df, size):
    """Return the first of each `size` consecutive rows."""
    ### BEGIN SOLUTION
    return df.iloc[::size]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "average_windows_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd


def _seconds(columns):
    n = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.date_range("2026-01-01", periods=n, freq="s", name="time"))


def _check_windows(table, size, averages, samples):
    for function, expected in ((average_windows, averages), (sample_windows, samples)):
        got, name = function(table.copy(), size), function.__name__
        assert isinstance(got, pd.DataFrame), f"{name} should return a DataFrame"
        assert len(got) == len(expected), (
            f"{name}: {len(table)} rows in windows of {size} make {len(expected)} rows, not {len(got)}"
        )
        assert list(got.columns) == list(table.columns), f"{name}: the columns have changed"
        assert np.allclose(got.to_numpy(float), expected), (
            f"{name}: expected {expected}, got {got.to_numpy().tolist()}"
        )
        assert list(got.index) == list(table.index[::size]), (
            f"{name}: the index is the time of each window's first row"
        )


_table = _seconds({"src_bytes": [200, 400, 1000, 3000], "count": [1, 3, 10, 30]})
_check_windows(_table, 2, averages=[[300, 2], [2000, 20]], samples=[[200, 1], [1000, 10]])
_check_windows(_table.iloc[:3], 2, averages=[[300, 2], [1000, 10]], samples=[[200, 1], [1000, 10]])
_check_windows(
    _table.shift(1, freq="s"), 3, averages=[[1600 / 3, 14 / 3], [3000, 30]], samples=[[200, 1], [3000, 30]]
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_table = _seconds({"a": [1.0, 2.0, 6.0, 4.0, 5.0, 9.0, 8.0]})
_check_windows(_table, 3, averages=[[3], [6], [8]], samples=[[1], [4], [8]])
_check_windows(_table, 1, averages=_table.to_numpy().tolist(), samples=_table.to_numpy().tolist())
_check_windows(_table, 7, averages=[[5]], samples=[[1]])
_check_windows(_table.iloc[:5], 3, averages=[[3], [4.5]], samples=[[1], [4]])
_check_windows(
    _table.shift(5, freq="s"), 3, averages=[[3], [6], [8]], samples=[[1], [4], [8]]
)  # not from midnight on
### END HIDDEN TESTS

# %%
pd.concat(
    {"averages": average_windows(second_by_second, 2), "samples": sample_windows(second_by_second, 2)}, axis=1
)

# %% [markdown]
# The lecture samples the *last* row of each window and adds a column with the window's duration. We take
# the first row, because it belongs to the time that the index names: with the last row under the first
# row's time, a model would be told at 00:00:00 what happens at 00:00:01. The duration is worth a column
# where windows differ in it, for instance if each ends when a session ends. The lecture's way, with the
# time of the last row:

# %%
second_by_second.iloc[1::2].assign(duration=2)

# %% [markdown]
# ## 12 An honest evaluation
#
# *About 15 minutes.*
#
# The model of Section 6 has an AUC close to 1 on rows that it never saw. Never? Section 2 found that most
# rows are [**duplicates**](../glossary.md#duplicates), copies of others. A random split puts one copy into
# the training part and another into the test part.

# %% [markdown]
# ### Exercise 16 · Seen before (5 points)
#
# Complete `share_seen_before(train, test)`: the share of rows in `test` that have an **exact twin** in
# `train`, the same values in all columns. Return a number from 0 to 1. Both tables have the same columns.
# They will be long (100,000 rows and more): comparing each row with each would take hours. The test has
# small tables and measures no time; the cell below it, which uses your function, shows whether yours is
# fast enough.
#
# <details><summary>Hint 1: a nudge</summary>
#
# To look each row up by going through the whole table takes too long. Which kind of collection in Python
# knows at once whether it contains something?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Turn the training rows into a set of tuples, and ask for each test row whether the set has its tuple. Or
# merge the two tables, with each training row once: a row with three twins would come back three times.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `DataFrame.itertuples` goes through a table row by row. With `index=False, name=None` it gives plain
# tuples, and `(1, "a") in {(1, "a"), (2, "b")}` is True. For the other way, `merge` with
# `how="left", indicator=True` adds a column `_merge` that is `both` where it has found a row, and
# `drop_duplicates` removes copies.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "share_seen_before", "locked": false, "schema_version": 3, "solution": true, "task": false}
def share_seen_before(train, test):
    """Return the share of rows in `test` that also occur in `train`."""
    ### BEGIN SOLUTION
    seen = set(train.itertuples(index=False, name=None))
    return np.mean([row in seen for row in test.itertuples(index=False, name=None)])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "share_seen_before_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
import numpy as np
import pandas as pd

_train = pd.DataFrame({"a": [3, 2, 4, 2, 4], "b": ["x", "y", "y", "y", "y"]})
_test = pd.DataFrame({"a": [3, 3, 2, 3, 3, 5, 2], "b": ["x", "x", "y", "y", "y", "x", "y"]})
_got = share_seen_before(_train, _test)
assert _got is not None and np.ndim(_got) == 0, "return one number"
for _wrong, _why in {
    3
    / 7: "these are the copies within `test`, or the rows without a twin; asked for are rows that also occur in `train`",
    5 / 7: "this also counts rows of `test` that are copies of another row of `test`; a twin is in `train`",
    6 / 7: "either a row with several twins was counted several times, or each column was compared by itself",
    2 / 3: "a row with several twins came back several times, which makes `test` longer",
    3 / 5: "this is the share of training rows; asked for is the share of test rows",
    4 / 5: "divide by the number of test rows",
    1 / 2: "copies in `test` count each",
    2 / 7: "copies in `test` count each",
    1 / 7: "the place of a row does not matter: a twin may be anywhere in `train`",
}.items():
    assert not np.isclose(_got, _wrong), f"{_got:.3f}: {_why}"
assert np.isclose(_got, 4 / 7), (
    f"four of seven rows have a twin, (3, x) and (2, y), twice each: 0.571, not {_got}"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_a, _b = pd.DataFrame({"a": [1], "b": [11]}), pd.DataFrame({"a": [11], "b": [1]})
assert np.isclose(share_seen_before(_a, _b), 0), "a twin has each value in the same column"
_train = pd.DataFrame({"n": [1, 2, 3, 4], "m": [1.5, 1.5, 0.5, 0.5], "label": ["a.", "a.", "b.", "b."]})
assert np.isclose(share_seen_before(_train, _train), 1), "every row of a table has a twin in the same table"
assert np.isclose(share_seen_before(_train, _train.assign(label="c.")), 0), (
    "a row with another label is no twin"
)
assert np.isclose(share_seen_before(_train, _train.iloc[[0, 0, 0]].assign(n=[1, 7, 1])), 2 / 3), (
    "copies in `test` count each"
)
assert np.isclose(share_seen_before(_train.set_axis([9, 9, 9, 9]), _train.iloc[:2].set_axis([5, 6])), 1), (
    "the index is no value"
)
### END HIDDEN TESTS

# %%
twin_share = share_seen_before(train_rows, test_rows)
print(f"{twin_share:.1%} of the held-out rows have an exact twin among the training rows.")

# %% [markdown]
# So we look again, three times. *The random split, all rows*: the number from Section 6. *The random split,
# new rows only*: held-out rows that no training row equals, each once. *The official test file*: recorded
# later, and with 17 kinds of attack that were deliberately left out of the training file. The model is the
# same each time.

# %%
twin_of_train = test_rows.merge(train_rows.drop_duplicates(), how="left", indicator=True)["_merge"] == "both"
new_rows = test_rows[~twin_of_train.to_numpy()].drop_duplicates()
tests = {
    "random split, all rows": test_rows,
    "random split, new rows only": new_rows,
    "official test file": official_test,
}
honest, alarms = [], {}
for name, rows in tests.items():
    table, target = prepare(rows)
    probability = model.predict(xgb.DMatrix(table))
    tp, fp, tn, fn = count_mistakes(target, probability, 0.5)
    alarms[name] = pd.Series(probability >= 0.5, rows.index)
    counts = {"attacks": tp + fn, "missed": fn, "normal rows": fp + tn, "false alarms": fp}
    measures = {"AUC": roc_auc_score(target, probability), "errors in 10,000": 1e4 * (fn + fp) / len(rows)}
    honest.append({"tested on": name, **counts, **measures})
honest = pd.DataFrame(honest)
honest.round({"AUC": 5, "errors in 10,000": 1})

# %% [markdown]
# The precision of Section 9 rested on the false positive rate of the random split. Here is the same table
# once more, with the rates of the official file. Nothing about the model has changed, only the rows on
# which it was measured. In Reflection 2 you made a prediction for one attack in a
# thousand: here is another answer to it.

# %%
official = honest.iloc[2]
official_tpr = 1 - official["missed"] / official["attacks"]
precision_by_share(official["false alarms"], official["normal rows"], official_tpr)

# %% [markdown]
# A division by groups would have shown the first of these from the start: all copies of a content go to
# the same side (scikit-learn's `GroupShuffleSplit`). A division by time, training on the older and
# testing on the newer rows, shows some of the second. Make one of them a habit; this data has no times.
#
# Where do the errors on the random split come from, and the misses in the official file? In the figure,
# plain blue bars are kinds of attack that the training file has, hatched orange ones are new; the numbers
# on a bar are its recall and its rows. Bars of a dozen rows say little.

# %%
wrong = (alarms["random split, all rows"] != (y_test == 1)).to_numpy()
print(
    f"{wrong[twin_of_train.to_numpy()].sum()} of the {wrong.sum()} errors on held-out rows are on rows with a twin."
)

# %%
attacks = official_test[official_test["label"] != "normal."]
found = alarms["official test file"][attacks.index]
is_known = attacks["label"].astype(str).isin(set(connections["label"]))
kinds = is_known.map({True: "known", False: "new"})
official_recall = (
    found.groupby([helpers.attack_family(attacks["label"]), kinds], observed=True)
    .agg(["mean", "size"])
    .rename(columns={"mean": "recall", "size": "rows"})
    .rename_axis(["family", "kind"])
)
lab1_figures.recall_by_kind(official_recall)
plt.show()

# %%
known_recall, new_recall = found[is_known].mean(), found[~is_known].mean()
print(f"official test file: recall {known_recall:.2f} on known kinds of attack, {new_recall:.2f} on new ones")

# %% [markdown]
# A few kinds make up most of what is missed. Known kinds are not safe either: the official file has many
# password guesses and uploads of pirated software (`warezmaster.`), of which the training file has few.
# And some misses cannot be avoided with these 41 features: the last column counts the missed rows that
# equal a normal row of one of the files in every feature.

# %%
normal_rows = pd.concat([rows[rows["label"] == "normal."] for rows in (connections, official_test)])
missed = attacks[~found]
looks_normal = missed[features].merge(normal_rows[features].drop_duplicates(), how="left", indicator=True)
looks_normal = (looks_normal["_merge"] == "both").to_numpy()
by_label = pd.DataFrame(
    {
        "missed": missed["label"].value_counts(),
        "rows in the official file": attacks["label"].value_counts(),
        "rows to learn from": train_rows["label"].value_counts(),
        "missed, equal to a normal row": missed["label"][looks_normal].value_counts(),
    }
)
by_label.sort_values("missed", ascending=False).head(6).fillna(0).astype(int)

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection4_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 4 · What does an AUC of 0.9999 promise? (5 points)
#
# A vendor shows you a detector with an AUC of 0.9999, "on a random 25 % hold-out of 494,021 connections",
# the size of the real training file. Using your numbers from this section: what does this figure promise,
# and what not? Name three questions that you would ask, or tests that you would run, before you trust the
# detector in your network.
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 1 point: what it promises: on rows from the same days, tools and labels, attacks score higher than
#   normal rows.
# - 1 point: duplicates: most held-out rows have a twin among the training rows. Quotes the share or the
#   errors on new rows.
# - 1 point: new kinds of attack: quotes recall on the official file, known against new.
# - 2 points: three questions or tests, specific and able to change the decision: split by time; duplicates
#   removed; attack kinds held out; false alarms a day at my base rate; rows from my own network; who
#   labelled the data and how. Two points for three good ones, one for two.
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection4", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* It promises that, among connections recorded on the same days with the same tools, an
# attack gets a higher score than a normal connection. It does not promise that new attacks are found. Over
# two thirds of my held-out rows have an exact twin in training, and on rows without one the error rate is
# several times as high. On the official file, the same model finds nearly all attacks of the known kinds
# that are floods, but only a small part of the new kinds, and the accuracy falls to about 0.93. I would
# ask: (1) What is left if you split by time and remove duplicates? (2) What is the recall on a kind of
# attack that was taken out of the training data altogether? (3) At your threshold, how many false alarms a
# day does a week of *my* traffic, with almost no attacks in it, raise? If the vendor has only the AUC, I
# would run the third test myself.

# %% [markdown]
# ## 13 Going further
#
# *About 30 minutes.*
#
# No points from here on; take what interests you.
#
# ### Symbols without one-hot columns
#
# With `enable_categorical=True`, XGBoost takes categorical columns as they are, and a split sends a *set*
# of symbols to one side. Both models learn from the same rows. On the random split, nothing tells them
# apart. On the official file, the model without one-hot columns was ahead on each of ten seeds.

# %%
known = {name: sorted(combinations[name].astype("str").unique()) for name in symbols}


def with_symbols(rows):
    """Return the features with categorical columns; a symbol that training did not have is missing."""
    table = rows[features].copy()
    for name in symbols:
        text = table[name].astype("str")
        table[name] = pd.Categorical(text.where(text.isin(known[name])), categories=known[name])
    return table


by_symbols = xgb.XGBClassifier(n_estimators=30, device=device, enable_categorical=True)
by_symbols.fit(with_symbols(train_rows), y_train)
compared = {}
for name, rows in {"random split": test_rows, "official test file": official_test}.items():
    table, target = prepare(rows)
    one_hot = model.predict(xgb.DMatrix(table))
    categories = by_symbols.predict_proba(with_symbols(rows))[:, 1]
    compared[name] = {
        "one-hot": roc_auc_score(target, one_hot),
        "categories": roc_auc_score(target, categories),
    }
pd.DataFrame(compared).round(3)

# %% [markdown]
# ### A probability is right for one mix only
#
# If 100 rows have a probability of 0.9, then 90 of them should be attacks: such a model has good
# [**calibration**](../glossary.md#calibration). Below,
# the rows of both tests are sorted into bins by their probability, and the share of attacks in each bin is
# counted, with its 95 % interval.

# %%
edges = [0, 0.01, 0.1, 0.5, 0.9, 0.99, 1]
names = ["0 to 0.01", "0.01 to 0.1", "0.1 to 0.5", "0.5 to 0.9", "0.9 to 0.99", "0.99 to 1"]
bins = {}
for name in ("random split, all rows", "official test file"):
    table, target = prepare(tests[name])
    bin_of_row = pd.cut(model.predict(xgb.DMatrix(table)), edges, labels=names, include_lowest=True)
    counted = target.groupby(np.asarray(bin_of_row, dtype=str)).agg(["sum", "size"])
    for interval, (hits, size) in counted.iterrows():
        low, high = binomtest(int(hits), int(size)).proportion_ci()
        bins[name, interval] = {"rows": size, "share of attacks": f"{two_digits(low)} to {two_digits(high)}"}
pd.DataFrame(bins).T.rename_axis(["tested on", "probability"])

# %% [markdown]
# On held-out rows, the shares fit their bins, as far as the few rows in the middle can say. On the
# official file they do not: of the rows that the model is sure are normal, a quarter are attacks. A model
# is calibrated for rows like those that it has learnt from. And even if attacks and normal rows stay what
# they are, a probability belongs to one mix. If only the share of attacks changes, the odds $p / (1 - p)$
# change by a factor, that of the shares' odds (this is Bayes' rule):


# %%
def in_another_mix(probability, share_here, share_there):
    """Return the probability of an attack where attacks have another share, all else being equal."""
    odds = probability / (1 - probability)
    odds = odds * (share_there / (1 - share_there)) / (share_here / (1 - share_here))
    return odds / (1 + odds)


said = np.array([0.5, 0.9, 0.99, 0.999, 0.9999])
pd.DataFrame(
    {
        "the model says": said,
        "where 0.1 % are attacks": [f"{p:.2g}" for p in in_another_mix(said, 0.8, 0.001)],
    }
)

# %% [markdown]
# `scale_pos_weight` does something similar in training: it multiplies the weight of attacks. Here,
# attacks are the many, so that a weight below 1 gives both classes the same say.

# %%
balance = (y_train == 0).sum() / (y_train == 1).sum()
weighted = []
for weight in (1, balance, 0.01):
    probability = fit(x_train, y_train, scale_pos_weight=weight).predict(dtest)
    tp, fp, tn, fn = count_mistakes(y_test, probability, 0.5)
    area = roc_auc_score(y_test, probability)
    weighted.append({"scale_pos_weight": weight, "missed": fn, "false alarms": fp, "AUC": area})
pd.DataFrame(weighted).round({"scale_pos_weight": 2, "AUC": 5})

# %% [markdown]
# A small weight trades false alarms for missed attacks, and so does a high threshold. Compare the last
# line with that of the threshold for 0.1 % attacks in Section 7: with about as few false alarms, fewer
# attacks were missed there. And a threshold can be changed later, without training again.
#
# ### Which algorithm wins?
#
# Over many data sets, algorithms can be compared by their mean rank. Over 165 of them, gradient boosting
# came first among 13 algorithms (Olson et al., 2018). Here is the same in small: seven algorithms, nearly
# all with their default settings, on the four data sets for classification that scikit-learn ships. Rank
# 1 has the highest accuracy in five-fold cross-validation.

# %%
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

algorithms = {
    "naive Bayes": GaussianNB(),
    "nearest neighbours": make_pipeline(StandardScaler(), KNeighborsClassifier()),
    "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "support vector machine": make_pipeline(StandardScaler(), SVC()),
    "one tree": DecisionTreeClassifier(random_state=SEED),
    "random forest": RandomForestClassifier(random_state=SEED),
    "XGBoost": xgb.XGBClassifier(n_estimators=50),
}

# %%
accuracy = {}
for load in (load_iris, load_wine, load_breast_cancer, load_digits):
    x, y = load(return_X_y=True)
    accuracy[load.__name__.removeprefix("load_")] = {
        name: cross_val_score(algorithm, x, y, cv=5).mean() for name, algorithm in algorithms.items()
    }
accuracy = pd.DataFrame(accuracy)
accuracy["mean rank"] = accuracy.rank(ascending=False).mean(axis=1)
accuracy.sort_values("mean rank").round({"mean rank": 1}).round(3)

# %% [markdown]
# XGBoost does not win here. These are small, clean tables of numbers with 150 to 1,797 rows, on which a
# support vector machine does well, and ranks over four data sets cannot say more than that. No algorithm
# is best everywhere; so try the simple ones, too, and look at *your* kind of data.
#
# ### More rows than one machine can hold
#
# *RAPIDS* keeps the whole pipeline on the GPU: cuDF is a pandas for GPUs, cuML a scikit-learn. The next
# cell does Sections 3 and 6 with them, where they are installed; this course does not install them, and
# the cell has not been run on a GPU by its authors.

# %%
if RUN_OPTIONAL and device == "cuda":
    import cudf
    import cupy
    from cuml.preprocessing import OneHotEncoder

    gpu_rows = cudf.from_pandas(train_rows.astype(dict.fromkeys([*symbols, "label"], "str")))
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False, output_type="cupy")
    columns = encoder.fit_transform(gpu_rows[symbols])
    numbers = gpu_rows[[name for name in features if name not in symbols]].astype("float32").to_cupy()
    gpu_model = fit(cupy.hstack([numbers, columns]), (gpu_rows["label"] != "normal.").astype("int32"))
    print(f"{gpu_model.num_boosted_rounds()} rounds on {len(gpu_rows):,} rows that never left the GPU")
else:
    print("Not run: it needs RUN_OPTIONAL = True, a GPU, and RAPIDS.")

# %% [markdown]
# When the rows no longer fit into one machine, XGBoost trains on a Dask cluster: each worker holds a part
# of the rows, builds histograms for it, and the histograms are added up. The tree is the same as on one
# machine, up to rounding and to where the histograms' bins are cut. The code stays the same from a laptop
# to many nodes. `helpers.local_cluster` starts two worker processes, or, where RAPIDS' package
# `dask-cuda` is installed, one worker for each GPU. (Measured were two processes on one machine. Several
# GPUs and several nodes were not.)
#
# Set `RUN_OPTIONAL = True` at the top and run the notebook again to see it.

# %%
if RUN_OPTIONAL:
    import dask.dataframe as dd
    from dask.distributed import Client
    from xgboost import dask as dxgb

    with helpers.local_cluster() as cluster, Client(cluster) as client:
        rows = dd.from_pandas(x_train, npartitions=4)
        target = dd.from_pandas(y_train, npartitions=4)
        trained = dxgb.train(
            client,
            {"objective": "binary:logistic", "tree_method": "hist", "device": helpers.xgboost_device()},
            dxgb.DaskDMatrix(client, rows, target),
            30,
        )
    dask_score = trained["booster"].predict(xgb.DMatrix(x_test))
    dask_agreement = ((dask_score >= 0.5) == (score >= 0.5)).mean()
    print(
        f"AUC {roc_auc_score(y_test, dask_score):.6f} on the cluster, {roc_auc_score(y_test, score):.6f} alone"
    )
    print(
        f"same decision on {dask_agreement:.4%} of the rows; largest difference {abs(dask_score - score).max():.4f}"
    )
else:
    print("Not run: RUN_OPTIONAL is False.")

# %% [markdown]
# ## Summary
#
# - A tree's split is chosen by its gain, a leaf answers with the mean of its residuals, and $\eta$ shrinks
#   the step. You computed the digits that XGBoost prints.
# - Encoders learn from training rows only, and have an answer for what they have never seen.
# - A score becomes a decision by a threshold, and the threshold by what mistakes cost in the network
#   where it is used. TPR and FPR belong to a class, precision depends on the mix.
# - Accuracy hides rare classes; recall by class shows them. A rate that rests on a handful of rows needs
#   its interval.
# - Copies on both sides of a split make a score better than it is on new rows; new kinds of attack cost far
#   more.
#
# The lab in numbers:

# %%
results = {
    "binary AUC, random split": honest["AUC"][0],
    "binary AUC, new rows only": honest["AUC"][1],
    "binary AUC, official test": honest["AUC"][2],
    "binary accuracy, random split": 1 - honest["errors in 10,000"][0] / 1e4,
    "binary accuracy, official test": 1 - honest["errors in 10,000"][2] / 1e4,
    "recall on new attacks, official test": new_recall,
    "held-out rows with a twin": twin_of_train.mean(),
    "multi-class accuracy": multiclass_accuracy,
    "multi-class mean recall": recall.mean(),
    "recall, trained on 1 % attacks": 1 - skew["missed"][1] / skew["attacks"][1],
}
if RUN_OPTIONAL:
    results["same decision on the cluster"] = dask_agreement
helpers.beside_reference(results, "lab1_xgboost", SOURCE)

# %% [markdown]
# And the figure from the top, drawn from your own run:

# %% tags=["opening"]
figure, (left, middle, right) = plt.subplots(1, 3, figsize=(12, 4.2))
bins = np.linspace(test_log_odds.min(), test_log_odds.max(), 41)
left.hist(test_log_odds[y_test == 0], bins, alpha=0.6, label="normal")
left.hist(test_log_odds[y_test == 1], bins, histtype="step", linewidth=2, color="C2", label="attack")
left.set(title="A score for each connection", xlabel="log-odds of an attack", ylabel="rows", yscale="log")
helpers.legend_below(left, columns=2)

middle.barh(recall.index.str.rstrip("."), recall)
middle.set(title="What few examples teach", xlabel="recall on held-out rows", xlim=(0, 1))
middle.set_ylabel("kinds of connection, most rows on top")
middle.tick_params(axis="y", labelsize=8)

bars = right.bar(["held-out", "held-out,\nnew only", "official\ntest file"], honest["errors in 10,000"])
right.bar_label(bars, fmt="{:.1f}")
right.set(title="The same model, tested three times", ylabel="errors in 10,000 rows", yscale="log")
right.margins(y=0.1)
plt.show()

# %% [markdown]
# **Next.** Labels are a luxury. In Lab 2 an autoencoder learns what is normal without any, and we will see
# whether it finds the attacks that this model misses.
#
# **Further reading**
#
# - Chen, T. & Guestrin, C. (2016). *XGBoost: A scalable tree boosting system*. KDD. Its Section 2 has the
#   formulas of Section 4 above; its gain has a factor 1/2 more, and subtracts $\gamma$.
# - Lundberg, S. et al. (2020). *From local explanations to global understanding with explainable AI for
#   trees*. Nature Machine Intelligence. The contributions of Section 8.
# - Chandola, V., Banerjee, A. & Kumar, V. (2009). *Anomaly detection: A survey*. ACM Computing Surveys
#   41(3). The three kinds of anomaly of Section 1.
# - Communications Fraud Control Association (2023). *Global fraud loss survey*. ENISA (2022). *Telecom
#   security incidents 2021*. The figures of Section 1.
# - Olson, R. et al. (2018). *Data-driven advice for applying machine learning to bioinformatics problems*.
#   Pacific Symposium on Biocomputing. The ranks of Section 13.
# - Langner, R. (2011). *Stuxnet: Dissecting a cyberwarfare weapon*. IEEE Security & Privacy 9(3). The case.
# - Tavallaee, M., Bagheri, E., Lu, W. & Ghorbani, A. (2009). *A detailed analysis of the KDD CUP 99 data
#   set*. The duplicates and what they do.
# - McHugh, J. (2000). *Testing intrusion detection systems*. What is wrong with the recordings behind the
#   data.
# - Sommer, R. & Paxson, V. (2010). *Outside the closed world: on using machine learning for network
#   intrusion detection*. Why so few of these detectors are in use.
