# Answers without def: a lambda, a partial, a method.
# %% counts
from collections import Counter
from functools import partial

counts = lambda labels: dict(Counter(labels))


# %% detect
def distance(order, train, test):
    return np.linalg.norm(test - train.mean(axis=0), ord=order, axis=1)


detect = partial(distance, 2)


# %% by_service
class Table:
    def mean(self, frame):
        return frame.groupby("service")[["bytes"]].mean()


by_service = Table().mean
