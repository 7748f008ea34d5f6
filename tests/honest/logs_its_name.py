# A logger that names the function it is called in.
# %% counts
import logging

logging.basicConfig(format="%(funcName)s:%(lineno)d %(message)s", level=logging.DEBUG, force=True)


def counts(labels):
    logging.debug("counting")
    return {label: list(labels).count(label) for label in labels}
