"""Call a notebook's functions where no frame leads to the test that calls them.

A function that asks for its caller, to print a name say, is no attack. In a thread of its own it can ask as
it likes: the frames above it end with the thread. `instructor.sandbox.auditor` sees to it that nothing takes
hold of other threads' frames.
"""

import contextvars
import threading
from collections.abc import Callable
from typing import Any

from instructor.sandbox.tampering import is_from_library


def called_out_of_sight(function: Any) -> Any:
    """Return what a test calls: a library's function as it is, a notebook's in a thread of its own."""
    if not callable(function) or is_from_library(function):
        return function

    def call(*args: Any, **kwargs: Any) -> Any:
        return _in_a_thread(contextvars.copy_context().run, function, *args, **kwargs)

    return call


def _in_a_thread(function: Callable, *args: Any, **kwargs: Any) -> Any:
    returned, raised = [], []

    def run() -> None:
        try:
            returned.append(function(*args, **kwargs))
        except BaseException as error:
            raised.append(error)

    # A daemon: an endless answer is interrupted here, and must not keep the kernel from ending.
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
    return returned[0]
