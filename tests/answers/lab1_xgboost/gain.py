# %% right: lists joined
def gain(left, right, reg=0.0):
    return similarity(left, reg) + similarity(right, reg) - similarity(list(left) + list(right), reg)


# %% right: the formula written out
def gain(left, right, reg=0.0):
    a, b, n, m = np.sum(left), np.sum(right), len(left), len(right)
    return a**2 / (n + reg) + b**2 / (m + reg) - (a + b) ** 2 / (n + m + reg)


# %% right: a star, arguments by name
def gain(left, right, reg=0.0):
    before = similarity(residuals=[*left, *right], reg=reg)
    return float(similarity(left, reg=reg) - before + similarity(right, reg=reg))


# %% right: numpy.append and a loop
def gain(left, right, reg=0.0):
    result = -similarity(np.append(left, right), reg)
    for side in (left, right):
        result += similarity(side, reg)
    return result


# %% right: pandas
def gain(left, right, reg=0.0):
    left, right = pd.Series(left), pd.Series(right)
    return similarity(left, reg) + similarity(right, reg) - similarity(pd.concat([left, right]), reg)


# %% wrong: nothing is subtracted
def gain(left, right, reg=0.0):
    return similarity(left, reg) + similarity(right, reg)


# %% wrong: the other sign
def gain(left, right, reg=0.0):
    return similarity([*left, *right], reg) - similarity(left, reg) - similarity(right, reg)


# %% wrong: reg is not passed on
def gain(left, right, reg=0.0):
    return similarity(left) + similarity(right) - similarity(np.concatenate([left, right]))


# %% wrong: reg for the sides only
def gain(left, right, reg=0.0):
    return similarity(left, reg) + similarity(right, reg) - similarity(np.concatenate([left, right]))


# %% wrong: reg for the group only
def gain(left, right, reg=0.0):
    return similarity(left) + similarity(right) - similarity(np.concatenate([left, right]), reg)


# %% wrong: a plus that adds arrays up
def gain(left, right, reg=0.0):
    return similarity(left, reg) + similarity(right, reg) - similarity(left + right, reg)


# %% wrong: never negative
def gain(left, right, reg=0.0):
    return max(0.0, similarity(left, reg) + similarity(right, reg) - similarity([*left, *right], reg))


# %% wrong: absolute value
def gain(left, right, reg=0.0):
    return abs(similarity(left, reg) + similarity(right, reg) - similarity([*left, *right], reg))


# %% wrong: half of it, as in the paper
def gain(left, right, reg=0.0):
    return 0.5 * (similarity(left, reg) + similarity(right, reg) - similarity([*left, *right], reg))


# %% wrong: the left side only
def gain(left, right, reg=0.0):
    return similarity(left, reg) - similarity([*left, *right], reg)


# %% wrong: the list of the left is extended first
def gain(left, right, reg=0.0):
    root = left
    root.extend(right)
    return similarity(left, reg) + similarity(right, reg) - similarity(root, reg)


# %% wrong: the group of the visible tests
def gain(left, right, reg=0.0):
    return similarity(left, reg) + similarity(right, reg) - similarity([-10.5, 6.5, 7.5, -7.5], reg)


# %% wrong: printed, not returned
def gain(left, right, reg=0.0):
    print(similarity(left, reg) + similarity(right, reg) - similarity([*left, *right], reg))
