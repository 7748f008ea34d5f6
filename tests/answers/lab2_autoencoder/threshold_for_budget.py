# %% right: sorted, counted from the top
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    n = len(valid_errors)
    values = np.unique(valid_errors)
    above = n - np.searchsorted(np.sort(valid_errors), values, side="right")
    best = np.argmax(above / n <= alarms / rows_per_day)
    ci = binomtest(int(above[best]), n).proportion_ci()
    return values[best], ci.low * rows_per_day, ci.high * rows_per_day


# %% right: from the largest down
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    budget = alarms / rows_per_day
    threshold = max(valid_errors)
    for value in sorted(set(valid_errors), reverse=True):
        if np.mean(valid_errors > value) > budget:
            break
        threshold = value
    interval = binomtest(int(np.sum(valid_errors > threshold)), len(valid_errors)).proportion_ci(0.95)
    return [threshold, rows_per_day * interval.low, rows_per_day * interval.high]


# %% right: a list of those that fit
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    fits = [v for v in np.unique(valid_errors) if (valid_errors > v).mean() * rows_per_day <= alarms]
    t = min(fits)
    k = int((valid_errors > t).sum())
    low, high = binomtest(k, len(valid_errors)).proportion_ci(method="exact")
    return t, low * rows_per_day, high * rows_per_day


# %% right: the beta distribution
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import beta

    n = len(valid_errors)
    for t in np.unique(valid_errors):
        k = np.count_nonzero(valid_errors > t)
        if k <= alarms * n / rows_per_day:
            break
    low = beta.ppf(0.025, k, n - k + 1) if k > 0 else 0
    high = beta.ppf(0.975, k + 1, n - k) if k < n else 1
    return t, low * rows_per_day, high * rows_per_day


# %% right: pandas
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    counts = pd.Series(valid_errors).value_counts().sort_index(ascending=False)
    above = counts.cumsum().shift(fill_value=0)
    fits = above[above <= alarms / rows_per_day * len(valid_errors)]
    ci = binomtest(int(fits.iloc[-1]), len(valid_errors)).proportion_ci()
    return fits.index[-1], ci.low * rows_per_day, ci.high * rows_per_day


# %% right: the inverted distribution function
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    t = np.quantile(valid_errors, 1 - alarms / rows_per_day, method="inverted_cdf")
    ci = binomtest(int((valid_errors > t).sum()), len(valid_errors)).proportion_ci()
    return float(t), ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: a quantile between two values
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    t = np.quantile(valid_errors, 1 - alarms / rows_per_day)
    ci = binomtest(int((valid_errors > t).sum()), len(valid_errors)).proportion_ci()
    return t, ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: greater or equal
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    for t in np.unique(valid_errors):
        k = int((valid_errors >= t).sum())
        if k <= alarms / rows_per_day * len(valid_errors):
            break
    ci = binomtest(k, len(valid_errors)).proportion_ci()
    return t, ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: one alarm too many
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    n = len(valid_errors)
    k = int(np.ceil(alarms / rows_per_day * n))
    t = np.sort(valid_errors)[n - 1 - k]
    ci = binomtest(k, n).proportion_ci()
    return t, ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: by position, equal errors counted apart
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    n = len(valid_errors)
    k = int(alarms / rows_per_day * n)
    t = np.sort(valid_errors)[n - 1 - k]
    ci = binomtest(k, n).proportion_ci()
    return t, ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: the largest value that fits
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    t = max(valid_errors)
    ci = binomtest(0, len(valid_errors)).proportion_ci()
    return t, ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: the interval as shares
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    for t in np.unique(valid_errors):
        k = int((valid_errors > t).sum())
        if k <= alarms / rows_per_day * len(valid_errors):
            break
    ci = binomtest(k, len(valid_errors)).proportion_ci()
    return t, ci.low, ci.high


# %% wrong: the normal approximation
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    n = len(valid_errors)
    for t in np.unique(valid_errors):
        p = (valid_errors > t).mean()
        if p <= alarms / rows_per_day:
            break
    half = 1.96 * np.sqrt(p * (1 - p) / n)
    return t, max(0, p - half) * rows_per_day, (p + half) * rows_per_day


# %% wrong: the interval of the budget instead of the count
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    n = len(valid_errors)
    for t in np.unique(valid_errors):
        if (valid_errors > t).mean() <= alarms / rows_per_day:
            break
    ci = binomtest(alarms, rows_per_day).proportion_ci()
    return t, ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: 99 %
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    from scipy.stats import binomtest

    for t in np.unique(valid_errors):
        k = int((valid_errors > t).sum())
        if k <= alarms / rows_per_day * len(valid_errors):
            break
    ci = binomtest(k, len(valid_errors)).proportion_ci(0.99)
    return t, ci.low * rows_per_day, ci.high * rows_per_day


# %% wrong: the threshold only
def threshold_for_budget(valid_errors, rows_per_day, alarms):
    return min(v for v in np.unique(valid_errors) if (valid_errors > v).mean() <= alarms / rows_per_day)
