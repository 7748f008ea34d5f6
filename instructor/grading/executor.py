"""nbgrader's execution of a notebook, with compiled tests, canaries between them, and limits."""

import asyncio
import logging
import random
import warnings
from collections.abc import Mapping
from typing import Any, cast

import jupyter_client
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from instructor.sandbox.kernel_manager import KernelManager
from instructor.sandbox.limits import Limits
from instructor.sandbox.messages import PackedTest

# What is wrong with a submission's cells is none of this terminal's business.
warnings.filterwarnings("ignore", module="nbformat")
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

TAMPERING = {"Tampering", "LooksAtTest"}  # names of errors that a person should see
_TOO_MUCH = "the notebook printed more than can be followed"
# Levels of lists and dicts in a message; with some 450, a notebook cannot be written.
_DEEPEST = 300


class Executor(Execute):
    """Executes a submission.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Gets the outputs.
    tests : mapping of str to PackedTest
        Its tests by the name of their cells.
    config : traitlets.config.Config
        nbgrader's settings: sections Execute and Limits.
    """

    # Of the methods below, async_execute_cell, execute_cell, on_cell_executed, _async_handle_timeout and
    # process_message override those of nbclient and nbgrader. Renamed there, ours would never be called:
    # tests/instructor/test_overrides.py checks that they exist in the versions that are installed.

    def __init__(self, notebook: NotebookNode, tests: Mapping[str, PackedTest], config: Config) -> None:
        super().__init__(config=config)
        self.notebook, self._tests = notebook, tests
        self._limits = Limits(config=config)
        self._output_left = self._limits.output
        self.iopub_timeout = self._limits.patience  # TensorFlow may notice an interrupt after seconds
        self._interrupted = False  # the cell that runs
        self._reply: dict[str, Any] = {}  # the last answer to a request to execute
        self._reasons: list[str] = []

    def run(self, kernel: KernelManager) -> list[str]:
        """Execute all cells in a kernel and return what a person should know."""
        # As nbconvert does, whose class this is. Our kernel manager has what nbclient uses of its own.
        NotebookClient.__init__(self, self.notebook, cast(jupyter_client.KernelManager, kernel))
        self.startup_timeout = self._limits.seconds  # after which the warden ends the kernel
        self.widget_registry: dict[str, dict[str, Any]] = {}  # see instructor.authoring.notebooks.execute
        self.reset_execution_trackers()
        self._kernel = kernel
        for cell in self.nb.cells:
            if _is_code(cell):
                cell.outputs = [_error("NotRun", "the notebook was stopped before this cell")]
        ended = self._execute_cells()
        if ended:
            self._reasons.append(ended)
            self._explain_in_cells(ended)
        return self._reasons

    def _execute_cells(self) -> str | None:
        """Execute all cells, or as many as possible; return what ended the notebook, if anything did."""
        with self.setup_kernel(cleanup_kc=True):
            try:
                for index, cell in enumerate(self.nb.cells):
                    self.execute_cell(cell, index)
            except DeadKernelError:
                return self._kernel.killed or self._kernel.death()
            except CellTimeoutError:  # of an output that did not come
                unstoppable = self._unstoppable() if self._interrupted else _TOO_MUCH
                return self._kernel.killed or unstoppable
            except Exception as error:  # a kernel that speaks nonsense can make any part of nbclient fail
                return self._kernel.killed or f"the kernel could not be followed ({error!r:.200})"
        return None

    def _explain_in_cells(self, reason: str) -> None:
        """Let the cell that was running when the notebook was stopped, and those behind it, say why."""
        for cell in self.nb.cells:
            if _is_code(cell) and any(output.get("ename") == "NotRun" for output in cell.outputs):
                cell.outputs = [_error("NotRun", reason)]

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any
    ) -> NotebookNode:
        """Execute one cell: a test with its canary, other code as it is."""
        if not _is_code(cell):
            return cell
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in self._tests:
            cell.outputs = await self._test(name, cell_index)
        else:
            sent = await self._send(cell.source, cell_index)
            cell.outputs, cell.execution_count = sent.outputs, sent.execution_count
        return cell

    # nbclient made its own from its own.
    execute_cell = run_sync(async_execute_cell)

    async def _test(self, name: str, index: int) -> list[NotebookNode]:
        """Run a test and its canary, in an order that nobody can foresee, and return the test's outputs."""
        test = self._tests[name]
        packed = {"test": test.test, "canary": test.canary}
        replies, outputs = {}, {}
        for kind in random.sample(sorted(packed), 2):
            sent = await self._send(self._kernel.token + packed[kind], index)
            outputs[kind], replies[kind] = sent.outputs, self._reply
        found = outputs["test"]
        if not any(output.output_type == "error" for output in found):
            proved = replies["test"].get("user_expressions", {}).get("proof") == test.proof
            if not proved or replies["canary"].get("evalue") != test.message:
                found.append(_error("Tampering", "the notebook hides that tests fail"))
        for output in found:
            if output.output_type == "error" and output.ename in TAMPERING:
                self._reasons.append(f"{name.removesuffix('_test')}: {output.evalue}")
        # nbgrader would give points for a value that is displayed.
        return [output for output in found if output.output_type != "execute_result"]

    def on_cell_executed(self, **kwargs: Any) -> None:
        """Keep the kernel's answer."""
        self._reply = kwargs["execute_reply"]["content"]
        super().on_cell_executed(**kwargs)

    async def _send(self, source: str, index: int) -> NotebookNode:
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

    async def _wait_until_idle(self) -> None:
        """Kill a kernel that does not listen to an interrupt."""
        assert self.kc is not None
        try:
            await asyncio.wait_for(self.async_wait_for_reply(self.kc.kernel_info()), self._limits.patience)
        except TimeoutError:
            self._kernel.kill(self._unstoppable())
            raise DeadKernelError from None

    def _unstoppable(self) -> str:
        return f"a cell could not be stopped after {self.timeout} seconds"

    async def _async_handle_timeout(
        self, timeout: int, cell: NotebookNode | None = None
    ) -> dict[str, Any] | None:
        """Note that a cell is interrupted."""
        self._interrupted = True
        return await super()._async_handle_timeout(timeout, cell)

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take note of a message, as long as there are not too many.

        Raises
        ------
        RecursionError
            If it is nested too deeply. Python would raise it, too, but from 3.12 on not before the notebook
            is written, when it takes everything with it.
        """
        self._output_left -= len(str(msg["content"]))
        if self._output_left < 0:
            self._kernel.kill(_TOO_MUCH)
            return None
        if _is_too_deep(msg["content"]):
            raise RecursionError("an output is nested too deeply")
        return super().process_message(msg, cell, cell_index)


def _error(name: str, message: str) -> NotebookNode:
    return nbformat.v4.new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])


def _is_too_deep(content: object) -> bool:
    level = [content]
    for _ in range(_DEEPEST):
        inside: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inside += each.values()
            elif isinstance(each, list):
                inside += each
        level = inside
    return bool(level)


def _is_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and cell.source.strip() != ""
