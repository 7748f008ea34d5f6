"""Let a lab go on with a student's own function where that is right, and with a given one where it is not."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

Function = Callable[..., Any]


def yours_or_given(
    yours: Function, given: Function, *inputs: Any, same: Callable[[Any, Any], bool] | None = None
) -> Function:
    """Return your function if it gives what the given one gives for some inputs, else the given one.

    A sentence says which of the two it is, and why.

    Parameters
    ----------
    yours, given : functions of as many arguments as there are inputs
    *inputs
        What both are called with.
    same : function of your result and the given one that returns a bool, optional
        By default, all numbers have to be equal. The index of tables and Series does not count, nor do the
        names and the order of columns.

    Returns
    -------
    function

    Examples
    --------
    >>> length = yours_or_given(lambda values: sum(1 for value in values), len, "four")
    From here on, the lab uses your <lambda>.
    >>> length = yours_or_given(lambda values: 3, len, "four")
    From here on, the lab uses its own len: yours gives another result.
    """
    name = getattr(yours, "__name__", "function")
    try:
        # A copy, because an unfinished answer may change what it gets.
        agrees = (same or same_values)(yours(*copy.deepcopy(inputs)), given(*inputs))
        reason = "yours gives another result"
    except Exception as error:  # whatever goes wrong in an unfinished answer
        agrees, reason = False, f"yours raises {type(error).__name__}"
    if agrees:
        print(f"From here on, the lab uses your {name}.")
        return yours
    print(f"From here on, the lab uses its own {getattr(given, '__name__', name)}: {reason}.")
    return given


def same_values(one: Any, other: Any) -> bool:
    """Return whether two results hold the same numbers, whatever the names and the order of their columns.

    Parameters
    ----------
    one, other : number, array, pandas.Series, pandas.DataFrame, or a tuple of these
        Tables in a tuple are parts of one table, whose columns have to be in the same order in each.

    Examples
    --------
    >>> same_values(pd.DataFrame({"a": [1], "b": [2]}), pd.DataFrame({"B": [2.0], "A": [1.0]}))
    True
    >>> same_values(pd.Series([1, 2]), pd.Series([2, 1]))
    False
    """
    return bool(np.array_equal(_columns(one), _columns(other)))


def _columns(result: Any) -> np.ndarray:
    """Return the numbers of a result; columns of tables in the order of their values."""
    parts = result if isinstance(result, tuple) else (result,)
    if not isinstance(parts[0], pd.DataFrame):
        return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts])
    table = np.concatenate([part.to_numpy("float32") for part in parts])
    return np.array(sorted(table.T.tolist()))
