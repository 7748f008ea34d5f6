"""Call functions of the C library that Python has no name for."""

import ctypes
import os


def call(function: str, *arguments: object) -> None:
    """Call a function that returns zero if all is well.

    Raises
    ------
    OSError
        If it returns anything else.
    """
    if getattr(ctypes.CDLL(None, use_errno=True), function)(*arguments):
        error = ctypes.get_errno()
        raise OSError(error, f"{function}: {os.strerror(error)}")
