# %% right: one loop
def paths_and_multiplications(units):
    paths, edges = units[0], 0
    for below, above in zip(units, units[1:]):
        paths *= above
        edges += below * above
    return paths, edges


# %% right: reduce, a scalar product, a list
def paths_and_multiplications(units):
    from functools import reduce

    return [reduce(lambda a, b: a * b, units), np.dot(units[:-1], units[1:])]


# %% right: NumPy with Python's ints
def paths_and_multiplications(units):
    sizes = np.array(units, dtype=object)
    return sizes.prod(), (sizes[:-1] * sizes[1:]).sum()


# %% right: the paths to each neuron, layer by layer
def paths_and_multiplications(units):
    reaching, edges = [1] * units[0], 0
    for count in units[1:]:
        edges += len(reaching) * count
        reaching = [sum(reaching)] * count
    return sum(reaching), edges


# %% right: recursion
def paths_and_multiplications(units):
    if len(units) == 1:
        return units[0], 0
    paths, edges = paths_and_multiplications(units[1:])
    return units[0] * paths, units[0] * units[1] + edges


# %% right: the parameters without the neurons
def paths_and_multiplications(units):
    import math

    parameters = sum(a * b + b for a, b in itertools.pairwise(units))
    return math.prod(units), parameters - sum(units[1:])


# %% wrong: NumPy's product overflows
def paths_and_multiplications(units):
    return np.prod(units), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: NumPy's product overflows, made an int
def paths_and_multiplications(units):
    return int(np.prod(units)), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: the product of floats, made an int
def paths_and_multiplications(units):
    return int(np.prod(units, dtype=float)), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: the product of floats
def paths_and_multiplications(units):
    return np.prod(units, dtype=float), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: by logarithms
def paths_and_multiplications(units):
    return round(np.exp(np.log(units).sum())), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: the inputs left out of the paths
def paths_and_multiplications(units):
    import math

    return math.prod(units[1:]), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: the outputs left out of the paths
def paths_and_multiplications(units):
    import math

    return math.prod(units[:-1]), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: edges first
def paths_and_multiplications(units):
    import math

    return sum(a * b for a, b in itertools.pairwise(units)), math.prod(units)


# %% wrong: the parameters in place of the edges
def paths_and_multiplications(units):
    import math

    return math.prod(units), sum(a * b + b for a, b in itertools.pairwise(units))


# %% wrong: the sum of the sizes
def paths_and_multiplications(units):
    return sum(units), sum(a * b for a, b in itertools.pairwise(units))


# %% wrong: the product of the edges
def paths_and_multiplications(units):
    import math

    edges = [a * b for a, b in itertools.pairwise(units)]
    return math.prod(edges), sum(edges)


# %% wrong: the last layer's edges missing
def paths_and_multiplications(units):
    import math

    return math.prod(units), sum(units[i] * units[i + 1] for i in range(len(units) - 2))


# %% wrong: every pair of layers connected
def paths_and_multiplications(units):
    import math

    return math.prod(units), sum(a * b for a, b in itertools.combinations(units, 2))


# %% wrong: a multiplication along every path
def paths_and_multiplications(units):
    import math

    paths = math.prod(units)
    return paths, paths * (len(units) - 1)


# %% wrong: paths only
def paths_and_multiplications(units):
    import math

    return math.prod(units)


# %% wrong: the edges are a float
def paths_and_multiplications(units):
    import math

    sizes = np.array(units, dtype=float)
    return math.prod(units), sizes[:-1] @ sizes[1:]


# %% wrong: units is used up
def paths_and_multiplications(units):
    below = paths = units.pop(0)
    edges = 0
    while units:
        above = units.pop(0)
        paths, edges, below = paths * above, edges + below * above, above
    return paths, edges
