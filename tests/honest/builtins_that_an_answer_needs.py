# An answer that needs max, which is a number later on.
# because: with Python's own max
# %% scale
def scale(values):
    values = np.asarray(values, dtype=float)
    return (values - min(values)) / (max(values) - min(values))


max = 100
