"""A network that consists of nothing but loopback, and a list of whom else Python programs have asked."""

import contextlib
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

# Python imports it when it starts, as sitecustomize.py in a folder of PYTHONPATH. It does not see C code.
_NOTE_WHOM_PYTHON_ASKS = """
import socket, sys

OURS = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", socket.gethostname()}

def note(event, arguments):
    host = None
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    if isinstance(host, bytes):
        host = host.decode()
    if host not in OURS:
        with open(__file__ + ".asked", "a") as asked:
            asked.write(f"{host} by {sys.argv}\\n")

sys.addaudithook(note)
"""


@contextlib.contextmanager
def network_without_others() -> Iterator[list[str]]:
    """Yield words to put in front of a command, which then reaches no machine but, by loopback, this one.

    All these commands share the network, so that a browser finds a server.

    Raises
    ------
    OSError
        If the system does not let us make such a network.
    """
    keep = "ip link set lo up && echo up && exec sleep infinity"
    # Others than root need a namespace of users. Root's sandbox would lack the users that it changes to.
    root = os.geteuid() == 0
    make = ["unshare", "--net"] if root else ["unshare", "--net", "--map-root-user"]
    enter = ["--net"] if root else ["--net", "--user", "--preserve-credentials"]
    holder = subprocess.Popen([*make, "sh", "-c", keep], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        if holder.stdout.readline() != "up\n":
            raise OSError("no network namespace can be made (Debian: apt-get install iproute2)")
        yield ["nsenter", f"--target={holder.pid}", *enter]
    finally:
        holder.kill()
        holder.communicate()


def script(path: Path, command: list[str]) -> Path:
    """Write a program that runs a command with the program's arguments after it."""
    path.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    path.chmod(0o755)
    return path


class Listener:
    """Notes whom the Python programs that are started with its variables ask, except for this machine.

    Parameters
    ----------
    folder : pathlib.Path
        A new one, for the notes.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._module = folder / "sitecustomize.py"
        self._module.write_text(_NOTE_WHOM_PYTHON_ASKS)
        # Because of the second, helpers/surroundings.py takes this for a program with modules of its own.
        self.variables = {"PYTHONPATH": os.fspath(folder), "TEST_RUN_PIPE": ""}

    def asked(self) -> list[str]:
        """Return a line for each question, with the name or address and who asked."""
        notes = self._module.with_name(f"{self._module.name}.asked")
        return notes.read_text().splitlines() if notes.exists() else []
