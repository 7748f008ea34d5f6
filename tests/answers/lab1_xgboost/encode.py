# %% right: get_dummies of text, reindex
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}), columns=symbols, dtype=int)
    x_test = pd.get_dummies(test.astype({name: str for name in symbols}), columns=symbols, dtype=int)
    return x_train, x_test.reindex(columns=x_train.columns, fill_value=0)


# %% right: get_dummies of True and False, align
def encode(train, test):
    x_train = pd.get_dummies(train.apply(lambda column: column.astype(object) if column.dtype == "category" else column))
    x_test = pd.get_dummies(test.apply(lambda column: column.astype(object) if column.dtype == "category" else column))
    x_train, x_test = x_train.align(x_test, join="left", axis=1, fill_value=False)
    return x_train, x_test


# %% right: a loop over the symbols
def encode(train, test):
    x_train, x_test = train.copy(), test.copy()
    for name in ["protocol_type", "service", "flag"]:
        for symbol in train[name].unique():
            x_train[f"{name} is {symbol}"] = [1 if value == symbol else 0 for value in train[name]]
            x_test[f"{name} is {symbol}"] = [1 if value == symbol else 0 for value in test[name]]
        del x_train[name], x_test[name]
    return x_train, x_test


# %% right: arrays put side by side, numbers first, the index dropped
def encode(train, test):
    from sklearn.preprocessing import OneHotEncoder

    symbols = train.select_dtypes("category").columns
    numbers = train.columns.drop(symbols)
    encoder = OneHotEncoder(handle_unknown="ignore").fit(train[symbols])
    names = [*numbers, *encoder.get_feature_names_out()]
    return [
        pd.DataFrame(np.hstack([part[numbers], encoder.transform(part[symbols]).toarray()]), columns=names)
        for part in (train, test)
    ]


# %% right: DictVectorizer
def encode(train, test):
    from sklearn.feature_extraction import DictVectorizer

    encoder = DictVectorizer(sparse=False).set_output(transform="pandas")
    return encoder.fit_transform(train.to_dict("records")), encoder.transform(test.to_dict("records"))


# %% right: rows of a unit matrix, unknown ones cut off
def encode(train, test):
    parts = [[], []]
    for name in train:
        if isinstance(train[name].dtype, pd.CategoricalDtype):
            known = sorted(train[name].astype(str).unique())
            for part, rows in zip(parts, (train, test)):
                codes = pd.Categorical(rows[name].astype(str), categories=known).codes
                one_hot = np.eye(len(known) + 1, dtype=np.uint8)[codes][:, :-1]
                part.append(pd.DataFrame(one_hot, rows.index, [f"{name}={symbol}" for symbol in known]))
        else:
            for part, rows in zip(parts, (train, test)):
                part.append(rows[[name]])
    return tuple(pd.concat(part, axis=1) for part in parts)


# %% right: unused categories removed, sparse columns
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    train, test = train.copy(), test.copy()
    for name in symbols:
        train[name] = train[name].cat.remove_unused_categories()
        test[name] = test[name].cat.set_categories(train[name].cat.categories)
    return pd.get_dummies(train, columns=symbols, sparse=True), pd.get_dummies(test, columns=symbols, sparse=True)


# %% wrong: get_dummies of both parts by themselves
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    train, test = train.astype({n: str for n in symbols}), test.astype({n: str for n in symbols})
    return pd.get_dummies(train, columns=symbols), pd.get_dummies(test, columns=symbols)


# %% wrong: get_dummies of all categories
def encode(train, test):
    return pd.get_dummies(train), pd.get_dummies(test)


# %% wrong: learnt from all rows
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    both = pd.concat([train, test]).astype({name: str for name in symbols})
    both = pd.get_dummies(both, columns=symbols, dtype=int)
    return both.iloc[: len(train)], both.iloc[len(train) :]


# %% wrong: reindex without a fill value
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}), dtype=float)
    x_test = pd.get_dummies(test.astype({name: str for name in symbols}), dtype=float)
    return x_train, x_test.reindex(columns=x_train.columns)


# %% wrong: only the symbols that both parts have
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}))
    x_test = pd.get_dummies(test.astype({name: str for name in symbols}))
    return x_train.align(x_test, join="inner", axis=1)


# %% wrong: an unknown symbol falls into the last column
def encode(train, test):
    parts = [train.copy(), test.copy()]
    for name in ["protocol_type", "service", "flag"]:
        known = sorted(train[name].astype(str).unique())
        for part, rows in zip(parts, (train, test)):
            one_hot = np.eye(len(known), dtype=int)[pd.Categorical(rows[name], categories=known).codes]
            part[[f"{name}_{symbol}" for symbol in known]] = one_hot
            del part[name]
    return tuple(parts)


# %% wrong: numbers for symbols
def encode(train, test):
    from sklearn.preprocessing import OrdinalEncoder

    symbols = ["protocol_type", "service", "flag"]
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(train[symbols])
    x_train, x_test = train.copy(), test.copy()
    x_train[symbols], x_test[symbols] = encoder.transform(train[symbols]), encoder.transform(test[symbols])
    return x_train, x_test


# %% wrong: category codes
def encode(train, test):
    x_train, x_test = train.copy(), test.copy()
    for name in ["protocol_type", "service", "flag"]:
        x_train[name], x_test[name] = train[name].cat.codes, test[name].cat.codes
    return x_train, x_test


# %% wrong: the first symbol has no column
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}), drop_first=True, dtype=int)
    x_test = pd.get_dummies(test.astype({name: str for name in symbols}), dtype=int)
    return x_train, x_test.reindex(columns=x_train.columns, fill_value=0)


# %% wrong: one column for two symbols
def encode(train, test):
    from sklearn.preprocessing import OneHotEncoder
    from sklearn.compose import ColumnTransformer

    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False, drop="if_binary")
    encoder = ColumnTransformer(
        [("symbols", one_hot, ["protocol_type", "service", "flag"])],
        remainder="passthrough",
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")
    return encoder.fit_transform(train), encoder.transform(test)


# %% wrong: the numbers are scaled
def encode(train, test):
    preprocessor = helpers.make_preprocessor()
    return preprocessor.fit_transform(train), preprocessor.transform(test)


# %% wrong: the numbers got a prefix
def encode(train, test):
    from sklearn.preprocessing import OneHotEncoder
    from sklearn.compose import ColumnTransformer

    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    encoder = ColumnTransformer(
        [("symbols", one_hot, ["protocol_type", "service", "flag"])], remainder="passthrough"
    ).set_output(transform="pandas")
    return encoder.fit_transform(train), encoder.transform(test)


# %% wrong: the symbols alone
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train[symbols].astype(str), dtype=int)
    return x_train, pd.get_dummies(test[symbols].astype(str), dtype=int).reindex(columns=x_train.columns, fill_value=0)


# %% wrong: rows with unknown symbols are dropped
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    for name in symbols:
        test = test[test[name].isin(train[name])]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}), dtype=int)
    x_test = pd.get_dummies(test.astype({name: str for name in symbols}), dtype=int)
    return x_train, x_test.reindex(columns=x_train.columns, fill_value=0)


# %% wrong: joined by an index that has restarted
def encode(train, test):
    from sklearn.preprocessing import OneHotEncoder

    symbols = ["protocol_type", "service", "flag"]
    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(train[symbols])
    return tuple(
        pd.concat(
            [
                part.drop(columns=symbols),
                pd.DataFrame(one_hot.transform(part[symbols]), columns=one_hot.get_feature_names_out()),
            ],
            axis=1,
        )
        for part in (train, test)
    )


# %% wrong: constant columns are dropped
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}), dtype=int)
    x_test = pd.get_dummies(test.astype({name: str for name in symbols}), dtype=int)
    keep = [name for name in x_train if name in train or x_train[name].nunique() > 1]
    return x_train[keep], x_test.reindex(columns=keep, fill_value=0)


# %% wrong: numbers in test clipped to what was seen
def encode(train, test):
    preprocessor = helpers.make_preprocessor("passthrough")
    x_train, x_test = preprocessor.fit_transform(train), preprocessor.transform(test)
    return x_train, x_test.clip(x_train.min(), x_train.max(), axis=1)


# %% wrong: the symbols of the visible test are left out by name
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train, x_test = pd.get_dummies(train, dtype=int), pd.get_dummies(test, dtype=int)
    new = ["service_X11", "flag_REJ"]
    return x_train.drop(columns=new), x_test.drop(columns=new)


# %% wrong: everything turned into whole numbers
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}))
    x_test = pd.get_dummies(test.astype({name: str for name in symbols}))
    return x_train.astype(int), x_test.reindex(columns=x_train.columns, fill_value=0).astype(int)


# %% wrong: nothing is returned
def encode(train, test):
    symbols = ["protocol_type", "service", "flag"]
    x_train = pd.get_dummies(train.astype({name: str for name in symbols}))
    x_test = pd.get_dummies(test.astype({name: str for name in symbols})).reindex(columns=x_train.columns, fill_value=0)
    print(x_train, x_test)


# %% wrong: the lab's preprocessor
def encode(train, test):
    preprocessor = helpers.make_preprocessor("passthrough")
    return preprocessor.fit_transform(train), preprocessor.transform(test)


# %% wrong: the lab's preprocessor, imported by its name
from helpers import make_preprocessor


def encode(train, test):
    preprocessor = make_preprocessor("passthrough").fit(train)
    return preprocessor.transform(train), preprocessor.transform(test)
