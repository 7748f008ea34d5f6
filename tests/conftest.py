import gzip
import os
import re
import shutil
from pathlib import Path

import matplotlib
import pytest

from helpers import load_kdd99
from helpers.kdd99.load import DATA_DIR, FILES
from instructor.sandbox import bubblewrap as sandbox
from tests.support import classroom

matplotlib.use("Agg")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that wait sleep: other tests need the cores

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_setupnodes(specs):
    """Share the cores out among the workers: libraries that each take all cores slow one another down."""
    threads = str(max(1, (os.cpu_count() or 1) // len(specs)))
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        os.environ[name] = threads


def pytest_collection_modifyitems(items):
    """Start with the slow tests, so that no worker waits long for the last of them."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def kdd99_folder(tmp_path_factory):
    """A folder with the two real files, or None; a copy, so that no cache is written beside the originals."""
    for folder in (os.environ.get("KDD99_DIR"), ROOT.parent / "shared" / "kdd99", DATA_DIR):
        files = [Path(folder) / name for name in FILES["real"].values()] if folder else []
        if files and all(path.is_file() for path in files):
            copy = tmp_path_factory.mktemp("kdd99")
            for path in files:
                shutil.copyfile(path, copy / path.name)
            return copy
    return None


@pytest.fixture(scope="session")
def real_kdd99(kdd99_folder):
    """The folder with the two real files."""
    if not kdd99_folder:
        pytest.skip("the real KDD Cup 1999 files are not here: `make data` fetches them, or set KDD99_DIR")
    return kdd99_folder


@pytest.fixture(scope="session")
def bundled():
    """The bundled data, by split."""
    return {split: load_kdd99(split, "bundled") for split in ("train", "test")}


@pytest.fixture(scope="session")
def few_lines():
    """Forty lines of the bundled training file, spread over its labels."""
    lines = gzip.decompress((DATA_DIR / FILES["bundled"]["train"]).read_bytes()).decode().splitlines()
    return lines[:: len(lines) // 40][:40]


@pytest.fixture
def small_data(tmp_path, few_lines):
    """A data folder with files of forty rows under all four names."""
    folder = tmp_path / "data"
    folder.mkdir()
    for files in FILES.values():
        for name in files.values():
            (folder / name).write_bytes(gzip.compress("".join(f"{line}\n" for line in few_lines).encode()))
    return folder


@pytest.fixture(scope="session")
def assert_one_sentence():
    def check(message):
        assert message.endswith(".")
        assert not re.search(r"[.!?] [A-Z]|\n", message), message

    return check


@pytest.fixture
def sandboxed():
    """Skip the test where there is no sandbox to grade in."""
    try:
        sandbox.check()
    except sandbox.SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def course(tmp_path):
    """A copy of what an instructor works with, with a gradebook of its own."""
    return classroom.copy_course(tmp_path / "course")


@pytest.fixture(scope="session")
def _released_tiny_course(tmp_path_factory):
    return classroom.copy_course(tmp_path_factory.mktemp("tiny") / "course", tiny=True)


@pytest.fixture
def tiny_course(tmp_path, _released_tiny_course):
    """The same with the tiny lab only, whose grading takes seconds."""
    return shutil.copytree(_released_tiny_course, tmp_path / "course", symlinks=True)
