"""The process that sandboxed kernels are forked from: `python -m instructor.sandbox.fork_server`.

It imports once what the labs import, which takes longer than most exercises. For each order on its standard
input it forks a kernel; the fork joins the namespaces of a sandbox that bubblewrap has set up, gives up every
privilege, and only then listens. No student's code runs before that, and none outlives the sandbox, so
nothing can pass from one submission to the next.
"""

import os
import select
import signal
import sys
from typing import NoReturn

from instructor.sandbox import kernel
from instructor.sandbox.confinement import confine, end_with_parent, enter
from instructor.sandbox.messages import (
    Ended,
    Entered,
    Failed,
    Forked,
    KernelOrder,
    Message,
    Preparation,
    Ready,
    from_line,
    to_line,
)


class Server:
    """Forks kernels that have the libraries which the first line of standard input lists."""

    def __init__(self) -> None:
        self._answers = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)  # what the imported libraries print is no answer
        preparation = from_line(sys.stdin.readline(), Preparation)
        os.sched_setaffinity(0, preparation.cores)  # of the kernels, too
        self._snapshot = kernel.import_libraries(preparation.imports)
        self._say(Ready())

    def serve(self) -> None:
        """Fork a kernel for each further line, one after the other."""
        while line := sys.stdin.readline():
            order = from_line(line, KernelOrder)
            pid = os.fork()
            if pid == 0:
                self._become_parent_of_kernel(order)
            self._wait(pid)

    def _say(self, message: Message) -> None:
        print(to_line(message), end="", file=self._answers, flush=True)

    def _wait(self, pid: int) -> None:
        """Report the end of a kernel; end with whoever reads our answers."""
        pidfd = os.pidfd_open(pid)
        readable, _, _ = select.select([sys.stdin, pidfd], [], [])
        if sys.stdin in readable:
            os.kill(pid, signal.SIGKILL)
            sys.exit()
        os.close(pidfd)
        _, status = os.waitpid(pid, 0)
        self._say(Ended(os.waitstatus_to_exitcode(status)))

    def _become_parent_of_kernel(self, order: KernelOrder) -> NoReturn:
        """Enter the sandbox of an order, fork its kernel and wait for that.

        A process cannot change its own namespace of processes, only that of its children.
        """
        assert order.sandbox
        try:
            end_with_parent()
            enter(order.sandbox)
            pid = os.fork()
        except BaseException as error:
            self._fail(error)
        if pid == 0:
            self._become_kernel(order)
        self._say(Forked(pid))
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        os._exit(code if code >= 0 else 128 - code)

    def _become_kernel(self, order: KernelOrder) -> NoReturn:
        """Confine this process, with nothing in hand but the submission's files, and run the kernel."""
        assert order.sandbox
        try:
            os.setsid()
            confine(order.limits, number=order.sandbox)
            self._say(Entered())
        except BaseException as error:
            self._fail(error)
        os.closerange(3, 4096)
        kernel.run(order, self._snapshot)

    def _fail(self, error: BaseException) -> NoReturn:
        self._say(Failed(repr(error)))
        os._exit(1)


if __name__ == "__main__":
    Server().serve()
