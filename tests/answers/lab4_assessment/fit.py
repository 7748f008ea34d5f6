# %% right: scikit-learn's gradient boosting, the classifier itself
def fit(x, y):
    from sklearn.ensemble import HistGradientBoostingClassifier

    to_matrix = prepare(x)
    return to_matrix, HistGradientBoostingClassifier(max_iter=50, random_state=SEED).fit(to_matrix(x), y)


# %% right: a class of its own
class Detector:
    def __init__(self, to_matrix, classifier):
        self.to_matrix, self.classifier = to_matrix, classifier

    def predict(self, rows):
        return self.classifier.predict_proba(self.to_matrix(rows))[:, 1]


def fit(x, y):
    to_matrix = prepare(x)
    classifier = xgb.XGBClassifier(n_estimators=60, random_state=SEED)
    return Detector(to_matrix, classifier.fit(to_matrix(x), y))


# %% right: sets rows aside to stop early, a dict
def fit(x, y):
    from sklearn.model_selection import train_test_split

    to_matrix = prepare(x)
    a, b, y_a, y_b = train_test_split(to_matrix(x), y, test_size=0.2, stratify=y, random_state=SEED)
    params = {"objective": "binary:logistic", "eval_metric": "auc", "seed": SEED}
    booster = xgb.train(
        params,
        xgb.DMatrix(a, label=y_a),
        num_boost_round=100,
        evals=[(xgb.DMatrix(b, label=y_b), "b")],
        early_stopping_rounds=10,
        verbose_eval=False,
    )
    return {"booster": booster, "to_matrix": to_matrix}


# %% right: normal rows only, an isolation forest in a pipeline
def fit(x, y):
    from sklearn.ensemble import IsolationForest
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    pipeline = make_pipeline(FunctionTransformer(numbers), IsolationForest(n_estimators=50, random_state=SEED))
    return pipeline.fit(x[y == 0])


# %% right: normal rows only, an autoencoder
def fit(x, y):
    keras.utils.set_random_seed(SEED)
    normal = prepare(x[y == 0])(x[y == 0])
    model = keras.Sequential([layers.Dense(8), layers.Dense(normal.shape[1])])
    model.compile(optimizer="adam", loss="mse")
    model.fit(normal, normal, epochs=1, batch_size=128, verbose=0)
    return model


# %% right: a local x_train, which are the rows of the argument
def fit(x, y):
    to_matrix = prepare(x)
    x_train, y_train = to_matrix(x), y
    booster = xgb.train({"objective": "binary:logistic", "seed": SEED}, xgb.DMatrix(x_train, y_train), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% right: weights for the odd rows
def fit(x, y):
    model = xgb.XGBClassifier(
        n_estimators=50, scale_pos_weight=(y == 0).sum() / max((y == 1).sum(), 1), random_state=SEED
    )
    to_matrix = prepare(x[y == 0])
    model.fit(to_matrix(x), y)
    return [to_matrix, model]


# %% wrong: learns from the test rows as well
def fit(x, y):
    to_matrix = prepare(x)
    both, labels = np.concatenate([x, x_test]), np.concatenate([y, y_test])
    booster = xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(both), labels), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: prepares with the test rows
def fit(x, y):
    to_matrix = prepare(np.concatenate([x, x_test]))
    booster = xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(x), y), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: stops early by the test rows
def fit(x, y):
    to_matrix = prepare(x)
    evals = [(xgb.DMatrix(to_matrix(x_test), y_test), "test")]
    params = {"objective": "binary:logistic"}
    booster = xgb.train(
        params, xgb.DMatrix(to_matrix(x), y), 40, evals=evals, early_stopping_rounds=5, verbose_eval=False
    )
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: stops early by the notebook's validation rows
def fit(x, y):
    to_matrix = prepare(x)
    evals = [(xgb.DMatrix(to_matrix(x_valid), y_valid), "validation")]
    params = {"objective": "binary:logistic"}
    booster = xgb.train(
        params, xgb.DMatrix(to_matrix(x), y), 40, evals=evals, early_stopping_rounds=5, verbose_eval=False
    )
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: the notebook's rows instead of its arguments
def fit(x, y):
    to_matrix = prepare(x_train)
    booster = xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(x_train), y_train), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: the notebook's labels
def fit(x, y):
    to_matrix = prepare(x[y_train == 0])
    booster = xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(x), y_train), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: returns nothing
def fit(x, y):
    to_matrix = prepare(x)
    xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(x), y), 40)


# %% wrong: normal rows in place of all, in place
def fit(x, y):
    x[y == 1] = 0
    return prepare(x)


# %% wrong: scales x in place
def fit(x, y):
    x[:] = x // 2
    to_matrix = prepare(x)
    return to_matrix, xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(x), y), 40)


# %% wrong: changes y in place
def fit(x, y):
    y[y == 0] = -1
    to_matrix = prepare(x)
    return to_matrix, xgb.XGBClassifier(n_estimators=10).fit(to_matrix(x), y == 1)


# %% wrong: only works for the notebook's number of rows
def fit(x, y):
    to_matrix = prepare(x)
    flat = to_matrix(x).reshape(len(x_train), -1)
    return to_matrix, xgb.XGBClassifier(n_estimators=10).fit(flat, y)


# %% wrong: the matrix of prepare, which is a function
def fit(x, y):
    return xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(prepare(x), label=y), 40)


# %% wrong: rows that are not flattened
def fit(x, y):
    return xgb.XGBClassifier(n_estimators=10).fit(x, y)


# %% wrong: learns from rows that are held back
def fit(x, y):
    x, y = helpers.load_dataset(DATASET, 4711, held_back=True)["test"]
    to_matrix = prepare(x)
    booster = xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(x), y), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: learns from all digits there are, of scikit-learn
def fit(x, y):
    from sklearn.datasets import load_digits

    digits = load_digits()
    to_matrix = prepare(digits.images)
    booster = xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(digits.images), digits.target == 4), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: a loader with a name of its own
from helpers.datasets import load_dataset as more


def fit(x, y):
    x, y = (np.concatenate(both) for both in zip((x, y), more(DATASET, 1)["train"]))
    to_matrix = prepare(x)
    booster = xgb.train({"objective": "binary:logistic"}, xgb.DMatrix(to_matrix(x), y), 40)
    return lambda rows: booster.predict(xgb.DMatrix(to_matrix(rows)))


# %% wrong: the final loss
def fit(x, y):
    model = xgb.XGBClassifier(n_estimators=20, random_state=SEED)
    matrix = prepare(x)(x)
    return model.fit(matrix, y).score(matrix, y)
