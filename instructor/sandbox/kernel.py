"""The kernel that runs a submission: ipykernel, which executes cells as usual, and tests as `Runner` does.

`instructor.sandbox.fork_server` forks it inside of a sandbox. `python -m instructor.sandbox.kernel` is a
kernel without one, on any system.
"""

import os
import random
import shutil
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

from instructor.sandbox.library_snapshot import Snapshot
from instructor.sandbox.long_cells import is_long, is_python
from instructor.sandbox.messages import WORK, KernelOrder, Preparation, from_line
from instructor.sandbox.test_runner import Passed, Runner


def run_unsandboxed() -> NoReturn:
    """Run the kernel that the first two lines of standard input ask for, here and without a sandbox."""
    os.dup2(2, 1)  # what the imported libraries print is no message
    preparation = from_line(sys.stdin.readline(), Preparation)
    order = from_line(sys.stdin.readline(), KernelOrder)
    run(order, import_libraries(preparation.imports))


def import_libraries(statements: list[str]) -> Snapshot:
    """Execute import statements and return how the libraries are then.

    A statement that fails, such as a lab's optional import, is reported on standard error. The notebook will
    fail at it again, where the student can see it.
    """
    for statement in statements:
        try:
            exec(statement, {})
        except Exception:
            print(f"{statement!r} failed:", file=sys.stderr)
            traceback.print_exc()
    sys.stdout.flush()  # a fork would print it again
    import ipykernel.kernelapp  # noqa: F401 (so that a fork need not)

    return Snapshot()


def run(order: KernelOrder, snapshot: Snapshot) -> NoReturn:
    """Run an ipykernel until it is told to end, and end this process with it.

    What goes wrong before the first cell is reported on standard error, which no cell can reach.
    """
    errors = _hide_standard_streams()
    try:
        folder = _settle(order)
        app = _application(order, snapshot)
        _go_to(folder, app.shell)
    except BaseException:
        os.write(errors, traceback.format_exc().encode(errors="replace"))
        os._exit(1)
    os.close(errors)
    app.start()
    os._exit(0)


def _hide_standard_streams() -> int:
    """Put nothing in the place of the standard streams; return another descriptor of standard error."""
    errors = os.dup(2)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    return errors


def _settle(order: KernelOrder) -> str:
    """Take on the state of a fresh process; return the folder of the submission's files, here copied."""
    folder = order.files
    if order.sandbox:
        folder = shutil.copytree(order.files, f"{WORK}/lab")
    os.environ.clear()
    os.environ.update(order.environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    return folder


def _application(order: KernelOrder, snapshot: Snapshot) -> Any:
    """Return an initialised IPKernelApp."""
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.kernelapp import IPKernelApp
    from ipykernel.zmqshell import ZMQInteractiveShell
    from traitlets import Type

    run_test, token = Runner(snapshot, order.out_of_sight), order.token
    for name in list(sys.modules):
        if name.partition(".")[0] == "instructor":
            del sys.modules[name]  # nothing that a notebook should find by its name

    class Shell(ZMQInteractiveShell):
        system = ZMQInteractiveShell.system_raw  # `!command` without a terminal, of which a sandbox has none

        def transform_cell(self, raw_cell: str) -> str:
            return raw_cell if is_long(raw_cell) and is_python(raw_cell) else super().transform_cell(raw_cell)

    class TestingKernel(IPythonKernel):
        shell_class = Type(Shell)

        async def do_execute(self, code: str, *args: Any, **options: Any) -> dict[str, Any]:
            if not code.startswith(token):
                return await super().do_execute(code, *args, **options)
            shell: Any = self.shell
            verdict = run_test(shell, code.removeprefix(token))
            shell.events.trigger("post_execute")  # shows figures
            reply = {"execution_count": shell.execution_count, "payload": []}
            if isinstance(verdict, Passed):
                return reply | {"status": "ok", "user_expressions": vars(verdict)}
            return reply | {"status": "error"} | vars(verdict)

    app = IPKernelApp.instance(kernel_class=TestingKernel)
    app.initialize(["-f", order.connection, *order.arguments])
    return app


def _go_to(folder: str, shell: Any) -> None:
    """Go to the submission's folder as if the kernel had been started there.

    Not earlier, lest the kernel imports a submission's file in the place of a module.
    """
    os.chdir(folder)
    shell.starting_dir = folder
    shell.history_manager.dir_hist[:] = [Path(folder)]


if __name__ == "__main__":
    run_unsandboxed()
