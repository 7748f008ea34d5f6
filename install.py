"""Install the course into .venv, or update it: `python3 install.py`. `make` calls this script.

The script needs only Python. It installs what pyproject.toml lists, in the versions of requirements.lock.
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
STAMP = VENV / ".installed"  # says what is installed and where; written last
LOG = VENV / "install.log"
SURROUNDINGS = "helpers/surroundings.py"
DISK = 2.5e9  # bytes
# Phrases in the installers' output when there is no network, or when it blocks them.
OFFLINE = ["name resolution", "dns error", "not known", "unreachable", "NewConnectionError", "refused"]
OFFLINE += [
    "error trying to connect",
    "Failed to fetch",
    "timed out",
    "No matching distribution found for uv",
]


def main():
    """Install what is missing, or exit with one sentence that says why that is impossible."""
    hardware = "gpu" if nvidia_driver_answers() else "cpu"
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "requirements.lock", SURROUNDINGS)]
    wanted = f"{ROOT}\n{hardware}\n{hashlib.sha256(b''.join(files)).hexdigest()}\n"
    found = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    usable = found.startswith(f"{ROOT}\n") and succeeds(PYTHON, "-c", "")
    if usable and found == wanted:
        return
    refuse_what_cannot_work(fresh=not usable)
    print(
        f"Installing into {VENV} (for the {hardware.upper()}). The first time, this takes a few minutes ...",
        flush=True,
    )
    if not usable:  # never installed, moved to another folder, or its Python was removed
        make_venv()
    STAMP.unlink(missing_ok=True)
    keep_other_work_out()
    pins = ["--constraint", "requirements.lock"]
    run("-m", "pip", "install", "--disable-pip-version-check", "--retries", "2", *pins, "uv")
    wanted_packages = [*pins, "--editable", f".[{hardware},scale,instructor,dev]"]
    run("-m", "uv", "pip", "install", "--python", PYTHON, *wanted_packages)
    STAMP.write_text(wanted, encoding="utf-8")


def on_colab():
    """Update the packages of a Google Colab session to what the notebooks need, but keep its TensorFlow."""
    import tomllib  # not at the top: an older Python lacks it, and main() has to say so in one sentence

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [name for name in project["dependencies"] if not name.startswith(("jupyterlab", "nbgrader"))]
    loaded = {name: sys.modules[name].__version__ for name in ("numpy", "pandas") if name in sys.modules}
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *needed, "xgboost>=3.1"], check=True)
    if any(version(name) != was for name, was in loaded.items()):
        sys.exit("The packages have been updated: choose Runtime, Restart session, and run this cell again.")
    print("Ready.")


def nvidia_driver_answers():
    """Return whether there is a working NVIDIA driver, so that this machine gets the GPU builds."""
    return shutil.which("nvidia-smi") is not None and succeeds("nvidia-smi", "-L")


def succeeds(*command):
    """Return whether a command exists and exits with status 0."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def refuse_what_cannot_work(fresh):
    """Exit if the version of Python, the folder or the space on the disk is not enough."""
    python = sys.version_info
    if not (3, 11) <= python < (3, 14):
        again = "py -3.12 install.py" if os.name == "nt" else "make lab PYTHON=python3.12"
        sys.exit(
            f"The labs need Python 3.11 to 3.13, but {sys.executable} is Python {python[0]}.{python[1]}: "
            f"run `{again}`, for example."
        )
    try:
        tempfile.TemporaryFile(dir=ROOT).close()
    except OSError as error:
        sys.exit(f"{ROOT} cannot be written to ({error.strerror}): copy the course to a folder of your own.")
    free = shutil.disk_usage(ROOT).free
    if fresh and free < DISK:
        sys.exit(
            f"The labs need {DISK / 1e9} GB of disk space, but {ROOT} has only {free / 1e9:.1f} GB left: "
            "free some space, or move the course to another disk."
        )


def make_venv():
    """Create an empty environment, in place of an existing one."""
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(
            f"Python cannot create an environment in {VENV} ({error}): install its venv module "
            "(Debian, Ubuntu: apt install python3-venv) and try again."
        )


def keep_other_work_out():
    """Let every Python of the environment begin with helpers/surroundings.py, however it is started."""
    ask = [PYTHON, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(ask, stdout=subprocess.PIPE, text=True, check=True).stdout.strip())
    shutil.copyfile(ROOT / SURROUNDINGS, packages / "course_surroundings.py")
    call = "import course_surroundings; course_surroundings.keep_out()"
    (packages / "course_surroundings.pth").write_text(f"{call}\n", encoding="utf-8")


def run(*arguments):
    """Run the environment's Python in the course's folder; if it fails, exit with the most likely reason."""
    with LOG.open("a", encoding="utf-8") as log:
        start = log.tell()
        done = subprocess.run([PYTHON, *arguments], cwd=ROOT, stdout=log, stderr=log)
    if done.returncode == 0:
        return
    with LOG.open(encoding="utf-8", errors="replace") as log:
        log.seek(start)
        said = log.read()
    if "No space left" in said:
        reason = "the disk of this folder, or of the package cache in your home, is full; free some space"
    elif any(sign in said for sign in OFFLINE):
        reason = "the package index cannot be reached; check the network"
    else:
        reason = f"look for the reason in {LOG}"
    sys.exit(f"The packages could not be installed: {reason} and try again (nothing is lost).")


if __name__ == "__main__":
    main()
