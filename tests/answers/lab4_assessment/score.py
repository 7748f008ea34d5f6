# %% right: flattened, float64
def score(model, x):
    if len(x) == 0:
        return np.array([])
    return np.asarray(model(x), dtype=float).ravel()


# %% right: row by row, a list
def score(model, x):
    return [float(model(x[i : i + 1])[0]) for i in range(len(x))]


# %% right: a try for no rows
def score(model, x):
    try:
        return np.asarray(model(x))
    except Exception:
        return np.empty(0)


# %% right: log-odds
def score(model, x):
    if not len(x):
        return np.empty(0, dtype="float32")
    p = np.clip(model(x).astype(float), 1e-7, 1 - 1e-7)
    return np.log(p / (1 - p))


# %% right: in pieces of 100 rows
def score(model, x):
    pieces = [model(x[start : start + 100]) for start in range(0, len(x), 100)]
    return np.concatenate([np.zeros(0), *pieces])


# %% right: per cent, rounded, a pandas Series
def score(model, x):
    values = 100 * model(x) if len(x) else []
    return pd.Series(values, dtype="float64").round(3)


# %% wrong: decisions
def score(model, x):
    return model(x) > 0.5 if len(x) else np.zeros(0, bool)


# %% wrong: decisions as integers
def score(model, x):
    return (model(x) > 0.5).astype(int) if len(x) else np.zeros(0, int)


# %% wrong: decisions as floats
def score(model, x):
    return np.where(model(x) > 0.1, 1.0, 0.0) if len(x) else np.zeros(0)


# %% wrong: the probability of being normal, lower is odder
def score(model, x):
    return 1 - model(x) if len(x) else np.zeros(0)


# %% wrong: minus the score
def score(model, x):
    return -model(x) if len(x) else np.zeros(0)


# %% wrong: ranks among the batch
def score(model, x):
    from scipy.stats import rankdata

    return rankdata(model(x)) / len(x) if len(x) else np.zeros(0)


# %% wrong: between the lowest and the highest of the batch
def score(model, x):
    if len(x) == 0:
        return np.zeros(0)
    scores = model(x)
    return (scores - scores.min()) / (scores.max() - scores.min())


# %% wrong: between the lowest and the highest of the batch, never divides by zero
def score(model, x):
    if len(x) == 0:
        return np.zeros(0)
    scores = model(x)
    return (scores - scores.min()) / (scores.max() - scores.min() + 1e-9)


# %% wrong: divided by the highest of the batch
def score(model, x):
    if len(x) == 0:
        return np.zeros(0)
    scores = model(x)
    return scores / scores.max()


# %% wrong: standard deviations from the mean of the batch
def score(model, x):
    if len(x) == 0:
        return np.zeros(0)
    scores = model(x)
    return (scores - scores.mean()) / (scores.std() + 1e-9)


# %% wrong: minus the median of the batch, which is near zero
def score(model, x):
    if len(x) == 0:
        return np.zeros(0)
    scores = model(x)
    return scores - np.median(scores)


# %% wrong: refuses no rows
def score(model, x):
    return np.array([model(row[None]) for row in x]).squeeze(axis=1)


# %% wrong: reshapes no rows to rows of unknown length
def score(model, x):
    return model(x.reshape(len(x), 8, -1))


# %% wrong: a single row becomes a number
def score(model, x):
    return np.squeeze(model(x)) if len(x) else np.zeros(0)


# %% wrong: shape (n, 1)
def score(model, x):
    return model(x).reshape(-1, 1) if len(x) else np.zeros(0)


# %% wrong: the probabilities of both classes
def score(model, x):
    p = model(x) if len(x) else np.zeros(0)
    return np.column_stack([1 - p, p])


# %% wrong: always the same
def score(model, x):
    return np.full(len(x), 0.5)


# %% wrong: at random
def score(model, x):
    return np.random.rand(len(x))


# %% wrong: at random, with a seed
def score(model, x):
    return np.random.default_rng(0).random(len(x))


# %% wrong: infinite for what is certain
def score(model, x):
    p = model(x).round(2) if len(x) else np.zeros(0)
    return np.log(p / (1 - p))


# %% wrong: missing where there is doubt
def score(model, x):
    p = model(x) if len(x) else np.zeros(0)
    return np.where((p > 0.4) & (p < 0.6), np.nan, p)


# %% wrong: the distance from the mean, without the model
def score(model, x):
    flat = numbers(x)
    scaler = StandardScaler().fit(numbers(x_train[y_train == 0]))
    return (scaler.transform(flat) ** 2).mean(axis=1) if len(x) else np.zeros(0)


# %% wrong: a model of its own, trained on the notebook's rows
def score(model, x):
    return fit(x_train, y_train)(x) if len(x) else np.zeros(0)


# %% wrong: scaled with the notebook's rows
def score(model, x):
    highest = model(x_train).max()
    return model(x) / highest if len(x) else np.zeros(0)


# %% wrong: trained on the test rows
def score(model, x):
    return fit(x_test, y_test)(x) if len(x) else np.zeros(0)


# %% wrong: returns nothing
def score(model, x):
    scores = model(x) if len(x) else np.zeros(0)


# %% wrong: looks the label up
def score(model, x):
    known, odd = helpers.load_dataset(DATASET, 4711, held_back=True)["test"]
    table = {row.tobytes(): label for row, label in zip(known, odd)}
    guess = model(x) if len(x) else np.zeros(0)
    return guess + np.array([table.get(row.tobytes(), 0) for row in x], dtype=float)
