# %% right: ones and integers
def lecture_weights():
    return [np.ones((1, 2)), np.array([-1, -2]), np.array([[2, -1]]).T, np.zeros(1)]


# %% right: reshape, float32
def lecture_weights():
    first = np.array([1, 1], dtype="float32").reshape(1, 2)
    last = np.array([2, -1], dtype="float32").reshape(-1, 1)
    return [first, np.array([-1, -2], dtype="float32"), last, np.zeros((1,), dtype="float32")]


# %% right: filled in
def lecture_weights():
    arrays = [np.zeros(shape) for shape in [(1, 2), (2,), (2, 1), (1,)]]
    arrays[0][0, 0] = arrays[0][0, 1] = 1
    arrays[1][:] = -1, -2
    arrays[2][0, 0], arrays[2][1, 0] = 2, -1
    return arrays


# %% right: from a network's own arrays
def lecture_weights():
    w1, b1, w2, b2 = lecture_network().get_weights()
    w1[:] = 1
    b1[0], b1[1] = -1, -2
    w2[:, 0] = [2, -1]
    b2[:] = 0
    return [w1, b1, w2, b2]


# %% right: set, then read
def lecture_weights():
    network = lecture_network()
    hidden, output = network.layers
    hidden.set_weights([np.array([[1, 1]]), np.array([-1, -2])])
    output.set_weights([np.array([[2], [-1]]), np.array([0])])
    return network.get_weights()


# %% right: a column for each neuron, stacked
def lecture_weights():
    neurons = [([1.0], -1.0), ([1.0], -2.0)]
    weights = np.column_stack([w for w, _ in neurons])
    return [weights, np.array([b for _, b in neurons]), np.c_[[2.0, -1.0]], np.array([0.0])]


# %% right: the hidden neurons in the other order, everywhere
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([-2.0, -1.0]), np.array([[-1.0], [2.0]]), np.array([0.0])]


# %% wrong: matrices transposed
def lecture_weights():
    return [np.array([[1.0], [1.0]]), np.array([-1.0, -2.0]), np.array([[2.0, -1.0]]), np.array([0.0])]


# %% wrong: biases as rows
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([[-1.0, -2.0]]), np.array([[2.0], [-1.0]]), np.array([[0.0]])]


# %% wrong: matrices first, then biases
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([[2.0], [-1.0]]), np.array([-1.0, -2.0]), np.array([0.0])]


# %% wrong: vectors for matrices
def lecture_weights():
    return [np.array([1.0, 1.0]), np.array([-1.0, -2.0]), np.array([2.0, -1.0]), np.array([0.0])]


# %% wrong: no bias at the output
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([-1.0, -2.0]), np.array([[2.0], [-1.0]])]


# %% wrong: the last bias is a number
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([-1.0, -2.0]), np.array([[2.0], [-1.0]]), 0.0]


# %% wrong: a pair for each layer
def lecture_weights():
    return [
        [np.array([[1.0, 1.0]]), np.array([-1.0, -2.0])],
        [np.array([[2.0], [-1.0]]), np.array([0.0])],
    ]


# %% wrong: biases with the wrong sign
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([1.0, 2.0]), np.array([[2.0], [-1.0]]), np.array([0.0])]


# %% wrong: weights and biases exchanged
def lecture_weights():
    return [np.array([[-1.0, -2.0]]), np.array([1.0, 1.0]), np.array([[2.0], [-1.0]]), np.array([0.0])]


# %% wrong: the output's weights exchanged
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([-1.0, -2.0]), np.array([[-1.0], [2.0]]), np.array([0.0])]


# %% wrong: the output adds
def lecture_weights():
    return [np.array([[1.0, 1.0]]), np.array([-1.0, -2.0]), np.array([[2.0], [1.0]]), np.array([0.0])]


# %% wrong: weight and bias of a neuron in one row
def lecture_weights():
    return [np.array([[1.0, -1.0]]), np.array([1.0, -2.0]), np.array([[2.0], [-1.0]]), np.array([0.0])]


# %% wrong: the second neuron's weight is 2
def lecture_weights():
    return [np.array([[1.0, 2.0]]), np.array([-1.0, -2.0]), np.array([[2.0], [-1.0]]), np.array([0.0])]


# %% wrong: random weights
def lecture_weights():
    return lecture_network().get_weights()


# %% wrong: only zeros
def lecture_weights():
    return [np.zeros((1, 2)), np.zeros(2), np.zeros((2, 1)), np.zeros(1)]


# %% wrong: the network
def lecture_weights():
    network = lecture_network()
    network.set_weights(
        [np.array([[1.0, 1.0]]), np.array([-1.0, -2.0]), np.array([[2.0], [-1.0]]), np.array([0.0])]
    )
    return network
