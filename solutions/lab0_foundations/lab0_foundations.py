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
# # Lab 0 · Foundations of deep learning
#
# ![Three panels: a curve that 24 ReLUs follow and 3 do not; the gradient by layer, which vanishes in
# twelve sigmoid layers and does not with skip connections; the accuracy of a plain recurrent network and
# an LSTM, which only the LSTM keeps over 30 steps.][opening]
#
# *What you will build, drawn from the reference solution. The lab ends with the same figure from your
# run.*
#
# **What you will be able to do.** Say what a neural network computes, and compute it: one neuron, a layer,
# the gradient of every weight. Explain why a network of ReLUs can follow any curve, why training a deep one
# was hard and what made it easy, and what a convolution, a recurrent layer, an LSTM and a residual block
# are each for. Labs 2 and 3 build on it.
#
# **What you need.** Python and NumPy. You have trained a network once and want to know what it did.
#
# **How long.** About three hours with the exercises. Running everything takes under a minute.
#
# **How it works.** There are 14 exercises, checked by the cell below each of them. Replace the line `raise
# NotImplementedError` with your code, run the cell with *Shift+Enter*, and once more to run its test, which
# is folded up below: the test says what is wrong. `helpers.progress()` says where you stand. Hints come in
# steps, so open the next one only if the one before was not enough. Leave a function's arguments as they
# are; return something new. Below that is the answer, folded up. **Nothing here is graded**: no test is
# hidden and no points are counted, so look at an answer as soon as looking teaches you more than trying.
# Later cells use your functions; where you skip an exercise, copy its answer.
#
# Most of it is NumPy, as there is nothing in a network that NumPy could not do. Keras comes in to confirm
# what you have computed. All random choices start from one number, the [**seed**](../glossary.md#seed), so
# that the same seed gives the same run.
#
# | section | exercises | minutes |
# |:--|:--|--:|
# | 1 Layers of concepts | | 5 |
# | 2 One neuron | Exercise 1 | 10 |
# | 3 Activation functions | Exercises 2 and 3 | 20 |
# | 4 Counting parameters | Exercise 4 | 10 |
# | 5 Three ReLUs, then any curve | Exercises 5 to 7 | 30 |
# | 6 Features that nobody wrote | Exercise 8 | 15 |
# | 7 Forward, backward, downhill | Exercise 9 | 30 |
# | 8 Why backpropagation goes backward | Exercise 10 | 10 |
# | 9 Gradients that vanish, and skip connections | Exercise 11 | 15 |
# | 10 A window that slides: convolution and pooling | Exercises 12 and 13 | 20 |
# | 11 Memory: recurrent networks and LSTM | Exercise 14 | 20 |
# | 12 Two networks with a purpose: autoencoder and GAN | | 10 |
# | 13 Where order matters in security | | 5 |
# | | **total** | **200** |

# %%
import helpers  # before Keras: it keeps TensorFlow's log lines out of the notebook

helpers.use_style()

import itertools

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras import layers

# %% tags=["parameters"]
SEED = 7  # where every random choice starts; the lab tells the same story from another seed

# %% [markdown]
# ## 1 Layers of concepts
#
# *About 5 minutes.*
#
# To decide whether a connection is part of an attack, a person does not look at bytes. Bytes make up
# fields, fields make up a request, requests make up a behaviour, and a behaviour is normal or is not. Each
# concept is built from simpler ones. **Deep learning** is the same idea in software: a stack of **layers**,
# in which every layer computes new features from the features below it. Nobody writes down what the
# features in the middle, in the **hidden** layers, should be. They are learned from examples.
#
# A layer consists of **neurons**. Each neuron reads the outputs of the layer below through **weights** and
# has one output. That is all there is in the picture, in which *below* is on the left: circles that hold a
# number (the first column is given, the others compute theirs), and lines that have a weight. Change
# `units`, with as many captions as layers, and draw another network.


# %%
def draw_network(units, captions, ax=None):
    """Draw a fully connected network, one circle for a neuron and one line for a weight."""
    ax = ax or plt.figure(figsize=(8, 3.6)).gca()
    places = [[(layer, (count - 1) / 2 - i) for i in range(count)] for layer, count in enumerate(units)]
    for below, above in itertools.pairwise(places):
        for start in below:
            for end in above:
                ax.plot(*zip(start, end, strict=True), color="grey", linestyle="-", linewidth=0.6, zorder=1)
    for layer, caption in zip(places, captions, strict=True):
        ax.scatter(*zip(*layer, strict=True), s=260, edgecolor="black", zorder=2)
        ax.text(layer[0][0], -max(units) / 2 - 0.2, caption, ha="center", va="top")
    ax.set(title="A network: every layer computes features from the features below it")
    ax.set(ylim=(-max(units) / 2 - 1.6, max(units) / 2), xlim=(-0.5, len(units) - 0.5))
    ax.set_axis_off()
    return ax


draw_network(
    units=[6, 5, 4, 1],
    captions=["bytes\n(the input)", "fields\n(hidden)", "behaviour\n(hidden)", "an attack?\n(the output)"],
)
plt.show()

# %% [markdown]
# The captions are a promise, not a fact: to know what a hidden layer really represents, one has to look.
# Section 6 does.
#
# ## 2 One neuron
#
# *About 10 minutes.*
#
# A neuron multiplies each input by a weight, adds the products and a [**bias**](../glossary.md#bias), and
# passes the sum through an [**activation function**](../glossary.md#activation-function) $f$:
#
# $$y = f\left(\sum_{j=1}^{d} w_j x_j + b\right) = f(w \cdot x + b)$$
#
# The weights say how much each input counts, and in which direction. The bias says how much evidence it
# takes: with a large negative bias the neuron needs a lot before its output rises.
#
# ### Exercise 1 · A neuron
#
# Complete `neuron(x, w, b, activation)`:
# - `x` is one row, an array of shape (d,), or several, of shape (n, d);
# - `w` is an array of shape (d,), `b` a number, `activation` a function that takes and returns an array;
# - return one number for the row, or an array of shape (n,) for several.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Read the formula above the exercise from the inside out. What is computed first, what is added to it, and
# what is done last?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Multiply each input by its weight and add up the products, which gives one number for each row. Add the
# bias to that number, and only then apply the activation.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# The operator `@` multiplies and adds up, for one row and for many: `np.array([1, 2]) @ np.array([3, 4])`
# is 11, and an array of shape (5, 2) `@` one of shape (2,) has shape (5,).
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "neuron", "locked": false, "schema_version": 3, "solution": true, "task": false}
def neuron(x, w, b, activation):
    """Return the neuron's output for a row, or for each of several rows."""
    ### BEGIN SOLUTION
    return activation(x @ w + b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "neuron_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_x = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 0.0]])
_w = np.array([0.5, -2.0])
_before = _x.copy(), _w.copy()
_got = np.asarray(neuron(_x, _w, 1.0, lambda z: z))
assert np.array_equal(_x, _before[0]) and np.array_equal(_w, _before[1]), (
    "neuron changes its arguments: x * w makes a new array, x *= w changes x"
)
assert _got.shape == (3,), f"three rows give three numbers, shape (3,), not {_got.shape}"
assert not np.allclose(_got, _x @ _w), "the bias is missing"
assert np.allclose(_got, [-2.5, 4.5, 1.0]), f"0.5 · x₁ - 2 · x₂ + 1 should be -2.5, 4.5 and 1, not {_got}"
_got = neuron(_x[1], _w, 1.0, lambda z: z)
assert np.shape(_got) == (), f"a single row of shape (d,) gives one number, not shape {np.shape(_got)}"
assert np.isclose(_got, 4.5), f"a single row of shape (d,) should work too: 4.5, not {_got}"
_got = np.asarray(neuron(_x, _w, 1.0, lambda z: z**2))
assert np.allclose(_got, [6.25, 20.25, 1]), (
    "the activation is applied to the sum with the bias, and its result is returned"
)
print("✓ tests passed")

# %% [markdown]
# A neuron that raises an alarm. Its two inputs are the number of failed logins and whether the session got
# a root shell. Its activation is the **binary step**: 1 if the sum is positive, else 0. Which of the five
# sessions raise an alarm, and why? Change the bias and see who follows.

# %%
sessions = pd.DataFrame(
    {"failed logins": [0, 1, 4, 0, 2], "root shell": [0, 0, 0, 1, 1]},
    index=["quiet", "a typo", "guessing", "administrator", "guessed, then root"],
)
x, weights, bias = sessions.to_numpy(), np.array([1.0, 2.0]), -3.5
sessions["sum"] = neuron(x, weights, bias, activation=lambda z: z)
sessions["alarm"] = neuron(x, weights, bias, activation=lambda z: (z > 0).astype(int))
sessions

# %% [markdown]
# ## 3 Activation functions
#
# *About 20 minutes.*
#
# Why not leave out the activation? Because a weighted sum of weighted sums is a weighted sum: without
# something that bends between them, a hundred layers can do no more than one.
#
# | activation | $f(z)$ | outputs | where it is used |
# |:--|:--|:--|:--|
# | identity | $z$ | any number | last layer, to predict a quantity |
# | binary step | 1 if $z > 0$, else 0 | 0 or 1 | historically; its slope is 0, so nothing can be learnt through it |
# | [sigmoid](../glossary.md#sigmoid) (logistic) | $1 / (1 + e^{-z})$ | 0 to 1 | last layer, for a yes or no; the gates of an LSTM |
# | tanh | $(e^{z} - e^{-z}) / (e^{z} + e^{-z})$ | -1 to 1 | recurrent layers; small networks |
# | [ReLU](../glossary.md#relu) | $\max(0, z)$ | 0 and up | hidden layers, first choice |
# | leaky ReLU, PReLU | $z$ if $z > 0$, else $a z$ | any number | hidden layers, when ReLUs get stuck at 0; in PReLU $a$ is a parameter and is learnt |
# | ELU | $z$ if $z > 0$, else $a (e^{z} - 1)$ | $-a$ and up | hidden layers, smooth |
# | [softmax](../glossary.md#softmax) | $e^{z_i} / \sum_k e^{z_k}$ | 0 to 1, together 1 | last layer, for one class out of several |
#
# ### Exercise 2 · Four activations
#
# Complete the four functions. `z` is an array of any shape; return an array of the same shape.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The table above has the four formulas, and two of them have an *if*. An `if` statement cannot decide for
# all values of an array at once, so look for functions that take whole arrays.
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Where the table has an *if*, compute both cases for the whole array, then choose between the two results
# value by value. The sign of the input decides.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.exp` works on whole arrays. `np.maximum(2, [1, 5])` is `[2, 5]`, the larger of the two at each place.
# `np.where([True, False], [1, 2], [8, 9])` is `[1, 9]`: it takes from the first array where the condition
# holds and from the second elsewhere.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "activations", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(z):
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-z))
    ### END SOLUTION


def relu(z):
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


def leaky_relu(z, slope=0.2):
    ### BEGIN SOLUTION
    return np.where(z > 0, z, slope * z)
    ### END SOLUTION


def elu(z, a=1.0):
    ### BEGIN SOLUTION
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "activations_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_z = np.array([[-4.0, -1.0, -0.1], [0.0, 0.5, 30.0]])
_before = _z.copy()
for _name, _mine, _reference in [
    ("sigmoid", sigmoid, keras.activations.sigmoid),
    ("relu", relu, keras.activations.relu),
    ("leaky_relu", leaky_relu, lambda z: keras.activations.leaky_relu(z, negative_slope=0.2)),
    ("elu", elu, keras.activations.elu),
]:
    _want = keras.ops.convert_to_numpy(_reference(keras.ops.convert_to_tensor(_z)))
    _got = np.asarray(_mine(_z))
    assert np.array_equal(_z, _before), f"{_name} changes its argument: work on a copy"
    assert _got.shape == _z.shape, f"{_name}: the shape should stay {_z.shape}, not become {_got.shape}"
    _wrong = ~np.isclose(_got, _want, rtol=1e-4, atol=1e-6)
    assert not _wrong.any(), (
        f"{_name}({_z[_wrong][0]}) should be {_want[_wrong][0]:.4f}, not {_got[_wrong][0]:.4f}"
    )
    for _shape in [(6,), (1, 3, 2)]:
        _got = np.asarray(_mine(_z.reshape(_shape)))
        assert _got.shape == _shape and np.allclose(_got, _want.reshape(_shape), rtol=1e-4, atol=1e-6), (
            f"{_name} is right for the shape (2, 3), but not for {_shape}: arrays of any shape should do"
        )
_got = np.asarray(leaky_relu(_z[0], slope=0.5))
assert np.allclose(_got, _z[0] / 2), f"leaky_relu(-4, slope=0.5) should be -2, not {_got[0]:.4f}"
_got = np.asarray(elu(_z[0], a=2.0))
assert np.allclose(_got, 2 * (np.exp(_z[0]) - 1)), f"elu(-4, a=2) should be -1.9634, not {_got[0]:.4f}"
print("✓ tests passed: the same as keras.activations")

# %% [markdown]
# ### Exercise 3 · Softmax
#
# With three classes a network has three outputs. Softmax turns them into probabilities: larger outputs get
# larger shares, and the shares **sum to 1**, because each is divided by their sum.
#
# Complete `softmax(z)` for an array of shape (n, classes): each **row** of the result sums to 1. Outputs
# may be large: $e^{1000}$ is more than a computer's numbers can hold. Subtracting the same number from all
# outputs of a row leaves its shares unchanged (why?), so subtract the row's largest first.
#
# <details><summary>Hint 1: a nudge</summary>
#
# There are two steps: turn each output into a positive number, then divide by a sum. Whose sum is it, the
# array's, the column's or the row's?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Subtract from each row its largest output, raise $e$ to what is left, and divide by the sum of the row.
#
# Why the shares stay the same: $e^{z_i - m} = e^{z_i} e^{-m}$, and the factor $e^{-m}$ stands above and
# below the line.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `max`, `sum` and `mean` go along each row with `axis=1`. For an array `a` of shape (4, 3),
# `a.mean(axis=1)` has shape (4,), which cannot be subtracted from `a`. With `keepdims=True` it has shape
# (4, 1), which is subtracted from every column.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(z):
    """Return the shares of each row, shape (n, classes)."""
    ### BEGIN SOLUTION
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_z = np.array([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0], [-5.0, 0.0, 5.0], [2.0, 2.0, -2.0]])
_before = _z.copy()
_got = np.asarray(softmax(_z))
assert np.array_equal(_z, _before), (
    "softmax changes its argument: z - ... makes a new array, z -= ... does not"
)
assert _got.shape == _z.shape, f"the shape should stay {_z.shape}, not become {_got.shape}"
assert not np.isclose(_got.sum(), 1), "the whole array sums to 1: each row should (axis=1, keepdims=True)"
assert not np.allclose(_got.sum(axis=0), 1), "the columns sum to 1: the rows should"
assert np.allclose(_got.sum(axis=1), 1), f"the rows sum to {_got.sum(axis=1).round(3)}, not to 1"
_want = keras.ops.convert_to_numpy(keras.activations.softmax(keras.ops.convert_to_tensor(_z)))
_wrong = ~np.isclose(_got, _want, atol=1e-5).all(axis=1)
assert not _wrong.any(), (
    f"{_z[_wrong][0]} should become {_want[_wrong][0].round(3)}, not {_got[_wrong][0].round(3)}"
)
_got = np.asarray(
    softmax(np.array([[1000.0, 1001.0, 1002.0], [0.0, 0.0, 2000.0], [-1002.0, -1001.0, -1000.0]]))
)
assert np.isfinite(_got[:2]).all(), "nan for large outputs: subtract each row's largest before np.exp"
assert np.isfinite(_got).all(), "nan for -1002, -1001, -1000: subtract the row's largest, here -1000"
for _row, _text in [(0, "1000, 1001, 1002"), (2, "-1002, -1001, -1000")]:
    assert np.allclose(_got[_row], _want[1], atol=1e-5), f"{_text} should have the shares of 1, 2, 3"
assert np.allclose(_got[1], [0, 0, 1]), (
    f"0, 0, 2000 should become 0, 0, 1, not {_got[1]}: each row has a largest of its own"
)
print("✓ tests passed: the same as keras.activations")

# %% [markdown]
# Now the pictures, with each function's **derivative**, the slope. The slope matters as much as the value:
# a network learns by asking how much the output would change if this sum changed a little. Softmax is
# missing, as it needs several inputs.

# %%
z = np.linspace(-4, 4, 801)
functions = {
    "identity": lambda z: z,
    "binary step": lambda z: (z > 0).astype(float),
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "ReLU": relu,
    "leaky ReLU (a = 0.2)": leaky_relu,
    "ELU (a = 1)": elu,
}
figure, axes = plt.subplots(2, 4, figsize=(11, 5), sharex=True)
for ax, (name, function) in zip(axes.flat, functions.items(), strict=False):
    slope = np.gradient(function(z), z)
    slope[abs(slope) > 10] = np.nan  # the step itself, whose slope is infinite
    ax.plot(z, function(z), label="value")
    ax.plot(z, slope, linestyle="--", label="slope")
    ax.set(title=name, ylim=(-1.5, 2.5), xlabel="z")
axes[0, 0].set_ylabel("value, slope")
axes[1, 0].set_ylabel("value, slope")
axes[0, 3].tick_params(labelbottom=True)
axes[1, 3].set_axis_off()
axes[1, 3].legend(*axes[0, 0].get_legend_handles_labels(), loc="center")
print(
    f"largest slope: sigmoid {np.gradient(sigmoid(z), z).max():.3f}, tanh {np.gradient(np.tanh(z), z).max():.3f}"
)

# %% [markdown]
# The sigmoid's slope is never more than 1/4, and next to 0 where the neuron is sure of itself. Section 9
# shows what becomes of that in a stack of twelve layers, and why the sigmoid is **left to the last layer**,
# where its output is a probability and is wanted as such. A ReLU's slope is 1 wherever it is active at all.
#
# ## 4 Counting parameters
#
# *About 10 minutes.*
#
# The numbers that training adjusts are the [**parameters**](../glossary.md#parameters). In a fully
# connected network every line (**edge**) of the first picture is a weight and every neuron has a bias, so
# that
#
# $$\text{parameters} = \text{edges} + \text{neurons}$$
#
# The inputs are not neurons: they compute nothing and have no bias.
#
# ### Exercise 4 · How many parameters?
#
# Complete `count_parameters(units)`. `units` lists the sizes of the layers, the inputs first: `[3, 2, 1]`
# has three inputs, two hidden neurons and one output. Return the number of parameters, an int.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Draw `[3, 2, 1]` on paper, as in the first picture. How many lines are there between two neighbouring
# layers, and which circles have a bias?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Between two layers every neuron is joined to every neuron, so the edges are the product of the two sizes;
# add up these products. For `[3, 2, 1]` there are 3 · 2 + 2 · 1 = 8 edges and 2 + 1 = 3 neurons, together
# 11: the first size counts for the edges, but not for the neurons.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `itertools.pairwise` gives each element together with the next one: `list(itertools.pairwise("abc"))` is
# `[('a', 'b'), ('b', 'c')]`. The slice `[7, 8, 9][1:]` leaves out the first element.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "count_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(units):
    """Return the number of weights and biases of a fully connected network."""
    ### BEGIN SOLUTION
    edges = sum(below * above for below, above in itertools.pairwise(units))
    neurons = sum(units[1:])
    return edges + neurons
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "count_parameters_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_units = [3, 2, 1]
_got = count_parameters(_units)
assert _units == [3, 2, 1], "count_parameters changes the list it is given: work on a copy"
assert _got != 14, "14 counts the three inputs as neurons, but they have no bias"
assert _got != 8, "8 are the edges; each neuron has a bias too"
assert _got == 11, f"[3, 2, 1] has 8 + 3 = 11, not {_got}"
assert isinstance(_got, (int, np.integer)), f"return an int, not a {type(_got).__name__}"
assert count_parameters([5, 1]) == 6, f"one neuron with five inputs has 6, not {count_parameters([5, 1])}"
for _units in ([1, 2, 1], [41, 16, 8, 16, 41], [10, 10, 10, 10], [123, 64, 5]):
    _model = keras.Sequential(
        [keras.layers.Input((_units[0],)), *(keras.layers.Dense(_n) for _n in _units[1:])]
    )
    assert count_parameters(_units) == _model.count_params(), (
        f"{_units}: Keras counts {_model.count_params():,}, you count {count_parameters(_units):,}"
    )
print("✓ tests passed: the same as model.count_params()")

# %% [markdown]
# Parameters are cheap to ask for. The table goes from one neuron to Lab 2's autoencoder, which has a mirror
# image on its far side.

# %%
networks = {
    "one neuron on 41 features": [41, 1],
    "the network of Section 5": [1, 2, 1],
    "Lab 2's autoencoder": [123, 64, 32, 4, 32, 64, 123],
    "ten layers of 1,000": [1000] * 11,
}
pd.Series(
    {name: f"{count_parameters(units):,}" for name, units in networks.items()}, name="parameters"
).to_frame()

# %% [markdown]
# ## 5 Three ReLUs, then any curve
#
# *About 30 minutes.*
#
# A single ReLU is flat up to some point and rises in a straight line from there. It looks like very little.
# Here are three of them, with weights chosen by hand:
#
# $$n_1 = \max(0,\ 1 \cdot x - 1) \qquad n_2 = \max(0,\ 1 \cdot x - 2) \qquad
# n_3 = \max(0,\ 2 \cdot n_1 - 1 \cdot n_2 + 0)$$
#
# ### Exercise 5 · The network by hand
#
# Complete `three_relus(x)` for an array `x` of shape (n,). Return the three arrays `n1`, `n2` and `n3`,
# each of shape (n,). Fill in the table for x = 0, 1, ..., 5 on paper first.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which of the three formulas can you compute from `x` alone, and which one needs the results of the others?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Each neuron is a weighted sum with a ReLU around it. The third one reads the outputs of the first two,
# after their ReLUs. At x = 3 the outputs are 2, 1 and 3.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# If Exercise 2 is done, use your `relu`. `np.maximum(0, np.array([-2, 5]))` is `[0, 5]` in any case, and
# arithmetic works on whole arrays: `np.array([1, 2]) - 1` is `[0, 1]`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "three_relus", "locked": false, "schema_version": 3, "solution": true, "task": false}
def three_relus(x):
    """Return the outputs of the two hidden neurons and of the last one, each of shape (n,)."""
    ### BEGIN SOLUTION
    n1 = np.maximum(0, 1 * x - 1)
    n2 = np.maximum(0, 1 * x - 2)
    n3 = np.maximum(0, 2 * n1 - 1 * n2 + 0)
    return n1, n2, n3
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "three_relus_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_x = np.arange(6.0)
_got = three_relus(_x)
assert np.array_equal(_x, np.arange(6.0)), "three_relus changes its argument: work on a copy"
assert len(_got) == 3, f"return three arrays n1, n2 and n3, not {len(_got)}"
for _name, _values, _want in zip(
    ("n1", "n2", "n3"), _got, ([0, 0, 1, 2, 3, 4], [0, 0, 0, 1, 2, 3], [0, 0, 2, 3, 4, 5])
):
    assert np.shape(_values) == (6,), f"{_name} for six x should have shape (6,), not {np.shape(_values)}"
    assert np.allclose(_values, _want), (
        f"{_name} for x = 0 to 5 should be {_want}, not {np.asarray(_values).tolist()}"
    )
_got = np.asarray(three_relus(np.array([-3.0, 1.5, 10.0]))[2])
assert _got.shape == (3,), f"for three x each array has shape (3,), not {_got.shape}: compute them from x"
assert np.allclose(_got, [0, 1, 10]), f"n3 for x = -3, 1.5 and 10 should be 0, 1 and 10, not {_got.tolist()}"
print("✓ tests passed")

# %%
x = np.arange(6.0)
pd.DataFrame(dict(zip(["neuron 1", "neuron 2", "neuron 3 (output)"], three_relus(x))), index=x.astype(int)).T

# %% [markdown]
# The output is 0 up to x = 1, rises with slope 2, then with slope 1. Each hidden neuron has put one bend
# into the curve, where its own sum crosses zero; the weights of the third say by how much the slope changes
# there: by 2 at x = 1, by -1 at x = 2. What if the second neuron bends somewhere else? The slider moves its
# bias.


# %%
def draw_three_relus(bias):
    """Return a figure of the two hidden neurons, as the third weights them, and of the third."""
    x = np.linspace(0, 5, 501)
    first, second = 2 * np.maximum(0, x - 1), -1 * np.maximum(0, x + bias)
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharex=True)
    axes[0].plot(x, first, label="2 times neuron 1")
    axes[0].plot(x, second, label="-1 times neuron 2")
    axes[1].plot(x, np.maximum(0, first + second), color="black", linestyle="-", label="neuron 3")
    axes[0].set(title=f"Neuron 1 bends at x = 1, neuron 2 at x = {-bias:g}", xlabel="x", ylim=(-5, 8))
    axes[1].set(title="The output: their sum, or 0", xlabel="x", ylim=(-1, 8))
    for ax in axes:
        helpers.legend_below(ax, columns=2)
    return figure


helpers.slider(
    draw_three_relus, [-4, -3.5, -3, -2.5, -2, -1.5, -1, -0.5, 0], start=-2, label="bias of neuron 2"
)

# %% [markdown]
# ### Exercise 6 · The same network in Keras
#
# `lecture_network()` builds layers of these sizes. Complete `lecture_weights()`: return the list of arrays
# that `set_weights` wants, one matrix and one vector of biases for each layer. A `Dense` layer with d
# inputs and m neurons has a matrix of shape (d, m): **one column for each neuron**.
#
# <details><summary>Hint 1: a nudge</summary>
#
# All numbers that you need are in the formulas of $n_1$, $n_2$ and $n_3$. Which of them are weights, which
# are biases, and to which of the two layers does each belong?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# A matrix has a row for each input and a column for each neuron. So the first matrix has both neurons'
# weights for x in its only row, and the second has the output's two weights in its only column. Where a
# formula adds 0, the bias is 0.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# The brackets make the shape: `np.array([[5.0, 6.0]])` has shape (1, 2), `np.array([[5.0], [6.0]])` has
# shape (2, 1), and `np.array([5.0])` has shape (1,). `lecture_network().get_weights()` shows the form that
# is wanted.
#
# </details>


# %%
def lecture_network():
    """Return a network with one input, two hidden ReLUs and one ReLU as output; its weights are random."""
    return keras.Sequential(
        [layers.Input((1,)), layers.Dense(2, activation="relu"), layers.Dense(1, activation="relu")]
    )


# %% nbgrader={"grade": false, "grade_id": "lecture_weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lecture_weights():
    """Return the network's weights and biases: arrays of shapes (1, 2), (2,), (2, 1) and (1,)."""
    ### BEGIN SOLUTION
    return [
        np.array([[1.0, 1.0]]),
        np.array([-1.0, -2.0]),
        np.array([[2.0], [-1.0]]),
        np.array([0.0]),
    ]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "lecture_weights_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_weights = lecture_weights()
assert isinstance(_weights, (list, tuple)) and len(_weights) == 4, (
    "return a list of four arrays: matrix and biases of the hidden layer, matrix and biases of the output"
)
_shapes = [np.shape(_array) for _array in _weights]
assert _shapes == [(1, 2), (2,), (2, 1), (1,)], (
    f"the shapes should be (1, 2), (2,), (2, 1) and (1,), not {_shapes}"
)
_network = lecture_network()
_network.set_weights([np.asarray(_array, "float32") for _array in _weights])
_got = _network.predict(np.arange(6.0)[:, None], verbose=0).ravel()
assert np.allclose(_got, [0, 0, 2, 3, 4, 5]), (
    f"for x = 0 to 5 Keras should say 0 0 2 3 4 5; with your weights it says {_got.tolist()}"
)
assert _network.count_params() == 7
print("✓ tests passed: Keras computes 0 0 2 3 4 5, with 4 edges + 3 neurons = 7 parameters")

# %% [markdown]
# If two ReLUs make two bends, a hundred make a hundred, and with enough short straight pieces one can
# follow any continuous curve on a bounded interval as closely as one likes. This is the [**universal
# approximation theorem**](../glossary.md#universal-approximation) in pictures (Cybenko 1989; Hornik 1991;
# for ReLUs Leshno and others, 1993).
#
# ### Exercise 7 · One ReLU for each bend
#
# A curve is given by its values $v_0, \dots, v_m$ at the **knots** $k_0 < \dots < k_m$. Between knots we
# want straight lines. That is the network
#
# $$\hat f(x) = v_0 + \sum_{i=0}^{m-1} a_i \max(0,\ x - k_i)$$
#
# Complete `slope_changes(knots, values)`: return the m weights $a_0, \dots, a_{m-1}$. The first is the
# slope of the first piece. Each other is the **change** of slope at its knot: the slope of the piece that
# begins there minus the slope of the piece that ends there.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A slope is rise divided by run. Take the knots 1, 2, 3 with the values 0, 2, 3: what is the slope of each
# of the two pieces, and by how much does the slope change at each knot?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# First compute the slopes of the m pieces, each from two neighbouring knots. Then compute by how much each
# slope differs from the one before it. The network is flat before the first knot, so the first slope is
# compared with 0.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.diff([1, 4, 9])` is `[3, 5]`: the differences of neighbours, one number fewer.
# `np.diff([3, 5], prepend=1)` is `[2, 2]`, because it starts from the number that is put in front.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "slope_changes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def slope_changes(knots, values):
    """Return the output weight of each ReLU, shape (m,), for m + 1 knots."""
    ### BEGIN SOLUTION
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, prepend=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "slope_changes_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_got = np.asarray(slope_changes(np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0, 3.0])))
assert _got.shape == (2,), f"three knots have two pieces, so two weights: shape (2,), not {_got.shape}"
assert not np.allclose(_got, [2, 1]), (
    "2 and 1 are the slopes. The second weight is their change, the slope that begins minus the one that "
    "ends: 1 - 2 = -1"
)
assert np.allclose(_got, [2, -1]), f"slopes 2, then 1: the weights are 2 and -1, as above, not {_got}"
_got = np.asarray(slope_changes(np.arange(4.0), np.array([7.0, 9.0, 10.0, 12.0])))
assert np.allclose(_got, [2, -1, 1]), f"slopes 2, 1, 2, from 7 upward: the weights are 2, -1, 1, not {_got}"
_knots = np.array([0.0, 0.5, 2.0, 2.5, 4.0])
_values = np.array([3.0, 1.0, 1.0, 5.0, -1.0])
_before = _knots.copy(), _values.copy()
_a = np.asarray(slope_changes(_knots, _values))
assert np.array_equal(_knots, _before[0]) and np.array_equal(_values, _before[1]), (
    "slope_changes changes its arguments: work on copies"
)
_x = np.linspace(0, 4, 81)
_f = _values[0] + np.maximum(0, _x[:, None] - _knots[:-1]) @ _a
assert np.allclose(_f, np.interp(_x, _knots, _values)), (
    "the network misses the knots when they are unevenly spaced: a slope is rise divided by run"
)
print("✓ tests passed")

# %% [markdown]
# A curve that a network monitor would like to know: requests per minute over a day, with peaks before and
# after lunch. How many ReLUs does it take?


# %%
def requests(hour):
    """Return the requests per minute that are usual at an hour of the day."""
    return 20 + 70 * np.exp(-((hour - 10.5) ** 2) / 5) + 90 * np.exp(-((hour - 15) ** 2) / 9)


def approximate(count, hour):
    """Return what `count` ReLUs, their knots evenly spread over the day, make of the curve."""
    knots = np.linspace(0, 24, count + 1)
    weights = slope_changes(knots, requests(knots))
    return requests(knots[0]) + relu(hour[:, None] - knots[:-1]) @ weights


def plot_approximation(count, ax=None):
    """Draw the curve and what `count` ReLUs make of it."""
    ax = ax or plt.figure().gca()
    hour = np.linspace(0, 24, 481)
    ax.plot(hour, requests(hour), color="grey", linewidth=4, alpha=0.5, label="the curve")
    ax.plot(hour, approximate(count, hour), color="black", linestyle="-", label="the network")
    ax.set(title=f"{count} ReLUs", xlabel="hour of the day", ylabel="requests per minute", xlim=(0, 24))
    return ax


figure, axes = plt.subplots(1, 4, figsize=(12, 3.2), sharey=True)
for ax, count in zip(axes, [3, 6, 12, 24]):
    plot_approximation(count, ax)
    ax.label_outer()
axes[0].set_ylim(0, 160)
axes[0].legend(loc="upper left")

hour, relu_counts = np.linspace(0, 24, 2401), [3, 6, 12, 24, 48, 96, 192]
errors = [abs(approximate(count, hour) - requests(hour)).max() for count in relu_counts]
ax = plt.figure(figsize=(5.5, 3.4)).gca()
ax.loglog(relu_counts, errors, marker="o")
ax.set(title="Twice as many ReLUs: in the end a quarter of the error", xlabel="number of ReLUs")
ax.set_xticks(relu_counts, relu_counts)
ax.minorticks_off()
ax.set_ylabel("largest error (requests per minute)")
pd.Series(errors, index=pd.Index(relu_counts, name="ReLUs"), name="largest error").round(2).to_frame().T

# %% [markdown]
# The same for any number of ReLUs:


# %%
def draw_approximation(count):
    """Return a figure of the curve and what `count` ReLUs make of it."""
    ax = plot_approximation(count)
    ax.set_ylim(0, 160)
    helpers.legend_below(ax, columns=2)
    return ax.figure


helpers.slider(draw_approximation, range(1, 61), start=6, label="ReLUs")

# %% [markdown]
# The theorem says that suitable weights **exist**. It does not say that training finds them, nor how many
# neurons that takes, nor what the network does where it has seen no data. Here we calculated the weights
# from the curve; usually only some points of it are known.
#
# ## 6 Features that nobody wrote
#
# *About 15 minutes.*
#
# A connection is described by two numbers: bytes sent and bytes received, standardised so that 0 is usual.
# Small request, small answer: normal. Large upload, large acknowledgement: normal. But a small request with
# a huge answer may be data that leaks, and a huge upload that nobody answers may be a flood. So the upper
# left and the lower right corners are *odd*.


# %%
def make_traffic(rows, seed):
    """Return standardised bytes (sent, received), shape (rows, 2), and 1 where the two do not match."""
    x = np.random.default_rng(seed).uniform(-2, 2, size=(rows, 2))
    return x, (x[:, 0] * x[:, 1] < 0).astype(int)


traffic, odd = make_traffic(800, seed=SEED)
ax = plt.figure(figsize=(5.5, 4)).gca()
for value, name, marker in [(0, "normal", "o"), (1, "odd", "x")]:
    ax.scatter(*traffic[odd == value].T, s=14, marker=marker, label=name)
ax.set(title="No straight line separates these", xlabel="bytes sent", ylabel="bytes received")
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %% [markdown]
# A neuron divides the plane by one straight line, on one side of which its sum is positive. Here even the
# best line, which cuts off one corner, is wrong for one row in three, and a neuron that is trained does no
# better than a coin. A network with eight neurons between input and output learns it in seconds.
#
# `compile` says how to train: the loss ([**binary cross-entropy**](../glossary.md#cross-entropy) punishes a
# confident wrong answer most), and the optimizer, which is explained in Section 7. An
# [**epoch**](../glossary.md#epoch) is one pass over all rows. The [**accuracy**](../glossary.md#accuracy)
# is the share of rows that are classified correctly.


# %%
def build_classifier(hidden, seed=SEED):
    """Return a compiled classifier of two inputs with a hidden layer of tanh neurons, or none."""
    keras.utils.set_random_seed(seed)
    stack = [layers.Dense(hidden, activation="tanh", name="hidden")] if hidden else []
    model = keras.Sequential([layers.Input((2,)), *stack, layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy", metrics=["accuracy"])
    return model


fresh, fresh_odd = make_traffic(2000, seed=SEED + 1)
accuracy = {}
for name, hidden in [("one neuron", 0), ("eight hidden neurons, then one", 8)]:
    classifier = build_classifier(hidden)
    classifier.fit(traffic, odd, epochs=40, verbose=0)
    accuracy[name] = classifier.evaluate(fresh, fresh_odd, verbose=0)[1]
pd.Series(accuracy, name="accuracy on fresh rows").round(3).to_frame()

# %% [markdown]
# The last neuron of this network is no cleverer than the single neuron. It sees other **features**: the
# outputs of the hidden layer. Nobody wrote them.
#
# ### Exercise 8 · Look inside
#
# Complete `hidden_activations(model, x)`: return the output of the model's **first** layer for the rows of
# `x`, as a NumPy array of shape (n, units). `model` is a `keras.Sequential` that has been built.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `model.summary()` lists the layers in order. After which of them do you want to see what has become of the
# rows?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# There are two ways. A layer can be called like a function: give it the rows, and turn the tensor that it
# returns into an array. Or build a second model that has the same inputs and ends earlier; it shares its
# weights with the first one, which stays as it is.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `model.layers` is the list of the layers, and `layers.Dense(3)(np.ones((2, 5)))` shows how one is called:
# the result is a tensor of shape (2, 3). `keras.ops.convert_to_numpy(tensor)` works for any backend. For
# the other way, `keras.Model(inputs, outputs)` takes two ends: a model has `inputs`, a layer has an
# `output`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "hidden_activations", "locked": false, "schema_version": 3, "solution": true, "task": false}
def hidden_activations(model, x):
    """Return the first layer's output for each row, shape (n, units)."""
    ### BEGIN SOLUTION
    encoder = keras.Model(model.inputs, model.layers[0].output)
    return encoder.predict(x, verbose=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "hidden_activations_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_x = np.array([[0.5, -1.0], [2.0, 0.3], [0.0, 0.0], [-1.0, 1.0]], dtype="float32")
for _name, _function in [("tanh", np.tanh), ("sigmoid", lambda z: 1 / (1 + np.exp(-z)))]:
    _model = keras.Sequential(
        [
            keras.layers.Input((2,)),
            keras.layers.Dense(3, activation=_name, bias_initializer="ones"),
            keras.layers.Dense(4, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    _output = keras.ops.convert_to_numpy(_model(_x))
    _sums = _x @ _model.get_weights()[0] + 1
    _got = hidden_activations(_model, _x)
    assert isinstance(_got, np.ndarray), f"return a NumPy array, not a {type(_got).__name__}"
    assert _got.shape == (4, 3), f"4 rows and 3 neurons in the first layer: shape (4, 3), not {_got.shape}"
    assert not np.allclose(_got, _sums, atol=1e-5), f"these are the sums before {_name}"
    assert np.allclose(_got, _function(_sums), atol=1e-5), (
        f"not the output of the first layer, whose activation is {_name} and whose biases are 1"
    )
    assert np.array_equal(keras.ops.convert_to_numpy(_model(_x)), _output), (
        "the model was changed: afterwards it should answer as before"
    )
print("✓ tests passed")

# %%
grid = np.stack(np.meshgrid(np.linspace(-2, 2, 61), np.linspace(-2, 2, 61)), axis=-1)
features = hidden_activations(classifier, grid.reshape(-1, 2)).T.reshape(8, 61, 61)
output = classifier.predict(grid.reshape(-1, 2), verbose=0).reshape(61, 61)

figure, axes = plt.subplots(3, 3, figsize=(7.5, 7.5), sharex=True, sharey=True)
panels = [(f"hidden neuron {i + 1}", feature) for i, feature in enumerate(features)]
for ax, (name, values) in zip(axes.flat, [*panels, ("output", output)]):
    low = 0 if name == "output" else -1
    image = ax.imshow(values, extent=(-2, 2, -2, 2), origin="lower", cmap="cividis", vmin=low, vmax=1)
    ax.contour(*np.moveaxis(grid, -1, 0), values, levels=[(low + 1) / 2], colors="white", linestyles="--")
    ax.set_title(name)
    ax.grid(visible=False)
scale = figure.colorbar(image, ax=axes, ticks=[0, 1], shrink=0.4)
scale.ax.set_yticklabels(["low", "high"])
figure.supxlabel("bytes sent")
figure.supylabel("bytes received")
plt.show()

# %% [markdown]
# Dark is low and light is high: -1 to 1 for the hidden neurons, 0 to 1 for the output. Each hidden neuron
# is a soft step across a line of its own (dashed). Combined, they cut out corners, and the output is high
# in the two corners that are odd. This is **automatic feature generation**. In Lab 1 features were given
# and trees chose among them. Here they were made.
#
# ## 7 Forward, backward, downhill
#
# *About 30 minutes.*
#
# How does a network get its weights? Three steps, again and again:
#
# 1. **Forward pass**: compute the output and the [**loss**](../glossary.md#loss), one number that says how
#    wrong it is.
# 2. **Backward pass**: compute the [**gradient**](../glossary.md#gradient), how much the loss would change
#    with each parameter. [**Backpropagation**](../glossary.md#backpropagation) is the chain rule (if $L$
#    depends on $h$ and $h$ on $z$, then
#    $\partial L / \partial z = \partial L / \partial h \cdot \partial h / \partial z$), applied from the
#    loss back to the inputs.
# 3. [**Gradient descent**](../glossary.md#gradient-descent): move every parameter a small step against its
#    gradient. The [**learning rate**](../glossary.md#learning-rate) says how small.
#
# The network of this section has two inputs, two hidden neurons with the sigmoid $\sigma$ and a linear
# output, and its loss is the [**mean squared error**](../glossary.md#mean-squared-error):
#
# $$h = \sigma(x W_1 + b_1) \qquad \hat y = h W_2 + b_2 \qquad
# L = \frac{1}{n} \sum_{i=1}^{n} (\hat y_i - y_i)^2$$


# %%
def forward(x, w1, b1, w2, b2):
    """Return the hidden layer's outputs, shape (n, hidden), and the network's, shape (n, 1)."""
    hidden = 1 / (1 + np.exp(-(x @ w1 + b1)))
    return hidden, hidden @ w2 + b2


def loss(x, y, w1, b1, w2, b2):
    """Return the mean squared error, a number."""
    return np.mean((forward(x, w1, b1, w2, b2)[1] - y) ** 2)


x1 = np.array([[1.0, 2.0]])  # one row
y1 = np.array([[1.0]])  # what the network should answer
w1, b1 = np.array([[0.5, -1.0], [0.25, 0.5]]), np.array([0.0, 0.5])
w2, b2 = np.array([[1.0], [-2.0]]), np.array([0.5])
hidden, prediction = forward(x1, w1, b1, w2, b2)
print(
    f"hidden {hidden.round(4)}, prediction {prediction.item():.4f}, loss {loss(x1, y1, w1, b1, w2, b2):.4f}"
)

# %% [markdown]
# Now backward, for this one row. Each line asks: how much does the loss change if this changes? A $\delta$
# (delta) is the answer for the **sum** in a neuron, before its activation. The chain rule carries it from
# line to line:
#
# - a weight multiplies its input, so the sum changes by that input for each unit of the weight, and by 1
#   for the bias: $\partial L / \partial w = \text{input} \cdot \delta$, $\partial L / \partial b = \delta$;
# - a hidden output is multiplied by its weight on the way up:
#   $\partial L / \partial h = \delta_2 W_2^\top$;
# - through the activation it is multiplied by the slope. For the sigmoid,
#   $\sigma'(z) = \dfrac{e^{-z}}{(1 + e^{-z})^2} = \dfrac{1}{1 + e^{-z}} \cdot \dfrac{e^{-z}}{1 + e^{-z}} = \sigma(z) (1 - \sigma(z))$,
#   which the forward pass has already.
#
# | | formula | here |
# |:--|:--|:--|
# | output | $\delta_2 = \partial L / \partial \hat y = 2 (\hat y - y)$ | $2 \cdot (-0.0139 - 1) = -2.0277$ |
# | last bias | $\partial L / \partial b_2 = \delta_2$ | -2.0277 |
# | last weights | $\partial L / \partial W_2 = h^\top \delta_2$ | $0.7311 \cdot (-2.0277) = -1.4824$; $0.6225 \cdot (-2.0277) = -1.2622$ |
# | hidden outputs | $\partial L / \partial h = \delta_2 W_2^\top$ | $-2.0277 \cdot 1$; $-2.0277 \cdot (-2) = 4.0554$ |
# | through $\sigma$ | $\delta_1 = \partial L / \partial h \cdot h (1 - h)$ | $-2.0277 \cdot 0.1966 = -0.3987$; $4.0554 \cdot 0.2350 = 0.9530$ |
# | first bias | $\partial L / \partial b_1 = \delta_1$ | -0.3987; 0.9530 |
# | first weights | $\partial L / \partial W_1 = x^\top \delta_1$ | $1 \cdot \delta_1$ in row 1, $2 \cdot \delta_1$ in row 2 |
#
# Notice what goes backward: only the two deltas. Each layer's gradients are its own input times its own
# delta, and its delta comes from the one above.
#
# ### Exercise 9 · Backpropagation
#
# Complete `gradients(x, y, w1, b1, w2, b2)` for any number of rows: `x` has shape (n, inputs), `y` (n, 1),
# `w1` (inputs, hidden), `b1` (hidden,), `w2` (hidden, 1), `b2` (1,). The loss is the **mean** over the
# rows. Return the gradients `dw1, db1, dw2, db2`, each with the shape of its parameter.
#
# <details><summary>Hint 1: a nudge</summary>
#
# The table above is the recipe; follow it from top to bottom. The first line of the function has already
# made the forward pass. What changes if there are n rows and the loss is their mean?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# With n rows, $\delta_2 = 2 (\hat y - y) / n$ has shape (n, 1). A weight's gradient is the sum over the
# rows of its input times its delta, and a bias's gradient is the sum of its deltas. The product with
# $h (1 - h)$ is element by element.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `@` is the matrix product and sums by itself, `*` is element by element. For `a` of shape (5, 3) and `d`
# of shape (5, 1), `a.T @ d` has shape (3, 1), and `d.sum(axis=0)` has shape (1,). If you are unsure which
# one to transpose, the shapes tell you: each gradient has the shape of its parameter.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradients(x, y, w1, b1, w2, b2):
    """Return the loss's gradients dw1, db1, dw2 and db2, each shaped like its parameter."""
    hidden, prediction = forward(x, w1, b1, w2, b2)
    ### BEGIN SOLUTION
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradients_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import numpy as np


def _finite_differences(x, y, parameters, eps=1e-6):
    """Return the gradients by moving each number a little up and a little down."""
    found = []
    for _i, _array in enumerate(parameters):
        _slopes = np.zeros_like(_array)
        for _at in np.ndindex(_array.shape):
            _up, _down = ([_p.copy() for _p in parameters] for _ in range(2))
            _up[_i][_at] += eps
            _down[_i][_at] -= eps
            _slopes[_at] = (loss(x, y, *_up) - loss(x, y, *_down)) / (2 * eps)
        found.append(_slopes)
    return found


_rng = np.random.default_rng(0)
_one = (x1, y1, [w1, b1, w2, b2])
_many = (
    _rng.normal(size=(5, 3)),
    _rng.normal(size=(5, 1)),
    [_rng.normal(size=_shape) for _shape in [(3, 4), (4,), (4, 1), (1,)]],
)
for _case, (_x, _y, _parameters) in [("the row above", _one), ("five rows", _many)]:
    _copies = [_array.copy() for _array in (_x, _y, *_parameters)]
    _got = gradients(*_copies)
    assert all(np.array_equal(_a, _b) for _a, _b in zip(_copies, (_x, _y, *_parameters))), (
        "gradients changes its arguments: a -= b changes a itself, a = a - b does not"
    )
    assert len(_got) == 4, "return four arrays: dw1, db1, dw2, db2"
    for _name, _mine, _want in reversed(
        list(zip(("dw1", "db1", "dw2", "db2"), _got, _finite_differences(_x, _y, _parameters)))
    ):
        assert np.shape(_mine) == _want.shape, (
            f"{_case}: {_name} has the shape {np.shape(_mine)}; its parameter has {_want.shape}"
        )
        assert np.allclose(_mine, _want, atol=1e-5), (
            f"{_case}: {_name} should be {_want.round(4).tolist()}, not {np.round(_mine, 4).tolist()}"
        )
print("✓ tests passed: the same as finite differences")

# %% [markdown]
# The test moved every parameter a little up and down and looked at the loss: **finite differences**. They
# are slow, two forward passes for each parameter, but they need no calculus, and so are the way to check a
# gradient on any framework.
#
# What does Keras say? It has no common function for gradients on all its backends. But one step of plain
# gradient descent with learning rate 0.1 moves each parameter by -0.1 times its gradient. So let both take
# that step.

# %%
network = keras.Sequential([layers.Input((2,)), layers.Dense(2, activation="sigmoid"), layers.Dense(1)])
network.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
network.set_weights([w1, b1, w2, b2])
network.train_on_batch(x1, y1)

ours = [value - 0.1 * slope for value, slope in zip([w1, b1, w2, b2], gradients(x1, y1, w1, b1, w2, b2))]
for name, mine, theirs in zip(["w1", "b1", "w2", "b2"], ours, network.get_weights()):
    print(f"{name} after one step: ours {mine.ravel().round(5)}, Keras {theirs.ravel().round(5)}")
    assert np.allclose(mine, theirs, atol=1e-5)
print(f"loss before {loss(x1, y1, w1, b1, w2, b2):.4f}, after {loss(x1, y1, *ours):.4f}")

# %% [markdown]
# Many steps make a path downhill. So that it can be drawn, only the two weights of the last layer move
# here, for 25 steps; the right answers come from the same network with the weights 2 and -1, where the loss
# is 0. The lines join places of equal loss; from one line to the next the loss changes by about the same
# factor. The learning rate is the one setting to get right: too small and it takes forever; too large and
# every step overshoots, here by more each time.

# %%
many_x = np.random.default_rng(SEED).normal(size=(50, 2))
many_y = forward(many_x, w1 * 3, b1, np.array([[2.0], [-1.0]]), b2)[1]


def descend(rate, steps):
    """Return the path of the two last weights, shape (steps + 1, 2)."""
    path = [np.array([[-2.0], [2.5]])]
    for _ in range(steps):
        slope = gradients(many_x, many_y, w1 * 3, b1, path[-1], b2)[2]
        path.append(path[-1] - rate * slope)
    return np.array(path)[..., 0]


first, second = np.meshgrid(np.linspace(-4, 6, 80), np.linspace(-5, 5, 80))
surface = np.array(
    [
        loss(many_x, many_y, w1 * 3, b1, np.array([[a], [b]]), b2)
        for a, b in zip(first.ravel(), second.ravel())
    ]
).reshape(first.shape)
figure, axes = plt.subplots(1, 3, figsize=(12, 3.8), sharey=True)
for ax, (name, rate) in zip(axes, {"too small": 0.02, "about right": 0.8, "too large": 2.2}.items()):
    ax.contour(first, second, np.log10(surface + 1e-3), levels=14, colors="lightgrey")
    ax.plot(*descend(rate, 25).T, marker=".", color="black", linestyle="-", linewidth=1)
    ax.plot(2, -1, marker="*", markersize=14, color="C2")
    ax.set(title=f"learning rate {rate}: {name}", xlabel="first weight", xlim=(-4, 6), ylim=(-5, 5))
    for place, text in [((-2, 2.5), "start"), ((2, -1), "lowest loss")]:
        box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
        ax.annotate(text, place, xytext=(0, 12), textcoords="offset points", ha="center", bbox=box)
axes[0].set_ylabel("second weight")
plt.show()

# %% [markdown]
# **Stochastic** gradient descent takes the gradient of a small random [**batch**](../glossary.md#batch) of
# rows instead of all of them: noisier, but many more steps in the same time. A rule that turns gradients
# into steps is an [**optimizer**](../glossary.md#optimizer). Adam, which the labs use, adds
# [**momentum**](../glossary.md#momentum) (each step keeps part of the direction of the steps before it) and
# a step size for each parameter (Kingma & Ba 2015).
#
# ## 8 Why backpropagation goes backward
#
# *About 10 minutes.*
#
# A weight in the first layer acts on the loss along every **path** through the layers above it. The chain
# rule in its plain form says: multiply the slopes along each path, add up over all paths. How many are
# there? In a network with layers of sizes `units`, a path from an input to an output picks one neuron in
# each layer.
#
# Backpropagation never walks along a path. It goes backward one layer at a time and keeps, for each neuron,
# the sum over all paths from there to the loss: the delta of Section 7. Every layer below **reuses** it.
# That takes one multiplication for each edge.
#
# ### Exercise 10 · Paths against multiplications
#
# Complete `paths_and_multiplications(units)`: return two ints, the number of paths from any input to any
# output, and the number of edges.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Draw `[3, 2, 1]`. In how many ways can a path choose its neuron in the first layer, in the second, in the
# third? You have counted the edges in Exercise 4.
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# The choices do not depend on each other, so their numbers multiply: `[3, 2, 1]` has 3 · 2 · 1 = 6 paths.
# Edges join two layers only, so they add up: 3 · 2 + 2 · 1 = 8.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `math.prod([2, 3, 4])` is 24, after `import math`. It multiplies Python's ints, which never overflow;
# NumPy's do, and without a word.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "paths_and_multiplications", "locked": false, "schema_version": 3, "solution": true, "task": false}
def paths_and_multiplications(units):
    """Return the number of paths through a fully connected network and the number of its edges."""
    ### BEGIN SOLUTION
    import math

    return math.prod(units), sum(below * above for below, above in itertools.pairwise(units))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "paths_and_multiplications_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import numpy as np

_units = [3, 2, 1]
_got = paths_and_multiplications(_units)
assert _units == [3, 2, 1], "paths_and_multiplications changes the list it is given: work on a copy"
assert np.shape(_got) == (2,), f"return two ints, the paths and the edges, not {_got}"
_paths, _edges = _got
assert _paths == 6, f"[3, 2, 1] has 3 · 2 · 1 = 6 paths, not {_paths}"
assert _edges == 8, f"[3, 2, 1] has 3 · 2 + 2 · 1 = 8 edges, not {_edges}"
for _number in (_paths, _edges):
    assert isinstance(_number, (int, np.integer)), f"{_number} is a {type(_number).__name__}: return two ints"
_got = tuple(paths_and_multiplications([2, 5]))
assert _got == (10, 10), f"[2, 5] has 2 · 5 = 10 paths and as many edges, not {_got[0]} and {_got[1]}"
_paths, _edges = paths_and_multiplications([100] * 31)
assert _edges == 300_000, f"30 layers of 100 on 100 inputs have 300,000 edges, not {_edges}"
assert _paths == 100**31, f"30 layers of 100 on 100 inputs have 10⁶² paths, not {_paths}: did it overflow?"
print("✓ tests passed")

# %%
depths = np.arange(1, 21)
counts = np.array(
    [[float(count) for count in paths_and_multiplications([10] * (depth + 1))] for depth in depths]
)
ax = plt.figure().gca()
ax.semilogy(depths, counts[:, 0], marker="o", label="paths: one product of slopes for each")
ax.semilogy(depths, counts[:, 1], marker="s", label="multiplications with backpropagation")
ax.set(
    title="Paths explode with depth, backpropagation does not", xlabel="layers of 10 neurons, on 10 inputs"
)
ax.set(ylabel="count", xticks=depths[1::3])
ax.legend(loc="upper left")
print(f"20 layers: {counts[-1, 0]:.0e} paths, {counts[-1, 1]:,.0f} multiplications")

# %% [markdown]
# ## 9 Gradients that vanish, and skip connections
#
# *About 15 minutes.*
#
# On its way back the delta is multiplied by the activation's slope once per layer. For a sigmoid that is at
# most 1/4. From layer 12 down to layer 1 there are eleven more slopes, and $(1/4)^{11} = 2 \cdot 10^{-7}$
# is all that is left, unless the weights make up for it. The first layers hardly learn: [**vanishing
# gradients**](../glossary.md#vanishing-gradients).
#
# Two remedies. **ReLU** has slope 1 where it is active. And [**skip
# connections**](../glossary.md#skip-connection) add a layer's input to its output, $y = x + g(x)$, whose
# slope is $1 + g'(x)$: where $g'$ is near 0, the 1 carries the delta through. A network of such [**residual
# blocks**](../glossary.md#residual-block) is a ResNet (He and others, 2016), and can have hundreds of
# layers.
#
# Below is backpropagation for any depth, the code of Exercise 9 in a loop, and the size (the **norm**, the
# root of the sum of squares) of the gradient that arrives at each of twelve layers. The weights start at
# random, with the variance that is usual for each activation. The skip connections here lead around one
# layer each.


# %%
def gradient_norms(kind, seed, depth=12, width=32, rows=64):
    """Return the norm of the gradient of each layer's weights, first layer first, shape (depth,)."""
    rng = np.random.default_rng(seed)
    scale = 2 if kind == "relu" else 1  # of the variance: He et al. (2015), Glorot & Bengio (2010)
    weights = [rng.normal(0, np.sqrt(scale / width), size=(width, width)) for _ in range(depth)]
    signal, inputs, slopes = rng.normal(size=(rows, width)), [], []
    for weight in weights:
        sums = signal @ weight
        value = relu(sums) if kind == "relu" else sigmoid(sums)
        inputs.append(signal)
        slopes.append((sums > 0).astype(float) if kind == "relu" else value * (1 - value))
        signal = signal + value if kind == "skip" else value

    arriving, norms = rng.normal(size=(rows, width)) / rows, []  # as from a loss
    for weight, below, slope in zip(weights[::-1], inputs[::-1], slopes[::-1]):
        delta = arriving * slope
        norms.append(np.linalg.norm(below.T @ delta))
        arriving = delta @ weight.T + (arriving if kind == "skip" else 0)
    return np.array(norms[::-1])


ax = plt.figure().gca()
vanishing = {}
for (kind, name), marker in zip(
    {"sigmoid": "sigmoid", "relu": "ReLU", "skip": "sigmoid with skip connections"}.items(), "os^"
):
    norms = np.array([gradient_norms(kind, SEED + seed) for seed in range(20)])
    ax.fill_between(range(1, 13), norms.min(axis=0), norms.max(axis=0), alpha=0.2)
    ax.semilogy(range(1, 13), np.median(norms, axis=0), marker=marker, label=name)
    vanishing[name] = np.median(norms[:, 0] / norms[:, -1])
ax.set(
    title="What arrives at each layer: median and range of 20 random starts",
    xlabel="layer (1 is next to the input)",
)
ax.set(ylabel="norm of the weights' gradient", xticks=range(1, 13))
ax.legend(loc="lower right")
pd.Series(vanishing, name="gradient at layer 1 / at layer 12").map("{:.2g}".format).to_frame()

# %% [markdown]
# Each step down is a factor of about four for the sigmoid, as calculated. With ReLUs or with skip
# connections around the very same sigmoids, the first layer gets about as much as the last. (Too much is
# possible as well: in deeper stacks gradients can **explode**, which is why real ResNets normalise between
# blocks.)
#
# ### Exercise 11 · A residual block
#
# Complete `residual_block(x, units)` with Keras's functional style. `x` is a Keras tensor whose last axis
# has `units` entries. Apply a `Dense` layer of that size with ReLU, then a second `Dense` layer of that
# size **without** activation, and return the sum of its output and `x`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Two tensors are added at the end. Which of them went through the layers, and which one went around them?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Apply the first layer to `x`, the second to the result of the first, and add `x`. Give the results a name
# of their own: if you overwrite `x` on the way, there is nothing left to go around.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# A layer is made first and then called: `layers.Dense(3, activation="tanh")(inputs)` returns a tensor.
# `a + b`, or `layers.Add()([a, b])`, adds two tensors of the same shape.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "residual_block", "locked": false, "schema_version": 3, "solution": true, "task": false}
def residual_block(x, units):
    """Return x plus what two layers make of it."""
    ### BEGIN SOLUTION
    change = layers.Dense(units, activation="relu")(x)
    change = layers.Dense(units)(change)
    return layers.Add()([x, change])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "residual_block_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_inputs = keras.Input((3,))
_outputs = residual_block(_inputs, 3)
_shape = tuple(getattr(_outputs, "shape", ()))
assert _shape == (None, 3), (
    f"return a Keras tensor of the shape of x, (None, 3), not {_shape or type(_outputs).__name__}"
)
_model = keras.Model(_inputs, _outputs)
_x = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]], dtype="float32")
assert _model.count_params() == 24, (
    f"two Dense layers of 3 on 3 inputs have 2 · (9 + 3) = 24 parameters, not {_model.count_params()}"
)
_model.set_weights([np.zeros_like(_w) for _w in _model.get_weights()])
assert np.allclose(_model.predict(_x, verbose=0), _x), (
    "with all weights 0 the block should pass x on unchanged: is x added, and after the last activation?"
)
_rng = np.random.default_rng(1)
_w = [_rng.normal(size=_shape) for _shape in [(3, 3), (3,), (3, 3), (3,)]]
_model.set_weights(_w)
_want = _x + np.maximum(0, _x @ _w[0] + _w[1]) @ _w[2] + _w[3]
assert np.allclose(_model.predict(_x, verbose=0), _want, atol=1e-4), (
    "x + second(relu(first(x))): is there a ReLU on the first layer, none on the second, and x added once, "
    "at the end?"
)
print("✓ tests passed")

# %% [markdown]
# Does it matter in training? Four networks of twelve hidden layers on the traffic of Section 6, the same
# optimizer, the same number of steps. (Those with skip connections have one more layer in front, which
# widens the two inputs to sixteen.)


# %%
def build_deep(kind, seed, depth=12, units=16):
    """Return a compiled classifier with `depth` hidden layers."""
    keras.utils.set_random_seed(seed)
    inputs = x = keras.Input((2,))
    if kind in ("skip", "residual"):
        x = layers.Dense(units)(x)
    for _ in range(depth // 2 if kind == "residual" else depth):
        if kind == "residual":
            x = residual_block(x, units)  # two layers
        elif kind == "skip":
            x = layers.Add()([x, layers.Dense(units, activation="sigmoid")(x)])
        else:
            x = layers.Dense(units, activation=kind)(x)
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy", metrics=["accuracy"])
    return model


names = {
    "sigmoid": "sigmoid",
    "skip": "sigmoid with skip connections",
    "relu": "ReLU",
    "residual": "residual blocks",
}
deep = {}
for kind, name in names.items():
    model = build_deep(kind, SEED)
    model.fit(traffic, odd, epochs=30, verbose=0)
    spread = np.ptp(model.predict(fresh, verbose=0))
    deep[name] = {
        "accuracy": model.evaluate(fresh, fresh_odd, verbose=0)[1],
        "largest - smallest output": spread,
    }
pd.DataFrame(deep).T.round(3)

# %% [markdown]
# The twelve sigmoid layers have learnt nothing: they give the same output for every row. Not for want of
# parameters, but of a gradient: with skip connections the same sigmoids learn it. For twelve ReLU layers
# skip connections are not needed yet; for a hundred they are.
#
# ## 10 A window that slides: convolution and pooling
#
# *About 20 minutes.*
#
# The networks so far are **feed-forward** and fully connected: every neuron reads every input, and the
# order of the inputs means nothing. Shuffle the columns of a table once and for all, and the network learns
# as well. A sequence of bytes is different: a pattern such as `../` means the same wherever it stands.
#
# A [**convolution**](../glossary.md#convolution) uses one small set of weights, the **kernel**, again and
# again: it slides along the sequence, and at each place the weighted sum of the
# [**window**](../glossary.md#window) below it is an output. Three weights, however long the sequence. Its
# output is large where the window looks like the kernel.
#
# ### Exercise 12 · Convolve
#
# Complete `convolve(x, kernel)`: `x` has shape (steps, channels), with so many numbers (channels) at each
# step, `kernel` (size, channels). Output i is the sum of the element-wise products of the kernel and the
# window `x[i : i + size]`. Return an array of shape (steps - size + 1,): the kernel stays inside the
# sequence.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Do one window by hand: the steps 0, 0, 5 below the kernel 1, 2, 3 give 0 · 1 + 0 · 2 + 5 · 3 = 15. Where
# does the last window begin, if the kernel must stay inside the sequence?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# For every start, cut out the window, multiply it by the kernel element by element, and sum over steps and
# channels alike. The kernel slides as it is; nothing is turned around.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# A loop over `range` is fast enough, and `np.sum` without `axis` adds up all elements of an array.
# `np.convolve` is another thing: it turns the kernel around first, as mathematicians do, and networks do
# not: `np.convolve([1, 2, 3], [0, 1], "valid")` is `[1, 2]`, not `[2, 3]`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "convolve", "locked": false, "schema_version": 3, "solution": true, "task": false}
def convolve(x, kernel):
    """Return the kernel's response at each place, shape (steps - size + 1,)."""
    ### BEGIN SOLUTION
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel) for i in range(len(x) - size + 1)])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "convolve_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_x = np.array([[0.0], [0.0], [5.0], [0.0], [1.0], [1.0]])
_got = np.asarray(convolve(_x.copy(), np.array([[1.0], [2.0], [3.0]])))
assert _got.shape == (4,), f"6 steps and a kernel of 3: shape (4,), not {_got.shape}"
assert not np.allclose(_got, [5, 10, 16, 3]), (
    "the kernel is turned around (as np.convolve does); slide it as it is"
)
assert np.allclose(_got, [15, 10, 8, 5]), f"the sums should be 15, 10, 8 and 5, not {_got.tolist()}"
_rng = np.random.default_rng(2)
for _steps, _size, _channels in [(10, 3, 1), (10, 3, 4), (7, 7, 2), (5, 1, 3)]:
    _x, _kernel = _rng.normal(size=(_steps, _channels)), _rng.normal(size=(_size, _channels))
    _layer = keras.layers.Conv1D(1, _size, use_bias=False)
    _layer.build((None, _steps, _channels))
    _layer.set_weights([_kernel[:, :, None]])
    _want = keras.ops.convert_to_numpy(_layer(_x[None].astype("float32")))[0, :, 0]
    _copies = _x.copy(), _kernel.copy()
    _got = np.asarray(convolve(*_copies))
    assert np.array_equal(_copies[0], _x) and np.array_equal(_copies[1], _kernel), (
        "convolve changes its arguments: work on copies"
    )
    assert _got.shape == _want.shape, (
        f"{_steps} steps, a kernel of {_size}: shape {_want.shape}, not {_got.shape}"
    )
    assert np.allclose(_got, _want, atol=1e-4), (
        f"with {_channels} channels, sum over the channels as well, each with its own weights"
        if _channels > 1
        else f"wrong for numbers below 0: should be {_want.round(2)}, not {_got.round(2)}"
    )
print("✓ tests passed: the same as keras.layers.Conv1D")

# %% [markdown]
# A kernel that looks for `../`, which climbs out of a web server's folder, in the bytes of a request. Bytes
# are symbols, so each is one-hot encoded: 256 channels, one of them 1. Then the kernel is the pattern
# itself, and its response counts how many of the three bytes match. Change the pattern, or the request.

# %%
request = b"GET /shop/../../etc/passwd HTTP/1.1"
pattern = b"../"


def one_hot(text):
    """Return bytes as an array of shape (length, 256)."""
    return np.eye(256)[list(text)]


response = convolve(one_hot(request), one_hot(pattern))
figure, (top, bottom) = plt.subplots(2, 1, figsize=(11, 3.6), sharex=True, height_ratios=[1, 3])
for i, byte in enumerate(request):
    top.text(i, 0, chr(byte), ha="center", va="center", family="monospace", fontsize=13)
top.set(title="A convolution slides over the bytes of a request", ylim=(-1, 1))
top.set_axis_off()
bottom.bar(range(len(response)), response, color=np.where(response == len(pattern), "C1", "C0"))
bottom.set(xlabel="position of the window's first byte", ylabel=f"bytes of '{pattern.decode()}' found")
bottom.set(xlim=(-0.5, len(request) - 0.5))
for i in np.flatnonzero(response == len(pattern)):
    bottom.text(i, len(pattern) + 0.05, "found", ha="center")
bottom.set(ylim=(0, len(pattern) + 0.5), yticks=range(len(pattern) + 1))
plt.show()

# %% [markdown]
# In a network the kernels are learnt, many of them side by side, and the next layer's kernels look for
# patterns among their responses.
#
# ### Exercise 13 · Pooling zooms out
#
# Often it matters that a pattern occurs, and only roughly where. [**Max pooling**](../glossary.md#pooling)
# keeps the largest response of each stretch, so that the next layer sees a shorter sequence and each of its
# windows covers more of the input: it zooms out.
#
# Complete `max_pool(x, size)`: `x` has shape (steps,). Cut it into stretches of `size` steps and return the
# largest value of each. Steps at the end that do not fill a stretch are dropped.
#
# <details><summary>Hint 1: a nudge</summary>
#
# How many full stretches are there, and how many steps do they take up? What becomes of the others?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Drop the steps that do not fill a stretch. Arrange the rest as a table with a stretch in each row, and
# take the largest value of each row.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `7 // 2` is 3, so three stretches of 2 take up 6 of 7 steps. `np.arange(6).reshape(-1, 3)` is
# `[[0, 1, 2], [3, 4, 5]]`: the -1 stands for as many rows as there are. `max` takes the largest value of
# each row with `axis=1`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "max_pool", "locked": false, "schema_version": 3, "solution": true, "task": false}
def max_pool(x, size):
    """Return the largest value of each full stretch of `size` steps, shape (steps // size,)."""
    ### BEGIN SOLUTION
    full = len(x) // size * size
    return x[:full].reshape(-1, size).max(axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "max_pool_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_got = np.asarray(max_pool(np.array([1.0, 3.0, 2.0, 0.0, 5.0, 4.0, 9.0]), 2))
assert _got.shape == (3,), (
    f"7 steps in stretches of 2: three, the last step is dropped; got shape {_got.shape}"
)
assert not np.allclose(_got, [2, 1, 4.5]), "these are means; take the largest"
assert np.allclose(_got, [3, 2, 5]), f"1 3 | 2 0 | 5 4: the largest are 3, 2 and 5, not {_got.tolist()}"
_rng = np.random.default_rng(3)
for _steps, _size in [(12, 3), (11, 4), (5, 5), (6, 1)]:
    _x = -np.abs(_rng.normal(size=_steps)).round(1)
    _want = keras.ops.convert_to_numpy(keras.layers.MaxPooling1D(_size)(_x[None, :, None].astype("float32")))
    _want = _want.ravel()
    _copy = _x.copy()
    _got = np.asarray(max_pool(_copy, _size))
    assert np.array_equal(_copy, _x), "max_pool changes its argument: work on a copy"
    assert _got.shape == _want.shape, (
        f"{_steps} steps in stretches of {_size}: shape {_want.shape}, not {_got.shape}"
    )
    assert np.allclose(_got, _want, atol=1e-5), (
        f"{_x} in stretches of {_size} should become {_want.round(1)}, not {_got.round(1)}"
    )
print("✓ tests passed: the same as keras.layers.MaxPooling1D")

# %%
figure, axes = plt.subplots(1, 3, figsize=(11, 2.6), sharey=True)
for ax, size in zip(axes, [1, 4, 8]):
    pooled = max_pool(response, size)
    ax.bar(range(len(pooled)), pooled, color=np.where(pooled == len(pattern), "C1", "C0"))
    ax.set(title="as it is" if size == 1 else f"pooled by {size}", xlabel="step" if size == 1 else "stretch")
    for i in np.flatnonzero(pooled == len(pattern)):
        ax.text(i, len(pattern) + 0.05, "✓", ha="center")
axes[0].set(ylabel="largest response", ylim=(0, len(pattern) + 0.5), yticks=range(len(pattern) + 1))
plt.show()

# %% [markdown]
# ## 11 Memory: recurrent networks and LSTM
#
# *About 20 minutes.*
#
# A convolution sees as far as its window. A [**recurrent layer**](../glossary.md#recurrent-layer) goes
# along the sequence step by step and carries a **state** from each to the next, so that what it answers can
# depend on anything it has seen:
#
# $$h_t = \tanh(x_t W_x + h_{t-1} W_h + b), \qquad h_0 = 0$$
#
# The same weights at every step. Written out over the steps, *unrolled*, it is a deep network with one
# layer for each step.
#
# ### Exercise 14 · Unroll
#
# Complete `unroll(x, w_x, w_h, b)`: `x` has shape (steps, features), `w_x` (features, units), `w_h` (units,
# units), `b` (units,). Return all states $h_1, \dots$ as an array of shape (steps, units).
#
# <details><summary>Hint 1: a nudge</summary>
#
# Write the first two steps out on paper. Which numbers does $h_2$ need, and where do they come from? What
# stands in for the state before the first step?
#
# </details>
#
# <details><summary>Hint 2: the idea</summary>
#
# Start with a state of zeros, one for each unit, and go over the rows of `x`. At each step compute a new
# state from the row and the state so far, keep it in a list, and go on with it.
#
# </details>
#
# <details><summary>Hint 3: the call</summary>
#
# `np.zeros(3)` has three zeros. An array of shape (features,) `@` one of shape (features, units) has shape
# (units,). `np.array` makes a table out of a list of arrays; append a new array at each step, since one
# that is changed in place would stand in the list again and again.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "unroll", "locked": false, "schema_version": 3, "solution": true, "task": false}
def unroll(x, w_x, w_h, b):
    """Return the state after each step, shape (steps, units)."""
    ### BEGIN SOLUTION
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "unroll_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

_got = np.asarray(unroll(np.array([[1.0], [0.0], [0.0]]), np.array([[2.0]]), np.array([[0.5]]), np.zeros(1)))
assert _got.shape == (3, 1), f"three steps, one unit: shape (3, 1), not {_got.shape}"
_want = [np.tanh(2), np.tanh(np.tanh(2) / 2), np.tanh(np.tanh(np.tanh(2) / 2) / 2)]
assert not np.allclose(_got, _got[-1]), (
    "all states are the same: is one array changed in place and appended again and again?"
)
assert np.isclose(_got[0, 0], _want[0]), f"the first state is tanh(2) = {_want[0]:.4f}, not {_got[0, 0]:.4f}"
assert np.allclose(_got[:, 0], _want), f"the states should be {np.round(_want, 4)}, not {_got[:, 0].round(4)}"
_rng = np.random.default_rng(4)
for _steps, _features, _units in [(6, 3, 4), (1, 2, 2), (9, 5, 1)]:
    _x = _rng.normal(size=(_steps, _features))
    _w = [_rng.normal(size=_shape) / 2 for _shape in [(_features, _units), (_units, _units), (_units,)]]
    _layer = keras.layers.SimpleRNN(_units, return_sequences=True)
    _layer.build((None, _steps, _features))
    _layer.set_weights(_w)
    _want = keras.ops.convert_to_numpy(_layer(_x[None].astype("float32")))[0]
    assert np.allclose(unroll(_x, *_w), _want, atol=1e-4), (
        f"wrong for {_steps} steps, {_features} features and {_units} units: "
        "is it state @ w_h, and is the bias added at every step?"
    )
print("✓ tests passed: the same as keras.layers.SimpleRNN")

# %% [markdown]
# In the test's first example something happened at step 1 and then nothing: the state went from 0.96 to
# 0.45 to 0.22. A recurrent layer **forgets**, roughly by a factor at every step, and in training its
# gradients vanish along the steps as they did along the layers.
#
# An [**LSTM**](../glossary.md#lstm) (long short-term memory; Hochreiter & Schmidhuber 1997, Gers and
# others 2000) has a second state, the **cell** $c$, which is not squashed at every step. Three sigmoid
# **gates**, between 0 and 1, decide what happens to it, and to a candidate for a new value:
#
# $$c_t = f_t \cdot c_{t-1} + i_t \cdot g_t \qquad\qquad h_t = o_t \cdot \tanh(c_t)$$
#
# | | decides | computed from $x_t$ and $h_{t-1}$ |
# |:--|:--|:--|
# | forget gate $f_t$ | what to keep of the cell | $\sigma(x_t W_f + h_{t-1} U_f + b_f)$ |
# | input gate $i_t$ | what to write into it | $\sigma(x_t W_i + h_{t-1} U_i + b_i)$ |
# | output gate $o_t$ | what to show of it | $\sigma(x_t W_o + h_{t-1} U_o + b_o)$ |
# | candidate $g_t$ | which value may be written | $\tanh(x_t W_g + h_{t-1} U_g + b_g)$ |
#
# With $f_t = 1$ the cell stays as it is, for as long as the gate says so: the same idea as the skip
# connection. Below, a plain recurrent layer and an LSTM watch a session in which one thing happens, at step
# 3: a login as administrator. The weights are set by hand. The LSTM's input gate opens when it happens, its
# forget gate is open all the time.


# %%
def lstm(x, w, u, b):
    """Return the cell and the state after each step; the columns of w, u, b: input, forget, candidate, output."""
    units = u.shape[0]
    cell, state, history = np.zeros(units), np.zeros(units), []
    for row in x:
        gates = row @ w + state @ u + b
        write, keep, candidate, show = np.split(gates, 4)
        cell = sigmoid(keep) * cell + sigmoid(write) * np.tanh(candidate)
        state = sigmoid(show) * np.tanh(cell)
        history.append((cell, state))
    return map(np.array, zip(*history))


steps = 40
session = np.zeros((steps, 1))
session[2] = 1  # step 3: the login
by_hand = np.array([[12.0, 0.0, 5.0, 0.0]]), np.zeros((1, 4)), np.array([-6.0, 6.0, 0.0, 6.0])
cell, state = lstm(session, *by_hand)
plain = unroll(session, np.array([[2.0]]), np.array([[0.9]]), np.zeros(1))

layer = layers.LSTM(1, return_sequences=True)
layer.build((None, steps, 1))
layer.set_weights(by_hand)
confirmed = keras.ops.convert_to_numpy(layer(session[None].astype("float32")))[0]
print(f"largest difference from keras.layers.LSTM: {abs(confirmed - state).max():.1e}")

ax = plt.figure().gca()
ax.plot(range(1, steps + 1), plain, marker="o", markersize=3, label="plain recurrent state, W_h = 0.9")
ax.plot(range(1, steps + 1), state, marker="s", markersize=3, label="LSTM state")
ax.axvline(3, linestyle=":", color="grey")
ax.text(5, 0.93, "← login as administrator")
ax.set(title="What is left of one event", xlabel="step", ylabel="state", ylim=(-0.05, 1.05))
ax.legend(loc="center right")
plt.show()

# %% [markdown]
# These weights were ours. Do the networks *learn* to remember, when other things go on in the meantime? At
# every step of a session a value is seen, 1 or -1, and a mark, which is 1 at one of the first steps and 0
# after. At the end, say what the **marked** value was. The values that follow are of no interest, and the
# longer the session, the more of them there are to be ignored.


# %%
def make_sessions(steps, rows=2000, seed=SEED):
    """Return values and marks of shape (rows, steps, 2), and whether the marked value is 1, shape (rows,)."""
    rng = np.random.default_rng(seed)
    values, marks, each = (
        rng.choice([-1.0, 1.0], size=(rows, steps)),
        np.zeros((rows, steps)),
        np.arange(rows),
    )
    marked = rng.integers(0, steps // 4, size=rows)
    marks[each, marked] = 1
    return np.stack([values, marks], axis=-1), (values[each, marked] > 0).astype(int)


def remembers(layer, steps):
    """Train a network with a recurrent layer and return its accuracy on fresh sessions."""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([layers.Input((steps, 2)), layer(8), layers.Dense(1, activation="sigmoid")])
    optimizer = keras.optimizers.Adam(0.01, clipnorm=1.0)  # no gradient longer than 1: they can explode, too
    model.compile(optimizer=optimizer, loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(*make_sessions(steps), epochs=20, batch_size=100, verbose=0)
    return model.evaluate(*make_sessions(steps, seed=SEED + 1), verbose=0)[1]


memory = pd.DataFrame(
    {
        name: {steps: remembers(layer, steps) for steps in helpers.progress_bar([4, 30], desc=name)}
        for name, layer in {"plain recurrent": layers.SimpleRNN, "LSTM": layers.LSTM}.items()
    }
).rename_axis("steps")
memory.round(3)

# %% [markdown]
# Over four steps both remember. Over thirty the LSTM still does and the plain recurrent layer falls far
# behind. Weights with which it could remember may well exist, but training does not find them, because the
# gradient fades over thirty steps. The LSTM's cell carries the gradient across them. (Its gates need not be
# as tidy as ours. And in silence a plain layer of several units remembers long, too; what is hard is to
# ignore what comes after.)
#
# ## 12 Two networks with a purpose: autoencoder and GAN
#
# *About 10 minutes.*
#
# Both are built from the parts above. What is new is what they are asked to do.
#
# [**An autoencoder**](../glossary.md#autoencoder) has to output its own input, through a
# [**bottleneck**](../glossary.md#bottleneck) that is too narrow for it. So it has to find a shorter
# description of what it is shown. The classical example (Rumelhart, Hinton & Williams 1986b): eight
# services, one-hot, through three neurons and back. Three bits are just enough to tell eight things apart;
# the codes that training finds need not be 0 or 1, as long as all eight differ.

# %%
keras.utils.set_random_seed(SEED)
autoencoder = keras.Sequential(
    [layers.Input((8,)), layers.Dense(3, activation="sigmoid"), layers.Dense(8, activation="sigmoid")]
)
autoencoder.compile(optimizer=keras.optimizers.Adam(0.1), loss="binary_crossentropy")
autoencoder.fit(np.eye(8), np.eye(8), epochs=600, verbose=0)

services = ["http", "smtp", "ftp", "domain_u", "telnet", "ssh", "pop_3", "finger"]
codes = hidden_activations(autoencoder, np.eye(8))
reconstructed = autoencoder.predict(np.eye(8), verbose=0)
recovered = int((reconstructed.argmax(axis=1) == np.arange(8)).sum())
print(f"{recovered} of 8 services are recovered from three numbers")
pd.DataFrame(codes.round(2), index=services, columns=["code 1", "code 2", "code 3"])

# %% [markdown]
# And here is Lab 2 in one line: something that it was never shown does not come back the same. A row that
# is two services at once has no code.

# %%
strange = np.eye(8)[[0]] + np.eye(8)[[5]]
error = {
    "a known service (mean of eight)": np.mean((reconstructed - np.eye(8)) ** 2),
    "http and ssh at once": np.mean((autoencoder.predict(strange, verbose=0) - strange) ** 2),
}
pd.Series(error, name="reconstruction error").round(4).to_frame()

# %% [markdown]
# [**A GAN**](../glossary.md#gan) (generative adversarial network; Goodfellow and others, 2014) is two
# networks with opposed aims. The [**generator**](../glossary.md#generator) turns random noise into rows
# that should look real. The [**discriminator**](../glossary.md#discriminator) is shown real and generated
# rows and says which are which; it is trained to be right, the generator to make it wrong. Here the rows
# are single numbers, the durations of a backup job: normally distributed, 4 minutes on average, with a
# standard deviation of 0.5. The generator has never seen one: it only learns what the discriminator makes
# of the rows that it generated.

# %%
keras.utils.set_random_seed(SEED)
generator = keras.Sequential([layers.Input((1,)), layers.Dense(8, activation="relu"), layers.Dense(1)])
discriminator = keras.Sequential(
    [layers.Input((1,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")]
)
discriminator.compile(optimizer=keras.optimizers.Adam(0.01, beta_1=0.5), loss="binary_crossentropy")
adversary = keras.Sequential([generator, discriminator])
adversary.compile(optimizer=keras.optimizers.Adam(0.005, beta_1=0.5), loss="binary_crossentropy")

# %%
rng, rows = np.random.default_rng(SEED), 128
real_or_not = np.repeat([[1.0], [0.0]], rows, axis=0)
snapshots, noise = {}, rng.normal(size=(1000, 1))
for step in helpers.progress_bar(range(601), desc="GAN"):
    if step in (0, 100, 600):
        snapshots[step] = generator.predict(noise, verbose=0).ravel()
    real, fake = rng.normal(4, 0.5, size=(rows, 1)), generator.predict_on_batch(rng.normal(size=(rows, 1)))
    discriminator.trainable = True
    discriminator.train_on_batch(np.concatenate([real, fake]), real_or_not)
    discriminator.trainable = False  # the generator's steps leave it alone
    adversary.train_on_batch(rng.normal(size=(rows, 1)), np.ones((rows, 1)))

figure, axes = plt.subplots(1, 3, figsize=(11, 3), sharex=True, sharey=True)
bins = np.linspace(-2, 7, 60)
for ax, (step, values) in zip(axes, snapshots.items()):
    ax.hist(rng.normal(4, 0.5, 1000), bins, density=True, alpha=0.5, label="real")
    ax.hist(values, bins, density=True, histtype="step", linewidth=2, color="C2", label="generated")
    ax.set(title=f"after {step} steps", xlabel="duration (minutes)", yticks=[])
axes[2].legend(loc="upper left")
axes[0].set_ylabel("density")
plt.show()

# %% [markdown]
# The generator has found the place; spread and shape are not right yet. Lab 3 is about what this game is
# good for, and what goes wrong with it.
#
# ## 13 Where order matters in security
#
# *About 5 minutes.*
#
# | where | a sequence of | what only its order tells |
# |:--|:--|:--|
# | network traffic | packets, connections | first the scan, then the login, then the upload; a beacon that calls home every five minutes |
# | behaviour of users and programs | logins, commands, system calls | failures *before* a success; open, encrypt, delete, in this order, over all files |
# | static file analysis | bytes, machine instructions | the code that unpacks comes before what is packed; a jump right after a check |
#
# A small example. Two sessions with the same events: somebody who logged in, locked the screen and then
# mistyped the password four times, and somebody who guessed until a password was right. Counted, they are
# the same; a recurrent state tells them apart. An alarm near -1 is off, near 1 on.

# %%
events = {"fail": [1.0, 0.0], "success": [0.0, 1.0]}
logins = {
    "mistyped later": ["success", "fail", "fail", "fail", "fail"],
    "guessed": ["fail", "fail", "fail", "fail", "success"],
}
# The first unit counts failures, slowly forgetting; the second is on if a success follows many of them.
w_x, w_h, b = np.array([[0.5, 0.0], [0.0, 3.0]]), np.array([[0.9, 4.0], [0.0, 0.0]]), np.array([0.0, -5.0])
order = {}
for name, sequence in logins.items():
    encoded = np.array([events[event] for event in sequence])
    alarms = unroll(encoded, w_x, w_h, b)[:, 1]
    order[name] = {"failures": encoded[:, 0].sum(), "successes": encoded[:, 1].sum(), "alarm": alarms.max()}
pd.DataFrame(order).T.round(2)

# %% [markdown]
# Lab 2 takes this up with windows of consecutive connections.
#
# ## Summary
#
# - A neuron is a weighted sum, a bias and an activation. Parameters = edges + neurons.
# - Each ReLU adds a bend. With enough of them a network can follow any curve; whether training finds it is
#   another question.
# - Hidden layers compute features that nobody wrote. Look at them before you give them a name.
# - Backpropagation is the chain rule from the loss backward, and reuses at each layer what arrives from
#   above. Check a gradient with finite differences.
# - Slopes multiply. Twelve sigmoids leave nothing; ReLUs, skip connections and an LSTM's cell keep a way
#   open.
# - Convolution: the same small weights at every place. Recurrence: the same weights at every step, and a
#   state.
# - Choose the architecture by what the order of your inputs means.

# %%
results = {
    "accuracy, one neuron": accuracy["one neuron"],
    "accuracy, hidden layer": accuracy["eight hidden neurons, then one"],
    "largest error, 24 ReLUs": errors[relu_counts.index(24)],
    "gradient at layer 1 / layer 12, sigmoid": vanishing["sigmoid"],
    "gradient at layer 1 / layer 12, skip": vanishing["sigmoid with skip connections"],
    "accuracy, 12 sigmoid layers": deep["sigmoid"]["accuracy"],
    "accuracy, 12 sigmoid layers with skip connections": deep["sigmoid with skip connections"]["accuracy"],
    "accuracy, 12 ReLU layers": deep["ReLU"]["accuracy"],
    "accuracy, residual blocks": deep["residual blocks"]["accuracy"],
    "remembered over 30 steps, plain": memory.loc[30, "plain recurrent"],
    "remembered over 30 steps, LSTM": memory.loc[30, "LSTM"],
    "services recovered": recovered,
    "mean of the GAN's durations": snapshots[600].mean(),
    "deviation of the GAN's durations": snapshots[600].std(),
}
helpers.beside_reference(results, "lab0_foundations", "own")

# %% [markdown]
# And the figure from the top, drawn from your own run:

# %% tags=["opening"]
figure, (left, middle, right) = plt.subplots(1, 3, figsize=(12, 3.6))
hour = np.linspace(0, 24, 481)
left.plot(hour, requests(hour), color="grey", linestyle="-", linewidth=4, alpha=0.5, label="the curve")
for count, style in ((3, "--"), (24, "-")):
    left.plot(hour, approximate(count, hour), "k", linestyle=style, label=f"{count} ReLUs")
left.set(title="Any curve, with enough ReLUs", xlabel="hour of the day", ylabel="requests per minute")

for (kind, name), marker in zip({"sigmoid": "sigmoid", "skip": "with skip connections"}.items(), "o^"):
    middle.semilogy(range(1, 13), gradient_norms(kind, SEED), marker=marker, label=name)
middle.set(
    title="Gradients that vanish", xlabel="layer (1 is next to the input)", ylabel="norm of the gradient"
)

memory.rename("{} steps".format).T.plot.bar(ax=right, rot=0, ylim=(0, 1.05))
plt.setp(right.containers[1], hatch="//")
right.set(title="Remembering over 4 and 30 steps", ylabel="accuracy")
for ax in (left, middle, right):
    helpers.legend_below(ax, columns=3)
plt.show()

# %% [markdown]
# ## Where to go from here
#
# [Lab 1](../lab1_xgboost/lab1_xgboost.ipynb) looks at the data of this course and starts without any
# network. Labs 2 and 3 come back to what you have seen here.
#
# **Further reading**
#
# - Goodfellow, I., Bengio, Y. & Courville, A. (2016). *Deep learning*. MIT Press; free to read on the web.
# - Chollet, F. (2021). *Deep learning with Python*, 2nd edition. Manning.
# - Rumelhart, D., Hinton, G. & Williams, R. (1986a). Learning representations by back-propagating errors.
#   *Nature*.
# - Rumelhart, D., Hinton, G. & Williams, R. (1986b). Learning internal representations by error
#   propagation. In *Parallel distributed processing*, MIT Press.
# - Cybenko, G. (1989). Approximation by superpositions of a sigmoidal function. *Mathematics of Control,
#   Signals and Systems*.
# - Hornik, K. (1991). Approximation capabilities of multilayer feedforward networks. *Neural Networks*.
# - Leshno, M. et al. (1993). Multilayer feedforward networks with a nonpolynomial activation function can
#   approximate any function. *Neural Networks*.
# - Glorot, X. & Bengio, Y. (2010). Understanding the difficulty of training deep feedforward neural
#   networks. *AISTATS*.
# - He, K. et al. (2015). Delving deep into rectifiers: surpassing human-level performance on ImageNet
#   classification. *ICCV*.
# - He, K. et al. (2016). Deep residual learning for image recognition. *CVPR*.
# - Hochreiter, S. & Schmidhuber, J. (1997). Long short-term memory. *Neural Computation*.
# - Gers, F., Schmidhuber, J. & Cummins, F. (2000). Learning to forget: continual prediction with LSTM.
#   *Neural Computation*.
# - Goodfellow, I. et al. (2014). Generative adversarial nets. *NeurIPS*.
# - Kingma, D. & Ba, J. (2015). Adam: a method for stochastic optimization. *ICLR*.
