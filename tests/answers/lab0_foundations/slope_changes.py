# %% right: the first, then the changes
def slope_changes(knots, values):
    slopes = (values[1:] - values[:-1]) / (knots[1:] - knots[:-1])
    return np.concatenate([slopes[:1], slopes[1:] - slopes[:-1]])


# %% right: a loop
def slope_changes(knots, values):
    weights, before = [], 0
    for i in range(len(knots) - 1):
        slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        weights.append(slope - before)
        before = slope
    return np.array(weights)


# %% right: a zero put in front
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(np.insert(slopes, 0, 0.0))


# %% right: in place from the end
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    for i in range(len(slopes) - 1, 0, -1):
        slopes[i] -= slopes[i - 1]
    return slopes


# %% right: solved as a system of equations
def slope_changes(knots, values):
    bends = np.maximum(0, knots[1:, None] - knots[:-1])
    return np.linalg.solve(bends, values[1:] - values[0])


# %% right: each weight from what is missing so far
def slope_changes(knots, values):
    weights = np.zeros(len(knots) - 1)
    for i in range(len(weights)):
        so_far = values[0] + np.sum(weights * np.maximum(0, knots[i + 1] - knots[:-1]))
        weights[i] = (values[i + 1] - so_far) / (knots[i + 1] - knots[i])
    return weights


# %% right: slopes minus the slopes shifted by one
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    before = np.roll(slopes, 1)
    before[0] = 0
    return slopes - before


# %% wrong: the slopes
def slope_changes(knots, values):
    return np.diff(values) / np.diff(knots)


# %% wrong: the change the other way round
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.concatenate([slopes[:1], slopes[:-1] - slopes[1:]])


# %% wrong: the first is missing
def slope_changes(knots, values):
    return np.diff(np.diff(values) / np.diff(knots))


# %% wrong: the first is 0
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, prepend=slopes[0])


# %% wrong: a zero behind, not in front
def slope_changes(knots, values):
    return np.diff(np.diff(values) / np.diff(knots), append=0)


# %% wrong: a zero at both ends
def slope_changes(knots, values):
    return np.diff(np.diff(values) / np.diff(knots), prepend=0, append=0)


# %% wrong: rises, not slopes
def slope_changes(knots, values):
    return np.diff(np.diff(values), prepend=0)


# %% wrong: the first piece's width for all
def slope_changes(knots, values):
    return np.diff(np.diff(values) / (knots[1] - knots[0]), prepend=0)


# %% wrong: the mean width for all
def slope_changes(knots, values):
    slopes = np.diff(values) / ((knots[-1] - knots[0]) / (len(knots) - 1))
    return np.diff(slopes, prepend=0)


# %% wrong: run divided by rise
def slope_changes(knots, values):
    return np.diff(np.diff(knots) / np.diff(values), prepend=0)


# %% wrong: the changes divided by the widths, not the rises
def slope_changes(knots, values):
    return np.diff(np.diff(values), prepend=0) / np.diff(knots)


# %% wrong: np.gradient
def slope_changes(knots, values):
    return np.diff(np.gradient(values, knots), prepend=0)


# %% wrong: np.gradient, the last left out
def slope_changes(knots, values):
    return np.diff(np.gradient(values, knots)[:-1], prepend=0)


# %% wrong: the first value put in front
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, prepend=values[0])


# %% wrong: in place from the front, so each change is of a change
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    for i in range(1, len(slopes)):
        slopes[i] -= slopes[i - 1]
    return slopes


# %% wrong: each slope minus the first
def slope_changes(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    slopes[1:] -= slopes[0]
    return slopes


# %% wrong: the slope from the first knot
def slope_changes(knots, values):
    slopes = (values[1:] - values[0]) / (knots[1:] - knots[0])
    return np.diff(slopes, prepend=0)


# %% wrong: one loop too short
def slope_changes(knots, values):
    weights, before = [], 0
    for i in range(len(knots) - 2):
        slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        weights.append(slope - before)
        before = slope
    return np.array(weights)


# %% wrong: the values are changed in place
def slope_changes(knots, values):
    values -= values[0]
    slopes = np.diff(values) / np.diff(knots)
    return np.diff(slopes, prepend=0)
