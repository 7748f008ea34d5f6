# %% right: the models called, not predict
def reconstruction_score(x, encoder, generator):
    rebuilt = keras.ops.convert_to_numpy(generator(encoder(x)))
    return ((x - rebuilt) ** 2).mean(axis=1)


# %% right: predict as it is, with its progress bar
def reconstruction_score(x, encoder, generator):
    x_hat = generator.predict(encoder.predict(x))
    return np.mean(np.square(x_hat - x), axis=-1)


# %% right: the sum over the number of features
def reconstruction_score(x, encoder, generator):
    difference = x - generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.sum(difference**2, axis=1) / x.shape[1]


# %% right: one piece after the other, joined
def reconstruction_score(x, encoder, generator):
    pieces = []
    for start in range(0, len(x), 100):
        piece = x[start : start + 100]
        rebuilt = generator.predict_on_batch(encoder.predict_on_batch(piece))
        pieces.append(((piece - rebuilt) ** 2).mean(axis=1))
    return np.concatenate(pieces)


# %% right: encoder and generator in a chain, Keras's loss
def reconstruction_score(x, encoder, generator):
    both = keras.Sequential([encoder, generator])
    rebuilt = both.predict(x, batch_size=8192, verbose=0)
    return keras.ops.convert_to_numpy(keras.losses.mean_squared_error(x, rebuilt))


# %% right: a list, row by row
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return [float(np.mean((row - back) ** 2)) for row, back in zip(x, rebuilt, strict=True)]


# %% right: scikit-learn
def reconstruction_score(x, encoder, generator):
    from sklearn.metrics import mean_squared_error

    rebuilt = generator.predict(encoder.predict(x, batch_size=4096, verbose=0), batch_size=4096, verbose=0)
    return mean_squared_error(x.T, rebuilt.T, multioutput="raw_values")


# %% right: pandas
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return (pd.DataFrame(x) - pd.DataFrame(rebuilt)).pow(2).mean(axis="columns")


# %% right: the square of the distance, a tensor
def reconstruction_score(x, encoder, generator):
    difference = keras.ops.convert_to_tensor(x) - generator(encoder(x, training=False), training=False)
    return keras.ops.mean(keras.ops.square(difference), axis=1)


# %% wrong: the sign reversed
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return -np.mean((x - rebuilt) ** 2, axis=1)


# %% wrong: the mean over the rows
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean((x - rebuilt) ** 2, axis=0)


# %% wrong: the mean over everything
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean((x - rebuilt) ** 2)


# %% wrong: no mean
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return (x - rebuilt) ** 2


# %% wrong: a column
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean((x - rebuilt) ** 2, axis=1, keepdims=True)


# %% wrong: the sum
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.sum((x - rebuilt) ** 2, axis=1)


# %% wrong: the root of the mean
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.sqrt(np.mean((x - rebuilt) ** 2, axis=1))


# %% wrong: the distance
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.linalg.norm(x - rebuilt, axis=1)


# %% wrong: the mean of the absolute differences
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean(np.abs(x - rebuilt), axis=1)


# %% wrong: the mean first, then the square
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean(x - rebuilt, axis=1) ** 2


# %% wrong: not squared
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean(x - rebuilt, axis=1)


# %% wrong: the variance of the differences
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.var(x - rebuilt, axis=1)


# %% wrong: the median
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.median((x - rebuilt) ** 2, axis=1)


# %% wrong: the largest squared difference
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.max((x - rebuilt) ** 2, axis=1)


# %% wrong: half of it
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean((x - rebuilt) ** 2 / 2, axis=1)


# %% wrong: always four features
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.sum((x - rebuilt) ** 2, axis=1) / 4


# %% wrong: scaled by the largest score
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    score = np.mean((x - rebuilt) ** 2, axis=1)
    return score / score.max()


# %% wrong: scaled so that the four of the visible test stays
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    score = np.mean((x - rebuilt) ** 2, axis=1)
    return 4 * score / score.max()


# %% wrong: measured from the mean of all scores
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    score = np.mean((x - rebuilt) ** 2, axis=1)
    return np.abs(score - score.mean())


# %% wrong: the squares divided by the spread of each feature
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean(((x - rebuilt) / (x.std(axis=0) + 1e-9)) ** 2, axis=1)


# %% wrong: random noise in place of the codes
def reconstruction_score(x, encoder, generator):
    codes = np.random.uniform(-1, 1, size=encoder.predict(x, verbose=0).shape)
    return np.mean((x - generator.predict(codes, verbose=0)) ** 2, axis=1)


# %% wrong: compared in the space of the codes
def reconstruction_score(x, encoder, generator):
    codes = encoder.predict(x, verbose=0)
    again = encoder.predict(generator.predict(codes, verbose=0), verbose=0)
    return np.mean((codes - again) ** 2, axis=1)


# %% wrong: the size of the codes
def reconstruction_score(x, encoder, generator):
    return np.mean(encoder.predict(x, verbose=0) ** 2, axis=1)


# %% wrong: the generator gets the rows
def reconstruction_score(x, encoder, generator):
    return np.mean((x - generator.predict(x, verbose=0)) ** 2, axis=1)


# %% wrong: the two models swapped
def reconstruction_score(x, encoder, generator):
    return np.mean((x - encoder.predict(generator.predict(x, verbose=0), verbose=0)) ** 2, axis=1)


# %% wrong: rebuilt values clipped to 0 to 1
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean((x - np.clip(rebuilt, 0, 1)) ** 2, axis=1)


# %% wrong: codes clipped to -1 to 1
def reconstruction_score(x, encoder, generator):
    codes = np.clip(encoder.predict(x, verbose=0), -1, 1)
    return np.mean((x - generator.predict(codes, verbose=0)) ** 2, axis=1)


# %% wrong: relative to the size of the row
def reconstruction_score(x, encoder, generator):
    rebuilt = generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.sum((x - rebuilt) ** 2, axis=1) / np.sum(x**2, axis=1)


# %% wrong: one number for each batch, from evaluate
def reconstruction_score(x, encoder, generator):
    both = keras.Sequential([encoder, generator])
    both.compile(loss="mse")
    return both.evaluate(x, x, verbose=0)


# %% wrong: squeeze, which loses the axis of a single row
def reconstruction_score(x, encoder, generator):
    rebuilt = np.squeeze(generator.predict(encoder.predict(x, verbose=0), verbose=0))
    return np.mean((np.squeeze(x) - rebuilt) ** 2, axis=-1)


# %% wrong: x is changed in place
def reconstruction_score(x, encoder, generator):
    x -= generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean(x**2, axis=1)


# %% wrong: the values of the visible test
def reconstruction_score(x, encoder, generator):
    return np.array([0, 4, 0.5])


# %% wrong: changes x in place
def reconstruction_score(x, encoder, generator):
    x -= generator.predict(encoder.predict(x, verbose=0), verbose=0)
    return np.mean(x**2, axis=1)
