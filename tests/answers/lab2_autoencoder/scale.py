# %% right: by hand, a range of 0 replaced by 1
def scale(train, valid, test):
    low = train.min()
    span = (train.max() - low).replace(0, 1)
    return (train - low) / span, (valid - low) / span, (test - low) / span


# %% right: MinMaxScaler, its arrays wrapped again, as a list
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler()
    scaler.fit(train)
    return [
        pd.DataFrame(scaler.transform(rows), columns=rows.columns, index=rows.index)
        for rows in (train, valid, test)
    ]


# %% right: a loop over the columns of copies
def scale(train, valid, test):
    results = tuple(rows.astype(float) for rows in (train, valid, test))
    for name in train.columns:
        smallest, largest = min(train[name]), max(train[name])
        width = largest - smallest
        if width == 0:
            width = 1
        for result, rows in zip(results, (train, valid, test)):
            result[name] = [(value - smallest) / width for value in rows[name]]
    return results


# %% right: NumPy, np.where
def scale(train, valid, test):
    values = train.to_numpy(dtype=float)
    low, high = values.min(axis=0), values.max(axis=0)
    span = np.where(high == low, 1.0, high - low)

    def apply(rows):
        return pd.DataFrame((rows.to_numpy(dtype=float) - low) / span, index=rows.index, columns=rows.columns)

    return apply(train), apply(valid), apply(test)


# %% right: fit_transform on train, transform on the others, float32
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas")
    x_train = scaler.fit_transform(train).astype("float32")
    return x_train, scaler.transform(valid).astype("float32"), scaler.transform(test).astype("float32")


# %% right: column by column with apply
def scale(train, valid, test):
    def one(column):
        low, high = train[column.name].min(), train[column.name].max()
        return (column - low) / (high - low if high > low else 1)

    return train.apply(one), valid.apply(one), test.apply(one)


# %% right: in place on copies
def scale(train, valid, test):
    low, high = train.min(axis=0), train.max(axis=0)
    span = high - low
    span[span == 0] = 1
    out = []
    for rows in (train, valid, test):
        rows = rows.copy()
        rows -= low
        rows /= span
        out.append(rows)
    return tuple(out)


# %% right: ColumnTransformer
def scale(train, valid, test):
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import MinMaxScaler

    scaler = ColumnTransformer(
        [("scaled", MinMaxScaler(), list(train.columns))], verbose_feature_names_out=False
    ).set_output(transform="pandas")
    return scaler.fit_transform(train), scaler.transform(valid), scaler.transform(test)


# %% wrong: fitted on all rows
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas").fit(pd.concat([train, valid, test]))
    return scaler.transform(train), scaler.transform(valid), scaler.transform(test)


# %% wrong: fitted on train and valid
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas").fit(pd.concat([train, valid]))
    return scaler.transform(train), scaler.transform(valid), scaler.transform(test)


# %% wrong: fitted on train and test
def scale(train, valid, test):
    both = pd.concat([train, test])
    low = both.min()
    span = (both.max() - low).replace(0, 1)
    return (train - low) / span, (valid - low) / span, (test - low) / span


# %% wrong: each table scaled by itself
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas")
    return scaler.fit_transform(train), scaler.fit_transform(valid), scaler.fit_transform(test)


# %% wrong: test scaled by itself
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas")
    return scaler.fit_transform(train), scaler.transform(valid), scaler.fit_transform(test)


# %% wrong: refitted with partial_fit
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas")
    return tuple(scaler.partial_fit(rows).transform(rows) for rows in (train, valid, test))


# %% wrong: the scaler clips
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler(clip=True).set_output(transform="pandas").fit(train)
    return scaler.transform(train), scaler.transform(valid), scaler.transform(test)


# %% wrong: clipped below
def scale(train, valid, test):
    low = train.min()
    span = (train.max() - low).replace(0, 1)
    return tuple(((rows - low) / span).clip(lower=0) for rows in (train, valid, test))


# %% wrong: valid clipped
def scale(train, valid, test):
    low = train.min()
    span = (train.max() - low).replace(0, 1)
    return (train - low) / span, ((valid - low) / span).clip(0, 1), (test - low) / span


# %% wrong: z-scores
def scale(train, valid, test):
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().set_output(transform="pandas").fit(train)
    return scaler.transform(train), scaler.transform(valid), scaler.transform(test)


# %% wrong: divided by the largest
def scale(train, valid, test):
    high = train.max()
    return train / high, valid / high, test / high


# %% wrong: the smallest is not taken off
def scale(train, valid, test):
    span = (train.max() - train.min()).replace(0, 1)
    return train / span, valid / span, test / span


# %% wrong: from -1 to 1
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler((-1, 1)).set_output(transform="pandas").fit(train)
    return scaler.transform(train), scaler.transform(valid), scaler.transform(test)


# %% wrong: one range for all columns
def scale(train, valid, test):
    low, high = train.to_numpy().min(), train.to_numpy().max()
    return tuple((rows - low) / (high - low) for rows in (train, valid, test))


# %% wrong: percentiles for the ranges
def scale(train, valid, test):
    low, high = train.quantile(0.01), train.quantile(0.99)
    span = (high - low).replace(0, 1)
    return tuple((rows - low) / span for rows in (train, valid, test))


# %% wrong: a constant column becomes NaN
def scale(train, valid, test):
    low, high = train.min(), train.max()
    return tuple((rows - low) / (high - low) for rows in (train, valid, test))


# %% wrong: NaN filled, but a new value in a constant column becomes infinite
def scale(train, valid, test):
    low, high = train.min(), train.max()
    return tuple(((rows - low) / (high - low)).fillna(0) for rows in (train, valid, test))


# %% wrong: a new value in a constant column is hidden
def scale(train, valid, test):
    low, span = train.min(), train.max() - train.min()
    return tuple(((rows - low) / span.replace(0, np.nan)).fillna(0) for rows in (train, valid, test))


# %% wrong: a constant column is 1
def scale(train, valid, test):
    low, high = train.min(), train.max()
    return tuple(((rows - low) / (high - low)).fillna(1) for rows in (train, valid, test))


# %% wrong: a constant column is 0 in train and keeps its old values elsewhere
def scale(train, valid, test):
    results = [rows.astype(float) for rows in (train, valid, test)]
    for name in train:
        low, high = train[name].min(), train[name].max()
        if high == low:
            results[0][name] = 0.0
            continue
        for result in results:
            result[name] = (result[name] - low) / (high - low)
    return results


# %% wrong: the constant column is dropped
def scale(train, valid, test):
    low, high = train.min(), train.max()
    return tuple(((rows - low) / (high - low)).dropna(axis=1) for rows in (train, valid, test))


# %% wrong: arrays
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().fit(train)
    return scaler.transform(train), scaler.transform(valid), scaler.transform(test)


# %% wrong: the index starts again
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().fit(train)
    return tuple(pd.DataFrame(scaler.transform(r), columns=train.columns) for r in (train, valid, test))


# %% wrong: the names of the columns are lost
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().fit(train)
    return tuple(pd.DataFrame(scaler.transform(r), index=r.index) for r in (train, valid, test))


# %% wrong: in place
def scale(train, valid, test):
    low, high = train.min(), train.max()
    span = (high - low).replace(0, 1)
    for rows in (train, valid, test):
        rows -= low
        rows /= span
    return train, valid, test


# %% wrong: in place, column by column, so that the range is already gone
def scale(train, valid, test):
    for name in train:
        for rows in (train, valid, test):
            rows[name] = (rows[name] - train[name].min()) / ((train[name].max() - train[name].min()) or 1)
    return train, valid, test


# %% wrong: valid and test swapped
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas").fit(train)
    return scaler.transform(train), scaler.transform(test), scaler.transform(valid)


# %% wrong: test forgotten
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas").fit(train)
    return scaler.transform(train), scaler.transform(valid), test


# %% wrong: two tables
def scale(train, valid, test):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().set_output(transform="pandas").fit(train)
    return scaler.transform(train), scaler.transform(test)


# %% wrong: rows scaled instead of columns
def scale(train, valid, test):
    def one(rows):
        span = (rows.max(axis=1) - rows.min(axis=1)).replace(0, 1)
        return rows.sub(rows.min(axis=1), axis=0).div(span, axis=0)

    return one(train), one(valid), one(test)


# %% wrong: the ranges of the visible test
def scale(train, valid, test):
    return tuple((rows - [2, 10]) / [4, 1] for rows in (train, valid, test))
