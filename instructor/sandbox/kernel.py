"""The process that kernels are forked from, and the kernel that runs a submission.

`python -m instructor.sandbox.kernel` imports once what the labs import, which takes longer than most
exercises. For each order on its standard input it forks a kernel; the fork joins the namespaces of a sandbox
that bubblewrap has set up, gives up every privilege, and only then listens. No student's code runs before
that, and none outlives the sandbox, so nothing can pass from one submission to the next.

`python -m instructor.sandbox.kernel ORDER.json` is a kernel without a sandbox, on any system.
"""

import contextlib
import ctypes
import errno
import json
import os
import platform
import random
import select
import shutil
import signal
import struct
import sys

from traitlets import Type

from instructor.sandbox.tampering import Snapshot
from instructor.sandbox.test_runner import Runner

_NAMESPACES = {"user": 0x10000000, "mnt": 0x20000, "pid": 0x20000000, "net": 0x40000000, "ipc": 0x8000000}
_NO_NEW_PRIVS, _DROP_BOUND, _DEATH_SIGNAL, _SECCOMP = 38, 24, 1, 22  # of prctl(2)
# Of linux/audit.h and asm/unistd.h: memfd_create, memfd_secret, shmget, semget, msgget, unshare, setns,
# mount, ptrace, keyctl, bpf, userfaultfd, io_uring_setup.
_FORBIDDEN = {
    "x86_64": (0xC000003E, (319, 447, 29, 64, 68, 272, 308, 165, 101, 250, 321, 323, 425)),
    "aarch64": (0xC00000B7, (279, 447, 194, 190, 186, 97, 268, 40, 117, 219, 280, 282, 425)),
}
_REMOUNT, _NOSUID, _NODEV = 32, 2, 4  # of mount(2)
WORK = "/submission"  # where a submission's files are, inside


def serve():
    """Import what the first line of standard input lists, then fork a kernel for each line that follows."""
    order = json.loads(sys.stdin.readline())
    os.sched_setaffinity(0, order["cores"])  # of the kernels, too
    snapshot = _import(order["imports"])
    _say({"ready": True})
    while line := sys.stdin.readline():
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become_kernel(order, snapshot)
        _wait(pid)


def run_unsandboxed(path):
    """Run the kernel that an order in a file asks for, here and without a sandbox."""
    with open(path, encoding="utf-8") as file:
        order = json.load(file)
    snapshot = _import(order["imports"])
    _settle(order)
    _run(order, snapshot)


def _import(statements):
    """Execute import statements and return how the libraries are then."""
    for statement in statements:
        with contextlib.suppress(Exception):  # a lab's optional import
            exec(statement, {})
    import ipykernel.kernelapp  # noqa: F401 (for the forks)

    return Snapshot()


def _say(message):
    print(json.dumps(message), flush=True)


def _wait(pid):
    """Report the end of a kernel; end with whoever reads our reports."""
    pidfd = os.pidfd_open(pid)
    if sys.stdin in select.select([sys.stdin, pidfd], [], [])[0]:
        os.kill(pid, signal.SIGKILL)
        sys.exit()
    os.close(pidfd)
    _, status = os.waitpid(pid, 0)
    _say({"ended": os.waitstatus_to_exitcode(status)})


def _become_kernel(order, snapshot):
    """Enter the sandbox of `order` and run its kernel; never return.

    A process cannot change its own namespace of processes, only that of its children: the kernel is a child.
    """
    try:
        _call("prctl", _DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        _join(order["sandbox"])
        pid = os.fork()
        if pid == 0:
            _prepare(order)
            _run(order, snapshot)
    except BaseException as error:
        _say({"error": repr(error)})
        os._exit(1)
    _say({"pid": pid})
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _prepare(order):
    """Make this process the kernel's: confined, with nothing in hand but the submission's files."""
    os.setsid()
    os.closerange(3, 4096)
    _confine(order["limits"])
    _settle(order)
    _say({"entered": True})
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)


def _join(pid):
    """Enter all namespaces of a process."""
    flags = sum(flag for name, flag in _NAMESPACES.items() if not _shared(pid, name))
    pidfd = os.pidfd_open(pid)
    _call("setns", pidfd, flags)
    os.close(pidfd)


def _shared(pid, namespace):
    return os.path.samefile(f"/proc/{pid}/ns/{namespace}", f"/proc/self/ns/{namespace}")


def _confine(limits):
    """Limit what this process and its children may use, and give up all privileges for good."""
    import resource  # which Windows does not have

    for folder in (WORK, "/tmp", "/dev/shm"):
        options = f"size={limits['disk']},nr_inodes={limits['files']}".encode()
        _call("mount", None, folder.encode(), None, _REMOUNT | _NOSUID | _NODEV, options)
        os.chmod(folder, 0o1777)
    for name, value in {
        "CORE": 0,
        "CPU": limits["seconds"] * len(os.sched_getaffinity(0)),  # over all threads
        "DATA": limits["memory"],
        "FSIZE": limits["disk"],
        "NOFILE": 1024,
        "NPROC": limits["processes"],
    }.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    for capability in range(64):
        with contextlib.suppress(OSError):  # that this system does not have
            _call("prctl", _DROP_BOUND, capability, 0, 0, 0)
    if os.getuid() == 0:
        # Root may exceed limits. A number of its own for each kernel keeps its processes from being counted
        # with those of another.
        user = 2**30 + limits["number"]
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _call("capset", header, nothing)
    _call("prctl", _NO_NEW_PRIVS, 1, 0, 0, 0)
    _forbid()


def _forbid():
    """Refuse system calls by which a process gets memory that no limit counts, or new namespaces.

    A filter in the kernel's own language: seccomp(2) and linux/filter.h.
    """
    if platform.machine() not in _FORBIDDEN:
        return
    architecture, numbers = _FORBIDDEN[platform.machine()]
    refuse = (0x06, 0, 0, 0x00050000 | errno.EPERM)
    program = [(0x20, 0, 0, 4), (0x15, 1, 0, architecture), refuse, (0x20, 0, 0, 0)]
    program += [(0x35, 0, 1, 0x40000000), refuse]  # x86-64's second set of numbers
    for number in numbers:
        program += [(0x15, 0, 1, number), refuse]
    program.append((0x06, 0, 0, 0x7FFF0000))
    instructions = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    buffer = ctypes.create_string_buffer(instructions)
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    _call("prctl", _SECCOMP, 2, ctypes.create_string_buffer(header), 0, 0)


def _call(function, *arguments):
    """Call a function of the C library that Python has no name for; raise OSError if it fails."""
    if getattr(ctypes.CDLL(None, use_errno=True), function)(*arguments):
        error = ctypes.get_errno()
        raise OSError(error, f"{function}: {os.strerror(error)}")


def _settle(order):
    """Go to the submission's files, copies if they are not its own, and take on a fresh process's state."""
    os.chdir(shutil.copytree(order["files"], f"{WORK}/lab") if order["sandbox"] else order["files"])
    os.environ.clear()
    os.environ.update(order["environment"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _run(order, snapshot):
    """Start an ipykernel that executes cells as usual, and tests as `Runner` does."""
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.kernelapp import IPKernelApp
    from ipykernel.zmqshell import ZMQInteractiveShell

    run_test, token = Runner(snapshot), order["token"]
    for name in [name for name in sys.modules if name.partition(".")[0] == "instructor"]:
        del sys.modules[name]  # nothing that a notebook should find by its name

    class Shell(ZMQInteractiveShell):
        system = ZMQInteractiveShell.system_raw  # `!command` without a terminal, of which a sandbox has none

    class Kernel(IPythonKernel):
        shell_class = Type(Shell)

        async def do_execute(self, code, *args, **options):
            if not code.startswith(token):
                return await super().do_execute(code, *args, **options)
            verdict = run_test(self.shell, code.removeprefix(token))
            self.shell.events.trigger("post_execute")  # shows figures
            if "proof" in verdict:
                verdict = {"status": "ok", "user_expressions": verdict}
            return {"status": "error", "execution_count": self.shell.execution_count, "payload": []} | verdict

    app = IPKernelApp.instance(kernel_class=Kernel)
    app.initialize(["-f", order["connection"], *order["arguments"]])
    app.start()


if __name__ == "__main__":
    run_unsandboxed(sys.argv[1]) if len(sys.argv) > 1 else serve()
