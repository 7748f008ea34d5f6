# An answer that is cached and dispatched on its type.
# %% counts
import functools


@functools.singledispatch
def counts(labels):
    return _count(tuple(labels))


@functools.lru_cache(maxsize=None)
def _count(labels):
    return {label: labels.count(label) for label in labels}
