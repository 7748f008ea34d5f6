# %% right: filled in
def unroll(x, w_x, w_h, b):
    states = np.zeros((len(x), len(b)))
    for t in range(len(x)):
        before = states[t - 1] if t > 0 else np.zeros(len(b))
        states[t] = np.tanh(x[t] @ w_x + before @ w_h + b)
    return states


# %% right: the inputs' part for all steps at once
def unroll(x, w_x, w_h, b):
    driven, state, states = x @ w_x + b, np.zeros(w_h.shape[0]), []
    for row in driven:
        state = np.tanh(row + state @ w_h)
        states.append(state)
    return np.stack(states)


# %% right: accumulate
def unroll(x, w_x, w_h, b):
    def step(state, row):
        return np.tanh(row @ w_x + state @ w_h + b)

    return np.array(list(itertools.accumulate(x, step, initial=np.zeros(len(b))))[1:])


# %% right: h_0 in front, cut off at the end
def unroll(x, w_x, w_h, b):
    states = np.zeros((len(x) + 1, len(b)))
    for t in range(len(x)):
        states[t + 1] = np.tanh(x[t] @ w_x + states[t] @ w_h + b)
    return states[1:]


# %% right: one matrix for input and state
def unroll(x, w_x, w_h, b):
    weights, state, states = np.vstack([w_x, w_h]), np.zeros(b.shape), []
    for row in x:
        state = np.tanh(np.concatenate([row, state]) @ weights + b)
        states.append(state)
    return np.array(states)


# %% right: transposed matrices on the left
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(w_x.T @ row + w_h.T @ state + b)
        states.append(state)
    return np.array(states)


# %% right: a row vector as state
def unroll(x, w_x, w_h, b):
    state, states = np.zeros((1, len(b))), []
    for t in range(x.shape[0]):
        state = np.tanh(np.dot(x[t : t + 1], w_x) + np.dot(state, w_h) + b)
        states.append(state)
    return np.concatenate(states)


# %% right: in place, copies appended
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state[:] = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state.copy())
    return np.array(states)


# %% right: recursion
def unroll(x, w_x, w_h, b):
    if len(x) == 0:
        return np.zeros((0, len(b)))
    before = unroll(x[:-1], w_x, w_h, b)
    last = before[-1] if len(before) else np.zeros(len(b))
    return np.vstack([before, np.tanh(x[-1] @ w_x + last @ w_h + b)])


# %% right: Keras
def unroll(x, w_x, w_h, b):
    layer = layers.SimpleRNN(len(b), return_sequences=True)
    layer.build((None, *x.shape))
    layer.set_weights([w_x, w_h, b])
    return keras.ops.convert_to_numpy(layer(x[None].astype("float32")))[0]


# %% wrong: fresh zeros at each step
def unroll(x, w_x, w_h, b):
    states = []
    for row in x:
        state = np.zeros(len(b))
        state = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


# %% wrong: no state
def unroll(x, w_x, w_h, b):
    return np.tanh(x @ w_x + b)


# %% wrong: no bias
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x + state @ w_h)
        states.append(state)
    return np.array(states)


# %% wrong: the bias at the first step only
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for t, row in enumerate(x):
        state = np.tanh(row @ w_x + state @ w_h + (b if t == 0 else 0))
        states.append(state)
    return np.array(states)


# %% wrong: the bias outside tanh
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x + state @ w_h) + b
        states.append(state)
    return np.array(states)


# %% wrong: w_h transposed
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x + w_h @ state + b)
        states.append(state)
    return np.array(states)


# %% wrong: w_h element by element, the diagonal only
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x + state * np.diag(w_h) + b)
        states.append(state)
    return np.array(states)


# %% wrong: no tanh
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = row @ w_x + state @ w_h + b
        states.append(state)
    return np.array(states)


# %% wrong: tanh of the answer, not of the state that is carried
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = row @ w_x + state @ w_h + b
        states.append(np.tanh(state))
    return np.array(states)


# %% wrong: tanh of the input's part only
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x) + state @ w_h + b
        states.append(state)
    return np.array(states)


# %% wrong: a sigmoid
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = 1 / (1 + np.exp(-(row @ w_x + state @ w_h + b)))
        states.append(state)
    return np.array(states)


# %% wrong: the state before each step, h_0 first
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        states.append(state)
        state = np.tanh(row @ w_x + state @ w_h + b)
    return np.array(states)


# %% wrong: h_0 too
def unroll(x, w_x, w_h, b):
    states = [np.zeros(len(b))]
    for row in x:
        states.append(np.tanh(row @ w_x + states[-1] @ w_h + b))
    return np.array(states)


# %% wrong: the last state only
def unroll(x, w_x, w_h, b):
    state = np.zeros(len(b))
    for row in x:
        state = np.tanh(row @ w_x + state @ w_h + b)
    return state


# %% wrong: the same array appended every time
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state[:] = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


# %% wrong: starts with ones
def unroll(x, w_x, w_h, b):
    state, states = np.ones(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


# %% wrong: starts with the bias
def unroll(x, w_x, w_h, b):
    state, states = b, []
    for row in x:
        state = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


# %% wrong: all earlier states added
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = state + np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


# %% wrong: the first row at every step
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for _ in x:
        state = np.tanh(x[0] @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


# %% wrong: from the end
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x[::-1]:
        state = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states[::-1])


# %% wrong: one step short
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for t in range(len(x) - 1):
        state = np.tanh(x[t] @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


# %% wrong: the state before last
def unroll(x, w_x, w_h, b):
    states = [np.zeros(len(b)), np.zeros(len(b))]
    for row in x:
        states.append(np.tanh(row @ w_x + states[-2] @ w_h + b))
    return np.array(states[2:])


# %% wrong: a unit each turned into a column
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        state = np.tanh(row @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states).T


# %% wrong: b is changed in place
def unroll(x, w_x, w_h, b):
    state, states = np.zeros(len(b)), []
    for row in x:
        b += row @ w_x + state @ w_h
        state = np.tanh(b)
        states.append(state)
    return np.array(states)
