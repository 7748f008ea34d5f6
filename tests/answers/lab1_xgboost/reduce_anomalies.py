# %% right: a generator's choice of positions
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    is_attack = (df["label"] != "normal.").to_numpy()
    attacks = np.flatnonzero(is_attack)
    n = int((~is_attack).sum() * pct_anomalies / (1 - pct_anomalies))
    chosen = np.random.default_rng(seed).choice(attacks, n, replace=False)
    return df.iloc[np.sort(np.concatenate([np.flatnonzero(~is_attack), chosen]))]


# %% right: shuffled, then the first of them
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    shuffled = df.sample(frac=1, random_state=seed)
    normal = shuffled.query("label == 'normal.'")
    attacks = shuffled.query("label != 'normal.'")
    share = pct_anomalies / (1 - pct_anomalies)
    return pd.concat([attacks.head(int(np.ceil(len(normal) * share))), normal], ignore_index=True)


# %% right: Python's random, rows dropped
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    import random

    attacks = list(df.index[df["label"] != "normal."])
    keep = round((len(df) - len(attacks)) / (1 / pct_anomalies - 1))
    return df.drop(random.Random(seed).sample(attacks, len(attacks) - keep))


# %% right: scikit-learn's resample
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    from sklearn.utils import resample

    normal = df.loc[df.label == "normal."]
    n = len(normal) / (1 - pct_anomalies) - len(normal)
    attacks = resample(df.loc[df.label != "normal."], replace=False, n_samples=round(n), random_state=seed)
    return pd.concat([normal, attacks]).sort_index()


# %% right: the old numpy seed, a permutation
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    np.random.seed(seed)
    normal, attacks = df[df["label"].eq("normal.")], df[df["label"].ne("normal.")]
    n = round(pct_anomalies * len(normal) / (1 - pct_anomalies))
    return pd.concat([attacks.iloc[np.random.permutation(len(attacks))[:n]], normal])[df.columns]


# %% right: random numbers, the smallest are kept
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    draw = pd.Series(np.random.default_rng(seed).random(len(df)), index=df.index)
    draw[df["label"] == "normal."] = -1
    n_normal = (draw < 0).sum()
    return df.loc[draw.sort_values().index[: n_normal + round(n_normal * pct_anomalies / (1 - pct_anomalies))]]


# %% wrong: a share of the normal rows
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    return pd.concat([normal, attacks.sample(round(len(normal) * pct_anomalies), random_state=seed)])


# %% wrong: a share of the attacks
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    return pd.concat([normal, attacks.sample(frac=pct_anomalies, random_state=seed)])


# %% wrong: a share of the table that was passed in
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    return pd.concat([normal, attacks.sample(round(len(df) * pct_anomalies), random_state=seed)])


# %% wrong: a share of all rows, normal ones too
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    return df.sample(frac=pct_anomalies, random_state=seed)


# %% wrong: percent
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    p = pct_anomalies / 100
    return pd.concat([normal, attacks.sample(round(len(normal) * p / (1 - p)), random_state=seed)])


# %% wrong: with repetition
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n, replace=True, random_state=seed)])


# %% wrong: the head of the attacks
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    return pd.concat([normal, attacks.head(round(len(normal) * pct_anomalies / (1 - pct_anomalies)))])


# %% wrong: a block that the seed moves
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.iloc[seed : seed + n]])


# %% wrong: every k-th attack, from the seed on
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    step = len(attacks) // n
    return pd.concat([normal, attacks.iloc[seed % step :: step].head(n)])


# %% wrong: the seed is fixed
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n, random_state=0)])


# %% wrong: the seed is ignored
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n)])


# %% wrong: one kind of attack only
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] == "smurf."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n, random_state=seed)])


# %% wrong: as many of each kind of attack
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    shuffled = attacks.sample(frac=1, random_state=seed)
    turn = shuffled.groupby("label", observed=True).cumcount()
    return pd.concat([normal, shuffled.iloc[np.argsort(turn, kind="stable")].head(n)])


# %% wrong: copies are removed from the result
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n, random_state=seed)]).drop_duplicates()


# %% wrong: copies are removed from the attacks first
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."].drop_duplicates()
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n, random_state=seed)])


# %% wrong: the rows are deleted in place
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    attacks = df[df["label"] != "normal."]
    n_normal = len(df) - len(attacks)
    n = round(n_normal * pct_anomalies / (1 - pct_anomalies))
    df.drop(attacks.sample(len(attacks) - n, random_state=seed).index, inplace=True)
    return df


# %% wrong: a column is left behind
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    df = df.assign(attack=df["label"] != "normal.")
    n = round((~df["attack"]).sum() * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([df[~df["attack"]], df[df["attack"]].sample(n, random_state=seed)])


# %% wrong: the default share is 10 %
def reduce_anomalies(df, pct_anomalies=0.1, seed=0):
    normal, attacks = df[df["label"] == "normal."], df[df["label"] != "normal."]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n, random_state=seed)])


# %% wrong: the dot is missing
def reduce_anomalies(df, pct_anomalies=0.01, seed=0):
    normal, attacks = df[df["label"] == "normal"], df[df["label"] != "normal"]
    n = round(len(normal) * pct_anomalies / (1 - pct_anomalies))
    return pd.concat([normal, attacks.sample(n, random_state=seed)])
