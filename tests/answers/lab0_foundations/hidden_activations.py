# %% right: the layer called
def hidden_activations(model, x):
    return keras.ops.convert_to_numpy(model.layers[0](x))


# %% right: a Sequential of the first layer
def hidden_activations(model, x):
    return keras.Sequential([model.layers[0]]).predict(x, verbose=0)


# %% right: NumPy and the layer's own activation
def hidden_activations(model, x):
    first = model.layers[0]
    weights, biases = first.get_weights()
    return np.asarray(first.activation(x @ weights + biases))


# %% right: model.inputs and model.get_layer, called
def hidden_activations(model, x):
    part = keras.Model(inputs=model.inputs, outputs=model.get_layer(index=0).output)
    return keras.ops.convert_to_numpy(part(np.asarray(x, dtype="float32"), training=False))


# %% right: row by row
def hidden_activations(model, x):
    first = model.layers[0]
    rows = [keras.ops.convert_to_numpy(first(row[None, :]))[0] for row in x]
    return np.array(rows)


# %% right: np.array of the tensor
def hidden_activations(model, x):
    return np.array(model.layers[0](keras.ops.convert_to_tensor(x)))


# %% right: a new input
def hidden_activations(model, x):
    inputs = keras.Input(shape=x.shape[1:])
    return keras.Model(inputs, model.layers[0](inputs)).predict(x, batch_size=2, verbose=0)


# %% right: predict_on_batch
def hidden_activations(model, x):
    return keras.Model(model.inputs, model.layers[0].output).predict_on_batch(x)


# %% wrong: the whole model
def hidden_activations(model, x):
    return model.predict(x, verbose=0)


# %% wrong: the last layer
def hidden_activations(model, x):
    return keras.Model(model.inputs, model.layers[-1].output).predict(x, verbose=0)


# %% wrong: the last hidden layer
def hidden_activations(model, x):
    return keras.Model(model.inputs, model.layers[-2].output).predict(x, verbose=0)


# %% wrong: layers[1], as if the input were layers[0]
def hidden_activations(model, x):
    return keras.Model(model.inputs, model.layers[1].output).predict(x, verbose=0)


# %% wrong: layers[1] called
def hidden_activations(model, x):
    return keras.ops.convert_to_numpy(model.layers[1](x))


# %% wrong: the first layer's input
def hidden_activations(model, x):
    return keras.Model(model.inputs, model.layers[0].input).predict(x, verbose=0)


# %% wrong: the sums, no activation
def hidden_activations(model, x):
    weights, biases = model.layers[0].get_weights()
    return x @ weights + biases


# %% wrong: no bias
def hidden_activations(model, x):
    weights, _ = model.layers[0].get_weights()
    return np.asarray(model.layers[0].activation(x @ weights))


# %% wrong: tanh, whatever the layer's activation is
def hidden_activations(model, x):
    weights, biases = model.layers[0].get_weights()
    return np.tanh(x @ weights + biases)


# %% wrong: ReLU, whatever the layer's activation is
def hidden_activations(model, x):
    weights, biases = model.layers[0].get_weights()
    return np.maximum(0, x @ weights + biases)


# %% wrong: a tensor
def hidden_activations(model, x):
    return model.layers[0](x)


# %% wrong: a list
def hidden_activations(model, x):
    return model.layers[0](x).numpy().tolist()


# %% wrong: transposed
def hidden_activations(model, x):
    return keras.ops.convert_to_numpy(model.layers[0](x)).T


# %% wrong: the first row only
def hidden_activations(model, x):
    return keras.ops.convert_to_numpy(model.layers[0](x[:1]))


# %% wrong: the weights
def hidden_activations(model, x):
    return model.layers[0].get_weights()[0]


# %% wrong: a fresh layer of the same kind
def hidden_activations(model, x):
    first = model.layers[0]
    fresh = layers.Dense(first.units, activation=first.activation)
    return keras.ops.convert_to_numpy(fresh(x))


# %% wrong: a symbol, as nothing is predicted
def hidden_activations(model, x):
    return model.layers[0].output


# %% wrong: the layers above are popped off the model
def hidden_activations(model, x):
    while len(model.layers) > 1:
        model.pop()
    return model.predict(x, verbose=0)


# %% wrong: the first layer's activation is taken away
def hidden_activations(model, x):
    first = model.layers[0]
    activation, first.activation = first.activation, keras.activations.linear
    return np.asarray(activation(first(x)))
