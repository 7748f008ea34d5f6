"""JupyterLab's settings for the course: `jupyter lab --config=.jupyter/lab_config.py`."""

import contextlib
import re
import runpy
import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

settings = Path(__file__).resolve().parent
labs = settings.parent / "labs"

# Without what other work has set for Python and Jupyter; in .venv, this has been done already.
runpy.run_path(str(settings.parent / "helpers/surroundings.py"))["keep_out"](late=True)


def reason_not_to_start():
    """Return a sentence that says what would fail later or lose a student's work, or None."""
    lock = (settings.parent / "requirements.lock").read_text()
    for name, pinned in re.findall(r"^([\w.-]+)==(\S+)$", lock, re.M):
        with contextlib.suppress(PackageNotFoundError):  # it may lack the tests' packages, for example
            if (found := version(name)) != pinned:
                _mark_as_outdated()
                return (
                    f"This environment is of another version of the course ({name} {found}, not {pinned}): "
                    "run `make lab` again (on Windows `py install.py`, with conda `conda env update --file "
                    "environment.yml`)."
                )
    try:
        tempfile.TemporaryFile(dir=labs).close()
    except OSError as error:
        return (
            f"{labs} cannot be written to ({error.strerror}), so your answers could not be saved: copy the "
            "course to a folder of your own."
        )
    if (free := shutil.disk_usage(labs).free) < 50e6:
        return (
            f"The disk of {labs} has only {free / 1e6:.0f} MB left, too little to save your answers: free "
            "some space."
        )
    return None


def _mark_as_outdated():
    """Make install.py update the environment, by deleting its note of what is installed there."""
    noted = settings.parent / ".venv/.installed"
    if noted.exists() and Path(sys.prefix) == noted.parent:
        with contextlib.suppress(OSError):
            noted.write_text(f"{settings.parent}\n", encoding="utf-8")


if reason := reason_not_to_start():
    sys.exit(reason)

c = get_config()  # noqa: F821 (Jupyter defines it)

c.ServerApp.root_dir = str(settings.parent)
c.LabApp.default_url = "/lab/tree/labs/README.md"
# The folder has overrides.json, with settings, and page_config.json, which switches parts of the page off.
c.LabApp.app_settings_dir = str(settings)
# JupyterLab opens last time's tabs: those of this course, not of another folder.
c.LabApp.workspaces_dir = str(settings / "workspaces")
# Students keep nbgrader's Validate button. What it has for instructors and for exchanges is switched off.
# So is Jupyter's other view of notebooks: it reads no page_config.json, and once it has been open, the server
# no longer finds the fonts of formulas for JupyterLab.
c.ServerApp.jpserver_extensions = {
    "notebook": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
}
