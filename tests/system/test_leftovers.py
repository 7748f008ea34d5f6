"""The labs, the tests and the grader do the same whatever other work has left on the machine."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from instructor.course import ROOT
from tests.support import browser, classroom

PYTHON = ROOT / ".venv/bin/python"
pytestmark = pytest.mark.skipif(
    not (ROOT / ".venv/.installed").exists(), reason="needs the environment that `make` installs"
)

LEFT = (
    "import builtins; builtins.LEFT = [*getattr(builtins, 'LEFT', []), {!r}]\n"  # a file that was run says so
)
# What a student of the labs would see of all this.
PROBE = """
import builtins, json, os, sys
import helpers, keras
import matplotlib.pyplot as plt
helpers.use_style()
def fails():
    try:
        assert False
    except AssertionError:
        return True
print("SEEN", json.dumps({
    "helpers": helpers.__file__,
    "prefix": sys.prefix,
    "files that ran": getattr(builtins, "LEFT", []),
    "an assertion fails": bool(fails()),
    "Keras": [keras.backend.backend(), keras.backend.floatx(), keras.backend.image_data_format()],
    "lines": plt.rcParams["lines.linewidth"],
    "options for warnings": sys.warnoptions,
    "variables": sorted(set(os.environ) & {"PYTHONPATH", "PYTHONOPTIMIZE", "JUPYTER_PATH"}),
}))
plt.plot([1, 2])
plt.show()
"""
USUAL = {
    "helpers": str(ROOT / "helpers/__init__.py"),
    "prefix": str(ROOT / ".venv"),
    "files that ran": [],
    "an assertion fails": True,
    "Keras": ["tensorflow", "float32", "channels_last"],
    "lines": 1.5,
    "options for warnings": [],
    "variables": [],
}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def leave_files_in(home):
    """What other courses and projects leave in a home folder."""
    write(home / "project/helpers.py", LEFT.format("helpers"))
    write(home / "project/sitecustomize.py", LEFT.format("sitecustomize"))
    write(home / "startup.py", LEFT.format("PYTHONSTARTUP"))
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for base in (".local", "userbase"):
        write(home / base / "lib" / version / "site-packages/helpers.py", LEFT.format("user site"))
    keras = {"backend": "numpy", "floatx": "float64", "epsilon": 1e-3, "image_data_format": "channels_first"}
    write(home / ".keras/keras.json", json.dumps(keras))
    for path in (".config/matplotlib/matplotlibrc", "of_another_course/matplotlibrc"):
        write(home / path, "lines.linewidth: 9\nfigure.figsize: 1, 1\nbackend: svg\nsavefig.format: svg\n")
    for path in (".ipython", "of_another_course/ipython"):
        write(home / path / "profile_default/startup/00.py", LEFT.format("IPython's start-up file"))
        exec_lines = f"c.InteractiveShellApp.exec_lines = [{LEFT.format('IPython settings')!r}]\n"
        write(home / path / "profile_default/ipython_config.py", exec_lines)
    for path in (".jupyter", "of_another_course/jupyter"):
        settings = "c.MultiKernelManager.default_kernel_name = 'of_another_course'\n"
        settings += "c.ServerApp.root_dir = '/tmp'\nc.ContentsManager.hide_globs = ['*']\n"
        write(home / path / "jupyter_config.py", settings)
        write(home / path / "nbgrader_config.py", "c.ClearSolutions.code_stub = {'python': '# of another'}\n")
    kernel = {"argv": ["false", "{connection_file}"], "display_name": "another", "language": "python"}
    for path in (".local/share/jupyter", "of_another_course/jupyter"):
        write(home / path / "kernels/python3/kernel.json", json.dumps(kernel))


@pytest.fixture
def leftovers(tmp_path):
    """The environment of a shell on a machine where much other work has been done."""
    home = tmp_path / "home"
    leave_files_in(home)
    (home / "conda/bin").mkdir(parents=True)
    environment = dict(os.environ)
    for name in (
        "IPYTHONDIR",
        "JUPYTERLAB_SETTINGS_DIR",
        "JUPYTER_PREFER_ENV_PATH",
        "PYTHONNOUSERSITE",
        "KERAS_HOME",
    ):
        environment.pop(name, None)  # the tests are run by a Python of the course
    return environment | {
        "HOME": str(home),
        "PYTHONPATH": str(home / "project"),
        "PYTHONSTARTUP": str(home / "startup.py"),
        "PYTHONUSERBASE": str(home / "userbase"),
        "PYTHONWARNINGS": "error",
        "PYTHONOPTIMIZE": "1",
        "MPLBACKEND": "Agg",
        "MATPLOTLIBRC": str(home / "of_another_course/matplotlibrc"),
        "IPYTHONDIR": str(home / "of_another_course/ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "of_another_course/jupyter"),
        "JUPYTER_PATH": str(home / "of_another_course/jupyter"),
        "KERAS_HOME": str(home / ".keras"),
        "CONDA_PREFIX": str(home / "conda"),
        "CONDA_DEFAULT_ENV": "base",
        "PATH": f"{home / 'conda/bin'}{os.pathsep}{os.environ['PATH']}",
    }


@dataclass
class Outputs:
    """What a cell printed, and the types of what it displayed."""

    text: str = ""
    types: set = field(default_factory=set)

    @property
    def seen(self):
        found = re.search(r"^SEEN (.*)", self.text, re.M)
        assert found, self.text
        return json.loads(found[1])


def run_in_kernel(connection, code):
    """Run a cell in the kernel of a connection file."""
    client, outputs = BlockingKernelClient(connection_file=str(connection)), Outputs()
    client.load_connection_file()
    client.start_channels(hb=False)  # a kernel that is still importing has no heartbeat

    def note(message):
        content = message["content"]
        outputs.text += content.get("text", "") + "\n".join(content.get("traceback", []))
        outputs.types |= set(content.get("data", {}))

    try:
        client.wait_for_ready(timeout=browser.PATIENCE)
        client.execute_interactive(code, timeout=browser.PATIENCE, output_hook=note)
    finally:
        client.stop_channels()
    return outputs


def run_as_an_editor_does(code, python, environment, folder):
    """Run a cell in a kernel that VS Code or PyCharm would start: without a server."""
    connection, _ = write_connection_file(str(folder / "connection.json"))
    command = [python, "-m", "ipykernel_launcher", f"--f={connection}"]
    with (folder / "kernel.log").open("w") as log:
        kernel = subprocess.Popen(command, cwd=ROOT / "labs", env=environment, stdout=log, stderr=log)
    try:
        return run_in_kernel(connection, code)
    finally:
        kernel.kill()
        kernel.wait()


def run_in_jupyterlab(code, command, environment, folder):
    """Run a cell in the kernel that JupyterLab starts for a notebook."""
    environment = environment | {"JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    with browser.served(command, ROOT, folder / "log", environment) as address:
        server, token = re.fullmatch(r"(http://[^/]+)/.*\?(token=\w+)", address).groups()

        def ask(path, **options):
            request = urllib.request.Request(f"{server}/api/{path}?{token}", **options)
            with urllib.request.urlopen(request) as reply:
                return json.load(reply)

        assert {"labs", "helpers"} <= {one["name"] for one in ask("contents")["content"]}
        kernel = ask("kernels", method="POST", data=b"{}")
        assert kernel["name"] == "python3"
        return run_in_kernel(folder / f"runtime/kernel-{kernel['id']}.json", code)


def python(code, environment, folder, interpreter=PYTHON):
    """Run code in an interpreter, from a folder."""
    command = [interpreter, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def assert_usual(outputs, **but):
    assert outputs.seen == USUAL | but
    assert "image/png" in outputs.types


def test_the_leftovers_disturb_a_python_that_is_not_the_courses(leftovers, tmp_path):
    code = "import helpers, sys; print(LEFT, __debug__, sys.warnoptions)"
    done = python(code, leftovers, tmp_path, sys._base_executable)
    assert done.stdout.strip() == "['sitecustomize', 'helpers'] False ['error']"


@pytest.mark.parametrize("here", [True, False])
def test_a_module_helpers_on_pythonpath_is_not_taken_for_the_courses(leftovers, here, tmp_path):
    tmp_path = Path(leftovers["PYTHONPATH"]) if here else tmp_path
    code = "from helpers import load_kdd99; import os; print(load_kdd99.__module__, os.getenv('PYTHONPATH'))"
    done = python(code, leftovers, tmp_path)
    assert done.stdout == "helpers.kdd99.load None\n"


@pytest.mark.parametrize("variable", ["PIP_BUILD_TRACKER", "TEST_RUN_PIPE"])
def test_programs_that_bring_modules_on_pythonpath_still_can(leftovers, variable, tmp_path):
    code = "import helpers; print(LEFT)"
    environment = leftovers | {variable: "set", "PYTHONWARNINGS": "", "PYTHONSTARTUP": ""}
    done = python(code, environment, tmp_path)
    assert "helpers" in done.stdout


@pytest.mark.slow
def test_an_editors_kernel_is_as_usual(leftovers, tmp_path):
    assert_usual(run_as_an_editor_does(PROBE, PYTHON, leftovers, tmp_path))


@pytest.mark.slow
def test_the_kernel_of_make_lab_is_as_usual(leftovers, tmp_path):
    assert_usual(run_in_jupyterlab(PROBE, browser.MAKE_LAB, leftovers, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("settings", [".jupyter/lab_config.py", "instructor/lab_config.py"])
def test_the_kernel_of_jupyterlab_without_make_is_as_usual(settings, leftovers, tmp_path):
    command = [ROOT / ".venv/bin/jupyter", "lab", f"--config={settings}"]
    command += ["--no-browser", "--port=0", "--allow-root"]
    assert_usual(run_in_jupyterlab(PROBE, command, leftovers, tmp_path))


@pytest.fixture
def as_of_conda(tmp_path):
    """An environment that install.py has not made, in which Python looks at the user's packages first."""
    folder = tmp_path / "conda-like"
    venv.create(folder, system_site_packages=True)
    (folder / "share").mkdir(exist_ok=True)
    (folder / "share/jupyter").symlink_to(ROOT / ".venv/share/jupyter")
    (folder / "bin/alembic").symlink_to(ROOT / ".venv/bin/alembic")  # which nbgrader calls
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (packages / "course.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n")
    # Conda's Python does not see the packages of this machine's.
    others = sysconfig.get_path("purelib", vars={"base": sys.base_prefix})
    hide = f"import sys\nsys.path = [folder for folder in sys.path if folder != {others!r}]\n"
    (packages / "sitecustomize.py").write_text(hide)
    return folder


@pytest.mark.slow
def test_the_kernel_of_jupyterlab_in_an_environment_of_condas_is_as_usual(as_of_conda, leftovers, tmp_path):
    command = [as_of_conda / "bin/python", "-m", "jupyterlab", "--config=.jupyter/lab_config.py"]
    command += ["--no-browser", "--port=0", "--allow-root"]
    del leftovers["PYTHONUSERBASE"]  # so it is the one in the home
    outputs = run_in_jupyterlab(PROBE, command, leftovers, tmp_path)
    assert_usual(outputs, prefix=str(as_of_conda))


def test_helpers_say_that_assertions_are_ignored(as_of_conda, assert_one_sentence):
    for options, environment in ((["-O"], {}), ([], {"PYTHONOPTIMIZE": "1"})):
        command = [as_of_conda / "bin/python", *options, "-c", "import helpers"]
        done = subprocess.run(
            command, env=os.environ | environment, capture_output=True, text=True, check=False
        )
        said = done.stderr.splitlines()[-1]
        assert said.startswith("RuntimeError: Python ignores assertions here")
        assert_one_sentence(said)


FIGURE = """
import matplotlib
{before}
import helpers
import matplotlib.pyplot as plt
helpers.use_style()
print("BACKEND", matplotlib.get_backend())
plt.plot([1, 2])
plt.show()
"""


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["Agg", "svg", "module://of_an_editor", "TkAgg"])
def test_a_figure_appears_whatever_the_backend_of_other_work(backend, as_of_conda, tmp_path):
    environment = os.environ | {"MPLBACKEND": backend}
    outputs = run_as_an_editor_does(
        FIGURE.format(before=""), as_of_conda / "bin/python", environment, tmp_path
    )
    assert "image/png" in outputs.types, outputs.text


@pytest.mark.slow
def test_a_backend_for_notebooks_that_was_chosen_in_the_notebook_stays(as_of_conda, tmp_path):
    code = FIGURE.format(before="get_ipython().run_line_magic('matplotlib', 'notebook')")
    outputs = run_as_an_editor_does(code, as_of_conda / "bin/python", os.environ, tmp_path)
    assert "BACKEND nbagg" in outputs.text or "BACKEND notebook" in outputs.text


@pytest.mark.parametrize("blocked", [("xgboost", "keras", "matplotlib")])
def test_helpers_start_without_libraries_that_cannot_be_imported(blocked):
    code = f"""
import sys
for name in {blocked}:
    sys.modules[name] = None
import helpers
print(all(callable(getattr(helpers, name)) for name in helpers.__all__ if name.islower()))
"""
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("True\n", 0), done.stderr


def test_a_chosen_backend_of_keras_still_counts(leftovers, tmp_path):
    code = """
import helpers
try:
    import keras
    print(keras.backend.backend())
except ModuleNotFoundError as error:  # the backend is not installed everywhere
    print(error.name)
"""
    assert python(code, leftovers | {"KERAS_BACKEND": "jax"}, tmp_path).stdout == "jax\n"


# An answer that is right only where nothing of other work was run.
DISTURBED = """
import builtins, sys
if hasattr(builtins, "LEFT") or sys.flags.optimize or sys.warnoptions:
    raise RuntimeError("other work has an influence")
"""


def half_right(course):
    """A notebook with a wrong answer, as only an assertion tells, and one that is right if all is usual."""
    notebook = classroom.tiny(course, "scale", "cutoff", "counts")
    for cell in notebook.cells:
        if cell.id == "cutoff":
            cell.source = DISTURBED + cell.source
        if cell.id == "detect":
            cell.source = "def detect(*_):\n    return None"
    return notebook


@pytest.mark.slow
@pytest.mark.usefixtures("sandboxed")
def test_grades_are_as_usual(tiny_course, leftovers):
    classroom.submit(tiny_course, "ada", "tiny", half_right(tiny_course))
    usual = classroom.run(tiny_course, "autograde", "--quiet")
    assert "50.0 of 100" in usual.stdout, usual.stderr
    for options in ([], ["--no-sandbox"]):
        found = classroom.run(tiny_course, "autograde", "--quiet", "--force", *options, **leftovers)
        assert (found.stdout, found.returncode) == (usual.stdout, 0), found.stderr


@pytest.mark.slow
def test_grades_of_oneself_are_as_usual_in_an_environment_of_condas(
    tiny_course, leftovers, as_of_conda, monkeypatch
):
    nbformat.write(half_right(tiny_course), tiny_course / "labs/tiny/tiny.ipynb")
    monkeypatch.setattr(sys, "executable", str(as_of_conda / "bin/python"))
    command = ["grade-mine", "--quiet", "--no-browser"]
    usual = classroom.run(tiny_course, *command)
    # Of the three right answers two are remarked on: the libraries are not in this environment's folder.
    assert "15.0 of 100" in usual.stdout, usual.stderr
    found = classroom.run(tiny_course, *command, **leftovers)
    assert found.stdout == usual.stdout, found.stderr


@pytest.mark.slow
def test_a_release_is_as_usual(tiny_course, leftovers):
    built = tiny_course / "solutions/tiny/tiny.ipynb", tiny_course / "labs/tiny/tiny.ipynb"
    before = [nbformat.read(path, 4) for path in built]
    for path in built:
        path.unlink()
    done = classroom.run(tiny_course, "release", **leftovers)
    assert done.returncode == 0, done.stderr
    assert [nbformat.read(path, 4) for path in built] == before
