"""Confine the process that calls this to a sandbox: its namespaces, its limits, and no privileges."""

import contextlib
import ctypes
import os
import resource
import signal

from instructor.sandbox.libc import call
from instructor.sandbox.messages import WORK, KernelLimits
from instructor.sandbox.seccomp import forbid_system_calls

_NAMESPACES = {"user": 0x10000000, "mnt": 0x20000, "pid": 0x20000000, "net": 0x40000000, "ipc": 0x8000000}
_NO_NEW_PRIVILEGES, _DROP_BOUNDING, _DEATH_SIGNAL = 38, 24, 1  # of prctl(2)
_REMOUNT, _NOSUID, _NODEV = 32, 2, 4  # of mount(2)
_CAPABILITIES_VERSION = 0x20080522  # of capset(2)


def end_with_parent() -> None:
    """Let this process be killed when its parent ends."""
    call("prctl", _DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def enter(pid: int) -> None:
    """Enter all namespaces of a process. Of its namespace of processes, only children will be part."""
    flags = 0
    for name, flag in _NAMESPACES.items():
        if not os.path.samefile(f"/proc/{pid}/ns/{name}", f"/proc/self/ns/{name}"):
            flags |= flag
    pidfd = os.pidfd_open(pid)
    call("setns", pidfd, flags)
    os.close(pidfd)


def confine(limits: KernelLimits, number: int) -> None:
    """Limit what this process and its children may use, and give up all privileges for good.

    Parameters
    ----------
    limits : KernelLimits
    number : int
        Differs from that of every other kernel that runs at the same time.
    """
    _limit_folders(limits)
    _limit_resources(limits)
    _give_up_privileges(number)
    forbid_system_calls()


def _limit_folders(limits: KernelLimits) -> None:
    options = f"size={limits.disk},nr_inodes={limits.files}".encode()
    for folder in (WORK, "/tmp", "/dev/shm"):
        call("mount", None, folder.encode(), None, _REMOUNT | _NOSUID | _NODEV, options)
        os.chmod(folder, 0o1777)


def _limit_resources(limits: KernelLimits) -> None:
    cores = len(os.sched_getaffinity(0))
    most = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits.seconds * cores,  # over all threads
        resource.RLIMIT_DATA: limits.memory,
        resource.RLIMIT_FSIZE: limits.disk,
        resource.RLIMIT_NOFILE: 1024,
        resource.RLIMIT_NPROC: limits.processes,
    }
    for kind, value in most.items():
        resource.setrlimit(kind, (value, value))


def _give_up_privileges(number: int) -> None:
    for capability in range(64):
        with contextlib.suppress(OSError):  # this system does not have so many
            call("prctl", _DROP_BOUNDING, capability, 0, 0, 0)
    if os.getuid() == 0:
        # Root may exceed limits. A user of its own keeps a kernel's processes from being counted with those
        # of another kernel.
        user = 2**30 + number
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header, none = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0), (ctypes.c_uint32 * 6)()
    call("capset", header, none)
    call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
