# %% right: RandomState, a copy as target, a list
def denoising_pairs(x, noise, seed):
    rng = np.random.RandomState(seed)
    inputs = x + rng.normal(loc=0.0, scale=noise, size=x.shape)
    return [inputs.astype(x.dtype), x.copy()]


# %% right: the global generator, seeded
def denoising_pairs(x, noise, seed):
    np.random.seed(seed)
    return (x + noise * np.random.randn(*x.shape)).astype(x.dtype), x


# %% right: standard normal in the dtype of x
def denoising_pairs(x, noise, seed):
    rng = np.random.default_rng(seed)
    damage = rng.standard_normal(x.shape, dtype=x.dtype) * x.dtype.type(noise)
    return x + damage, x


# %% right: value by value
def denoising_pairs(x, noise, seed):
    import random

    rng = random.Random(seed)
    inputs = np.array(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            inputs[i, j] += rng.gauss(0, noise)
    return inputs, np.array(x)


# %% right: a generator for each row
def denoising_pairs(x, noise, seed):
    inputs = x.copy()
    for i, rng in enumerate(np.random.default_rng(seed).spawn(len(x))):
        inputs[i] += rng.normal(0, noise, x.shape[1])
    return inputs, x


# %% right: SciPy, in place on a copy
def denoising_pairs(x, noise, seed):
    from scipy.stats import norm

    inputs, targets = x.copy(), x.copy()
    inputs += norm.rvs(loc=0, scale=noise, size=x.shape, random_state=seed).astype(x.dtype)
    return inputs, targets


# %% right: Keras
def denoising_pairs(x, noise, seed):
    damage = keras.random.normal(x.shape, mean=0.0, stddev=noise, seed=seed)
    return (x + np.asarray(damage)).astype(x.dtype), x


# %% right: one long line of draws
def denoising_pairs(x, noise, seed):
    draws = np.random.default_rng(seed).normal(scale=noise, size=x.size)
    return np.add(x, draws.reshape(x.shape), dtype="float64").astype(x.dtype), np.asarray(x)


# %% wrong: noise on the targets as well
def denoising_pairs(x, noise, seed):
    damaged = (x + np.random.default_rng(seed).normal(0, noise, size=x.shape)).astype(x.dtype)
    return damaged, damaged


# %% wrong: noise on both, each its own
def denoising_pairs(x, noise, seed):
    rng = np.random.default_rng(seed)
    return tuple((x + rng.normal(0, noise, size=x.shape)).astype(x.dtype) for _ in range(2))


# %% wrong: inputs and targets swapped
def denoising_pairs(x, noise, seed):
    return x, (x + np.random.default_rng(seed).normal(0, noise, size=x.shape)).astype(x.dtype)


# %% wrong: the noise as target
def denoising_pairs(x, noise, seed):
    damage = np.random.default_rng(seed).normal(0, noise, size=x.shape).astype(x.dtype)
    return x + damage, damage


# %% wrong: only the inputs
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).normal(0, noise, size=x.shape)).astype(x.dtype)


# %% wrong: in place
def denoising_pairs(x, noise, seed):
    clean = x.copy()
    x += np.random.default_rng(seed).normal(0, noise, size=x.shape).astype(x.dtype)
    return x, clean


# %% wrong: in place, and the targets are the same array
def denoising_pairs(x, noise, seed):
    inputs = x
    inputs += np.random.default_rng(seed).normal(0, noise, size=x.shape)
    return inputs, x


# %% wrong: uniform noise
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).uniform(-noise, noise, size=x.shape)).astype(x.dtype), x


# %% wrong: uniform noise with the right standard deviation
def denoising_pairs(x, noise, seed):
    width = noise * np.sqrt(3)
    return (x + np.random.default_rng(seed).uniform(-width, width, size=x.shape)).astype(x.dtype), x


# %% wrong: Laplace noise with the right standard deviation
def denoising_pairs(x, noise, seed):
    damage = np.random.default_rng(seed).laplace(0, noise / np.sqrt(2), size=x.shape)
    return (x + damage).astype(x.dtype), x


# %% wrong: one draw for each row
def denoising_pairs(x, noise, seed):
    damage = np.random.default_rng(seed).normal(0, noise, size=(len(x), 1))
    return (x + damage).astype(x.dtype), x


# %% wrong: one draw for each column
def denoising_pairs(x, noise, seed):
    damage = np.random.default_rng(seed).normal(0, noise, size=x.shape[1])
    return (x + damage).astype(x.dtype), x


# %% wrong: one draw for all
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).normal(0, noise)).astype(x.dtype), x


# %% wrong: the generator starts again with each row
def denoising_pairs(x, noise, seed):
    rows = [row + np.random.default_rng(seed).normal(0, noise, size=len(row)) for row in x]
    return np.array(rows).astype(x.dtype), x


# %% wrong: no seed
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng().normal(0, noise, size=x.shape)).astype(x.dtype), x


# %% wrong: always the seed of the lab
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(SEED).normal(0, noise, size=x.shape)).astype(x.dtype), x


# %% wrong: a generator that goes on
_going_on = np.random.default_rng(7)


def denoising_pairs(x, noise, seed):
    return (x + _going_on.normal(0, noise, size=x.shape)).astype(x.dtype), x


# %% wrong: one generator seeded, another one used
def denoising_pairs(x, noise, seed):
    rng = np.random.default_rng(seed)
    return (x + np.random.normal(0, noise, size=x.shape)).astype(x.dtype), x


# %% wrong: noise taken for the variance
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).normal(0, np.sqrt(noise), size=x.shape)).astype(x.dtype), x


# %% wrong: standard deviation 1
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).normal(size=x.shape)).astype(x.dtype), x


# %% wrong: always 0.1
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).normal(0, 0.1, size=x.shape)).astype(x.dtype), x


# %% wrong: noise as the mean
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).normal(noise, size=x.shape)).astype(x.dtype), x


# %% wrong: noise as mean and standard deviation
def denoising_pairs(x, noise, seed):
    return (x + np.random.default_rng(seed).normal(noise, noise, size=x.shape)).astype(x.dtype), x


# %% wrong: only upwards
def denoising_pairs(x, noise, seed):
    damage = np.abs(np.random.default_rng(seed).normal(0, noise, size=x.shape))
    return (x + damage).astype(x.dtype), x


# %% wrong: clipped to 0 to 1
def denoising_pairs(x, noise, seed):
    damage = np.random.default_rng(seed).normal(0, noise, size=x.shape)
    return np.clip(x + damage, 0, 1).astype(x.dtype), x


# %% wrong: multiplied
def denoising_pairs(x, noise, seed):
    damage = np.random.default_rng(seed).normal(0, noise, size=x.shape)
    return (x * (1 + damage)).astype(x.dtype), x


# %% wrong: values set to 0
def denoising_pairs(x, noise, seed):
    keep = np.random.default_rng(seed).random(x.shape) >= noise
    return (x * keep).astype(x.dtype), x


# %% wrong: only some of the values
def denoising_pairs(x, noise, seed):
    rng = np.random.default_rng(seed)
    return (x + rng.normal(0, noise, size=x.shape) * (rng.random(x.shape) < 0.5)).astype(x.dtype), x


# %% wrong: draws beyond two standard deviations are repeated
def denoising_pairs(x, noise, seed):
    from scipy.stats import truncnorm

    damage = truncnorm.rvs(-2, 2, scale=noise, size=x.shape, random_state=seed)
    return (x + damage).astype(x.dtype), x


# %% wrong: float64
def denoising_pairs(x, noise, seed):
    return x + np.random.default_rng(seed).normal(0, noise, size=x.shape), x


# %% wrong: both float64
def denoising_pairs(x, noise, seed):
    x = x.astype(float)
    return x + np.random.default_rng(seed).normal(0, noise, size=x.shape), x


# %% wrong: float32 whatever x is
def denoising_pairs(x, noise, seed):
    damaged = x + np.random.default_rng(seed).normal(0, noise, size=x.shape)
    return damaged.astype("float32"), x.astype("float32")


# %% wrong: rows in another order
def denoising_pairs(x, noise, seed):
    rng = np.random.default_rng(seed)
    return (rng.permutation(x) + rng.normal(0, noise, size=x.shape)).astype(x.dtype), x


# %% wrong: as many columns as in the lab
def denoising_pairs(x, noise, seed):
    damage = np.random.default_rng(seed).normal(0, noise, size=(len(x), 123))
    return (x + damage).astype(x.dtype), x


# %% wrong: no damage
def denoising_pairs(x, noise, seed):
    return x.copy(), x


# %% wrong: noise in units of each column's standard deviation
def denoising_pairs(x, noise, seed):
    rng = np.random.default_rng(seed)
    spread = x.std(axis=0) / x.std()
    return (x + rng.normal(0, noise, x.shape) * spread).astype(x.dtype), x


# %% wrong: noise in proportion to the values
def denoising_pairs(x, noise, seed):
    rng = np.random.default_rng(seed)
    return (x + rng.normal(0, noise, x.shape) * x / np.sqrt((x**2).mean())).astype(x.dtype), x
