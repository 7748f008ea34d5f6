# %% right: numpy.where
def binary_labels(labels):
    return pd.Series(np.where(labels == "normal.", 0, 1), index=labels.index)


# %% right: a plain loop
def binary_labels(labels):
    return pd.Series([0 if label == "normal." else 1 for label in labels], index=labels.index)


# %% wrong: normal and attack swapped
def binary_labels(labels):
    return (labels == "normal.").astype(int)


# %% wrong: the dot is missing, so every row is an attack
def binary_labels(labels):
    return (labels != "normal").astype(int)


# %% wrong: numbers for each label instead of two classes
def binary_labels(labels):
    return pd.Series(pd.factorize(labels)[0], index=labels.index)
