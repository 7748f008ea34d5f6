"""JupyterLab's settings for the course: `jupyter lab --config=.jupyter/lab_config.py`."""

from pathlib import Path

settings = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 (Jupyter defines it)

c.ServerApp.root_dir = str(settings.parent / "labs")
c.LabApp.default_url = "/lab/tree/lab1_xgboost/lab1_xgboost.ipynb"
# Settings and switched-off parts of the page: overrides.json and page_config.json.
c.LabApp.app_settings_dir = str(settings)
# nbgrader's Validate button stays; what it has for instructors and for course exchanges does not.
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
}
