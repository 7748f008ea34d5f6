# %% right: a left merge
def share_seen_before(train, test):
    merged = test.merge(train.drop_duplicates(), how="left", indicator=True)
    return (merged["_merge"] == "both").mean()


# %% right: an inner merge
def share_seen_before(train, test):
    return len(test.merge(train.drop_duplicates(), how="inner", on=list(test.columns))) / len(test)


# %% right: MultiIndex
def share_seen_before(train, test):
    return pd.MultiIndex.from_frame(test).isin(pd.MultiIndex.from_frame(train)).mean()


# %% right: a loop over lists
def share_seen_before(train, test):
    known = train.to_numpy().tolist()
    hits = 0
    for row in test.to_numpy().tolist():
        if row in known:
            hits += 1
    return hits / len(test)


# %% right: hashes of rows, numpy.isin
def share_seen_before(train, test):
    a, b = (pd.util.hash_pandas_object(part, index=False).to_numpy() for part in (train, test))
    return np.array(np.isin(b, a).mean())


# %% right: text with a separator
def share_seen_before(train, test):
    known = set(train.astype(str).agg(" | ".join, axis=1))
    return float(test.astype(str).agg(" | ".join, axis=1).isin(known).mean())


# %% right: rows counted, once for each distinct one
def share_seen_before(train, test):
    from collections import Counter

    known = {tuple(row) for row in train.values}
    counts = Counter(tuple(row) for row in test.values)
    return np.float32(sum(n for row, n in counts.items() if row in known) / sum(counts.values()))


# %% right: duplicates after the training rows, groups numbered
def share_seen_before(train, test):
    both = pd.concat([train, test], ignore_index=True)
    group = both.groupby(list(both.columns)).ngroup()
    return group[len(train) :].isin(group[: len(train)]).mean()


# %% wrong: copies within test
def share_seen_before(train, test):
    return test.duplicated().mean()


# %% wrong: copies within both
def share_seen_before(train, test):
    return pd.concat([train, test]).duplicated()[len(train) :].mean()


# %% wrong: copies within both, the first ones too
def share_seen_before(train, test):
    return pd.concat([train, test]).duplicated(keep=False)[len(train) :].mean()


# %% wrong: an inner merge with every twin
def share_seen_before(train, test):
    return len(test.merge(train)) / len(test)


# %% wrong: a left merge with every twin
def share_seen_before(train, test):
    return (test.merge(train, how="left", indicator=True)["_merge"] == "both").mean()


# %% wrong: columns compared one by one
def share_seen_before(train, test):
    return np.all([test[name].isin(train[name]) for name in test], axis=0).mean()


# %% wrong: any column is enough
def share_seen_before(train, test):
    return np.any([test[name].isin(train[name]) for name in test], axis=0).mean()


# %% wrong: the same place in both tables
def share_seen_before(train, test):
    n = min(len(train), len(test))
    return (train.to_numpy()[:n] == test.to_numpy()[:n]).all(axis=1).sum() / len(test)


# %% wrong: DataFrame.isin, which matches the index
def share_seen_before(train, test):
    return test.isin(train).all(axis=1).mean()


# %% wrong: a share of the training rows
def share_seen_before(train, test):
    seen = set(test.itertuples(index=False, name=None))
    return np.mean([row in seen for row in train.itertuples(index=False, name=None)])


# %% wrong: hits in test, divided by the training rows
def share_seen_before(train, test):
    seen = set(train.itertuples(index=False, name=None))
    return sum(row in seen for row in test.itertuples(index=False, name=None)) / len(train)


# %% wrong: copies in test count once
def share_seen_before(train, test):
    a, b = (set(part.itertuples(index=False, name=None)) for part in (train, test))
    return len(a & b) / len(b)


# %% wrong: the common set, divided by the test rows
def share_seen_before(train, test):
    a, b = (set(part.itertuples(index=False, name=None)) for part in (train, test))
    return len(a & b) / len(test)


# %% wrong: the index is part of the row
def share_seen_before(train, test):
    seen = set(train.itertuples(name=None))
    return np.mean([row in seen for row in test.itertuples(name=None)])


# %% wrong: the share of new rows
def share_seen_before(train, test):
    seen = set(train.itertuples(index=False, name=None))
    return np.mean([row not in seen for row in test.itertuples(index=False, name=None)])


# %% wrong: percent
def share_seen_before(train, test):
    seen = set(train.itertuples(index=False, name=None))
    return 100 * np.mean([row in seen for row in test.itertuples(index=False, name=None)])


# %% wrong: True and False for each row
def share_seen_before(train, test):
    seen = set(train.itertuples(index=False, name=None))
    return np.array([row in seen for row in test.itertuples(index=False, name=None)])


# %% wrong: text without a separator
def share_seen_before(train, test):
    known = set(train.astype(str).agg("".join, axis=1))
    return test.astype(str).agg("".join, axis=1).isin(known).mean()


# %% wrong: values in any order
def share_seen_before(train, test):
    known = {frozenset(row) for row in train.itertuples(index=False, name=None)}
    return np.mean([frozenset(row) in known for row in test.itertuples(index=False, name=None)])


# %% wrong: the label does not count
def share_seen_before(train, test):
    train, test = (part.drop(columns="label", errors="ignore") for part in (train, test))
    seen = set(train.itertuples(index=False, name=None))
    return np.mean([row in seen for row in test.itertuples(index=False, name=None)])


# %% wrong: the first two columns only
def share_seen_before(train, test):
    seen = set(zip(train.iloc[:, 0], train.iloc[:, 1]))
    return np.mean([row in seen for row in zip(test.iloc[:, 0], test.iloc[:, 1])])


# %% wrong: printed, not returned
def share_seen_before(train, test):
    seen = set(train.itertuples(index=False, name=None))
    print(np.mean([row in seen for row in test.itertuples(index=False, name=None)]))


# %% right: each row compared with each, which the tests' small tables allow
def share_seen_before(train, test):
    found = 0
    for i in range(len(test)):
        row = test.iloc[i].tolist()
        found += any(train.iloc[j].tolist() == row for j in range(len(train)))
    return found / len(test)
