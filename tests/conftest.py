"""Fixtures for all tests, and how they are spread over workers.

What takes seconds to import is imported in the fixtures: pytest-xdist's coordinating process reads this file,
too, and runs no test.
"""

import gzip
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The tests start hundreds of processes. Where this variable is set, each of them compiles all libraries
# again, which takes more than half of the time that importing Keras takes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that wait sleep: other tests need the cores


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_auto_num_workers():
    """Start a worker more than there are cores: tests of the grader and of the browser mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_setupnodes(specs):
    """Share the cores out among the workers: libraries that each take all cores slow one another down."""
    threads = str(max(1, (os.cpu_count() or 1) // len(specs)))
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        os.environ[name] = threads


def pytest_collection_modifyitems(items):
    """Start with the slow tests, and of these with the two large classes, which take longest.

    Nobody then waits long for the last worker. Those of the grader come before others: they spend much of
    their time waiting, in which others can use the cores.
    """
    items.sort(key=_turn)


def _turn(item):
    slow = item.get_closest_marker("slow") is not None
    grader = item.path.parent.name == "instructor"
    return (not slow, not grader, item.path.name not in ("test_hostile.py", "test_honest.py"))


@pytest.fixture(scope="session", autouse=True)
def _figures_without_windows():
    """Draw to memory. Not MPLBACKEND, which the kernels that tests start would follow, too."""
    import matplotlib

    matplotlib.use("Agg")


@pytest.fixture(scope="session")
def kdd99_folder(tmp_path_factory):
    """The folder with the two real files, or None where they are not on this machine.

    They are looked for in KDD99_DIR, in ../shared/kdd99 and in data/. It is a copy, so that no cache is
    written beside the originals.
    """
    from helpers.kdd99.load import DATA_DIR, FILES

    for folder in (os.environ.get("KDD99_DIR"), ROOT.parent / "shared" / "kdd99", DATA_DIR):
        files = [Path(folder) / name for name in FILES["real"].values()] if folder else []
        if files and all(path.is_file() for path in files):
            copy = tmp_path_factory.mktemp("kdd99")
            copy.chmod(0o755)  # kernels in a sandbox have no rights of ours
            for path in files:
                shutil.copyfile(path, copy / path.name)
            return copy
    return None


@pytest.fixture(scope="session")
def real_kdd99(kdd99_folder):
    """The folder with the two real files; the test is skipped where they are not on this machine."""
    if not kdd99_folder:
        pytest.skip("the real KDD Cup 1999 files are not here: `make data` fetches them, or set KDD99_DIR")
    return kdd99_folder


@pytest.fixture(scope="session")
def bundled():
    """The bundled data, a dict of "train" and "test" to DataFrame. Do not change it: all tests share it."""
    from helpers import load_kdd99

    return {split: load_kdd99(split, "bundled") for split in ("train", "test")}


@pytest.fixture(scope="session")
def few_lines():
    """Forty lines of the bundled training file, spread over its labels."""
    from helpers.kdd99.load import DATA_DIR, FILES

    lines = gzip.decompress((DATA_DIR / FILES["bundled"]["train"]).read_bytes()).decode().splitlines()
    return lines[:: len(lines) // 40][:40]


@pytest.fixture
def small_data(tmp_path, few_lines):
    """A data folder in which each of the four files, bundled and real, has those forty lines."""
    from helpers.kdd99.load import FILES

    folder = tmp_path / "data"
    folder.mkdir()
    text = "".join(f"{line}\n" for line in few_lines)
    for files in FILES.values():
        for name in files.values():
            (folder / name).write_bytes(gzip.compress(text.encode()))
    return folder


@pytest.fixture(scope="session")
def assert_one_sentence():
    """A function that fails unless a message is one sentence on one line, which is what users get to read."""

    def check(message):
        assert message.endswith(".")
        assert not re.search(r"[.!?] [A-Z]|\n", message), message

    return check


@pytest.fixture(scope="session")
def sandboxed():
    """Skip the test where there is no sandbox to grade in."""
    from instructor.sandbox import bubblewrap

    try:
        bubblewrap.check()
    except bubblewrap.SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def course(tmp_path):
    """The folder of a course of its own: all labs, an empty gradebook, no submissions."""
    from tests.support import classroom

    return classroom.copy_course(tmp_path / "course")


@pytest.fixture(scope="session")
def _released_tiny_course(tmp_path_factory):
    from tests.support import classroom

    return classroom.copy_course(tmp_path_factory.mktemp("tiny") / "course", tiny=True)


@pytest.fixture
def tiny_course(tmp_path, _released_tiny_course):
    """The folder of a course of its own with one lab, tests/tiny, whose grading takes seconds."""
    return shutil.copytree(_released_tiny_course, tmp_path / "course", symlinks=True)
