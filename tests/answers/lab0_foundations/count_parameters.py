# %% right: a loop over the layers
def count_parameters(units):
    total = 0
    for i in range(1, len(units)):
        total += units[i - 1] * units[i] + units[i]
    return total


# %% right: each neuron reads the layer below and a 1
def count_parameters(units):
    return sum((below + 1) * above for below, above in zip(units, units[1:]))


# %% right: a scalar product, a NumPy int
def count_parameters(units):
    return np.dot(units[:-1], units[1:]) + np.sum(units[1:])


# %% right: Keras counts
def count_parameters(units):
    model = keras.Sequential()
    model.add(keras.Input((units[0],)))
    for count in units[1:]:
        model.add(layers.Dense(count))
    return model.count_params()


# %% right: sizes of matrices and vectors
def count_parameters(units):
    arrays = []
    for below, above in itertools.pairwise(units):
        arrays += [np.zeros((below, above)), np.zeros(above)]
    return sum(array.size for array in arrays)


# %% right: recursion
def count_parameters(units):
    if len(units) < 2:
        return 0
    return (units[0] + 1) * units[1] + count_parameters(units[1:])


# %% right: pops from a copy
def count_parameters(units):
    rest, total = list(units), 0
    below = rest.pop(0)
    while rest:
        above = rest.pop(0)
        total, below = total + below * above + above, above
    return total


# %% wrong: the inputs have a bias too
def count_parameters(units):
    return sum(a * b for a, b in itertools.pairwise(units)) + sum(units)


# %% wrong: no biases
def count_parameters(units):
    return sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: one bias for each layer
def count_parameters(units):
    return sum(a * b + 1 for a, b in itertools.pairwise(units))


# %% wrong: no bias at the output
def count_parameters(units):
    return sum(a * b for a, b in itertools.pairwise(units)) + sum(units[1:-1])


# %% wrong: a bias for each neuron below
def count_parameters(units):
    return sum(a * b + a for a, b in itertools.pairwise(units))


# %% wrong: the neurons only
def count_parameters(units):
    return sum(units[1:])


# %% wrong: all sizes multiplied
def count_parameters(units):
    total = 1
    for count in units:
        total *= count
    return total + sum(units[1:])


# %% wrong: the last layer left out
def count_parameters(units):
    return sum(units[i] * units[i + 1] + units[i + 1] for i in range(len(units) - 2))


# %% wrong: one layer too many
def count_parameters(units):
    return sum(units[i] * units[i + 1] + units[i + 1] for i in range(len(units)))


# %% wrong: networks of three layers only
def count_parameters(units):
    inputs, hidden, outputs = units
    return inputs * hidden + hidden * outputs + hidden + outputs


# %% wrong: each layer reads the inputs
def count_parameters(units):
    return sum(units[0] * above + above for above in units[1:])


# %% wrong: returns after the first layer
def count_parameters(units):
    total = 0
    for below, above in itertools.pairwise(units):
        total += below * above + above
        return total


# %% wrong: prints
def count_parameters(units):
    print(sum(a * b + b for a, b in itertools.pairwise(units)))


# %% wrong: edges and neurons apart
def count_parameters(units):
    return sum(a * b for a, b in itertools.pairwise(units)), sum(units[1:])


# %% wrong: a float
def count_parameters(units):
    units = np.array(units, dtype=float)
    return units[:-1] @ units[1:] + units[1:].sum()


# %% wrong: units is used up
def count_parameters(units):
    total, below = 0, units.pop(0)
    while units:
        above = units.pop(0)
        total, below = total + below * above + above, above
    return total
