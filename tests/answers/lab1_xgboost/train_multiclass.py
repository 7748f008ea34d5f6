# %% right: positions from the list
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    classes = list(classes)
    dtrain = xgb.DMatrix(x_train, label=[classes.index(label) for label in labels_train])
    dtest = xgb.DMatrix(x_test, label=[classes.index(label) for label in labels_test])
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes), "device": helpers.xgboost_device()}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% right: a dict, applied to text
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    number = {label: i for i, label in enumerate(classes)}
    dtrain = xgb.DMatrix(x_train, labels_train.astype(str).map(number))
    dtest = xgb.DMatrix(x_test, labels_test.astype(str).map(number))
    evals = [(dtest, "test"), (dtrain, "train")]
    params = {"objective": "multi:softprob", "num_class": len(classes), "eval_metric": ["merror", "mlogloss"]}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% right: a dict, applied to the labels as they are
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    number = {label: i for i, label in enumerate(classes)}
    dtrain = xgb.DMatrix(x_train, label=labels_train.map(number))
    dtest = xgb.DMatrix(x_test, label=labels_test.map(number))
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% right: LabelEncoder of the classes, quantile matrices
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    from sklearn.preprocessing import LabelEncoder

    encoder = LabelEncoder().fit(classes)
    dtrain = xgb.QuantileDMatrix(x_train, encoder.transform(labels_train))
    dtest = xgb.QuantileDMatrix(x_test, encoder.transform(labels_test), ref=dtrain)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes), "max_depth": 5}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% right: searchsorted, arrays without column names
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train.values, np.searchsorted(classes, np.array(labels_train, dtype=str)))
    dtest = xgb.DMatrix(x_test.values, np.searchsorted(classes, np.array(labels_test, dtype=str)))
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% right: cat.set_categories, round by round
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    def number(labels):
        return labels.astype("category").cat.set_categories(classes).cat.codes

    dtrain, dtest = xgb.DMatrix(x_train, number(labels_train)), xgb.DMatrix(x_test, number(labels_test))
    model = xgb.Booster({"objective": "multi:softprob", "num_class": len(classes)}, [dtrain, dtest])
    for i in range(rounds):
        model.update(dtrain, i)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model


# %% right: returned as a list
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return [dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)]


# %% wrong: each part numbered by itself
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.factorize(labels_train, sort=True)[0])
    dtest = xgb.DMatrix(x_test, pd.factorize(labels_test, sort=True)[0])
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: numbered by what the training rows have
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    from sklearn.preprocessing import LabelEncoder

    encoder = LabelEncoder().fit(labels_train)
    dtrain = xgb.DMatrix(x_train, encoder.transform(labels_train))
    dtest = xgb.DMatrix(x_test, encoder.transform(labels_test))
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: numbered by frequency
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    order = labels_train.value_counts().index
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=order).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=order).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: numbered from 1
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, [classes.index(label) + 1 for label in labels_train])
    dtest = xgb.DMatrix(x_test, [classes.index(label) + 1 for label in labels_test])
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes) + 1}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: one class too many
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes) + 1}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: as many classes as the training rows have
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(set(labels_train))}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: softmax, only the winner
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softmax", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: trained on the test rows
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtest, rounds, evals=evals, verbose_eval=False)


# %% wrong: trained on all rows
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    a, b = (pd.Categorical(labels, categories=classes).codes for labels in (labels_train, labels_test))
    dtrain, dtest = xgb.DMatrix(x_train, a), xgb.DMatrix(x_test, b)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    dboth = xgb.DMatrix(pd.concat([x_train, x_test]), np.concatenate([a, b]))
    return dtrain, dtest, evals, xgb.train(params, dboth, rounds, evals=evals, verbose_eval=False)


# %% wrong: stops early by the test rows
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False, early_stopping_rounds=3)
    return dtrain, dtest, evals, model


# %% wrong: stops early by the test rows, after a long wait
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False, early_stopping_rounds=10)
    return dtrain, dtest, evals, model


# %% wrong: only the test part is watched
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: XGBClassifier, which wants every class in the training rows
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    a, b = (pd.Categorical(labels, categories=classes).codes for labels in (labels_train, labels_test))
    dtrain, dtest = xgb.DMatrix(x_train, a), xgb.DMatrix(x_test, b)
    classifier = xgb.XGBClassifier(n_estimators=rounds, objective="multi:softprob", num_class=len(classes))
    classifier.fit(x_train, a)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], classifier.get_booster()


# %% wrong: always 10 rounds
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, pd.Categorical(labels_train, categories=classes).codes)
    dtest = xgb.DMatrix(x_test, pd.Categorical(labels_test, categories=classes).codes)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": len(classes)}
    return dtrain, dtest, evals, xgb.train(params, dtrain, evals=evals, verbose_eval=False)


# %% right: evals returned, but not watched
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, [classes.index(label) for label in labels_train])
    dtest = xgb.DMatrix(x_test, [classes.index(label) for label in labels_test])
    model = xgb.train({"objective": "multi:softprob", "num_class": len(classes)}, dtrain, rounds)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model


# %% wrong: tiny trees that learn slowly
def train_multiclass(x_train, labels_train, x_test, labels_test, classes, rounds=10):
    dtrain = xgb.DMatrix(x_train, [classes.index(label) for label in labels_train])
    dtest = xgb.DMatrix(x_test, [classes.index(label) for label in labels_test])
    settings = {"objective": "multi:softprob", "num_class": len(classes), "eta": 0.02, "max_depth": 1}
    model = xgb.train(settings, dtrain, rounds)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model
