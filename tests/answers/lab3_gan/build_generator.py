# %% right: add
def build_generator(noise_dim, hidden, n_features):
    model = keras.Sequential()
    model.add(keras.Input(shape=(noise_dim,)))
    for units in hidden:
        model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(n_features, activation="sigmoid"))
    return model


# %% right: functional
def build_generator(noise_dim, hidden, n_features):
    inputs = keras.Input((noise_dim,))
    flow = inputs
    for units in hidden:
        flow = layers.Dense(units, activation="relu")(flow)
    return keras.Model(inputs, layers.Dense(n_features, activation="sigmoid")(flow), name="generator")


# %% right: activations as layers of their own
def build_generator(noise_dim, hidden, n_features):
    stack = [keras.Input((noise_dim,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.ReLU()]
    return keras.Sequential([*stack, layers.Dense(n_features), layers.Activation("sigmoid")])


# %% right: activations as functions
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.InputLayer(shape=(noise_dim,))]
    for i in range(len(hidden)):
        stack.append(layers.Dense(hidden[i], activation=keras.activations.relu))
    stack.append(layers.Dense(n_features, activation=keras.ops.sigmoid))
    return keras.models.Sequential(layers=stack)


# %% right: keras.ops called in a functional model
def build_generator(noise_dim, hidden, n_features):
    flow = inputs = keras.Input((noise_dim,))
    for units in hidden:
        flow = keras.ops.relu(layers.Dense(units)(flow))
    return keras.Model(inputs=inputs, outputs=keras.ops.sigmoid(layers.Dense(n_features)(flow)))


# %% right: built afterwards
def build_generator(noise_dim, hidden, n_features):
    model = keras.Sequential([layers.Dense(units, "relu") for units in hidden])
    model.add(layers.Dense(n_features, "sigmoid"))
    model.build((None, noise_dim))
    return model


# %% right: input_shape, other initial values
def build_generator(noise_dim, hidden, n_features):
    model, shape = keras.Sequential(), {"input_shape": (noise_dim,)}
    for units in hidden:
        model.add(layers.Dense(units, activation="relu", kernel_initializer="he_normal", **shape))
        shape = {}
    model.add(layers.Dense(n_features, activation="sigmoid", **shape))
    return model


# %% right: the lab's own network, and a sigmoid after it
def build_generator(noise_dim, hidden, n_features):
    return keras.Sequential([dense_network(noise_dim, hidden, n_features), layers.Activation("sigmoid")])


# %% right: sizes and activations in pairs
def build_generator(noise_dim, hidden, n_features):
    sizes = [*hidden, n_features]
    kinds = ["relu"] * len(hidden) + ["sigmoid"]
    stack = [layers.Dense(units, activation=kind) for units, kind in zip(sizes, kinds, strict=True)]
    return keras.Sequential([keras.Input((noise_dim,)), *stack])


# %% wrong: tanh at the end
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="tanh")])


# %% wrong: ReLU at the end
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in [*hidden, n_features]]
    return keras.Sequential([keras.Input((noise_dim,)), *stack])


# %% wrong: nothing at the end
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((noise_dim,)), *stack, layers.Dense(n_features)])


# %% wrong: softmax at the end
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="softmax")]
    )


# %% wrong: ReLU, then a sigmoid
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in [*hidden, n_features]]
    return keras.Sequential([keras.Input((noise_dim,)), *stack, layers.Activation("sigmoid")])


# %% wrong: two sigmoids
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    stack += [layers.Dense(n_features, activation="sigmoid"), layers.Activation("sigmoid")]
    return keras.Sequential([keras.Input((noise_dim,)), *stack])


# %% wrong: hidden layers without activation
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units) for units in hidden]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: tanh in the hidden layers
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="tanh") for units in hidden]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: LeakyReLU in the hidden layers
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="leaky_relu") for units in hidden]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: sigmoids everywhere
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="sigmoid") for units in [*hidden, n_features]]
    return keras.Sequential([keras.Input((noise_dim,)), *stack])


# %% wrong: ReLU after the first hidden layer only
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation=None if i else "relu") for i, units in enumerate(hidden)]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: hidden layers reversed
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in reversed(hidden)]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: hidden layers from the largest to the smallest
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in sorted(hidden, reverse=True)]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: always two hidden layers
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(hidden[0], activation="relu"), layers.Dense(hidden[1], activation="relu")]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: only the first hidden layer
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(hidden[0], activation="relu")]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: a layer for the noise first
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in [noise_dim, *hidden]]
    return keras.Sequential(
        [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]
    )


# %% wrong: the last layer forgotten
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((noise_dim,)), *stack])


# %% wrong: noise and features swapped
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential(
        [keras.Input((n_features,)), *stack, layers.Dense(noise_dim, activation="sigmoid")]
    )


# %% wrong: no input shape
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([*stack, layers.Dense(n_features, activation="sigmoid")])


# %% wrong: BatchNormalization
def build_generator(noise_dim, hidden, n_features):
    stack = [keras.Input((noise_dim,))]
    for units in hidden:
        stack += [layers.Dense(units, activation="relu"), layers.BatchNormalization()]
    return keras.Sequential([*stack, layers.Dense(n_features, activation="sigmoid")])


# %% wrong: no biases
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu", use_bias=False) for units in hidden]
    last = layers.Dense(n_features, activation="sigmoid", use_bias=False)
    return keras.Sequential([keras.Input((noise_dim,)), *stack, last])


# %% wrong: tanh, values below 0 set to 0
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    stack += [layers.Dense(n_features, activation="tanh"), layers.ReLU()]
    return keras.Sequential([keras.Input((noise_dim,)), *stack])


# %% wrong: the list of layers
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return [keras.Input((noise_dim,)), *stack, layers.Dense(n_features, activation="sigmoid")]


# %% wrong: the sizes of the visible test
def build_generator(noise_dim, hidden, n_features):
    stack = [layers.Dense(8, activation="relu"), layers.Dense(6, activation="relu")]
    return keras.Sequential([keras.Input((3,)), *stack, layers.Dense(10, activation="sigmoid")])


# %% wrong: Dropout
def build_generator(noise_dim, hidden, n_features):
    stack = [keras.Input((noise_dim,))]
    for units in hidden:
        stack += [layers.Dense(units, activation="relu"), layers.Dropout(0.3)]
    return keras.Sequential([*stack, layers.Dense(n_features, activation="sigmoid")])


# %% wrong: noise after each layer
def build_generator(noise_dim, hidden, n_features):
    stack = [keras.Input((noise_dim,))]
    for units in hidden:
        stack += [layers.Dense(units, activation="relu"), layers.GaussianNoise(0.3)]
    return keras.Sequential([*stack, layers.Dense(n_features, activation="sigmoid")])
