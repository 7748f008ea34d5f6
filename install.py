"""Install the course into .venv, or bring that up to date: `python3 install.py`. `make` does so by itself.

It needs nothing but Python. What it installs is in pyproject.toml, in the versions of requirements.lock.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".installed"  # what is installed and where: written last
LOG = VENV / "install.log"
DISK = 2.5e9  # bytes
# What the installers say without a network, or with one that does not let them through.
OFFLINE = ["name resolution", "dns error", "not known", "unreachable", "NewConnectionError", "refused"]
OFFLINE += [
    "error trying to connect",
    "Failed to fetch",
    "timed out",
    "No matching distribution found for uv",
]


def main():
    """Install what is missing; say in one sentence why it cannot be done."""
    hardware = "gpu" if nvidia_driver_answers() else "cpu"
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "requirements.lock")]
    wanted = f"{ROOT}\n{hardware}\n{hashlib.sha256(b''.join(files)).hexdigest()}\n"
    found = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    usable = found.startswith(f"{ROOT}\n") and succeeds(PYTHON, "-c", "")
    if usable and found == wanted:
        return
    refuse_what_cannot_work(fresh=not usable)
    print(
        f"Installing into {VENV} (for the {hardware.upper()}): a few minutes the first time ...", flush=True
    )
    if not usable:  # never installed, moved from elsewhere, or its Python is gone
        make_venv()
    STAMP.unlink(missing_ok=True)
    pins = ["--constraint", "requirements.lock"]
    run("-m", "pip", "install", "--disable-pip-version-check", "--retries", "2", *pins, "uv")
    wanted_packages = [*pins, "--editable", f".[{hardware},scale,instructor,dev]"]
    run("-m", "uv", "pip", "install", "--python", PYTHON, *wanted_packages)
    STAMP.write_text(wanted, encoding="utf-8")


def on_colab():
    """Bring the packages of a Google Colab session up to what the notebooks need; keep its TensorFlow."""
    import tomllib  # which an old Python lacks, and that is to be refused in one sentence

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [name for name in project["dependencies"] if not name.startswith(("jupyterlab", "nbgrader"))]
    loaded = {name: sys.modules[name].__version__ for name in ("numpy", "pandas") if name in sys.modules}
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *needed, "xgboost>=3.1"], check=True)
    if any(version(name) != was for name, was in loaded.items()):
        sys.exit("Packages are up to date now: choose Runtime, Restart session, and run this cell again.")
    print("Ready.")


def nvidia_driver_answers():
    """Whether this machine gets the GPU builds."""
    return shutil.which("nvidia-smi") is not None and succeeds("nvidia-smi", "-L")


def succeeds(*command):
    """Whether a command exists and ends well."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def refuse_what_cannot_work(fresh):
    """Exit if Python, the folder or the disk will not do."""
    python = sys.version_info
    if not (3, 11) <= python < (3, 14):
        again = "py -3.12 install.py" if os.name == "nt" else "make lab PYTHON=python3.12"
        sys.exit(
            f"The labs need Python 3.11 to 3.13, and {sys.executable} is {python[0]}.{python[1]}: run "
            f"{again}, say."
        )
    try:
        tempfile.TemporaryFile(dir=ROOT).close()
    except OSError as error:
        sys.exit(f"{ROOT} cannot be written to ({error.strerror}): copy the course to a folder of your own.")
    free = shutil.disk_usage(ROOT).free
    if fresh and free < DISK:
        sys.exit(
            f"The labs need {DISK / 1e9} GB of disk, and {ROOT} has {free / 1e9:.1f} GB left: free some, or "
            "move the course to another disk."
        )


def make_venv():
    """Make an empty environment in the place of what is there."""
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(
            f"Python cannot make an environment in {VENV} ({error}): install its venv module "
            "(Debian, Ubuntu: apt install python3-venv) and start again."
        )


def run(*arguments):
    """Run the environment's Python on this project; exit with the likeliest reason if it fails."""
    with LOG.open("a", encoding="utf-8") as log:
        start = log.tell()
        done = subprocess.run([PYTHON, *arguments], cwd=ROOT, stdout=log, stderr=log)
    if done.returncode == 0:
        return
    with LOG.open(encoding="utf-8", errors="replace") as log:
        log.seek(start)
        said = log.read()
    if "No space left" in said:
        reason = "the disk is full (of this folder, or of the package cache in your home): free some space"
    elif any(sign in said for sign in OFFLINE):
        reason = "there is no way to the package index: check the network"
    else:
        reason = f"{LOG} says why"
    sys.exit(f"Installing the packages failed, {reason}, and start again; nothing is lost.")


if __name__ == "__main__":
    main()
