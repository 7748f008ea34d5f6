"""Run long cells without looking in them for what IPython alone understands.

IPython tokenizes each cell, to find lines such as `%matplotlib inline`. In Python 3.12.0 to 3.12.3, each
token holds a copy of its line: a list of 20,000 numbers on one line takes 5 GB.
"""

import ast
import warnings

_LONG = 10_000  # characters; where each of them is a token, their copies take 100 MB


def is_long(source: str) -> bool:
    """Return whether a cell may take too much memory to tokenize."""
    return len(source) > _LONG


def is_python(source: str) -> bool:
    """Return whether a cell is Python as it stands."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of escapes: they come when the cell runs
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
