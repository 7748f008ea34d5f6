"""Notice when a notebook's code looks for the tests in the process that runs them."""

import contextlib
import sys
from collections.abc import Iterator
from types import FrameType, FunctionType

from instructor.sandbox.tampering import INSTALLED, LooksAtTest, Tampering

# Ways to whatever is in this process, and from a function to the test that calls it.
_SEARCHING = {"gc.get_objects", "gc.get_referrers", "gc.get_referents"}
_LOOKING_UP = "sys._getframe"
_PEEKING = {_LOOKING_UP, "sys._current_frames"}
_HANDING_OUT_FRAMES = {"inspect", "traceback", "logging"}
_OF_TEST = "<test>"  # the file that a test's code claims to be from
_INSIDE_OF_FUNCTIONS = {"__code__", "__defaults__", "__kwdefaults__"}


class Auditor:
    """Notes when a notebook's code searches the process's memory, or looks at the test that calls it.

    Built on audit hooks (PEP 578), which cannot be removed again.

    Attributes
    ----------
    rewritten : set of functions
        Those that anything has given other code or other defaults since the auditor was made.

    Parameters
    ----------
    out_of_sight : bool
        Whether answers are called where no frame leads to the test, so that they may look up.
    """

    def __init__(self, out_of_sight: bool = False) -> None:
        self._out_of_sight = out_of_sight
        self.rewritten: set[FunctionType] = set()
        self._testing = False
        self._searched: set[str] = set()
        self._peeked: set[str] = set()
        getframe = sys._getframe
        looking = False

        def hook(event: str, arguments: tuple) -> None:
            nonlocal looking
            if event == "object.__setattr__" and arguments[1] in _INSIDE_OF_FUNCTIONS:
                self.rewritten.add(arguments[0])
            if looking or not self._matters(event, arguments):
                return
            looking = True  # to look at frames is itself an event
            if _is_of_notebook(getframe(1)) and not self._is_in_vain(event, getframe(1)):
                noted = self._searched if event in _SEARCHING else self._peeked
                noted.add(event)
            looking = False

        sys.addaudithook(hook)

    def _matters(self, event: str, arguments: tuple) -> bool:
        if event in _SEARCHING:
            return True
        if not self._testing:
            return False
        return event in _PEEKING or (event == "object.__getattr__" and str(arguments[1]).endswith("_frame"))

    def _is_in_vain(self, event: str, frame: FrameType | None) -> bool:
        """Return whether code looks up from a frame that has no test above it."""
        if not self._out_of_sight or event != _LOOKING_UP:
            return False
        while frame is not None:
            if frame.f_code.co_filename == _OF_TEST:
                return False
            frame = frame.f_back
        return True

    @contextlib.contextmanager
    def over_test(self) -> Iterator[None]:
        """Audit a test.

        Raises
        ------
        LooksAtTest
            At the end, if a notebook's code took hold of a frame above it during the test.
        Tampering
            If it took hold of a frame in another way, or has searched the memory.
        """
        self._peeked.clear()
        self._testing = True
        try:
            yield
        finally:
            self._testing = False
        seen = self._searched | self._peeked
        if seen:
            events = ", ".join(sorted(seen))
            kind = LooksAtTest if seen == {_LOOKING_UP} else Tampering
            raise kind(f"the notebook looks for its tests in the process that runs it ({events})")


def _is_of_notebook(frame: FrameType | None) -> bool:
    """Return whether the code of a frame, or its caller if its module hands frames out, is no library's."""
    if frame and frame.f_globals.get("__name__") in _HANDING_OUT_FRAMES:
        frame = frame.f_back
    return frame is not None and not frame.f_code.co_filename.startswith(INSTALLED)
