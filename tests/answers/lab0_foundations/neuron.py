# %% right: np.dot
def neuron(x, w, b, activation):
    return activation(np.dot(x, w) + b)


# %% right: products summed over the last axis
def neuron(x, w, b, activation):
    return activation((x * w).sum(axis=-1) + b)


# %% right: einsum
def neuron(x, w, b, activation):
    return activation(np.einsum("...d,d->...", x, w) + b)


# %% right: a loop over the features
def neuron(x, w, b, activation):
    total = b
    for j in range(len(w)):
        total = total + x[..., j] * w[j]
    return activation(total)


# %% right: one row and several apart, loops in Python
def neuron(x, w, b, activation):
    def one(row):
        total = b
        for value, weight in zip(row, w):
            total += value * weight
        return total

    if x.ndim == 1:
        return activation(np.array(one(x)))
    return activation(np.array([one(row) for row in x]))


# %% right: calls itself for each row
def neuron(x, w, b, activation):
    if np.ndim(x) == 2:
        return np.array([neuron(row, w, b, activation) for row in x])
    return activation(np.sum(x * w) + b)


# %% right: the bias as the weight of an input that is always 1
def neuron(x, w, b, activation):
    ones = np.ones((*x.shape[:-1], 1))
    return activation(np.concatenate([x, ones], axis=-1) @ np.append(w, b))


# %% right: the transposed product
def neuron(x, w, b, activation):
    z = w @ x.T
    z += b
    return activation(z)


# %% wrong: no bias
def neuron(x, w, b, activation):
    return activation(x @ w)


# %% wrong: no activation
def neuron(x, w, b, activation):
    return x @ w + b


# %% wrong: the bias after the activation
def neuron(x, w, b, activation):
    return activation(x @ w) + b


# %% wrong: the bias subtracted
def neuron(x, w, b, activation):
    return activation(x @ w - b)


# %% wrong: the bias added to every product
def neuron(x, w, b, activation):
    return activation((x * w + b).sum(axis=-1))


# %% wrong: the bias added to the weights
def neuron(x, w, b, activation):
    return activation(x @ (w + b))


# %% wrong: the activation on each product
def neuron(x, w, b, activation):
    return activation(x * w).sum(axis=-1) + b


# %% wrong: everything summed to one number
def neuron(x, w, b, activation):
    return activation(np.sum(x * w) + b)


# %% wrong: summed over the rows
def neuron(x, w, b, activation):
    return activation(np.sum(x * w, axis=0) + b)


# %% wrong: not summed
def neuron(x, w, b, activation):
    return activation(x * w + b)


# %% wrong: a column of weights, so a column of outputs
def neuron(x, w, b, activation):
    return activation(x @ w.reshape(-1, 1) + b)


# %% wrong: the product the other way round
def neuron(x, w, b, activation):
    return activation(w @ x + b)


# %% wrong: rows only, axis 1
def neuron(x, w, b, activation):
    return activation((x * w).sum(axis=1) + b)


# %% wrong: rows only, a loop over them
def neuron(x, w, b, activation):
    return activation(np.array([np.sum(row * w) + b for row in x]))


# %% wrong: an array of one number for a single row
def neuron(x, w, b, activation):
    return activation(np.atleast_2d(x) @ w + b)


# %% wrong: the mean of the products
def neuron(x, w, b, activation):
    return activation((x * w).mean(axis=-1) + b)


# %% wrong: a binary step built in
def neuron(x, w, b, activation):
    return (x @ w + b > 0).astype(float)


# %% wrong: nothing is returned
def neuron(x, w, b, activation):
    y = activation(x @ w + b)


# %% wrong: the activation is returned, not called
def neuron(x, w, b, activation):
    z = x @ w + b
    return activation


# %% wrong: x is changed in place
def neuron(x, w, b, activation):
    x *= w
    return activation(x.sum(axis=-1) + b)
