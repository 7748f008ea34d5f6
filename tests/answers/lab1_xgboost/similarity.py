# %% right: plain Python
def similarity(residuals, reg=0.0):
    total = 0
    for residual in residuals:
        total += residual
    return total * total / (len(residuals) + reg)


# %% right: from the mean
def similarity(residuals, reg=0.0):
    residuals = np.asarray(residuals)
    n = residuals.size
    return residuals.mean() ** 2 * n**2 / (n + reg)


# %% right: the built-in sum, numpy.square
def similarity(residuals, reg=0.0):
    return np.square(sum(residuals)) / (len(residuals) + reg)


# %% right: an outer product summed, as a float
def similarity(residuals, reg=0.0):
    r = np.array(residuals)
    return float(np.outer(r, r).sum()) / (r.shape[0] + float(reg))


# %% right: an array without dimensions
def similarity(residuals, reg=0.0):
    return np.array(pd.Series(residuals).sum() ** 2 / (len(residuals) + reg))


# %% wrong: the squares' sum, not divided
def similarity(residuals, reg=0.0):
    return np.sum(np.square(residuals))


# %% wrong: the squares' sum, divided
def similarity(residuals, reg=0.0):
    return np.sum(np.square(residuals)) / (len(residuals) + reg)


# %% wrong: not divided
def similarity(residuals, reg=0.0):
    return np.sum(residuals) ** 2


# %% wrong: no square
def similarity(residuals, reg=0.0):
    return np.sum(residuals) / (len(residuals) + reg)


# %% wrong: reg is ignored
def similarity(residuals, reg=0.0):
    return np.sum(residuals) ** 2 / len(residuals)


# %% wrong: reg is added to the quotient
def similarity(residuals, reg=0.0):
    return np.sum(residuals) ** 2 / len(residuals) + reg


# %% wrong: reg for each residual
def similarity(residuals, reg=0.0):
    return np.sum(residuals) ** 2 / sum(1 + reg for _ in residuals)


# %% wrong: reg is subtracted
def similarity(residuals, reg=0.0):
    return np.sum(residuals) ** 2 / (len(residuals) - reg)


# %% wrong: reg as a whole number
def similarity(residuals, reg=0.0):
    return np.sum(residuals) ** 2 / (len(residuals) + int(reg))


# %% wrong: reg is taken from the sum
def similarity(residuals, reg=0.0):
    return (abs(np.sum(residuals)) - reg) ** 2 / len(residuals)


# %% wrong: absolute values
def similarity(residuals, reg=0.0):
    return np.sum(np.abs(residuals)) ** 2 / (len(residuals) + reg)


# %% wrong: the mean, squared
def similarity(residuals, reg=0.0):
    return (np.sum(residuals) / (len(residuals) + reg)) ** 2


# %% wrong: rounded to two digits
def similarity(residuals, reg=0.0):
    return round(sum(residuals) ** 2 / (len(residuals) + reg), 2)


# %% wrong: a list with one number
def similarity(residuals, reg=0.0):
    return [np.sum(residuals) ** 2 / (len(residuals) + reg)]


# %% wrong: the visible answers
def similarity(residuals, reg=0.0):
    return {4: 4, 1: 110.25, 3: 14.08333}[len(residuals)]


# %% wrong: printed, not returned
def similarity(residuals, reg=0.0):
    print(np.sum(residuals) ** 2 / (len(residuals) + reg))


# %% wrong: rounded to four digits
def similarity(residuals, reg=0.0):
    return round(float(np.sum(residuals)) ** 2 / (len(residuals) + reg), 4)
