"""The methods that `python -m benchmarks.published_protocol` compares.

Each takes the preprocessed training rows, the test rows and a seed, and returns a score for every test row,
the higher the more anomalous; METHODS has them by name.
"""

from functools import partial

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.metrics import pairwise_distances_argmin_min

from tests.support import exercises


def isolation_forest(train, test, seed):
    """Score by how few random cuts set a row apart."""
    return -IsolationForest(random_state=seed).fit(train).score_samples(test)


def pca(train, test, seed):
    """Score by the squared distance to the plane that the training rows lie nearest to."""
    model = PCA(n_components=2, random_state=seed).set_output(transform="default").fit(train)
    return ((test - model.inverse_transform(model.transform(test))) ** 2).mean(axis=1).to_numpy()


def autoencoder(score, train, test, seed):
    """Score by the errors of an autoencoder; `score` makes one number a row of them.

    Parameters
    ----------
    score : callable
        Takes the errors in the test rows, shape (n_test, n_features), and the standard deviations of those in
        the training rows, shape (n_features,); returns scores of shape (n_test,).
    train, test : pandas.DataFrame of float32, shapes (n_train, n_features) and (n_test, n_features)
    seed : int
        The same seed makes the same autoencoder.
    """
    import keras  # seconds, which the other methods do without
    from keras import layers

    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((train.shape[1],))])
    for units in (64, 32, 4, 32, 64):
        model.add(layers.Dense(units, activation="tanh"))
        model.add(layers.Dropout(0.1))
    model.add(layers.Dense(train.shape[1]))
    model.compile(keras.optimizers.Adam(1e-3), loss="mean_squared_error")
    model.fit(train.to_numpy(), train.to_numpy(), epochs=4, batch_size=512, verbose=0)

    def errors(rows):
        return rows.to_numpy() - model.predict(rows.to_numpy(), batch_size=4096, verbose=0)

    return score(errors(test), errors(train).std(axis=0))


def squared(errors, _):
    return (errors**2).mean(axis=1)


def absolute(errors, _):
    return np.abs(errors).mean(axis=1)


def standardised_and_capped(errors, usual, cap=3):
    """Count each feature's error in units of its usual size, `cap` at most: no feature may shout alone."""
    usual = usual + 1e-3  # some features never err in training
    return np.minimum(np.abs(errors) / usual, cap).mean(axis=1)


def bigan(score, train, test, seed):
    """Score by the errors of Lab 3's encoder and generator, trained by the lab's own code.

    Takes what `autoencoder` takes.
    """
    cells = exercises.code_cells("lab3_gan", SEED=seed)
    definition = next(name for name, code in cells.items() if "train_bigan" in exercises.names(code)[0])
    lab = exercises.run_cells(cells, exercises.needed_cells(cells, definition))
    lab["LATENT_DIM"] = 2  # these training rows are two floods above all, with less variety than normal rows
    encoder, generator = lab["train_bigan"](train.to_numpy())

    def errors(rows):
        codes = encoder.predict(rows.to_numpy(), batch_size=4096, verbose=0)
        return rows.to_numpy() - generator.predict(codes, batch_size=4096, verbose=0)

    return score(errors(test), errors(train).std(axis=0))


def nearest(train, test, seed):
    """Score by the Euclidean distance to the nearest training row."""
    rows, copy_of = np.unique(test, axis=0, return_inverse=True)  # copies need no distance of their own
    _, distances = pairwise_distances_argmin_min(rows, np.unique(train, axis=0))
    return distances[copy_of]


METHODS = {
    "isolation forest": isolation_forest,
    "PCA, squared error": pca,
    "autoencoder, squared error": partial(autoencoder, squared),
    "autoencoder, absolute error": partial(autoencoder, absolute),
    "autoencoder, standardised and capped error": partial(autoencoder, standardised_and_capped),
    "BiGAN with cycle, absolute error": partial(bigan, absolute),
    "BiGAN with cycle, standardised and capped error": partial(
        bigan, partial(standardised_and_capped, cap=10)
    ),
    "distance to the nearest training row": nearest,
}
