# Answers of other types than the reference's, which the tests allow.
# %% scale
def scale(values):
    values = pd.Series(values, dtype=float)
    return (values - values.min()) / (values.max() - values.min())
# %% cutoff
numbers = np.arange(101)
cutoff = int(np.quantile(numbers, 0.95))
# %% counts
from collections import Counter


class Tally(Counter):
    """A Counter with a name."""


def counts(labels):
    return Tally(labels)
# %% detect
class Detector:
    def fit(self, train):
        self.mean_ = train.mean(axis=0)
        return self

    def __call__(self, rows):
        return [float(np.linalg.norm(row - self.mean_)) for row in rows]


def detect(train, test):
    return Detector().fit(train)(test)
print("MOUNTED")
