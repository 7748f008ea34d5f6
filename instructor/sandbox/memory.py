"""The memory that processes use, as the kernel counts it."""

import contextlib
import os
import re
from pathlib import Path


def reserved(pid):
    """Return the bytes of a process's own memory that its limit counts, used or not."""
    with contextlib.suppress(OSError):
        found = re.search(r"^VmData:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), flags=re.M)
        return int(found[1]) * 1024 if found else 0  # a process that has ended has none
    return 0


def used(pid):
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
