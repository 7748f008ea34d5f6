# %% right: sorted by hand
def read_alarm(contributions, constant, n=3):
    order = sorted(contributions.index, key=lambda name: contributions[name], reverse=True)
    reasons = [name for name in order if contributions[name] > 0][:n]
    return 1 / (1 + np.exp(-(contributions.to_numpy().sum() + constant))), reasons


# %% right: scipy's logistic function, an Index
def read_alarm(contributions, constant, n=3):
    from scipy.special import expit

    largest = contributions.sort_values(ascending=False).head(n)
    return [expit(contributions.sum() + constant), largest[largest > 0].index]


# %% right: odds
def read_alarm(contributions, constant, n=3):
    odds = np.exp(constant)
    reasons = []
    for name, value in contributions.items():
        odds = odds * np.exp(value)
        if value > 0:
            reasons.append((value, name))
    return odds / (1 + odds), tuple(name for _, name in sorted(reasons)[::-1][:n])


# %% wrong: the largest in size
def read_alarm(contributions, constant, n=3):
    reasons = contributions.abs().nlargest(n).index
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(reasons)


# %% wrong: always n reasons
def read_alarm(contributions, constant, n=3):
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(contributions.nlargest(n).index)


# %% wrong: the constant is left out
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].nlargest(n).index
    return 1 / (1 + np.exp(-contributions.sum())), list(reasons)


# %% wrong: the log-odds instead of the probability
def read_alarm(contributions, constant, n=3):
    return contributions.sum() + constant, list(contributions[contributions > 0].nlargest(n).index)


# %% wrong: the probability of a normal row
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].nlargest(n).index
    return 1 / (1 + np.exp(contributions.sum() + constant)), list(reasons)


# %% wrong: the weakest first
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].nlargest(n).index[::-1]
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(reasons)


# %% wrong: in the order of the table
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].index[:n]
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(reasons)


# %% wrong: what speaks against an attack
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions < 0].nsmallest(n).index
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(reasons)


# %% wrong: values instead of names
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].nlargest(n)
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(reasons)


# %% wrong: always three
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].nlargest(3).index
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(reasons)


# %% wrong: every reason
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].sort_values(ascending=False).index
    return 1 / (1 + np.exp(-contributions.sum() - constant)), list(reasons)


# %% wrong: only the reasons make the probability
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].nlargest(n)
    return 1 / (1 + np.exp(-reasons.sum() - constant)), list(reasons.index)


# %% wrong: the reasons come first
def read_alarm(contributions, constant, n=3):
    reasons = contributions[contributions > 0].nlargest(n).index
    return list(reasons), 1 / (1 + np.exp(-contributions.sum() - constant))


# %% wrong: nothing is returned
def read_alarm(contributions, constant, n=3):
    print(contributions.nlargest(n))
