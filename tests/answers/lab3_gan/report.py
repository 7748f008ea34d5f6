# %% right: four sums
def report(attack, flagged):
    tp = np.sum((attack == 1) & (flagged == 1))
    tn = np.sum((attack == 0) & (flagged == 0))
    fp = np.sum((attack == 0) & (flagged == 1))
    fn = np.sum((attack == 1) & (flagged == 0))
    precision = tp / (tp + fp) if tp + fp > 0 else 0
    recall = tp / (tp + fn) if tp + fn > 0 else 0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0
    return {"matrix": np.array([[tn, fp], [fn, tp]]), "precision": precision, "recall": recall, "f1": f1}


# %% right: products, at least 1 below the line
def report(attack, flagged):
    tp, fp = int(np.sum(attack * flagged)), int(np.sum((1 - attack) * flagged))
    fn, tn = int(np.sum(attack * (1 - flagged))), int(np.sum((1 - attack) * (1 - flagged)))
    return dict(
        matrix=np.array([tn, fp, fn, tp]).reshape(2, 2),
        precision=tp / max(tp + fp, 1),
        recall=tp / max(tp + fn, 1),
        f1=2 * tp / max(2 * tp + fp + fn, 1),
    )


# %% right: bincount
def report(attack, flagged):
    matrix = np.bincount(2 * attack + flagged, minlength=4).reshape(2, 2)
    tp = matrix[1, 1]
    with np.errstate(invalid="ignore"):
        precision, recall = np.nan_to_num(tp / matrix[:, 1].sum()), np.nan_to_num(tp / matrix[1].sum())
        f1 = np.nan_to_num(2 * tp / (matrix[:, 1].sum() + matrix[1].sum()))
    return {"f1": f1, "matrix": matrix, "precision": precision, "recall": recall}


# %% right: row by row
def report(attack, flagged):
    matrix = np.zeros((2, 2), dtype=int)
    for truth, flag in zip(attack, flagged, strict=True):
        matrix[int(truth), int(flag)] += 1
    result = {"matrix": matrix}
    for name, below in (
        ("precision", matrix[0, 1] + matrix[1, 1]),
        ("recall", matrix[1, 0] + matrix[1, 1]),
    ):
        try:
            result[name] = int(matrix[1, 1]) / int(below)
        except ZeroDivisionError:
            result[name] = 0.0
    p, r = result["precision"], result["recall"]
    result["f1"] = 0.0 if p == 0 or r == 0 else 2 / (1 / p + 1 / r)
    return result


# %% right: np.add.at, np.divide with where
def report(attack, flagged):
    matrix = np.zeros((2, 2))
    np.add.at(matrix, (attack, flagged), 1)
    tp, fp, fn = matrix[1, 1], matrix[0, 1], matrix[1, 0]
    below = np.array([tp + fp, tp + fn, 2 * tp + fp + fn])
    ratios = np.divide([tp, tp, 2 * tp], below, out=np.zeros(3), where=below > 0)
    return {"matrix": matrix} | dict(zip(("precision", "recall", "f1"), ratios, strict=True))


# %% right: pandas, with the missing columns put in
def report(attack, flagged):
    table = pd.crosstab(attack, flagged).reindex(index=[0, 1], columns=[0, 1], fill_value=0)
    (tn, fp), (fn, tp) = table.to_numpy()
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if 2 * tp + fp + fn else 0.0,
    }


# %% right: Counter, and more keys than asked for
def report(attack, flagged):
    from collections import Counter

    count = Counter(zip(attack.tolist(), flagged.tolist(), strict=True))
    tn, fp, fn, tp = (count[pair] for pair in ((0, 0), (0, 1), (1, 0), (1, 1)))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp and tp / (tp + fp),
        "recall": tp and tp / (tp + fn),
        "f1": tp and 2 * tp / (2 * tp + fp + fn),
        "accuracy": (tn + tp) / len(attack),
    }


# %% right: np.histogram2d
def report(attack, flagged):
    matrix = np.histogram2d(attack, flagged, bins=2, range=[[-0.5, 1.5], [-0.5, 1.5]])[0].astype(int)
    (_, fp), (fn, tp) = matrix.tolist()
    precision, recall, f1 = (
        a / b if b else 0.0 for a, b in ((tp, tp + fp), (tp, tp + fn), (2 * tp, 2 * tp + fp + fn))
    )
    return {"matrix": matrix, "precision": precision, "recall": recall, "f1": f1}


# %% right: logical masks and their means
def report(attack, flagged):
    a, f = attack.astype(bool), flagged.astype(bool)
    matrix = np.array([[(~a & ~f).sum(), (~a & f).sum()], [(a & ~f).sum(), (a & f).sum()]])
    precision = a[f].mean() if f.any() else 0.0
    recall = f[a].mean() if a.any() else 0.0
    f1 = 2 * (a & f).sum() / (a.sum() + f.sum()) if a.any() or f.any() else 0.0
    return {"matrix": matrix, "precision": precision, "recall": recall, "f1": f1}


# %% wrong: the matrix transposed
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fn], [fp, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: attacks first in the matrix
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tp, fn], [fp, tn]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: the second row of the matrix mixed up
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [tp, fn]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: the matrix as four numbers in a row
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([tn, fp, fn, tp]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: shares in the matrix
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]) / len(attack),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: precision and recall swapped
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fn, 1),
        "recall": tp / max(tp + fp, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: accuracy in place of precision
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": (tp + tn) / len(attack),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: accuracy in place of F1
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": (tp + tn) / len(attack),
    }


# %% wrong: specificity in place of recall
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tn / max(tn + fp, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: the rate of false alarms in place of precision
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": fp / max(tn + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: the arithmetic mean
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": (tp / max(tp + fp, 1) + tp / max(tp + fn, 1)) / 2,
    }


# %% wrong: the geometric mean
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": np.sqrt(tp / max(tp + fp, 1) * tp / max(tp + fn, 1)),
    }


# %% wrong: F1 without the factor 2
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": tp / max(tp + fp + fn, 1),
    }


# %% wrong: precision and recall of the normal rows
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tn / max(tn + fn, 1),
        "recall": tn / max(tn + fp, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: nothing done about zero denominators
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / (tp + fp),
        "recall": tp / (tp + fn),
        "f1": 2 * tp / (2 * tp + fp + fn),
    }


# %% wrong: zero denominators of plain numbers
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": int(tp) / int(tp + fp),
        "recall": int(tp) / int(tp + fn),
        "f1": 2 * int(tp) / int(2 * tp + fp + fn),
    }


# %% wrong: F1 from precision and recall, which may both be 0
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": p,
        "recall": r,
        "f1": 2 * p * r / (p + r),
    }


# %% wrong: precision 1 if nothing is flagged
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / (tp + fp) if tp + fp else 1.0,
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: recall 1 if there is no attack
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / (tp + fn) if tp + fn else 1.0,
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: None if the denominator is 0
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / (tp + fp) if tp + fp else None,
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: a small number added below the line
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / (tp + fp + 0.01),
        "recall": tp / (tp + fn + 0.01),
        "f1": 2 * tp / (2 * tp + fp + fn + 0.01),
    }


# %% wrong: per cent
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": 100 * tp / max(tp + fp, 1),
        "recall": 100 * tp / max(tp + fn, 1),
        "f1": 100 * 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: rounded to two digits
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": round(tp / max(tp + fp, 1), 2),
        "recall": round(tp / max(tp + fn, 1), 2),
        "f1": round(2 * tp / max(2 * tp + fp + fn, 1), 2),
    }


# %% wrong: text
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": f"{tp / max(tp + fp, 1):.3f}",
        "recall": f"{tp / max(tp + fn, 1):.3f}",
        "f1": f"{2 * tp / max(2 * tp + fp + fn, 1):.3f}",
    }


# %% wrong: a tuple
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return (
        np.array([[tn, fp], [fn, tp]]),
        tp / max(tp + fp, 1),
        tp / max(tp + fn, 1),
        2 * tp / max(2 * tp + fp + fn, 1),
    )


# %% wrong: no matrix
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: keys with capitals
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "Matrix": np.array([[tn, fp], [fn, tp]]),
        "Precision": tp / max(tp + fp, 1),
        "Recall": tp / max(tp + fn, 1),
        "F1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: true positives are all flags
def report(attack, flagged):
    tp, tn = np.sum(flagged == 1), np.sum(flagged == 0)
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: false alarms and misses mixed up
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fn, fp = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: ~ of numbers, which is no logical not
def report(attack, flagged):
    tp, tn = np.sum(attack & flagged), np.sum(~attack & ~flagged)
    fp, fn = np.sum(~attack & flagged), np.sum(attack & ~flagged)
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: crosstab, which leaves out what does not occur
def report(attack, flagged):
    table = pd.crosstab(attack, flagged)
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": table.to_numpy(),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: unique, which leaves out what does not occur
def report(attack, flagged):
    _, counts = np.unique(2 * attack + flagged, return_counts=True)
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": counts.reshape(2, 2),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / max(2 * tp + fp + fn, 1),
    }


# %% wrong: the ratios of the visible test
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {"matrix": np.array([[tn, fp], [fn, tp]]), "precision": 0.6, "recall": 0.75, "f1": 2 / 3}


# %% wrong: F1 is nan without attacks and flags
def report(attack, flagged):
    tp, tn = np.sum((attack == 1) & (flagged == 1)), np.sum((attack == 0) & (flagged == 0))
    fp, fn = np.sum((attack == 0) & (flagged == 1)), np.sum((attack == 1) & (flagged == 0))
    return {
        "matrix": np.array([[tn, fp], [fn, tp]]),
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + fn, 1),
        "f1": 2 * tp / (2 * tp + fp + fn),
    }
