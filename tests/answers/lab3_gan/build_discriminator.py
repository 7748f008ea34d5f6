# %% right: add
def build_discriminator(n_features, hidden):
    model = keras.Sequential()
    model.add(keras.Input(shape=(n_features,)))
    for units in hidden:
        model.add(layers.Dense(units))
        model.add(layers.LeakyReLU(0.2))
    model.add(layers.Dense(1))
    return model


# %% right: functional
def build_discriminator(n_features, hidden):
    inputs = keras.Input((n_features,))
    flow = inputs
    for units in hidden:
        flow = layers.Dense(units, activation=None)(flow)
        flow = layers.LeakyReLU(negative_slope=0.2)(flow)
    return keras.Model(inputs, layers.Dense(1, activation="linear")(flow), name="discriminator")


# %% right: LeakyReLU as the activation of Dense
def build_discriminator(n_features, hidden):
    stack = [layers.Dense(units, activation=layers.LeakyReLU(negative_slope=0.2)) for units in hidden]
    return keras.Sequential([keras.Input((n_features,)), *stack, layers.Dense(1)])


# %% right: leaky_relu by name, whose slope is 0.2
def build_discriminator(n_features, hidden):
    stack = [layers.Dense(units, activation="leaky_relu") for units in hidden]
    return keras.Sequential([keras.Input((n_features,)), *stack, layers.Dense(1)])


# %% right: keras.ops called in a functional model
def build_discriminator(n_features, hidden):
    flow = inputs = keras.Input((n_features,))
    for units in hidden:
        flow = keras.ops.leaky_relu(layers.Dense(units)(flow), negative_slope=0.2)
    return keras.Model(inputs=inputs, outputs=layers.Dense(units=1)(flow))


# %% right: ReLU with a negative slope
def build_discriminator(n_features, hidden):
    stack = [layers.InputLayer(shape=(n_features,))]
    for units in hidden:
        stack.append(layers.Dense(units))
        stack.append(layers.ReLU(negative_slope=0.2))
    return keras.models.Sequential([*stack, layers.Dense(1)])


# %% right: one LeakyReLU layer called after each hidden layer
def build_discriminator(n_features, hidden):
    leaky = layers.LeakyReLU(negative_slope=0.2)
    flow = inputs = keras.Input((n_features,))
    for units in hidden:
        flow = leaky(layers.Dense(units)(flow))
    return keras.Model(inputs, layers.Dense(1)(flow))


# %% right: built afterwards, a linear layer at the end
def build_discriminator(n_features, hidden):
    stack = []
    for units in hidden:
        stack.extend((layers.Dense(units), layers.LeakyReLU(negative_slope=1 / 5)))
    model = keras.Sequential([*stack, layers.Dense(1), layers.Activation("linear")])
    model.build((None, n_features))
    return model


# %% right: blocks of Dense and LeakyReLU
def build_discriminator(n_features, hidden):
    def block(units):
        return keras.Sequential([layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)])

    return keras.Sequential([keras.Input((n_features,)), *map(block, hidden), layers.Dense(1)])


# %% right: the larger of x and 0.2 x
def build_discriminator(n_features, hidden):
    flow = inputs = keras.Input((n_features,))
    for units in hidden:
        flow = layers.Dense(units)(flow)
        flow = layers.Maximum()([flow, 0.2 * flow])
    return keras.Model(inputs, layers.Dense(1)(flow))


# %% wrong: a sigmoid at the end
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1, activation="sigmoid")])


# %% wrong: a sigmoid at the end, as a layer
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1), layers.Activation("sigmoid")])


# %% wrong: tanh at the end
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1, activation="tanh")])


# %% wrong: softmax at the end
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1, activation="softmax")])


# %% wrong: ReLU at the end
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1, activation="relu")])


# %% wrong: LeakyReLU at the end as well
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in [*hidden, 1]:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential(stack)


# %% wrong: two outputs
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(2)])


# %% wrong: as many outputs as features
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(n_features)])


# %% wrong: the default slope of 0.3
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU()]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: a slope of 0.02
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.02)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: a slope of 0.8
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=1 - 0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: ReLU
def build_discriminator(n_features, hidden):
    stack = [layers.Dense(units, activation="relu") for units in hidden]
    return keras.Sequential([keras.Input((n_features,)), *stack, layers.Dense(1)])


# %% wrong: ReLU, then LeakyReLU
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units, activation="relu"), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: no activation at all
def build_discriminator(n_features, hidden):
    stack = [layers.Dense(units) for units in hidden]
    return keras.Sequential([keras.Input((n_features,)), *stack, layers.Dense(1)])


# %% wrong: LeakyReLU after the last hidden layer only
def build_discriminator(n_features, hidden):
    stack = [layers.Dense(units) for units in hidden]
    leaky = layers.LeakyReLU(negative_slope=0.2)
    return keras.Sequential([keras.Input((n_features,)), *stack, leaky, layers.Dense(1)])


# %% wrong: LeakyReLU before each Dense layer
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.LeakyReLU(negative_slope=0.2), layers.Dense(units)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: ELU
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.ELU(0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: PReLU, which learns its slopes
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.PReLU()]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: hidden layers reversed
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in reversed(hidden):
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: hidden layers from the largest to the smallest
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in sorted(hidden)[::-1]:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: the generator with one output
def build_discriminator(n_features, hidden):
    return build_generator(n_features, hidden, 1)


# %% wrong: the network of Section 2
def build_discriminator(n_features, hidden):
    return dense_network(n_features, hidden, 1)


# %% wrong: BatchNormalization
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.BatchNormalization(), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: the loop builds only one block
def build_discriminator(n_features, hidden):
    for units in hidden:
        block = [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([keras.Input((n_features,)), *block, layers.Dense(1)])


# %% wrong: no input shape
def build_discriminator(n_features, hidden):
    stack = []
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: a tensor, not a model
def build_discriminator(n_features, hidden):
    flow = keras.Input((n_features,))
    for units in hidden:
        flow = layers.LeakyReLU(negative_slope=0.2)(layers.Dense(units)(flow))
    return layers.Dense(1)(flow)


# %% wrong: the sizes of the visible test
def build_discriminator(n_features, hidden):
    stack = [keras.Input((10,))]
    for units in (8, 6):
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: Dropout
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2), layers.Dropout(0.3)]
    return keras.Sequential([*stack, layers.Dense(1)])


# %% wrong: noise on the logits
def build_discriminator(n_features, hidden):
    stack = [keras.Input((n_features,))]
    for units in hidden:
        stack += [layers.Dense(units), layers.LeakyReLU(negative_slope=0.2)]
    return keras.Sequential([*stack, layers.Dense(1), layers.GaussianNoise(1.0)])
