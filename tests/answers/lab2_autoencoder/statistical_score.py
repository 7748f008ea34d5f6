# %% right: by hand with np.where
def statistical_score(train, x):
    mu, sigma = train.mean(axis=0), train.std(axis=0)
    return (((x - mu) / np.where(sigma == 0, 1, sigma)) ** 2).mean(axis=1)


# %% right: pandas, whose standard deviation divides by n - 1
def statistical_score(train, x):
    table = pd.DataFrame(train)
    z = (pd.DataFrame(x) - table.mean()) / table.std().replace(0, 1)
    return (z**2).mean(axis=1)


# %% right: loops and a list
def statistical_score(train, x):
    scores = []
    for row in x:
        total = 0
        for j in range(train.shape[1]):
            sigma = np.std(train[:, j])
            if sigma == 0:
                sigma = 1
            total += ((row[j] - np.mean(train[:, j])) / sigma) ** 2
        scores.append(total / train.shape[1])
    return scores


# %% right: variances
def statistical_score(train, x):
    variance = train.var(axis=0)
    variance[variance == 0] = 1
    return np.square(x - train.mean(axis=0)) @ (1 / variance) / x.shape[1]


# %% right: fit_transform and a scaler of its own for the constants
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler()
    scaler.fit_transform(train)
    return np.square(scaler.transform(x)).sum(axis=1) / train.shape[1]


# %% right: scaled Euclidean distance from the mean
def statistical_score(train, x):
    from scipy.spatial.distance import cdist

    variance = train.var(axis=0)
    variance[variance == 0] = 1
    return cdist(x, train.mean(axis=0)[None], "seuclidean", V=variance).ravel() ** 2 / x.shape[1]


# %% right: float32
def statistical_score(train, x):
    train, x = train.astype("float32"), x.astype("float32")
    sigma = train.std(axis=0)
    z = (x - train.mean(axis=0)) / np.where(sigma > 0, sigma, 1)
    return (z * z).mean(axis=-1)


# %% right: norms
def statistical_score(train, x):
    sigma = np.std(train, axis=0, ddof=1)
    z = (x - np.mean(train, axis=0)) / (sigma + (sigma == 0))
    return np.linalg.norm(z, axis=1) ** 2 / z.shape[1]


# %% wrong: not squared
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return np.abs(StandardScaler().fit(train).transform(x)).mean(axis=1)


# %% wrong: the sum
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return (StandardScaler().fit(train).transform(x) ** 2).sum(axis=1)


# %% wrong: the root
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return np.sqrt((StandardScaler().fit(train).transform(x) ** 2).mean(axis=1))


# %% wrong: the square of the mean
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return StandardScaler().fit(train).transform(x).mean(axis=1) ** 2


# %% wrong: the largest
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return (StandardScaler().fit(train).transform(x) ** 2).max(axis=1)


# %% wrong: mean over the rows
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return (StandardScaler().fit(train).transform(x) ** 2).mean(axis=0)


# %% wrong: standardised by x
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return (StandardScaler().fit_transform(x) ** 2).mean(axis=1)


# %% wrong: standardised by both
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return (StandardScaler().fit(np.vstack([train, x])).transform(x) ** 2).mean(axis=1)


# %% wrong: the mean of train, the standard deviation of x
def statistical_score(train, x):
    sigma = x.std(axis=0)
    return (((x - train.mean(axis=0)) / np.where(sigma == 0, 1, sigma)) ** 2).mean(axis=1)


# %% wrong: divided by zero
def statistical_score(train, x):
    return (((x - train.mean(axis=0)) / train.std(axis=0)) ** 2).mean(axis=1)


# %% wrong: a constant feature adds nothing
def statistical_score(train, x):
    sigma = train.std(axis=0)
    return (((x - train.mean(axis=0)) / np.where(sigma == 0, np.inf, sigma)) ** 2).mean(axis=1)


# %% wrong: NaN and infinity replaced by 0
def statistical_score(train, x):
    with np.errstate(all="ignore"):
        z = (x - train.mean(axis=0)) / train.std(axis=0)
    return (np.nan_to_num(z, nan=0, posinf=0, neginf=0) ** 2).mean(axis=1)


# %% wrong: constant features left out of the mean
def statistical_score(train, x):
    keep = train.std(axis=0) > 0
    z = (x[:, keep] - train[:, keep].mean(axis=0)) / train[:, keep].std(axis=0)
    return (z**2).mean(axis=1)


# %% wrong: a tiny number added to sigma
def statistical_score(train, x):
    return (((x - train.mean(axis=0)) / (train.std(axis=0) + 1e-8)) ** 2).mean(axis=1)


# %% wrong: divided by sigma once, outside of the square
def statistical_score(train, x):
    sigma = train.std(axis=0)
    return ((x - train.mean(axis=0)) ** 2 / np.where(sigma == 0, 1, sigma)).mean(axis=1)


# %% wrong: no axis
def statistical_score(train, x):
    return (((x - train.mean()) / train.std()) ** 2).mean(axis=1)


# %% wrong: median and MAD
def statistical_score(train, x):
    middle = np.median(train, axis=0)
    mad = 1.4826 * np.median(np.abs(train - middle), axis=0)
    return (((x - middle) / np.where(mad == 0, 1, mad)) ** 2).mean(axis=1)


# %% wrong: with all correlations
def statistical_score(train, x):
    centred = x - train.mean(axis=0)
    inverse = np.linalg.pinv(np.cov(train.T))
    return np.einsum("ij,jk,ik->i", centred, inverse, centred) / x.shape[1]


# %% wrong: z clipped at 3
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return (np.clip(StandardScaler().fit(train).transform(x), -3, 3) ** 2).mean(axis=1)


# %% wrong: higher is more ordinary
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return -(StandardScaler().fit(train).transform(x) ** 2).mean(axis=1)


# %% wrong: scores scaled to 0 to 1
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    scores = (StandardScaler().fit(train).transform(x) ** 2).mean(axis=1)
    return scores / scores.max()


# %% wrong: a column of scores
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return (StandardScaler().fit(train).transform(x) ** 2).mean(axis=1, keepdims=True)


# %% wrong: min-max in place of z
def statistical_score(train, x):
    from sklearn.preprocessing import MinMaxScaler

    scaler = MinMaxScaler().fit(train)
    return ((scaler.transform(x) - scaler.transform(train).mean(axis=0)) ** 2).mean(axis=1)


# %% wrong: the values of the visible test
def statistical_score(train, x):
    return np.array([0, 1 / 3, 3, 4 / 3])[: len(x)]


# %% wrong: one score for all rows together
def statistical_score(train, x):
    from sklearn.preprocessing import StandardScaler

    return np.mean(StandardScaler().fit(train).transform(x) ** 2)


# %% right: a trifle added to every standard deviation
def statistical_score(train, x):
    sigma = train.std(axis=0)
    sigma = np.where(sigma == 0, 1, sigma) + 1e-9
    return (((x - train.mean(axis=0)) / sigma) ** 2).mean(axis=1)


# %% right: what is close to 0 counts as 0
def statistical_score(train, x):
    sigma = train.std(axis=0)
    sigma = np.where(np.isclose(sigma, 0), 1, sigma)
    return (((x - train.mean(axis=0)) / sigma) ** 2).mean(axis=1)


# %% wrong: a floor under the standard deviation
def statistical_score(train, x):
    sigma = train.std(axis=0)
    sigma = np.where(sigma == 0, 1, np.maximum(sigma, 1e-3))
    return (((x - train.mean(axis=0)) / sigma) ** 2).mean(axis=1)


# %% wrong: a small standard deviation taken for none
def statistical_score(train, x):
    sigma = train.std(axis=0)
    sigma = np.where(sigma < 1e-3, 1, sigma)
    return (((x - train.mean(axis=0)) / sigma) ** 2).mean(axis=1)
