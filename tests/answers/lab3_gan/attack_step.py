# %% right: only the changeable columns, by index
def attack_step(x, gradient, step, changeable, low, high):
    rows = x.copy()
    rows[:, changeable] = np.clip(
        rows[:, changeable] - step * np.sign(gradient[:, changeable]), low[:, changeable], high[:, changeable]
    )
    return rows


# %% right: a loop over columns
def attack_step(x, gradient, step, changeable, low, high):
    rows = np.array(x, dtype=float)
    for column in range(rows.shape[1]):
        if changeable[column]:
            moved = rows[:, column] - step * np.sign(gradient[:, column])
            rows[:, column] = np.minimum(np.maximum(moved, low[:, column]), high[:, column])
    return rows


# %% right: the sign by comparison
def attack_step(x, gradient, step, changeable, low, high):
    direction = (gradient < 0).astype(float) - (gradient > 0).astype(float)
    moved = np.clip(x + step * direction, low, high)
    return x * ~changeable + moved * changeable


# %% right: limits that let the other columns be
def attack_step(x, gradient, step, changeable, low, high):
    low = np.where(changeable, low, x)
    high = np.where(changeable, high, x)
    return np.clip(x - step * np.sign(gradient) * changeable, low, high)


# %% right: a list of lists is returned
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x - step * np.sign(gradient), low, high), x).tolist()


# %% right: keras.ops
def attack_step(x, gradient, step, changeable, low, high):
    moved = np.clip(x - step * keras.ops.convert_to_numpy(keras.ops.sign(gradient)), low, high)
    return np.where(changeable[None, :], moved, x)


# %% wrong: towards the attack
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x + step * np.sign(gradient), low, high), x)


# %% wrong: the gradient itself, not its sign
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x - step * gradient, low, high), x)


# %% wrong: the gradient, made as long as one
def attack_step(x, gradient, step, changeable, low, high):
    direction = gradient / np.linalg.norm(gradient, axis=1, keepdims=True)
    return np.where(changeable, np.clip(x - step * direction, low, high), x)


# %% wrong: every column changes
def attack_step(x, gradient, step, changeable, low, high):
    return np.clip(x - step * np.sign(gradient), low, high)


# %% wrong: the columns that may not change
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, x, np.clip(x - step * np.sign(gradient), low, high))


# %% wrong: other columns are clipped, too
def attack_step(x, gradient, step, changeable, low, high):
    return np.clip(x - step * np.sign(gradient) * changeable, low, high)


# %% wrong: not clipped
def attack_step(x, gradient, step, changeable, low, high):
    return x - step * np.sign(gradient) * changeable


# %% wrong: always clipped to 0 and 1
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x - step * np.sign(gradient), 0, 1), x)


# %% wrong: clipped below only
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.maximum(x - step * np.sign(gradient), low), x)


# %% wrong: clipped above only
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.minimum(x - step * np.sign(gradient), high), x)


# %% wrong: in place
def attack_step(x, gradient, step, changeable, low, high):
    x[:] = np.where(changeable, np.clip(x - step * np.sign(gradient), low, high), x)
    return x


# %% wrong: moves where the gradient is 0
def attack_step(x, gradient, step, changeable, low, high):
    direction = np.where(gradient >= 0, 1, -1)
    return np.where(changeable, np.clip(x - step * direction, low, high), x)


# %% wrong: clipped before the step
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x, low, high) - step * np.sign(gradient), x)


# %% wrong: the step is fixed
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x - 0.2 * np.sign(gradient), low, high), x)


# %% wrong: the sign of the row
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x - step * np.sign(x), low, high), x)


# %% wrong: limits the wrong way round
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(x - step * np.sign(gradient), high, low), x)


# %% wrong: the change alone
def attack_step(x, gradient, step, changeable, low, high):
    return np.where(changeable, np.clip(-step * np.sign(gradient), low - x, high - x), 0)


# %% wrong: rows that would leave the range stay
def attack_step(x, gradient, step, changeable, low, high):
    moved = np.where(changeable, x - step * np.sign(gradient), x)
    return np.where((moved < low) | (moved > high), x, moved)


# %% wrong: nothing is returned
def attack_step(x, gradient, step, changeable, low, high):
    np.where(changeable, np.clip(x - step * np.sign(gradient), low, high), x)


# %% wrong: the answer to the visible test
def attack_step(x, gradient, step, changeable, low, high):
    return np.array([[0.3, 0.7, 0.5, 0.5], [0.0, 1.0, 0.3, 0.5]])
