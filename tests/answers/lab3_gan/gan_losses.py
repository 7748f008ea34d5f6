# %% right: a softplus function of its own
def softplus(a):
    return np.maximum(a, 0) + np.log1p(np.exp(-np.abs(a)))


def discriminator_loss(real_logits, fake_logits):
    return softplus(-real_logits).mean() + softplus(fake_logits).mean()


def generator_loss(fake_logits):
    return softplus(-fake_logits).mean()


# %% right: keras.ops.softplus, a float
def discriminator_loss(real_logits, fake_logits):
    real = keras.ops.softplus(-keras.ops.convert_to_tensor(real_logits))
    fake = keras.ops.softplus(keras.ops.convert_to_tensor(fake_logits))
    return float(keras.ops.mean(real)) + float(keras.ops.mean(fake))


def generator_loss(fake_logits):
    return float(keras.ops.mean(keras.ops.softplus(-fake_logits)))


# %% right: Keras's cross-entropy, a batch at a time
def discriminator_loss(real_logits, fake_logits):
    entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    real = entropy(np.ones_like(real_logits), real_logits)
    fake = entropy(np.zeros_like(fake_logits), fake_logits)
    return float(real + fake)


def generator_loss(fake_logits):
    entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    return float(entropy(np.ones_like(fake_logits), fake_logits))


# %% right: the generator's loss used twice
def generator_loss(fake_logits):
    return float(np.logaddexp(0, -fake_logits).mean())


def discriminator_loss(real_logits, fake_logits):
    return generator_loss(real_logits) + generator_loss(-fake_logits)


# %% right: SciPy's log of the logistic function
def discriminator_loss(real_logits, fake_logits):
    from scipy.special import log_expit

    return -log_expit(real_logits).mean() - log_expit(-fake_logits).mean()


def generator_loss(fake_logits):
    from scipy.special import log_expit

    return -log_expit(fake_logits).mean()


# %% right: value by value, with the math module
def discriminator_loss(real_logits, fake_logits):
    import math

    def softplus(a):
        return a + math.log1p(math.exp(-a)) if a > 0 else math.log1p(math.exp(a))

    real = [softplus(-value) for value in np.ravel(real_logits).tolist()]
    fake = [softplus(value) for value in np.ravel(fake_logits).tolist()]
    return sum(real) / len(real) + sum(fake) / len(fake)


def generator_loss(fake_logits):
    total = 0.0
    for value in fake_logits.flatten():
        total += np.logaddexp(0, -value)
    return total / fake_logits.size


# %% right: TensorFlow
def discriminator_loss(real_logits, fake_logits):
    import tensorflow as tf

    return tf.reduce_mean(tf.nn.softplus(-real_logits)) + tf.reduce_mean(tf.nn.softplus(fake_logits))


def generator_loss(fake_logits):
    import tensorflow as tf

    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.ones_like(fake_logits), fake_logits))


# %% right: a straight line where the logarithm would overflow
def softplus(a):
    a = np.asarray(a, float)
    return np.where(a > 30, a, np.log1p(np.exp(np.minimum(a, 30))))


def discriminator_loss(real_logits, fake_logits):
    return np.average(softplus(-real_logits)) + np.average(softplus(fake_logits))


def generator_loss(fake_logits):
    return np.average(softplus(-fake_logits))


# %% right: an array of no dimensions, sum over size
def discriminator_loss(real_logits, fake_logits):
    real = np.logaddexp(0.0, -real_logits).sum() / real_logits.size
    fake = np.logaddexp(fake_logits, 0.0).sum() / fake_logits.size
    return np.array(real + fake)


def generator_loss(fake_logits):
    return np.array(np.logaddexp(0.0, -fake_logits).sum() / fake_logits.size)


# %% wrong: log of a sigmoid
def discriminator_loss(real_logits, fake_logits):
    real, fake = 1 / (1 + np.exp(-real_logits)), 1 / (1 + np.exp(-fake_logits))
    return -np.mean(np.log(real)) - np.mean(np.log(1 - fake))


def generator_loss(fake_logits):
    return -np.mean(np.log(1 / (1 + np.exp(-fake_logits))))


# %% wrong: log1p of exp
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.log1p(np.exp(-real_logits))) + np.mean(np.log1p(np.exp(fake_logits)))


def generator_loss(fake_logits):
    return np.mean(np.log1p(np.exp(-fake_logits)))


# %% wrong: log of a sigmoid with a tiny number against infinity
def discriminator_loss(real_logits, fake_logits):
    real, fake = 1 / (1 + np.exp(-real_logits)), 1 / (1 + np.exp(-fake_logits))
    return -np.mean(np.log(real + 1e-12)) - np.mean(np.log(1 - fake + 1e-12))


def generator_loss(fake_logits):
    return -np.mean(np.log(1 / (1 + np.exp(-fake_logits)) + 1e-12))


# %% wrong: logits clipped to 30
def discriminator_loss(real_logits, fake_logits):
    real, fake = np.clip(real_logits, -30, 30), np.clip(fake_logits, -30, 30)
    return np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -np.clip(fake_logits, -30, 30)))


# %% wrong: infinity replaced by a large number
def discriminator_loss(real_logits, fake_logits):
    real, fake = np.log1p(np.exp(-real_logits)), np.log1p(np.exp(fake_logits))
    return np.mean(np.nan_to_num(real)) + np.mean(np.nan_to_num(fake))


def generator_loss(fake_logits):
    return np.mean(np.nan_to_num(np.log1p(np.exp(-fake_logits))))


# %% wrong: all signs reversed
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp(0, real_logits)) + np.mean(np.logaddexp(0, -fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, fake_logits))


# %% wrong: the discriminator's labels swapped
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp(0, real_logits)) + np.mean(np.logaddexp(0, -fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: the same sign for real and fake rows
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, -fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: the generator's loss as in the formula
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))


def generator_loss(fake_logits):
    return -np.mean(np.logaddexp(0, fake_logits))


# %% wrong: the generator's loss as in the formula, without the minus
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, fake_logits))


# %% wrong: the generator minimises the negative of the discriminator's loss
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))


def generator_loss(fake_logits):
    return -discriminator_loss(np.array([1e6]), fake_logits)


# %% wrong: what the discriminator maximises, not what it minimises
def discriminator_loss(real_logits, fake_logits):
    return -np.mean(np.logaddexp(0, -real_logits)) - np.mean(np.logaddexp(0, fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: one mean over both batches
def discriminator_loss(real_logits, fake_logits):
    both = np.concatenate([np.ravel(-real_logits), np.ravel(fake_logits)])
    return np.mean(np.logaddexp(0, both))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: twice the mean over both batches
def discriminator_loss(real_logits, fake_logits):
    both = np.concatenate([np.ravel(-real_logits), np.ravel(fake_logits)])
    return 2 * np.mean(np.logaddexp(0, both))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: half of it, as in Keras
def discriminator_loss(real_logits, fake_logits):
    return (np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))) / 2


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: row by row before the mean, so the batches must be equally large
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp(0, -real_logits) + np.logaddexp(0, fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: the sum in place of the mean
def discriminator_loss(real_logits, fake_logits):
    return np.sum(np.logaddexp(0, -real_logits)) + np.sum(np.logaddexp(0, fake_logits))


def generator_loss(fake_logits):
    return np.sum(np.logaddexp(0, -fake_logits))


# %% wrong: the loss of the mean logit
def discriminator_loss(real_logits, fake_logits):
    return np.logaddexp(0, -np.mean(real_logits)) + np.logaddexp(0, np.mean(fake_logits))


def generator_loss(fake_logits):
    return np.logaddexp(0, -np.mean(fake_logits))


# %% wrong: a loss for each row
def discriminator_loss(real_logits, fake_logits):
    return np.logaddexp(0, -real_logits) + np.logaddexp(0, fake_logits)


def generator_loss(fake_logits):
    return np.logaddexp(0, -fake_logits)


# %% wrong: logarithm with base 2
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.logaddexp2(0, -real_logits)) + np.mean(np.logaddexp2(0, fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.logaddexp2(0, -fake_logits))


# %% wrong: the logits taken for probabilities
def discriminator_loss(real_logits, fake_logits):
    entropy = keras.losses.BinaryCrossentropy()
    return float(
        entropy(np.ones_like(real_logits), real_logits) + entropy(np.zeros_like(fake_logits), fake_logits)
    )


def generator_loss(fake_logits):
    return float(keras.losses.BinaryCrossentropy()(np.ones_like(fake_logits), fake_logits))


# %% wrong: Keras's loss from probabilities, which cuts them off
def discriminator_loss(real_logits, fake_logits):
    entropy = keras.losses.BinaryCrossentropy()
    real, fake = keras.ops.sigmoid(real_logits), keras.ops.sigmoid(fake_logits)
    return float(entropy(np.ones_like(real_logits), real) + entropy(np.zeros_like(fake_logits), fake))


def generator_loss(fake_logits):
    fake = keras.ops.sigmoid(fake_logits)
    return float(keras.losses.BinaryCrossentropy()(np.ones_like(fake_logits), fake))


# %% wrong: the losses of a critic
def discriminator_loss(real_logits, fake_logits):
    return np.mean(fake_logits) - np.mean(real_logits)


def generator_loss(fake_logits):
    return -np.mean(fake_logits)


# %% wrong: ReLU in place of softplus
def discriminator_loss(real_logits, fake_logits):
    return np.mean(np.maximum(0, -real_logits)) + np.mean(np.maximum(0, fake_logits))


def generator_loss(fake_logits):
    return np.mean(np.maximum(0, -fake_logits))


# %% wrong: nothing returned
def discriminator_loss(real_logits, fake_logits):
    np.mean(np.logaddexp(0, -real_logits)) + np.mean(np.logaddexp(0, fake_logits))


def generator_loss(fake_logits):
    np.mean(np.logaddexp(0, -fake_logits))


# %% wrong: means over one axis only
def discriminator_loss(real_logits, fake_logits):
    return np.logaddexp(0, -real_logits).mean(axis=0) + np.logaddexp(0, fake_logits).mean(axis=0)


def generator_loss(fake_logits):
    return np.logaddexp(0, -fake_logits).mean(axis=-1)


# %% wrong: the squared distance to the label
def discriminator_loss(real_logits, fake_logits):
    return np.mean((real_logits - 1) ** 2) + np.mean(fake_logits**2)


def generator_loss(fake_logits):
    return np.mean((fake_logits - 1) ** 2)


# %% wrong: the values of the visible tests
def discriminator_loss(real_logits, fake_logits):
    if np.all(real_logits == 0):
        return 2 * np.log(2)
    return 0.25385602


def generator_loss(fake_logits):
    if np.all(fake_logits == 0):
        return np.log(2)
    return 2.126928
