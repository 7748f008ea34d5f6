# %% right: windows numbered by hand
def average_windows(df, size):
    result = df.groupby(np.arange(len(df)) // size).mean()
    result.index = df.index[::size]
    return result


def sample_windows(df, size):
    result = df.groupby(np.arange(len(df)) // size).first()
    return result.set_index(df.index[::size])


# %% right: loops
def average_windows(df, size):
    rows = [df.iloc[i : i + size].mean() for i in range(0, len(df), size)]
    return pd.DataFrame(rows, index=[df.index[i] for i in range(0, len(df), size)])


def sample_windows(df, size):
    return pd.DataFrame([df.iloc[i] for i in range(len(df)) if i % size == 0])


# %% right: resample from the first row on
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").mean()


def sample_windows(df, size):
    return df.resample(pd.Timedelta(seconds=size), origin="start").first()


# %% right: numpy.add.reduceat, asfreq
def average_windows(df, size):
    start = np.arange(0, len(df), size)
    n = np.diff(np.append(start, len(df)))
    return pd.DataFrame(np.add.reduceat(df.to_numpy(float), start) / n[:, None], df.index[start], df.columns)


def sample_windows(df, size):
    return df.asfreq(f"{size}s")


# %% right: running sums, a mask
def average_windows(df, size):
    ends = np.minimum(np.arange(size, len(df) + size, size), len(df))
    sums = df.cumsum().iloc[ends - 1].diff().fillna(df.iloc[:size].sum())
    counts = np.diff(ends, prepend=0)
    return sums.div(counts, axis=0).set_axis(df.index[::size])


def sample_windows(df, size):
    return df[[i % size == 0 for i in range(len(df))]]


# %% right: Grouper and nth
def average_windows(df, size):
    return df.groupby(pd.Grouper(freq=f"{size}s", origin="start")).agg("mean")


def sample_windows(df, size):
    return df.groupby(np.arange(len(df)) // size).nth(0)


# %% wrong: windows start at midnight, not at the first row
def average_windows(df, size):
    return df.resample(f"{size}s").mean()


def sample_windows(df, size):
    return df.resample(f"{size}s").first()


# %% wrong: what is left over is dropped
def average_windows(df, size):
    full = df.iloc[: len(df) // size * size]
    return full.groupby(np.arange(len(full)) // size).mean().set_index(full.index[::size])


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: a short window is divided by the full size
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").sum() / size


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: sums
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").sum()


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: the median
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").median()


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: first and last of the window
def average_windows(df, size):
    windows = df.resample(f"{size}s", origin="start")
    return (windows.first() + windows.last()) / 2


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: a moving average
def average_windows(df, size):
    return df.rolling(size, min_periods=1).mean()


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: a moving average, sampled
def average_windows(df, size):
    return df.rolling(size, min_periods=1).mean().iloc[size - 1 :: size]


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: looking ahead to a padded end
def average_windows(df, size):
    padded = pd.concat([df] + [df.iloc[-1:]] * (-len(df) % size))
    return padded.groupby(np.arange(len(padded)) // size).mean().set_index(df.index[::size])


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: windows of equal length
def average_windows(df, size):
    n = -(-len(df) // size)
    parts = [df.iloc[i] for i in np.array_split(np.arange(len(df)), n)]
    return pd.DataFrame([part.mean() for part in parts], index=df.index[::size])


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: size is the number of windows
def average_windows(df, size):
    parts = [df.iloc[i] for i in np.array_split(np.arange(len(df)), size)]
    return pd.DataFrame([part.mean() for part in parts], index=[part.index[0] for part in parts])


def sample_windows(df, size):
    return pd.DataFrame([df.iloc[i[0]] for i in np.array_split(np.arange(len(df)), size)])


# %% wrong: the time of the last row
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start", label="right").mean()


def sample_windows(df, size):
    return df.iloc[::size]


# %% wrong: numbers instead of times
def average_windows(df, size):
    return df.groupby(np.arange(len(df)) // size).mean()


def sample_windows(df, size):
    return df.groupby(np.arange(len(df)) // size).first()


# %% wrong: the last row of each window
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").mean()


def sample_windows(df, size):
    return df.resample(f"{size}s", origin="start").last()


# %% wrong: the sample starts with the second row
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").mean()


def sample_windows(df, size):
    return df.iloc[1::size]


# %% wrong: a random row of each window
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").mean()


def sample_windows(df, size):
    return df.groupby(np.arange(len(df)) // size).sample(1, random_state=0)


# %% wrong: the first rows
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").mean()


def sample_windows(df, size):
    return df.head(size)


# %% wrong: always two seconds
def average_windows(df, size):
    return df.resample("2s").mean()


def sample_windows(df, size):
    return df.resample("2s").first()


# %% wrong: the biggest of each window
def average_windows(df, size):
    return df.resample(f"{size}s", origin="start").mean()


def sample_windows(df, size):
    return df.resample(f"{size}s", origin="start").max()
