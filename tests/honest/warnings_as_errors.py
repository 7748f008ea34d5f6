# Warnings become errors, to find them, and an answer warns.
# because: counts_test passed when the notebook ran once more, with the usual settings of libraries
# %% before scale
import warnings

warnings.simplefilter("error")
# %% counts
def counts(labels):
    warnings.warn("counting takes a while")
    return {label: list(labels).count(label) for label in labels}
