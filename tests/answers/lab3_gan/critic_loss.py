# %% right: the minus inside
def critic_loss(truth, output):
    return keras.ops.mean(-truth * output)


# %% right: keras.ops throughout
def critic_loss(truth, output):
    return keras.ops.negative(keras.ops.mean(keras.ops.multiply(truth, output)))


# %% right: the sum over the number of rows
def critic_loss(truth, output):
    rows = keras.ops.cast(keras.ops.size(output), output.dtype)
    return -keras.ops.sum(truth * output) / rows


# %% right: imported names, cast first
def critic_loss(truth, output):
    from keras import ops

    truth = ops.cast(truth, output.dtype)
    return ops.mean(ops.negative(truth) * output, axis=None)


# %% right: where
def critic_loss(truth, output):
    return keras.ops.mean(keras.ops.where(truth > 0, -output, output))


# %% right: a scalar product of flat tensors
def critic_loss(truth, output):
    truth, output = keras.ops.reshape(truth, (-1,)), keras.ops.reshape(output, (-1,))
    return 0 - keras.ops.mean(keras.ops.einsum("i,i->i", truth, output))


# %% right: keras.ops.average, over one axis after the other
def critic_loss(truth, output):
    return keras.ops.average(keras.ops.mean(-1.0 * truth * output, axis=1), axis=0)


# %% right: real and fake rows apart, each with its share
def critic_loss(truth, output):
    real = keras.ops.cast(truth > 0, output.dtype)
    return keras.ops.mean((1 - real) * output) - keras.ops.mean(real * output)


# %% wrong: the sign reversed
def critic_loss(truth, output):
    return keras.ops.mean(truth * output)


# %% wrong: NumPy
def critic_loss(truth, output):
    return -np.mean(truth * output)


# %% wrong: NumPy after a conversion
def critic_loss(truth, output):
    return -np.mean(keras.ops.convert_to_numpy(truth) * keras.ops.convert_to_numpy(output))


# %% wrong: a Python float
def critic_loss(truth, output):
    return float(-keras.ops.mean(truth * output))


# %% wrong: .numpy() at the end
def critic_loss(truth, output):
    return (-keras.ops.mean(truth * output)).numpy()


# %% wrong: no gradient passes
def critic_loss(truth, output):
    return -keras.ops.mean(truth * keras.ops.stop_gradient(output))


# %% wrong: the sum
def critic_loss(truth, output):
    return -keras.ops.sum(truth * output)


# %% wrong: a loss for each row
def critic_loss(truth, output):
    return -truth * output


# %% wrong: the mean over the last axis, as in Keras's own losses
def critic_loss(truth, output):
    return -keras.ops.mean(truth * output, axis=-1)


# %% wrong: the mean over the first axis
def critic_loss(truth, output):
    return -keras.ops.mean(truth * output, axis=0)


# %% wrong: a sigmoid
def critic_loss(truth, output):
    return -keras.ops.mean(truth * keras.ops.sigmoid(output))


# %% wrong: tanh
def critic_loss(truth, output):
    return -keras.ops.mean(truth * keras.ops.tanh(output))


# %% wrong: outputs clipped to 100
def critic_loss(truth, output):
    return -keras.ops.mean(truth * keras.ops.clip(output, -100.0, 100.0))


# %% wrong: cross-entropy
def critic_loss(truth, output):
    return keras.ops.mean(keras.ops.softplus(-truth * output))


# %% wrong: hinge loss
def critic_loss(truth, output):
    return keras.ops.mean(keras.ops.relu(1 - truth * output))


# %% wrong: the squared difference
def critic_loss(truth, output):
    return keras.ops.mean((truth - output) ** 2)


# %% wrong: the absolute difference
def critic_loss(truth, output):
    return keras.ops.mean(keras.ops.abs(truth - output))


# %% wrong: the logarithm of the output
def critic_loss(truth, output):
    return -keras.ops.mean(truth * keras.ops.log(output))


# %% wrong: the difference of the two means
def critic_loss(truth, output):
    real, fake = output[truth > 0], output[truth < 0]
    return keras.ops.mean(fake) - keras.ops.mean(real)


# %% wrong: half the difference of the two means
def critic_loss(truth, output):
    real = keras.ops.cast(truth > 0, "float32")
    fake = 1 - real
    mean_real = keras.ops.sum(real * output) / keras.ops.maximum(keras.ops.sum(real), 1)
    mean_fake = keras.ops.sum(fake * output) / keras.ops.maximum(keras.ops.sum(fake), 1)
    return (mean_fake - mean_real) / 2


# %% wrong: labels of 1 and 0
def critic_loss(truth, output):
    return -keras.ops.mean((2 * truth - 1) * output)


# %% wrong: only the real rows
def critic_loss(truth, output):
    return -keras.ops.mean(keras.ops.relu(truth) * output)


# %% wrong: mean of one times mean of the other
def critic_loss(truth, output):
    return -keras.ops.mean(truth) * keras.ops.mean(output)


# %% wrong: every row with every label
def critic_loss(truth, output):
    return -keras.ops.mean(keras.ops.reshape(truth, (-1,)) * output)


# %% wrong: always four rows
def critic_loss(truth, output):
    return -keras.ops.sum(truth * output) / 4


# %% wrong: twice as large
def critic_loss(truth, output):
    return -2 * keras.ops.mean(truth * output)


# %% wrong: the arguments added
def critic_loss(truth, output):
    return -keras.ops.mean(truth + output)


# %% wrong: nothing returned
def critic_loss(truth, output):
    loss = -keras.ops.mean(truth * output)
