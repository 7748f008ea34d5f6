# Seeds of all generators, before and in an answer.
# %% before scale
import random

random.seed(1)
np.random.seed(1)


# %% detect
def detect(train, test):
    np.random.seed(0)
    random.seed(0)
    return np.linalg.norm(test - train.mean(axis=0), axis=1)
