# %% right: hidden[::-1], add
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    model = keras.Sequential()
    model.add(keras.Input(shape=(latent_dim,)))
    for units in hidden[::-1]:
        model.add(layers.Dense(units, activation="tanh"))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(n_features, activation=None))
    return model


# %% right: functional
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    inputs = keras.Input((latent_dim,))
    flow = inputs
    for units in reversed(hidden):
        flow = layers.Dense(units, activation="tanh")(flow)
        flow = layers.Dropout(dropout)(flow)
    return keras.Model(inputs, layers.Dense(n_features)(flow), name="decoder")


# %% right: activations as layers of their own
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units), layers.Activation("tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% right: functional, activations as layers of their own
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    flow = inputs = keras.Input((latent_dim,))
    for units in reversed(hidden):
        flow = layers.Dropout(dropout)(layers.Activation("tanh")(layers.Dense(units)(flow)))
    return keras.Model(inputs, layers.Dense(n_features, activation="linear")(flow))


# %% right: activations as functions, counting down
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [layers.InputLayer(shape=(latent_dim,))]
    for i in range(len(hidden) - 1, -1, -1):
        stack.append(layers.Dense(hidden[i], activation=keras.activations.tanh))
        stack.append(layers.Dropout(rate=dropout))
    stack.append(layers.Dense(n_features, activation=keras.activations.linear))
    return keras.models.Sequential(stack)


# %% right: keras.ops.tanh as activation
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation=keras.ops.tanh), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% right: keras.ops.tanh called in a functional model
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    flow = inputs = keras.Input((latent_dim,))
    for units in reversed(hidden):
        flow = layers.Dropout(dropout)(keras.ops.tanh(layers.Dense(units)(flow)))
    return keras.Model(inputs, layers.Dense(n_features)(flow))


# %% right: a linear activation as a layer of its own, no Input but input_shape
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack, shape = [], {"input_shape": (latent_dim,)}
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh", **shape), layers.Dropout(dropout)]
        shape = {}
    return keras.Sequential([*stack, layers.Dense(n_features), layers.Activation("linear")])


# %% right: built afterwards
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    model = keras.Sequential()
    for units in reversed(hidden):
        model.add(layers.Dense(units, activation="tanh"))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(n_features))
    model.build((None, latent_dim))
    return model


# %% right: blocks of Dense and Dropout
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    def block(units):
        return keras.Sequential([layers.Dense(units, activation="tanh"), layers.Dropout(dropout)])

    return keras.Sequential(
        [keras.Input((latent_dim,)), *(block(units) for units in reversed(hidden)), layers.Dense(n_features)]
    )


# %% right: one Dropout layer called after each hidden layer
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    flow = inputs = keras.Input((latent_dim,))
    drop = layers.Dropout(dropout)
    for units in reversed(hidden):
        flow = drop(layers.Dense(units, activation="tanh")(flow))
    return keras.Model(inputs, layers.Dense(n_features)(flow))


# %% right: recursion
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    def stack(sizes):
        if not sizes:
            return []
        return stack(sizes[1:]) + [layers.Dense(sizes[0], "tanh"), layers.Dropout(dropout)]

    return keras.Sequential([keras.Input((latent_dim,)), *stack(tuple(hidden)), layers.Dense(n_features)])


# %% wrong: the encoder's order
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in hidden:
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: sorted instead of reversed
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in sorted(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: the encoder again
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    return build_encoder(n_features, hidden, latent_dim, dropout)


# %% wrong: the encoder with its arguments swapped, tanh at the end
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    return build_encoder(latent_dim, tuple(reversed(hidden)), n_features, dropout)


# %% wrong: sigmoid at the end
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features, activation="sigmoid")])


# %% wrong: tanh at the end, as a layer
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features), layers.Activation("tanh")])


# %% wrong: a ReLU layer at the end
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features), layers.ReLU()])


# %% wrong: a sigmoid called at the end
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    flow = inputs = keras.Input((latent_dim,))
    for units in reversed(hidden):
        flow = layers.Dropout(dropout)(layers.Dense(units, activation="tanh")(flow))
    return keras.Model(inputs, keras.activations.sigmoid(layers.Dense(n_features)(flow)))


# %% wrong: relu in the hidden layers
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="relu"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: no activation in the hidden layers
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: leaky ReLU layers after tanh
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.LeakyReLU(), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: the last hidden layer is missing
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in list(reversed(hidden))[:-1]:
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: the first hidden layer is missing
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in list(reversed(hidden))[1:]:
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: one layer too many at the start
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,)), layers.Dense(latent_dim, activation="tanh")]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: the output layer is missing
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in (*reversed(hidden[1:]), n_features):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential(stack)


# %% wrong: n_features inputs
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((n_features,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: latent_dim outputs
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(latent_dim)])


# %% wrong: no Input
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = []
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: 32 and 64 whatever hidden is
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(32, activation="tanh"),
            layers.Dropout(dropout),
            layers.Dense(64, activation="tanh"),
            layers.Dropout(dropout),
            layers.Dense(n_features),
        ]
    )


# %% wrong: 123 features
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(123)])


# %% wrong: two hidden layers at most
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(hidden[1], activation="tanh"),
            layers.Dropout(dropout),
            layers.Dense(hidden[0], activation="tanh"),
            layers.Dropout(dropout),
            layers.Dense(n_features),
        ]
    )


# %% wrong: no Dropout
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    stack += [layers.Dense(units, activation="tanh") for units in reversed(hidden)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: Dropout of 0.1 whatever is asked for
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(0.1)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: Dropout before each layer
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dropout(dropout), layers.Dense(units, activation="tanh")]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: Dropout also on the output
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features), layers.Dropout(dropout)])


# %% wrong: Dropout once, before the output
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    stack += [layers.Dense(units, activation="tanh") for units in reversed(hidden)]
    return keras.Sequential([*stack, layers.Dropout(dropout), layers.Dense(n_features)])


# %% wrong: Dropout between Dense and its tanh
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units), layers.Dropout(dropout), layers.Activation("tanh")]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: with batch normalisation
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.BatchNormalization(), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: no default for dropout
def build_decoder(n_features, hidden, latent_dim, dropout):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: reverse returns nothing
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in list(hidden).reverse():
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: the layers, not a model
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [keras.Input((latent_dim,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return [*stack, layers.Dense(n_features)]


# %% wrong: the whole autoencoder
def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    stack = [build_encoder(n_features, hidden, latent_dim, dropout)]
    for units in reversed(hidden):
        stack += [layers.Dense(units, activation="tanh"), layers.Dropout(dropout)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% right: a class of its own
class Decoder(keras.Model):
    def __init__(self, n_features, hidden, latent_dim, dropout):
        super().__init__()
        self.hidden = [keras.layers.Dense(units, activation="tanh") for units in reversed(hidden)]
        self.dropouts = [keras.layers.Dropout(dropout) for _ in hidden]
        self.out = keras.layers.Dense(n_features)

    def call(self, x, training=False):
        for dense, drop in zip(self.hidden, self.dropouts):
            x = drop(dense(x), training=training)
        return self.out(x)


def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    return Decoder(n_features, hidden, latent_dim, dropout)


# %% wrong: a class of its own, in the encoder's order
class Decoder(keras.Model):
    def __init__(self, n_features, hidden, dropout):
        super().__init__()
        self.hidden = [keras.layers.Dense(units, activation="tanh") for units in hidden]
        self.drop = keras.layers.Dropout(dropout)
        self.out = keras.layers.Dense(n_features)

    def call(self, x, training=False):
        for dense in self.hidden:
            x = self.drop(dense(x), training=training)
        return self.out(x)


def build_decoder(n_features, hidden, latent_dim, dropout=0.1):
    return Decoder(n_features, hidden, dropout)
