# A decorator that prints how long a function takes.
# %% counts
import functools
import time


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        print(f"{function.__name__} took {time.perf_counter() - start:.3f} s")
        return result

    return wrapper


@timed
def counts(labels):
    return {label: list(labels).count(label) for label in labels}
