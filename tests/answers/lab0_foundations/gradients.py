# %% right: the deltas named one by one
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    n = x.shape[0]
    d_prediction = 2 / n * (prediction - y)
    dw2 = hidden.T @ d_prediction
    db2 = np.sum(d_prediction, axis=0)
    d_hidden = d_prediction @ w2.T
    d_sum = d_hidden * (hidden * (1 - hidden))
    dw1 = x.T @ d_sum
    db1 = np.sum(d_sum, axis=0)
    return dw1, db1, dw2, db2


# %% right: a loop over the rows
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    dw1, db1, dw2, db2 = (np.zeros_like(p) for p in (w1, b1, w2, b2))
    for row, h, error in zip(x, hidden, prediction - y):
        delta2 = 2 * error
        delta1 = (w2 @ delta2) * h * (1 - h)
        dw2 += np.outer(h, delta2)
        db2 += delta2
        dw1 += np.outer(row, delta1)
        db1 += delta1
    return [array / len(x) for array in (dw1, db1, dw2, db2)]


# %% right: divided by n at the end, by the mean over rows
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    n = len(x)
    return x.T @ delta1 / n, delta1.mean(axis=0), hidden.T @ delta2 / n, delta2.mean(axis=0)


# %% right: einsum
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / y.size
    delta1 = np.einsum("no,ho,nh,nh->nh", delta2, w2, hidden, 1 - hidden)
    dw1 = np.einsum("ni,nh->ih", x, delta1)
    dw2 = np.einsum("nh,no->ho", hidden, delta2)
    return dw1, np.einsum("nh->h", delta1), dw2, np.einsum("no->o", delta2)


# %% right: broadcasting in place of the product with w2's transpose
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(y)
    delta1 = delta2 * w2[:, 0] * (hidden - hidden**2)
    return (
        (x[:, :, None] * delta1[:, None, :]).sum(axis=0),
        delta1.sum(axis=0),
        (hidden * delta2).sum(axis=0)[:, None],
        delta2.sum(axis=0),
    )


# %% right: biases as the weights of a row of ones
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = (delta2 @ w2.T) * hidden * (1 - hidden)
    ones = np.ones(len(x))
    return np.dot(x.T, delta1), ones @ delta1, np.dot(hidden.T, delta2), ones @ delta2


# %% right: the sigmoid's slope from the sums
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    sums = x @ w1 + b1
    slope = np.exp(-sums) / (1 + np.exp(-sums)) ** 2
    delta2 = -2 * (y - prediction) / len(x)
    delta1 = np.matmul(delta2, w2.T) * slope
    return (delta1.T @ x).T, delta1.sum(0), (delta2.T @ hidden).T, delta2.sum(0)


# %% wrong: not divided by n
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: divided by n twice in the biases
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.mean(axis=0), hidden.T @ delta2, delta2.mean(axis=0)


# %% wrong: the first layer divided by n twice
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden) / len(x)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: no 2
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: the sign
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (y - prediction) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: the error squared
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = (prediction - y) ** 2 / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: not through the sigmoid
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: the sigmoid of the sigmoid
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    again = 1 / (1 + np.exp(-hidden))
    delta1 = delta2 @ w2.T * again * (1 - again)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: tanh's slope
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * (1 - hidden**2)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: the output through a sigmoid too
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) * prediction * (1 - prediction) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: w2 not transposed
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 * w2 * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: w2 left out
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: the weights' gradients transposed
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return delta1.T @ x, delta1.sum(axis=0), delta2.T @ hidden, delta2.sum(axis=0)


# %% wrong: the last layer first
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return hidden.T @ delta2, delta2.sum(axis=0), x.T @ delta1, delta1.sum(axis=0)


# %% wrong: weights, then biases
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, hidden.T @ delta2, delta1.sum(axis=0), delta2.sum(axis=0)


# %% wrong: biases not summed, for one row only
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1[0], hidden.T @ delta2, delta2[0]


# %% wrong: biases summed to one number
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(), hidden.T @ delta2, delta2.sum()


# %% wrong: biases as rows
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(0, keepdims=True), hidden.T @ delta2, delta2.sum(0, keepdims=True)


# %% wrong: hidden changed before its last use
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    hidden *= 1 - hidden
    delta1 = delta2 @ w2.T * hidden
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: no brackets around 1 - h
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * 1 - hidden
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: the parameters after a step
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    slopes = x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)
    return [p - 0.1 * slope for p, slope in zip([w1, b1, w2, b2], slopes)]


# %% wrong: w2 and b2 take their step before they are used
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    dw2, db2 = hidden.T @ delta2, delta2.sum(axis=0)
    w2 = w2 - 0.1 * dw2
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), dw2, db2


# %% wrong: y is changed in place
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    y -= prediction
    delta2 = -2 * y / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)


# %% wrong: the parameters take a step in place
def gradients(x, y, w1, b1, w2, b2):
    hidden, prediction = forward(x, w1, b1, w2, b2)
    delta2 = 2 * (prediction - y) / len(x)
    delta1 = delta2 @ w2.T * hidden * (1 - hidden)
    slopes = x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)
    for parameter, slope in zip([w1, b1, w2, b2], slopes):
        parameter -= 1e-6 * slope
    return slopes
