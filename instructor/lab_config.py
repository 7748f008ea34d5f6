"""JupyterLab's settings for an instructor: `jupyter lab --config=instructor/lab_config.py`.

It opens the top folder of the course, which has nbgrader_config.py, and shows all of nbgrader's panels.
"""

import runpy
from pathlib import Path
from typing import Any

root = Path(__file__).resolve().parent.parent

# Without what other work has set for Python and Jupyter; in .venv, this has been done already.
runpy.run_path(str(root / "helpers/surroundings.py"))["keep_out"](late=True)

c = get_config()  # type: ignore[name-defined]  # noqa: F821 (Jupyter defines it)

c.ServerApp.root_dir = str(root)
# JupyterLab opens last time's folder and tabs: those of this course, not of another with its environment.
c.LabApp.workspaces_dir = str(root / ".jupyter/workspaces")
# Of what could be installed, JupyterLab would ask the internet.
c.LabApp.extension_manager = "readonly"


def switch_off_what_asks_the_internet(_handler: object, page: dict[str, Any]) -> dict[str, Any]:
    """Open pages without JupyterLab's news, its look for updates, and its list of extensions."""
    page["disabledExtensions"] += [
        "@jupyterlab/apputils-extension:announcements",
        "@jupyterlab/extensionmanager-extension:plugin",
    ]
    return page


c.ServerApp.tornado_settings = {"page_config_hook": switch_off_what_asks_the_internet}
