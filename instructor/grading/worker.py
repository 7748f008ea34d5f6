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


# Errors after which nothing runs again: the notebook was stopped, or interferes with tests.
_FINAL = {"NotRun", "Tampering"}


def run(task: Task, threads: int = 1) -> ExecutedSubmission:
    """Execute a submission's notebook, and another arrangement of it if that may help tests that failed.

    Parameters
    ----------
    task : Task
    threads : int
        How many processes as this one share the machine's cores.

    Returns
    -------
    ExecutedSubmission

    Raises
    ------
    SandboxError
        If there is no sandbox for it.
    EndedEarlyError
        If whatever starts kernels ended early.
    """
    start = time.monotonic()
    notebook = nbformat.reads(task.notebook, as_version=4)
    findings = Findings(reasons=_execute(notebook, task, threads))
    failures = _failures(notebook, task)
    looks = "LooksAtTest" in failures.values()
    own_cell_failed = _own_cell_failed(notebook, task.second)
    rearranged = task.second is not None and _may_help(task.second, failures, own_cell_failed)
    if (looks or rearranged) and _FINAL.isdisjoint(failures.values()):
        remarks = list(task.second.remarks) if task.second else []
        if own_cell_failed:
            remarks.append("with a cell line by line that had failed")
        if looks:
            remarks.append("with its tests where answers cannot see them")
        findings = _run_again(notebook, task, findings, remarks, looks, threads)
    return ExecutedSubmission(
        notebook=as_json(notebook), seconds=round(time.monotonic() - start, 2), findings=findings
    )


def _run_again(
    notebook: NotebookNode, task: Task, findings: Findings, remarks: list[str], looks: bool, threads: int
) -> Findings:
    """Run a notebook once more, give it the better results, and return what is known then."""
    again = nbformat.reads(task.second.notebook if task.second else task.notebook, as_version=4)
    stopped = _execute(again, task, threads, out_of_sight=looks)
    helped = _failures(notebook, task).keys() - _failures(again, task).keys()
    if not helped:
        return findings
    outputs = {cell_name(cell): cell.outputs for cell in again.cells if cell_name(cell) in helped}
    for cell in notebook.cells:
        if cell_name(cell) in helped:
            cell.outputs = outputs[cell_name(cell)]
    exercises = tuple(f"{name.removesuffix('_test')}: " for name in helped)
    reasons = [reason for reason in findings.reasons if not reason.startswith(exercises)]
    names = ", ".join(sorted(helped))
    note = f"{names} passed when the notebook ran once more, {' and '.join(remarks)}"
    return Findings(reasons=[*reasons, *stopped], notes=[note])


def _execute(notebook: NotebookNode, task: Task, threads: int, out_of_sight: bool = False) -> list[str]:
    """Execute a notebook in a kernel of its own; return why a person should look at it."""
    config = Config(task.config)
    executor = Executor(notebook, task.tests, config)
    starter = _starter(task, threads)
    limits = Limits(config=config)
    kernel = KernelManager(starter, task.files, limits, executor.extra_arguments, out_of_sight)
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


def _may_help(second: SecondRun, failures: dict[str, str], own_cell_failed: bool) -> bool:
    errors = set(failures.values())
    if second.any_test or not failures.keys().isdisjoint(second.tests):
        return bool(errors)
    return bool(errors.intersection(second.errors)) or ("NameError" in errors and own_cell_failed)


def _own_cell_failed(notebook: NotebookNode, second: SecondRun | None) -> bool:
    """Whether a cell of the student's failed, and not because it was never answered."""
    for index in second.own if second else ():
        for output in notebook.cells[index].get("outputs", []):
            if output.output_type == "error" and output.ename != "NotImplementedError":
                return True
    return False


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
