# %% right: a loop over the values
def thresholds(valid_errors, valid_attack):
    best, best_j = None, -np.inf
    for candidate in np.unique(valid_errors):
        flagged = valid_errors > candidate
        j = flagged[valid_attack == 1].mean() - flagged[valid_attack == 0].mean()
        if j > best_j:
            best, best_j = candidate, j
    return {
        "percentile": np.quantile(valid_errors, 0.99),
        "mean + 3 sd": valid_errors.mean() + 3 * valid_errors.std(),
        "best TPR - FPR": best,
    }


# %% right: roc_curve, then one value down
def thresholds(valid_errors, valid_attack):
    from sklearn.metrics import roc_curve

    fpr, tpr, limits = roc_curve(valid_attack, valid_errors, drop_intermediate=False)
    reached = limits[np.argmax(tpr - fpr)]  # flags what is greater or equal
    return {
        "percentile": float(np.percentile(valid_errors, 99)),
        "mean + 3 sd": float(np.mean(valid_errors) + 3 * np.std(valid_errors)),
        "best TPR - FPR": float(valid_errors[valid_errors < reached].max()),
    }


# %% right: pandas, n - 1 in the standard deviation
def thresholds(valid_errors, valid_attack):
    errors = pd.Series(valid_errors)
    table = pd.DataFrame({"error": errors, "attack": valid_attack}).sort_values("error")
    above = table.groupby("error")["attack"].agg(["sum", "size"])[::-1].cumsum()[::-1].shift(-1, fill_value=0)
    attacks = table["attack"].sum()
    j = above["sum"] / attacks - (above["size"] - above["sum"]) / (len(table) - attacks)
    return {
        "best TPR - FPR": j.idxmax(),
        "mean + 3 sd": errors.mean() + 3 * errors.std(),
        "percentile": errors.quantile(0.99),
    }


# %% right: a list comprehension, the last of those that tie
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    candidates = sorted(valid_errors)
    gain = [np.mean(attacks > c) - np.mean(normal > c) for c in candidates]
    return dict(
        [
            ("percentile", np.percentile(valid_errors, 99, method="lower")),
            ("mean + 3 sd", valid_errors.mean() + 3 * np.sqrt(valid_errors.var())),
            ("best TPR - FPR", candidates[len(gain) - 1 - int(np.argmax(gain[::-1]))]),
        ]
    )


# %% right: sorted, the row at 99 %, broadcasting
def thresholds(valid_errors, valid_attack):
    is_attack = valid_attack.astype(bool)
    above = valid_errors[None, :] > valid_errors[:, None]
    j = above[:, is_attack].mean(axis=1) - above[:, ~is_attack].mean(axis=1)
    n = len(valid_errors)
    return {
        "percentile": np.sort(valid_errors)[n - n // 100 - 1],
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors, ddof=1),
        "best TPR - FPR": valid_errors[j.argmax()],
    }


# %% right: cumulative sums in order
def thresholds(valid_errors, valid_attack):
    order = np.argsort(valid_errors, kind="stable")
    errors, attack = valid_errors[order], valid_attack[order]
    tpr = 1 - np.cumsum(attack) / attack.sum()
    fpr = 1 - np.cumsum(1 - attack) / (1 - attack).sum()
    last = np.append(errors[1:] != errors[:-1], True)  # equal errors are flagged together
    return {
        "percentile": np.quantile(errors, 0.99, method="higher"),
        "mean + 3 sd": errors.mean() + 3 * errors.std(),
        "best TPR - FPR": errors[last][np.argmax((tpr - fpr)[last])],
    }


# %% wrong: roc_curve's threshold, which flags what is greater or equal
def thresholds(valid_errors, valid_attack):
    from sklearn.metrics import roc_curve

    fpr, tpr, limits = roc_curve(valid_attack, valid_errors)
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": limits[np.argmax(tpr - fpr)],
    }


# %% wrong: a loop with greater or equal
def thresholds(valid_errors, valid_attack):
    def j(candidate):
        flagged = valid_errors >= candidate
        return flagged[valid_attack == 1].mean() - flagged[valid_attack == 0].mean()

    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(np.unique(valid_errors), key=j),
    }


# %% wrong: searchsorted from the left
def thresholds(valid_errors, valid_attack):
    candidates = np.unique(valid_errors)

    def share_above(kind):
        ordered = np.sort(valid_errors[valid_attack == kind])
        return 1 - np.searchsorted(ordered, candidates) / len(ordered)

    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": candidates[np.argmax(share_above(1) - share_above(0))],
    }


# %% wrong: a grid instead of the values
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    grid = np.linspace(valid_errors.min(), valid_errors.max(), 100)
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(grid, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: a point between two of the values
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    values = np.unique(valid_errors)
    between = (values[1:] + values[:-1]) / 2
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(between, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: the position of the best, not its value
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    j = [np.mean(attacks > c) - np.mean(normal > c) for c in np.unique(valid_errors)]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": np.argmax(j),
    }


# %% wrong: the best value looked up in the errors as they came
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    j = [np.mean(attacks > c) - np.mean(normal > c) for c in np.unique(valid_errors)]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": valid_errors[np.argmax(j)],
    }


# %% wrong: the difference, not the threshold
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(np.mean(attacks > c) - np.mean(normal > c) for c in valid_errors),
    }


# %% wrong: numbers of rows instead of shares
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.sum(attacks > c) - np.sum(normal > c)),
    }


# %% wrong: the best F1
def thresholds(valid_errors, valid_attack):
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: f1_score(valid_attack, valid_errors > c)),
    }


# %% wrong: the largest normal error
def thresholds(valid_errors, valid_attack):
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": valid_errors[valid_attack == 0].max(),
    }


# %% wrong: just below the smallest error of an attack
def thresholds(valid_errors, valid_attack):
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": valid_errors[valid_errors < valid_errors[valid_attack == 1].min()].max(),
    }


# %% wrong: the kinds mixed up
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 0], valid_errors[valid_attack == 1]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: flagged below the threshold
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks < c) - np.mean(normal < c)),
    }


# %% wrong: 0 and 1 used as positions
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack], valid_errors[~valid_attack]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: the errors sorted, the labels not
def thresholds(valid_errors, valid_attack):
    valid_errors = np.sort(valid_errors)
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: percentile of the normal rows
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(normal, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: percentile 1
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 1),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: percentile 0.99
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 0.99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: percentile 95
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 95),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: percentile 99.9
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99.9),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: 99 % of the largest error
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": 0.99 * valid_errors.max(),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: a normal distribution assumed for the percentile
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.mean(valid_errors) + 2.326 * np.std(valid_errors),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: as many rows flagged as there are attacks
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.quantile(valid_errors, 1 - valid_attack.mean()),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: equal errors count once
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    values = np.unique(valid_errors)
    return {
        "percentile": np.percentile(values, 99),
        "mean + 3 sd": np.mean(values) + 3 * np.std(values),
        "best TPR - FPR": max(values, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: in order, but equal errors are taken apart
def thresholds(valid_errors, valid_attack):
    order = np.lexsort((valid_attack, valid_errors))
    errors, attack = valid_errors[order], valid_attack[order]
    tpr = 1 - np.cumsum(attack) / attack.sum()
    fpr = 1 - np.cumsum(1 - attack) / (1 - attack).sum()
    return {
        "percentile": np.quantile(errors, 0.99),
        "mean + 3 sd": errors.mean() + 3 * errors.std(),
        "best TPR - FPR": errors[np.argmax(tpr - fpr)],
    }


# %% wrong: mean and standard deviation of the normal rows
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(normal) + 3 * np.std(normal),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: two standard deviations
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 2 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: the variance
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.var(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: the median
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.median(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: three times the sum
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": 3 * (np.mean(valid_errors) + np.std(valid_errors)),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: read off the test rows
def thresholds(valid_errors, valid_attack):
    attacks, normal = normal_error[test_attack == 1], normal_error[test_attack == 0]
    return {
        "percentile": np.percentile(normal_error, 99),
        "mean + 3 sd": np.mean(normal_error) + 3 * np.std(normal_error),
        "best TPR - FPR": max(np.unique(normal_error), key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: the labels of the test rows
def thresholds(valid_errors, valid_attack):
    attack = test_attack[: len(valid_errors)]
    attacks, normal = valid_errors[attack == 1], valid_errors[attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: a tuple
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return (
        np.percentile(valid_errors, 99),
        np.mean(valid_errors) + 3 * np.std(valid_errors),
        max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    )


# %% wrong: another key
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    return {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR-FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }


# %% wrong: the flags
def thresholds(valid_errors, valid_attack):
    attacks, normal = valid_errors[valid_attack == 1], valid_errors[valid_attack == 0]
    limits = {
        "percentile": np.percentile(valid_errors, 99),
        "mean + 3 sd": np.mean(valid_errors) + 3 * np.std(valid_errors),
        "best TPR - FPR": max(valid_errors, key=lambda c: np.mean(attacks > c) - np.mean(normal > c)),
    }
    return {rule: (valid_errors > limit).astype(int) for rule, limit in limits.items()}
