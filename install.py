"""Install the course into .venv, or update it: `python3 install.py`. `make` calls this script.

The script needs only Python. It installs what pyproject.toml lists, in the versions of requirements.lock. It
uses uv, which is fast, or pip where uv cannot do it. `--from FOLDER` takes the packages from a folder that
`make offline` wrote.
"""

import argparse
import ast
import hashlib
import os
import platform
import re
import shutil
import ssl
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
DISK = 3e9  # bytes, rounded up
# Windows allows 259 characters; the longest path in .venv, a header of TensorFlow, takes 188 of them.
LONGEST_FOLDER = 71
# What the notebooks import, tried out at the end.
IMPORTS = ["helpers", "IPython", "ipywidgets", "jupyterlab", "nbgrader", "numpy", "scipy", "pandas"]
IMPORTS += ["pyarrow", "matplotlib.pyplot", "sklearn.ensemble", "pooch", "xgboost", "tensorflow", "keras"]
TRY_IMPORTS = """
import importlib, sys
for name in sys.argv[1:]:
    print(name, flush=True)
    try:
        importlib.import_module(name)
    except Exception as error:
        print("failed:", name, type(error).__name__, str(error).strip().partition("\\n")[0], flush=True)
"""
# Settings of pip and the variables through which uv knows them. A list has another separator there.
OF_PIP_FOR_UV = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "constraint": ("UV_CONSTRAINT", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
}
# Why installing failed: what the installers' output then says, as a pattern, and the sentence to show.
REASONS = {
    "disk": (
        r"No space left|quota exceeded|os error 112",
        "the disk of this folder, or of the package cache in your home, is full; free some space",
    ),
    "certificate": (
        r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|invalid peer certificate|UnknownIssuer",
        "this machine does not trust the certificate of {source}, or the one that the network or a virus "
        "scanner shows in its place; ask for its file, type `{python} -m pip config set global.cert FILE`",
    ),
    "proxy": (
        r"ProxyError|Tunnel connection failed|Proxy Authentication Required",
        "the proxy refuses the connection; check the variable HTTPS_PROXY and pip's setting `proxy`",
    ),
    "access": (
        r"\b40[13] (Client )?(Error|Unauthorized|Forbidden)",
        "{source} refuses access; check the user and password in pip's settings",
    ),
    "network": (
        r"name resolution|nodename nor servname|dns error|getaddrinfo|not known|unreachable|timed out"
        r"|NewConnectionError|connection refused|connection reset|error trying to connect|failed to fetch",
        "{source} cannot be reached; check the network",
    ),
    "missing": (
        r"Because there is no version of ([\w.=-]+)|Because ([\w.-]+)\S* (?:was not found|has no wheels)"
        r"|No matching distribution found for ([^\s;]+)",
        "{source} has no {package} for this machine ({machine}, Python {version}); ask whoever maintains it "
        "to add that",
    ),
}


def main():
    """Install what is missing, or exit with one sentence that says why that is impossible."""
    sys.stdout.reconfigure(errors="backslashreplace")  # not every console can show the name of every folder
    sys.stderr.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(description="Install the course into .venv, or update it.")
    parser.add_argument("--from", dest="wheels", metavar="FOLDER", help="of packages, instead of the network")
    wheels = parser.parse_args().wheels
    hardware = "cpu" if wheels or not nvidia_driver_answers() else "gpu"
    found = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    usable = found.startswith(f"{ROOT}\n") and succeeds(PYTHON, "-c", "")
    # A folder of packages has the CPU builds, which are good enough for a machine with a GPU, too.
    if usable and found in (stamp(hardware), stamp("cpu from a folder")):
        return
    refuse_what_cannot_work(wheels)
    refuse_a_full_disk(fresh=not usable)
    print(
        f"Installing into {VENV} (for the {hardware.upper()}). The first time, this takes a few minutes ..."
    )
    sys.stdout.flush()
    if not usable:  # never installed, moved to another folder, or its Python was removed
        make_venv()
    STAMP.unlink(missing_ok=True)
    keep_other_work_out()
    install_packages(hardware, Path(wheels).resolve() if wheels else None)
    if platform.system() == "Darwin":
        give_xgboost_openmp()
    try_imports()
    STAMP.write_text(stamp("cpu from a folder" if wheels else hardware), encoding="utf-8")


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


def stamp(what):
    """Return what STAMP says of an environment with these packages."""
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "requirements.lock", SURROUNDINGS)]
    return f"{ROOT}\n{what}\n{hashlib.sha256(b''.join(files)).hexdigest()}\n"


def nvidia_driver_answers():
    """Return whether there is a working NVIDIA driver, so that this machine gets the GPU builds."""
    return shutil.which("nvidia-smi") is not None and succeeds("nvidia-smi", "-L")


def succeeds(*command):
    """Return whether a command exists and exits with status 0."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def refuse_what_cannot_work(wheels):
    """Exit if the version of Python, the path of the folder or a folder of packages will not do."""
    python = sys.version_info
    if not (3, 11) <= python < (3, 14):
        again = "py -3.13 install.py" if os.name == "nt" else "make lab PYTHON=python3.13"
        sys.exit(
            f"The labs need Python 3.11 to 3.13, but {sys.executable} is Python {python[0]}.{python[1]}: "
            f"install Python 3.13, for example, and run `{again}`."
        )
    if problem := problem_with_path(str(ROOT), os.name == "nt", long_paths_allowed()):
        sys.exit(problem)
    if wheels and not any(Path(wheels).glob("*.whl")):
        sys.exit(f"{wheels} has no packages (*.whl): name the folder that `make offline` wrote.")
    try:
        tempfile.TemporaryFile(dir=ROOT).close()
    except OSError as error:
        sys.exit(f"{ROOT} cannot be written to ({error.strerror}): copy the course to a folder of your own.")


def problem_with_path(folder, windows, long_paths):
    """Return a sentence on why no environment works in a folder, or None."""
    separator = ";" if windows else ":"
    if separator in folder:  # macOS shows a colon in a name as a slash
        shown_as = "" if windows else " (the Finder shows it as a slash)"
        return (
            f"{folder} has a {'semicolon' if windows else 'colon'}{shown_as} in its name, with which Python "
            "cannot create an environment: rename the folder, or copy the course to another one."
        )
    if windows and folder.startswith("\\\\"):
        return (
            f"{folder} is a network path, in which Windows' command line cannot work: copy the course to a "
            "folder on this computer, or connect the network folder to a drive letter."
        )
    if windows and len(folder) > LONGEST_FOLDER and not long_paths:
        return (
            f"{folder} has {len(folder)} characters, and Windows allows the course's folder only "
            f"{LONGEST_FOLDER}: copy the course to a folder with a shorter path, such as C:\\labs, or switch "
            "long paths on in Windows."
        )
    return None


def long_paths_allowed():
    """Return whether Windows has been set to allow paths of more than 259 characters."""
    try:
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] == 1
    except (ImportError, OSError):
        return False


def refuse_a_full_disk(fresh):
    """Exit if a new environment does not fit on the disk."""
    free = shutil.disk_usage(ROOT).free
    if fresh and free < DISK:
        sys.exit(
            f"The labs need {DISK / 1e9:.0f} GB of disk space, but {ROOT} has only {free / 1e9:.1f} GB left: "
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
    packages = site_packages()
    shutil.copyfile(ROOT / SURROUNDINGS, packages / "course_surroundings.py")
    call = "import course_surroundings; course_surroundings.keep_out()"
    (packages / "course_surroundings.pth").write_text(f"{call}\n", encoding="utf-8")
    (VENV / "settings").mkdir(exist_ok=True)  # IPython makes its folder in this one, but not this one


def site_packages():
    """Return the folder of the environment's packages."""
    ask = [PYTHON, "-I", "-X", "utf8", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(subprocess.run(ask, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout.strip())


def install_packages(hardware, wheels):
    """Install the packages with uv, or with pip if uv cannot; if that fails, exit with the reason."""
    extras = f"{hardware},scale,instructor,dev" if (ROOT / "instructor").exists() else f"{hardware},scale"
    wanted = ["--constraint", "requirements.lock", "--editable", f".[{extras}]"]
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    pip = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--retries=2", *source]
    uv = ["-m", "uv", "pip", "install", "--python", str(PYTHON), *source]
    said, done, variables = get_uv(pip, environment())
    if not done and cause(said) not in ("missing", None):
        fail(said, wheels)
    if done:
        said, done = run(variables if wheels else variables | pips_settings_for_uv(), *uv, *wanted)
        if not done and cause(said) == "disk":
            fail(said, wheels)
    if not done:
        print("uv cannot install the packages here. pip can perhaps, which takes longer ...", flush=True)
        said_by_pip, done = run(variables, *pip, *wanted)
        if not done:
            fail(said + said_by_pip, wheels)


def get_uv(pip, variables):
    """Install uv; return what pip said, whether it did, and the variables with which it reaches the index."""
    # Only with -vv does pip say that an index wants a password.
    only_uv = ["-vv", "--only-binary", "uv", "--constraint", "requirements.lock", "uv"]
    for setting in [{}, *systems_certificates()]:
        said, done = run(variables | setting, *pip, *only_uv)
        if done:
            return said, True, variables | setting
        if cause(said) != "certificate":
            break
    return said, False, variables


def environment():
    """Return the environment for the installers: without what other work has set for Python and for pip."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"):
        kept.pop(name, None)
    kept["PIP_USER"] = "0"  # the packages belong into the environment, whatever pip is told to do elsewhere
    if not os.access(os.path.expanduser("~"), os.W_OK):  # pip goes on without a cache, uv does not
        kept["UV_NO_CACHE"] = "1"
    return kept


def systems_certificates():
    """Return settings that make pip trust what this machine trusts: pip before 24.2 has its own list."""
    paths = ssl.get_default_verify_paths()
    files = [{"PIP_CERT": path} for path in (paths.cafile, paths.capath) if path]
    return [*files, {"PIP_USE_FEATURE": "truststore"}]  # Windows and Macs keep no file; pip 23.3 and later


def pips_settings():
    """Return what pip has been told, in its files and in variables, as a dict of strings."""
    command = [PYTHON, "-X", "utf8", "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment()).stdout
    settings = {}
    for section in ("global", "install", ":env:"):  # a later one counts more
        for name, value in re.findall(rf"^{section}\.([\w-]+)=(.*)$", listed, re.M):
            settings[name] = ast.literal_eval(value)
    return settings


def pips_settings_for_uv():
    """Return the same as variables that uv reads, and let it trust and choose as pip does."""
    variables = {"UV_SYSTEM_CERTS": "1", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    settings = pips_settings()
    for name, (variable, separator) in OF_PIP_FOR_UV.items():
        if settings.get(name):
            variables[variable] = separator.join(settings[name].split())
    return variables


def run(variables, *arguments):
    """Run the environment's Python in the course's folder; return what it said and whether it succeeded."""
    with LOG.open("a", encoding="utf-8") as log:
        start = log.tell()
        done = subprocess.run([PYTHON, *arguments], cwd=ROOT, env=variables, stdout=log, stderr=log)
    with LOG.open(encoding="utf-8", errors="replace") as log:
        log.seek(start)
        return log.read(), done.returncode == 0


def cause(said):
    """Return the name of the reason that the installers' output gives, or None."""
    for name, (pattern, _) in REASONS.items():
        if re.search(pattern, said, re.I):
            return name
    return None


def fail(said, wheels):
    """Exit with the reason why the packages could not be installed."""
    name = cause(said)
    if name:
        pattern, sentence = REASONS[name]
        reason = sentence.format(
            source=wheels or "the package index",
            python=PYTHON,
            machine=f"{platform.system()} {platform.machine()}",
            version=platform.python_version(),
            package=" ".join(filter(None, re.search(pattern, said, re.I).groups())),
        )
    else:
        errors = re.findall(r"^error: (.*)", said, re.I | re.M) or ["the installer does not say why"]
        reason = f"{errors[-1].strip()}; look for the cause in {LOG}"
    sys.exit(f"The packages could not be installed: {reason} and try again (nothing is lost).")


def give_xgboost_openmp():
    """Let XGBoost on a Mac use the OpenMP library of scikit-learn, unless it finds one.

    XGBoost's package has none of its own and looks for Homebrew's alone. Both tools are Apple's and come with
    `make`. The signature has to be renewed, or macOS stops the process.
    """
    if not failed_imports(["xgboost"]):
        return
    library = site_packages() / "xgboost/lib/libxgboost.dylib"
    changed = library.with_suffix(".changed")  # not in place: uv's cache may share the file
    try:
        shutil.copy(library, changed)
        search = ["install_name_tool", "-add_rpath", "@loader_path/../../sklearn/.dylibs", changed]
        if succeeds(*search) and succeeds("codesign", "--force", "--sign", "-", changed):
            changed.replace(library)
    except OSError:  # what is wrong with the file is said when it is imported
        return


def try_imports():
    """Exit with a sentence if what has been installed cannot be imported."""
    for name, error in failed_imports(IMPORTS).items():
        sys.exit(
            f"{name} has been installed, but cannot be imported ({error}): {remedy(name, platform.system())}."
        )


def failed_imports(names):
    """Import modules in the new environment; return those that fail, as a dict of name to error."""
    variables = environment() | {"KERAS_BACKEND": "tensorflow", "MPLBACKEND": "Agg"}
    command = [PYTHON, "-c", TRY_IMPORTS, *names]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=variables)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(done.stdout + done.stderr)
    errors = dict(re.findall(r"^failed: (\S+) (.*)$", done.stdout, re.M))
    if done.returncode:  # the process was ended, by a signal for example
        errors[done.stdout.split()[-1]] = f"Python ended with status {done.returncode}"
    return errors


def remedy(name, system):
    """Return what to do where a module cannot be imported, as far as that is known."""
    if name == "xgboost" and system == "Darwin":
        return (
            "type `xcode-select --install`, or `brew install libomp` if you have Homebrew, and try again; "
            "until then, `.venv/bin/jupyter lab --config=.jupyter/lab_config.py` opens Labs 0, 2 and 3"
        )
    if system == "Windows":
        return "install Microsoft's Visual C++ Redistributable (x64), and try again"
    if name in ("tensorflow", "keras"):
        return "the processor may be too old for it (it needs AVX); use Google Colab"
    return f"delete {VENV} and try again; {LOG} has more"


if __name__ == "__main__":
    main()
