"""Jupyter's settings in the image: Dockerfile makes this file jupyter_server_config.py of the whole system.

On a hub, the home is a volume that knows nothing of the image. So each server copies the course to it as it
starts. A notebook that is already there stays, because it has a student's answers in it.
"""

import os
import shutil
import sys
from pathlib import Path

image = Path("/opt/anomaly-detection-labs")
course = Path.home() / image.name


def copy_course():
    """Copy all files of the course, but no notebook over another."""
    for source in filter(Path.is_file, image.rglob("*")):
        target = course / source.relative_to(image)
        if target.suffix == ".ipynb" and target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")  # half a notebook would stay forever
        shutil.copyfile(source, part)
        os.replace(part, target)


try:
    copy_course()
except OSError as error:
    sys.exit(
        f"The course cannot be copied to {course} ({error.strerror}): give the user of this container a home "
        "that can be written to and has 50 MB of free space."
    )
load_subconfig(str(course / ".jupyter/lab_config.py"))  # noqa: F821 (Jupyter defines it)
c = get_config()  # noqa: F821
c.ServerApp.default_url = c.LabApp.default_url  # a server that a hub starts knows only this one
