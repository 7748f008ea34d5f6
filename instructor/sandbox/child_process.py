"""A process that exchanges messages with the grader, and whose last words are kept."""

import contextlib
import subprocess
import sys
import threading
from io import BufferedReader, BufferedWriter
from typing import cast

from instructor.course import ROOT
from instructor.sandbox.messages import M, Message, from_line, to_line

_KEPT = 4000  # bytes of standard error
_LINES = 20


class EndedEarlyError(RuntimeError):
    """A process of the grader's own has ended though it should serve on; the message has its last words."""


class ChildProcess:
    """A Python process that reads messages from its standard input and answers on its standard output.

    Of what it writes to its standard error, only the end is kept, and nothing of it on disk.

    Parameters
    ----------
    module : str
        The module to run.
    environment : dict of str to str
    """

    def __init__(self, module: str, environment: dict[str, str]) -> None:
        self._module, self._said = module, b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in a terminal must not stop a cell that is then graded
        )
        self.pid = self._process.pid
        self._input = cast(BufferedWriter, self._process.stdin)
        self._output = cast(BufferedReader, self._process.stdout)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        with cast(BufferedReader, self._process.stderr) as errors:
            while chunk := errors.read1(2**16):
                self._said = (self._said + chunk)[-_KEPT:]

    def last_words(self) -> str:
        """Return the last lines of its standard error so far, or "nothing"."""
        self._listener.join(timeout=1)  # for what is still on its way
        lines = self._said.decode(errors="replace").strip().splitlines()
        return "\n".join(lines[-_LINES:]) or "nothing"

    def tell(self, message: Message) -> None:
        """Send a message.

        Raises
        ------
        EndedEarlyError
            If the process has ended.
        """
        try:
            self._input.write(to_line(message).encode())
            self._input.flush()
        except OSError as error:
            raise self._ended_early() from error

    def hear(self, *kinds: type[M]) -> M:
        """Return the next message, which is of one of these kinds.

        Raises
        ------
        EndedEarlyError
            If the process has ended.
        """
        line = self._output.readline()
        if not line:
            raise self._ended_early()
        return from_line(line.decode(), *kinds)

    def running(self) -> bool:
        """Return whether it runs."""
        return self._process.poll() is None

    def wait(self) -> int:
        """Wait for its end and return its exit code."""
        code = self._process.wait()
        self._output.close()
        with contextlib.suppress(OSError):  # a message that it will never read
            self._input.close()
        return code

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self.wait()

    def _ended_early(self) -> EndedEarlyError:
        code = self.wait()
        return EndedEarlyError(
            f"{self._module} ended with exit code {code}; its last words were: {self.last_words()}"
        )
