"""Run the cells of a notebook in a fresh kernel of this Python."""

import asyncio
import logging
import os
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

TIMEOUT = 300  # seconds for each cell, as in nbgrader_config.py
_HELPERS = Path(__file__).resolve().parents[2]  # the folder that has helpers in it
_VALIDATES = "colab.validate()"  # in the cell that runs the notebook on Google Colab, and would do so again


class KernelError(RuntimeError):
    """The notebook was stopped before its end; the message says why."""


class _ThisPython(KernelSpecManager):
    """Knows one kernel, whatever is registered on the machine and whatever name a notebook has for it."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())


def run(notebook: NotebookNode, folder: Path, timeout: int = TIMEOUT) -> Generator[int, None, None]:
    """Run all cells, those after an error, too, and yield the number of each that has run.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Gets the outputs.
    folder : pathlib.Path
        The working directory.
    timeout : int
        Seconds for each cell. One that takes longer is interrupted and has a CellTimeoutError as its output.

    Raises
    ------
    KernelError
        If the kernel does not start, if it dies, or if a cell cannot be interrupted.
    """
    client = _client(notebook, timeout)
    # Libraries write logs past the kernel.
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    index = -1
    try:
        with client.setup_kernel(cleanup_kc=True, cwd=str(folder), env=_environment(), **silent):
            for index, cell in enumerate(notebook.cells):
                if _VALIDATES not in cell.source:
                    _execute(client, index)
                yield index
    except DeadKernelError:
        raise KernelError(
            f"The kernel died in the cell {first_line(notebook.cells[index])} and nothing after it was run: "
            "it may have run out of memory, or the cell ends the kernel."
        ) from None
    except CellTimeoutError:
        raise KernelError(
            f"The cell {first_line(notebook.cells[index])} ran longer than {timeout} seconds and cannot "
            "be interrupted, so that nothing after it was run."
        ) from None
    except (RuntimeError, OSError) as error:
        if index >= 0:
            raise
        raise KernelError(f"No kernel could be started ({error}): install the course again.") from error


def _execute(client: NotebookClient, index: int) -> None:
    try:
        client.execute_cell(client.nb.cells[index], index)
    except KeyboardInterrupt:
        # nbclient still waits for the cell, and asyncio may print that the kernel has died meanwhile.
        asyncio.get_event_loop().set_exception_handler(lambda _loop, _context: None)
        raise


def first_line(cell: NotebookNode) -> str:
    """Return the first line of a cell's text, in quotation marks."""
    return f'"{cell.source.strip().partition(chr(10))[0]}"'


def _client(notebook: NotebookNode, timeout: int) -> NotebookClient:
    silent = logging.Logger("validate")
    silent.addHandler(logging.NullHandler())
    client = NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_spec_manager=_ThisPython(), log=silent),
        log=silent,
        timeout=timeout,
        interrupt_on_timeout=True,
        error_on_timeout={"ename": "CellTimeoutError", "evalue": "", "traceback": []},
        iopub_timeout=10,  # seconds for a cell to end once it has been interrupted
        raise_on_iopub_timeout=True,
        allow_errors=True,
        record_timing=False,
        # Nothing in the history of the student's own sessions, no warnings about the kernel's transport.
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"],
        on_cell_executed=lambda **event: _note_timeout(timeout, **event),
    )
    client.widget_registry = {}  # or nbclient plays the part of the page and may miss the kernel's answer
    return client


def _note_timeout(timeout: int, cell: NotebookNode, execute_reply: dict[str, Any], **_: object) -> None:
    """Put into a cell that was interrupted what happened to it, in place of a KeyboardInterrupt."""
    if execute_reply["content"].get("ename") == "CellTimeoutError":
        said = f"it ran longer than {timeout} seconds and was stopped"
        cell.outputs = [new_output("error", ename="CellTimeoutError", evalue=said)]


def _environment() -> dict[str, str]:
    """Return this process's variables, with helpers on the kernel's path even if it is not installed."""
    path = os.pathsep.join([str(_HELPERS), *filter(None, [os.environ.get("PYTHONPATH")])])
    # Threads that wait should sleep: on a busy machine, spinning ones make training several times slower.
    return {"OMP_WAIT_POLICY": "passive"} | os.environ | {"PYTHONPATH": path}
