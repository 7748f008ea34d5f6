# %% right: objects for optimizer and loss
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer=keras.optimizers.Adam(), loss=keras.losses.MeanSquaredError())
    history = autoencoder.fit(
        x=x_train,
        y=x_train,
        batch_size=512,
        epochs=epochs,
        verbose=0,
        validation_data=(x_valid, x_valid),
        callbacks=[helpers.keras_progress()],
    )
    return history


# %% right: positional arguments
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile("adam", "mean_squared_error")
    return autoencoder.fit(
        x_train, x_train, 512, epochs, 0, [helpers.keras_progress()], validation_data=(x_valid, x_valid)
    )


# %% right: with a metric, the learning rate spelt out
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.mean_squared_error,
        metrics=["mae"],
    )
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% right: the loss by hand
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    def loss(target, output):
        return keras.ops.mean(keras.ops.square(target - output), axis=-1)

    autoencoder.compile(optimizer="adam", loss=loss)
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% right: batches made by tf.data
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    import tensorflow as tf

    def pairs(x):
        return tf.data.Dataset.from_tensor_slices((x, x))

    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        pairs(x_train).shuffle(len(x_train)).batch(512),
        validation_data=pairs(x_valid).batch(512),
        epochs=epochs,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% right: larger batches for validation
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="Adam", loss="MSE")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        validation_batch_size=8192,
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: no validation data
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train, x_train, epochs=epochs, batch_size=512, verbose=0, callbacks=[helpers.keras_progress()]
    )


# %% wrong: the training rows as validation data
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_train, x_train),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: a part of the training rows as validation data
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_split=0.1,
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: validation data without its target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=x_valid,
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: the validation rows as target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_valid,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: inputs from train, targets from valid, cut to equal length
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    target = np.resize(x_valid, x_train.shape)
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        target,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: the labels as target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        helpers.is_attack(unlabelled_rows["label"]).to_numpy()[: len(x_train), None],
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: zeros as target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        np.zeros_like(x_train),
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: the mean row as target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        np.tile(x_train.mean(axis=0), (len(x_train), 1)),
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: the next row as target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train[:-1],
        x_train[1:],
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: inputs and targets shuffled apart
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    rng = np.random.default_rng(0)
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        rng.permutation(x_train),
        rng.permutation(x_train),
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: the untrained model's output as target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        autoencoder.predict(x_train, verbose=0),
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: no target
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: noise on the inputs
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    noise = np.random.default_rng(0).normal(0, 0.1, x_train.shape)
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train + noise,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: the rows scaled once more
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    low, high = x_train.min(axis=0), x_train.max(axis=0)
    x_train, x_valid = (x_train - low) / (high - low), (x_valid - low) / (high - low)
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: trained on the validation rows as well
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    both = np.concatenate([x_train, x_valid])
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        both,
        both,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: trained on the validation rows instead
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_valid,
        x_valid,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: train and validation rows swapped
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_valid,
        x_valid,
        validation_data=(x_train, x_train),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: absolute errors as loss
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mae")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: absolute errors as loss, squared ones as metric
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mae", metrics=["mse"])
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: cross-entropy
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: Huber's loss
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="huber")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: gradient descent
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="sgd", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: no optimizer, so that it is RMSprop
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: AdamW
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adamw", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: ten times the learning rate
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: batches of 32
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: one batch
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=len(x_train),
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: always ten epochs
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=10,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: always thirty epochs
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=30,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: stops early
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress(), keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)],
    )


# %% wrong: one epoch after the other, the last one's History
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    for _ in range(epochs):
        history = autoencoder.fit(
            x_train,
            x_train,
            validation_data=(x_valid, x_valid),
            batch_size=512,
            verbose=0,
            callbacks=[helpers.keras_progress()],
        )
    return history


# %% wrong: fitted twice
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    settings = {"epochs": epochs, "batch_size": 512, "verbose": 0, "callbacks": [helpers.keras_progress()]}
    autoencoder.fit(x_train, x_train, **settings)
    return autoencoder.fit(x_train, x_train, validation_data=(x_valid, x_valid), **settings)


# %% wrong: a copy is trained
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    model = keras.models.clone_model(autoencoder)
    model.compile(optimizer="adam", loss="mse")
    return model.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: the dict of losses
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    ).history


# %% wrong: the model
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )
    return autoencoder


# %% wrong: nothing is returned
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )


# %% wrong: compiled, not fitted
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.evaluate(x_valid, x_valid, batch_size=512, verbose=0)


# %% wrong: not shuffled
def train_autoencoder(autoencoder, x_train, x_valid, epochs):
    autoencoder.compile(optimizer="adam", loss="mse")
    return autoencoder.fit(
        x_train,
        x_train,
        validation_data=(x_valid, x_valid),
        epochs=epochs,
        batch_size=512,
        shuffle=False,
        verbose=0,
        callbacks=[helpers.keras_progress()],
    )
