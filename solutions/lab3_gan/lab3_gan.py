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
# # Lab 3 · Generative adversarial networks, and what their discriminator really knows
#
# ![Three panels: the points of two generators, of which one covers all eight modes and the other
# collapses; the AUROC of discriminator and critic as detectors, which goes up and down during training,
# and that of reconstruction, which is high; the accuracy of a classifier under attack, without and with a
# defence.][opening]
#
# *What you will build, drawn from the reference solution. The lab ends with the same figure from your
# run.*
#
# **What you will be able to do.** Train two networks against each other, and recognise the three ways in
# which that goes wrong. Repair one of them with a Wasserstein critic. Say why the obvious detector, the
# discriminator's opinion, fails, and build one that works. Attack a classifier, and defend it with a
# generator.
#
# **What you need.** Lab 1: XGBoost, duplicates. Lab 2: Keras models, reconstruction error, thresholds
# chosen on validation rows.
#
# **How long.** About four hours with the exercises. Running everything takes about two minutes.
#
# **How it works.** There are 11 exercises, checked by the cell below each of them, and 4 reflections, read
# by a person. In an exercise, replace the line `raise NotImplementedError` with your code, run the cell
# with *Shift+Enter*, and once more to run its test, which is folded up below: the test says what is wrong.
# `helpers.progress()` says where you stand. Hints come in steps, so open the next one only if the one
# before was not enough. Some tests are hidden until grading; they check what the prompt asks for on other
# inputs and with other arguments.
#
# Each exercise is graded by itself. The lab's own cells use your functions again and again, so solve them
# in order. *Run All* stops at the first cell that fails: step over it, and go on with *Run → Run Selected
# Cell and All Below*. To write a reflection, select its cell and press *Enter*. Before you hand in:
# *Kernel → Restart Kernel and Run All Cells*, then press *Validate*.
#
# | section | exercises and reflections | minutes | points |
# |:--|:--|--:|--:|
# | 1 The game | Exercise 1 | 15 | 10 |
# | 2 A world with two dimensions | Exercises 2 to 5, Reflection 1 | 75 | 35 |
# | 3 Network traffic out of noise | Exercises 6 and 7 | 30 | 16 |
# | 4 Who is an anomaly? | Exercises 8 to 10, Reflection 2 | 55 | 23 |
# | 5 Attack and defence | Exercise 11, Reflection 3 | 40 | 11 |
# | 6 Five detectors, one test | Reflection 4 | 20 | 5 |
# | | **total** | **235** | **100** |

# %%
import helpers  # before Keras: it keeps TensorFlow's log lines out of the notebook

helpers.use_style()

import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras import layers
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

# %% tags=["parameters"]
SEED = 7  # where every random choice starts; the lab tells the same story from another seed
SOURCE = "auto"  # the real data if `make data` has fetched it, else the bundled data

# %% [markdown]
# ## 1 The game
#
# *About 15 minutes.*
#
# What if you have no idea what an anomaly looks like, and no formula for what is normal? Two of Lab 2's
# three simple methods assumed a shape: a cloud around a mean, a plane. (The third, distances, needs all the
# training rows and was spoilt by one attack in a hundred.) Real data has islands, gaps, and columns that
# are nearly always 0. A **generative** model assumes no shape. It learns to *produce* rows like those it
# has seen, and thereby, one hopes, what rows there can be.
#
# Goodfellow and others (2014) had the idea to train it by a game between two networks:
#
# - The **generator** $G$ makes a row $G(z)$ out of *noise* $z$, a few random numbers. It never sees a real
#   row.
# - The **discriminator** $D$ gets a row and says how probable it is that it is real. It sees both kinds:
#   real rows and generated ones, which are also called *fake*.
#
# The discriminator wants to tell them apart, the generator wants to be taken for real. They have opposed
# interests in one quantity:
#
# $$\min_G \max_D \; \mathbb{E}_{x}[\log D(x)] + \mathbb{E}_{z}[\log(1 - D(G(z)))]$$
#
# Networks return a number $\ell$ without bounds, the **logit** (Lab 1's *log-odds*); the probability is
# $D = \sigma(\ell) = 1 / (1 + e^{-\ell})$. Computing $\log \sigma(\ell)$ in two steps is a trap: for
# $\ell = -1000$ the probability is rounded to 0, and its logarithm is $-\infty$. In one step nothing
# overflows: $-\log \sigma(\ell) = \log(1 + e^{-\ell})$ and $-\log(1 - \sigma(\ell)) = \log(1 + e^{\ell})$.
# This function, $\log(1 + e^{a})$, is called *softplus*.
#
# ### Exercise 1 · The two losses (10 points)
#
# Both get logits as NumPy arrays of any shape and return one number.
#
# - `discriminator_loss(real_logits, fake_logits)`: the mean of $-\log D$ over the real rows **plus** the
#   mean of $-\log(1 - D)$ over the fake rows. The two batches may differ in size.
# - `generator_loss(fake_logits)`: the mean of $-\log D$ over the fake rows. (The formula above would have
#   the generator minimise $\log(1 - D)$; the end of this section shows why nobody does.)
#
# Both must be finite for logits of ±1000.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A real row with a large logit should cost the discriminator little. Softplus rises with its argument: with
# which sign does the logit of a real row have to go in, and with which that of a fake one?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Each term is a softplus, and only the sign of its argument has to be decided; the text above has both
# cases. Take the mean over each batch by itself, and add the two means.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.logaddexp(a, b)` is $\log(e^a + e^b)$, computed without overflow: `np.logaddexp(3, 1000)` is 1000. In
# softplus the 1 stands for $e^0$.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "gan_losses", "locked": false, "schema_version": 3, "solution": true, "task": false}
def discriminator_loss(real_logits, fake_logits):
    """Return the mean of -log D over real rows plus the mean of -log(1 - D) over fake rows."""
    ### BEGIN SOLUTION
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))
    ### END SOLUTION


def generator_loss(fake_logits):
    """Return the mean of -log D over fake rows."""
    ### BEGIN SOLUTION
    return np.mean(np.logaddexp(0, -fake_logits))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gan_losses_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_zero = np.zeros((4, 1))
_both = discriminator_loss(_zero, _zero), generator_loss(_zero)
assert all(_loss is not None and np.ndim(_loss) == 0 for _loss in _both), (
    f"each function returns one number for the batch; got {_both}"
)
_got = float(_both[0])
assert np.isclose(_got, 2 * np.log(2)), (
    f"logits of 0 mean D = 1/2: log 2 for the real rows plus log 2 for the fake ones, 1.3863; got {_got:.4f}"
)
assert np.isclose(float(_both[1]), np.log(2)), (
    f"logits of 0: the generator's loss is log 2 = 0.6931, not {float(_both[1]):.4f}. It is -log D, not log(1 - D)"
)
_sure = np.array([[2.0], [2.0]])
_got = float(discriminator_loss(_sure, -_sure))
assert np.isclose(_got, 2 * np.log1p(np.exp(-2))), (
    f"a discriminator that is right has a small loss: 0.2539 for logits of 2 (real) and -2 (fake), not {_got:.4f}"
)
_got = float(generator_loss(-_sure))
assert np.isclose(_got, np.log1p(np.exp(2))), (
    f"fake rows that are found out (logit -2) cost the generator 2.1269, not {_got:.4f}"
)
for _got, _want in (
    (float(generator_loss(np.array([-1000.0]))), 1000),
    (float(discriminator_loss(np.array([-1000.0, 1000.0]), np.array([1000.0]))), 1500),
):
    assert np.isfinite(_got), "inf or nan for logits of ±1000: use softplus, not the log of a probability"
    assert np.isclose(_got, _want), (
        f"logits of ±1000: the loss should be {_want}, not {_got:.1f}. Finite, but wrong: nothing has to be added "
        "or clipped"
    )
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
assert np.isclose(float(generator_loss(np.array([-1000.0, 0.0]))), (1000 + np.log(2)) / 2), (
    "a logit of -1000 costs the generator 1000"
)
assert np.isclose(float(discriminator_loss(np.array([-1000.0]), np.array([800.0]))), 1800), (
    "a real row at -1000 and a fake one at 800 cost the discriminator 1800"
)
_rng = np.random.default_rng(0)
for _shape, _other in (((40, 1), (10, 1)), ((7,), (300,)), ((1, 1), (5, 1))):
    _real, _fake = _rng.normal(1, 4, size=_shape), _rng.normal(-1, 4, size=_other)
    _want = np.mean(np.log1p(np.exp(-_real))) + np.mean(np.log1p(np.exp(_fake)))
    assert np.isclose(float(discriminator_loss(_real, _fake)), _want, rtol=1e-6, atol=1e-6), (
        "discriminator_loss is wrong on other logits; is each mean over its own batch?"
    )
    _want = np.mean(np.log1p(np.exp(-_fake)))
    assert np.isclose(float(generator_loss(_fake)), _want, rtol=1e-6, atol=1e-6), "generator_loss is wrong"
### END HIDDEN TESTS

# %% [markdown]
# Keras has this loss under the name *binary cross-entropy*. It takes the mean over one batch with labels,
# so with as many real rows (label 1) as fake ones (label 0) it is half of yours. And the generator's loss
# is the same function again, of fake rows that are **labelled as real**. That is how Exercise 2 will train
# both.

# %%
cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
real_logits, fake_logits = np.array([[1.5], [0.3]], "float32"), np.array([[-2.0], [0.7]], "float32")
labels = np.array([[1.0], [1.0], [0.0], [0.0]], "float32")
pd.Series(
    {
        "discriminator_loss / 2": discriminator_loss(real_logits, fake_logits) / 2,
        "Keras, labels 1 1 0 0": float(cross_entropy(labels, np.concatenate([real_logits, fake_logits]))),
        "generator_loss": generator_loss(fake_logits),
        "Keras, fake rows labelled 1": float(cross_entropy(np.ones((2, 1), "float32"), fake_logits)),
    }
).round(6)

# %% [markdown]
# Why does the generator not minimise $\log(1 - D)$, as the formula says? Look at the slopes. Early in a
# game the generator is still bad and the discriminator soon sure of itself: the logits of fake rows are far
# to the left. A network learns from the slope of its loss.

# %%
logit = np.linspace(-10, 5, 301)
probability = 1 / (1 + np.exp(-logit))
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), sharex=True)
left.plot(logit, -np.logaddexp(0, logit), label="as in the formula: $\\log(1 - D)$")
left.plot(
    logit, [generator_loss(np.array([value])) for value in logit], "--", label="as in practice: $-\\log D$"
)
left.set(title="The generator's loss", ylabel="loss", xlabel="logit of a fake row")
right.plot(logit, probability, label="as in the formula")
right.plot(logit, 1 - probability, "--", label="as in practice")
right.set(title="Steepness of the loss", ylabel="size of the slope", xlabel="logit of a fake row")
for ax, place in ((left, "upper right"), (right, "center left")):
    ax.axvspan(-10, -4, color="grey", alpha=0.15)
    ax.legend(loc=place)
left.text(-7, -3, "a sure\ndiscriminator", ha="center")
plt.show()

# %% [markdown]
# In the grey area of the figure the formula's loss is flat: the generator is told that it is bad, but not
# where to go. The loss used in practice, called **non-saturating**, is steepest exactly there, has the same
# aim, and has been used ever since.

# %% [markdown]
# ## 2 A world with two dimensions
#
# *About 75 minutes.*
#
# Before network traffic, with its 123 columns, a world in which everything can be seen: eight small clouds
# of points on a circle. To us it is plain that there are eight. A generator has to find out.


# %%
angles = np.arange(8) * np.pi / 4
CENTRES = np.column_stack([np.cos(angles), np.sin(angles)])
SPREAD = 0.05
BATCH = 256


def sample_mixture(n, rng):
    """Return n points of the mixture, shape (n, 2)."""
    points = CENTRES[rng.integers(len(CENTRES), size=n)] + rng.normal(0, SPREAD, size=(n, 2))
    return points.astype("float32")


def sample_noise(n, rng):
    """Return n rows of noise, shape (n, 2)."""
    return rng.normal(size=(n, 2)).astype("float32")


def dense_network(n_inputs, hidden, n_outputs):
    """Return a network of Dense layers, with ReLU after each but the last."""
    hidden_layers = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((n_inputs,)), *hidden_layers, layers.Dense(n_outputs)])


rng = np.random.default_rng(SEED)
fig, ax = plt.subplots(figsize=(4, 4))
ax.scatter(*sample_mixture(1000, rng).T, s=4)
ax.set(title="Real points", xlabel="first feature", ylabel="second feature", aspect="equal")
plt.show()

# %% [markdown]
# A game has three models: the generator, the discriminator, and both in a **chain**, noise in and logit
# out. The chain owns no weights of its own. It is there to train the generator *through* the discriminator.


# %%
def make_game(generator, discriminator, make_optimizer, loss=cross_entropy):
    """Compile the discriminator and the chain, and return the chain."""
    chain = keras.Sequential([generator, discriminator])
    discriminator.compile(optimizer=make_optimizer(), loss=loss)
    chain.compile(optimizer=make_optimizer(), loss=loss)
    return chain


# %% [markdown]
# ### Exercise 2 · A training step in two acts (12 points)
#
# Complete `train_step(generator, discriminator, chain, real, noise)`. The models are compiled with their
# losses; `real` and `noise` are arrays of n rows each.
#
# 1. **The discriminator learns.** Let the generator make n fake rows from `noise`. *Unfreeze* the
#    discriminator (`discriminator.trainable = True`) and train it on **one** batch of 2n rows: the real
#    ones with label 1, the fake ones with label 0.
# 2. **The generator learns.** *Freeze* the discriminator (`discriminator.trainable = False`) and train the
#    chain on the same `noise` with the labels that the generator would like to see. Only the generator's
#    weights may change: without freezing, the chain would also teach the discriminator to call fake rows
#    real. Finally return the two losses, `(discriminator's, generator's)`, as two floats. The caller goes
#    back to act 1 with new rows and new noise.
#
# Labels have the shape (rows, 1), as the logits do.
#
# <details><summary>Hint 1: a nudge</summary>
#
# In each act one network learns and the other one only helps. Which one has to be unfrozen or frozen
# before, and which labels go with the rows?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# In act 1 the real and the fake rows are one batch, and their labels come in the same order. In act 2 the
# chain starts from the noise. Which label should the generator want for its rows? Read the paragraph on
# Keras's *binary cross-entropy* in Section 1 once more.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `model.predict_on_batch(x)` returns an array, `model.train_on_batch(x, y)` makes one step and returns the
# loss. `np.concatenate([a, b])` puts one array below the other, and `np.ones((3, 1))` and
# `np.zeros((3, 1))` have the shape of labels for three rows.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "train_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_step(generator, discriminator, chain, real, noise):
    """Train the discriminator once, then the generator once; return the two losses."""
    ### BEGIN SOLUTION
    n = len(real)
    fake = generator.predict_on_batch(noise)
    rows, truth = np.concatenate([real, fake]), np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, truth)
    discriminator.trainable = False
    forged = chain.train_on_batch(noise, np.ones((n, 1)))
    return float(judged), float(forged)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train_step_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np


def _line(weights, bias):
    """A model of one Dense layer with these weights."""
    model = keras.Sequential([keras.Input((weights.shape[0],)), keras.layers.Dense(weights.shape[1])])
    model.set_weights([weights, bias])
    return model


def _game(rng, rate=0.5):
    """A generator from 3 to 2 numbers and a discriminator, each linear, so that a step is known exactly."""
    generator = _line(rng.normal(size=(3, 2)), rng.normal(size=2))
    discriminator = _line(rng.normal(size=(2, 1)), rng.normal(size=1))
    chain = keras.Sequential([generator, discriminator])
    for model in (discriminator, chain):
        model.compile(
            optimizer=keras.optimizers.SGD(rate), loss=keras.losses.BinaryCrossentropy(from_logits=True)
        )
    return generator, discriminator, chain


def _expected(generator, discriminator, real, noise, rate=0.5):
    """The weights after one step, computed by hand."""
    (a, c), (w, b) = generator.get_weights(), discriminator.get_weights()
    fake = noise @ a + c
    rows, truth = np.concatenate([real, fake]), np.repeat([1.0, 0.0], len(real))[:, None]
    logits = rows @ w + b
    losses = [np.mean(np.logaddexp(0, logits) - truth * logits)]
    slope = (1 / (1 + np.exp(-logits)) - truth) / len(rows)
    w, b = w - rate * rows.T @ slope, b - rate * slope.sum(axis=0)
    logits = fake @ w + b
    losses.append(np.mean(np.logaddexp(0, -logits)))
    slope = (1 / (1 + np.exp(-logits)) - 1) / len(fake) @ w.T
    return [a - rate * noise.T @ slope, c - rate * slope.sum(axis=0)], [w, b], losses


def _close(got, want):
    return all(np.allclose(g, w, atol=1e-4) for g, w in zip(got, want, strict=True))


_rng = np.random.default_rng(1)
_models = _game(_rng)
_real, _noise = (_rng.normal(size=(8, k)).astype("float32") for k in (2, 3))
_generator, _discriminator, _losses = _expected(*_models[:2], _real, _noise)
_before = [model.get_weights() for model in _models[:2]]
_got = train_step(*_models, _real, _noise)
assert np.shape(_got) == (2,), "return two losses: (discriminator's, generator's)"
assert not _close(_models[1].get_weights(), _before[1]), (
    "the discriminator has not learnt: is it unfrozen before it is trained?"
)
assert not _close(_models[0].get_weights(), _before[0]), (
    "the generator has not learnt: train the chain on the noise, and leave the generator trainable"
)
assert _close(_models[1].get_weights(), _discriminator), (
    "the discriminator's weights are not those after one step on 8 real rows (label 1) and 8 fake rows (label 0) "
    "in one batch. Are the labels the right way round? Are the fake rows made from `noise`? Is it frozen while the "
    "chain is trained? Does act 1 come before act 2, without another compile?"
)
assert _close(_models[0].get_weights(), _generator), (
    "the generator's weights are wrong: it wants its rows to be taken for real. Which label is that? And is the "
    "noise the same as in the first act?"
)
assert np.allclose(_got, _losses, atol=1e-4), (
    f"the losses should be {_losses[0]:.4f} (discriminator) and {_losses[1]:.4f} (generator); got {_got}"
)
_models = _game(_rng)
_models[1].trainable = False  # a discriminator that comes frozen from an earlier game
_real, _noise = (_rng.normal(size=(5, k)).astype("float32") for k in (2, 3))
_generator, _discriminator, _ = _expected(*_models[:2], _real, _noise)
train_step(*_models, _real, _noise)
assert _close(_models[1].get_weights(), _discriminator), "a discriminator that comes frozen must be unfrozen"
assert _close(_models[0].get_weights(), _generator), (
    "wrong for 5 rows, or for a discriminator that comes frozen"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
for _ in range(3):  # back to act 1: the same game goes on
    _real, _noise = (_rng.normal(size=(8, k)).astype("float32") for k in (2, 3))
    _generator, _discriminator, _losses = _expected(*_models[:2], _real, _noise)
    _got = train_step(*_models, _real, _noise)
    assert _close(_models[1].get_weights(), _discriminator) and _close(
        _models[0].get_weights(), _generator
    ), "the first step is right, a later one is not: is the discriminator unfrozen again?"
    assert np.allclose(_got, _losses, atol=1e-4), "the losses of a later step are wrong"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3 · How many modes? (6 points)
#
# Each of the eight clouds is a *mode* of the distribution. To say how many of them a generator serves,
# count.
#
# Complete `modes_covered(samples, centres, radius, share)`: the number of centres that have **at least**
# the given share of all samples **within** `radius` (Euclidean distance at most `radius`). `samples` has
# shape (n, d), `centres` (k, d). Return an int.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Begin with one centre: how far is each sample from it, which share of the samples is near enough, and is
# that share large enough?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Compute the distance of every sample to every centre, a table of shape (n, k). Each column belongs to a
# centre: find the share of its distances that are small enough, and count the columns whose share is large
# enough. Both limits are included.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# For `a` of shape (5, 2) and `b` of shape (3, 2), `a[:, None] - b[None]` has shape (5, 3, 2): each row of
# `a` minus each row of `b`. `np.linalg.norm(..., axis=2)` makes lengths of it, shape (5, 3). The mean of
# True and False over an axis is the share of True.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "modes_covered", "locked": false, "schema_version": 3, "solution": true, "task": false}
def modes_covered(samples, centres, radius, share):
    """Return how many centres have at least `share` of the samples within `radius`."""
    ### BEGIN SOLUTION
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "modes_covered_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_centres = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
_samples = np.array(
    [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [10.0, 0.5], [3.0, 4.0], [5.0, 5.0], [6.0, 5.0], [9.0, 9.0]]
)
_got = modes_covered(_samples, _centres, 2.0, 0.25)
assert np.isscalar(_got) and _got == int(_got), f"return a number of modes, not {_got!r}"
assert _got == 1, (
    f"3 of the 8 samples are within 2 of the first centre, 1 of the second, none of the third: with share=0.25 "
    f"one mode is covered, not {_got}"
)
assert modes_covered(_samples, _centres, 2.0, 0.1) == 2, (
    "share=0.1: 3/8 and 1/8 are enough, 0 is not: 2 modes"
)
assert modes_covered(_samples, _centres, 2.0, 0.125) == 2, "exactly the share counts: 'at least'"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
assert modes_covered(_samples, _centres, 5.0, 0.5) == 1, (
    "exactly the radius counts: (3, 4) is 5 from the first centre"
)
assert modes_covered(_samples, _centres, 5.0, 0.51) == 0, "no centre has 51 % of all samples"
assert modes_covered(_samples, _centres, 20.0, 1.0) == 3, (
    "a sample can be within the radius of several centres"
)
_far = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 9.0]])
assert modes_covered(np.zeros((5, 3)), _far, 1.0, 0.5) == 1, "every feature counts for the distance"
assert modes_covered(_samples, _centres, 0.9, 0.125) == 2, "wrong for a smaller radius"
_rng = np.random.default_rng(2)
_c = 20 * np.eye(6, 4) + np.arange(6)[:, None] * 30
_s = np.concatenate([_c[_k] + _rng.normal(size=(_n, 4)) for _k, _n in enumerate((500, 100, 40, 12, 3))])
for _share, _want in ((0.005, 4), (0.03, 3), (0.1, 2), (0.5, 1), (0.99, 0)):
    assert modes_covered(_s, _c, 8.0, _share) == _want, (
        f"four features, six centres, share={_share}: {_want} modes"
    )
### END HIDDEN TESTS

# %% [markdown]
# Now play. `play` repeats your step with new rows and new noise, and keeps, now and then, the 1,000 points
# that the generator makes from one fixed sample of noise.


# %%
SNAPSHOTS = 20  # in each training; a row of pictures shows every fifth
same_noise = sample_noise(1000, np.random.default_rng(SEED))


def play(step, generator, steps, name):
    """Make training steps; return (steps so far, generated points) now and then, and the losses of each step."""
    rng = np.random.default_rng(SEED)
    pictures, losses = [], []
    for done in helpers.progress_bar(range(1, steps + 1), desc=name, unit="step"):
        losses.append(step(rng))
        if done % (steps // SNAPSHOTS) == 0:
            pictures.append((done, generator.predict(same_noise, batch_size=1000, verbose=0)))
    return pictures, np.array(losses)


def coverage(points):
    """Return the modes covered, and the share of points that are within three standard deviations of one."""
    distance = np.linalg.norm(points[:, None] - CENTRES[None], axis=2).min(axis=1)
    return modes_covered(points, CENTRES, 3 * SPREAD, 0.02), np.mean(distance <= 3 * SPREAD)


def draw_points(ax, done, points):
    """Draw generated points over the circles where the real ones are."""
    ax.scatter(*CENTRES.T, s=120, facecolors="none", edgecolors="black", zorder=3)
    ax.scatter(*points.T, s=3, alpha=0.5)
    modes, near = coverage(points)
    ax.set(title=f"step {done}, modes: {modes}", xlabel=f"{near:.0%} near a mode")
    ax.set(xlim=(-2, 2), ylim=(-2, 2), aspect="equal")


def show(rows):
    """Draw one row of pictures for each entry: its name, and what `play` returned."""
    _, grid = plt.subplots(len(rows), 4, figsize=(11, 2.9 * len(rows)), squeeze=False)
    for axes, (name, pictures) in zip(grid, rows.items(), strict=True):
        for ax, picture in zip(axes, pictures[4::5], strict=True):
            draw_points(ax, *picture)
        axes[0].set_ylabel(name)
    plt.show()


def adam(momentum):
    """Return a function that makes Adam optimizers."""
    return lambda: keras.optimizers.Adam(1e-3, beta_1=momentum)


def play_gan(momentum, steps, name):
    """Play the game on the mixture with cross-entropy; return what `play` returns."""
    keras.utils.set_random_seed(SEED)
    generator, discriminator = dense_network(2, (128, 128), 2), dense_network(2, (128, 128), 1)
    chain = make_game(generator, discriminator, adam(momentum))

    def step(rng):
        return train_step(
            generator, discriminator, chain, sample_mixture(BATCH, rng), sample_noise(BATCH, rng)
        )

    return play(step, generator, steps, name)


good, good_losses = play_gan(momentum=0, steps=600, name="GAN, no momentum")
show({"no momentum": good})

# %% [markdown]
# It works: one cloud of noise has become (nearly) eight, with some points on the way between them. The
# losses follow below.
#
# ### Failure 1: mode collapse, and failure 2: it never settles
#
# The same game once more with **one** number changed: the optimizer has a
# [*momentum*](../glossary.md#momentum) of 0.9, Adam's default in Keras, instead of 0: each step keeps 0.9
# of the direction of the steps before it.

# %%
collapsed, collapsed_losses = play_gan(momentum=0.9, steps=600, name="GAN, momentum 0.9")
show({"momentum 0.9": collapsed})

# %% [markdown]
# The slider goes through both games, from step 30 to step 600.


# %%
def draw_both(step):
    """Return a figure of both generators after the same number of steps."""
    figure, axes = plt.subplots(1, 2, figsize=(8, 4.2))
    for ax, (name, pictures) in zip(axes, {"no momentum": good, "momentum 0.9": collapsed}.items()):
        draw_points(ax, step, dict(pictures)[step])
        ax.set_ylabel(name)
    return figure


helpers.slider(draw_both, [step for step, _ in good], start=600, label="step")

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.5))
for ax, losses, title in zip(
    axes, (good_losses, collapsed_losses), ("No momentum", "Momentum 0.9"), strict=True
):
    ax.plot(losses[:, 0], label="discriminator", linewidth=0.8)
    ax.plot(losses[:, 1], label="generator", linewidth=0.8)
    ax.axhline(np.log(2), color="grey", linestyle=":", label="both guess: log 2")
    ax.set(title=title, xlabel="step", ylabel="loss")
    helpers.legend_below(ax, columns=3)
plt.show()

# %% [markdown]
# In theory a perfect game ends in a draw, in which the discriminator can only guess. Here the left game
# *starts* there, because both know nothing, and moves away from it while the points get better. A loss says
# how a player does against this opponent, not how good the points are.
#
# In the right game the points fill a small part of the plane, and another part in each picture. That they
# leave most modes empty is [**mode collapse**](../glossary.md#mode-collapse): the discriminator judges each
# point by itself, so a generator whose points all look real has no reason to serve the other modes. That
# they never stay is **non-convergence**: the discriminator learns to distrust the place, the generator
# moves everything on, and so each chases where the other has just been.
#
# This is no accident of networks. The smallest game of all does it (Mescheder and others, 2018, study such
# games): one player picks $\theta$ to make $\theta\psi$ small, the other picks $\psi$ to make it large. The
# only point of rest is (0, 0). Both follow their slope.

# %%
theta, psi = np.array([1.0]), np.array([0.0])
for _ in range(100):
    slope_theta, slope_psi = psi[-1], theta[-1]
    theta, psi = np.append(theta, theta[-1] - 0.1 * slope_theta), np.append(psi, psi[-1] + 0.1 * slope_psi)

fig, ax = plt.subplots(figsize=(4.5, 4.5))
ax.plot(theta, psi, marker=".", linewidth=0.8)
for x, marker, name in ((0, "x", "equilibrium"), (1, "o", "start")):
    ax.scatter(x, 0, marker=marker, s=60, color="black", zorder=3)
    ax.annotate(name, (x, -0.2), ha="center")
ax.set(
    title="100 steps of gradient descent against ascent",
    xlabel="θ, minimises θψ",
    ylabel="ψ, maximises θψ",
    aspect="equal",
)
plt.show()

# %% [markdown]
# Gradient descent finds minima. The equilibrium of a game is not a minimum, and when both players step at
# the same time, they spiral away from it: here each step multiplies the distance by $\sqrt{1 + 0.1^2}$.
#
# ### Failure 3: vanishing gradients
#
# Let the discriminator train alone for a while before the generator may move. How large is the generator's
# gradient then, under the loss of the formula and under the one used in practice? A step of plain gradient
# descent with learning rate 1 changes the weights by exactly the gradient, so the change measures it.


# %%
def minimax_loss(truth, logits):
    """Return the mean of log(1 - D): what the formula has the generator minimise."""
    return -keras.ops.mean(keras.ops.softplus(logits))


def gradient_norm(generator, discriminator, loss, noise):
    """Return the length of the gradient of a loss with respect to the generator's weights."""
    discriminator.trainable = False
    chain = keras.Sequential([generator, discriminator])
    chain.compile(optimizer=keras.optimizers.SGD(1.0), loss=loss)
    before = generator.get_weights()
    chain.train_on_batch(noise, np.ones((len(noise), 1)))
    change = [new - old for new, old in zip(generator.get_weights(), before, strict=True)]
    generator.set_weights(before)
    discriminator.trainable = True
    return np.sqrt(sum((part**2).sum() for part in change))


keras.utils.set_random_seed(SEED)
rng = np.random.default_rng(SEED)
lazy, eager = dense_network(2, (128, 128), 2), dense_network(2, (128, 128), 1)
eager.compile(optimizer=adam(0)(), loss=cross_entropy)
labels = np.repeat([1.0, 0.0], BATCH)[:, None]
measured, done = {}, 0
for steps in (0, 25, 50, 100, 200, 400):
    while done < steps:
        fake = lazy.predict_on_batch(sample_noise(BATCH, rng))
        eager.train_on_batch(np.concatenate([sample_mixture(BATCH, rng), fake]), labels)
        done += 1
    measured[steps] = {
        "log(1 - D), as in the formula": gradient_norm(lazy, eager, minimax_loss, same_noise),
        "-log D, as in practice": gradient_norm(lazy, eager, cross_entropy, same_noise),
    }
gradients = pd.DataFrame(measured).T.rename_axis("steps of the discriminator alone")
gradients.round(3)

# %% [markdown]
# A discriminator that knows nothing tells nothing: both start small. Then they part. The formula's gradient
# falls again as the discriminator improves; the one used in practice grows, and stays large. See what that
# means for the points: both generators start at the same place and make small steps of plain gradient
# descent, against the same, well-trained discriminator, which waits.


# %%
def chase(loss, name):
    """Train a fresh generator alone against the well-trained discriminator."""
    keras.utils.set_random_seed(SEED)
    generator = keras.models.clone_model(lazy)
    generator.set_weights(lazy.get_weights())
    eager.trainable = False
    chain = keras.Sequential([generator, eager])
    chain.compile(optimizer=keras.optimizers.SGD(0.002), loss=loss)
    truth = np.ones((BATCH, 1))
    return play(lambda rng: chain.train_on_batch(sample_noise(BATCH, rng), truth), generator, 80, name)[0]


show(
    {"log(1 - D)": chase(minimax_loss, "as in the formula"), "-log D": chase(cross_entropy, "as in practice")}
)

# %% [markdown]
# Above, hardly anything moves. Below, the points are on their way within a few steps (to the nearest modes
# only, as this discriminator does not learn any more).
#
# ### The repair: a critic instead of a judge
#
# Arjovsky and others (2017) changed the question; their GAN is called a Wasserstein GAN,
# [**WGAN**](../glossary.md#wgan). Its [**critic**](../glossary.md#critic) does not say *real or fake*, it
# returns a number without bounds: high for real points, low for fake ones. The largest difference of the
# two means that a critic can reach measures, up to a factor, how far the fake points have to be moved to
# become the real ones, the [**Wasserstein distance**](../glossary.md#wasserstein-distance), on one
# condition: the critic must not be steeper than some bound, or it could make the difference as large as it
# likes. They enforce it crudely: after each step all weights are **clipped** to a small range.
#
# Such a critic does not go flat when it is good, as the discriminator did above. So it may, and should, be
# trained well: five steps for each of the generator's.
#
# ### Exercise 4 · The critic's loss (6 points)
#
# Complete `critic_loss(truth, output)` in the form that Keras expects of a loss. `truth` is **+1 for real
# rows and -1 for fake ones**, `output` is what the critic returns, both of shape (n, 1). Return the mean
# over the batch of $-\text{truth} \cdot \text{output}$: it is small when real rows score high and fake rows
# score low. Use `keras.ops`, not NumPy, because Keras must differentiate it.
#
# The generator is then trained on its own rows with the label that it would like, +1, as before.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Check the sign with one real row that scores high. Should it cost the critic much or little?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Multiply element by element, average over the batch, and mind the sign. No sigmoid and no logarithm: the
# output of a critic is not a logit.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `keras.ops.mean` averages over all elements and returns one number as a tensor. `*` and `-` work on
# tensors as they do on arrays, and Keras can differentiate all of them.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "critic_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def critic_loss(truth, output):
    """Return the mean of -truth * output, where truth is +1 for real and -1 for fake rows."""
    ### BEGIN SOLUTION
    return -keras.ops.mean(truth * output)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "critic_loss_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np


def _loss(truth, output):
    truth, output = (keras.ops.convert_to_tensor(np.array(v, "float32")[:, None]) for v in (truth, output))
    loss = critic_loss(truth, output)
    assert loss is not None, "critic_loss returns nothing"
    return keras.ops.convert_to_numpy(loss)


_got = _loss([1, 1, -1, -1], [3, -2, 1, -4])
assert _got.shape == (), f"return one number for the batch, not an array of shape {_got.shape}"
assert not np.isclose(_got, 1), (
    "the sign is reversed: the critic's loss must be small when real rows score high"
)
assert np.isclose(_got, -1), f"-(3 - 2 - 1 + 4) / 4 = -1, not {_got:.3f}"
assert np.isclose(_loss([-1], [4]), 4), "a fake row that scores 4 costs the critic 4"
assert np.isclose(_loss([1], [200]), -200), "a real row that scores 200 gives -200: no sigmoid, no bound"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(3)
_t, _o = np.where(_rng.random(64) < 0.3, 1, -1), _rng.normal(2, 30, size=64)
assert np.isclose(_loss(_t, _o), -np.mean(_t * _o), rtol=1e-4, atol=1e-4), "wrong on other outputs"
assert np.isclose(_loss(_t, 10 * _o), 10 * _loss(_t, _o), rtol=1e-4, atol=1e-3), (
    "ten times the outputs: ten times the loss"
)
_model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
_model.set_weights([np.array([[2.0]])])
_model.compile(optimizer=keras.optimizers.SGD(1.0), loss=critic_loss)
_model.train_on_batch(np.array([[1.0], [3.0]], "float32"), np.array([[1.0], [-1.0]], "float32"))
assert np.isclose(_model.get_weights()[0][0, 0], 1, atol=1e-5), (
    "Keras cannot train with this loss: use keras.ops only"
)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · Weight clipping (6 points)
#
# Complete `clip_weights(model, limit)`: set **every trainable weight** of the model, biases included, to
# the nearest value between `-limit` and `limit`. The model itself is changed.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Clipped values alone change nothing: they have to get back into the model. Where does a model keep its
# weights, and which of them are trained?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Go through the trainable weights, biases included, compute the clipped values of each, and put them where
# the old ones were. (`get_weights` also returns what is not trained, such as the running means of other
# layers.)
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `model.trainable_weights` is a list of variables, and `variable.assign(value)` replaces what one holds.
# `keras.ops.clip(np.array([-3.0, 0.5]), -1, 2)` is -1 and 0.5.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "clip_weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clip_weights(model, limit):
    """Clip all trainable weights of the model to the range from -limit to limit, in place."""
    ### BEGIN SOLUTION
    for weight in model.trainable_weights:
        weight.assign(keras.ops.clip(weight, -limit, limit))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "clip_weights_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2), keras.layers.Dense(1)])
_model.set_weights(
    [
        np.array([[0.5, -3.0], [0.05, 0.0]]),
        np.array([2.0, -0.01]),
        np.array([[-0.1], [0.3]]),
        np.array([-7.0]),
    ]
)
clip_weights(_model, 0.1)
_weights = _model.get_weights()
assert any(np.abs(w).max() <= 0.11 for w in _weights), "no weight was clipped: does the model itself change?"
assert np.allclose(_weights[0], [[0.1, -0.1], [0.05, 0]]), (
    f"the first layer's weights should become 0.1, -0.1, 0.05 and 0; they are {_weights[0].ravel().tolist()}"
)
assert np.allclose(_weights[2], [[-0.1], [0.1]]), "the second layer must be clipped too"
assert np.allclose(_weights[1], [0.1, -0.01]) and np.allclose(_weights[3], [-0.1]), (
    "biases are weights: clip them"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(4)
_deep = keras.Sequential(
    [keras.Input((5,))] + [keras.layers.Dense(_n, activation="relu") for _n in (7, 6, 4)]
)
_values = [_rng.normal(size=w.shape) for w in _deep.get_weights()]
for _limit in (1.5, 0.5, 0.02):
    _deep.set_weights(_values)
    clip_weights(_deep, _limit)
    for _w, _v in zip(_deep.get_weights(), _values, strict=True):
        assert np.allclose(_w, np.clip(_v, -_limit, _limit), atol=1e-6), f"wrong for limit={_limit}"
_inner = keras.Sequential([keras.Input((2,)), keras.layers.BatchNormalization(), keras.layers.Dense(1)])
_outer = keras.Sequential([keras.Input((2,)), _inner, keras.layers.PReLU(alpha_initializer="ones")])
clip_weights(_outer, 0.1)
assert all(np.abs(keras.ops.convert_to_numpy(_w)).max() <= 0.1 + 1e-6 for _w in _outer.trainable_weights), (
    "other kinds of layers, and models within the model, have trainable weights too"
)
### END HIDDEN TESTS

# %% [markdown]
# The game with a critic, on the same mixture. The optimizer is RMSprop, without momentum, as the authors of
# the WGAN recommend; the limit for the weights was found by trial. Each step of the generator comes with
# five of the critic, so there are fewer of them.


# %%
def wasserstein_step(generator, critic, chain, new_rows, new_noise, limit):
    """Train the critic five times, then the generator once; return the two losses."""
    critic.trainable = True
    for _ in range(5):
        real, fake = new_rows(), generator.predict_on_batch(new_noise())
        truth = np.repeat([1.0, -1.0], len(real))[:, None]
        judged = critic.train_on_batch(np.concatenate([real, fake]), truth)
        clip_weights(critic, limit)
    critic.trainable = False
    noise = new_noise()
    return float(judged), float(chain.train_on_batch(noise, np.ones((len(noise), 1))))


def rmsprop():
    return keras.optimizers.RMSprop(5e-4)


def play_wgan(steps, name):
    """Play the Wasserstein game on the mixture; return what `play` returns."""
    keras.utils.set_random_seed(SEED)
    generator, critic = dense_network(2, (128, 128), 2), dense_network(2, (128, 128), 1)
    chain = make_game(generator, critic, rmsprop, loss=critic_loss)

    def step(rng):
        def new_rows():
            return sample_mixture(BATCH, rng)

        def new_noise():
            return sample_noise(BATCH, rng)

        return wasserstein_step(generator, critic, chain, new_rows, new_noise, limit=0.2)

    return play(step, generator, steps, name)


wasserstein, _ = play_wgan(steps=500, name="WGAN")
show({"momentum 0.9": collapsed, "WGAN": wasserstein})

# %%
mixture = pd.DataFrame(
    {
        name: dict(
            zip(["modes covered", "share of points near a mode"], coverage(pictures[-1][1]), strict=True)
        )
        for name, pictures in [
            ("GAN, momentum 0.9", collapsed),
            ("GAN, no momentum", good),
            ("WGAN", wasserstein),
        ]
    }
).T
mixture.round(2)

# %% [markdown]
# The game without momentum does about as well as the one with a critic. Whether the critic adds anything is
# question 3 of Reflection 1.

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection1_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 1 · Why games fail (5 points)
#
# 1. Describe, with your pictures and figures, what went wrong at momentum 0.9: which of the failures do you
#    see, and how do you tell them apart?
# 2. Why has the generator no reason to serve all modes, and why does the critic give it one?
# 3. Is the Wasserstein critic the reason why the last game went well? What else was different, and which
#    experiment would tell?
# 4. Why does a loss curve not show whether a GAN is any good, and what would you look at on data that
#    cannot be drawn?
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 1 point: collapse (points in a small region, most modes empty) and non-convergence (they change from
#   picture to picture, losses swing) told apart, with their own figures.
# - 1 point: the generator is judged point by point: many points on one mode are each plausible; nothing
#   compares the whole distribution.
# - 1 point: the Wasserstein distance compares distributions: mass missing at a mode leaves a slope towards
#   it, and the critic can be trained well without the gradient vanishing.
# - 1 point: names at least one other difference (clipping, optimizer without momentum, five critic steps)
#   and an experiment that changes one thing at a time over several seeds.
# - 1 point: the losses are relative to the opponent; look at samples, coverage, distances between
#   distributions, or a classifier of real against generated.
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection1", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* At momentum 0.9 I see two failures. Collapse: at no time does more than one mode have
# points near it, and at the end 6 % of the points are near any. Non-convergence: each picture shows another
# place, and both losses swing up and down together, while without momentum they drift slowly. The generator
# is judged point by point. If all its points lie on one mode, each of them looks real, so no point has a
# reason to move; that seven modes are empty appears in no point's loss. The critic's difference of means
# compares the two distributions as wholes: where real points have no fake ones near them the critic can
# rise, and the fake points feel that slope from far away, however well it is trained. But I cannot credit
# the critic with everything: the last game also had an optimizer without momentum and five steps of the
# critic for each of the generator's, and the ordinary loss without momentum covers eight modes as well. I
# would change one thing at a time (WGAN with momentum, GAN with five steps), ten seeds each, and count. A
# loss says how a player does against this opponent. Both may be equal because both are good or because both
# are bad. On traffic I would look at generated rows, compare means and shares of symbols, count which
# services occur, and train a classifier to tell real rows from generated ones.

# %% [markdown]
# ## 3 Network traffic out of noise
#
# *About 30 minutes.*
#
# Now connections. As in Lab 2 the rows are split into training, validation and test; the networks train on
# **normal rows only**, and 1 % of the validation and test rows are attacks. Symbols become one-hot columns,
# numbers are scaled to 0 to 1 by the training rows.

# %%
from sklearn.model_selection import train_test_split

connections = helpers.load_kdd99("train", SOURCE)
rest, test_pool = train_test_split(
    connections, test_size=0.25, stratify=connections["label"], random_state=SEED
)
train_pool, valid_pool = train_test_split(rest, test_size=0.2, random_state=SEED)


def reduce_anomalies(rows, pct_anomalies, seed=SEED):
    """Keep all normal rows and a random choice of attacks that makes up `pct_anomalies` of the result."""
    attack = helpers.is_attack(rows["label"]) == 1
    wanted = round((~attack).sum() * pct_anomalies / (1 - pct_anomalies))
    attacks = rows[attack].sample(min(wanted, attack.sum()), random_state=seed)
    return pd.concat([rows[~attack], attacks]).sample(frac=1, random_state=seed)


normal_rows = reduce_anomalies(train_pool, 0)
valid_rows = reduce_anomalies(valid_pool, 0.01)
test_rows = reduce_anomalies(test_pool, 0.01)
valid_attack = helpers.is_attack(valid_rows["label"]).to_numpy()
test_attack = helpers.is_attack(test_rows["label"]).to_numpy()

preprocessor = helpers.make_preprocessor(all_symbols=True).fit(normal_rows)
FEATURES = list(preprocessor.get_feature_names_out())
x_normal, x_valid, x_test = (
    preprocessor.transform(rows).to_numpy() for rows in (normal_rows, valid_rows, test_rows)
)
print(f"{len(x_normal):,} normal rows of {len(FEATURES)} numbers to train on")

# %% [markdown]
# ### Exercise 6 · The generator (8 points)
#
# Complete `build_generator(noise_dim, hidden, n_features)`. Return a Sequential or functional Keras model
# from `noise_dim` to `n_features` numbers: a Dense layer with ReLU for each number of units in `hidden`, in
# this order, and a last Dense layer with a sigmoid as activation, because **every feature of a normal row
# lies there**. No other layers.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Why a sigmoid at the end, and neither tanh nor ReLU? Think of the values that each can return, and of the
# scaled features.
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Collect the input, a ReLU layer for each number in `hidden` and the last layer, in this order. tanh
# returns values from -1 to 1, ReLU from 0 to infinity, a sigmoid from 0 to 1. With tanh the generator would
# make values that no real row has, and the discriminator would have an easy life.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `keras.Sequential` takes a list that begins with an input, for example `keras.Input((5,))` for five
# numbers. `layers.Dense(7, activation="tanh")` is a layer of seven units. `dense_network` in Section 2
# builds a similar model; what is different here?
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "build_generator", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_generator(noise_dim, hidden, n_features):
    """Return the network from noise to rows with features between 0 and 1."""
    ### BEGIN SOLUTION
    stack = [keras.Input((noise_dim,))]
    stack += [layers.Dense(units, activation="relu") for units in hidden]
    stack += [layers.Dense(n_features, activation="sigmoid")]
    return keras.Sequential(stack, name="generator")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "build_generator_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np


def _weights(model):
    return [keras.ops.convert_to_numpy(weight) for weight in model.trainable_weights]


def _by_hand(model, x):
    """What Dense layers with these weights return, with ReLU after all but the last and a sigmoid after that."""
    weights = _weights(model)
    for kernel, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        x = np.maximum(x @ kernel + bias, 0)
    return 0.5 * (1 + np.tanh((x @ weights[-2] + weights[-1]) / 2))  # a sigmoid that cannot overflow


def _run(model, x, training=False):
    return keras.ops.convert_to_numpy(model(x, training=training))


_model = build_generator(noise_dim=3, hidden=(8, 6), n_features=10)
assert isinstance(_model, keras.Model), f"return a Keras model, not a {type(_model).__name__}"
assert getattr(_model, "input_shape", None), (
    "return a Sequential or functional model that begins with keras.Input"
)
assert len(_weights(_model)) == 6, (
    "only the Dense layers have weights here, each a matrix and a bias: three of them for hidden=(8, 6), and no "
    "BatchNormalization"
)
assert _model.input_shape == (None, 3), f"noise comes in, shape (None, 3); here it is {_model.input_shape}"
assert _model.output_shape == (None, 10), f"rows come out, shape (None, 10); here it is {_model.output_shape}"
_units = [kernel.shape[-1] for kernel in _weights(_model)[::2]]
assert _units == [8, 6, 10], f"for hidden=(8, 6) the Dense layers have 8, 6 and 10 units; these have {_units}"
_x = (30 * np.random.default_rng(0).normal(size=(200, 3))).astype("float32")
_got = _run(_model, _x)
assert _got.min() >= 0 and _got.max() <= 1, (
    f"features run from 0 to 1, but this generator makes values from {_got.min():.2f} to {_got.max():.2f}"
)
assert np.allclose(_got, _by_hand(_model, _x), atol=1e-4), (
    "the model does not compute what Dense layers with ReLU, and a last one with a sigmoid, compute"
)
assert np.allclose(_run(_model, _x, training=True), _got, rtol=1e-4, atol=1e-4), (
    "in training the model computes something else: no Dropout and no noise layers here"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
for _hidden, _n in (((5,), 4), ((6, 20, 10), 7), ((), 3)):
    _other = build_generator(2, _hidden, _n)
    _units = [kernel.shape[-1] for kernel in _weights(_other)[::2]]
    assert _units == [*_hidden, _n], f"wrong layers for hidden={_hidden}: {_units}"
    _z = (10 * np.random.default_rng(1).normal(size=(50, 2))).astype("float32")
    assert np.allclose(_run(_other, _z), _by_hand(_other, _z), atol=1e-4), (
        f"wrong activations for hidden={_hidden}"
    )
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7 · The discriminator (8 points)
#
# Complete `build_discriminator(n_features, hidden)`. Return a Sequential or functional Keras model from
# `n_features` numbers to **one logit**: for each number of units in `hidden`, in this order, a Dense layer
# without activation followed by `LeakyReLU` with a negative slope of 0.2; then a Dense layer with one unit
# and no activation. No other layers.
#
# ReLU returns 0 for everything negative, and its slope there is 0, so nothing would be passed on to the
# generator. LeakyReLU lets a fifth through.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Should the last layer return a probability or a logit? Look up from which of the two the loss of this lab
# computes.
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Each number in `hidden` makes two layers, a Dense layer without activation and LeakyReLU after it. The
# loss computes from logits, so a sigmoid at the end would be one too many.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `layers.LeakyReLU(negative_slope=0.5)` is a layer of its own: it turns -2 into -1 and leaves 2 as it is. A
# list grows by two entries with `some_list += [one, other]`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "build_discriminator", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_discriminator(n_features, hidden):
    """Return the network from rows to the logit of being real."""
    ### BEGIN SOLUTION
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    stack += [layers.Dense(1)]
    return keras.Sequential(stack, name="discriminator")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "build_discriminator_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np


def _weights(model):
    return [keras.ops.convert_to_numpy(weight) for weight in model.trainable_weights]


def _by_hand(model, x):
    """What Dense layers with these weights return, with LeakyReLU after all but the last."""
    weights = _weights(model)
    for kernel, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        x = x @ kernel + bias
        x = np.where(x > 0, x, 0.2 * x)
    return x @ weights[-2] + weights[-1]


def _run(model, x, training=False):
    return keras.ops.convert_to_numpy(model(x, training=training))


_model = build_discriminator(n_features=10, hidden=(8, 6))
assert isinstance(_model, keras.Model), f"return a Keras model, not a {type(_model).__name__}"
assert getattr(_model, "input_shape", None), (
    "return a Sequential or functional model that begins with keras.Input"
)
assert len(_weights(_model)) == 6, (
    "only the Dense layers have weights here, each a matrix and a bias: three of them for hidden=(8, 6), and no "
    "BatchNormalization"
)
assert _model.input_shape == (None, 10), f"rows come in, shape (None, 10); here it is {_model.input_shape}"
assert _model.output_shape == (None, 1), (
    f"one logit comes out, shape (None, 1); here it is {_model.output_shape}"
)
_units = [kernel.shape[-1] for kernel in _weights(_model)[::2]]
assert _units == [8, 6, 1], f"for hidden=(8, 6) the Dense layers have 8, 6 and 1 units; these have {_units}"
_x = (30 * np.random.default_rng(0).normal(size=(200, 10))).astype("float32")
_got = _run(_model, _x)
assert not (_got.min() >= -1 and _got.max() <= 1), (
    f"for large inputs the outputs stay between {_got.min():.2f} and {_got.max():.2f}: a logit has no bounds"
)
assert np.allclose(_got, _by_hand(_model, _x), rtol=1e-3, atol=1e-3), (
    "the model does not compute what Dense layers with LeakyReLU (slope 0.2), and a last one without, compute"
)
assert np.allclose(_run(_model, _x, training=True), _got, rtol=1e-4, atol=1e-4), (
    "in training the model computes something else: no Dropout and no noise layers here"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
for _hidden in ((5,), (20, 6, 10), ()):
    _other = build_discriminator(4, _hidden)
    _units = [kernel.shape[-1] for kernel in _weights(_other)[::2]]
    assert _units == [*_hidden, 1], f"wrong layers for hidden={_hidden}: {_units}"
    _z = (10 * np.random.default_rng(1).normal(size=(50, 4))).astype("float32")
    assert np.allclose(_run(_other, _z), _by_hand(_other, _z), rtol=1e-3, atol=1e-3), (
        f"wrong activations for hidden={_hidden}"
    )
### END HIDDEN TESTS

# %% [markdown]
# Train them on normal rows, with your `train_step`; then, for comparison, another pair as a WGAN. Real and
# fake rows are made anew for each step, and both players get noise from the same distribution: a slip there
# would be an easy tell.
#
# Every so often we write down what the judge, discriminator or critic, says of the validation rows, and of
# two rows that we make up, to look at later. Both are web requests, alike but for two numbers. The
# **ordinary** one lasts 0 seconds and sends 215 bytes. The **absurd** one lasts 99,999 seconds, longer than
# any in the data, and sends 3,239,862 bytes.

# %%
ROWS, NOISE_DIM = 512, 16  # of a batch, of the noise

# %%
web = normal_rows[(normal_rows["service"] == "http") & (normal_rows["flag"] == "SF")]
two_rows = pd.concat([web.head(1)] * 2, ignore_index=True)
two_rows["duration"], two_rows["src_bytes"] = [0, 99999], [215, 3239862]
x_two = preprocessor.transform(two_rows).to_numpy()


def judge_rows(judge, x):
    """Return what a discriminator or critic says of each row, high for real."""
    return judge.predict(x, batch_size=8192, verbose=0)[:, 0]


def play_on_traffic(make_optimizer, loss, make_step, steps, name):
    """Train a generator and its judge on normal rows; return both, the losses, and what the judge said when."""
    keras.utils.set_random_seed(SEED)
    rng = np.random.default_rng(SEED)
    generator = build_generator(NOISE_DIM, (64, 128), len(FEATURES))
    judge = build_discriminator(len(FEATURES), (128, 64))
    chain = make_game(generator, judge, make_optimizer, loss)

    def new_rows():
        return x_normal[rng.integers(len(x_normal), size=ROWS)]

    def new_noise():
        return rng.normal(size=(ROWS, NOISE_DIM)).astype("float32")

    losses, watched = [], []  # watched: step, output for the validation rows, output for the two rows
    for done in helpers.progress_bar(range(1, steps + 1), desc=name, unit="step"):
        losses.append(make_step(generator, judge, chain, new_rows, new_noise))
        if done % (steps // 20) == 0:
            watched.append((done, judge_rows(judge, x_valid), judge_rows(judge, x_two)))
    return generator, judge, np.array(losses), watched


def gan_step(generator, discriminator, chain, new_rows, new_noise):
    return train_step(generator, discriminator, chain, new_rows(), new_noise())


def wgan_step(generator, critic, chain, new_rows, new_noise):
    return wasserstein_step(generator, critic, chain, new_rows, new_noise, limit=0.1)


start = time.perf_counter()
gan, discriminator, gan_losses, gan_watched = play_on_traffic(
    lambda: keras.optimizers.Adam(5e-4, beta_1=0.5), cross_entropy, gan_step, steps=800, name="GAN"
)
gan_seconds = time.perf_counter() - start
start = time.perf_counter()
wgan, critic, wgan_losses, wgan_watched = play_on_traffic(
    rmsprop, critic_loss, wgan_step, steps=400, name="WGAN"
)
wgan_seconds = time.perf_counter() - start

# %%
fig, axes = plt.subplots(1, 2, figsize=(12, 3.5))
for ax, values, title in zip(axes, (gan_losses, wgan_losses), ("GAN", "WGAN"), strict=True):
    for curve, name in zip(
        values.T, ("discriminator" if title == "GAN" else "critic", "generator"), strict=True
    ):
        ax.plot(pd.Series(curve).rolling(20).mean(), label=name)
    ax.set(title=f"{title} on normal connections", xlabel="step", ylabel="loss (mean of 20 steps)")
axes[0].axhline(np.log(2), color="grey", linestyle=":", label="both guess: log 2")
for ax in axes:
    helpers.legend_below(ax, columns=3)
plt.show()

# %% [markdown]
# ### Are the generated rows any good?
#
# Compare 5,000 generated rows with 5,000 real ones, feature by feature: first the means, which for a
# one-hot column are the share of rows with that symbol.

# %%
noise = np.random.default_rng(SEED).normal(size=(5000, NOISE_DIM)).astype("float32")
made = {
    name: model.predict(noise, batch_size=5000, verbose=0) for name, model in (("GAN", gan), ("WGAN", wgan))
}
real = x_normal[np.random.default_rng(SEED).permutation(len(x_normal))[:5000]]
SYMBOLS = ("protocol_type", "service", "flag")
is_symbol = np.array([name.startswith(SYMBOLS) for name in FEATURES])

fig, axes = plt.subplots(1, 2, figsize=(10, 4.6), sharex=True, sharey=True)
for ax, (name, rows) in zip(axes, made.items(), strict=True):
    for columns, kind, marker in ((~is_symbol, "number, scaled", "o"), (is_symbol, "symbol, its share", "x")):
        ax.scatter(real[:, columns].mean(axis=0), rows[:, columns].mean(axis=0), marker=marker, label=kind)
    ax.axline((0, 0), slope=1, color="grey", linestyle=":")
    ax.set(title=f"Mean of each feature, {name}", xlabel="in real rows", ylabel="in generated rows")
axes[0].legend()
plt.show()

# %% [markdown]
# Then the one-hot blocks. In a real row exactly one column of each block is 1. Nothing forces a generator
# to that; it has to learn it. How often does each symbol come, if the largest column of a block counts, and
# do the columns add up to 1?


# %%
def block(rows, name):
    """Return the one-hot columns of a symbol, headed by its values."""
    columns = [i for i, feature in enumerate(FEATURES) if feature.startswith(f"{name}_") and is_symbol[i]]
    return pd.DataFrame(rows[:, columns], columns=[FEATURES[i].removeprefix(f"{name}_") for i in columns])


fig, axes = plt.subplots(1, 3, figsize=(12, 3.8), width_ratios=(3, 10, 6))
for ax, name in zip(axes, SYMBOLS, strict=True):
    shares = pd.DataFrame(
        {
            kind: block(rows, name).idxmax(axis=1).value_counts(normalize=True)
            for kind, rows in ({"real": real} | made).items()
        }
    )
    shares = shares.fillna(0).sort_values("real", ascending=False).head(8)
    shares.plot.bar(ax=ax, color=["C0", "C1", "C2"], legend=False)
    for bars, hatch in zip(ax.containers, ["", "//", ".."]):
        plt.setp(bars, hatch=hatch)
    if name == "flag":
        ax.legend()
    ax.set(title=name, ylabel="share of rows" if name == SYMBOLS[0] else "", xlabel="")
plt.show()
pd.DataFrame(
    {
        (name, kind): {
            "different symbols": block(rows, name).idxmax(axis=1).nunique(),
            "sum of the block, mean": block(rows, name).sum(axis=1).mean(),
            "largest column, median": block(rows, name).max(axis=1).median(),
        }
        for name in SYMBOLS
        for kind, rows in ({"real": real} | made).items()
    }
).T.round(2)

# %% [markdown]
# And a few connections of the WGAN, translated back into the units of the data.

# %%
scale = preprocessor.named_transformers_["numeric"][0]
numbers = pd.DataFrame(
    scale.inverse_transform(made["WGAN"][:8, ~is_symbol]), columns=scale.get_feature_names_out()
)
looks = ["duration", "src_bytes", "dst_bytes", "logged_in", "count", "srv_count", "same_srv_rate"]
pd.concat([block(made["WGAN"][:8], name).idxmax(axis=1).rename(name) for name in SYMBOLS], axis=1).join(
    numbers[looks].round(2)
)

# %% [markdown]
# In our runs the GAN makes little but the most frequent symbols, or switches on columns that exclude each
# other. It is mode collapse again, this time where no picture of points would have shown it. The WGAN gets
# most means right and the shares of the frequent protocols, but forgets rare symbols, and at least one
# number is far off. Which one do you find? Means are easy. That they fit does not say that *rows* do: look
# at them.

# %% [markdown]
# ## 4 Who is an anomaly?
#
# *About 55 minutes.*
#
# The discriminator has learnt to tell real rows from fake ones. So an anomaly should look fake to it: the
# obvious score is the negative logit. Start with the two made-up rows. Which probability of being real does
# the discriminator give them at the end?

# %%
pd.DataFrame(
    {
        "duration": two_rows["duration"],
        "src_bytes": two_rows["src_bytes"],
        "probability of being real": 1 / (1 + np.exp(-gan_watched[-1][2])),
    }
).set_axis(["ordinary", "absurd"]).round(4)

# %% [markdown]
# And during training, together with the detector's quality on the validation rows: AUROC, the chance that
# an attack looks more fake than a normal row, and F1 if the 1 % of rows that look most fake are flagged.


# %%
def flag_top(scores, share=0.01):
    """Return 1 for the given share of rows that score highest, else 0."""
    return (scores > np.quantile(scores, 1 - share)).astype(int)


def quality(scores, attack):
    return {
        "AUROC": roc_auc_score(attack, scores),
        "AP": average_precision_score(attack, scores),
        "F1, top 1 %": f1_score(attack, flag_top(scores)),
    }


fig, axes = plt.subplots(2, 2, figsize=(12, 7), sharex="col")
by_step = {}
for (left, right), watched, name in zip(
    axes.T, (gan_watched, wgan_watched), ("discriminator", "critic"), strict=True
):
    by_step[name] = pd.DataFrame({done: quality(-valid, valid_attack) for done, valid, _ in watched}).T
    for column, style in (("AUROC", "o-"), ("F1, top 1 %", "s--")):
        left.plot(by_step[name].index, by_step[name][column], style, label=column)
    left.axhline(0.5, color="grey", linestyle=":", label="AUROC of a coin")
    left.set(title=f"The {name} as a detector", ylabel="on validation rows", ylim=(-0.03, 1.03))
    for k, (which, style) in enumerate((("ordinary", "o-"), ("absurd", "s--"))):
        right.plot(by_step[name].index, [two[k] for _, _, two in watched], style, label=f"the {which} row")
    right.set(title=f"What the {name} thinks of two rows", xlabel="step", ylabel="output, high for real")
for ax in axes.flat:
    helpers.legend_below(ax, columns=3)
plt.show()

# %% [markdown]
# Good at one point, worse than chance at the next ones, and back. Nothing in training would tell you at
# which step to stop: for that you would need labels. And the absurd row is taken for real, then for fake,
# at random; sometimes it looks *more* real than the ordinary one.

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection2_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 2 · What does the discriminator know? (5 points)
#
# 1. How good a detector is the discriminator at the start, in between and at the end? Use your figures.
#    Would you dare to choose a step at which to stop?
# 2. The discriminator was trained to tell real rows from the generator's. What has it never been asked? Why
#    does its answer there mean nothing?
# 3. At the perfect end of the game, what would the discriminator say of every row that the generator can
#    make, and what remains of the detector?
# 4. Suppose somebody trains with a tanh generator on rows scaled to 0 to 1, stops after a few steps, and
#    reports an F1 of 0.91 with this score. How can a worse generator make a better detector, and what would
#    have warned them?
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 1 point: describes the course of AUROC or F1 with their own figures, and that it depends on the step.
# - 1 point: choosing the best step needs labels, or is chance; without labels there is no signal to stop
#   by.
# - 1 point: it was never asked about rows that are neither real nor generated, attacks above all:
#   extrapolation.
# - 1 point: at equilibrium D = 1/2 wherever there is data; it has no information left, and elsewhere it is
#   arbitrary.
# - 1 point: a reason why mistakes can help (a bad generator covers a wide region with fakes, so that much
#   that is odd looks fake by luck) and one way to notice (seeds, the course of training, a baseline).
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection2", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* In my run the discriminator's AUROC starts at .99, falls to .17, is back at .95, stays
# below .5 for hundreds of steps and ends at .99; the critic ends at .06. The best step would be a fine
# detector, but I know which one it is only because the validation rows have labels. With another seed the
# course is another. The discriminator has only ever seen normal rows and rows of this generator. It draws a
# border between the two where it happens to be needed. Attacks lie elsewhere, and there the output is
# whatever the weights imply when they are extended; nobody ever corrected it. If the game ended perfectly,
# D would be 1/2 for all rows that the generator makes, which are then like the real ones, and everywhere
# else arbitrary: no detector remains. A bad generator scatters its rows widely, so many odd regions were
# labelled as fake in training, attacks among them by luck. So early stopping or a generator with a wrong
# output range makes the detector look better. I would have noticed by running several seeds, by plotting
# the score over the course of training as above, and by comparing with a simple method: Lab 2's PCA needs
# no luck with the step.

# %% [markdown]
# ### An encoder joins the game
#
# The generator is the one that knows what normal rows are: it can make them. So ask it: *is there a noise z
# from which you would make this row?* If so, the row is normal; if the best that it can do is far from the
# row, it is not. Schlegl and others (2017) searched for z by gradient descent, which is slow. Donahue and
# others (2017) train a third network together with the other two, the **encoder** $E$, and call the whole a
# [**BiGAN**](../glossary.md#bigan); Zenati and others (2018) used it to find anomalies. The discriminator
# sees **pairs**, a real row with its code $(x, E(x))$ or a generated row with its noise $(G(z), z)$.
# Against the best possible discriminator, the other two reach a draw only if encoder and generator invert
# each other.
#
# In theory the game alone achieves that. In practice it needs help: a **cycle** term, which rewards
# $G(E(x)) \approx x$ (Li and others, 2017). Without it, whether the detector works depends on the seed.
#
# The codes are made by tanh, so they lie between -1 and 1; the noise is drawn uniformly from the same
# range. This generator ends without an activation, unlike yours: the cycle term compares its rows with real
# ones directly, which keeps them near 0 to 1, and in our trials F1 was better and steadier than with a
# sigmoid. `CYCLE` looks large because it multiplies a *mean* over 123 features, most of them nearly right.

# %%
LATENT_DIM, CYCLE = 4, 3000


def bigan_networks(n_features):
    """Return encoder, generator and the discriminator of pairs."""
    encoder = keras.Sequential([keras.Input((n_features,))])
    for units in (64, 32, LATENT_DIM):
        encoder.add(layers.Dense(units, activation="tanh"))
    generator = keras.Sequential([keras.Input((LATENT_DIM,))])
    for units in (32, 64):
        generator.add(layers.Dense(units, activation="tanh"))
    generator.add(layers.Dense(n_features))
    row, code = keras.Input((n_features,)), keras.Input((LATENT_DIM,))
    judge = build_discriminator(n_features + LATENT_DIM, (64,))
    return encoder, generator, keras.Model([row, code], judge(layers.Concatenate()([row, code])))


def train_bigan(x, name="BiGAN", game=1, steps=1000):
    """Train encoder and generator on the rows of x; return both."""
    keras.utils.set_random_seed(SEED)
    rng = np.random.default_rng(SEED)
    encoder, generator, discriminator = bigan_networks(x.shape[1])
    row, z = keras.Input((x.shape[1],)), keras.Input((LATENT_DIM,))
    code, fake = encoder(row), generator(z)
    # three outputs: the logit of (x, E(x)), the logit of (G(z), z), and G(E(x))
    both = keras.Model([row, z], [discriminator([row, code]), discriminator([fake, z]), generator(code)])

    def optimizer():  # smaller and smaller steps, so that the game comes to rest
        return keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(1e-3, steps), beta_1=0.5)

    discriminator.compile(optimizer=optimizer(), loss=cross_entropy)
    both.compile(
        optimizer=optimizer(), loss=[cross_entropy, cross_entropy, "mse"], loss_weights=[game, game, CYCLE]
    )
    ones, zeros = np.ones((ROWS, 1)), np.zeros((ROWS, 1))
    for _ in helpers.progress_bar(range(steps), desc=name, unit="step"):
        real = x[rng.integers(len(x), size=ROWS)]
        noise = rng.uniform(-1, 1, size=(ROWS, LATENT_DIM)).astype("float32")
        rows = np.concatenate([real, generator.predict_on_batch(noise)])
        codes = np.concatenate([encoder.predict_on_batch(real), noise])
        discriminator.trainable = True
        discriminator.train_on_batch([rows, codes], np.concatenate([ones, zeros]))
        discriminator.trainable = False
        # each pair wants to be taken for the other kind, and G(E(x)) for x
        both.train_on_batch([real, noise], [zeros, ones, real])
    return encoder, generator


# %%
start = time.perf_counter()
encoder, decoder = train_bigan(x_normal)
bigan_seconds = time.perf_counter() - start

# %% [markdown]
# ### Exercise 8 · The reconstruction score (6 points)
#
# Complete `reconstruction_score(x, encoder, generator)`: encode the rows of `x`, generate rows from the
# codes, and return for each row the **mean over the features of the squared difference**, shape (n,).
# Larger means stranger. A row's score must not depend on the other rows, and tens of thousands of rows must
# be possible.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A row passes through two networks. What does each of them return, and with what do you compare the result?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Make codes of all rows, and rows of all codes. A row's score is the mean of its own squared differences.
# Over which axis is that?
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `model.predict(rows, batch_size=8192, verbose=0)` works through any number of rows and returns an array.
# For an array of shape (n, features), `mean(axis=0)` has one value for each feature and `mean(axis=1)` one
# for each row.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "reconstruction_score", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reconstruction_score(x, encoder, generator):
    """Return the mean squared difference between each row and what the generator makes of its code."""
    ### BEGIN SOLUTION
    codes = encoder.predict(x, batch_size=8192, verbose=0)
    rebuilt = generator.predict(codes, batch_size=8192, verbose=0)
    return np.mean((x - rebuilt) ** 2, axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "reconstruction_score_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np


def _linear(weights):
    model = keras.Sequential(
        [keras.Input((weights.shape[0],)), keras.layers.Dense(weights.shape[1], use_bias=False)]
    )
    model.set_weights([weights])
    return model


_first_two = np.eye(4)[:, :2]  # keeps two of four features ...
_down, _up = _linear(_first_two), _linear(_first_two.T)  # ... and fills the others with 0
_x = np.array([[1, 2, 0, 0], [1, 2, 2, 2], [0, 0, -1, 1]], "float32")
_copy = _x.copy()
_got = np.asarray(reconstruction_score(_x, _down, _up))
assert np.array_equal(_x, _copy), "x itself was changed"
assert _got.shape == (3,), f"one score for each of the 3 rows: shape (3,), not {_got.shape}"
assert (_got >= 0).all(), "a squared difference is never negative: is the sign reversed?"
assert not np.isclose(_got[1], 8), "the sum of the squares is 8; take the mean over the 4 features"
assert np.allclose(_got, [0, 2, 0.5], atol=1e-5), (
    f"the scores should be 0, 2 and 0.5, not {_got.round(3).tolist()}"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(5)
_a, _b = _rng.normal(size=(6, 3)), _rng.normal(size=(3, 6))
_u = _rng.normal(size=(500, 6)).astype("float32")
_want = np.mean((_u - _u @ _a @ _b) ** 2, axis=1)
_got = np.asarray(reconstruction_score(_u, _linear(_a), _linear(_b)))
assert np.allclose(_got, _want, rtol=1e-3, atol=1e-3), "wrong on other rows and models"
_one = np.asarray(reconstruction_score(_u[:1], _linear(_a), _linear(_b)))
assert _one.shape == (1,) and np.allclose(_one, _want[:1], rtol=1e-3), "wrong for a single row"
### END HIDDEN TESTS

# %%
valid_score = reconstruction_score(x_valid, encoder, decoder)
test_score = reconstruction_score(x_test, encoder, decoder)
disc_valid, disc_test = -judge_rows(discriminator, x_valid), -judge_rows(discriminator, x_test)
without_game = train_bigan(x_normal, name="without the game", game=0)
scored = pd.DataFrame(
    {
        "discriminator, end of training": quality(disc_test, test_attack),
        "reconstruction through the encoder": quality(test_score, test_attack),
        "the same, trained without the game": quality(
            reconstruction_score(x_test, *without_game), test_attack
        ),
    }
).T
scored.round(3)

# %% [markdown]
# And the two made-up rows?

# %%
pd.Series(reconstruction_score(x_two, encoder, decoder), index=["ordinary", "absurd"]).round(5)

# %% [markdown]
# The absurd row's score is many times that of the ordinary one. (A check of ranges would find this row,
# too. It is here to show what the discriminator overlooks.) If the discriminator looks good in the table
# above, look at its curve: some steps earlier or later it may not. In our tests with ten seeds, F1 of the
# reconstruction score on the test rows stayed above 0.9 on both sources of data.
#
# The last line of the table trains the same networks with the weight of the game set to 0: what is left is
# Lab 2's autoencoder. It does as well. So the generator's reconstruction detects, and the game is not
# needed for that. The game is there so that codes drawn at random give plausible rows, too.
#
# ### Exercise 9 · The threshold (6 points)
#
# To flag 1 % of the test rows presumes that 1 % are attacks. A detector in use compares each row with a
# fixed **threshold**, chosen beforehand. If some validation rows have labels, choose the one that serves
# best on them.
#
# Complete `best_threshold(scores, attack)`. `scores` has shape (n,), `attack` is 1 for attacks, else 0. A
# row is flagged if its score is **greater than** the threshold. Return a threshold whose flags have the
# largest F1, $2 TP / (2 TP + FP + FN)$, that any threshold reaches on these rows.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The flags change only where the threshold passes a score. Which thresholds does it suffice to try?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Try the scores themselves, and something below them all, which flags every row. Compute the F1 of each and
# keep the best. With thousands of rows a loop over all is slow, but right.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `sklearn.metrics.precision_recall_curve` takes the true classes and the scores, is fast, and returns
# precision, recall and thresholds; of the thresholds there is one fewer. It flags *at or above* its
# thresholds, and here only what is greater counts: `np.nextafter(2.0, -np.inf)` is the next number below 2.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "best_threshold", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_threshold(scores, attack):
    """Return a threshold with the largest F1 on these rows; flagged is what scores higher."""
    ### BEGIN SOLUTION
    from sklearn.metrics import precision_recall_curve

    precision, recall, at_least = precision_recall_curve(attack, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return np.nextafter(at_least[np.argmax(f1[:-1])], -np.inf)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "best_threshold_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import numpy as np


def _f1(scores, attack, threshold):
    flagged = scores > threshold
    return 2 * (flagged & (attack == 1)).sum() / (flagged.sum() + (attack == 1).sum())


def _largest(scores, attack):
    return max(_f1(scores, attack, t) for t in [scores.min() - 1, *scores])


_scores = np.array([0.1, 0.2, 0.3, 0.7, 0.8, 0.9])
_attack = np.array([0, 0, 0, 1, 0, 1])
_got = best_threshold(_scores, _attack)
assert _got is not None and np.ndim(_got) == 0, "return one number"
assert np.isclose(_f1(_scores, _attack, _got), 0.8), (
    f"threshold {_got:.3f} gives an F1 of {_f1(_scores, _attack, _got):.3f} on 0.1 0.2 0.3 0.7 0.8 0.9 with attacks "
    "at 0.7 and 0.9; a threshold from 0.3 to just below 0.7 gives 0.8. Is a row flagged only above the threshold?"
)
_rng = np.random.default_rng(6)
_attack = (_rng.random(150) < 0.1).astype(int)
_scores = _rng.normal(size=150) + 2 * _attack
_got, _best = _f1(_scores, _attack, best_threshold(_scores, _attack)), _largest(_scores, _attack)
assert np.isclose(_got, _best), f"your threshold has an F1 of {_got:.3f}, another one has {_best:.3f}"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
for _seed in range(5):
    _rng = np.random.default_rng(10 + _seed)
    _attack = (_rng.random(100) < 0.1 + 0.1 * _seed).astype(int)
    for _kind, _scores in (
        ("tiny", 1e-4 * _rng.gamma(1, 1 + _attack)),
        ("negative", _rng.normal(size=100) - 50),
        ("tied", _rng.integers(0, 6, size=100) + _attack.astype(float)),
        ("32-bit", (_rng.normal(size=100) + 3 * _attack).astype("float32")),
    ):
        _got, _best = _f1(_scores, _attack, best_threshold(_scores, _attack)), _largest(_scores, _attack)
        assert np.isclose(_got, _best), f"on {_kind} scores: an F1 of {_got:.4f}, the best is {_best:.4f}"
_order = _rng.permutation(100)
assert np.isclose(_f1(_scores, _attack, best_threshold(_scores[_order], _attack[_order])), _best), (
    "depends on the order"
)
_all = np.ones(4, int)
assert _f1(np.arange(4.0), _all, best_threshold(np.arange(4.0), _all)) == 1, (
    "if every row is an attack, flag all"
)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 10 · The report (6 points)
#
# Complete `report(attack, flagged)`. Both are arrays of 0 and 1, shape (n,). Count and divide yourself;
# return a dict with these keys:
#
# - `"matrix"`: the confusion matrix as an array `[[TN, FP], [FN, TP]]`, a row for each true class;
# - `"precision"`: TP / (TP + FP); `"recall"`: TP / (TP + FN); `"f1"`: their harmonic mean. Where a
#   denominator is 0, the value is 0.
#
# <details><summary>Hint 1: a nudge</summary>
#
# In the matrix, does the true class choose the row or the column? And which of the denominators can be 0,
# and when?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Count the rows of each of the four combinations of true class and flag, and compute the ratios from these
# four counts. The harmonic mean is 2TP / (2TP + FP + FN). Ask before each division whether the denominator
# is 0.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `(a == 3) & (b == 5)` is True where both hold, element by element, and `np.sum` counts what is True.
# `7 / n if n else 0` divides only if `n` is not 0.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "report", "locked": false, "schema_version": 3, "solution": true, "task": false}
def report(attack, flagged):
    """Return confusion matrix, precision, recall and F1."""
    ### BEGIN SOLUTION
    matrix = np.array([[np.sum((attack == t) & (flagged == p)) for p in (0, 1)] for t in (0, 1)])
    (_, fp), (fn, tp) = matrix

    def ratio(a, b):
        return a / b if b else 0.0

    return {
        "matrix": matrix,
        "precision": ratio(tp, tp + fp),
        "recall": ratio(tp, tp + fn),
        "f1": ratio(2 * tp, 2 * tp + fp + fn),
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "report_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_attack = np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
_flagged = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1, 0])
_got = report(_attack, _flagged)
assert isinstance(_got, dict) and set(_got) >= {"matrix", "precision", "recall", "f1"}, (
    'return a dict with the keys "matrix", "precision", "recall" and "f1"'
)
_matrix = np.asarray(_got["matrix"])
assert _matrix.shape == (2, 2), f"the matrix has shape (2, 2), not {_matrix.shape}"
assert _matrix.tolist() != [[4, 1], [2, 3]], (
    "rows are the true classes, columns the flags: transpose the matrix"
)
assert _matrix.tolist() == [[4, 2], [1, 3]], f"TN 4, FP 2, FN 1, TP 3; the matrix is {_matrix.tolist()}"
for _name, _want in (("precision", 3 / 5), ("recall", 3 / 4), ("f1", 2 / 3)):
    assert np.isclose(_got[_name], _want), f"{_name} is {_want:.3f} here, not {_got[_name]:.3f}"
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_none = report(np.array([0, 1, 0]), np.zeros(3, int))
assert _none["precision"] == _none["recall"] == _none["f1"] == 0, (
    "nothing flagged: precision, recall and F1 are 0"
)
assert np.asarray(_none["matrix"]).tolist() == [[2, 0], [1, 0]], (
    "nothing flagged: the matrix still has two columns"
)
_calm = report(np.zeros(3, int), np.array([0, 1, 0]))
assert _calm["precision"] == _calm["recall"] == _calm["f1"] == 0, "no attacks: precision, recall and F1 are 0"
_quiet = report(np.zeros(3, int), np.zeros(3, int))
assert np.asarray(_quiet["matrix"]).tolist() == [[3, 0], [0, 0]], (
    "no attacks, nothing flagged: [[3, 0], [0, 0]]"
)
assert _quiet["precision"] == _quiet["recall"] == _quiet["f1"] == 0, (
    "no attacks, nothing flagged: all ratios are 0"
)
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

_rng = np.random.default_rng(7)
for _share in (0.01, 0.3, 0.9):
    _a, _f = (_rng.random(1000) < _share).astype(int), (_rng.random(1000) < 0.2).astype(int)
    _r = report(_a, _f)
    _want = precision_recall_fscore_support(_a, _f, average="binary", zero_division=0)[:3]
    assert np.asarray(_r["matrix"]).tolist() == confusion_matrix(_a, _f).tolist(), (
        "wrong matrix on other rows"
    )
    assert np.allclose([_r["precision"], _r["recall"], _r["f1"]], _want), "wrong ratios on other rows"
### END HIDDEN TESTS

# %%
reports = {}
fig, axes = plt.subplots(1, 2, figsize=(11, 4.2))
for ax, (name, valid, test) in zip(
    axes, (("discriminator", disc_valid, disc_test), ("reconstruction", valid_score, test_score)), strict=True
):
    threshold = best_threshold(valid, valid_attack)
    flagged = (test > threshold).astype(int)
    reports[name] = report(test_attack, flagged)
    helpers.plot_confusion_matrix(test_attack, flagged, title=name, ax=ax)
plt.show()
pd.DataFrame(reports).T.drop(columns="matrix").astype(float).round(3)

# %% [markdown]
# ## 5 Attack and defence
#
# *About 40 minutes.*
#
# Somebody who knows that a model decides will try to deceive it. Take a small neural classifier of attacks,
# trained with labels on rows of all kinds. (A tree has no gradient; it can be fooled too, by other means.)
# It is measured on rows of the test pool, 500 normal ones and 500 attacks, all different from each other
# (though some have a twin among the training rows, as Lab 1 found).

# %%
all_scaler = helpers.make_preprocessor(all_symbols=True).fit(train_pool)


def balanced(pool, n, seed):
    """Return n normal rows and n attacks, all different, as numbers, and 1 for each attack."""
    different = pool.drop_duplicates()
    normal = different["label"] == "normal."
    rows = pd.concat(
        [different[normal].sample(n, random_state=seed), different[~normal].sample(n, random_state=seed)]
    )
    return all_scaler.transform(rows).to_numpy().clip(0, 1), helpers.is_attack(rows["label"]).to_numpy()


def train_classifier(x, attack, hidden, epochs=20):
    """Return a network from rows to the logit of being an attack."""
    keras.utils.set_random_seed(SEED)
    model = dense_network(x.shape[1], hidden, 1)
    model.compile(optimizer="adam", loss=cross_entropy)
    model.fit(
        x,
        attack[:, None].astype("float32"),
        epochs=epochs,
        batch_size=128,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )
    return model


def accuracy(model, x, attack):
    """Return the share of rows on the right side of 0."""
    return np.mean((judge_rows(model, x) > 0) == (attack == 1))


x_train, y_train = balanced(train_pool, 4000, SEED)
x_eval, y_eval = balanced(test_pool, 500, SEED)
classifier = train_classifier(x_train, y_train, (64, 32))
print(f"accuracy on {len(x_eval):,} other rows: {accuracy(classifier, x_eval, y_eval):.3f}")

# %% [markdown]
# What could an attacker change without giving up the attack? Not the service that is attacked, nor that the
# login failed. But the connection may take longer, send some bytes more or fewer, and the statistics over
# the last connections change when harmless connections are mixed in. Let us allow these features to change,
# each by at most `EPSILON` of its range in the training rows, and never beyond that range. 0.6 is a lot,
# hours of duration for instance: we ask what the model can bear, not what is cheap. Reflection 3 asks what
# is realistic.

# %%
EPSILON = 0.6
changeable = np.isin(FEATURES, ["duration", "src_bytes", "dst_bytes", *helpers.FEATURE_GROUPS["traffic"]])
print(f"{changeable.sum()} of {len(FEATURES)} columns can be changed")

# %% [markdown]
# ### Exercise 11 · A step of a white-box attack (6 points)
#
# [**White box**](../glossary.md#white-box): the attacker has the model itself, and can ask for the
# *gradient* of its output with respect to the input: in which direction would each feature have to move to
# make the row look more like an attack? Then move the other way. Goodfellow and others (2015) use only the
# sign of the gradient: each feature moves by the same step. The changed row is an [**adversarial
# example**](../glossary.md#adversarial-example).
#
# Complete `attack_step(x, gradient, step, changeable, low, high)`:
#
# - `x` and `gradient` have shape (n, d). The gradient is that of the *attack logit*, which the attacker
#   wants to become **smaller**: move each changeable feature by `step` **against the sign** of its
#   gradient. Where the gradient is 0, do not move;
# - `changeable`, shape (d,), is True for the columns that may change;
# - then bring every value in a changeable column, moved or not, back into the range from `low` to `high`,
#   arrays of shape (n, d) with the limits of each value; the other columns stay exactly as they were;
# - return the new rows; `x` itself stays as it was.
#
# <details><summary>Hint 1: a nudge</summary>
#
# If the gradient of a feature is positive, does the feature have to become larger or smaller for the logit
# to fall? And how far does it move if the gradient is twice as large?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Only the sign of the gradient counts: each feature goes one step the other way. Bring the result back into
# its limits, and take it over in the changeable columns only. `low` and `high` say nothing useful about
# columns that may not change, so these must be left alone.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.sign([-4, 0, 0.1])` is `[-1, 0, 1]`, and `np.clip` accepts arrays as limits. A condition of shape (d,)
# chooses columns: `np.where([True, False], [[1, 2], [3, 4]], 0)` is `[[1, 0], [3, 0]]`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "attack_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def attack_step(x, gradient, step, changeable, low, high):
    """Return the rows moved by one step towards looking normal."""
    ### BEGIN SOLUTION
    moved = np.clip(x - step * np.sign(gradient), low, high)
    return np.where(changeable, moved, x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "attack_step_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_x = np.array([[0.5, 0.5, 0.5, 0.5], [0.1, 0.9, 0.5, 0.5]])
_gradient = np.array([[2.0, -0.001, 0.0, 3.0], [7.0, -7.0, 1.0, -1.0]])
_may = np.array([True, True, True, False])
_before = _x.copy()
_got = np.asarray(attack_step(_x, _gradient, 0.2, _may, np.zeros((2, 4)), np.ones((2, 4))))
assert (_x == _before).all(), "x was changed in place: work on a copy"
assert _got.shape == (2, 4), f"the rows keep their shape (2, 4); got {_got.shape}"
assert not np.isclose(_got[0, 0], 0.7), (
    "the logit of an attack must become smaller: move against the gradient"
)
assert (_got[:, 3] == 0.5).all(), "the last column may not change"
assert np.allclose(_got[0], [0.3, 0.7, 0.5, 0.5]), (
    f"the first row should become 0.3, 0.7, 0.5, 0.5, the same step whatever the size of the gradient, and none where it "
    f"is 0; got {_got[0].round(4).tolist()}"
)
assert np.allclose(_got[1], [0, 1, 0.3, 0.5]), (
    f"the second row stops at the limits 0 and 1: 0, 1, 0.3, 0.5; got {_got[1].round(4).tolist()}"
)
print("✓ visible tests passed")
### BEGIN HIDDEN TESTS
_low, _high = np.maximum(_x - 0.05, 0), np.minimum(_x + 0.05, 1)
_low[:, 3], _high[:, 3] = 0.6, 0.7  # limits of a column that may not change
_got = np.asarray(attack_step(_x, _gradient, 0.2, _may, _low, _high))
assert np.allclose(_got, [[0.45, 0.55, 0.5, 0.5], [0.05, 0.95, 0.45, 0.5]]), (
    f"with limits 0.05 around each value the rows should stop there, and the last column stay; got {_got.tolist()}"
)
_rng = np.random.default_rng(8)
_u, _g, _m = _rng.random((50, 7)), _rng.normal(size=(50, 7)), _rng.random(7) < 0.5
_low, _high = np.clip(_u - 0.3, 0, 1), np.clip(_u + 0.3, 0, 1)
_want = np.where(_m, np.clip(_u - 0.1 * np.sign(_g), _low, _high), _u)
assert np.allclose(attack_step(_u, _g, 0.1, _m, _low, _high), _want), "wrong on other rows"
_pushed = _u + 0.3 * np.where(_m, 1, 0)
assert np.allclose(
    attack_step(_pushed, np.zeros((50, 7)), 0.1, _m, _low, _high),
    np.where(_m, np.clip(_pushed, _low, _high), _u),
), "changeable values beyond the limits come back to them"
### END HIDDEN TESTS

# %% [markdown]
# Twenty such steps, each a quarter of `EPSILON`, make the attack strong (Madry and others, 2018).
# `helpers.input_gradient` returns the gradient of a model's output with respect to its input.


# %%
def fool(model, x, steps=20):
    """Return rows that look more normal to the model, each feature at most EPSILON away."""
    low, high = np.clip(x - EPSILON, 0, 1), np.clip(x + EPSILON, 0, 1)
    rows = x
    for _ in range(steps):
        rows = attack_step(rows, helpers.input_gradient(model, rows), EPSILON / 4, changeable, low, high)
    return rows.astype("float32")


evil = y_eval == 1
x_white = x_eval.copy()
x_white[evil] = fool(classifier, x_eval[evil])  # who does no harm has no reason to hide
found = {
    "clean": accuracy(classifier, x_eval[evil], y_eval[evil]),
    "white box": accuracy(classifier, x_white[evil], y_eval[evil]),
}
print({name: f"{share:.0%} of the attacks found" for name, share in found.items()})

# %% [markdown]
# All changeable features have moved, but which change mattered? Put one feature at a time back to what it
# was, and see how many of the attacks are found again.


# %%
def found_again(column):
    """Return the share of attacks found if one feature has its old value."""
    rows = x_white[evil].copy()
    rows[:, column] = x_eval[evil][:, column]
    return accuracy(classifier, rows, y_eval[evil])


back = pd.Series({FEATURES[column]: found_again(column) for column in np.flatnonzero(changeable)})
mattered = back.nlargest(8).sort_values()
ax = mattered.plot.barh(figsize=(7, 3.2))
ax.axvline(found["white box"], color="grey", linestyle=":", label="with all changes")
ax.set(title="What mattered", xlabel="share of attacks found with this feature put back")
helpers.legend_below(ax)
plt.show()

# %% [markdown]
# [**Black box**](../glossary.md#black-box): the attacker does not have the model and can only ask it. The
# network answers every connection: a connection is blocked, or it is not. Papernot and others (2017) send
# connections of their own, note the answers, train a **substitute** on them, and attack that one. What
# fools the substitute often fools the original. In between they make queries where they learn most: rows
# moved towards the other side of the substitute's border. We grant them the features and their scaling, and
# rows that no connection could produce. How well it works differs much from seed to seed.

# %%
own, _ = balanced(valid_pool, 200, SEED + 1)  # the attacker's connections; their true labels play no role
for round_ in range(3):
    answers = (judge_rows(classifier, own) > 0).astype(int)  # blocked or not: all that is seen
    substitute = train_classifier(own, answers, (32,))
    if round_ < 2:
        away = np.sign(helpers.input_gradient(substitute, own)) * np.where(answers, -1, 1)[:, None]
        own = np.concatenate([own, np.clip(own + 0.1 * away * changeable, 0, 1)]).astype("float32")

x_black = x_eval.copy()
x_black[evil] = fool(substitute, x_eval[evil])
agree = np.mean((judge_rows(substitute, x_eval) > 0) == (judge_rows(classifier, x_eval) > 0))
print(f"{len(own):,} queries; the substitute agrees with the classifier on {agree:.1%} of other rows")

# %% [markdown]
# **Defence.** Samangouei and others (2018) put a generator before the classifier. It was trained on rows
# that nobody has tampered with, normal ones and attacks alike. For a row $x$ look for the noise whose row
# comes nearest,
#
# $$z^* = \arg\min_z \lVert G(z) - x \rVert^2$$
#
# and classify $G(z^*)$, the **projection** of $x$ onto what the generator can make, instead of $x$. What
# the attacker has added seldom fits the columns that could not be changed, and the generator makes rows
# whose columns fit together, so most of it is lost on the way. They call it
# [**Defense-GAN**](../glossary.md#defense-gan). (Theirs is a WGAN's generator; we use a BiGAN's.)
#
# The search is gradient descent, from several starting points, as it can get stuck. Keras can do it: an
# *Embedding* layer is a table of trainable rows, here the codes that we look for, before a generator that
# is frozen.

# %%
_, all_generator = train_bigan(x_train, name="BiGAN on all kinds")


def project(x, generator, restarts=4, steps=150):
    """Return for each row the nearest row found that the generator can make."""
    keras.utils.set_random_seed(SEED)
    generator.trainable = False
    n = len(x) * restarts
    codes = layers.Embedding(n, LATENT_DIM, embeddings_initializer=keras.initializers.RandomUniform(-1, 1))
    index = keras.Input((), dtype="int32")
    search = keras.Model(index, generator(codes(index)))
    search.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse")
    numbers, target = np.arange(n), np.repeat(x, restarts, axis=0)  # all rows are searched at once
    for _ in helpers.progress_bar(range(steps), desc="projection", unit="step"):
        search.train_on_batch(numbers, target)
    made = search.predict(numbers, batch_size=8192, verbose=0).reshape(len(x), restarts, -1)
    best = np.argmin(np.mean((made - x[:, None]) ** 2, axis=2), axis=1)
    return made[np.arange(len(x)), best]


rows_of = {"clean": x_eval, "white box": x_white, "black box": x_black}
projected = {name: project(x, all_generator) for name, x in rows_of.items()}
defence = pd.DataFrame(
    {
        name: {
            "accuracy": accuracy(classifier, rows_of[name], y_eval),
            "accuracy, defended": accuracy(classifier, projected[name], y_eval),
            "attacks found": accuracy(classifier, rows_of[name][evil], y_eval[evil]),
            "attacks found, defended": accuracy(classifier, projected[name][evil], y_eval[evil]),
        }
        for name in rows_of
    }
).T
lost = defence.loc["clean", "accuracy"] - defence["accuracy"]
regained = (defence["accuracy, defended"] - defence["accuracy"]) / lost
defence.round(3)

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
defence[["accuracy", "accuracy, defended"]].plot.bar(ax=axes[0], rot=0, ylim=(0, 1.25))
plt.setp(axes[0].containers[1], hatch="//")
axes[0].legend()
axes[0].set(title="The classifier, without and with Defense-GAN", ylabel="accuracy, 1,000 rows")
one = np.flatnonzero(evil)[0]
values_of = {"clean": x_eval[one], "attacked": x_white[one], "projected": projected["white box"][one]}
shown = pd.DataFrame(values_of, index=FEATURES).loc[mattered.index]
for (name, values), marker in zip(shown.items(), "osx", strict=True):
    axes[1].scatter(values, shown.index, marker=marker, label=name)
axes[1].set(title="One attack, the features that mattered", xlabel="value, scaled to 0 to 1")
axes[1].legend()
plt.show()

# %% [markdown]
# On the right, one row: the attacker has moved features by more than half of their range, and the
# projection brings them back, some wholly, others part of the way. Not to the true values, but to a row
# like those in the training data, and the classifier knows these. The price is paid by everybody: where
# nobody attacks, the defended classifier is a little worse, because details are lost on the way.
#
# A word of warning. The same year, attackers who knew of this defence got past it in nearly half of their
# attempts on images of digits (Athalye and others, 2018). A defence that was tested against yesterday's
# attack only has not been tested.

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection3_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 3 · How safe is the defence? (5 points)
#
# 1. What did the white-box attack cost, what the black-box attack, and what did the projection give back,
#    in your figures? What does it cost where nobody attacks?
# 2. Set `EPSILON` to 0.25 and then to 1, and run this section again. What happens, with figures, and why?
#    (Set it back to 0.6 afterwards.)
# 3. Are the changed rows still attacks? Name a changed feature that an attacker could really set so, and
#    one that would be hard or would defeat the purpose.
# 4. The attacker learns of the projection. What would you try in their place? And what would you do against
#    it as a defender, other than a better network?
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 1 point: their own figures for clean, attacked and defended, the cost on clean rows included.
# - 1 point: figures for both; a small EPSILON does little harm, a large one can move rows to where the
#   nearest row that the generator makes is a normal one.
# - 1 point: one of each suffices: realistic: duration, bytes by padding, counts by slowing down or mixing
#   in other traffic; not: error rates of a flood that must flood, the bytes of an exploit that must fit.
# - 1 point: an adaptive attacker attacks through the projection, or attacks the generator's own rows, or
#   queries the whole system and trains a substitute of it (Athalye and others, 2018, got past this defence
#   in part).
# - 1 point: a measure beyond the network: features that the attacker does not control, several detectors,
#   alarms on many queries, no answers to probes, rate limits, adversarial training, people.
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection3", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* The white-box attack takes accuracy from .99 to .50: practically no attack is found any
# more. The black-box attack, without the model and with 1,600 queries, takes it to .89 (in my run).
# Projected, it is .96 for both, so over nine tenths of what the white-box attack took is regained. Where
# nobody attacks, the projection costs about three points (.99 to .97), all of them attacks that are now
# missed. With EPSILON 0.25 the white-box attack leaves 94 % of the attacks to be found, so there is little
# to defend. With 1 each changeable feature can be put anywhere, and the changed columns begin to outvote
# those that cannot change. Of the white-box rows the defence still finds 84 %. But of the black-box rows,
# of which the classifier by itself finds 77 %, it finds none: the nearest row that the generator can make
# is a normal one, and the defence helps the attacker. Perhaps such a row is no attack any more. Duration
# and bytes can be set at will by waiting and padding; `srv_diff_host_rate` can be moved by mixing in
# harmless connections; but a flood that lowers `count` is no flood, and a scan must visit its hosts. If I
# knew of the projection I would compute the gradient through it, or start from rows that the generator
# makes itself, which it leaves as they are, or train my substitute on the answers of the whole system. As a
# defender I would add features that the attacker does not control, for instance those measured at other
# hosts, not answer probes, count queries from one source, and keep a second detector of another kind, such
# as the reconstruction score: a row that the generator has to change a lot is itself a reason for an alarm.

# %% [markdown]
# ## 6 Five detectors, one test
#
# *About 20 minutes.*
#
# The official test rows of Labs 1 and 2, with attacks of kinds that nobody trained on. Lab 1's XGBoost, Lab
# 2's autoencoder (on min-max scaled rows; 64-32-4 units, ten epochs), the reconstruction through this lab's
# encoder, and the discriminator and the critic by themselves.

# %%
import xgboost as xgb


def timed(function, *args):
    """Return what the function returns, and the seconds it took."""
    start = time.perf_counter()
    return function(*args), time.perf_counter() - start


tree_features = helpers.make_preprocessor("passthrough")


def train_trees():
    rows, truth = tree_features.fit_transform(train_pool), helpers.is_attack(train_pool["label"])
    params = {"objective": "binary:logistic", "seed": SEED, "device": helpers.xgboost_device()}
    return xgb.train(params, xgb.DMatrix(rows, truth), 30, callbacks=[helpers.XGBoostProgress(30)])


def train_autoencoder():
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([keras.Input((len(FEATURES),))])
    for units in (64, 32, 4, 32, 64):
        model.add(layers.Dense(units, activation="tanh"))
    model.add(layers.Dense(len(FEATURES)))
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_normal, x_normal, epochs=10, batch_size=512, verbose=0, callbacks=[helpers.keras_progress()])
    return model


booster, tree_seconds = timed(train_trees)
autoencoder, autoencoder_seconds = timed(train_autoencoder)


def through(*models):
    """Return a detector: the mean squared error after passing through some networks."""

    def score(rows):
        x = made = preprocessor.transform(rows).to_numpy()
        for model in models:
            made = model.predict(made, batch_size=8192, verbose=0)
        return np.mean((x - made) ** 2, axis=1)

    return score


def judged_by(judge):
    """Return a detector: how fake a row looks."""
    return lambda rows: -judge_rows(judge, preprocessor.transform(rows).to_numpy())


methods = pd.DataFrame(
    [
        (
            "XGBoost",
            "labels of all kinds of attack",
            tree_seconds,
            lambda rows: booster.predict(xgb.DMatrix(tree_features.transform(rows))),
        ),
        ("autoencoder", "normal rows", autoencoder_seconds, through(autoencoder)),
        ("BiGAN, reconstruction", "normal rows", bigan_seconds, through(encoder, decoder)),
        ("GAN, discriminator", "normal rows, and when to stop", gan_seconds, judged_by(discriminator)),
        ("WGAN, critic", "normal rows, and when to stop", wgan_seconds, judged_by(critic)),
    ],
    columns=["method", "needs to know in advance", "training, s", "detector"],
).set_index("method")

official = helpers.load_kdd99("test", SOURCE)
truth = helpers.is_attack(official["label"]).to_numpy() == 1
seen = official["label"].astype(str).isin(connections["label"].astype(str).unique()).to_numpy()
scores, seconds = {}, {}
for name, detector in methods["detector"].items():
    scores[name], seconds[name] = timed(detector, official)

# %% [markdown]
# As in Lab 2's table by kind of attack, all detectors get the same budget of false alarms: each threshold
# is the one that flags 2 % of the **normal official test rows**. That is allowed to compare detectors
# afterwards, not to say how well one would have done.

# %%
flagged = {name: score > np.quantile(score[~truth], 0.98) for name, score in scores.items()}
compared = methods[["needs to know in advance", "training, s"]].assign(
    **{
        "scoring, s per 100,000 rows": pd.Series(seconds) / len(official) * 1e5,
        "false alarms": pd.Series({name: flags[~truth].mean() for name, flags in flagged.items()}),
        "attacks of seen kinds": pd.Series(
            {name: flags[truth & seen].mean() for name, flags in flagged.items()}
        ),
        "attacks of unseen kinds": pd.Series({name: flags[~seen].mean() for name, flags in flagged.items()}),
    }
)
compared.round(3)

# %%
from sklearn.metrics import roc_curve

fig, axes = plt.subplots(1, 2, figsize=(12, 4.2), sharex=True, sharey=True)
for ax, attacks, title in zip(
    axes, (truth & seen, ~seen), ("Attacks of seen kinds", "Attacks of unseen kinds"), strict=True
):
    rows = ~truth | attacks
    for (name, score), style in zip(scores.items(), ("-", "--", "-.", ":", (0, (1, 3))), strict=True):
        fpr, tpr, _ = roc_curve(attacks[rows], score[rows])
        ax.plot(fpr, tpr, linestyle=style, label=name)
    ax.set(xlim=(0, 0.1), ylim=(0, 1.02), xlabel="false alarms (share of normal test rows)", title=title)
axes[0].set_ylabel("share of attacks found")
helpers.legend_below(axes[1], columns=2)
plt.show()

# %% [markdown]
# The three methods that work are close to each other on attacks of kinds that the training rows contain,
# though two of them never saw a label. On unseen kinds all are poor, mostly for the reasons that Lab 2
# found, and the small differences change with the seed. The discriminator and the critic depend on the step
# at which training ended.

# %% [markdown] nbgrader={"grade": false, "grade_id": "reflection4_prompt", "locked": true, "schema_version": 3, "solution": false, "task": false}
# ### Reflection 4 · Which one would you install? (5 points)
#
# 1. Compare the methods with the figures of your table: what does each find, at what price in labels and in
#    time?
# 2. How does the share of attacks *in the training rows* affect XGBoost, the autoencoder and the BiGAN: one
#    in a hundred, one in five, unknown? (For the autoencoder see Lab 2, Section 4. The BiGAN's score is a
#    reconstruction error, too.) And what does their share *in use* do to precision?
# 3. What did the *game* contribute to the detector that works? What shows it, and what would show it
#    better?
# 4. A colleague shows you a new detector with an F1 of 0.95 from one run. What do you ask?
#
# <!-- BEGIN MARK SCHEME -->
# **Rubric (5 points)**
#
# - 1 point: compares at the same share of false alarms with their own figures, seen and unseen kinds apart.
# - 1 point: names what each needs: labels of known kinds (XGBoost), clean or nearly clean rows
#   (autoencoder, BiGAN), someone who knows when to stop (discriminator).
# - 1 point: two of: the supervised model needs enough examples of each kind; the reconstructing ones need
#   attacks to be rare in training and fail when they are frequent (Lab 2); precision falls with the base
#   rate for all.
# - 1 point: reconstruction does the work: without the game the figures are about the same; one run each
#   shows little, several seeds on the same splits would.
# - 1 point: asks for several seeds and their spread, a simple baseline, thresholds chosen without test
#   rows, duplicates, unseen kinds, how many attacks the figure rests on (two of these suffice).
# <!-- END MARK SCHEME -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "reflection4", "locked": false, "points": 5, "schema_version": 3, "solution": true, "task": false}
# *Model answer.* At 2 % false alarms, XGBoost finds .98 of the attacks of seen kinds and .17 of the unseen;
# the autoencoder .97 and .15; the BiGAN's reconstruction .97 and .12; the discriminator .67 and .14, the
# critic next to nothing. XGBoost needed a label for every row and a second of training; the autoencoder
# normal rows and about three; the BiGAN normal rows and about nine. The trees need examples of each kind:
# one in a hundred is enough for frequent kinds, not for those with three rows; with one in five they only
# get better. The two that reconstruct need attacks to be rare in training. In Lab 2 one in a hundred did no
# harm and one in ten turned the score round, so at one in five they would be useless; with an unknown share
# I would remove repeated rows first. For all of them precision falls with the base rate. The game itself
# contributed little, if anything: the score is a reconstruction error, and both the autoencoder and the
# same networks trained without the game are as good (F1 is .96 with and without). That is one run each; to
# be sure I would train both ten times on the same splits and compare the pairs. I would install the
# autoencoder, and add the trees once analysts have labelled its alarms. My colleague I would ask for the
# spread over seeds and splits, what PCA reaches on the same rows, how the threshold was chosen, whether
# test rows have copies in the training rows, and on how many attacks the figure stands.

# %% [markdown]
# ### What else are they for?
#
# Finding anomalies is not what GANs are famous for. Elsewhere they
#
# - make pictures: faces, rooms, a photograph in the manner of a painter;
# - turn one kind of picture into another: a sketch into a photograph, day into night, a satellite image
#   into a map;
# - sharpen pictures and fill in missing parts;
# - make training data where real data is scarce or private, medical scans for instance, and tables like
#   ours;
# - simulate: detectors in physics, traffic for testing a network, malware that a scanner misses, which is
#   Section 5 again;
# - make deepfakes, and train the models that recognise them.

# %% [markdown]
# ## Summary
#
# - A generator learns to make rows like the real ones from a discriminator that tells the two apart. No
#   formula for what is normal is needed.
# - A game is not a descent. It can collapse onto few modes, go round in circles, or lose its gradient. On
#   our mixture momentum decided it; the game with a Wasserstein critic covered the modes as well.
# - Look at what is generated. Losses do not show whether it is any good.
# - The discriminator knows the difference between real rows and *this* generator's. About anything else it
#   was never asked, and as a detector it is good or worse than chance by luck.
# - An encoder trained with the generator gives a score that worked on all ten seeds that we tried: what the
#   generator cannot make is an anomaly. Most of that comes from reconstruction, as in Lab 2.
# - A classifier can be fooled by changes that an attacker can make, even without access to it. Projection
#   onto what a generator can make undoes much of it, until the attacker knows of it.
# - Compare at the same false alarms, over seeds, with a simple method beside it.

# %%
results = {
    "modes, GAN with momentum": mixture.loc["GAN, momentum 0.9", "modes covered"],
    "modes, GAN without momentum": mixture.loc["GAN, no momentum", "modes covered"],
    "modes, WGAN": mixture.loc["WGAN", "modes covered"],
    "modes, WGAN minus GAN with momentum": mixture.loc["WGAN", "modes covered"]
    - mixture.loc["GAN, momentum 0.9", "modes covered"],
    "F1, reconstruction": scored.loc["reconstruction through the encoder", "F1, top 1 %"],
    "AUROC, reconstruction": scored.loc["reconstruction through the encoder", "AUROC"],
    "F1, without the game": scored.loc["the same, trained without the game", "F1, top 1 %"],
    "F1 by validation threshold": reports["reconstruction"]["f1"],
    "F1, discriminator": scored.loc["discriminator, end of training", "F1, top 1 %"],
    "AUROC, discriminator": scored.loc["discriminator, end of training", "AUROC"],
    "AUROC, discriminator, lowest": by_step["discriminator"]["AUROC"].min(),
    "AUROC, discriminator, highest": by_step["discriminator"]["AUROC"].max(),
    "AUROC, critic, last": by_step["critic"]["AUROC"].iloc[-1],
    "accuracy, clean": defence.loc["clean", "accuracy"],
    "accuracy, white box": defence.loc["white box", "accuracy"],
    "accuracy, black box": defence.loc["black box", "accuracy"],
    "accuracy, clean, defended": defence.loc["clean", "accuracy, defended"],
    "accuracy, white box, defended": defence.loc["white box", "accuracy, defended"],
    "accuracy, black box, defended": defence.loc["black box", "accuracy, defended"],
    "share regained, white box": regained["white box"],
    "unseen attacks at 2 %, XGBoost": compared.loc["XGBoost", "attacks of unseen kinds"],
    "unseen attacks at 2 %, autoencoder": compared.loc["autoencoder", "attacks of unseen kinds"],
    "unseen attacks at 2 %, BiGAN": compared.loc["BiGAN, reconstruction", "attacks of unseen kinds"],
}
helpers.beside_reference(results, "lab3_gan", SOURCE)

# %% [markdown]
# And the figure from the top, drawn from your own run:

# %% tags=["opening"]
figure, (left, middle, right) = plt.subplots(1, 3, figsize=(12, 3.6))
left.scatter(
    *CENTRES.T, s=120, facecolors="none", edgecolors="black", zorder=3, label="where the real points are"
)
for pictures, marker, name in ((good, "o", "no momentum"), (collapsed, "^", "momentum 0.9")):
    left.scatter(*pictures[-1][1].T, s=6, marker=marker, alpha=0.5, label=name)
left.set(title="Points out of noise", xlabel="first feature", ylabel="second feature", aspect="equal")

for (name, table), marker in zip(by_step.items(), "os", strict=True):
    middle.plot(table.index, table["AUROC"], marker=marker, label=name)
reconstruction = scored.loc["reconstruction through the encoder", "AUROC"]
middle.axhline(reconstruction, color="black", linestyle=":", label="reconstruction, at the end")
middle.set(title="Who is a good detector?", xlabel="step of training", ylabel="AUROC", ylim=(0, 1.05))

defence[["accuracy", "accuracy, defended"]].plot.bar(ax=right, rot=0, ylim=(0, 1.05))
plt.setp(right.containers[1], hatch="//")
right.set(title="Attack and defence", ylabel="accuracy of the classifier")
for ax in (left, middle, right):
    helpers.legend_below(ax)
plt.show()

# %% [markdown]
# ## Where to go from here
#
# **If you want to try more.** Give the BiGAN's latent code 8 numbers. Train the WGAN on traffic four times
# as long. Let `EPSILON` grow and draw the accuracy, attacked and defended. Attack through the projection.
#
# **Further reading**
#
# - Goodfellow, I. et al. (2014). Generative adversarial nets. *NeurIPS*.
# - Arjovsky, M., Chintala, S. & Bottou, L. (2017). Wasserstein generative adversarial networks. *ICML*.
# - Gulrajani, I. et al. (2017). Improved training of Wasserstein GANs. *NeurIPS*.
# - Mescheder, L., Geiger, A. & Nowozin, S. (2018). Which training methods for GANs do actually converge?
#   *ICML*.
# - Donahue, J., Krähenbühl, P. & Darrell, T. (2017). Adversarial feature learning. *ICLR*.
# - Li, C. et al. (2017). ALICE: towards understanding adversarial learning for joint distribution matching.
#   *NeurIPS*.
# - Schlegl, T. et al. (2017). Unsupervised anomaly detection with generative adversarial networks to guide
#   marker discovery. *IPMI*.
# - Zenati, H. et al. (2018). Adversarially learned anomaly detection. *ICDM*.
# - Goodfellow, I., Shlens, J. & Szegedy, C. (2015). Explaining and harnessing adversarial examples. *ICLR*.
# - Papernot, N. et al. (2017). Practical black-box attacks against machine learning. *ASIA CCS*.
# - Madry, A. et al. (2018). Towards deep learning models resistant to adversarial attacks. *ICLR*.
# - Samangouei, P., Kabkab, M. & Chellappa, R. (2018). Defense-GAN: protecting classifiers against
#   adversarial attacks using generative models. *ICLR*.
# - Athalye, A., Carlini, N. & Wagner, D. (2018). Obfuscated gradients give a false sense of security.
#   *ICML*.
