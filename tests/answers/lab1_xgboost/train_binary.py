# %% right: XGBClassifier and its booster
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, label=y_train), xgb.DMatrix(x_test, label=y_test)
    classifier = xgb.XGBClassifier(
        n_estimators=rounds, objective="binary:logistic", eval_metric="auc", device=helpers.xgboost_device()
    )
    classifier.fit(x_train, y_train, eval_set=[(x_train, y_train), (x_test, y_test)], verbose=False)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], classifier.get_booster()


# %% right: the notebook's variable device
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain = xgb.DMatrix(x_train, label=y_train)
    dtest = xgb.DMatrix(x_test, label=y_test)
    evals = [(dtrain, "dtrain"), (dtest, "dtest")]
    params = {"objective": "binary:logistic", "eval_metric": "auc", "device": device}
    model = xgb.train(params, dtrain, num_boost_round=rounds, evals=evals, verbose_eval=False)
    return dtrain, dtest, evals, model


# %% right: the test part first, lists as pairs, labels set later
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train), xgb.DMatrix(x_test)
    dtrain.set_label(y_train)
    dtest.set_label(y_test)
    evals = [[dtest, "test"], [dtrain, "train"]]
    params = [("objective", "binary:logistic"), ("eval_metric", "auc"), ("device", helpers.xgboost_device())]
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals, verbose_eval=False)


# %% right: quantile matrices, other settings, numpy labels
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain = xgb.QuantileDMatrix(x_train, np.array(y_train))
    dtest = xgb.QuantileDMatrix(x_test, np.array(y_test), ref=dtrain)
    evals = list(zip((dtrain, dtest), ("train", "test")))
    params = dict(objective="binary:logistic", eval_metric=["auc"], device=helpers.xgboost_device(), max_depth=4, eta=0.2)
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)
    return dtrain, dtest, evals, model


# %% right: round by round
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    params = {"objective": "binary:logistic", "eval_metric": "auc", "device": helpers.xgboost_device()}
    model = xgb.Booster(params, [dtrain, dtest])
    for i in range(rounds):
        model.update(dtrain, i)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model


# %% right: arrays, so that the columns have no names
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain = xgb.DMatrix(x_train.to_numpy(), y_train.to_numpy())
    dtest = xgb.DMatrix(x_test.to_numpy(), y_test.to_numpy())
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc", "device": helpers.xgboost_device()}
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)
    return dtrain, dtest, evals, model


# %% right: returned as a list
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc", "device": helpers.xgboost_device()}
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)
    return [dtrain, dtest, evals, model]


# %% wrong: stops early by the test rows
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False, early_stopping_rounds=10)
    return dtrain, dtest, evals, model


# %% wrong: stops early by the test rows, after a long wait
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False, early_stopping_rounds=20)
    return dtrain, dtest, evals, model


# %% wrong: the round that the test rows like best
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    stop = xgb.callback.EarlyStopping(rounds, save_best=True)
    model = xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False, callbacks=[stop])
    return dtrain, dtest, evals, model


# %% wrong: trained on the test rows
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtest, rounds, evals=evals, verbose_eval=False)


# %% wrong: trained on all rows
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    dboth = xgb.DMatrix(pd.concat([x_train, x_test]), pd.concat([y_train, y_test]))
    return dtrain, dtest, evals, xgb.train(params, dboth, rounds, evals=evals, verbose_eval=False)


# %% wrong: refitted on the test rows
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    model = xgb.train(params, dtrain, rounds - 2, verbose_eval=False)
    model = xgb.train(params, dtest, 2, xgb_model=model)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model


# %% wrong: the test part is the training part
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_train, y_train)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: dtest has no labels
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test)
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    evals = [(dtrain, "train"), (dtest, "test")]
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, verbose_eval=False)


# %% wrong: always 30 rounds
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtrain, 30, evals=evals, verbose_eval=False)


# %% wrong: rounds are not passed on
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc", "num_boost_round": rounds}
    return dtrain, dtest, evals, xgb.train(params, dtrain, evals=evals, verbose_eval=False)


# %% wrong: a regression
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "reg:squarederror", "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: two classes as softprob
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "multi:softprob", "num_class": 2, "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: the classifier object
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    model = xgb.XGBClassifier(n_estimators=rounds, eval_metric="auc").fit(x_train, y_train)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model


# %% wrong: the metric is missing
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "device": helpers.xgboost_device()}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: only the test part is watched
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: only the training part is watched
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtrain, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% wrong: trained on the head
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    head = xgb.DMatrix(x_train.head(100), y_train.head(100))
    return dtrain, dtest, evals, xgb.train(params, head, rounds, evals=evals, verbose_eval=False)


# %% wrong: scaled on the quiet
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().set_output(transform="pandas").fit(x_train)
    dtrain = xgb.DMatrix(scaler.transform(x_train), y_train)
    dtest = xgb.DMatrix(scaler.transform(x_test), y_test)
    evals = [(dtrain, "train"), (dtest, "test")]
    params = {"objective": "binary:logistic", "eval_metric": "auc"}
    return dtrain, dtest, evals, xgb.train(params, dtrain, rounds, evals=evals, verbose_eval=False)


# %% right: evals returned, but not watched
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    model = xgb.train({"objective": "binary:logistic", "eval_metric": "auc"}, dtrain, rounds)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model


# %% wrong: a learning rate of 0.01
def train_binary(x_train, y_train, x_test, y_test, rounds=30):
    dtrain, dtest = xgb.DMatrix(x_train, y_train), xgb.DMatrix(x_test, y_test)
    settings = {"objective": "binary:logistic", "eval_metric": "auc", "eta": 0.01}
    model = xgb.train(settings, dtrain, rounds)
    return dtrain, dtest, [(dtrain, "train"), (dtest, "test")], model
