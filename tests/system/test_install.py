"""What `make lab` says where it cannot install or start: one sentence, and nothing is lost."""

import importlib
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import types
import zipfile

import nbformat
import pytest
from macholib.MachO import MachO
from packaging.requirements import Requirement

from instructor.authoring import student_kit as kit
from instructor.authoring.preprocessors import colab_cell as colab
from instructor.course import ROOT
from tests.support import browser

needs_bubblewrap = pytest.mark.usefixtures("sandboxed")
INSTALLED = ROOT / ".venv/.installed"
needs_environment = pytest.mark.skipif(
    not INSTALLED.exists(), reason="needs the environment that `make` installs"
)


@pytest.fixture
def course(tmp_path):
    """What installing and starting need, without an environment."""
    folder = tmp_path / "course"
    folder.mkdir()
    needed = ["install.py", "setup.py", "pyproject.toml", "requirements.lock", "README.md", "LICENSE"]
    for name in [*needed, "Makefile"]:
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / ".jupyter", folder / ".jupyter", ignore=shutil.ignore_patterns("workspaces"))
    shutil.copytree(ROOT / "helpers", folder / "helpers")
    (folder / "labs").mkdir()
    return folder


@pytest.fixture
def install(monkeypatch):
    """The script as a module."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("install")


def boxed(folder, *options, command=(sys.executable, "install.py")):
    """Run a command in a folder; bubblewrap makes the rest of the machine what a test needs it to be."""
    box = ["bwrap", "--dev-bind", "/", "/", *options, "--chdir", str(folder), "--die-with-parent"]
    return subprocess.run([*box, *map(str, command)], capture_output=True, text=True, check=False)


def refused(result, assert_one_sentence):
    """The one sentence that a command ended with."""
    assert result.returncode == 1
    said = [line for line in result.stderr.splitlines() if line]
    assert len(said) == 1, result.stderr
    assert_one_sentence(said[0])
    return said[0]


def test_another_python_is_refused(course, assert_one_sentence):
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 0); runpy.run_path('install.py', run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=course, capture_output=True, text=True, check=False
    )
    said = refused(result, assert_one_sentence)
    assert "need Python 3.11 to 3.13" in said
    assert "make lab PYTHON=" in said
    assert not (course / ".venv").exists()


@needs_bubblewrap
def test_a_read_only_folder_is_refused(course, assert_one_sentence):
    said = refused(boxed(course, "--ro-bind", course, course), assert_one_sentence)
    assert f"{course} cannot be written to" in said


@needs_bubblewrap
def test_a_full_disk_is_refused(course, tmp_path, assert_one_sentence):
    small = tmp_path / "small"
    small.mkdir()
    options = ["--size", str(2**27), "--tmpfs", small]
    for path in course.iterdir():
        options += ["--ro-bind", path, small / path.name]
    said = refused(boxed(small, *options), assert_one_sentence)
    assert "need 3 GB of disk" in said
    assert "0.1 GB left" in said


def test_a_colon_in_the_path_is_refused(course, assert_one_sentence):
    folder = course.rename(course.parent / "CS:101")
    result = subprocess.run(
        [sys.executable, "install.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert f"{folder} has a colon" in refused(result, assert_one_sentence)
    assert not (folder / ".venv").exists()


@pytest.mark.parametrize(
    ("folder", "long_paths", "sentence"),
    [
        ("C:\\labs", False, None),
        ("C:\\Users\\Zoë O'Brien\\OneDrive - Uni\\R&D 😀", False, None),
        ("C:\\" + 68 * "x", False, None),
        ("C:\\" + 69 * "x", False, "has 72 characters, and Windows allows the course's folder only 71"),
        ("C:\\" + 200 * "x", True, None),
        ("C:\\a;b", False, "has a semicolon"),
        ("\\\\server\\home\\ada", True, "is a network path"),
    ],
)
def test_paths_on_windows(install, folder, long_paths, sentence, assert_one_sentence):
    said = install.problem_with_path(folder, windows=True, long_paths=long_paths)
    assert (said is None) == (sentence is None)
    if said:
        assert sentence in said
        assert_one_sentence(said)


@pytest.fixture
def mac(install, tmp_path, monkeypatch):
    """An environment as on a Mac, where XGBoost cannot be imported, and tools that note their arguments."""
    site = tmp_path / "site"
    (site / "xgboost/lib").mkdir(parents=True)
    (site / "xgboost/lib/libxgboost.dylib").write_text("as in the wheel")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("install_name_tool", "codesign"):
        note = f'echo {name} "$@" >> {tmp_path}/called'
        (tools / name).write_text(f'#!/bin/sh\n{note}\nfor last; do :; done\necho {name} >> "$last"\n')
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setattr(install, "failed_imports", lambda names: {"xgboost": "no libomp"})
    monkeypatch.setattr(install, "site_packages", lambda: site)
    return types.SimpleNamespace(
        library=site / "xgboost/lib/libxgboost.dylib", tools=tools, log=tmp_path / "called"
    )


def test_xgboost_on_a_mac_gets_the_openmp_of_scikit_learn(install, mac):
    install.give_xgboost_openmp()
    changed = mac.library.with_suffix(".changed")
    assert mac.log.read_text().splitlines() == [
        f"install_name_tool -add_rpath @loader_path/../../sklearn/.dylibs {changed}",
        f"codesign --force --sign - {changed}",
    ]
    assert mac.library.read_text() == "as in the wheelinstall_name_tool\ncodesign\n"


def test_xgboost_on_a_mac_stays_as_it_is_where_openmp_is_found(install, mac, monkeypatch):
    monkeypatch.setattr(install, "failed_imports", lambda names: {})
    install.give_xgboost_openmp()
    assert not mac.log.exists()


def test_xgboost_on_a_mac_without_apples_tools_says_what_to_do(
    install, mac, monkeypatch, assert_one_sentence
):
    (mac.tools / "codesign").write_text("#!/bin/sh\nexit 1\n")
    install.give_xgboost_openmp()
    assert mac.library.read_text() == "as in the wheel"
    monkeypatch.setattr(install.platform, "system", lambda: "Darwin")
    with pytest.raises(SystemExit) as caught:
        install.try_imports()
    assert_one_sentence(str(caught.value))
    assert "xcode-select --install" in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_wheels_for_macs_are_as_install_py_expects(python, tmp_path):
    for name in ("xgboost", "scikit-learn"):
        download = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            "--dest",
            tmp_path,
            "--only-binary=:all:",
        ]
        download += ["--platform=macosx_12_0_arm64", f"--python-version={python}", pinned(name, python)]
        if subprocess.run(download, capture_output=True, check=False).returncode:
            pytest.skip("needs the network to download the wheels for Macs")
    for path in tmp_path.glob("*.whl"):
        with zipfile.ZipFile(path) as wheel:
            wheel.extractall(tmp_path)
    library = MachO(tmp_path / "xgboost/lib/libxgboost.dylib")
    loaded = [name for header in library.headers for _, _, name in header.walkRelocatables()]
    assert "@rpath/libomp.dylib" in loaded
    assert (tmp_path / "xgboost/lib/../../sklearn/.dylibs/libomp.dylib").exists()


def pinned(name, python):
    """The line of requirements.lock for a package on a Mac with this version of Python."""
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        requirement = Requirement(line)
        if requirement.name == name and (
            not requirement.marker
            or requirement.marker.evaluate({"sys_platform": "darwin", "python_full_version": f"{python}.0"})
        ):
            return f"{name}{requirement.specifier}"
    raise LookupError(name)


@needs_bubblewrap
@pytest.mark.slow
def test_without_a_network_says_so_and_goes_on_later(course, tmp_path, assert_one_sentence):
    empty = tmp_path / "home"
    empty.mkdir()
    result = boxed(course, "--unshare-net", "--setenv", "HOME", empty, "--setenv", "PIP_CACHE_DIR", empty)
    said = refused(result, assert_one_sentence)
    assert "check the network" in said
    assert (course / ".venv/install.log").exists()
    assert not (course / ".venv/.installed").exists()


@needs_environment
def test_a_second_time_nothing_is_installed():
    before = INSTALLED.stat().st_mtime
    result = subprocess.run(
        [sys.executable, "install.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == result.stderr == ""
    assert INSTALLED.stat().st_mtime == before


def start(course, *options):
    return boxed(
        course, *options, command=(sys.executable, "-m", "jupyterlab", "--config=.jupyter/lab_config.py")
    )


@needs_bubblewrap
@pytest.mark.slow
def test_jupyterlab_refuses_labs_that_cannot_be_saved(course, assert_one_sentence):
    said = refused(start(course, "--ro-bind", course, course), assert_one_sentence)
    assert "cannot be written to" in said
    said = refused(start(course, "--size", str(2**20), "--tmpfs", course / "labs"), assert_one_sentence)
    assert "1 MB left" in said


@needs_bubblewrap
@pytest.mark.slow
def test_jupyterlab_refuses_the_environment_of_another_version(course, assert_one_sentence):
    lock = course / "requirements.lock"
    lock.write_text(lock.read_text().replace("jupyterlab==", "jupyterlab==99."))
    said = refused(start(course), assert_one_sentence)
    assert "of another version of the course (jupyterlab" in said
    assert "run `make lab`" in said


def test_an_environment_of_another_version_is_marked_for_installing(course):
    lock, noted = course / "requirements.lock", course / ".venv/.installed"
    lock.write_text(lock.read_text().replace("jupyterlab==", "jupyterlab==99."))
    noted.parent.mkdir()
    noted.write_text(f"{course}\ncpu\nas if it were of this version\n")
    start_here = f"import runpy, sys; sys.prefix = {str(noted.parent)!r}; runpy.run_path(sys.argv[1])"
    command = [sys.executable, "-c", start_here, ".jupyter/lab_config.py"]
    assert subprocess.run(command, cwd=course, capture_output=True, check=False).returncode == 1
    assert noted.read_text() == f"{course}\n"  # usable, but not what install.py wants


@pytest.mark.slow
def test_jupyterlab_takes_the_next_port_where_one_is_in_use(course, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        command = [sys.executable, "-m", "jupyterlab", "--config=.jupyter/lab_config.py", "--no-browser"]
        command += ["--allow-root", f"--port={port}"]
        with browser.served(command, course, tmp_path / "log") as address:
            assert f":{port}/" not in address
    assert f"The port {port} is already in use, trying another port." in (tmp_path / "log").read_text()


@needs_environment
@pytest.mark.slow
def test_a_course_that_was_moved_to_a_folder_with_an_odd_name(course):
    course = course.rename(course.parent / "OneDrive - Übung #1 (R&D), O'Brien's 😀 $HOME")
    moved = course / ".venv"
    moved.mkdir()
    (moved / ".installed").write_text("/elsewhere\ncpu\nanother version\n")
    command = ["make", "--no-print-directory", "lab", f"PYTHON={sys.executable}", "ARGS=--version"]
    started = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert started.returncode == 0, started.stderr
    assert re.fullmatch(r"[\d.]+", started.stdout.splitlines()[-1])
    cell = nbformat.v4.new_code_cell("import helpers; print(helpers.__file__)")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), course / "labs/where.ipynb")
    execute = [moved / "bin/jupyter", "execute", "--inplace", course / "labs/where.ipynb"]
    subprocess.run(execute, cwd="/", capture_output=True, check=True)
    executed = nbformat.read(course / "labs/where.ipynb", as_version=4)
    assert executed.cells[0].outputs[0].text.strip() == str(course / "helpers/__init__.py")


MACHINES = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "aarch64-apple-darwin"]


@pytest.mark.slow
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("machine", [*MACHINES, "x86_64-pc-windows-msvc"])
def test_every_locked_package_has_a_wheel_for_the_machine(machine, python, tmp_path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["cpu"], *extras["scale"], *extras["dev"]]
    (tmp_path / "wanted.txt").write_text("\n".join(wanted))
    options = ["--python-platform", machine, "--python-version", python, "--only-binary", ":all:"]
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--dry-run",
        "--target",
        tmp_path / "none",
        *options,
    ]
    command += ["--constraint", ROOT / "requirements.lock", "--requirement", tmp_path / "wanted.txt"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    if tried.returncode and ("dns error" in tried.stderr or "Failed to fetch" in tried.stderr):
        pytest.skip("needs the network to see which wheels there are")
    assert tried.returncode == 0, tried.stderr
    assert "tensorflow" in tried.stderr


def test_colab_gets_what_the_notebooks_import_and_keeps_its_own_tensorflow(install, monkeypatch, capsys):
    commands = []
    monkeypatch.setattr(install.subprocess, "run", lambda command, check: commands.append(command))
    install.on_colab()
    (command,) = commands
    assert command[1:5] == ["-m", "pip", "install", "--quiet"]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in command[5:]}
    assert {"keras", "pandas", "scikit-learn", "tqdm", "xgboost"} <= names
    assert not names & {"tensorflow", "jupyterlab", "nbgrader"}
    assert "Ready." in capsys.readouterr().out
    monkeypatch.setattr(install, "version", lambda name: "another")
    with pytest.raises(SystemExit, match="Restart session"):
        install.on_colab()


def test_the_colab_cell_unpacks_the_kit_and_does_nothing_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    exec(colab.CELL, {})
    assert not list(tmp_path.iterdir())

    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("colab"))
    with pytest.raises(FileNotFoundError, match=r"anomaly-detection-labs\.zip"):
        exec(colab.CELL, {})
    kit.write(tmp_path / "anomaly-detection-labs.zip")
    called = []
    pretended = types.ModuleType("install")
    pretended.on_colab = lambda: called.append(True)
    monkeypatch.setitem(sys.modules, "install", pretended)
    exec(colab.CELL, {})
    assert called == [True]
    assert sys.path[0] == "anomaly-detection-labs"
    assert (tmp_path / "anomaly-detection-labs/helpers/kdd99/load.py").exists()
