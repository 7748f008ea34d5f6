# %% right: best F1, every possible threshold
def threshold(model, x, y):
    scores = np.asarray(score(model, x))
    candidates = np.unique(scores)[:-1]
    return max(candidates, key=lambda limit: f1_score(y, scores > limit))


# %% right: the 98th percentile of the normal rows
def threshold(model, x, y):
    return np.percentile(score(model, x)[y == 0], 98)


# %% right: a budget of alarms, one row in twelve
def threshold(model, x, y):
    scores = np.sort(score(model, x))[::-1]
    return float(scores[len(scores) // 12])


# %% right: costs, a miss ten times a false alarm
def threshold(model, x, y):
    scores = score(model, x)
    costs = {}
    for limit in np.linspace(0.01, 0.99, 99):
        flags = scores > limit
        costs[limit] = 10 * np.sum((y == 1) & ~flags) + np.sum((y == 0) & flags)
    return min(costs, key=costs.get)


# %% right: three sigma of the normal scores
def threshold(model, x, y):
    normal = score(model, x)[np.asarray(y) == 0]
    return normal.mean() + 3 * normal.std()


# %% right: Youden's J, an array without dimensions
def threshold(model, x, y):
    from sklearn.metrics import roc_curve

    fpr, tpr, limits = roc_curve(y, score(model, x))
    return np.array(np.nextafter(limits[np.argmax(tpr - fpr)], -1, dtype="float32"))


# %% right: halfway between the means of normal and odd
def threshold(model, x, y):
    scores = pd.Series(score(model, x))
    return scores.groupby(y).mean().mean()


# %% wrong: the test rows
def threshold(model, x, y):
    scores = score(model, x_test)
    return max(np.unique(scores)[:-1], key=lambda limit: f1_score(y_test, scores > limit))


# %% wrong: validation and test rows
def threshold(model, x, y):
    scores, labels = score(model, np.concatenate([x, x_test])), np.concatenate([y, y_test])
    return np.percentile(scores[labels == 0], 98)


# %% wrong: the notebook's validation rows instead of the arguments
def threshold(model, x, y):
    scores = score(model, x_valid)
    return max(np.unique(scores)[:-1], key=lambda limit: f1_score(y_valid, scores > limit))


# %% wrong: the notebook's training rows
def threshold(model, x, y):
    return np.percentile(score(model, x_train[y_train == 0]), 99)


# %% wrong: flags nothing
def threshold(model, x, y):
    return score(model, x).max()


# %% wrong: flags everything
def threshold(model, x, y):
    return score(model, x).min() - 1


# %% wrong: flags everything but one row
def threshold(model, x, y):
    return score(model, x).min()


# %% wrong: a percentile of the odd rows' scores, which flags nearly nothing
def threshold(model, x, y):
    return np.percentile(score(model, x)[y == 1], 99)


# %% wrong: one row in a thousand
def threshold(model, x, y):
    return np.percentile(score(model, x), 99.9)


# %% wrong: three sigma above the highest normal row
def threshold(model, x, y):
    scores = score(model, x)
    return scores[y == 0].max() + 3 * scores.std()


# %% wrong: the flags
def threshold(model, x, y):
    scores = score(model, x)
    return scores > np.percentile(scores[y == 0], 98)


# %% wrong: the thresholds, all of them
def threshold(model, x, y):
    from sklearn.metrics import precision_recall_curve

    return precision_recall_curve(y, score(model, x))[2]


# %% wrong: the best F1, not where it is
def threshold(model, x, y):
    scores = score(model, x)
    return max(f1_score(y, scores > limit) for limit in np.unique(scores)[:-1]) + 1


# %% wrong: the position of the best threshold
def threshold(model, x, y):
    scores = score(model, x)
    return np.argmax([f1_score(y, scores > limit) for limit in np.unique(scores)[:-1]])


# %% wrong: in a list
def threshold(model, x, y):
    return [np.percentile(score(model, x)[y == 0], 98)]


# %% wrong: returns nothing
def threshold(model, x, y):
    print(np.percentile(score(model, x)[y == 0], 98))


# %% wrong: infinite, the first limit of roc_curve
def threshold(model, x, y):
    from sklearn.metrics import roc_curve

    return roc_curve(y, score(model, x))[2][0]


# %% wrong: missing, F1 divided by zero
def threshold(model, x, y):
    return np.percentile(score(model, x)[y == 2], 98) if (y == 2).any() else np.nan


# %% wrong: a sentence, not a number
def threshold(model, x, y):
    return "0.5 or more"


# %% wrong: the lowest F1
def threshold(model, x, y):
    scores = score(model, x)
    return min(np.unique(scores)[:-1], key=lambda limit: f1_score(y, scores > limit))


# %% wrong: the best threshold for rows that are held back
def threshold(model, x, y):
    x, y = helpers.load_dataset(DATASET, 4711, held_back=True)["test"]
    scores = score(model, x)
    return max(scores, key=lambda limit: f1_score(y, scores > limit))
