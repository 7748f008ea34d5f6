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
from instructor.sandbox.library_snapshot import Snapshot
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

# What the imported libraries print is no message.
_replies = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def serve() -> None:
    """Import what the first line of standard input lists, then fork a kernel for each line that follows."""
    preparation = from_line(sys.stdin.readline(), Preparation)
    os.sched_setaffinity(0, preparation.cores)  # of the kernels, too
    snapshot = kernel.import_libraries(preparation.imports)
    _say(Ready())
    while line := sys.stdin.readline():
        order = from_line(line, KernelOrder)
        pid = os.fork()
        if pid == 0:
            _become_kernels_parent(order, snapshot)
        _wait(pid)


def _say(message: Message) -> None:
    print(to_line(message), end="", file=_replies, flush=True)


def _wait(pid: int) -> None:
    """Report the end of a kernel; end with whoever reads our reports."""
    pidfd = os.pidfd_open(pid)
    readable, _, _ = select.select([sys.stdin, pidfd], [], [])
    if sys.stdin in readable:
        os.kill(pid, signal.SIGKILL)
        sys.exit()
    os.close(pidfd)
    _, status = os.waitpid(pid, 0)
    _say(Ended(os.waitstatus_to_exitcode(status)))


def _become_kernels_parent(order: KernelOrder, snapshot: Snapshot) -> NoReturn:
    """Enter the sandbox of an order, fork its kernel and wait for that.

    A process cannot change its own namespace of processes, only that of its children: the kernel is a child.
    """
    try:
        assert order.sandbox is not None
        end_with_parent()
        enter(order.sandbox)
        pid = os.fork()
    except BaseException as error:
        _fail(error)
    if pid == 0:
        _become_kernel(order, snapshot)
    _say(Forked(pid))
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _become_kernel(order: KernelOrder, snapshot: Snapshot) -> NoReturn:
    """Confine this process, with nothing in hand but the submission's files, and run the kernel."""
    try:
        assert order.sandbox is not None
        os.setsid()
        confine(order.limits, number=order.sandbox)
        _say(Entered())
    except BaseException as error:
        _fail(error)
    os.closerange(3, 4096)
    kernel.run(order, snapshot)


def _fail(error: BaseException) -> NoReturn:
    _say(Failed(repr(error)))
    os._exit(1)


if __name__ == "__main__":
    serve()
