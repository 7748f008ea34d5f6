"""JupyterLab's settings for an instructor: `jupyter lab --config=instructor/lab_config.py`.

It opens the top folder of the course, which has nbgrader_config.py, and shows all of nbgrader's panels.
"""

import runpy
from pathlib import Path

root = Path(__file__).resolve().parent.parent

# Without what other work has set for Python and Jupyter; in .venv, this has been done already.
runpy.run_path(str(root / "helpers/surroundings.py"))["keep_out"](late=True)

c = get_config()  # type: ignore[name-defined]  # noqa: F821 (Jupyter defines it)

c.ServerApp.root_dir = str(root)
