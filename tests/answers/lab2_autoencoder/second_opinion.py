# %% right: clip
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, np.clip(second / second_limit, None, 1))


# %% right: a loop, a list
def second_opinion(first, second, first_limit, second_limit):
    return [max(a / first_limit, min(b / second_limit, 1)) for a, b in zip(first, second)]


# %% right: np.where twice
def second_opinion(first, second, first_limit, second_limit):
    a, b = first / first_limit, second / second_limit
    b = np.where(b > 1, 1, b)
    return np.where(a > b, a, b)


# %% right: capped at the limit, then divided
def second_opinion(first, second, first_limit, second_limit):
    capped = np.minimum(second, second_limit)
    return np.maximum(capped / second_limit, first / first_limit)


# %% right: np.max over an axis
def second_opinion(first, second, first_limit, second_limit):
    return np.max([first / first_limit, np.minimum(second / second_limit, 1.0)], axis=0)


# %% right: pandas
def second_opinion(first, second, first_limit, second_limit):
    table = pd.DataFrame({"first": first / first_limit, "second": second / second_limit})
    table["second"] = table["second"].clip(upper=1)
    return table.max(axis=1)


# %% right: a copy with a mask
def second_opinion(first, second, first_limit, second_limit):
    vote = np.array(second, dtype=float) / second_limit
    vote[vote > 1] = 1
    score = np.array(first, dtype=float) / first_limit
    raised = vote > score
    score[raised] = vote[raised]
    return score


# %% right: float32
def second_opinion(first, second, first_limit, second_limit):
    a = first.astype("float32") / first_limit
    b = second.astype("float32") / second_limit
    return np.stack([a, np.fmin(b, 1)], axis=1).max(axis=1)


# %% wrong: not capped
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, second / second_limit)


# %% wrong: the first is capped instead
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(np.minimum(first / first_limit, 1), second / second_limit)


# %% wrong: both capped
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(np.minimum(first / first_limit, 1), np.minimum(second / second_limit, 1))


# %% wrong: the result is capped
def second_opinion(first, second, first_limit, second_limit):
    return np.minimum(np.maximum(first / first_limit, second / second_limit), 1)


# %% wrong: capped before dividing
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, np.minimum(second, 1) / second_limit)


# %% wrong: at least 1 instead of at most 1
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, np.maximum(second / second_limit, 1))


# %% wrong: the smaller of the two
def second_opinion(first, second, first_limit, second_limit):
    return np.minimum(first / first_limit, np.minimum(second / second_limit, 1))


# %% wrong: the sum
def second_opinion(first, second, first_limit, second_limit):
    return first / first_limit + np.minimum(second / second_limit, 1)


# %% wrong: the mean
def second_opinion(first, second, first_limit, second_limit):
    return np.mean([first / first_limit, np.minimum(second / second_limit, 1)], axis=0)


# %% wrong: Python's max and min of arrays
def second_opinion(first, second, first_limit, second_limit):
    return max(first / first_limit, min(second / second_limit, 1))


# %% wrong: np.max with the second as axis
def second_opinion(first, second, first_limit, second_limit):
    return np.max(first / first_limit, np.min(second / second_limit, 1))


# %% wrong: the largest of all rows
def second_opinion(first, second, first_limit, second_limit):
    return np.max([first / first_limit, np.minimum(second / second_limit, 1)])


# %% wrong: one number for each model
def second_opinion(first, second, first_limit, second_limit):
    return np.max([first / first_limit, np.minimum(second / second_limit, 1)], axis=1)


# %% wrong: capped by the smallest over all rows
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, min((second / second_limit).max(), 1))


# %% wrong: the limits are swapped
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / second_limit, np.minimum(second / first_limit, 1))


# %% wrong: one limit for both
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, np.minimum(second / first_limit, 1))


# %% wrong: not divided
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first, np.minimum(second, second_limit))


# %% wrong: capped at the limit, not divided by it
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, np.minimum(second / second_limit, second_limit))


# %% wrong: the limit is subtracted
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first - first_limit, np.minimum(second - second_limit, 1))


# %% wrong: the second replaces the first where it is alarmed
def second_opinion(first, second, first_limit, second_limit):
    return np.where(second > second_limit, 1, first / first_limit)


# %% wrong: the second has a say only if it is alarmed
def second_opinion(first, second, first_limit, second_limit):
    return np.where(second > second_limit, np.maximum(first / first_limit, 1), first / first_limit)


# %% wrong: the second decides unless the first is alarmed
def second_opinion(first, second, first_limit, second_limit):
    return np.where(first > first_limit, first / first_limit, np.minimum(second / second_limit, 1))


# %% wrong: the vote is yes or no
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first_limit, second > second_limit)


# %% wrong: flags instead of scores
def second_opinion(first, second, first_limit, second_limit):
    return ((first > first_limit) | (second > second_limit)).astype(int)


# %% wrong: in units of the largest error
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / first.max(), np.minimum(second / second.max(), 1))


# %% wrong: the limits of the visible test
def second_opinion(first, second, first_limit, second_limit):
    return np.maximum(first / 2, np.minimum(second / 10, 1))
