# %% right: a loop over neighbours
def best_split(x, residuals, reg=0.0):
    best_threshold, best_gain = None, float("-inf")
    values = sorted(set(x))
    for a, b in zip(values, values[1:]):
        threshold = (a + b) / 2
        left = [r for v, r in zip(x, residuals) if v < threshold]
        right = [r for v, r in zip(x, residuals) if v >= threshold]
        if gain(left, right, reg) > best_gain:
            best_threshold, best_gain = threshold, gain(left, right, reg)
    return best_threshold, best_gain


# %% right: sorted once, running sums
def best_split(x, residuals, reg=0.0):
    order = np.argsort(x)
    x, r = x[order], residuals[order]
    left, n = np.cumsum(r)[:-1], np.arange(1, len(r))
    right, m = r.sum() - left, len(r) - n
    gains = left**2 / (n + reg) + right**2 / (m + reg) - r.sum() ** 2 / (len(r) + reg)
    gains = np.where(np.diff(x) > 0, gains, -np.inf)
    best = gains.argmax()
    return np.array([(x[best] + x[best + 1]) / 2, gains[best]])


# %% right: pandas, one row for each value
def best_split(x, residuals, reg=0.0):
    table = pd.DataFrame({"x": x, "r": residuals})
    values = pd.Series(table["x"].unique()).sort_values()
    thresholds = ((values + values.shift()) / 2).dropna()
    gains = pd.Series(
        [gain(table.loc[table["x"] < t, "r"], table.loc[table["x"] > t, "r"], reg) for t in thresholds],
        index=thresholds,
    )
    return gains.idxmax(), gains.max()


# %% right: max over pairs, returned as a list
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    found = []
    for i in range(len(values) - 1):
        threshold = np.mean(values[i : i + 2])
        side = np.array(x) < threshold
        found.append((float(gain(residuals[side], residuals[~side], reg)), float(threshold)))
    return [max(found)[1], max(found)[0]]


# %% right: sorted points, equal neighbours skipped
def best_split(x, residuals, reg=0.0):
    points = sorted(zip(x, residuals))
    result = None
    for i in range(1, len(points)):
        if points[i][0] == points[i - 1][0]:
            continue
        g = gain([r for _, r in points[:i]], [r for _, r in points[i:]], reg)
        if result is None or g > result[1]:
            result = (points[i][0] + points[i - 1][0]) / 2, g
    return result


# %% wrong: the outputs are swapped
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    return max((gain(residuals[x < t], residuals[x >= t], reg), t) for t in thresholds)


# %% wrong: the values are the thresholds
def best_split(x, residuals, reg=0.0):
    return max(
        ((t, gain(residuals[x < t], residuals[x >= t], reg)) for t in np.unique(x)[1:]), key=lambda s: s[1]
    )


# %% wrong: the split that gains least
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    return min(((t, gain(residuals[x < t], residuals[x >= t], reg)) for t in thresholds), key=lambda s: s[1])


# %% wrong: the points are not sorted
def best_split(x, residuals, reg=0.0):
    thresholds = (x[:-1] + x[1:]) / 2
    gains = [gain(residuals[: i + 1], residuals[i + 1 :], reg) for i in range(len(thresholds))]
    return thresholds[np.argmax(gains)], max(gains)


# %% wrong: x is sorted without its residuals
def best_split(x, residuals, reg=0.0):
    x = np.sort(x)
    thresholds = np.unique((x[:-1] + x[1:]) / 2)
    gains = [gain(residuals[x < t], residuals[x >= t], reg) for t in thresholds]
    return thresholds[np.argmax(gains)], max(gains)


# %% wrong: equal values of x are torn apart
def best_split(x, residuals, reg=0.0):
    order = np.argsort(x, kind="stable")
    x, residuals = x[order], residuals[order]
    gains = [gain(residuals[:i], residuals[i:], reg) for i in range(1, len(x))]
    best = int(np.argmax(gains))
    return (x[best] + x[best + 1]) / 2, gains[best]


# %% wrong: only the first point of equal x is kept
def best_split(x, residuals, reg=0.0):
    x, first = np.unique(x, return_index=True)
    residuals = residuals[first]
    gains = [gain(residuals[:i], residuals[i:], reg) for i in range(1, len(x))]
    best = int(np.argmax(gains))
    return (x[best] + x[best + 1]) / 2, gains[best]


# %% wrong: the mean residual of equal x
def best_split(x, residuals, reg=0.0):
    means = pd.Series(residuals).groupby(x).mean()
    gains = [gain(means[:i], means[i:], reg) for i in (range(1, len(means)))]
    best = int(np.argmax(gains))
    return (means.index[best] + means.index[best + 1]) / 2, gains[best]


# %% wrong: reg is ignored
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    return max(((t, gain(residuals[x < t], residuals[x >= t])) for t in thresholds), key=lambda s: s[1])


# %% wrong: the last threshold is left out
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = [(values[i] + values[i + 1]) / 2 for i in range(max(1, len(values) - 2))]
    return max(((t, gain(residuals[x < t], residuals[x >= t], reg)) for t in thresholds), key=lambda s: s[1])


# %% wrong: whole thresholds
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) // 2
    return max(((t, gain(residuals[x <= t], residuals[x > t], reg)) for t in thresholds), key=lambda s: s[1])


# %% wrong: only a gain above 0 counts
def best_split(x, residuals, reg=0.0):
    best, best_gain = 0.0, 0.0
    values = np.unique(x)
    for t in (values[:-1] + values[1:]) / 2:
        g = gain(residuals[x < t], residuals[x >= t], reg)
        if g > best_gain:
            best, best_gain = t, g
    return best, best_gain


# %% wrong: stops when the gain falls
def best_split(x, residuals, reg=0.0):
    best = None, -np.inf
    values = np.unique(x)
    for t in (values[:-1] + values[1:]) / 2:
        g = gain(residuals[x < t], residuals[x >= t], reg)
        if g < best[1]:
            break
        best = t, g
    return best


# %% wrong: looks at the left side only
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    best = max(thresholds, key=lambda t: similarity(residuals[x < t], reg))
    return best, gain(residuals[x < best], residuals[x >= best], reg)


# %% wrong: only the outermost splits
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    return max(
        ((t, gain(residuals[x < t], residuals[x >= t], reg)) for t in thresholds[[0, -1]]), key=lambda s: s[1]
    )


# %% wrong: the gain's group before the split is missing
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    sums = [similarity(residuals[x < t], reg) + similarity(residuals[x >= t], reg) for t in thresholds]
    return thresholds[np.argmax(sums)], max(sums)


# %% wrong: the threshold only
def best_split(x, residuals, reg=0.0):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    return max(thresholds, key=lambda t: gain(residuals[x < t], residuals[x >= t], reg))


# %% right: the last of equal splits
def best_split(x, residuals, reg=0.0):
    x, residuals = np.asarray(x), np.asarray(residuals)
    values = np.unique(x)
    best = None
    for low, high in zip(values, values[1:]):
        here = gain(residuals[x <= low], residuals[x > low], reg)
        if best is None or here >= best[1] - 1e-12:
            best = (low + high) / 2, here
    return best


# %% wrong: the search starts from 0
def best_split(x, residuals, reg=0.0):
    x, residuals = np.asarray(x), np.asarray(residuals)
    values = np.unique(x)
    threshold, best = None, 0
    for cut in (values[:-1] + values[1:]) / 2:
        here = gain(residuals[x < cut], residuals[x >= cut], reg)
        if here > best:
            threshold, best = cut, here
    return threshold, best
