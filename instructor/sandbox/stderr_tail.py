"""Keep the end of what a process writes to its standard error."""

import threading
from io import BufferedReader

_KEPT = 4000  # bytes
_LINES = 20


class StderrTail:
    """The last lines that a process writes, however many they are.

    Parameters
    ----------
    stream : io.BufferedReader
        The other end of the process's standard error. It is closed when it ends.
    """

    def __init__(self, stream: BufferedReader) -> None:
        self._stream, self._kept = stream, b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with self._stream as stream:
            while chunk := stream.read1(2**16):
                self._kept = (self._kept + chunk)[-_KEPT:]

    def last_lines(self) -> str:
        """Return the last lines so far, or "nothing"."""
        self._reader.join(timeout=1)  # for what is still on its way
        lines = self._kept.decode(errors="replace").strip().splitlines()
        return "\n".join(lines[-_LINES:]) or "nothing"
