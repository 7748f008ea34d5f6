# %% right: axis -1, the sum by keepdims
def softmax(z):
    z = z - np.max(z, axis=-1, keepdims=True)
    return np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)


# %% right: SciPy
def softmax(z):
    from scipy.special import softmax as shares

    return shares(z, axis=1)


# %% right: the logarithm of the sum
def softmax(z):
    from scipy.special import logsumexp

    return np.exp(z - logsumexp(z, axis=1, keepdims=True))


# %% right: a loop over the rows
def softmax(z):
    out = np.zeros(z.shape)
    for i, row in enumerate(z):
        powers = np.exp(row - row.max())
        out[i] = powers / powers.sum()
    return out


# %% right: a list of rows made an array
def softmax(z):
    def share(row):
        powers = [np.exp(value - max(row)) for value in row]
        return [power / sum(powers) for power in powers]

    return np.array([share(row) for row in z])


# %% right: transposed twice
def softmax(z):
    powers = np.exp(z.T - z.max(axis=1))
    return (powers / powers.sum(axis=0)).T


# %% right: new axes in place of keepdims
def softmax(z):
    powers = np.exp(z - z.max(axis=1)[:, None])
    return powers / powers.sum(axis=1)[:, np.newaxis]


# %% right: in place on a copy
def softmax(z):
    z = z.copy()
    z -= z.max(axis=1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=1, keepdims=True)
    return z


# %% right: one over the sum of the powers of differences
def softmax(z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[:, None, :] - z[:, :, None]).sum(axis=2)


# %% right: Keras, turned into an array
def softmax(z):
    return keras.ops.convert_to_numpy(keras.activations.softmax(keras.ops.convert_to_tensor(z), axis=-1))


# %% wrong: overflows
def softmax(z):
    powers = np.exp(z)
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: the columns
def softmax(z):
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=0)


# %% wrong: the whole array
def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()


# %% wrong: each row's largest, but the sum of all
def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum()


# %% wrong: each row's sum, but the largest of all
def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: each row's sum, but each column's largest
def softmax(z):
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: no keepdims
def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


# %% wrong: not divided
def softmax(z):
    return np.exp(z - z.max(axis=1, keepdims=True))


# %% wrong: divided by the largest
def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.max(axis=1, keepdims=True)


# %% wrong: shares of the outputs, not of their powers
def softmax(z):
    z = z - z.min(axis=1, keepdims=True) + 1e-9
    return z / z.sum(axis=1, keepdims=True)


# %% wrong: powers of 2
def softmax(z):
    powers = 2 ** (z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: the smaller the output, the larger the share
def softmax(z):
    powers = np.exp(z.min(axis=1, keepdims=True) - z)
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: divided by the largest in place of subtracting it
def softmax(z):
    powers = np.exp(z / np.abs(z).max(axis=1, keepdims=True).clip(1))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: large outputs cut off
def softmax(z):
    powers = np.exp(np.clip(z, -700, 700))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: nan replaced
def softmax(z):
    powers = np.exp(z)
    return np.nan_to_num(powers / powers.sum(axis=1, keepdims=True))


# %% wrong: the largest of the absolute values, so that very negative rows vanish
def softmax(z):
    powers = np.exp(z - np.abs(z).max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: the mean subtracted
def softmax(z):
    powers = np.exp(z - z.mean(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: of the absolute values
def softmax(z):
    powers = np.exp(np.abs(z) - np.abs(z).max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: the winner takes it all
def softmax(z):
    return np.eye(z.shape[1])[z.argmax(axis=1)]


# %% wrong: sigmoids
def softmax(z):
    return 1 / (1 + np.exp(-z))


# %% wrong: the logarithms of the shares
def softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


# %% wrong: z is changed in place
def softmax(z):
    z -= z.max(axis=1, keepdims=True)
    powers = np.exp(z)
    return powers / powers.sum(axis=1, keepdims=True)
