# %% right: get_weights and set_weights
def clip_weights(model, limit):
    model.set_weights([np.clip(weight, -limit, limit) for weight in model.get_weights()])


# %% right: layer by layer
def clip_weights(model, limit):
    for layer in model.layers:
        layer.set_weights([np.clip(w, -limit, limit) for w in layer.get_weights()])


# %% right: minimum and maximum
def clip_weights(model, limit):
    for variable in model.trainable_variables:
        variable.assign(keras.ops.minimum(keras.ops.maximum(variable, -limit), limit))


# %% right: NumPy, the value of each variable
def clip_weights(model, limit):
    for i in range(len(model.trainable_weights)):
        weight = model.trainable_weights[i]
        weight.assign(np.clip(weight.numpy(), a_min=-limit, a_max=limit))


# %% right: TensorFlow
def clip_weights(model, limit):
    import tensorflow as tf

    for weight in model.trainable_weights:
        weight.assign(tf.clip_by_value(weight, -limit, limit))


# %% right: where
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        value = keras.ops.convert_to_numpy(weight)
        value = np.where(value > limit, limit, value)
        value = np.where(value < -limit, -limit, value)
        weight.assign(value)


# %% right: positions set on copies
def clip_weights(model, limit):
    weights = [w.copy() for w in model.get_weights()]
    for w in weights:
        w[w > limit] = limit
        w[w < -limit] = -limit
    model.set_weights(weights)


# %% right: what is too much taken away
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        excess = keras.ops.relu(weight - limit) - keras.ops.relu(-weight - limit)
        weight.assign_sub(excess)


# %% right: a list comprehension for its effect
def clip_weights(model, limit):
    [
        w.assign(keras.ops.clip(w, x_min=-limit, x_max=limit))
        for layer in model.layers
        for w in layer.trainable_weights
    ]


# %% wrong: clipped copies
def clip_weights(model, limit):
    return [np.clip(weight, -limit, limit) for weight in model.get_weights()]


# %% wrong: the name in the loop is given another value
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight = keras.ops.clip(weight, -limit, limit)


# %% wrong: set_weights forgotten
def clip_weights(model, limit):
    weights = model.get_weights()
    for i, weight in enumerate(weights):
        weights[i] = np.clip(weight, -limit, limit)


# %% wrong: a clipped copy of the model
def clip_weights(model, limit):
    clipped = keras.models.clone_model(model)
    clipped.set_weights([np.clip(weight, -limit, limit) for weight in model.get_weights()])
    return clipped


# %% wrong: no biases
def clip_weights(model, limit):
    for layer in model.layers:
        layer.kernel.assign(keras.ops.clip(layer.kernel, -limit, limit))


# %% wrong: matrices only
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        if len(weight.shape) == 2:
            weight.assign(keras.ops.clip(weight, -limit, limit))


# %% wrong: biases only
def clip_weights(model, limit):
    for layer in model.layers:
        layer.bias.assign(keras.ops.clip(layer.bias, -limit, limit))


# %% wrong: only the upper side
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.minimum(weight, limit))


# %% wrong: only the lower side
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.maximum(weight, -limit))


# %% wrong: from 0 to limit
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.clip(weight, 0, limit))


# %% wrong: the sign lost
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.minimum(keras.ops.abs(weight), limit))


# %% wrong: limits swapped
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.clip(weight, limit, -limit))


# %% wrong: always 0.1
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.clip(weight, -0.1, 0.1))


# %% wrong: always 0.01, as in the paper
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.clip(weight, -0.01, 0.01))


# %% wrong: scaled to the limit
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        largest = keras.ops.max(keras.ops.abs(weight))
        weight.assign(weight * keras.ops.minimum(1.0, limit / largest))


# %% wrong: the norm limited
def clip_weights(model, limit):
    import tensorflow as tf

    for weight in model.trainable_weights:
        weight.assign(tf.clip_by_norm(weight, limit))


# %% wrong: what is too large becomes 0
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.where(keras.ops.abs(weight) > limit, 0.0, weight))


# %% wrong: squeezed by tanh
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(limit * keras.ops.tanh(weight / limit))


# %% wrong: everything becomes plus or minus the limit
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(limit * keras.ops.sign(weight))


# %% wrong: only the first layer
def clip_weights(model, limit):
    for weight in model.layers[0].trainable_weights:
        weight.assign(keras.ops.clip(weight, -limit, limit))


# %% wrong: only the last layer
def clip_weights(model, limit):
    for weight in model.layers[-1].trainable_weights:
        weight.assign(keras.ops.clip(weight, -limit, limit))


# %% wrong: returns after the first weight
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        weight.assign(keras.ops.clip(weight, -limit, limit))
        return


# %% wrong: Dense layers only
def clip_weights(model, limit):
    for layer in model.layers:
        if isinstance(layer, layers.Dense):
            layer.set_weights([np.clip(w, -limit, limit) for w in layer.get_weights()])


# %% wrong: kernels and biases by name
def clip_weights(model, limit):
    for weight in model.trainable_weights:
        if weight.name in ("kernel", "bias"):
            weight.assign(keras.ops.clip(weight, -limit, limit))


# %% wrong: a constraint for later steps
def clip_weights(model, limit):
    for layer in model.layers:
        layer.kernel_constraint = layer.bias_constraint = lambda w: keras.ops.clip(w, -limit, limit)


# %% wrong: written for the two layers of the visible test
def clip_weights(model, limit):
    first, second = model.layers
    for layer in (first, second):
        layer.kernel.assign(keras.ops.clip(layer.kernel, -limit, limit))
        layer.bias.assign(keras.ops.clip(layer.bias, -limit, limit))


# %% wrong: kernels, biases, gamma, beta of the outer layers only
def clip_weights(model, limit):
    for layer in model.layers:
        for name in ("kernel", "bias", "gamma", "beta"):
            w = getattr(layer, name, None)
            if w is not None:
                w.assign(keras.ops.clip(w, -limit, limit))
