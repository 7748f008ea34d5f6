"""Kill a kernel that uses more than it may of what Linux itself does not limit."""

import itertools
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path

from instructor.sandbox import memory
from instructor.sandbox.limits import Limits

_INTERVAL = 0.5  # seconds
_SOCKETS, _BYTES = 5, 2**16  # a kernel's sockets, and the size of its connection file at most


class Warden:
    """Looks at a kernel's time, memory and files every half second, until it is stopped.

    Parameters
    ----------
    pid : int
        The kernel's process.
    limits : Limits
    sockets : pathlib.Path
        The folder of the kernel's sockets.
    kill : callable
        Ends the kernel, for a reason (str).
    sandboxed : bool
        Whether the processes that the kernel starts share its namespace of processes, and with nobody else.
    """

    def __init__(
        self, pid: int, limits: Limits, sockets: Path, kill: Callable[[str], None], sandboxed: bool
    ) -> None:
        self._pid, self._limits, self._sockets, self._sandboxed = pid, limits, sockets, sandboxed
        self._kill = kill
        self.most_reserved = 0  # bytes
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        deadline = time.monotonic() + self._limits.seconds
        while not self._stopped.wait(_INTERVAL):
            self.most_reserved = max(self.most_reserved, memory.reserved(self._pid))
            if time.monotonic() > deadline:
                self._kill(f"the notebook was stopped after {self._limits.seconds} seconds")
            elif self._sandboxed and memory.used(self._pid) > self._limits.memory:
                self._kill(f"the notebook used more than {self._limits.memory / 2**30:.1f} GiB of memory")
            elif _holds_more_than_sockets(self._sockets):
                self._kill("the notebook wrote where only its sockets should be")


def _holds_more_than_sockets(folder: Path) -> bool:
    """Return whether there is more in a folder than a kernel's sockets and its connection file."""
    try:
        inside = [path.lstat() for path in itertools.islice(folder.iterdir(), 2 * _SOCKETS)]
    except FileNotFoundError:
        return True  # something in it comes and goes
    files = [status.st_size for status in inside if not stat.S_ISSOCK(status.st_mode)]
    return len(inside) > _SOCKETS + 1 or len(files) > 1 or sum(files) > _BYTES
