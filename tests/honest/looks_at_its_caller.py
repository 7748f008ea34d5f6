# A debugging aid that prints who calls a function.
# because: detect_test passed when the notebook ran once more
# %% detect
import inspect


def detect(train, test):
    print("called by", inspect.stack()[1].function)
    return np.linalg.norm(test - train.mean(axis=0), axis=1)
