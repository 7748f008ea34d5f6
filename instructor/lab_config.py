"""JupyterLab's settings for an instructor: `jupyter lab --config=instructor/lab_config.py`.

Opens at the top of the course, where nbgrader_config.py is, with all of nbgrader's panels.
"""

from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821 (Jupyter defines it)

c.ServerApp.root_dir = str(Path(__file__).resolve().parent.parent)
