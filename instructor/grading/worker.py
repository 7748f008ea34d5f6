"""What a worker does: run one submission after another, without the gradebook or other submissions at hand.

The workers of a local cluster are threads of one process. Each has some of its cores, and a fork server of
its own, which it keeps from one submission to the next.
"""

import itertools
import os
import threading
import time

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from instructor.grading.executor import Executor
from instructor.grading.matching import cell_name
from instructor.grading.messages import ExecutedSubmission, Findings, SecondRun, Task
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
    notebook = nbformat.reads(task.notebook, as_version=4)
    findings = Findings(reasons=_execute(notebook, task, config, threads))
    if task.second and _may_help(task.second, _failures(notebook, task)):
        again = nbformat.reads(task.second.notebook, as_version=4)
        stopped = _execute(again, task, config, threads)
        notes = _take_over(notebook, again, task)
        findings += Findings(reasons=stopped if notes else [], notes=notes)
    return ExecutedSubmission(
        notebook=as_json(notebook),
        seconds=round(time.monotonic() - start, 2),
        findings=findings,
    )


def _execute(notebook: NotebookNode, task: Task, config: Config, threads: int) -> list[str]:
    """Execute a notebook in a kernel of its own; return why a person should look at it."""
    executor = Executor(notebook, task.tests, config)
    starter = _starter(task, threads)
    kernel = KernelManager(starter, task.files, Limits(config=config), executor.extra_arguments)
    _kernels.add(kernel)
    try:
        return executor.run(kernel)
    finally:
        _kernels.discard(kernel)
        kernel.close()


def _failures(notebook: NotebookNode, task: Task) -> dict[str, str]:
    """Return the names of the errors with which tests failed, by test."""
    found = {}
    for cell in notebook.cells:
        name = cell_name(cell)
        if name in task.tests:
            for output in cell.outputs:
                if output.output_type == "error":
                    found[str(name)] = output.ename
    return found


def _may_help(second: SecondRun, failures: dict[str, str]) -> bool:
    """Whether a second run may help: not a notebook that was stopped, nor against tampering."""
    if "NotRun" in failures.values() or "Tampering" in failures.values():
        return False
    if second.missing_names and "NameError" in failures.values():
        return True
    return bool(failures) and (second.any_test or not failures.keys().isdisjoint(second.tests))


def _take_over(notebook: NotebookNode, again: NotebookNode, task: Task) -> list[str]:
    """Give the tests that failed the outputs of a second run in which they passed; return what to note."""
    assert task.second
    failed = _failures(notebook, task)
    helped = failed.keys() - _failures(again, task).keys()
    outputs = {cell_name(cell): cell.outputs for cell in again.cells if cell_name(cell) in helped}
    for cell in notebook.cells:
        if cell_name(cell) in outputs:
            cell.outputs = outputs[cell_name(cell)]
    if not outputs:
        return []
    names = ", ".join(sorted(helped))
    return [f"{names} passed when the notebook ran once more, {remark}" for remark in task.second.remarks]


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
