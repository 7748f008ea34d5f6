# %% right: all thresholds at once
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    y, s = np.asarray(y_true), np.asarray(score)
    cuts = np.append(np.unique(s), np.inf)
    flagged = s[None, :] >= cuts[:, None]
    missed = 1 - flagged[:, y == 1].mean(axis=1)
    false_alarms = flagged[:, y == 0].mean(axis=1)
    costs = share * missed * miss_cost + (1 - share) * false_alarms
    return cuts[costs.argmin()], costs.min()


# %% right: min of pairs, so that the lowest of equal ones wins
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    pairs = []
    for cut in [*sorted(set(score)), float("inf")]:
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        pairs.append((share * (1 - tpr) * miss_cost + (1 - share) * fpr, cut))
    cost, cut = min(pairs)
    return cut, cost


# %% right: from scikit-learn's curve with every point
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    from sklearn.metrics import roc_curve

    fpr, tpr, cuts = roc_curve(np.asarray(y_true), np.asarray(score), drop_intermediate=False)
    costs = share * (1 - tpr) * miss_cost + (1 - share) * fpr
    best = np.argmin(costs)
    return [cuts[best], costs[best]]


# %% right: a number above all scores instead of infinity
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.max(score) + 1):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = share * miss_cost * (1 - tpr) + (1 - share) * fpr
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: the mistakes on these rows are added up
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tp, fp, tn, fn = confusion_counts(y_true, score, cut)
        cost = fp + miss_cost * fn
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: the share is ignored
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = (1 - tpr) * miss_cost + fpr
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: normal rows are not weighted
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = share * (1 - tpr) * miss_cost + fpr
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: false alarms cost as much as misses
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = miss_cost * (share * (1 - tpr) + (1 - share) * fpr)
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: never to raise an alarm is not tried
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.unique(score):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = share * (1 - tpr) * miss_cost + (1 - share) * fpr
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: only scores above the threshold are flagged
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    y, s = np.asarray(y_true), np.asarray(score)
    best = None
    for cut in np.append(np.unique(s), np.inf):
        cost = share * (s[y == 1] <= cut).mean() * miss_cost + (1 - share) * (s[y == 0] > cut).mean()
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: the largest difference of TPR and FPR
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        if best is None or tpr - fpr > best[0]:
            best = tpr - fpr, cut, share * (1 - tpr) * miss_cost + (1 - share) * fpr
    return best[1], best[2]


# %% wrong: the dearest threshold
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = share * (1 - tpr) * miss_cost + (1 - share) * fpr
        if best is None or cost > best[1]:
            best = cut, cost
    return best


# %% wrong: TPR and FPR swapped
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        fpr, tpr = rates(*confusion_counts(y_true, score, cut))
        cost = share * (1 - tpr) * miss_cost + (1 - share) * fpr
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: the cost of a thousand connections
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = 1000 * (share * (1 - tpr) * miss_cost + (1 - share) * fpr)
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: the cost comes first
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    pairs = []
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        pairs.append((share * (1 - tpr) * miss_cost + (1 - share) * fpr, cut))
    return min(pairs)


# %% wrong: the default share is one in a hundred
def cheapest_threshold(y_true, score, miss_cost, share=0.01):
    best = None
    for cut in np.append(np.unique(score), np.inf):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = share * (1 - tpr) * miss_cost + (1 - share) * fpr
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: a hundred thresholds between 0 and 1
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    best = None
    for cut in np.linspace(0, 1, 101):
        tpr, fpr = rates(*confusion_counts(y_true, score, cut))
        cost = share * (1 - tpr) * miss_cost + (1 - share) * fpr
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: rows are looked up by label, not by position
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    y, s = pd.Series(y_true), pd.Series(score)
    best = None
    for cut in np.append(np.unique(s), np.inf):
        cost = share * (s[y == 1] < cut).mean() * miss_cost + (1 - share) * (s[y == 0] >= cut).mean()
        if best is None or cost < best[1]:
            best = cut, cost
    return best


# %% wrong: nothing is returned
def cheapest_threshold(y_true, score, miss_cost, share=0.001):
    print(min(score))
