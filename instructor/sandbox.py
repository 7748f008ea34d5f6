"""A place where a submission can run and hurt nobody: namespaces set up by bubblewrap, and limits."""

import contextlib
import itertools
import json
import os
import re
import secrets
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path

import zmq
from jupyter_client import AsyncKernelClient
from jupyter_client.connect import write_connection_file
from traitlets import Integer
from traitlets.config import Configurable

from instructor.kernel import WORK
from instructor.notebooks import DATA, HELPERS, ROOT

_NO_SANDBOX = (
    "Students' code runs in a sandbox made by bubblewrap, which {problem}, or trust the submissions and say "
    "--no-sandbox."
)
_MISSING = "is not installed: install it (Debian, Ubuntu: apt install bubblewrap; it needs Linux 5.8)"
_FORBIDDEN = (
    "is installed but cannot make one here ({said}): allow it as instructor/README.md says, for many "
    "containers and Ubuntu since 24.04 forbid it"
)
# What a kernel is told of the world; of these, what the grader's own environment says.
_FOLDERS = ("KDD99_DIR", "NSL_KDD_DIR")  # of data
_PASSED_ON = ("KERAS_BACKEND", *_FOLDERS, "LANG", "TZ")
_TOLD = {"NBGRADER_EXECUTION": "autograde"}  # as nbgrader does

# Ctrl-C in a terminal is the grader's: it must not stop a cell that is then graded.
_UNDISTURBED = {"start_new_session": True}


class SandboxError(RuntimeError):
    """There is no sandbox to run in; the message says why and what to do."""


class Limits(Configurable):
    """What one submission may use. Set as `c.Limits.memory = ...` in nbgrader_config.py."""

    seconds = Integer(1200, help="for a notebook; c.Execute.timeout is for a cell").tag(config=True)
    patience = Integer(10, help="seconds for a cell to end once it has been interrupted").tag(config=True)
    memory = Integer(4 * 2**30, help="bytes of memory, over all processes").tag(config=True)
    processes = Integer(500, help="processes and threads").tag(config=True)
    disk = Integer(500 * 2**20, help="bytes written to each of the submission's folders").tag(config=True)
    files = Integer(20_000, help="files in each of the submission's folders").tag(config=True)
    output = Integer(10 * 2**20, help="bytes of output of a notebook").tag(config=True)


def _forbidden(said):
    return SandboxError(_NO_SANDBOX.format(problem=_FORBIDDEN.format(said=said.strip())))


def check():
    """Raise SandboxError if bubblewrap cannot make a sandbox here."""
    if not shutil.which("bwrap"):
        raise SandboxError(_NO_SANDBOX.format(problem=_MISSING))
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run([*_bubblewrap(folder), "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        raise _forbidden(tried.stderr)


def _bubblewrap(folder):
    """Return the start of a command line that runs a command in new namespaces."""
    command = [shutil.which("bwrap"), "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    command += ["--hostname", "lab", "--die-with-parent", "--new-session", "--clearenv", "--proc", "/proc"]
    if os.getuid() != 0:
        command += ["--unshare-user"]  # root needs no namespace of users, and would be root in it
    for path in ("/dev", "/dev/shm", "/tmp", WORK):
        command += ["--tmpfs", path]
    for device in ("null", "zero", "full", "random", "urandom"):
        command += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for path in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        is_link = os.path.islink(path)
        command += ["--symlink", os.readlink(path), path] if is_link else ["--ro-bind-try", path, path]
    readable = ["/usr", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", sys.base_prefix, sys.prefix]
    readable += [str(HELPERS), str(DATA), *map(os.environ.get, _FOLDERS)]
    for path in filter(None, [*readable, f"{folder}/files"]):
        command += [*_parents(path), "--ro-bind-try", path, path]
    command += ["--bind-try", f"{folder}/sockets", f"{folder}/sockets"]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _parents(path):
    """Return the options that make a path's parents, which would otherwise be closed to all but root."""
    return [word for parent in reversed(Path(path).parents[:-1]) for word in ("--dir", str(parent))]


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


class Alone:
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
        command = [sys.executable, "-m", "instructor.kernel", str(path)]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, cwd=ROOT, env=self.environment, **quiet, **_UNDISTURBED)
        return self._process.pid

    def running(self):
        """Whether the kernel runs."""
        return self._process.poll() is None

    def wait(self):
        """Wait for the kernel to end."""
        self._process.wait()


class Forkserver:
    """A process that has imported what labs import and forks kernels; see `instructor.kernel`.

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
            [sys.executable, "-m", "instructor.kernel"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            **_UNDISTURBED,
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


class Kernel:
    """A kernel in a sandbox of its own; what nbclient wants of a kernel manager.

    Parameters
    ----------
    starter : Forkserver or Alone
    files : dict of str to bytes
        The submission's files by relative path, put into the kernel's working directory.
    limits : Limits
    arguments : list of str
        Of ipykernel.
    """

    has_kernel = True
    ipykernel = True

    def __init__(self, starter, files, limits, arguments):
        self._starter, self._limits = starter, limits
        sandboxed = isinstance(starter, Forkserver)
        self.token = secrets.token_hex()
        self.killed = None  # why it was killed
        self._reserved = 0  # bytes, the most that was seen
        self._folder = Path(tempfile.mkdtemp(prefix="lab-"))
        _write(files, self._folder / "files")
        (self._folder / "sockets").mkdir()
        (self._folder / "sockets").chmod(0o777)  # below a folder that only we can enter
        self._connection, _ = write_connection_file(
            f"{self._folder}/sockets/connection.json",
            **({"transport": "ipc", "ip": f"{self._folder}/sockets/k"} if sandboxed else {}),
            key=secrets.token_hex().encode(),
        )
        os.chmod(self._connection, 0o644)
        self._sandbox = None
        try:
            self._sandbox = self._start_sandbox() if sandboxed else None
            self.pid = starter.start(self._order(arguments))
        except BaseException:
            self._clear()
            raise
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._watch_limits, daemon=True)
        self._watch.start()

    def _start_sandbox(self):
        process = subprocess.Popen(
            [*_bubblewrap(self._folder), "sh", "-c", "echo $$; exec sleep infinity"],
            env={},  # bubblewrap's own can be read inside
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **_UNDISTURBED,
        )
        if not process.stdout.readline():
            _, problem = process.communicate()
            raise _forbidden(problem)
        return process

    def _order(self, arguments):
        names = ("seconds", "memory", "processes", "disk", "files")
        limits = {name: getattr(self._limits, name) for name in names}
        return {
            "sandbox": self._sandbox and _first_child(self._sandbox.pid),
            "limits": limits | {"number": self._sandbox.pid if self._sandbox else 0},
            "files": f"{self._folder}/files",
            "environment": self._starter.environment,
            "token": self.token,
            "connection": self._connection,
            "arguments": arguments,
        }

    def client(self):
        client = AsyncKernelClient(connection_file=self._connection)
        client.load_connection_file()
        client.context.setsockopt(zmq.MAXMSGSIZE, 2 * self._limits.output)
        # We know better than its heartbeat, which a kernel that is still importing does not answer.
        client.is_alive = client._async_is_alive = self.is_alive
        return client

    async def is_alive(self):
        return self._starter.running() and not self.killed

    def shutdown_kernel(self, now=True):
        self.kill()

    def cleanup_resources(self):
        """Nothing: `close` does it."""

    async def interrupt_kernel(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, 2)

    def kill(self, reason=None):
        """End all that runs in the sandbox; keep the first reason."""
        self.killed = self.killed or reason
        if self._sandbox:
            self._sandbox.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, 9)

    def death(self):
        """Say why it ended, which it did by itself."""
        if self._reserved > 0.9 * self._limits.memory:  # libraries crash when they get no more
            return f"the kernel died for want of memory: it may have {self._limits.memory / 2**30:.1f} GiB"
        return "the kernel died: the notebook ended its own process, or crashed it"

    def close(self):
        """End the kernel and remove what it left."""
        self._done.set()
        self._watch.join()
        self.kill()
        self._starter.wait()
        self._clear()

    def _clear(self):
        if self._sandbox:
            self._sandbox.kill()
            self._sandbox.communicate()
        shutil.rmtree(self._folder)

    def _watch_limits(self):
        deadline = time.monotonic() + self._limits.seconds
        while not self._done.wait(0.5):
            self._reserved = max(self._reserved, _reserved(self.pid))
            if time.monotonic() > deadline:
                self.kill(f"the notebook was stopped after {self._limits.seconds} seconds")
            elif self._sandbox and _memory(self.pid) > self._limits.memory:
                self.kill(f"the notebook used more than {self._limits.memory / 2**30:.1f} GiB of memory")
            elif _grown(self._folder / "sockets"):
                self.kill("the notebook wrote where only its sockets should be")


def _grown(sockets):
    """Whether there is more in a folder than a kernel's sockets and its connection file."""
    with contextlib.suppress(FileNotFoundError):
        inside = [path.lstat() for path in itertools.islice(sockets.iterdir(), 10)]
        files = [status.st_size for status in inside if not stat.S_ISSOCK(status.st_mode)]
        return len(inside) > 6 or len(files) > 1 or sum(files) > 2**16
    return True


def _write(files, folder):
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _first_child(pid):
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def _reserved(pid):
    """Return the bytes of a process's own memory that its limit counts, used or not."""
    with contextlib.suppress(OSError):
        found = re.search(r"^VmData:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), flags=re.M)
        return int(found[1]) * 1024 if found else 0  # a process that has ended has none
    return 0


def _memory(pid):
    """Return the bytes of memory of all processes that share a process's namespace of processes."""
    total = 0
    with contextlib.suppress(OSError):
        namespace = os.stat(f"/proc/{pid}/ns/pid").st_ino
        for process in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.stat(f"/proc/{process}/ns/pid").st_ino == namespace:
                    total += _proportional(process)
    return total


def _proportional(process):
    """Return the bytes of a process's memory, shared ones by its share."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
