# %% right: shades divided by 16
def prepare(x):
    return lambda rows: rows.reshape(len(rows), -1) / 16.0 if len(rows) else np.zeros((0, 64))


# %% right: a pipeline, whose transform is returned
def prepare(x):
    from sklearn.decomposition import PCA
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    return make_pipeline(FunctionTransformer(numbers), StandardScaler(), PCA(20)).fit(x).transform


# %% right: an object that can be called
class Scaler:
    def __init__(self, x):
        flat = numbers(x)
        self.low, self.high = flat.min(axis=0), flat.max(axis=0)

    def __call__(self, rows):
        return (numbers(rows) - self.low) / np.maximum(self.high - self.low, 1)


def prepare(x):
    return Scaler(x)


# %% right: a method of an object
class Preparation:
    def fit(self, x):
        self.mean, self.std = x.mean(axis=0), x.std(axis=0) + 1
        return self

    def transform(self, rows):
        return ((rows - self.mean) / self.std).reshape(len(rows), 64)


def prepare(x):
    return Preparation().fit(x).transform


# %% right: float32
def prepare(x):
    scaler = StandardScaler().fit(numbers(x).astype("float32"))
    return lambda rows: scaler.transform(numbers(rows).astype("float32"))


# %% right: float32, with what a PCA leaves unexplained
def prepare(x):
    from sklearn.decomposition import PCA

    scaler = StandardScaler().fit(numbers(x).astype("float32"))
    pca = PCA(0.9, svd_solver="full").fit(scaler.transform(numbers(x).astype("float32")))

    def to_matrix(rows):
        scaled = scaler.transform(numbers(rows).astype("float32"))
        return np.hstack([scaled, scaled - pca.inverse_transform(pca.transform(scaled))])

    return to_matrix


# %% right: features of its own: sums of rows and columns, distances to centres
def prepare(x):
    from sklearn.cluster import KMeans

    centres = KMeans(10, n_init=1, random_state=SEED).fit(numbers(x)).cluster_centers_

    def to_matrix(rows):
        flat = numbers(rows)
        distances = np.linalg.norm(flat[:, None] - centres, axis=2)
        return np.concatenate([rows.sum(axis=1), rows.sum(axis=2), distances], axis=1).astype(float)

    return to_matrix


# %% right: row by row, a DataFrame
def prepare(x):
    highest = x.max()

    def to_matrix(rows):
        return pd.DataFrame([row.ravel() / highest for row in rows])

    return to_matrix


# %% right: each row by its own mean and spread
def prepare(x):
    def to_matrix(rows):
        flat = numbers(rows).astype(float)
        return (flat - flat.mean(axis=1, keepdims=True)) / (flat.std(axis=1, keepdims=True) + 1e-6)

    return to_matrix


# %% wrong: returns the matrix
def prepare(x):
    return StandardScaler().fit_transform(numbers(x))


# %% wrong: returns nothing
def prepare(x):
    def to_matrix(rows):
        return numbers(rows) / 16


# %% wrong: each batch by its own mean
def prepare(x):
    return lambda rows: StandardScaler().fit_transform(numbers(rows))


# %% wrong: each batch by its own maximum
def prepare(x):
    return lambda rows: numbers(rows) / numbers(rows).max()


# %% wrong: each batch between its own lowest and highest
def prepare(x):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler()
    return lambda rows: scaler.fit_transform(numbers(rows))


# %% wrong: subtracts the mean of the batch only
def prepare(x):
    return lambda rows: numbers(rows) - numbers(rows).mean(axis=0)


# %% wrong: ranks among the batch
def prepare(x):
    return lambda rows: pd.DataFrame(numbers(rows)).rank(pct=True).to_numpy()


# %% wrong: learns from the test rows
def prepare(x):
    scaler = StandardScaler().fit(numbers(x_test))
    return lambda rows: scaler.transform(numbers(rows))


# %% wrong: learns from training and test rows
def prepare(x):
    scaler = StandardScaler().fit(numbers(np.concatenate([x, x_test])))
    return lambda rows: scaler.transform(numbers(rows))


# %% wrong: learns from the notebook's rows instead of x
def prepare(x):
    scaler = StandardScaler().fit(numbers(x_train))
    return lambda rows: scaler.transform(numbers(rows))


# %% wrong: the function divides by the notebook's highest shade when it is called
def prepare(x):
    return lambda rows: numbers(rows) / x_train.max()


# %% wrong: changes x in place
def prepare(x):
    mean, std = x.mean(axis=0), x.std(axis=0) + 1
    x -= mean.astype(x.dtype)
    return lambda rows: numbers((rows - mean) / std)


# %% wrong: the function changes its rows in place
def prepare(x):
    def to_matrix(rows):
        rows[rows < 2] = 0
        return numbers(rows) / 16

    return to_matrix


# %% wrong: not flattened
def prepare(x):
    return lambda rows: rows / 16


# %% wrong: one long line of numbers
def prepare(x):
    return lambda rows: rows.ravel() / 16


# %% wrong: a column is a row
def prepare(x):
    return lambda rows: numbers(rows).T / 16


# %% wrong: divides by zero where the pixels never change
def prepare(x):
    flat = numbers(x)
    mean, std = flat.mean(axis=0), flat.std(axis=0)
    return lambda rows: (numbers(rows) - mean) / std


# %% wrong: the logarithm of white
def prepare(x):
    return lambda rows: np.log(numbers(rows))


# %% wrong: integers
def prepare(x):
    return lambda rows: numbers(rows).astype(int)


# %% wrong: all values are zero after integer division
def prepare(x):
    return lambda rows: numbers(rows) // 17 * 1.0


# %% wrong: noise that differs from call to call
def prepare(x):
    return lambda rows: numbers(rows) / 16 + np.random.normal(0, 0.1, (len(rows), 64))


# %% wrong: forgets the rows and always returns the training rows
def prepare(x):
    matrix = StandardScaler().fit_transform(numbers(x))
    return lambda rows: matrix


# %% wrong: drops the pixels that do not change in the batch
def prepare(x):
    def to_matrix(rows):
        flat = numbers(rows)
        return flat[:, flat.std(axis=0) > 0] / 16

    return to_matrix


# %% wrong: learns from rows that it loads
def prepare(x):
    more = helpers.load_dataset(DATASET, 1)["train"][0]
    scaler = StandardScaler().fit(numbers(more))
    return lambda rows: scaler.transform(numbers(rows))
