# %% right: plain Python
def leaf_output(residuals, reg=0.0):
    total = 0.0
    for residual in residuals:
        total = total + residual
    return total / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    step = eta * output
    return prediction + step


# %% right: the mean, shrunk
def leaf_output(residuals, reg=0.0):
    n = np.size(residuals)
    return np.mean(residuals) * n / (n + reg)


def update(prediction, output, eta=0.3):
    return float(np.add(prediction, np.multiply(eta, output)))


# %% right: pandas, and the sum as a dot product
def leaf_output(residuals, reg=0.0):
    return pd.Series(residuals).sum() / (pd.Series(residuals).count() + reg)


def update(prediction, output, eta=0.3):
    return np.dot([1, eta], [prediction, output])


# %% right: an array without dimensions, a weighted mean
def leaf_output(residuals, reg=0.0):
    return np.array(sum(residuals) / (reg + len(residuals)))


def update(prediction, output, eta=0.3):
    return (1 - eta) * prediction + eta * (prediction + output)


# %% wrong: the square of the slides
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) ** 2 / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return prediction + eta * output


# %% wrong: reg is ignored
def leaf_output(residuals, reg=0.0):
    return np.mean(residuals)


def update(prediction, output, eta=0.3):
    return prediction + eta * output


# %% wrong: reg is taken from the sum
def leaf_output(residuals, reg=0.0):
    total = np.sum(residuals)
    return np.sign(total) * max(abs(total) - reg, 0) / len(residuals)


def update(prediction, output, eta=0.3):
    return prediction + eta * output


# %% wrong: reg is taken from the mean
def leaf_output(residuals, reg=0.0):
    return np.mean(residuals) - reg


def update(prediction, output, eta=0.3):
    return prediction + eta * output


# %% wrong: absolute values
def leaf_output(residuals, reg=0.0):
    return np.sum(np.abs(residuals)) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return prediction + eta * output


# %% wrong: the median
def leaf_output(residuals, reg=0.0):
    n = len(residuals)
    return np.median(residuals) * n / (n + reg)


def update(prediction, output, eta=0.3):
    return prediction + eta * output


# %% wrong: the sum
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (1 + reg)


def update(prediction, output, eta=0.3):
    return prediction + eta * output


# %% wrong: eta is fixed at 0.3
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return prediction + 0.3 * output


# %% wrong: the step alone
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return eta * output


# %% wrong: eta is left out
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return prediction + output


# %% wrong: the step is subtracted
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return prediction - eta * output


# %% wrong: eta mixes old and new
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return (1 - eta) * prediction + eta * output


# %% wrong: eta shrinks the old prediction too
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return eta * (prediction + output)


# %% wrong: 0.5 is always the old prediction
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    return 0.5 + eta * output


# %% wrong: the update is printed, not returned
def leaf_output(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


def update(prediction, output, eta=0.3):
    print(prediction + eta * output)
