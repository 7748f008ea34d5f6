# %% right: a plus sign
def residual_block(x, units):
    return x + layers.Dense(units)(layers.Dense(units, activation="relu")(x))


# %% right: activations as layers of their own
def residual_block(x, units):
    y = layers.Dense(units)(x)
    y = layers.Activation("relu")(y)
    y = layers.Dense(units)(y)
    return layers.add([y, x])


# %% right: ReLU layer, linear activation named
def residual_block(x, units):
    first, second = layers.Dense(units), layers.Dense(units, activation="linear")
    return keras.ops.add(second(layers.ReLU()(first(x))), x)


# %% right: a Sequential
def residual_block(x, units):
    change = keras.Sequential([layers.Dense(units, activation="relu"), layers.Dense(units, activation=None)])
    return layers.Add()([change(x), x])


# %% right: a layer class
def residual_block(x, units):
    class Residual(layers.Layer):
        def __init__(self):
            super().__init__()
            self.first = layers.Dense(units, activation="relu")
            self.second = layers.Dense(units)

        def build(self, shape):
            self.first.build(shape)
            self.second.build(shape)

        def call(self, inputs):
            return inputs + self.second(self.first(inputs))

    return Residual()(x)


# %% right: keras.ops
def residual_block(x, units):
    hidden = keras.ops.relu(layers.Dense(units)(x))
    return keras.ops.sum(keras.ops.stack([x, layers.Dense(units)(hidden)]), axis=0)


# %% right: a model of its own
def residual_block(x, units):
    inputs = keras.Input(x.shape[1:])
    hidden = layers.Dense(units, activation=keras.activations.relu)(inputs)
    outputs = layers.Add()([inputs, layers.Dense(units)(hidden)])
    return keras.Model(inputs, outputs)(x)


# %% right: the size from x
def residual_block(x, units):
    size = x.shape[-1]
    change = layers.Dense(size, "relu")(x)
    change = layers.Dense(size)(change)
    return change + x


# %% wrong: x is not added
def residual_block(x, units):
    return layers.Dense(units)(layers.Dense(units, activation="relu")(x))


# %% wrong: ReLU on the second layer too
def residual_block(x, units):
    change = layers.Dense(units, activation="relu")(x)
    return layers.Add()([x, layers.Dense(units, activation="relu")(change)])


# %% wrong: ReLU on the second layer only
def residual_block(x, units):
    change = layers.Dense(units)(x)
    return layers.Add()([x, layers.Dense(units, activation="relu")(change)])


# %% wrong: no ReLU
def residual_block(x, units):
    return x + layers.Dense(units)(layers.Dense(units)(x))


# %% wrong: ReLU after the sum
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    return layers.Activation("relu")(layers.Add()([x, change]))


# %% wrong: ReLU before the first layer
def residual_block(x, units):
    return x + layers.Dense(units)(layers.Dense(units)(keras.ops.relu(x)))


# %% wrong: the first layer's output is added
def residual_block(x, units):
    first = layers.Dense(units, activation="relu")(x)
    return first + layers.Dense(units)(first)


# %% wrong: x is added after the first layer
def residual_block(x, units):
    first = x + layers.Dense(units, activation="relu")(x)
    return layers.Dense(units)(first)


# %% wrong: x is added twice
def residual_block(x, units):
    first = x + layers.Dense(units, activation="relu")(x)
    return x + layers.Dense(units)(first)


# %% wrong: a skip around each of the two layers
def residual_block(x, units):
    first = x + layers.Dense(units, activation="relu")(x)
    return first + layers.Dense(units)(first)


# %% wrong: one layer
def residual_block(x, units):
    return x + layers.Dense(units, activation="relu")(x)


# %% wrong: the same layer twice
def residual_block(x, units):
    dense = layers.Dense(units, activation="relu")
    return x + dense(dense(x))


# %% wrong: a third layer
def residual_block(x, units):
    change = x
    for _ in range(2):
        change = layers.Dense(units, activation="relu")(change)
    return x + layers.Dense(units)(change)


# %% wrong: a Dense layer on the skip connection
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    return layers.Dense(units)(x) + change


# %% wrong: side by side
def residual_block(x, units):
    return layers.Add()([x, layers.Dense(units, activation="relu")(x), layers.Dense(units)(x)])


# %% wrong: joined, not added
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    return layers.Concatenate()([x, change])


# %% wrong: multiplied
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    return layers.Multiply()([x, change])


# %% wrong: subtracted
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    return layers.Subtract()([x, change])


# %% wrong: averaged
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    return layers.Average()([x, change])


# %% wrong: tanh
def residual_block(x, units):
    return x + layers.Dense(units)(layers.Dense(units, activation="tanh")(x))


# %% wrong: no biases
def residual_block(x, units):
    change = layers.Dense(units, activation="relu", use_bias=False)(x)
    return x + layers.Dense(units, use_bias=False)(change)


# %% wrong: 16 units, whatever is asked for
def residual_block(x, units):
    return x + layers.Dense(16)(layers.Dense(16, activation="relu")(x))


# %% wrong: a hidden layer of twice the size
def residual_block(x, units):
    return x + layers.Dense(units)(layers.Dense(2 * units, activation="relu")(x))


# %% wrong: a model is returned
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    return keras.Model(x, x + change)


# %% wrong: nothing is returned
def residual_block(x, units):
    change = layers.Dense(units)(layers.Dense(units, activation="relu")(x))
    layers.Add()([x, change])
