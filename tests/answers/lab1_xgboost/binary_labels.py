# %% right: numpy.where
def binary_labels(labels):
    return pd.Series(np.where(labels == "normal.", 0, 1), index=labels.index)


# %% right: a plain loop
def binary_labels(labels):
    return pd.Series([0 if label == "normal." else 1 for label in labels], index=labels.index)


# %% right: map with a function
def binary_labels(labels):
    return labels.map(lambda label: int(label != "normal."))


# %% right: apply on text, small unsigned integers
def binary_labels(labels):
    return labels.astype(str).apply(lambda label: 0 if label.startswith("normal") else 1).astype("uint8")


# %% right: ones, then zeros where normal
def binary_labels(labels):
    result = pd.Series(1, index=labels.index)
    result[labels == "normal."] = 0
    return result


# %% right: a dict with a default, and a name of its own
def binary_labels(labels):
    numbers = labels.astype(object).map({"normal.": 0}).fillna(1)
    return numbers.astype(int).rename("target")


# %% right: one minus isin
def binary_labels(labels):
    return 1 - labels.isin(["normal."])


# %% right: a function of one's own that is called like the helper
def is_attack(label):
    return 0 if label == "normal." else 1


def binary_labels(labels):
    return labels.astype(str).map(is_attack)


# %% wrong: normal and attack swapped
def binary_labels(labels):
    return (labels == "normal.").astype(int)


# %% wrong: the dot is missing, so every row is an attack
def binary_labels(labels):
    return (labels != "normal").astype(int)


# %% wrong: numbers for each label instead of two classes
def binary_labels(labels):
    return pd.Series(pd.factorize(labels)[0], index=labels.index)


# %% wrong: True and False instead of integers
def binary_labels(labels):
    return labels != "normal."


# %% wrong: an array, the index is lost
def binary_labels(labels):
    return np.where(labels == "normal.", 0, 1)


# %% wrong: a new index from 0
def binary_labels(labels):
    return pd.Series([int(label != "normal.") for label in labels])


# %% wrong: factorize numbers whatever comes first 0
def binary_labels(labels):
    return pd.Series(pd.factorize(labels != "normal.")[0], index=labels.index)


# %% wrong: knows only the attacks of the visible test
def binary_labels(labels):
    return labels.isin(["smurf.", "spy."]).astype(int)


# %% wrong: knows only the attacks of the training file
def binary_labels(labels):
    from helpers.kdd99.schema import FAMILY_OF_LABEL

    known = set(FAMILY_OF_LABEL) - {"normal.", "worm."}
    return labels.isin(known).astype(int)


# %% wrong: what starts with n is taken for normal
def binary_labels(labels):
    return (labels.astype(str).str[0] != "n").astype(int)


# %% wrong: what comes after normal. in the alphabet
def binary_labels(labels):
    return (labels.astype(str) > "normal.").astype(int)


# %% wrong: the normal rows are dropped
def binary_labels(labels):
    return (labels[labels != "normal."] != "normal.").astype(int)


# %% wrong: the helper that does it
def binary_labels(labels):
    return helpers.is_attack(labels)


# %% wrong: the helper that does it, imported by its name
from helpers import is_attack


def binary_labels(labels):
    return is_attack(labels)
