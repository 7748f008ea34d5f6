# %% right: a loop over the classes
def per_class_recall(y_true, y_pred):
    y_true, y_pred = np.array(y_true), np.array(y_pred)
    return pd.Series({name: np.mean(y_pred[y_true == name] == name) for name in np.unique(y_true)})


# %% right: counted by hand
def per_class_recall(y_true, y_pred):
    rows, hits = {}, {}
    for truth, guess in zip(y_true, y_pred):
        rows[truth] = rows.get(truth, 0) + 1
        hits[truth] = hits.get(truth, 0) + (truth == guess)
    return pd.Series({name: hits[name] / rows[name] for name in rows}).sort_values()


# %% right: scikit-learn's recall_score
def per_class_recall(y_true, y_pred):
    from sklearn.metrics import recall_score

    names = sorted(set(y_true))
    values = recall_score(np.asarray(y_true, dtype=str), np.asarray(y_pred, dtype=str), labels=names, average=None)
    return pd.Series(values, index=names, name="recall")


# %% right: a DataFrame, grouped
def per_class_recall(y_true, y_pred):
    table = pd.DataFrame({"true": list(y_true), "predicted": list(y_pred)})
    table["right"] = table["true"] == table["predicted"]
    return table.groupby("true")["right"].agg("mean")


# %% right: two counts divided
def per_class_recall(y_true, y_pred):
    y_true, y_pred = pd.Series(list(y_true)), pd.Series(list(y_pred))
    total = y_true.value_counts()
    return (y_true[y_true == y_pred].value_counts().reindex(total.index) / total).fillna(0)


# %% right: a normalised crosstab
def per_class_recall(y_true, y_pred):
    table = pd.crosstab(np.asarray(y_true), np.asarray(y_pred), normalize="index")
    return pd.Series([table.loc[c, c] if c in table else 0 for c in table.index], table.index)


# %% right: written for arrays and Series, not for lists
def per_class_recall(y_true, y_pred):
    return pd.Series(y_true == y_pred).groupby(y_true).mean()


# %% wrong: precision
def per_class_recall(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    return pd.Series(y_true == y_pred).groupby(y_pred).mean()


# %% wrong: precision for the classes in y_true
def per_class_recall(y_true, y_pred):
    from sklearn.metrics import precision_score

    names = np.unique(y_true)
    return pd.Series(precision_score(y_true, y_pred, labels=names, average=None, zero_division=0), names)


# %% wrong: F1
def per_class_recall(y_true, y_pred):
    from sklearn.metrics import f1_score

    names = np.unique(y_true)
    return pd.Series(f1_score(y_true, y_pred, labels=names, average=None), names)


# %% wrong: a class that is never named is missing
def per_class_recall(y_true, y_pred):
    y_true, y_pred = pd.Series(list(y_true)), pd.Series(list(y_pred))
    return (y_true[y_true == y_pred].value_counts() / y_true.value_counts()).dropna()


# %% wrong: NaN for a class that is never named
def per_class_recall(y_true, y_pred):
    y_true, y_pred = pd.Series(list(y_true)), pd.Series(list(y_pred))
    return y_true[y_true == y_pred].value_counts() / y_true.value_counts()


# %% wrong: also classes that only the predictions name
def per_class_recall(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    right = pd.Series(y_true == y_pred).groupby(y_true).mean()
    return right.reindex(sorted({*y_true, *y_pred}), fill_value=0)


# %% wrong: recall_score numbers the classes of both
def per_class_recall(y_true, y_pred):
    from sklearn.metrics import recall_score

    return pd.Series(recall_score(y_true, y_pred, average=None), index=np.unique(y_true))


# %% wrong: sorted values under unsorted names
def per_class_recall(y_true, y_pred):
    from sklearn.metrics import recall_score

    y_true = pd.Series(list(y_true))
    return pd.Series(recall_score(y_true, y_pred, labels=np.unique(y_true), average=None), y_true.unique())


# %% wrong: a share of all rows
def per_class_recall(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    return pd.Series(y_true == y_pred).groupby(y_true).sum() / len(y_true)


# %% wrong: counts instead of shares
def per_class_recall(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    return pd.Series(y_true == y_pred).groupby(y_true).sum()


# %% wrong: the accuracy for every class
def per_class_recall(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    return pd.Series(np.mean(y_true == y_pred), index=np.unique(y_true))


# %% wrong: a dict
def per_class_recall(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    return {name: np.mean(y_pred[y_true == name] == name) for name in np.unique(y_true)}


# %% wrong: the index of y_true is matched with 0, 1, 2, ...
def per_class_recall(y_true, y_pred):
    table = pd.DataFrame({"true": y_true, "predicted": pd.Series(y_pred)})
    return (table["true"] == table["predicted"]).groupby(table["true"]).mean()


# %% wrong: a value for categories that no row has
def per_class_recall(y_true, y_pred):
    table = pd.DataFrame({"true": y_true, "predicted": y_pred})
    right = table["true"].astype(object) == table["predicted"]
    return right.groupby(table["true"], observed=False).mean()
