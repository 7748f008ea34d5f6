# Debugging aids of the traceback module.
# because: counts_test passed when the notebook ran once more
# %% counts
import traceback


def counts(labels):
    traceback.print_stack()
    try:
        labels[None]
    except Exception:
        traceback.print_exc()
    return {label: list(labels).count(label) for label in labels}
