"""What a worker does: run one submission after another, without the gradebook or other submissions at hand.

The workers of a local cluster are threads of one process. Each has some of its cores, and a fork server of
its own, which it keeps from one submission to the next.
"""

import itertools
import os
import threading
import time

import nbformat
from traitlets.config import Config

from instructor.grading.executor import Executor
from instructor.grading.messages import ExecutedSubmission, Task
from instructor.grading.text import as_json
from instructor.sandbox.kernel_manager import KernelManager
from instructor.sandbox.limits import Limits
from instructor.sandbox.starters import ForkServer, UnsandboxedStarter

_numbers = itertools.count()
_kernels: set[KernelManager] = set()  # that run at the moment


class _ThisThread(threading.local):
    """What a thread keeps: its number, and its fork server once it needed one."""

    def __init__(self) -> None:
        self.number = next(_numbers)
        self.server: ForkServer | None = None


_this_thread = _ThisThread()


def run(task: Task, threads: int = 1) -> ExecutedSubmission:
    """Execute a submission and say how it went.

    Parameters
    ----------
    task : Task
    threads : int
        How many threads of this process run submissions; they share its cores.

    Returns
    -------
    ExecutedSubmission

    Raises
    ------
    instructor.sandbox.bubblewrap.SandboxError
        If there is no sandbox to run it in.
    """
    start = time.monotonic()
    config = Config(task.config)
    executor = Executor(nbformat.reads(task.notebook, as_version=4), task.tests, config)
    starter = _starter(task, threads)
    kernel = KernelManager(starter, task.files, Limits(config=config), executor.extra_arguments)
    _kernels.add(kernel)
    try:
        reasons = executor.run(kernel)
    finally:
        _kernels.discard(kernel)
        kernel.close()
    return ExecutedSubmission(
        notebook=as_json(executor.notebook),
        seconds=round(time.monotonic() - start, 2),
        reasons=tuple(reasons),
    )


def stop() -> None:
    """End all submissions that this process runs."""
    for kernel in list(_kernels):
        kernel.kill("interrupted")


def all_cores() -> list[int]:
    """Return the processor cores that this process may use, sorted."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def _starter(task: Task, threads: int) -> ForkServer | UnsandboxedStarter:
    """Return what starts kernels for this thread."""
    cores = _own_cores(threads)
    if not task.sandboxed:
        return UnsandboxedStarter(task.imports, cores)
    server = _this_thread.server
    if server is None or not server.serves(task.imports, cores):
        if server is not None:
            server.close()
        _this_thread.server = server = ForkServer(task.imports, cores)
    return server


def _own_cores(threads: int) -> set[int]:
    """Return this thread's share of the cores; threads share a core if there are more of them than cores."""
    cores = all_cores()
    first = _this_thread.number % min(threads, len(cores))
    return set(cores[first::threads])
