"""The image for hubs and Binder, and the devcontainer: what is in them, and how they start.

These tests need no Docker. The last ones build the image with debootstrap and bubblewrap (see
tests/support/image.py). They start it as a hub does: as its user, without a network, with an empty volume as
the home.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile

import pytest

from instructor.authoring import student_kit as kit
from instructor.course import ROOT, lab_names
from tests.support import image

STEPS = image.instructions(ROOT / "Dockerfile")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
USER = "jovyan"  # what Binder calls the user, and in whose home hubs mount their volumes
IN_THE_IMAGE = "/opt/anomaly-detection-labs"


def values(instruction):
    """The arguments of all instructions of a kind."""
    return [value for name, value in STEPS if name == instruction]


@pytest.fixture(scope="module")
def unpacked_kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    kit.write(folder / "kit.zip")
    with zipfile.ZipFile(folder / "kit.zip") as opened:
        opened.extractall(folder)
    return folder / "anomaly-detection-labs"


def test_the_image_has_no_python_packages_of_its_own():
    steps = "\n".join(values("RUN"))
    (extras,) = re.findall(
        r"\bpip install --no-cache-dir --constraint requirements\.lock \"\.\[(.*)\]\" +&&", steps
    )
    for hardware in ("cpu", "gpu"):
        assert set(extras.replace("$HARDWARE", hardware).split(",")) <= set(EXTRAS)
    assert len(re.findall(r"\b(?:pip3?|pipx|uv|conda|mamba|npm|install\.py)\s", steps)) == 1
    (from_debian,) = re.findall(r"apt-get install --yes --no-install-recommends (.*?) *&&", steps)
    assert [name for name in from_debian.split() if name.startswith("python3")] == ["python3-venv"]


def test_the_devcontainer_has_the_system_of_the_image_and_installs_with_the_same_script():
    settings = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    stages = [stage.partition(" AS ")[2] for stage in values("FROM")]
    assert settings["build"] == {"dockerfile": "../Dockerfile", "context": "..", "target": stages[0]}
    assert settings["remoteUser"] == USER
    assert settings["postCreateCommand"] == "python3 install.py"
    assert not {"image", "features"} & set(settings)


def test_binder_takes_the_dockerfile_and_can_start_it():
    assert not (ROOT / "binder").exists()  # it would come first
    assert not (ROOT / ".binder").exists()
    assert {f"NB_USER={USER}", "NB_UID=1000"} <= set(values("ARG"))
    assert values("USER")[-1] == "$NB_UID"
    assert not values("ENTRYPOINT")


@pytest.mark.parametrize(
    "stray", ["solutions/a.py", "labs/lab1_xgboost/.ipynb_checkpoints/a.ipynb", ".venv/a"]
)
def test_what_lies_about_stays_out_of_the_image(unpacked_kit, tmp_path, stray):
    course = shutil.copytree(unpacked_kit, tmp_path / "course")
    before = image.context(course)
    (course / stray).parent.mkdir(parents=True, exist_ok=True)
    (course / stray).write_text("stray")
    assert image.context(course) == before


def test_the_image_of_the_course_has_no_more_than_that_of_the_kit(unpacked_kit):
    """So there are no answers in it, which test_kit.py looks for in the kit."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    copied = set(image.context(ROOT)) & set(tracked.stdout.splitlines())
    assert copied == set(image.context(unpacked_kit))
    assert {f"labs/{lab}/{lab}.ipynb" for lab in lab_names()} <= copied


@pytest.fixture
def start(unpacked_kit, tmp_path):
    """A function that reads the settings as a server does that starts in the image, with an own home."""
    home = tmp_path / "home"
    home.mkdir()
    settings = f"{IN_THE_IMAGE}/.jupyter/image_config.py"

    def run(*options):
        box = ["bwrap", "--dev-bind", "/", "/", "--tmpfs", "/opt", "--ro-bind", unpacked_kit, IN_THE_IMAGE]
        box += ["--setenv", "HOME", home, "--setenv", "JUPYTER_CONFIG_DIR", tmp_path / "none", *options]
        command = [sys.executable, "-m", "jupyter_server", f"--config={settings}", "--show-config-json"]
        return subprocess.run([*map(str, box), *command], capture_output=True, text=True, check=False)

    run.course = home / "anomaly-detection-labs"
    run.home = home
    return run


@pytest.mark.slow
@pytest.mark.usefixtures("sandboxed")
def test_a_server_starts_in_a_copy_of_the_course_with_its_settings(start, unpacked_kit):
    settings = json.loads(start().stdout)
    assert settings["ServerApp"]["root_dir"] == str(start.course)
    assert settings["LabApp"]["app_settings_dir"] == str(start.course / ".jupyter")
    copied = {str(path.relative_to(start.course)) for path in start.course.rglob("*") if path.is_file()}
    assert copied >= set(image.context(unpacked_kit))
    assert not [name for name in copied if name.endswith(".part")]


@pytest.mark.slow
@pytest.mark.usefixtures("sandboxed")
def test_another_start_keeps_the_students_notebooks_and_updates_the_rest(start):
    start()
    notebook, own = (
        start.course / f"labs/{name}" for name in ("lab1_xgboost/lab1_xgboost.ipynb", "mine.txt")
    )
    lock = start.course / "requirements.lock"
    for path in (notebook, own, lock):
        path.write_text("a student's, or of another version")
    assert json.loads(start().stdout)["ServerApp"]["root_dir"] == str(start.course)
    assert notebook.read_text() == own.read_text() == "a student's, or of another version"
    assert lock.read_text() == (ROOT / "requirements.lock").read_text()


@pytest.mark.slow
@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize("volume", ["read-only", "full"])
def test_a_home_that_takes_no_course_is_refused_in_one_sentence(start, volume, assert_one_sentence):
    options = {
        "read-only": ["--ro-bind", start.home, start.home],
        "full": ["--size", 2**20, "--tmpfs", start.home],
    }
    result = start(*options[volume])
    assert result.returncode == 1
    (said,) = result.stderr.splitlines()
    assert_one_sentence(said)
    assert f"cannot be copied to {start.course}" in said


@pytest.fixture(scope="module")
def built(unpacked_kit, tmp_path_factory):
    """The image of the student kit, which takes minutes."""
    missing = [name for name in image.NEEDED if not shutil.which(name)]
    if missing or os.getuid():
        pytest.skip(f"needs {' and '.join([*missing, 'root'])} to build the image of a container")
    folder = tmp_path_factory.mktemp("image")
    return image.build(unpacked_kit, folder / "root", folder / "log")


@pytest.fixture
def volume(built, tmp_path):
    """An empty home for the image's user."""
    home = tmp_path / "volume"
    home.mkdir()
    os.chown(home, int(built.user), int(built.user))
    return home


def inside(built, volume, options, *arguments):
    """Run tests/support/inside_image.py in the image without a network; return the lines that it prints."""
    script = ROOT / "tests/support/inside_image.py"
    options = ["--unshare-net", "--ro-bind", script, "/run/script.py", *options]
    box = built.box("--bind", volume, f"/home/{USER}", *options)
    command = [*box, "python", "/run/script.py", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def said(box, *command):
    """What a command prints in the image."""
    return subprocess.run([*box, *command], capture_output=True, text=True, check=False).stdout


@pytest.mark.slow
def test_the_user_can_write_to_nothing_but_the_home(built):
    box = built.box(writable=True)  # else nothing can be written to, whoever owns it
    assert said(box, "id", "--user", "--name").strip() == USER
    found = said(box, "find", "/", "-xdev", "-writable", "-not", "-type", "l", "-prune").splitlines()
    assert sorted(found) == [f"/home/{USER}", "/tmp", "/var/tmp"]


@pytest.mark.slow
def test_the_data_is_parsed_already(built):
    code = "from helpers.kdd99.files import DATA_DIR; print(*DATA_DIR.glob('*.arrow'))"
    assert len(said(built.box(), "python", "-c", code).split()) == 2


@pytest.mark.slow
def test_the_command_starts_jupyterlab_and_the_labs_run(built, volume):
    address, *stopped = inside(built, volume, [], "server", *built.command)
    assert address == "/lab/tree/labs/README.md"
    assert stopped == [f"{lab} NotImplementedError" for lab in lab_names()]


@pytest.mark.slow
def test_a_hub_starts_a_server_that_opens_the_course(built, volume, tmp_path):
    if not shutil.which("npm"):
        pytest.skip("needs npm, for the proxy of JupyterHub")
    proxy = "configurable-http-proxy"
    subprocess.run(["npm", "install", "--silent", "--prefix", tmp_path, proxy], check=True)
    options = ["--ro-bind", os.path.realpath(shutil.which("node")), "/run/node"]
    options += ["--ro-bind", tmp_path / "node_modules", "/run/node_modules"]
    command = ["hub", "/run/node", f"/run/node_modules/{proxy}/bin/{proxy}"]
    address, setting = inside(built, volume, options, *command)
    assert address == "/user/ada/lab/tree/labs/README.md"
    assert setting == "defer"  # as .jupyter/overrides.json says
