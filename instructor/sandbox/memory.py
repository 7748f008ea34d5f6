"""The memory that processes use, as Linux counts it."""

import os

import psutil

_GONE = (OSError, psutil.Error)  # a process that ends while we look at it


def reserved(pid: int) -> int:
    """Return the bytes of a process's private memory, used or not: what RLIMIT_DATA counts, and its stack.

    0 if the process has ended, or if this system does not say.
    """
    try:
        return getattr(psutil.Process(pid).memory_info(), "data", 0)
    except _GONE:
        return 0


def used(pid: int) -> int:
    """Return the bytes of memory of all processes that share a process's namespace of processes.

    Memory that several processes share counts once in all: by each process's share (PSS).
    """
    total = 0
    try:
        namespace = _namespace(pid)
    except _GONE:
        return 0
    for process in psutil.process_iter():
        try:
            if _namespace(process.pid) == namespace:
                total += process.memory_full_info().pss
        except _GONE:
            continue
    return total


def _namespace(pid: int) -> int:
    return os.stat(f"/proc/{pid}/ns/pid").st_ino
