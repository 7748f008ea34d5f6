# %% right: fit, transform and inverse_transform
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components=n_components)
    pca.fit(train)
    x_hat = pca.inverse_transform(pca.transform(x))
    return ((x - x_hat) ** 2).mean(axis=1)


# %% right: singular value decomposition
def deviation_score(train, x, n_components):
    mean = train.mean(axis=0)
    _, _, axes = np.linalg.svd(train - mean, full_matrices=False)
    main = axes[:n_components]
    centred = x - mean
    return np.mean((centred - centred @ main.T @ main) ** 2, axis=1)


# %% right: eigenvectors of the covariance
def deviation_score(train, x, n_components):
    mean = train.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(train, rowvar=False))
    main = vectors[:, np.argsort(values)[::-1][:n_components]]
    x_hat = mean + (x - mean) @ main @ main.T
    return np.square(x - x_hat).mean(axis=1)


# %% right: what the other directions hold, by Pythagoras
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA().fit(train)
    return (pca.transform(x)[:, n_components:] ** 2).sum(axis=1) / x.shape[1]


# %% right: by hand from components_ and mean_, a loop, a list
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components, svd_solver="full").fit(train)
    scores = []
    for row in x:
        code = pca.components_ @ (row - pca.mean_)
        back = pca.mean_ + code @ pca.components_
        scores.append(np.mean((row - back) ** 2))
    return scores


# %% right: whitened, which the way back undoes
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(PCA(n_components, whiten=True)).fit(train)
    return ((model.inverse_transform(model.transform(x)) - x) ** 2).sum(axis=1) / x.shape[1]


# %% right: pandas
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).set_output(transform="pandas").fit(pd.DataFrame(train))
    return (pd.DataFrame(x) - pca.inverse_transform(pca.transform(pd.DataFrame(x)))).pow(2).mean(axis=1)


# %% right: float32
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    train, x = train.astype("float32"), x.astype("float32")
    pca = PCA(n_components).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=1)


# %% right: scikit-learn's mean squared error, row by row
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA
    from sklearn.metrics import mean_squared_error

    pca = PCA(n_components, random_state=0).fit(train)
    return mean_squared_error(x.T, pca.inverse_transform(pca.transform(x)).T, multioutput="raw_values")


# %% wrong: fitted to x
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components)
    return ((x - pca.inverse_transform(pca.fit_transform(x))) ** 2).mean(axis=1)


# %% wrong: fitted to train and x
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(np.concatenate([train, x]))
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=1)


# %% wrong: no centering
def deviation_score(train, x, n_components):
    axes = np.linalg.svd(train, full_matrices=False)[2][:n_components]
    return ((x - x @ axes.T @ axes) ** 2).mean(axis=1)


# %% wrong: TruncatedSVD does not centre
def deviation_score(train, x, n_components):
    from sklearn.decomposition import TruncatedSVD

    svd = TruncatedSVD(n_components, random_state=0).fit(train)
    return ((x - svd.inverse_transform(svd.transform(x))) ** 2).mean(axis=1)


# %% wrong: the mean is not added back
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return ((x - pca.transform(x) @ pca.components_) ** 2).mean(axis=1)


# %% wrong: projected without taking the mean off
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return ((x - (x @ pca.components_.T @ pca.components_ + pca.mean_)) ** 2).mean(axis=1)


# %% wrong: x centred by its own mean
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    centred = x - x.mean(axis=0)
    return ((centred - centred @ pca.components_.T @ pca.components_) ** 2).mean(axis=1)


# %% wrong: the sum
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).sum(axis=1)


# %% wrong: the root
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return np.sqrt(((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=1))


# %% wrong: absolute errors
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return np.abs(x - pca.inverse_transform(pca.transform(x))).mean(axis=1)


# %% wrong: the length of the error
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return np.linalg.norm(x - pca.inverse_transform(pca.transform(x)), axis=1)


# %% wrong: mean over the rows
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=0)


# %% wrong: one number
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA
    from sklearn.metrics import mean_squared_error

    pca = PCA(n_components).fit(train)
    return mean_squared_error(x, pca.inverse_transform(pca.transform(x)))


# %% wrong: the directions of least variance
def deviation_score(train, x, n_components):
    mean = train.mean(axis=0)
    vectors = np.linalg.eigh(np.cov(train.T))[1][:, :n_components]  # eigh: smallest first
    return ((x - mean - (x - mean) @ vectors @ vectors.T) ** 2).mean(axis=1)


# %% wrong: rows of the eigenvectors for columns
def deviation_score(train, x, n_components):
    mean = train.mean(axis=0)
    axes = np.linalg.eigh(np.cov(train.T))[1][::-1][:n_components]
    return ((x - mean - (x - mean) @ axes.T @ axes) ** 2).mean(axis=1)


# %% wrong: always one component
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(1).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=1)


# %% wrong: always four components, or as many as there are
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(min(4, train.shape[1])).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=1)


# %% wrong: so many components left out instead of kept
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(train.shape[1] - n_components).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=1)


# %% wrong: standardised before, error in standard deviations
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(train)
    pca = PCA(n_components).fit(scaler.transform(train))
    z = scaler.transform(x)
    return ((z - pca.inverse_transform(pca.transform(z))) ** 2).mean(axis=1)


# %% wrong: standardised before, and scaled back
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), PCA(n_components)).fit(train)
    return ((x - model.inverse_transform(model.transform(x))) ** 2).mean(axis=1)


# %% wrong: how far along the components, not how far off them
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    return (PCA(n_components).fit(train).transform(x) ** 2).mean(axis=1)


# %% wrong: the error relative to the row
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).sum(axis=1) / (x**2).sum(axis=1)


# %% wrong: minus the likelihood
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    return -PCA(n_components).fit(train).score_samples(x)


# %% wrong: divided by the number of features that are left
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).sum(axis=1) / (x.shape[1] - n_components)


# %% wrong: fitted to the rows to be scored when there are enough
def deviation_score(train, x, n_components):
    from sklearn.decomposition import PCA

    pca = PCA(n_components).fit(x if len(x) > 10 else train)
    return ((x - pca.inverse_transform(pca.transform(x))) ** 2).mean(axis=1)
