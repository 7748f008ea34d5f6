"""Namespaces set up by bubblewrap, in which a submission can hurt nobody."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from instructor.course import DATA, HELPERS
from instructor.sandbox.kernel import WORK

_NO_SANDBOX = (
    "Students' code runs in a sandbox made by bubblewrap, which {problem}, or trust the submissions and say "
    "--no-sandbox."
)
_MISSING = "is not installed: install it (Debian, Ubuntu: apt install bubblewrap; it needs Linux 5.8)"
_FORBIDDEN = (
    "is installed but cannot make one here ({said}): allow it as instructor/README.md says, for many "
    "containers and Ubuntu since 24.04 forbid it"
)
DATA_FOLDERS = ("KDD99_DIR", "NSL_KDD_DIR")  # environment variables that name folders of data


class SandboxError(RuntimeError):
    """There is no sandbox to run in; the message says why and what to do."""


def refused(said):
    """Return the error for a sandbox that bubblewrap could not make; `said` is why, in its words."""
    return SandboxError(_NO_SANDBOX.format(problem=_FORBIDDEN.format(said=said.strip())))


def check():
    """Raise SandboxError if bubblewrap cannot make a sandbox here."""
    if not shutil.which("bwrap"):
        raise SandboxError(_NO_SANDBOX.format(problem=_MISSING))
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run([*command(folder), "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        raise refused(tried.stderr)


def command(folder):
    """Return the start of a command line that runs a command in new namespaces."""
    words = [shutil.which("bwrap"), "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    words += ["--hostname", "lab", "--die-with-parent", "--new-session", "--clearenv", "--proc", "/proc"]
    if os.getuid() != 0:
        words += ["--unshare-user"]  # root needs no namespace of users, and would be root in it
    for path in ("/dev", "/dev/shm", "/tmp", WORK):
        words += ["--tmpfs", path]
    for device in ("null", "zero", "full", "random", "urandom"):
        words += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for path in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        is_link = os.path.islink(path)
        words += ["--symlink", os.readlink(path), path] if is_link else ["--ro-bind-try", path, path]
    readable = ["/usr", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", sys.base_prefix, sys.prefix]
    readable += [str(HELPERS), str(DATA), *map(os.environ.get, DATA_FOLDERS)]
    for path in filter(None, [*readable, f"{folder}/files"]):
        words += [*_parents(path), "--ro-bind-try", path, path]
    words += ["--bind-try", f"{folder}/sockets", f"{folder}/sockets"]
    return [*words, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _parents(path):
    """Return the options that make a path's parents, which would otherwise be closed to all but root."""
    return [word for parent in reversed(Path(path).parents[:-1]) for word in ("--dir", str(parent))]
