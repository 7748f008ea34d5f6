# %% right: all distances, sorted
def proximity_score(train, x, k):
    from scipy.spatial.distance import cdist

    return np.sort(cdist(x, train), axis=1)[:, k - 1]


# %% right: a loop, a list
def proximity_score(train, x, k):
    return [sorted(np.linalg.norm(train - row, axis=1))[k - 1] for row in x]


# %% right: loops and math
def proximity_score(train, x, k):
    import math

    scores = np.zeros(len(x))
    for i, row in enumerate(x):
        distances = [math.dist(row, other) for other in train]
        distances.sort()
        scores[i] = distances[k - 1]
    return scores


# %% right: a k-d tree of SciPy
def proximity_score(train, x, k):
    from scipy.spatial import KDTree

    return KDTree(train).query(x, k=[k])[0][:, 0]


# %% right: a ball tree
def proximity_score(train, x, k):
    from sklearn.neighbors import BallTree

    return BallTree(train).query(x, k)[0].max(axis=1)


# %% right: partition, broadcasting
def proximity_score(train, x, k):
    squares = ((x[:, None, :] - train[None, :, :]) ** 2).sum(axis=2)
    return np.sqrt(np.partition(squares, k - 1, axis=1)[:, k - 1])


# %% right: squares multiplied out
def proximity_score(train, x, k):
    squares = (x**2).sum(axis=1)[:, None] - 2 * x @ train.T + (train**2).sum(axis=1)
    return np.sqrt(np.maximum(np.sort(squares, axis=1)[:, k - 1], 0))


# %% right: float32, brute force
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    neighbours = NearestNeighbors(n_neighbors=k, algorithm="kd_tree", metric="euclidean")
    neighbours.fit(train.astype("float32"))
    return neighbours.kneighbors(x.astype("float32"), return_distance=True)[0][:, k - 1].astype("float32")


# %% right: pandas
def proximity_score(train, x, k):
    from sklearn.metrics import pairwise_distances

    return pd.DataFrame(pairwise_distances(x, train)).apply(lambda row: row.nsmallest(k).iloc[-1], axis=1)


# %% wrong: the mean of the k distances
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(train).kneighbors(x)[0].mean(axis=1)


# %% wrong: the sum of the k distances
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(train).kneighbors(x)[0].sum(axis=1)


# %% wrong: squared distance
def proximity_score(train, x, k):
    from scipy.spatial.distance import cdist

    return np.sort(cdist(x, train, "sqeuclidean"), axis=1)[:, k - 1]


# %% wrong: the nearest, whatever k
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(train).kneighbors(x)[0][:, 0]


# %% wrong: all k distances
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(train).kneighbors(x)[0]


# %% wrong: the positions instead of the distances
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    _, positions = NearestNeighbors(n_neighbors=k).fit(train).kneighbors(x)
    return positions[:, -1]


# %% wrong: neighbours searched in x
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(x).kneighbors(x)[0][:, -1]


# %% wrong: the distances of the training rows to x
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(x).kneighbors(train)[0][:, -1]


# %% wrong: neighbours searched in train and x
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(np.vstack([train, x])).kneighbors(x)[0][:, -1]


# %% wrong: one too far, the row itself left out
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k + 1).fit(train).kneighbors(x)[0][:, k]


# %% wrong: counted from 0
def proximity_score(train, x, k):
    from scipy.spatial.distance import cdist

    return np.sort(cdist(x, train), axis=1)[:, k]


# %% wrong: equal rows are not neighbours
def proximity_score(train, x, k):
    scores = []
    for row in x:
        distances = np.linalg.norm(train - row, axis=1)
        scores.append(np.sort(distances[distances > 0])[k - 1])
    return np.array(scores)


# %% wrong: equal distances count once
def proximity_score(train, x, k):
    return np.array([np.unique(np.linalg.norm(train - row, axis=1))[k - 1] for row in x])


# %% wrong: repeated training rows are dropped first
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k).fit(np.unique(train, axis=0)).kneighbors(x)[0][:, -1]


# %% wrong: city blocks
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k, metric="manhattan").fit(train).kneighbors(x)[0][:, -1]


# %% wrong: cosine
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=k, metric="cosine").fit(train + 1e-9).kneighbors(x + 1e-9)[0][:, -1]


# %% wrong: divided by the root of the number of features
def proximity_score(train, x, k):
    squares = ((x[:, None] - train[None]) ** 2).mean(axis=2)
    return np.sqrt(np.sort(squares, axis=1)[:, k - 1])


# %% wrong: the farthest
def proximity_score(train, x, k):
    from scipy.spatial.distance import cdist

    return np.sort(cdist(x, train), axis=1)[:, -k]


# %% wrong: the k-th row of train
def proximity_score(train, x, k):
    return np.linalg.norm(x - train[k - 1], axis=1)


# %% wrong: k is ignored, always 5
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=min(5, len(train))).fit(train).kneighbors(x)[0][:, -1]


# %% wrong: column 1, whatever k
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    distances, _ = NearestNeighbors(n_neighbors=max(k, 2)).fit(train).kneighbors(x)
    return distances[:, 0] if k == 1 else distances[:, 1]


# %% wrong: standardised first
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(train)
    neighbours = NearestNeighbors(n_neighbors=k).fit(scaler.transform(train))
    return neighbours.kneighbors(scaler.transform(x))[0][:, -1]


# %% wrong: sorted along the wrong axis
def proximity_score(train, x, k):
    from scipy.spatial.distance import cdist

    return np.sort(cdist(x, train), axis=0)[:, k - 1]


# %% wrong: the distance to the mean
def proximity_score(train, x, k):
    return np.linalg.norm(x - train.mean(axis=0), axis=1)


# %% wrong: not sorted
def proximity_score(train, x, k):
    from scipy.spatial.distance import cdist

    return cdist(x, train)[:, k - 1]


# %% wrong: closeness instead of distance
def proximity_score(train, x, k):
    from sklearn.neighbors import NearestNeighbors

    return 1 / (1 + NearestNeighbors(n_neighbors=k).fit(train).kneighbors(x)[0][:, -1])


# %% wrong: the values of the visible test
def proximity_score(train, x, k):
    return np.array([0.0, 0.0, 5.0] if k == 1 else [5.0, 5.0, 45.0])
