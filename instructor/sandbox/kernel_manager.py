"""A kernel with limits, in a sandbox of its own if wanted, as nbclient manages one."""

import contextlib
import os
import secrets
import shutil
import signal
import tempfile
from pathlib import Path

import psutil
import zmq
from jupyter_client import AsyncKernelClient
from jupyter_client.connect import write_connection_file

from instructor.sandbox.bubblewrap import Sandbox
from instructor.sandbox.child_process import EndedEarlyError
from instructor.sandbox.limits import Limits
from instructor.sandbox.messages import KernelOrder
from instructor.sandbox.starters import Starter
from instructor.sandbox.warden import Warden


class KernelManager:
    """A kernel with limits; what nbclient wants of a kernel manager.

    Parameters
    ----------
    starter : ForkServer or UnsandboxedStarter
    files : dict of str to bytes
        The submission's files by relative path, put into the kernel's working directory.
    limits : Limits
    arguments : list of str
        Of ipykernel.
    out_of_sight : bool
        Call the answers where no frame leads to the test.

    Raises
    ------
    SandboxError
        If there is no sandbox for it.
    EndedEarlyError
        If whatever starts kernels has ended.
    """

    has_kernel = True
    ipykernel = True

    def __init__(
        self,
        starter: Starter,
        files: dict[str, bytes],
        limits: Limits,
        arguments: list[str],
        out_of_sight: bool = False,
    ) -> None:
        self._starter, self._limits, self._out_of_sight = starter, limits, out_of_sight
        self.token = secrets.token_hex()
        self.killed: str | None = None  # why it was killed
        self._folder = Path(tempfile.mkdtemp(prefix="lab-"))
        self._sandbox: Sandbox | None = None
        self._client: AsyncKernelClient | None = None
        try:
            _write(files, self._folder / "files")
            self._connection = _write_connection(self._folder / "sockets", starter.sandboxed)
            if starter.sandboxed:
                self._sandbox = Sandbox(self._folder)
            self.pid = starter.start(self._order(arguments))
        except BaseException:
            self._clear()
            raise
        self._warden = Warden(
            self.pid, limits, self._folder / "sockets", kill=self.kill, sandboxed=starter.sandboxed
        )

    def _order(self, arguments: list[str]) -> KernelOrder:
        return KernelOrder(
            sandbox=self._sandbox.pid if self._sandbox else None,
            limits=self._limits.of_kernel(),
            files=str(self._folder / "files"),
            environment=self._starter.environment,
            token=self.token,
            connection=self._connection,
            arguments=arguments,
            out_of_sight=self._out_of_sight,
        )

    def client(self) -> AsyncKernelClient:
        """Return a client for nbclient to talk to the kernel with."""
        self._client = _Client(self, connection_file=self._connection)
        self._client.load_connection_file()
        self._client.context.setsockopt(zmq.MAXMSGSIZE, 2 * self._limits.output)
        return self._client

    async def is_alive(self) -> bool:
        """Return whether the kernel runs."""
        return self._starter.running() and not self.killed

    def shutdown_kernel(self, now: bool = True) -> None:
        """End the kernel."""
        self.kill()

    def cleanup_resources(self) -> None:
        """Do nothing: `close` does it."""

    async def interrupt_kernel(self) -> None:
        """Raise KeyboardInterrupt in the kernel."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)

    def kill(self, reason: str | None = None) -> None:
        """End all that runs in the sandbox; keep the first reason."""
        self.killed = self.killed or reason
        if self._sandbox:
            self._sandbox.kill()
        else:
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(self.pid).kill()

    def death(self) -> str:
        """Return why the kernel ended, which it did by itself."""
        if self._warden.most_reserved > 0.9 * self._limits.memory:  # libraries crash when they get no more
            return f"the kernel died for want of memory: it may have {self._limits.memory / 2**30:.1f} GiB"
        return "the kernel died: the notebook ended its own process, or crashed it"

    def not_started(self) -> EndedEarlyError:
        """Return the error for a kernel that ended before its first cell."""
        why = self.killed or f"its last words were: {self._starter.last_words()}"
        return EndedEarlyError(f"A kernel ended before it could execute anything; {why}")

    def close(self) -> None:
        """End the kernel and remove what it left; call it from the thread that has used the client.

        Raises
        ------
        EndedEarlyError
            If the fork server had ended, which ends kernels through no fault of theirs.
        """
        self._warden.stop()
        self.kill()
        if self._client:
            # Stopping the channels has done it, unless they could not even be opened. Then Python's garbage
            # collector would do it, in any thread, and could wait for ever for sockets that are collected
            # after it.
            self._client.context.destroy(linger=0)
        try:
            self._starter.wait()
        finally:
            self._clear()

    def _clear(self) -> None:
        if self._sandbox:
            self._sandbox.close()
        shutil.rmtree(self._folder)


class _Client(AsyncKernelClient):
    """A client that does not ask the heartbeat, which a kernel that is still importing does not answer."""

    def __init__(self, manager: KernelManager, **options: str) -> None:
        super().__init__(**options)
        self._manager = manager
        self._is_starting = False

    async def _async_is_alive(self) -> bool:
        alive = await self._manager.is_alive()
        if self._is_starting and not alive:  # Jupyter's client would wait for it to come to life
            raise self._manager.not_started()
        return alive

    is_alive = _async_is_alive

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers; raise EndedEarlyError if it ends instead."""
        self._is_starting = True
        try:
            await self._async_wait_for_ready(timeout)
        except EndedEarlyError:
            raise
        except RuntimeError as error:
            raise self._manager.not_started() from error
        finally:
            self._is_starting = False


def _write(files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _write_connection(folder: Path, sandboxed: bool) -> str:
    """Make the folder of the kernel's sockets and write Jupyter's connection file into it."""
    folder.mkdir()
    folder.chmod(0o777)  # below a folder that only we can enter
    name, key = f"{folder}/connection.json", secrets.token_hex().encode()
    if sandboxed:  # where there is no network
        path, _ = write_connection_file(name, key=key, transport="ipc", ip=f"{folder}/k")
    else:
        path, _ = write_connection_file(name, key=key)
    os.chmod(path, 0o644)
    return path
