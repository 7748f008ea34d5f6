# %% right: relu
def three_relus(x):
    n1, n2 = relu(x - 1), relu(x - 2)
    return n1, n2, relu(2 * n1 - n2)


# %% right: where, a list
def three_relus(x):
    n1 = np.where(x > 1, x - 1, 0)
    n2 = np.where(x > 2, x - 2, 0)
    n3 = 2 * n1 - n2
    return [n1, n2, np.where(n3 > 0, n3, 0)]


# %% right: a loop over x
def three_relus(x):
    n1, n2, n3 = [], [], []
    for value in x:
        n1.append(max(0, value - 1))
        n2.append(max(0, value - 2))
        n3.append(max(0, 2 * n1[-1] - n2[-1]))
    return np.array(n1), np.array(n2), np.array(n3)


# %% right: matrices
def three_relus(x):
    hidden = np.maximum(0, x[:, None] @ np.array([[1.0, 1.0]]) + np.array([-1.0, -2.0]))
    output = np.maximum(0, hidden @ np.array([2.0, -1.0]))
    return hidden[:, 0], hidden[:, 1], output


# %% right: Exercise 1's neuron
def three_relus(x):
    def relu(z):
        return np.maximum(z, 0)

    n1 = neuron(x[:, None], np.array([1.0]), -1.0, relu)
    n2 = neuron(x[:, None], np.array([1.0]), -2.0, relu)
    return n1, n2, neuron(np.column_stack([n1, n2]), np.array([2.0, -1.0]), 0.0, relu)


# %% right: negative values set to 0 on copies, one array of three rows
def three_relus(x):
    n1 = x - 1
    n1[n1 < 0] = 0
    n2 = x - 2
    n2[n2 < 0] = 0
    n3 = 2 * n1 - n2
    n3[n3 < 0] = 0
    return np.stack([n1, n2, n3])


# %% right: np.clip
def three_relus(x):
    n1 = np.clip(x - 1, 0, np.inf)
    n2 = np.clip(x - 2, 0, np.inf)
    n3 = np.clip(2 * n1 - n2, 0, np.inf)
    return n1, n2, n3


# %% wrong: no ReLU on the hidden neurons
def three_relus(x):
    n1, n2 = x - 1, x - 2
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: no ReLU on the second
def three_relus(x):
    n1, n2 = np.maximum(0, x - 1), x - 2
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: the biases added
def three_relus(x):
    n1, n2 = np.maximum(0, x + 1), np.maximum(0, x + 2)
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: the two hidden neurons exchanged
def three_relus(x):
    n1, n2 = np.maximum(0, x - 2), np.maximum(0, x - 1)
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: the weights of the third exchanged
def three_relus(x):
    n1, n2 = np.maximum(0, x - 1), np.maximum(0, x - 2)
    return n1, n2, np.maximum(0, 2 * n2 - n1)


# %% wrong: the third adds
def three_relus(x):
    n1, n2 = np.maximum(0, x - 1), np.maximum(0, x - 2)
    return n1, n2, np.maximum(0, 2 * n1 + n2)


# %% wrong: the third reads x
def three_relus(x):
    n1, n2 = np.maximum(0, x - 1), np.maximum(0, x - 2)
    return n1, n2, np.maximum(0, 2 * x - 1)


# %% wrong: the second reads the first
def three_relus(x):
    n1 = np.maximum(0, x - 1)
    n2 = np.maximum(0, n1 - 2)
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: the third has a bias of -1
def three_relus(x):
    n1, n2 = np.maximum(0, x - 1), np.maximum(0, x - 2)
    return n1, n2, np.maximum(0, 2 * n1 - n2 - 1)


# %% wrong: the output only
def three_relus(x):
    return np.maximum(0, 2 * np.maximum(0, x - 1) - np.maximum(0, x - 2))


# %% wrong: the minimum
def three_relus(x):
    n1, n2 = np.minimum(0, x - 1), np.minimum(0, x - 2)
    return n1, n2, np.minimum(0, 2 * n1 - n2)


# %% wrong: columns
def three_relus(x):
    x = x[:, None]
    n1, n2 = np.maximum(0, x - 1), np.maximum(0, x - 2)
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: the paper's table, whatever x is
def three_relus(x):
    return np.array([0, 0, 1, 2, 3, 4]), np.array([0, 0, 0, 1, 2, 3]), np.array([0, 0, 2, 3, 4, 5])


# %% wrong: leaky ReLUs
def three_relus(x):
    n1, n2 = np.where(x > 1, x - 1, 0.2 * (x - 1)), np.where(x > 2, x - 2, 0.2 * (x - 2))
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: the table looked up, so whole numbers only
def three_relus(x):
    at = np.clip(x.astype(int), 0, None)
    n1, n2 = np.maximum(0, at - 1), np.maximum(0, at - 2)
    return n1, n2, np.maximum(0, 2 * n1 - n2)


# %% wrong: x is changed in place
def three_relus(x):
    x -= 1
    n1 = np.maximum(0, x)
    x -= 1
    n2 = np.maximum(0, x)
    return n1, n2, np.maximum(0, 2 * n1 - n2)
