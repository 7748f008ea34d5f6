# %% right: a Series, then nlargest
def top_features(x, x_hat, names, n):
    error = pd.Series((x - x_hat) ** 2, index=names)
    total = error.sum()
    return (error / total if total > 0 else error).nlargest(n)


# %% right: argsort
def top_features(x, x_hat, names, n):
    squared = np.square(x_hat - x)
    order = np.argsort(squared)[::-1][:n]
    share = squared / squared.sum() if squared.any() else squared
    return pd.Series([share[j] for j in order], index=[names[j] for j in order])


# %% right: a loop and sorted
def top_features(x, x_hat, names, n):
    errors = {name: (a - b) ** 2 for name, a, b in zip(names, x, x_hat)}
    total = sum(errors.values()) or 1
    best = sorted(errors, key=errors.get, reverse=True)[:n]
    return pd.Series({name: errors[name] / total for name in best})


# %% right: sort_values
def top_features(x, x_hat, names, n):
    s = pd.Series(np.abs(x - x_hat), index=names) ** 2
    s = s.div(s.sum()).fillna(0)
    return s.sort_values(ascending=False).head(n)


# %% right: a DataFrame on the way
def top_features(x, x_hat, names, n):
    table = pd.DataFrame({"name": names, "error": (x - x_hat) ** 2})
    total = table["error"].sum()
    table["share"] = table["error"] / total if total else 0.0
    return table.sort_values("share", ascending=False).set_index("name")["share"].iloc[:n]


# %% right: float32
def top_features(x, x_hat, names, n):
    e = (np.asarray(x, "float32") - np.asarray(x_hat, "float32")) ** 2
    return pd.Series(np.nan_to_num(e / e.sum()), names).nlargest(n)


# %% right: the sum protected by max
def top_features(x, x_hat, names, n):
    e = (x - x_hat) ** 2
    return pd.Series(e / max(e.sum(), 1e-300), index=list(names)).nlargest(n)


# %% wrong: the errors themselves
def top_features(x, x_hat, names, n):
    return pd.Series((x - x_hat) ** 2, index=names).nlargest(n)


# %% wrong: shares of the features that are returned
def top_features(x, x_hat, names, n):
    top = pd.Series((x - x_hat) ** 2, index=names).nlargest(n)
    return (top / top.sum()).fillna(0)


# %% wrong: shares of the absolute error
def top_features(x, x_hat, names, n):
    error = pd.Series(np.abs(x - x_hat), index=names)
    return (error / error.sum()).fillna(0).nlargest(n)


# %% wrong: only those that came out too small
def top_features(x, x_hat, names, n):
    error = pd.Series(x - x_hat, index=names)
    top = error.nlargest(n) ** 2
    return (top / ((x - x_hat) ** 2).sum()).fillna(0)


# %% wrong: the smallest
def top_features(x, x_hat, names, n):
    error = pd.Series((x - x_hat) ** 2, index=names)
    return (error / error.sum()).fillna(0).nsmallest(n)


# %% wrong: NaN where nothing is wrong
def top_features(x, x_hat, names, n):
    error = pd.Series((x - x_hat) ** 2, index=names)
    return (error / error.sum()).sort_values(ascending=False).head(n)


# %% wrong: in the order of the features
def top_features(x, x_hat, names, n):
    share = pd.Series((x - x_hat) ** 2, index=names)
    share = (share / share.sum()).fillna(0)
    return share[share >= share.nlargest(n).min()].head(n)


# %% wrong: always three
def top_features(x, x_hat, names, n):
    error = pd.Series((x - x_hat) ** 2, index=names)
    return (error / error.sum()).fillna(0).nlargest(3)


# %% wrong: positions instead of names
def top_features(x, x_hat, names, n):
    error = pd.Series((x - x_hat) ** 2)
    return (error / error.sum()).fillna(0).nlargest(n)


# %% wrong: names only
def top_features(x, x_hat, names, n):
    order = np.argsort(-((x - x_hat) ** 2))[:n]
    return [names[j] for j in order]


# %% wrong: the values that went in
def top_features(x, x_hat, names, n):
    value = pd.Series(x**2, index=names)
    return (value / value.sum()).fillna(0).nlargest(n)


# %% wrong: percent
def top_features(x, x_hat, names, n):
    error = pd.Series((x - x_hat) ** 2, index=names)
    return (100 * error / error.sum()).fillna(0).nlargest(n)
