"""JupyterLab's settings for an instructor: `jupyter lab --config=instructor/lab_config.py`.

It opens the top folder of the course, which has nbgrader_config.py, and shows all of nbgrader's panels.
"""

from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821 (Jupyter defines it)

c.ServerApp.root_dir = str(Path(__file__).resolve().parent.parent)
