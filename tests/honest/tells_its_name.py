# A function that prints its own name, to see when it is called.
# because: counts_test passed when the notebook ran once more
# %% counts
import inspect


def counts(labels):
    print("in", inspect.currentframe().f_code.co_name)
    return {label: list(labels).count(label) for label in labels}
