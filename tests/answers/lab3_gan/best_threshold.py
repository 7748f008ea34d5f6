# %% right: a loop over the scores
def best_threshold(scores, attack):
    best, best_f1 = None, -1
    for threshold in [scores.min() - 1, *np.unique(scores)]:
        flagged = scores > threshold
        tp = np.sum(flagged & (attack == 1))
        fp = np.sum(flagged & (attack == 0))
        fn = np.sum(~flagged & (attack == 1))
        f1 = 2 * tp / (2 * tp + fp + fn)
        if f1 > best_f1:
            best, best_f1 = threshold, f1
    return best


# %% right: a function for F1 and max, minus infinity below them all
def best_threshold(scores, attack):
    def f1(t):
        flagged = scores > t
        return 2 * np.sum(flagged & (attack == 1)) / (np.sum(flagged) + np.sum(attack == 1))

    return max(np.concatenate([[-np.inf], np.unique(scores)]), key=f1)


# %% right: half way between two scores
def best_threshold(scores, attack):
    values = np.unique(scores).astype(float)
    candidates = np.concatenate([[values[0] - 1], (values[1:] + values[:-1]) / 2, [values[-1] + 1]])
    tp = np.array([np.sum(attack[scores > t]) for t in candidates])
    flagged = np.array([np.count_nonzero(scores > t) for t in candidates])
    return candidates[np.argmax(2 * tp / (flagged + attack.sum()))]


# %% right: sorted, cumulative sums, ties kept together
def best_threshold(scores, attack):
    order = np.argsort(-scores, kind="stable")
    s, a = scores[order], attack[order]
    tp, flagged = np.cumsum(a), np.arange(1, len(s) + 1)
    f1 = 2 * tp / (flagged + a.sum())
    f1[:-1][s[1:] == s[:-1]] = -1  # no threshold passes between equal scores
    best = np.argmax(f1)
    return s[best + 1] if best + 1 < len(s) else s[best] - 1


# %% right: precision_recall_curve, then the next lower score
def best_threshold(scores, attack):
    from sklearn.metrics import precision_recall_curve

    precision, recall, at_least = precision_recall_curve(attack, scores)
    with np.errstate(invalid="ignore"):
        f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    chosen = at_least[f1[:-1].argmax()]
    lower = scores[scores < chosen]
    return float(lower.max()) if len(lower) else float(chosen) - 1.0


# %% right: all thresholds at once, the last of those that tie
def best_threshold(scores, attack):
    candidates = np.append(np.sort(scores)[0] - 1, np.sort(scores))
    flagged = scores[None, :] > candidates[:, None]
    tp = flagged @ attack
    f1 = 2 * tp / (flagged.sum(axis=1) + attack.sum())
    return candidates[np.flatnonzero(f1 == f1.max())[-1]]


# %% right: pandas, counted by value
def best_threshold(scores, attack):
    by_value = (
        pd.DataFrame({"score": scores, "attack": attack, "rows": 1}).groupby("score").sum().sort_index()
    )
    tp, flagged = (by_value[name][::-1].cumsum()[::-1] for name in ("attack", "rows"))
    chosen = (2 * tp / (flagged + attack.sum())).idxmax()
    return np.nextafter(chosen, type(chosen)(-np.inf))


# %% right: bincount, plain Python numbers
def best_threshold(scores, attack):
    best = (-1.0, 0.0)
    for threshold in [float(min(scores)) - 0.5] + sorted(set(scores.tolist())):
        _, fp, fn, tp = np.bincount(2 * attack + (scores > threshold), minlength=4).tolist()
        best = max(best, (2 * tp / (2 * tp + fp + fn), threshold))
    return best[1]


# %% right: roc_curve, half way down to the next score
def best_threshold(scores, attack):
    from sklearn.metrics import roc_curve

    scores = scores.astype("float64")
    fpr, tpr, at_least = roc_curve(attack, scores, drop_intermediate=False)
    tp, fp = tpr[1:] * attack.sum(), np.nan_to_num(fpr[1:]) * (attack == 0).sum()
    i = 1 + np.argmax(2 * tp / (tp + fp + attack.sum()))
    return (at_least[i] + at_least[i + 1]) / 2 if i + 1 < len(at_least) else at_least[i] - 1


# %% wrong: flagged at or above the threshold
def best_threshold(scores, attack):
    def f1(t):
        flagged = scores >= t
        return 2 * np.sum(flagged & (attack == 1)) / (flagged.sum() + attack.sum())

    return max(np.unique(scores), key=f1)


# %% wrong: precision_recall_curve's threshold as it is
def best_threshold(scores, attack):
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(attack, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return thresholds[np.argmax(f1[:-1])]


# %% wrong: a thousandth below precision_recall_curve's threshold
def best_threshold(scores, attack):
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(attack, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return thresholds[np.argmax(f1[:-1])] - 1e-3


# %% wrong: a billionth less, which float32 does not see
def best_threshold(scores, attack):
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(attack, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return thresholds[np.argmax(f1[:-1])] - 1e-9


# %% wrong: a ten-thousandth less, also for negative scores
def best_threshold(scores, attack):
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(attack, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return 0.9999 * thresholds[np.argmax(f1[:-1])]


# %% wrong: nothing below the lowest score
def best_threshold(scores, attack):
    def f1(t):
        flagged = scores > t
        return 2 * np.sum(flagged & (attack == 1)) / (np.sum(flagged) + np.sum(attack == 1))

    return max(np.unique(scores), key=f1)


# %% wrong: thresholds between 0 and 1
def best_threshold(scores, attack):
    return max(np.linspace(0, 1, 101), key=lambda t: f1_score(attack, scores > t, zero_division=0))


# %% wrong: a grid of 50 from the smallest to the largest score
def best_threshold(scores, attack):
    grid = np.linspace(scores.min(), scores.max(), 50)
    return max(grid, key=lambda t: f1_score(attack, scores > t, zero_division=0))


# %% wrong: percentiles
def best_threshold(scores, attack):
    grid = np.percentile(scores, np.arange(0, 100))
    return max(grid, key=lambda t: f1_score(attack, scores > t, zero_division=0))


# %% wrong: accuracy
def best_threshold(scores, attack):
    return max([scores.min() - 1, *scores], key=lambda t: np.mean((scores > t) == attack))


# %% wrong: precision
def best_threshold(scores, attack):
    def precision(t):
        flagged = scores > t
        return attack[flagged].mean() if flagged.any() else 0.0

    return max([scores.min() - 1, *scores], key=precision)


# %% wrong: recall
def best_threshold(scores, attack):
    return max([scores.min() - 1, *scores], key=lambda t: np.mean(scores[attack == 1] > t))


# %% wrong: recall minus the share of false alarms
def best_threshold(scores, attack):
    attacks, normal = scores[attack == 1], scores[attack == 0]
    return max([scores.min() - 1, *scores], key=lambda t: np.mean(attacks > t) - np.mean(normal > t))


# %% wrong: F1 of the normal rows
def best_threshold(scores, attack):
    return max(
        [scores.min() - 1, *scores], key=lambda t: f1_score(attack, scores > t, pos_label=0, zero_division=0)
    )


# %% wrong: F1 averaged over both classes
def best_threshold(scores, attack):
    return max(
        [scores.min() - 1, *scores],
        key=lambda t: f1_score(attack, scores > t, average="macro", zero_division=0),
    )


# %% wrong: the arithmetic mean of precision and recall
def best_threshold(scores, attack):
    from sklearn.metrics import precision_recall_curve

    precision, recall, at_least = precision_recall_curve(attack, scores)
    return np.nextafter(at_least[np.argmax((precision + recall)[:-1])], -np.inf)


# %% wrong: where precision and recall are closest
def best_threshold(scores, attack):
    from sklearn.metrics import precision_recall_curve

    precision, recall, at_least = precision_recall_curve(attack, scores)
    return np.nextafter(at_least[np.argmin(np.abs(precision - recall)[:-1])], -np.inf)


# %% wrong: a 2 at the wrong place in F1
def best_threshold(scores, attack):
    def f1(t):
        flagged = scores > t
        tp, fp, fn = (
            np.sum(flagged & (attack == 1)),
            np.sum(flagged & (attack == 0)),
            np.sum(~flagged & (attack == 1)),
        )
        return 2 * tp / (tp + fp + fn + 2)

    return max([scores.min() - 1, *scores], key=f1)


# %% wrong: flagged below the threshold
def best_threshold(scores, attack):
    return max([*scores, scores.max() + 1], key=lambda t: f1_score(attack, scores < t, zero_division=0))


# %% wrong: the smallest F1
def best_threshold(scores, attack):
    return min([scores.min() - 1, *scores], key=lambda t: f1_score(attack, scores > t, zero_division=0))


# %% wrong: the position
def best_threshold(scores, attack):
    candidates = [scores.min() - 1, *np.sort(scores)]
    return int(np.argmax([f1_score(attack, scores > t, zero_division=0) for t in candidates]))


# %% wrong: the F1, not the threshold
def best_threshold(scores, attack):
    return max(f1_score(attack, scores > t, zero_division=0) for t in [scores.min() - 1, *scores])


# %% wrong: threshold and F1
def best_threshold(scores, attack):
    candidates = [scores.min() - 1, *np.unique(scores)]
    f1 = [f1_score(attack, scores > t, zero_division=0) for t in candidates]
    return candidates[np.argmax(f1)], max(f1)


# %% wrong: the flags
def best_threshold(scores, attack):
    candidates = [scores.min() - 1, *np.unique(scores)]
    return scores > max(candidates, key=lambda t: f1_score(attack, scores > t, zero_division=0))


# %% wrong: the largest score of a normal row
def best_threshold(scores, attack):
    return scores[attack == 0].max()


# %% wrong: just below the smallest score of an attack
def best_threshold(scores, attack):
    return np.nextafter(scores[attack == 1].min(), -np.inf)


# %% wrong: half way between the two means
def best_threshold(scores, attack):
    return (scores[attack == 1].mean() + scores[attack == 0].mean()) / 2


# %% wrong: as many flags as there are attacks
def best_threshold(scores, attack):
    return np.sort(scores)[-attack.sum() - 1]


# %% wrong: the 99th percentile
def best_threshold(scores, attack):
    return np.percentile(scores, 99)


# %% wrong: the rows must be in order
def best_threshold(scores, attack):
    tp, flagged = np.cumsum(attack[::-1])[::-1], np.arange(len(scores), 0, -1)
    return np.nextafter(scores[np.argmax(2 * tp / (flagged + attack.sum()))], -np.inf)


# %% wrong: the scores in order, the labels not
def best_threshold(scores, attack):
    s = np.sort(scores)
    return max([s[0] - 1, *s], key=lambda t: f1_score(attack, s > t, zero_division=0))


# %% wrong: equal scores taken apart
def best_threshold(scores, attack):
    order = np.lexsort((-attack, -scores))
    tp, flagged = np.cumsum(attack[order]), np.arange(1, len(scores) + 1)
    best = np.argmax(2 * tp / (flagged + attack.sum()))
    return np.nextafter(scores[order][best], -np.inf)


# %% wrong: only the scores of attacks
def best_threshold(scores, attack):
    return max(scores[attack == 1], key=lambda t: f1_score(attack, scores > t, zero_division=0))


# %% wrong: rounded to two digits
def best_threshold(scores, attack):
    candidates = [scores.min() - 1, *scores]
    return round(float(max(candidates, key=lambda t: f1_score(attack, scores > t, zero_division=0))), 2)


# %% wrong: stops at the first threshold that is not better
def best_threshold(scores, attack):
    best, best_f1 = scores.min() - 1, 0
    for t in [scores.min() - 1, *np.unique(scores)]:
        f1 = f1_score(attack, scores > t, zero_division=0)
        if f1 < best_f1:
            break
        best, best_f1 = t, f1
    return best


# %% wrong: the value of the visible test
def best_threshold(scores, attack):
    return 0.5


# %% wrong: nothing is returned
def best_threshold(scores, attack):
    pass
