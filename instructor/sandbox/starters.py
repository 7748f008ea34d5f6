"""Start kernels: forked from a server that has imported what labs import, or without a sandbox."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from instructor.course import ROOT
from instructor.sandbox.bubblewrap import DATA_FOLDERS, SandboxError
from instructor.sandbox.kernel import WORK

# What a kernel is told of the world; of these, what the grader's own environment says.
_PASSED_ON = ("KERAS_BACKEND", *DATA_FOLDERS, "LANG", "TZ")
_TOLD = {"NBGRADER_EXECUTION": "autograde"}  # as nbgrader does

# Ctrl-C in a terminal is the grader's: it must not stop a cell that is then graded.
UNDISTURBED = {"start_new_session": True}


def _environment(cores):
    """Return what a process is told that imports libraries, and is to use some cores."""
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

    def __init__(self, imports, cores):
        self.imports, self.cores = imports, cores
        ends_with_us = {"JPY_PARENT_PID": str(os.getpid())} if os.name == "posix" else {}
        self.environment = dict(os.environ) | _environment(cores) | _TOLD | ends_with_us

    def start(self, order):
        """Start a kernel and return its process number."""
        path = Path(order["files"]).with_name("order.json")
        path.write_text(json.dumps(order | {"imports": self.imports}), encoding="utf-8")
        command = [sys.executable, "-m", "instructor.sandbox.kernel", str(path)]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, cwd=ROOT, env=self.environment, **quiet, **UNDISTURBED)
        return self._process.pid

    def running(self):
        """Whether the kernel runs."""
        return self._process.poll() is None

    def wait(self):
        """Wait for the kernel to end."""
        self._process.wait()


class ForkServer:
    """A process that has imported what labs import and forks kernels; see `instructor.sandbox.kernel`.

    Parameters
    ----------
    imports : list of str
        Import statements.
    cores : set of int
        The processor cores that its kernels may use.
    """

    def __init__(self, imports, cores):
        self.imports, self.cores = imports, cores
        environment = _environment(cores)
        self.environment = environment | _TOLD | {"HOME": WORK, "USER": "student"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "instructor.sandbox.kernel"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            **UNDISTURBED,
        )
        self._tell({"imports": imports, "cores": sorted(cores)})
        self._hear()

    def start(self, order):
        """Fork a kernel and return its process number."""
        self._tell(order)
        reply = self._hear() | self._hear()  # of the kernel and its parent, in any order
        if "entered" not in reply:
            self.close()  # what it says next would be taken for the answer to another order
            raise SandboxError(f"A kernel could not enter its sandbox: {reply.get('error', 'no reason')}.")
        self._kernel = reply["pid"]
        return self._kernel

    def running(self):
        """Whether the last kernel runs."""
        return os.path.exists(f"/proc/{self._kernel}")

    def wait(self):
        """Wait for the last kernel to end."""
        self._hear()

    def serves(self, imports, cores):
        """Whether it runs still, and forks what is wanted."""
        return self._process.poll() is None and (self.imports, self.cores) == (imports, cores)

    def close(self):
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _tell(self, message):
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _hear(self):
        return json.loads(self._process.stdout.readline() or "{}")
