# A decorator that checks types as annotated.
# %% counts
import inspect
import typing


def checked(function):
    hints = typing.get_type_hints(function)
    signature = inspect.signature(function)

    def wrapper(*args, **kwargs):
        for name, value in signature.bind(*args, **kwargs).arguments.items():
            assert isinstance(value, hints[name]), name
        return function(*args, **kwargs)

    return wrapper


@checked
def counts(labels: list) -> dict:
    return {label: labels.count(label) for label in labels}
