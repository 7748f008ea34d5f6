"""A guard for the tests of the assessment: while it holds, a function has nothing but its arguments."""

import contextlib
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import NoReturn
from unittest import mock

import sklearn.datasets

from helpers import datasets, nsl_kdd

# What every way to the rows leads through, by whichever name they are asked for.
_LOADERS: list[tuple[ModuleType, str]] = [
    (datasets, "load_digits"),
    (datasets, "load_breast_cancer"),
    (datasets, "load_nsl_kdd"),
    (datasets, "server_days"),
    (sklearn.datasets, "load_digits"),
    (sklearn.datasets, "load_breast_cancer"),
    (nsl_kdd, "parse_text"),
]


@contextlib.contextmanager
def set_aside(function: Callable[..., object], *names: str) -> Iterator[None]:
    """Take rows away from a function while a test calls it, so that it has to do with its arguments.

    Within the `with`, the names are missing from the module or notebook that defines the function, and the
    data sets of the assessment cannot be loaded. Afterwards all is as before.

    Parameters
    ----------
    function : callable
    *names : str
        Variables, such as "x_test".

    Raises
    ------
    AssertionError
        If the function wants one of the names, or a data set.
    """
    variables = getattr(function, "__globals__", {})
    called = getattr(function, "__name__", "your code")
    kept = {name: variables.pop(name) for name in names if name in variables}

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError(f"{called} loads a data set: it may use its arguments only")

    try:
        with contextlib.ExitStack() as stack:
            for module, loader in _LOADERS:
                stack.enter_context(mock.patch.object(module, loader, refuse))
            yield
    except NameError as error:
        if error.name not in kept:
            raise
        raise AssertionError(f"{called} uses {error.name}: it may use its arguments only") from None
    finally:
        variables.update(kept)
