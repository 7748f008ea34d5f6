# %% right: exp of positive z too
def sigmoid(z):
    return np.exp(z) / (np.exp(z) + 1)


def relu(z):
    return z * (z > 0)


def leaky_relu(z, slope=0.2):
    return np.maximum(z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(z) - 1))


# %% right: SciPy, clip, expm1
def sigmoid(z):
    from scipy.special import expit

    return expit(z)


def relu(z):
    return np.clip(z, 0, None)


def leaky_relu(z, slope=0.2):
    return relu(z) - slope * relu(-z)


def elu(z, a=1.0):
    return np.maximum(z, 0) + a * np.expm1(np.minimum(z, 0))


# %% right: positions set on copies
def sigmoid(z):
    return (np.tanh(z / 2) + 1) / 2


def relu(z):
    out = z.copy()
    out[out < 0] = 0
    return out


def leaky_relu(z, slope=0.2):
    out = np.array(z, dtype=float)
    out[z < 0] *= slope
    return out


def elu(z, a=1.0):
    out = np.array(z, dtype=float)
    below = out < 0
    out[below] = a * (np.exp(out[below]) - 1)
    return out


# %% right: one number at a time, np.vectorize
def sigmoid(z):
    import math

    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)))(z)


def relu(z):
    return np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float])(z)


def leaky_relu(z, slope=0.2):
    return np.vectorize(lambda v: v if v > 0 else slope * v, otypes=[float])(z)


def elu(z, a=1.0):
    import math

    return np.vectorize(lambda v: v if v > 0 else a * (math.exp(v) - 1), otypes=[float])(z)


# %% right: a loop over all positions
def sigmoid(z):
    out = np.empty_like(z)
    for at in np.ndindex(z.shape):
        out[at] = 1 / (1 + np.exp(-z[at]))
    return out


def relu(z):
    out = np.zeros_like(z)
    for at in np.ndindex(z.shape):
        out[at] = max(0, z[at])
    return out


def leaky_relu(z, slope=0.2):
    out = np.empty_like(z)
    for at in np.ndindex(z.shape):
        out[at] = z[at] if z[at] > 0 else slope * z[at]
    return out


def elu(z, a=1.0):
    out = np.empty_like(z)
    for at in np.ndindex(z.shape):
        out[at] = z[at] if z[at] > 0 else a * (np.exp(z[at]) - 1)
    return out


# %% right: without conditions, by absolute values and masks
def sigmoid(z):
    return np.power(1 + np.exp(-z), -1)


def relu(z):
    return (z + np.abs(z)) / 2


def leaky_relu(z, slope=0.2):
    return z * ((z > 0) + slope * (z <= 0))


def elu(z, a=1.0):
    return (z > 0) * z + (z <= 0) * a * (np.exp(np.minimum(z, 0)) - 1)


# %% right: Keras, turned into arrays
def sigmoid(z):
    return keras.ops.convert_to_numpy(keras.activations.sigmoid(z))


def relu(z):
    return keras.ops.convert_to_numpy(keras.activations.relu(z))


def leaky_relu(z, slope=0.2):
    return keras.ops.convert_to_numpy(keras.activations.leaky_relu(z, negative_slope=slope))


def elu(z, a=1.0):
    return keras.ops.convert_to_numpy(keras.activations.elu(z, alpha=a))


# %% wrong: sigmoid without the minus
def sigmoid(z):
    return 1 / (1 + np.exp(z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: sigmoid without the brackets
def sigmoid(z):
    return 1 / 1 + np.exp(-z)


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: sigmoid is tanh
def sigmoid(z):
    return np.tanh(z)


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: sigmoid is a step
def sigmoid(z):
    return (z > 0).astype(float)


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: sigmoid is its slope
def sigmoid(z):
    y = 1 / (1 + np.exp(-z))
    return y * (1 - y)


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: sigmoid for arrays of two dimensions only
def sigmoid(z):
    return np.array([[1 / (1 + np.exp(-v)) for v in row] for row in z])


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu for arrays of two dimensions only
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    out = np.zeros(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            out[i, j] = max(0, z[i, j])
    return out


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu keeps positive numbers only
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return z[z > 0]


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu is the absolute value
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.abs(z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu is the minimum
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.minimum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu is a step
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.where(z > 0, 1, 0)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu by np.max, which has one result
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.max(z, 0)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu by Python's max
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return max(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu by if
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    if z > 0:
        return z
    return 0


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: relu in place
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    z[z < 0] = 0
    return z


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: leaky relu in place
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    z[z < 0] *= slope
    return z


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: elu in place
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    z[z < 0] = a * (np.exp(z[z < 0]) - 1)
    return z


# %% wrong: leaky relu's slope is always 0.2
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, 0.2 * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: leaky relu leaks upward
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, -slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: leaky relu is the slope itself below 0
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: leaky relu the other way round
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, slope * z, z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: leaky relu divides by the slope
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, z / slope)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.minimum(z, 0)) - 1))


# %% wrong: elu's a is always 1
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)


# %% wrong: elu without the brackets
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * np.exp(np.minimum(z, 0)) - 1)


# %% wrong: elu's a in the exponent
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, np.exp(a * np.minimum(z, 0)) - 1)


# %% wrong: elu does not take away 1
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * np.exp(np.minimum(z, 0)))


# %% wrong: elu bends everywhere
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return a * (np.exp(z) - 1)


# %% wrong: elu is exp(-z) below 0
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(-z) - 1))


# %% wrong: elu with np.maximum, so 0 below 0
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def leaky_relu(z, slope=0.2):
    return np.where(z > 0, z, slope * z)


def elu(z, a=1.0):
    return np.where(z > 0, z, a * (np.exp(np.maximum(z, 0)) - 1))
