"""Labs in editors and on Jupyter servers that run from another environment than the course's."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from helpers.register_kernel import DISPLAY_NAME, NAME
from instructor.authoring.preprocessors.colab_cell import CELL
from instructor.course import ROOT
from tests.support import classroom

needs_bubblewrap = pytest.mark.usefixtures("sandboxed")


def settings(name):
    return json.loads((ROOT / ".vscode" / f"{name}.json").read_text())


def test_vs_code_takes_the_environment_that_is_installed_and_runs_a_lab_in_its_folder():
    assert settings("settings") == {
        # A folder, in which the Python extension finds bin/python or Scripts\python.exe.
        "python.defaultInterpreterPath": "${workspaceFolder}/.venv",
        # Where JupyterLab runs a notebook, too.
        "jupyter.notebookFileRoot": "${fileDirname}",
    }
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert settings("extensions")["recommendations"] == sorted(
        container["customizations"]["vscode"]["extensions"]
    )


def register(home, *box, folder=ROOT):
    """Register the kernel with another folder as home."""
    command = [*box, sys.executable, "-m", "helpers.register_kernel"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment = kept | {"HOME": str(home), "XDG_DATA_HOME": str(home / ".local/share")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_registered_kernel_is_this_environment_wherever_the_server_runs(tmp_path, monkeypatch):
    done = register(tmp_path)
    folder = tmp_path / ".local/share/jupyter/kernels" / NAME
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Registered in {folder}: choose the kernel {DISPLAY_NAME}.\n"
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / ".local/share/jupyter"))
    assert KernelSpecManager().get_kernel_spec(NAME).display_name == DISPLAY_NAME
    code = "import sys\n\nimport helpers\n\nprint(sys.executable, helpers.__file__)"
    notebook = new_notebook(cells=[new_code_cell(code)])
    elsewhere = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name=NAME, resources=elsewhere).execute()
    assert notebook.cells[0].outputs[0].text.split()[0] == sys.executable


def test_the_kernel_of_a_second_copy_replaces_that_of_the_first(tmp_path):
    kernel = tmp_path / ".local/share/jupyter/kernels" / NAME / "kernel.json"
    register(tmp_path)
    first = json.loads(kernel.read_text())
    kernel.write_text(json.dumps(first | {"argv": ["/removed/.venv/bin/python"]}))
    register(tmp_path)
    assert json.loads(kernel.read_text()) == first
    assert [path.name for path in kernel.parents[1].iterdir()] == [NAME]


@needs_bubblewrap
def test_a_home_that_cannot_be_written_is_explained(tmp_path, assert_one_sentence):
    home = tmp_path / "home"
    home.mkdir()
    done = register(home, "bwrap", "--dev-bind", "/", "/", "--ro-bind", str(home), str(home))
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()[-1]  # after what libraries say of such a home
    assert_one_sentence(said)
    assert "Read-only file system" in said
    assert "set the environment variable JUPYTER_DATA_DIR" in said
    assert "Traceback" not in done.stderr


def test_make_registers_the_kernel_and_validates_a_lab():
    assert classroom.make(ROOT, "--dry-run", "kernel").stdout.endswith("python -m helpers.register_kernel\n")
    for given, wanted in (
        ("LAB=lab1_xgboost", '"lab1_xgboost" '),
        ("LAB=", " "),
        ("LAB=a b.ipynb", '"a b.ipynb" '),
    ):
        said = classroom.make(ROOT, "--dry-run", "validate", given).stdout
        assert said.endswith(f"python -m helpers.validate {wanted}\n")


def first_cell(tmp_path, python):
    """Run the first cell of a lab in a kernel of another Python; return its error."""
    kernel = tmp_path / "share/kernels/another/kernel.json"
    kernel.parent.mkdir(parents=True)
    argv = [*python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": argv, "display_name": "Another", "language": "python"}))
    notebook = new_notebook(cells=[new_code_cell(CELL)])
    elsewhere = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name="another", allow_errors=True, resources=elsewhere).execute()
    return [output for output in notebook.cells[0].outputs if output.output_type == "error"]


def test_a_kernel_without_the_course_is_named_with_the_remedy(tmp_path, monkeypatch, assert_one_sentence):
    """The other Python has the same libraries: -S leaves out the course, which a file of site's points to."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    libraries = os.pathsep.join(path for path in sys.path if path.endswith("-packages"))
    monkeypatch.setenv("PYTHONPATH", libraries)
    (error,) = first_cell(tmp_path, [sys.executable, "-S"])
    assert error.ename == "SystemExit"
    assert_one_sentence(error.evalue)
    assert error.evalue.startswith("This kernel has no helpers: choose the kernel .venv, ")


def test_a_kernel_that_lacks_a_library_of_the_course_is_named_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    libraries = os.pathsep.join(path for path in sys.path if path.endswith("-packages"))
    monkeypatch.setenv("PYTHONPATH", libraries)
    shutil.copytree(ROOT / "helpers", tmp_path / "helpers")  # an editor may run a notebook in the top folder
    (tmp_path / "tqdm.py").write_text("raise ModuleNotFoundError(name='tqdm')")
    (error,) = first_cell(tmp_path, [sys.executable, "-S"])
    assert error.evalue.startswith("This kernel has no tqdm: ")


def test_the_first_cell_says_nothing_in_the_course_s_own_kernel(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    assert first_cell(tmp_path, [sys.executable]) == []
