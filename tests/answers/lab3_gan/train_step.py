# %% right: numpy labels, predict, a list
def train_step(generator, discriminator, chain, real, noise):
    fake = generator.predict(noise, verbose=0)
    x = np.vstack((real, fake))
    y = np.array([1.0] * len(real) + [0.0] * len(fake)).reshape(-1, 1)
    discriminator.trainable = True
    d_loss = discriminator.train_on_batch(x, y)
    discriminator.trainable = False
    g_loss = chain.train_on_batch(noise, np.ones((len(noise), 1)))
    return [float(d_loss), float(g_loss)]


# %% right: the generator called, NumPy numbers returned
def train_step(generator, discriminator, chain, real, noise):
    n = real.shape[0]
    fake = keras.ops.convert_to_numpy(generator(noise))
    discriminator.trainable = True
    judged = discriminator.train_on_batch(np.r_[real, fake], np.r_[np.ones((n, 1)), np.zeros((n, 1))])
    discriminator.trainable = False
    return judged, chain.train_on_batch(noise, np.ones((n, 1)))


# %% right: fake rows first
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    discriminator.trainable = True
    rows = np.concatenate([generator.predict_on_batch(noise), real])
    first = discriminator.train_on_batch(x=rows, y=np.repeat([0.0, 1.0], n)[:, None])
    discriminator.trainable = False
    second = chain.train_on_batch(x=noise, y=np.ones((n, 1)))
    return float(first), float(second)


# %% right: the batch shuffled
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    order = np.random.permutation(2 * n)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])[order]
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])[order]
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, truth)
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% right: layers frozen one by one
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)

    def freeze(frozen):
        discriminator.trainable = not frozen
        for layer in discriminator.layers:
            layer.trainable = not frozen

    fake = generator.predict_on_batch(noise)
    freeze(False)
    judged = discriminator.train_on_batch(
        np.concatenate([real, fake]), np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    )
    freeze(True)
    forged = chain.train_on_batch(noise, np.ones((n, 1)))
    return float(judged), float(forged)


# %% right: unfrozen again at the end
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, truth)
    discriminator.trainable = False
    forged = chain.train_on_batch(noise, np.ones((n, 1)))
    discriminator.trainable = True
    return np.float32(judged), np.float32(forged)


# %% right: the losses as dicts, tensors throughout
def train_step(generator, discriminator, chain, real, noise):
    ones, zeros = keras.ops.ones((len(real), 1)), keras.ops.zeros((len(real), 1))
    fake = generator(noise, training=False)
    discriminator.trainable = True
    judged = discriminator.train_on_batch(
        keras.ops.concatenate([real, fake]), keras.ops.concatenate([ones, zeros]), return_dict=True
    )
    discriminator.trainable = False
    forged = chain.train_on_batch(noise, ones, return_dict=True)
    return float(judged["loss"]), float(forged["loss"])


# %% right: labels filled in, the two losses mapped to floats
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    truth = np.zeros((2 * n, 1))
    truth[:n] = 1
    rows = np.append(real, generator.predict_on_batch(noise), axis=0)
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, truth)
    discriminator.trainable = False
    return tuple(map(float, (judged, chain.train_on_batch(noise, np.ones((n, 1))))))


# %% right: fit for one epoch with one batch
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    discriminator.trainable = True
    judged = discriminator.fit(rows, truth, batch_size=2 * n, epochs=1, verbose=0).history["loss"][0]
    discriminator.trainable = False
    forged = chain.fit(noise, np.ones((n, 1)), batch_size=n, epochs=1, verbose=0).history["loss"][0]
    return judged, forged


# %% right: gradients taken by hand with TensorFlow
def train_step(generator, discriminator, chain, real, noise):
    import tensorflow as tf

    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    results = []
    for model, x, y, frozen in ((discriminator, rows, truth, False), (chain, noise, np.ones((n, 1)), True)):
        discriminator.trainable = not frozen
        with tf.GradientTape() as tape:
            loss = model.compute_loss(x=x, y=y, y_pred=model(x, training=True))
        variables = model.trainable_variables
        model.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        results.append(float(loss))
    return tuple(results)


# %% wrong: the generator is trained with the label of fake rows
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.zeros((n, 1))))


# %% wrong: the discriminator's labels swapped
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.zeros((n, 1)), np.ones((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: all labels swapped
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.zeros((n, 1)), np.ones((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.zeros((n, 1))))


# %% wrong: the discriminator is not frozen for the chain
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: the discriminator is never unfrozen
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: unfrozen only at the end, for the next step
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    forged = chain.train_on_batch(noise, np.ones((n, 1)))
    discriminator.trainable = True
    return float(judged), float(forged)


# %% wrong: frozen and unfrozen the other way round
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = False
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = True
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: the generator frozen in the second act
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    generator.trainable = False
    forged = chain.train_on_batch(noise, np.ones((n, 1)))
    generator.trainable = True
    return float(judged), float(forged)


# %% wrong: fresh noise in the second act
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    fresh = np.random.normal(size=noise.shape)
    return float(judged), float(chain.train_on_batch(fresh, np.ones((n, 1))))


# %% wrong: fresh noise in the first act
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    fake = generator.predict_on_batch(np.random.normal(size=noise.shape))
    discriminator.trainable = True
    judged = discriminator.train_on_batch(
        np.concatenate([real, fake]), np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    )
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: two batches, the mean of their losses
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    fake = generator.predict_on_batch(noise)
    discriminator.trainable = True
    first = discriminator.train_on_batch(real, np.ones((n, 1)))
    second = discriminator.train_on_batch(fake, np.zeros((n, 1)))
    discriminator.trainable = False
    return float(first + second) / 2, float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: the chain first
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    discriminator.trainable = False
    forged = chain.train_on_batch(noise, np.ones((n, 1)))
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    return float(judged), float(forged)


# %% wrong: the losses swapped
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    return float(chain.train_on_batch(noise, np.ones((n, 1)))), float(judged)


# %% wrong: the discriminator's loss doubled
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    return 2 * float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: losses measured after the step
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    discriminator.trainable = True
    discriminator.train_on_batch(rows, truth)
    discriminator.trainable = False
    chain.train_on_batch(noise, np.ones((n, 1)))
    return float(discriminator.test_on_batch(rows, truth)), float(chain.test_on_batch(noise, np.ones((n, 1))))


# %% wrong: test_on_batch in place of train_on_batch
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    return float(discriminator.test_on_batch(rows, truth)), float(chain.test_on_batch(noise, np.ones((n, 1))))


# %% wrong: the chain is trained with 2n rows of noise
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    more = np.concatenate([noise, np.random.normal(size=noise.shape)])
    return float(judged), float(chain.train_on_batch(more, np.ones((2 * n, 1))))


# %% wrong: smoothed labels
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.full((n, 1), 0.9), np.zeros((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: labels of a critic
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), -np.ones((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: labels for 8 rows, whatever comes
def train_step(generator, discriminator, chain, real, noise):
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.repeat([1.0, 0.0], 8)[:, None])
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((8, 1))))


# %% wrong: the noise in place of the fake rows
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, noise[:, : real.shape[1]]])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: zeros in place of the fake rows
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    fake = np.zeros_like(real)
    discriminator.trainable = True
    judged = discriminator.train_on_batch(
        np.concatenate([real, fake]), np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    )
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: the discriminator learns twice
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    discriminator.trainable = True
    for _ in range(2):
        judged = discriminator.train_on_batch(rows, truth)
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: compiled again, which loses the optimizer and the loss
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    discriminator.compile(optimizer="adam", loss="binary_crossentropy")
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    chain.compile(optimizer="adam", loss="binary_crossentropy")
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: only the discriminator's loss
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    chain.train_on_batch(noise, np.ones((n, 1)))
    return float(judged)


# %% wrong: the chain is not trained
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((n, 1)), np.zeros((n, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.test_on_batch(noise, np.ones((n, 1))))


# %% wrong: frozen for good after the first step
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    if discriminator.trainable:
        judged = discriminator.train_on_batch(rows, truth)
    else:
        judged = discriminator.test_on_batch(rows, truth)
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: labels for BATCH rows
def train_step(generator, discriminator, chain, real, noise):
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.concatenate([np.ones((BATCH, 1)), np.zeros((BATCH, 1))]))
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((BATCH, 1))))


# %% wrong: the labels shuffled, the rows not
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.random.permutation(np.repeat([1.0, 0.0], n))[:, None]
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, truth)
    discriminator.trainable = False
    return float(judged), float(chain.train_on_batch(noise, np.ones((n, 1))))


# %% wrong: fit in batches of 4
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    truth = np.concatenate([np.ones((n, 1)), np.zeros((n, 1))])
    discriminator.trainable = True
    judged = discriminator.fit(rows, truth, batch_size=4, epochs=1, verbose=0).history["loss"][0]
    discriminator.trainable = False
    forged = chain.fit(noise, np.ones((n, 1)), batch_size=4, epochs=1, verbose=0).history["loss"][0]
    return float(judged), float(forged)


# %% right: an array of two losses
def train_step(generator, discriminator, chain, real, noise):
    n = len(real)
    rows = np.concatenate([real, generator.predict_on_batch(noise)])
    discriminator.trainable = True
    judged = discriminator.train_on_batch(rows, np.repeat([1.0, 0.0], n)[:, None])
    discriminator.trainable = False
    return np.array([judged, chain.train_on_batch(noise, np.ones((n,1)))])
