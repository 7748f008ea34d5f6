"""`pip install .` gives working helpers and the bundled data, from any folder: so a hub's image is built."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from instructor.course import ROOT

BUILT_FROM = ["LICENSE", "README.md", "pyproject.toml", "setup.py"]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """An environment into which the wheel alone is installed, beside the packages that the tests run with."""
    folder = tmp_path_factory.mktemp("elsewhere")
    source = folder / "source"
    source.mkdir()
    for name in BUILT_FROM:
        shutil.copyfile(ROOT / name, source / name)
    for name in ("helpers", "instructor", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.arrow"))
    pip_wheel = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index", "--no-build-isolation"]
    run([*pip_wheel, "--wheel-dir", folder, source])
    (wheel,) = folder.glob("*.whl")
    shutil.rmtree(source)

    environment = folder / "environment"
    run([sys.executable, "-m", "venv", "--without-pip", environment])
    packages = site_packages(python_of(environment))
    run([sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", packages, wheel])
    # A .pth file brings the packages of a folder, but not what the .pth files there name: not this checkout.
    (packages / "packages_of_the_tests.pth").write_text(sysconfig.get_path("purelib"))
    return environment


def run(command, **options):
    """Run a command that does not see this checkout; return what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        list(map(str, command)), env=environment, capture_output=True, text=True, check=False, **options
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def python_of(environment):
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site_packages(python):
    return Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())


_LOAD = """
import importlib.util, json
import helpers
from helpers.kdd99.load import DATA_DIR
shapes = {split: helpers.load_kdd99(split).shape for split in ("train", "test")}
others = [name for name in ("instructor", "data", "tests", "benchmarks") if importlib.util.find_spec(name)]
print(json.dumps({"helpers": helpers.__file__, "data": str(DATA_DIR), "shapes": shapes, "others": others}))
"""


@pytest.mark.slow
def test_an_installed_wheel_loads_both_splits_from_any_folder(elsewhere, tmp_path, monkeypatch):
    monkeypatch.delenv("KDD99_DIR", raising=False)
    found = json.loads(run([python_of(elsewhere), "-c", _LOAD], cwd=tmp_path).splitlines()[-1])
    assert found["helpers"].startswith(str(elsewhere))
    assert found["data"].startswith(str(elsewhere))
    assert found["shapes"] == {"train": [200_004, 42], "test": [80_010, 42]}
    assert found["others"] == []  # a wheel has what students import


@pytest.mark.slow
def test_the_wheel_has_the_data_card_and_says_that_it_is_typed(elsewhere):
    package = site_packages(python_of(elsewhere)) / "helpers"
    assert (package / "py.typed").exists()
    assert (package / "kdd99/bundled/README.md").read_bytes() == (ROOT / "data/README.md").read_bytes()


@pytest.mark.slow
@pytest.mark.usefixtures("sandboxed")
def test_a_read_only_installation_loads_and_says_where_real_files_can_go(
    elsewhere, tmp_path, monkeypatch, assert_one_sentence
):
    monkeypatch.delenv("KDD99_DIR", raising=False)
    python = python_of(elsewhere)
    box = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", elsewhere, elsewhere, "--chdir", tmp_path]
    assert json.loads(run([*box, python, "-c", _LOAD]).splitlines()[-1])["shapes"]["test"] == [80_010, 42]
    fetch = [*box, python, "-m", "helpers.kdd99.fetch", "--from", tmp_path]
    refused = subprocess.run(list(map(str, fetch)), capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert f"{elsewhere}" in refused.stderr
    assert "cannot be written to" in refused.stderr
    assert "--to DIR" in refused.stderr
    assert_one_sentence(refused.stderr.strip())


@pytest.mark.skipif(not (ROOT / ".venv/.installed").exists(), reason="needs what `make` installs")
def test_an_editable_install_has_the_commands_of_the_instructor_everywhere(tmp_path):
    where = "import helpers, instructor; print(helpers.__file__, instructor.__file__)"
    found = run([ROOT / ".venv/bin/python", "-c", where], cwd=tmp_path).split()
    assert found == [str(ROOT / "helpers/__init__.py"), str(ROOT / "instructor/__init__.py")]
