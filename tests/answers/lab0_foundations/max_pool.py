# %% right: a loop
def max_pool(x, size):
    return np.array([x[i * size : (i + 1) * size].max() for i in range(len(x) // size)])


# %% right: a loop with a step, full stretches only
def max_pool(x, size):
    out = []
    for start in range(0, len(x) - size + 1, size):
        out.append(max(x[start : start + size]))
    return np.array(out)


# %% right: np.split
def max_pool(x, size):
    count = len(x) // size
    return np.array([part.max() for part in np.split(x[: count * size], count)])


# %% right: every size-th place of the maximum of shifted copies
def max_pool(x, size):
    full = len(x) - len(x) % size
    return np.max([x[j:full:size] for j in range(size)], axis=0)


# %% right: reduceat
def max_pool(x, size):
    full = len(x) // size * size
    return np.maximum.reduceat(x[:full], np.arange(0, full, size))


# %% right: every size-th sliding window
def max_pool(x, size):
    return np.lib.stride_tricks.sliding_window_view(x, size)[::size].max(axis=1)


# %% right: one column a stretch
def max_pool(x, size):
    count = len(x) // size
    return np.amax(x[: count * size].reshape(size, count, order="F"), axis=0)


# %% right: one value at a time
def max_pool(x, size):
    out = np.full(len(x) // size, -np.inf)
    for i, value in enumerate(x):
        if i // size < len(out) and value > out[i // size]:
            out[i // size] = value
    return out


# %% right: a resized copy
def max_pool(x, size):
    return np.resize(x, (len(x) // size, size)).max(axis=1)


# %% right: Keras
def max_pool(x, size):
    return keras.ops.convert_to_numpy(keras.ops.max_pool(x[None, :, None], size, strides=size))[0, :, 0]


# %% wrong: means
def max_pool(x, size):
    full = len(x) // size * size
    return x[:full].reshape(-1, size).mean(axis=1)


# %% wrong: the smallest
def max_pool(x, size):
    full = len(x) // size * size
    return x[:full].reshape(-1, size).min(axis=1)


# %% wrong: the steps that do not fill a stretch are kept
def max_pool(x, size):
    return np.array([x[i : i + size].max() for i in range(0, len(x), size)])


# %% wrong: np.array_split
def max_pool(x, size):
    return np.array([part.max() for part in np.array_split(x, len(x) // size)])


# %% wrong: the steps at the start are dropped
def max_pool(x, size):
    return x[len(x) % size :].reshape(-1, size).max(axis=1)


# %% wrong: nothing is dropped, so some lengths fail
def max_pool(x, size):
    return x.reshape(-1, size).max(axis=1)


# %% wrong: everything is dropped if nothing should be
def max_pool(x, size):
    return x[: -(len(x) % size)].reshape(-1, size).max(axis=1)


# %% wrong: a window that slides
def max_pool(x, size):
    return np.array([x[i : i + size].max() for i in range(len(x) - size + 1)])


# %% wrong: size stretches, each across the whole
def max_pool(x, size):
    full = len(x) // size * size
    return x[:full].reshape(size, -1).max(axis=0)


# %% wrong: as many stretches as size says
def max_pool(x, size):
    full = len(x) // size * size
    return x[:full].reshape(size, -1).max(axis=1)


# %% wrong: the largest of each column
def max_pool(x, size):
    full = len(x) // size * size
    return x[:full].reshape(-1, size).max(axis=0)


# %% wrong: the first of each stretch
def max_pool(x, size):
    return x[: len(x) // size * size : size]


# %% wrong: the last of each stretch
def max_pool(x, size):
    return x[size - 1 :: size]


# %% wrong: the places of the largest
def max_pool(x, size):
    full = len(x) // size * size
    return x[:full].reshape(-1, size).argmax(axis=1)


# %% wrong: at least 0
def max_pool(x, size):
    out = np.zeros(len(x) // size)
    for i in range(len(out)):
        for value in x[i * size : (i + 1) * size]:
            out[i] = max(out[i], value)
    return out


# %% wrong: the largest absolute values
def max_pool(x, size):
    full = len(x) // size * size
    return np.abs(x[:full]).reshape(-1, size).max(axis=1)


# %% wrong: the end filled with zeros
def max_pool(x, size):
    return np.pad(x, (0, -len(x) % size)).reshape(-1, size).max(axis=1)


# %% wrong: the last stretch left out
def max_pool(x, size):
    return np.array([x[i : i + size].max() for i in range(0, len(x) - size, size)])


# %% wrong: one step too few in each stretch
def max_pool(x, size):
    return np.array([x[i * size : (i + 1) * size - 1].max() for i in range(len(x) // size)])


# %% wrong: pairs only
def max_pool(x, size):
    full = len(x) // 2 * 2
    return np.maximum(x[:full:2], x[1:full:2])


# %% wrong: one number for all
def max_pool(x, size):
    return x[: len(x) // size * size].max()


# %% wrong: a column
def max_pool(x, size):
    full = len(x) // size * size
    return x[:full].reshape(-1, size).max(axis=1, keepdims=True)


# %% wrong: x is sorted in place
def max_pool(x, size):
    full = len(x) // size * size
    stretches = x[:full].reshape(-1, size)
    stretches.sort(axis=1)
    return stretches[:, -1].copy()
