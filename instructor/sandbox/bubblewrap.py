"""Namespaces set up by bubblewrap, in which a submission can hurt nobody."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from instructor.course import DATA, HELPERS
from instructor.sandbox.messages import WORK

_NO_SANDBOX = (
    "Students' code runs in a sandbox made by bubblewrap, which {problem}, or trust the submissions and say "
    "--no-sandbox."
)
_MISSING = "is not installed: install it (Debian, Ubuntu: apt install bubblewrap; it needs Linux 5.8)"
_FORBIDDEN = (
    "is installed but cannot make one here ({said}): allow it as instructor/README.md says, for many "
    "containers and Ubuntu since 24.04 forbid it"
)
_LONG_FOLDER = (
    "The path of the folder for temporary files, {folder}, has {length} bytes, and sockets allow {most}: set "
    "TMPDIR to a shorter one, such as /tmp."
)
_LONGEST_FOLDER = 107 - len("/lab-12345678/sockets/k-1")  # bytes; Linux allows 107 for a socket
DATA_FOLDERS = ("KDD99_DIR", "NSL_KDD_DIR")  # environment variables that name folders of data


class SandboxError(RuntimeError):
    """There is no sandbox to run in; the message says why and what to do."""


def _refused(said: str) -> SandboxError:
    """Return the error for a sandbox that bubblewrap could not make; `said` is why, in its words."""
    return SandboxError(_NO_SANDBOX.format(problem=_FORBIDDEN.format(said=said.strip())))


def check() -> None:
    """Raise SandboxError if bubblewrap cannot make a sandbox here."""
    if not shutil.which("bwrap"):
        raise SandboxError(_NO_SANDBOX.format(problem=_MISSING))
    parent = tempfile.gettempdir()
    length = len(os.fsencode(parent))
    if length > _LONGEST_FOLDER:
        raise SandboxError(_LONG_FOLDER.format(folder=parent, length=length, most=_LONGEST_FOLDER))
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run([*command(folder), "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        raise _refused(tried.stderr)


class Sandbox:
    """Namespaces that last until they are closed, and all processes in them with them.

    Parameters
    ----------
    folder : path-like
        As for `command`.

    Raises
    ------
    SandboxError
    """

    def __init__(self, folder: str | Path) -> None:
        self._process = subprocess.Popen(
            [*command(folder), "sh", "-c", "echo $$; exec sleep infinity"],
            env={},  # bubblewrap's own can be read inside
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C in a terminal is the grader's
        )
        assert self._process.stdout
        if not self._process.stdout.readline():
            _, problem = self._process.communicate()
            raise _refused(problem)
        self.pid = psutil.Process(self._process.pid).children()[0].pid  # of the first process inside

    def kill(self) -> None:
        """End all processes in the sandbox."""
        self._process.kill()

    def close(self) -> None:
        """End all processes in the sandbox and wait for its end."""
        self.kill()
        self._process.communicate()


def command(folder: str | Path) -> list[str]:
    """Return the start of a command line that runs a command in new namespaces.

    Parameters
    ----------
    folder : path-like
        What it has as files/ can be read inside, and what it has as sockets/ can be written.
    """
    words = [shutil.which("bwrap") or "bwrap"]
    words += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    words += ["--hostname", "lab", "--die-with-parent", "--new-session", "--clearenv", "--proc", "/proc"]
    if os.getuid() != 0:
        words += ["--unshare-user"]  # root needs no namespace of users, and would be root in it
    for path in ("/dev", "/dev/shm", "/tmp", WORK):
        words += ["--tmpfs", path]
    for device in ("null", "zero", "full", "random", "urandom"):
        words += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for path in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        else:
            words += ["--ro-bind-try", path, path]
    for path in (*_readable(), f"{folder}/files"):
        words += [*_with_parents(path), "--ro-bind-try", path, path]
    words += ["--bind-try", f"{folder}/sockets", f"{folder}/sockets"]
    return [*words, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _readable() -> list[str]:
    """Return the files and folders of this machine that can be read inside."""
    paths = ["/usr", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", sys.base_prefix, sys.prefix]
    paths += [str(HELPERS), str(DATA)]
    paths += [os.environ[name] for name in DATA_FOLDERS if os.environ.get(name)]
    return paths


def _with_parents(path: str) -> list[str]:
    """Return the options that make a path's parents, which would otherwise be closed to all but root."""
    words: list[str] = []
    for parent in reversed(Path(path).parents[:-1]):
        words += ["--dir", str(parent)]
    return words
