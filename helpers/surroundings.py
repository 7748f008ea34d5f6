"""Keep out what other work on this machine has set for Python, Jupyter and figures.

Not for notebooks. install.py puts a copy into the environment, where every Python calls `keep_out` when it
starts, whoever starts it: `make`, an editor or a person. `.jupyter/lab_config.py` and `python -m instructor`
call it for environments that install.py has not made. All of them load this file without the package.
"""

import os
import sys
from collections.abc import Mapping

# Python has read these before any code runs, so it has to start again without them.
_READ_AT_START = ["PYTHONPATH", "PYTHONOPTIMIZE", "PYTHONWARNINGS"]
_READ_LATER = ["PYTHONSTARTUP", "PYTHONUSERBASE", "MPLBACKEND", "MATPLOTLIBRC"]
_READ_LATER += ["JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_NO_CONFIG"]
# Set by programs that name modules of their own on PYTHONPATH: pip, which builds a package with them, and
# VS Code, which lists tests with them.
_PROGRAMS = ["PIP_BUILD_TRACKER", "TEST_RUN_PIPE"]
_STARTED_AGAIN = "COURSE_STARTED_AGAIN"  # the process that has done so: never twice


def environment(found: Mapping[str, str]) -> dict[str, str]:
    """Return an environment for the course's programs.

    Parameters
    ----------
    found : mapping of str to str
        The environment that other work has left.

    Returns
    -------
    dict of str to str
        In it, IPython and Jupyter read settings of the course's environment. Only the appearance of
        JupyterLab stays as the user has set it.
    """
    wanted = {name: value for name, value in found.items() if name not in _READ_AT_START + _READ_LATER}
    appearance = os.path.join(os.path.expanduser("~"), ".jupyter", "lab", "user-settings")
    wanted.setdefault("JUPYTERLAB_SETTINGS_DIR", appearance)
    wanted["JUPYTER_CONFIG_DIR"] = os.path.join(sys.prefix, "settings", "jupyter")
    wanted["JUPYTER_PREFER_ENV_PATH"] = "1"  # a user may have a kernel of the same name
    wanted["IPYTHONDIR"] = os.path.join(sys.prefix, "settings", "ipython")
    wanted["PYTHONNOUSERSITE"] = "1"
    return wanted


def keep_out(late: bool = False) -> None:
    """Give this process the environment of the course, and start it again if that is too late for it.

    Parameters
    ----------
    late : bool
        Whether the process may have acted on its environment already: then any difference starts it again.
    """
    if any(name in os.environ for name in _PROGRAMS):
        return
    found = dict(os.environ)
    wanted = environment(found)
    for name in found.keys() - wanted.keys():
        del os.environ[name]
    os.environ.update(wanted)
    folders = [folder for folder in found.get("PYTHONPATH", "").split(os.pathsep) if folder]
    too_late = wanted != found if late else _has_acted_on(found)
    if os.name == "nt":  # which cannot replace a process; those that it starts have the environment
        sys.path[:] = [folder for folder in sys.path if folder not in folders]
    elif too_late and not _was_started_again(found):
        wanted[_STARTED_AGAIN] = str(os.getpid())  # which stays the same
        os.execve(sys.executable, [sys.executable, *_options(folders), *sys.orig_argv[1:]], wanted)


def _was_started_again(found: Mapping[str, str]) -> bool:
    """Return whether this process has been started again before: more than once would be for ever."""
    return found.get(_STARTED_AGAIN) == str(os.getpid())


def _has_acted_on(found: Mapping[str, str]) -> bool:
    """Return whether Python has read one of the variables; it ignores them with its options -E and -I."""
    return not sys.flags.ignore_environment and any(found.get(name) for name in _READ_AT_START)


def _options(folders: list[str]) -> list[str]:
    """Return the option that keeps the current folder out, too, if it is one of those on PYTHONPATH.

    It stays if it is a copy of the course, whose own modules are wanted.
    """
    here = any(os.path.exists(folder) and os.path.samefile(folder, ".") for folder in folders)
    return ["-P"] if here and not os.path.exists("helpers/surroundings.py") else []
