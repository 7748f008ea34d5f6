# %% right: sorted once, running sums
def roc_points(y_true, score):
    y, s = np.asarray(y_true), np.asarray(score)
    order = np.argsort(-s, kind="stable")
    y, s = y[order], s[order]
    last = np.append(np.diff(s) != 0, True)
    tpr = np.cumsum(y)[last] / y.sum()
    fpr = np.cumsum(1 - y)[last] / (1 - y).sum()
    return np.append(0, fpr), np.append(0, tpr)


# %% right: scikit-learn with every point
def roc_points(y_true, score):
    from sklearn.metrics import roc_curve

    fpr, tpr, _ = roc_curve(y_true, score, drop_intermediate=False)
    return fpr, tpr


# %% right: lists, an infinite threshold first
def roc_points(y_true, score):
    fpr, tpr = [], []
    for threshold in [np.inf] + sorted(set(score), reverse=True):
        a, b = rates(*confusion_counts(y_true, score, threshold))
        tpr.append(a)
        fpr.append(b)
    return fpr, tpr


# %% right: pandas, grouped by score, one array of two rows
def roc_points(y_true, score):
    table = pd.DataFrame({"y": np.asarray(y_true), "score": np.asarray(score)})
    counts = table.groupby("score")["y"].agg(["sum", "count"]).sort_index(ascending=False).cumsum()
    fpr = (counts["count"] - counts["sum"]) / (len(table) - table["y"].sum())
    tpr = counts["sum"] / table["y"].sum()
    return np.insert(np.array([fpr, tpr]), 0, 0, axis=1)


# %% right: from low to high, then turned round
def roc_points(y_true, score):
    points = []
    for threshold in np.unique(score):
        tp, fp, tn, fn = confusion_counts(y_true, score, threshold)
        points.append(rates(tp, fp, tn, fn)[::-1])
    points.append((0, 0))
    points.reverse()
    return np.array([p[0] for p in points]), np.array([p[1] for p in points])


# %% right: more thresholds than needed
def roc_points(y_true, score):
    y, s = np.asarray(y_true), np.asarray(score)
    thresholds = np.concatenate([[s.max() + 1], np.sort(s)[::-1], [s.min() - 1]])
    return (
        np.array([np.mean(s[y == 0] >= t) for t in thresholds]),
        np.array([np.mean(s[y == 1] >= t) for t in thresholds]),
    )


# %% wrong: a step for each row, also where scores are equal
def roc_points(y_true, score):
    y = np.asarray(y_true)[np.argsort(-np.asarray(score), kind="stable")]
    return np.append(0, np.cumsum(1 - y) / (1 - y).sum()), np.append(0, np.cumsum(y) / y.sum())


# %% wrong: equal scores, the attacks first
def roc_points(y_true, score):
    y = np.asarray(y_true)[np.lexsort((-np.asarray(y_true), -np.asarray(score)))]
    return np.append(0, np.cumsum(1 - y) / (1 - y).sum()), np.append(0, np.cumsum(y) / y.sum())


# %% wrong: a hundred thresholds between 0 and 1
def roc_points(y_true, score):
    points = [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.linspace(1, 0, 101)]
    return tuple(np.transpose(points))


# %% wrong: a hundred quantiles of the scores
def roc_points(y_true, score):
    thresholds = np.unique(np.quantile(score, np.linspace(0, 1, 101), method="nearest"))[::-1]
    points = [(0, 0)] + [rates(*confusion_counts(y_true, score, t))[::-1] for t in thresholds]
    return tuple(np.transpose(points))


# %% wrong: fpr and tpr swapped
def roc_points(y_true, score):
    points = [(0, 0)] + [rates(*confusion_counts(y_true, score, t)) for t in np.unique(score)[::-1]]
    return tuple(np.transpose(points))


# %% wrong: from (1, 1) down to (0, 0)
def roc_points(y_true, score):
    points = [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)] + [(0, 0)]
    return tuple(np.transpose(points))


# %% wrong: thresholds from low to high after (0, 0)
def roc_points(y_true, score):
    points = [(0, 0)] + [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)]
    return tuple(np.transpose(points))


# %% wrong: (0, 0) is missing
def roc_points(y_true, score):
    points = [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)[::-1]]
    return tuple(np.transpose(points))


# %% wrong: the lowest score is left out
def roc_points(y_true, score):
    points = [(0, 0)] + [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)[:0:-1]]
    return tuple(np.transpose(points))


# %% wrong: the lowest score is replaced by (1, 1) after a gap
def roc_points(y_true, score):
    points = [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)[:1:-1]]
    return tuple(np.transpose([(0, 0), *points, (1, 1)]))


# %% wrong: a list of points
def roc_points(y_true, score):
    return [(0, 0)] + [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)[::-1]]


# %% wrong: scores rounded to three digits, as in the figure
def roc_points(y_true, score):
    score = np.round(score, 3)
    points = [(0, 0)] + [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)[::-1]]
    return tuple(np.transpose(points))


# %% wrong: rows are looked up by label, not by position
def roc_points(y_true, score):
    order = np.argsort(-score)
    y, s = y_true[order], score[order]
    last = np.append(np.diff(s) != 0, True)
    tpr, fpr = np.cumsum(y)[last] / np.sum(y), np.cumsum(1 - y)[last] / np.sum(1 - y)
    return np.append(0, fpr), np.append(0, tpr)


# %% wrong: precision instead of the FPR
def roc_points(y_true, score):
    fpr, tpr = [0], [0]
    for t in np.unique(score)[::-1]:
        tp, fp, tn, fn = confusion_counts(y_true, score, t)
        fpr.append(fp / (tp + fp))
        tpr.append(tp / (tp + fn))
    return fpr, tpr


# %% wrong: nothing is returned
def roc_points(y_true, score):
    points = [(0, 0)] + [rates(*confusion_counts(y_true, score, t))[::-1] for t in np.unique(score)[::-1]]
    fpr, tpr = np.transpose(points)


# %% wrong: scikit-learn's curve, which leaves points out
def roc_points(y_true, score):
    from sklearn.metrics import roc_curve

    return roc_curve(y_true, score)[:2]
