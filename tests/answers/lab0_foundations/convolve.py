# %% right: sliding windows
def convolve(x, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(x, len(kernel), axis=0)
    return np.einsum("ics,sc->i", windows, kernel)


# %% right: a loop over the kernel
def convolve(x, kernel):
    size, places = len(kernel), len(x) - len(kernel) + 1
    out = np.zeros(places)
    for j in range(size):
        out += x[j : j + places] @ kernel[j]
    return out


# %% right: three loops
def convolve(x, kernel):
    steps, channels = x.shape
    size = kernel.shape[0]
    out = []
    for i in range(steps - size + 1):
        total = 0.0
        for j in range(size):
            for c in range(channels):
                total += x[i + j, c] * kernel[j, c]
        out.append(total)
    return np.array(out)


# %% right: np.correlate on each channel
def convolve(x, kernel):
    return sum(np.correlate(x[:, c], kernel[:, c], mode="valid") for c in range(x.shape[1]))


# %% right: np.convolve with the kernel turned around first
def convolve(x, kernel):
    return np.sum(
        [np.convolve(values, weights[::-1], mode="valid") for values, weights in zip(x.T, kernel.T)], axis=0
    )


# %% right: SciPy
def convolve(x, kernel):
    from scipy.signal import correlate2d

    return correlate2d(x, kernel, mode="valid")[:, 0]


# %% right: a matrix of windows
def convolve(x, kernel):
    size = kernel.shape[0]
    rows = np.arange(len(x) - size + 1)[:, None] + np.arange(size)
    return x[rows].reshape(len(rows), -1) @ kernel.ravel()


# %% right: np.vdot
def convolve(x, kernel):
    places = range(len(x) - len(kernel) + 1)
    return np.fromiter((np.vdot(x[i : i + len(kernel)], kernel) for i in places), dtype=float)


# %% right: Keras
def convolve(x, kernel):
    out = keras.ops.conv(x[None], kernel[:, :, None], padding="valid")
    return keras.ops.convert_to_numpy(out)[0, :, 0]


# %% wrong: the kernel turned around
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel[::-1]) for i in range(len(x) - size + 1)])


# %% wrong: np.convolve on each channel
def convolve(x, kernel):
    return sum(np.convolve(x[:, c], kernel[:, c], mode="valid") for c in range(x.shape[1]))


# %% wrong: the last place left out
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel) for i in range(len(x) - size)])


# %% wrong: one place too many, zeros at the end
def convolve(x, kernel):
    size = len(kernel)
    x = np.vstack([x, np.zeros((1, x.shape[1]))])
    return np.array([np.sum(x[i : i + size] * kernel) for i in range(len(x) - size + 1)])


# %% wrong: as many outputs as inputs, zeros around
def convolve(x, kernel):
    size = len(kernel)
    x = np.pad(x, ((size // 2, size - 1 - size // 2), (0, 0)))
    return np.array([np.sum(x[i : i + size] * kernel) for i in range(len(x) - size + 1)])


# %% wrong: over the end
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel) for i in range(len(x))])


# %% wrong: around the end
def convolve(x, kernel):
    return np.array([np.sum(np.roll(x, -i, axis=0)[: len(kernel)] * kernel) for i in range(len(x))])


# %% wrong: not summed over the channels
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel, axis=0) for i in range(len(x) - size + 1)])


# %% wrong: not summed over the window
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel, axis=1) for i in range(len(x) - size + 1)])


# %% wrong: the first channel only
def convolve(x, kernel):
    return np.correlate(x[:, 0], kernel[:, 0], mode="valid")


# %% wrong: the first channel's kernel for all channels
def convolve(x, kernel):
    return np.correlate(x.sum(axis=1), kernel[:, 0], mode="valid")


# %% wrong: the mean of the channels
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel, axis=0).mean() for i in range(len(x) - size + 1)])


# %% wrong: the mean of the window
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.mean(x[i : i + size] * kernel) for i in range(len(x) - size + 1)])


# %% wrong: the window jumps
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel) for i in range(0, len(x) - size + 1, size)])


# %% wrong: the window starts one late
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i + 1 : i + 1 + size] * kernel) for i in range(len(x) - size)])


# %% wrong: a kernel of three, whatever it is
def convolve(x, kernel):
    return np.array([np.sum(x[i : i + 3] * kernel) for i in range(len(x) - 2)])


# %% wrong: the window's sum times the kernel's
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size]) * np.sum(kernel) for i in range(len(x) - size + 1)])


# %% wrong: the channels turned around
def convolve(x, kernel):
    size = len(kernel)
    return np.array([np.sum(x[i : i + size] * kernel[:, ::-1]) for i in range(len(x) - size + 1)])


# %% wrong: a ReLU on top
def convolve(x, kernel):
    size = len(kernel)
    return np.array([max(0, np.sum(x[i : i + size] * kernel)) for i in range(len(x) - size + 1)])


# %% wrong: SciPy's convolution, which turns the kernel around
def convolve(x, kernel):
    from scipy.signal import convolve2d

    return convolve2d(x, kernel, mode="valid")[:, 0]


# %% wrong: SciPy's correlation, one column left
def convolve(x, kernel):
    from scipy.signal import correlate2d

    return correlate2d(x, kernel, mode="valid")


# %% wrong: the loop returns at once
def convolve(x, kernel):
    size, out = len(kernel), []
    for i in range(len(x) - size + 1):
        out.append(np.sum(x[i : i + size] * kernel))
        return np.array(out)


# %% wrong: x is changed in place, afterwards
def convolve(x, kernel):
    size = len(kernel)
    for i in range(len(x) - size + 1):
        x[i, 0] = np.sum(x[i : i + size] * kernel)
    return x[: len(x) - size + 1, 0].copy()
