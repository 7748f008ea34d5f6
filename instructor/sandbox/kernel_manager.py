"""A kernel in a sandbox of its own, as nbclient manages one."""

import contextlib
import itertools
import os
import secrets
import shutil
import stat
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import zmq
from jupyter_client import AsyncKernelClient
from jupyter_client.connect import write_connection_file

from instructor.sandbox import bubblewrap, memory
from instructor.sandbox.starters import UNDISTURBED, ForkServer


class KernelManager:
    """A kernel in a sandbox of its own; what nbclient wants of a kernel manager.

    Parameters
    ----------
    starter : ForkServer or UnsandboxedStarter
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
        sandboxed = isinstance(starter, ForkServer)
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
            [*bubblewrap.command(self._folder), "sh", "-c", "echo $$; exec sleep infinity"],
            env={},  # bubblewrap's own can be read inside
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **UNDISTURBED,
        )
        if not process.stdout.readline():
            _, problem = process.communicate()
            raise bubblewrap.refused(problem)
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
            self._reserved = max(self._reserved, memory.reserved(self.pid))
            if time.monotonic() > deadline:
                self.kill(f"the notebook was stopped after {self._limits.seconds} seconds")
            elif self._sandbox and memory.used(self.pid) > self._limits.memory:
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
