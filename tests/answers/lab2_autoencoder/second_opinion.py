# %% right: clip
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, np.clip(second / second_limit, None, cap))


# %% right: a loop, a list
def second_opinion(first, second, first_limit, second_limit, cap):
    return [max(a / first_limit, min(b / second_limit, cap)) for a, b in zip(first, second)]


# %% right: np.where twice
def second_opinion(first, second, first_limit, second_limit, cap):
    a, b = first / first_limit, second / second_limit
    b = np.where(b > cap, cap, b)
    return np.where(a > b, a, b)


# %% right: capped at a multiple of the limit, then divided
def second_opinion(first, second, first_limit, second_limit, cap):
    capped = np.minimum(second, cap * second_limit)
    return np.maximum(capped / second_limit, first / first_limit)


# %% right: np.max over an axis
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.max([first / first_limit, np.minimum(second / second_limit, cap)], axis=0)


# %% right: pandas
def second_opinion(first, second, first_limit, second_limit, cap):
    table = pd.DataFrame({"first": first / first_limit, "second": second / second_limit})
    table["second"] = table["second"].clip(upper=cap)
    return table.max(axis=1)


# %% right: a copy with a mask
def second_opinion(first, second, first_limit, second_limit, cap):
    vote = np.array(second, dtype=float) / second_limit
    vote[vote > cap] = cap
    score = np.array(first, dtype=float) / first_limit
    raised = vote > score
    score[raised] = vote[raised]
    return score


# %% right: float32
def second_opinion(first, second, first_limit, second_limit, cap):
    a = first.astype("float32") / first_limit
    b = second.astype("float32") / second_limit
    return np.stack([a, np.fmin(b, cap)], axis=1).max(axis=1)


# %% wrong: not capped
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, second / second_limit)


# %% wrong: the first is capped instead
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(np.minimum(first / first_limit, cap), second / second_limit)


# %% wrong: both capped
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(np.minimum(first / first_limit, cap), np.minimum(second / second_limit, cap))


# %% wrong: the result is capped
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.minimum(np.maximum(first / first_limit, second / second_limit), cap)


# %% wrong: capped before dividing
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, np.minimum(second, cap) / second_limit)


# %% wrong: at least the cap instead of at most
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, np.maximum(second / second_limit, cap))


# %% wrong: the smaller of the two
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.minimum(first / first_limit, np.minimum(second / second_limit, cap))


# %% wrong: the sum
def second_opinion(first, second, first_limit, second_limit, cap):
    return first / first_limit + np.minimum(second / second_limit, cap)


# %% wrong: the mean
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.mean([first / first_limit, np.minimum(second / second_limit, cap)], axis=0)


# %% wrong: Python's max and min of arrays
def second_opinion(first, second, first_limit, second_limit, cap):
    return max(first / first_limit, min(second / second_limit, cap))


# %% wrong: np.max with the second as axis
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.max(first / first_limit, np.min(second / second_limit, cap))


# %% wrong: the largest of all rows
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.max([first / first_limit, np.minimum(second / second_limit, cap)])


# %% wrong: one number for each model
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.max([first / first_limit, np.minimum(second / second_limit, cap)], axis=1)


# %% wrong: capped by the smallest over all rows
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, min((second / second_limit).max(), cap))


# %% wrong: the limits are swapped
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / second_limit, np.minimum(second / first_limit, cap))


# %% wrong: one limit for both
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, np.minimum(second / first_limit, cap))


# %% wrong: not divided
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first, np.minimum(second, cap * second_limit))


# %% wrong: capped at the limit, not divided by it
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, np.minimum(second / second_limit, second_limit))


# %% wrong: the limit is subtracted
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first - first_limit, np.minimum(second - second_limit, cap))


# %% wrong: the second replaces the first where it is alarmed
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.where(second > second_limit, cap, first / first_limit)


# %% wrong: the second has a say only if it is alarmed
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.where(second > second_limit, np.maximum(first / first_limit, cap), first / first_limit)


# %% wrong: the second decides unless the first is alarmed
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.where(first > first_limit, first / first_limit, np.minimum(second / second_limit, cap))


# %% wrong: the vote is yes or no
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, second > second_limit)


# %% wrong: flags instead of scores
def second_opinion(first, second, first_limit, second_limit, cap):
    return ((first > first_limit) | (second > second_limit)).astype(int)


# %% wrong: in units of the largest error
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first.max(), np.minimum(second / second.max(), cap))


# %% wrong: the limits of the visible test
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / 2, np.minimum(second / 10, cap))


# %% wrong: always capped at 1
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, np.minimum(second / second_limit, 1))


# %% wrong: always capped at 1.5
def second_opinion(first, second, first_limit, second_limit, cap):
    return np.maximum(first / first_limit, np.minimum(second / second_limit, 1.5))


# %% wrong: scaled down to the cap
def second_opinion(first, second, first_limit, second_limit, cap):
    vote = second / second_limit
    return np.maximum(first / first_limit, vote * min(1, cap / vote.max()))
