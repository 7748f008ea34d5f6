"""Start kernels: forked from a server that has imported what labs import, or without a sandbox."""

import os
import sysconfig
from pathlib import Path
from typing import Protocol

import psutil

from instructor.sandbox.bubblewrap import DATA_FOLDERS, SandboxError
from instructor.sandbox.child_process import ChildProcess
from instructor.sandbox.messages import (
    WORK,
    Ended,
    Entered,
    Failed,
    Forked,
    KernelOrder,
    Preparation,
    Ready,
)

_PASSED_ON = ("KERAS_BACKEND", *DATA_FOLDERS, "LANG", "TZ")  # what kernels get from the grader's environment
_OF_KERNELS = {"NBGRADER_EXECUTION": "autograde"}  # as nbgrader does


class Starter(Protocol):
    """What `instructor.sandbox.kernel_manager.KernelManager` starts its kernel with."""

    environment: dict[str, str]  # of its kernels
    sandboxed: bool

    def start(self, order: KernelOrder) -> int:
        """Start a kernel and return its process number."""

    def running(self) -> bool:
        """Return whether the last kernel runs."""

    def wait(self) -> None:
        """Wait for the last kernel to end."""

    def last_words(self) -> str:
        """Return the last lines that the last kernel wrote before its first cell."""


def _environment(cores: set[int]) -> dict[str, str]:
    """Return the environment of a process that imports libraries and is to use some cores."""
    threads = str(len(cores))
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.defpath}",
        "HOME": str(Path.home()),  # where matplotlib keeps its list of fonts
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "OMP_WAIT_POLICY": "passive",
        "CUDA_VISIBLE_DEVICES": "-1",
    }


class UnsandboxedStarter:
    """Starts a kernel without a sandbox, as a process like any other.

    Parameters
    ----------
    imports : list of str
        Import statements.
    cores : set of int
    """

    sandboxed = False

    def __init__(self, imports: list[str], cores: set[int]) -> None:
        self._preparation = Preparation(imports, sorted(cores))
        self.environment = dict(os.environ) | _environment(cores) | _OF_KERNELS
        if os.name == "posix":
            self.environment["JPY_PARENT_PID"] = str(os.getpid())  # a kernel ends with this process

    def start(self, order: KernelOrder) -> int:
        """Start a kernel and return its process number."""
        self._kernel = ChildProcess("instructor.sandbox.kernel", self.environment)
        self._kernel.tell(self._preparation)
        self._kernel.tell(order)
        return self._kernel.pid

    def running(self) -> bool:
        """Return whether the kernel runs."""
        return self._kernel.running()

    def wait(self) -> None:
        """Wait for the kernel to end."""
        self._kernel.wait()

    def last_words(self) -> str:
        """Return the last lines that the kernel wrote before its first cell."""
        return self._kernel.last_words()


class ForkServer:
    """A process that has imported what labs import and forks kernels; see `instructor.sandbox.fork_server`.

    Parameters
    ----------
    imports : list of str
        Import statements.
    cores : set of int
        The processor cores that its kernels may use.

    Raises
    ------
    EndedEarlyError
        If it ends before it is ready.
    """

    sandboxed = True

    def __init__(self, imports: list[str], cores: set[int]) -> None:
        self.imports, self.cores = imports, cores
        environment = _environment(cores)
        self.environment = environment | _OF_KERNELS | {"HOME": WORK, "USER": "student"}
        self._server = ChildProcess("instructor.sandbox.fork_server", environment)
        self._server.tell(Preparation(imports, sorted(cores)))
        self._server.hear(Ready)

    def start(self, order: KernelOrder) -> int:
        """Fork a kernel and return its process number.

        Raises
        ------
        SandboxError
            If it cannot enter its sandbox.
        EndedEarlyError
            If the server has ended.
        """
        self._server.tell(order)
        forked = None
        for _ in range(2):  # the kernel and its parent each send one message, in any order
            reply = self._server.hear(Entered, Forked, Failed)
            if isinstance(reply, Failed):
                self.close()  # what it says next would be taken for the answer to another order
                raise SandboxError(f"A kernel could not enter its sandbox: {reply.error}.")
            if isinstance(reply, Forked):
                forked = reply
        assert forked
        self._kernel = forked.pid
        return self._kernel

    def running(self) -> bool:
        """Return whether the last kernel runs."""
        return psutil.pid_exists(self._kernel)

    def wait(self) -> None:
        """Wait for the last kernel to end.

        Raises
        ------
        EndedEarlyError
            If the server has ended, and the kernel with it.
        """
        self._server.hear(Ended)

    def last_words(self) -> str:
        """Return the last lines that the server wrote, and each kernel before its first cell."""
        return self._server.last_words()

    def serves(self, imports: list[str], cores: set[int]) -> bool:
        """Return whether it runs still, and forks what is wanted."""
        return self._server.running() and (self.imports, self.cores) == (imports, cores)

    def close(self) -> None:
        """End it."""
        self._server.close()
