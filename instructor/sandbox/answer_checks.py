"""Check the values that a test takes from libraries and from a notebook's answers."""

import contextlib
import random
from collections.abc import Collection
from typing import Any, TypeVar

from instructor.sandbox.tampering import Tampering, is_foreign, is_installed, python_functions

_COMPARISONS = ("__eq__", "__ne__", "__contains__")
_ARITHMETIC = (
    *("__lt__", "__le__", "__gt__", "__ge__", "__bool__", "__float__", "__int__", "__index__", "__abs__"),
    *("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__", "__rtruediv__"),
    *("__array__", "__array_ufunc__", "__array_function__", "__instancecheck__", "__subclasscheck__"),
)
_LONGEST = 1000  # values; longer lists are not looked into
Value = TypeVar("Value")


def library(value: Value) -> Value:
    """Return what a test takes from a library, unless it is not the library's.

    Raises
    ------
    Tampering
    """
    for function in python_functions(value):
        if not is_installed(function):
            raise Tampering(
                f"{function.__name__}, which the test takes from a library, is the notebook's own"
            )
    if is_foreign(type(value), "__call__"):
        raise Tampering(f"{type(value).__name__} is the notebook's own, where the test needs a library's")
    return value


def genuine(value: Value, depth: int = 2) -> Value:
    """Return a value that a test looks at, unless it is made to please every test.

    Parameters
    ----------
    value : object
    depth : int
        How many levels of lists, tuples and dicts to look into.

    Raises
    ------
    Tampering
        If the value's class, or that of a value in it, overrides arithmetic in a notebook's code, or compares
        equal to things that it cannot know.
    """
    cls = type(value)
    if depth:
        for item in _items(value):
            genuine(item, depth - 1)
    arithmetic = [name for name in _ARITHMETIC if is_foreign(cls, name)]
    comparisons = [name for name in _COMPARISONS if is_foreign(cls, name)]
    if arithmetic or (comparisons and _agrees_with_anything(value)):
        method = [*comparisons, *arithmetic][0]
        raise Tampering(f"an answer is an object of class {cls.__name__} that fools comparisons ({method})")
    return value


def _items(value: object) -> Collection[object]:
    """Return the values in one of Python's own containers that is not too long."""
    items: Collection[object] = ()
    if type(value) is dict:
        items = value.values()
    elif type(value) is list or type(value) is tuple:
        items = value
    return items if len(items) <= _LONGEST else ()


def _agrees_with_anything(value: Any) -> bool:
    """Return whether a value says that it is equal to, or contains, what it cannot know."""
    number = random.random()
    for stranger in (number, str(number), object(), [number], (number,), {number: number}, {number}):
        # A comparison that fails does not agree.
        with contextlib.suppress(Exception):
            if value == stranger:
                return True
        with contextlib.suppress(Exception):
            if not (value != stranger):  # noqa: SIM202 (it need not be the opposite)
                return True
        with contextlib.suppress(Exception):
            if stranger in value:
                return True
    return False
