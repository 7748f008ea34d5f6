"""The processes that run submissions: what they load, and what is known of them when they fail."""

import asyncio
import contextlib
import dataclasses
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil
import pytest

from instructor.course import ROOT
from instructor.grading import worker
from instructor.grading.messages import Task
from instructor.sandbox import bubblewrap, memory, messages
from instructor.sandbox.child_process import EndedEarlyError
from instructor.sandbox.kernel_manager import KernelManager
from instructor.sandbox.limits import Limits
from instructor.sandbox.starters import ForkServer

DIES = "import os; os.write(2, b'no such luck'); os._exit(3)"


def loaded_after(statements):
    """Return the packages that a fresh process has loaded after some statements."""
    code = f"import json, sys; {statements}; print(json.dumps([*sys.modules]))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells))


def run(source, imports=(), sandboxed=True):
    """Execute a cell as a worker does, and return what it printed."""
    done = worker.run(Task(notebook(source), imports=list(imports), sandboxed=sandboxed))
    return nbformat.reads(done.notebook, as_version=4).cells[0].outputs[0].text


@pytest.fixture
def server():
    server = ForkServer([], {0, *worker.all_cores()})
    yield server
    server.close()


@pytest.fixture
def manager(server, sandboxed):
    """A kernel that is ready to execute cells."""
    manager = KernelManager(server, {}, Limits(), [])
    asyncio.run(_wait_for(manager.client()))
    yield manager
    manager.close()


async def _wait_for(client):
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=600)
    finally:
        client.stop_channels()


# What they load.


def test_the_fork_server_itself_needs_the_standard_library_only():
    found = loaded_after("import instructor.sandbox.fork_server") - loaded_after("pass")
    assert found - sys.stdlib_module_names == {"instructor"}


NOT_FOR_STUDENTS = {
    *("jupytext", "nbclient", "nbconvert", "nbformat", "nbgrader", "jupyter_server", "sqlalchemy", "alembic"),
    *("dask", "distributed", "psutil", "bleach", "lxml", "pytest"),
}


def test_with_its_kernels_library_it_has_nothing_of_grading_or_authoring():
    found = loaded_after(
        "from instructor.sandbox import fork_server; fork_server.kernel.import_libraries([])"
    )
    assert "ipykernel" in found
    assert not found & NOT_FOR_STUDENTS


@pytest.mark.slow
def test_a_notebook_finds_none_of_it_either(sandboxed):
    found = {name.partition(".")[0] for name in run("import sys\nprint(*sys.modules)").split()}
    assert "ipykernel" in found
    assert not found & (NOT_FOR_STUDENTS | {"instructor"})


# Long cells, which some versions of Python can hardly tokenize.

NUMBERS = "numbers = [" + "0.125, " * 20_000 + "]\n"


def test_thousands_of_numbers_on_a_line_need_little_memory(sandboxed):
    assert run(NUMBERS + "print(len(numbers))") == "20000\n"


def test_a_long_cell_may_have_lines_for_ipython_and_escapes_that_warn(sandboxed):
    long_comment = "#" * 20_000
    assert run(f"{long_comment}\n%precision 3\nprint('magic')") == "magic\n"
    assert run(f"{long_comment}\nprint('\\d', await __import__('asyncio').sleep(0, 7))") == "\\d 7\n"


# What is known of them when they fail.


def test_a_fork_server_that_dies_at_start_has_last_words():
    with pytest.raises(EndedEarlyError, match=r"fork_server ended with exit code 3.*no such luck"):
        ForkServer([DIES], {0})


def test_a_fork_server_that_has_died_has_last_words_and_no_broken_pipe(server, sandboxed):
    psutil.Process(server._server.pid).kill()
    with pytest.raises(EndedEarlyError, match="fork_server ended with exit code -9"):
        KernelManager(server, {}, Limits(), [])
    assert not server.serves([], {0})


def test_a_kernel_whose_fork_server_dies_has_not_ended_by_itself(server, sandboxed):
    manager = KernelManager(server, {}, Limits(), [])
    psutil.Process(server._server.pid).kill()
    with pytest.raises(EndedEarlyError, match="fork_server ended with exit code -9"):
        manager.close()


def test_an_import_that_fails_is_reported():
    server = ForkServer(["import no_such_module", "import json"], {0})
    try:
        assert "ModuleNotFoundError: No module named 'no_such_module'" in server.last_words()
        assert "'import no_such_module' failed" in server.last_words()
        assert "json" not in server.last_words()
    finally:
        server.close()


def test_imports_that_print_much_do_not_disturb_and_the_end_of_it_is_kept():
    chatter = "import sys; print('x' * 10**6); print('y\\n' * 10**6, file=sys.stderr); print('the end')"
    server = ForkServer([chatter], {0})
    try:
        assert server.last_words().endswith("the end")
        assert len(server.last_words()) < 5000
    finally:
        server.close()


def test_an_unsandboxed_kernel_that_dies_at_start_has_last_words():
    with pytest.raises(EndedEarlyError, match="no such luck"):
        run("1", [DIES], sandboxed=False)


def test_a_kernel_that_cannot_start_in_its_sandbox_has_last_words(server, sandboxed):
    manager = KernelManager(server, {"large.txt": bytes(2**20)}, Limits(disk=2**16), [])
    with pytest.raises(EndedEarlyError, match=r"before it could execute anything[\s\S]*large.txt"):
        asyncio.run(_wait_for(manager.client()))
    manager.close()


def test_a_notebook_cannot_reach_the_fork_server_s_streams(manager, server):
    theirs, ours = (Path("/proc", str(pid), "fd") for pid in (manager.pid, server._server.pid))
    streams = {os.readlink(ours / number) for number in "012"}
    assert len(streams) == 2  # its standard output is its standard error
    found = set()
    for path in theirs.iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed in the meantime
            found.add(os.readlink(path))
    assert "/dev/null" in found
    assert not streams & found


# Messages.

ORDER = messages.KernelOrder(
    sandbox=7,
    limits=messages.KernelLimits(seconds=1, memory=2, processes=3, disk=4, files=5),
    files="/tmp/lab/files",
    environment={"NAME": "odd \udcff"},
    token="secret",
    connection="connection.json",
    arguments=["--no-banner"],
)
MESSAGES = [
    ORDER,
    dataclasses.replace(ORDER, sandbox=None),
    messages.Preparation(["import json"], [0, 1]),
    messages.Ready(),
    messages.Entered(),
    messages.Forked(42),
    messages.Failed("it\nfailed"),
    messages.Ended(-9),
    messages.PackedCode("Y29kZQ==", {"np": "import numpy as np"}, ["abs"], ["shown"]),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_arrives_as_it_was_sent_on_one_line(message):
    line = messages.to_line(message)
    assert line.count("\n") == 1
    assert messages.from_line(line, messages.Entered, type(message)) == message


def test_a_message_of_another_kind_is_an_error():
    with pytest.raises(ValueError, match="Ended"):
        messages.from_line(messages.to_line(messages.Ended(0)), messages.Ready, messages.Forked)


# Memory.


def test_reserved_memory_is_what_linux_says():
    hoard = bytearray(10**8)
    status = Path("/proc/self/status").read_text()
    expected = sum(int(size) * 1024 for size in re.findall(r"^Vm(?:Data|Stk):\s+(\d+) kB$", status, re.M))
    assert memory.reserved(os.getpid()) == pytest.approx(expected, rel=0.1)
    assert memory.reserved(os.getpid()) > len(hoard)


def test_used_memory_counts_what_is_shared_once(manager):
    resident = psutil.Process(manager.pid).memory_info().rss  # shared with the fork server for the most part
    assert 0 < memory.used(manager.pid) < resident


def test_a_process_that_has_ended_uses_no_memory():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert memory.reserved(process.pid) == memory.used(process.pid) == 0


def test_a_folder_for_temporary_files_with_too_long_a_name_is_refused(sandboxed, monkeypatch, tmp_path):
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with pytest.raises(bubblewrap.SandboxError, match="set TMPDIR to a shorter one"):
        bubblewrap.check()


def test_a_client_that_was_never_stopped_leaves_no_open_context(server, sandboxed):
    """Python's garbage collector could wait for it for ever."""
    manager = KernelManager(server, {}, Limits(), [])
    client = manager.client()
    assert not client.context.closed
    manager.close()
    assert client.context.closed
