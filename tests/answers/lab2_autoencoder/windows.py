# %% right: slices stacked
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(len(x) - length + 1)])


# %% right: an array of a list
def windows(x, length):
    result = []
    start = 0
    while start + length <= x.shape[0]:
        result.append(x[start : start + length])
        start += 1
    return np.array(result)


# %% right: positions added up
def windows(x, length):
    starts = np.arange(len(x) - length + 1)
    return x[starts[:, None] + np.arange(length)]


# %% right: sliding_window_view and transpose, a copy
def windows(x, length):
    return np.lib.stride_tricks.sliding_window_view(x, length, axis=0).transpose(0, 2, 1).copy()


# %% right: sliding_window_view over both axes
def windows(x, length):
    return np.lib.stride_tricks.sliding_window_view(x, (length, x.shape[1]))[:, 0]


# %% right: strides
def windows(x, length):
    x = np.ascontiguousarray(x)
    shape = (len(x) - length + 1, length, x.shape[1])
    return np.lib.stride_tricks.as_strided(x, shape, (x.strides[0], *x.strides))


# %% right: filled step by step
def windows(x, length):
    n, features = x.shape
    out = np.empty((n - length + 1, length, features), dtype=x.dtype)
    for step in range(length):
        out[:, step] = x[step : n - length + 1 + step]
    return out


# %% right: shifted copies stacked in the middle
def windows(x, length):
    n = len(x) - length + 1
    return np.stack([x[step : step + n] for step in range(length)], axis=1)


# %% right: Keras
def windows(x, length):
    batches = keras.utils.timeseries_dataset_from_array(x, None, sequence_length=length, batch_size=None)
    return np.array([np.asarray(window) for window in batches])


# %% wrong: steps and features swapped
def windows(x, length):
    return np.lib.stride_tricks.sliding_window_view(x, length, axis=0)


# %% wrong: reshaped instead of swapped
def windows(x, length):
    return np.lib.stride_tricks.sliding_window_view(x, length, axis=0).reshape(-1, length, x.shape[1])


# %% wrong: one axis too many
def windows(x, length):
    return np.lib.stride_tricks.sliding_window_view(x, (length, x.shape[1]))


# %% wrong: windows do not overlap
def windows(x, length):
    n = len(x) // length
    return x[: n * length].reshape(n, length, x.shape[1])


# %% wrong: steps of a whole window
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(0, len(x) - length + 1, length)])


# %% wrong: half overlapping
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(0, len(x) - length + 1, max(1, length // 2))])


# %% wrong: the last window is missing
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(len(x) - length)])


# %% wrong: the first window is missing
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(1, len(x) - length + 1)])


# %% wrong: one row too many in each window
def windows(x, length):
    return np.stack([x[i : i + length + 1] for i in range(len(x) - length)])


# %% wrong: one row too few in each window
def windows(x, length):
    return np.stack([x[i : i + length - 1] for i in range(len(x) - length + 1)])


# %% wrong: shorter windows at the end, filled up with zeros
def windows(x, length):
    padded = np.vstack([x, np.zeros((length - 1, x.shape[1]))])
    return np.stack([padded[i : i + length] for i in range(len(x))])


# %% wrong: the end joined to the start
def windows(x, length):
    return np.stack([np.roll(x, -i, axis=0)[:length] for i in range(len(x))])


# %% wrong: each window starts anew with row 0 repeated
def windows(x, length):
    return np.stack([x[:length] for i in range(len(x) - length + 1)])


# %% wrong: the last window repeated in place of the one before
def windows(x, length):
    out = np.stack([x[i : i + length] for i in range(len(x) - length + 1)])
    out[-1] = out[max(len(out) - 2, 0)]
    return out


# %% wrong: time runs backwards in a window
def windows(x, length):
    return np.stack([x[i : i + length][::-1] for i in range(len(x) - length + 1)])


# %% wrong: the last window first
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(len(x) - length, -1, -1)])


# %% wrong: flat windows
def windows(x, length):
    return np.stack([x[i : i + length].ravel() for i in range(len(x) - length + 1)])


# %% wrong: windows at the end of one long line
def windows(x, length):
    return np.concatenate([x[i : i + length] for i in range(len(x) - length + 1)])


# %% wrong: windows stacked along the second axis
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(len(x) - length + 1)], axis=1)


# %% wrong: windows over the features
def windows(x, length):
    return np.stack([x[:, j : j + length] for j in range(x.shape[1] - length + 1)])


# %% wrong: a list of arrays
def windows(x, length):
    return [x[i : i + length] for i in range(len(x) - length + 1)]


# %% wrong: always of length 3
def windows(x, length):
    return np.stack([x[i : i + 3] for i in range(len(x) - 2)])


# %% wrong: whole numbers
def windows(x, length):
    out = np.zeros((len(x) - length + 1, length, x.shape[1]), dtype=int)
    for i in range(len(out)):
        out[i] = x[i : i + length]
    return out


# %% wrong: axes of length 1 dropped
def windows(x, length):
    return np.stack([x[i : i + length] for i in range(len(x) - length + 1)]).squeeze()


# %% wrong: a generator
def windows(x, length):
    return (x[i : i + length] for i in range(len(x) - length + 1))


# %% wrong: differences from the start of the window
def windows(x, length):
    out = np.stack([x[i : i + length] for i in range(len(x) - length + 1)])
    return out - out[:, :1]
