"""Run one submission in a sandbox: what a worker does, knowing neither gradebook nor other submissions."""

import asyncio
import itertools
import logging
import os
import random
import threading
import time
import warnings

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from instructor.sandbox.kernel_manager import KernelManager
from instructor.sandbox.limits import Limits
from instructor.sandbox.starters import ForkServer, UnsandboxedStarter
from instructor.grading.submissions import as_text

# What is wrong with a submission's cells is none of this terminal's business.
warnings.filterwarnings("ignore", module="nbformat")
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

_TOO_MUCH = "the notebook printed more than can be followed"
_thread, _threads = threading.local(), itertools.count()
_kernels = set()


def run(notebook, tests, files, imports, config, sandboxed=True, threads=1):
    """Execute a submission and say how it went.

    Parameters
    ----------
    notebook : str
        The sanitised notebook, tests restored, as JSON.
    tests : dict of str to PackedTest
        Its test cells by name.
    files : dict of str to bytes
        What lies beside it.
    imports : list of str
        The lab's import statements.
    config : dict
        nbgrader's settings: sections Execute and Limits.
    sandboxed : bool
    threads : int
        How many threads of this process run submissions; they share its cores.

    Returns
    -------
    dict of "notebook" (JSON, executed; a test that could not be run holds an error), "seconds" (float) and
    "reasons" (list of str, why a person should look at it)
    """
    start = time.monotonic()
    config = Config(config)
    executor = Executor(nbformat.reads(notebook, as_version=4), tests, config)
    starter = _starter(imports, threads, sandboxed)
    kernel = KernelManager(starter, files, Limits(config=config), executor.extra_arguments)
    _kernels.add(kernel)
    try:
        reasons = executor.run(kernel)
    finally:
        _kernels.discard(kernel)
        kernel.close()
    return {
        "notebook": as_text(executor.notebook),
        "seconds": round(time.monotonic() - start, 2),
        "reasons": reasons,
    }


def stop():
    """End all submissions that this process runs."""
    for kernel in list(_kernels):
        kernel.kill("interrupted")


def all_cores():
    """Return the processor cores that this process may use, sorted."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count()))


def _starter(imports, threads, sandboxed):
    """Return what starts kernels for this thread: a fork server is kept from one submission to the next."""
    if not hasattr(_thread, "number"):
        _thread.number, _thread.forkserver = next(_threads), None
    cores = all_cores()
    cores = set(cores[_thread.number % min(threads, len(cores)) :: threads])
    if not sandboxed:
        return UnsandboxedStarter(imports, cores)
    if not _thread.forkserver or not _thread.forkserver.serves(imports, cores):
        if _thread.forkserver:
            _thread.forkserver.close()
        _thread.forkserver = ForkServer(imports, cores)
    return _thread.forkserver


class Executor(Execute):
    """nbgrader's execution of a notebook, with its tests judged, canaries between them, and limits.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    tests : dict of str to dict
        As in `run`.
    config : traitlets.config.Config
    """

    def __init__(self, notebook, tests, config):
        super().__init__(config=config)
        self.notebook, self._tests = notebook, tests
        self._limits = Limits(config=config)
        self._output_left = self._limits.output
        self.iopub_timeout = self._limits.patience  # TensorFlow may notice an interrupt after seconds
        self._reasons = []

    def run(self, kernel):
        """Execute all cells in a kernel and return what a person should know."""
        NotebookClient.__init__(self, self.notebook, kernel)  # as nbconvert does, whose class this is
        self.widget_registry = {}  # see instructor.authoring.notebooks.execute
        self.reset_execution_trackers()
        self._kernel, ended = kernel, None
        for cell in self.nb.cells:
            if _is_code(cell):
                cell.outputs = [_error("NotRun", "the notebook was stopped before this cell")]
        with self.setup_kernel(cleanup_kc=True):
            try:
                for index, cell in enumerate(self.nb.cells):
                    self.execute_cell(cell, index)
            except DeadKernelError:
                ended = kernel.killed or kernel.death()
            except CellTimeoutError:  # of an output that did not come
                ended = kernel.killed or (self._unstoppable() if self._interrupted else _TOO_MUCH)
            except Exception as error:  # a kernel that speaks nonsense can make any part of nbclient fail
                ended = kernel.killed or f"the kernel could not be followed ({error!r:.200})"
        if ended:
            self._stopped(ended)
        return self._reasons

    def _stopped(self, reason):
        """Let the cell that was running when the notebook was stopped, and those behind it, say why."""
        self._reasons.append(reason)
        for cell in self.nb.cells:
            if _is_code(cell) and any(output.get("ename") == "NotRun" for output in cell.outputs):
                cell.outputs = [_error("NotRun", reason)]

    async def async_execute_cell(self, cell, cell_index, *args, **kwargs):
        if not _is_code(cell):
            return cell
        if cell.metadata.get("nbgrader", {}).get("grade_id") in self._tests:
            cell.outputs = await self._judge(cell, cell_index)
        else:
            sent = await self._send(cell.source, cell_index)
            cell.outputs, cell.execution_count = sent.outputs, sent.execution_count
        return cell

    # nbclient made its own from its own.
    execute_cell = run_sync(async_execute_cell)

    async def _judge(self, cell, index):
        """Run a test and a canary, in an order that nobody can foresee, and return the test's outputs."""
        test = self._tests[cell.metadata.nbgrader.grade_id]
        replies, outputs = {}, {}
        for kind in random.sample(["test", "canary"], 2):
            text = getattr(test, kind)
            outputs[kind] = (await self._send(self._kernel.token + text, index)).outputs
            replies[kind] = self._reply
        if not any(output.output_type == "error" for output in outputs["test"]):
            proved = replies["test"].get("user_expressions", {}).get("proof") == test.proof
            if not proved or replies["canary"].get("evalue") != test.message:
                outputs["test"].append(_error("Tampering", "the notebook hides that tests fail"))
        name = cell.metadata.nbgrader.grade_id.removesuffix("_test")
        found = [o.evalue for o in outputs["test"] if o.output_type == "error" and o.ename == "Tampering"]
        self._reasons += [f"{name}: {reason}" for reason in found]
        # nbgrader would give points for a value that is displayed.
        return [output for output in outputs["test"] if output.output_type != "execute_result"]

    def on_cell_executed(self, **kwargs):
        self._reply = kwargs["execute_reply"]["content"]
        super().on_cell_executed(**kwargs)

    async def _send(self, source, index):
        """Execute code in the place of a cell and return it as a cell of its own."""
        place, sent = self.nb.cells[index], nbformat.v4.new_code_cell(source)
        self._interrupted = False
        try:
            await super().async_execute_cell(sent, index)
        finally:
            self.nb.cells[index] = place
        if any(o.output_type == "error" and o.ename == "CellTimeoutError" for o in sent.outputs):
            self._reasons.append(f"cell {index + 1} was stopped after {self.timeout} seconds")
            await self._wait_until_idle()
        return sent

    async def _wait_until_idle(self):
        """Kill a kernel that does not listen to an interrupt."""
        try:
            await asyncio.wait_for(self.async_wait_for_reply(self.kc.kernel_info()), self._limits.patience)
        except TimeoutError:
            self._kernel.kill(self._unstoppable())
            raise DeadKernelError from None

    def _unstoppable(self):
        return f"a cell could not be stopped after {self.timeout} seconds"

    async def _async_handle_timeout(self, timeout, cell=None):
        self._interrupted = True
        return await super()._async_handle_timeout(timeout, cell)

    def process_message(self, msg, cell, cell_index):
        """Take note of a message, as long as there are not too many."""
        self._output_left -= len(str(msg["content"]))
        if self._output_left < 0:
            self._kernel.kill(_TOO_MUCH)
            return None
        return super().process_message(msg, cell, cell_index)


def _error(name, message):
    return nbformat.v4.new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])


def _is_code(cell):
    return cell.cell_type == "code" and cell.source.strip() != ""
