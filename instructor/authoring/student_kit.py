"""Write the students' kit: one zip with all that a student needs and nothing that gives answers away."""

import stat
import tempfile
import zipfile
from pathlib import Path

from helpers.kdd99.load import FILES
from instructor.authoring.release import release
from instructor.course import ROOT, lab_names
from instructor.nbgrader_api import GradingError

# The kit's own README.md and Makefile, which are not those of the course.
OWN_FOLDER = Path(__file__).parent / "student_kit_files"
OWN = ["Makefile", "README.md"]
# The other files, besides helpers/ and the notebooks. They are listed by name, because a copy of the course
# may have no git history that tells them from other files in its folders.
COPIED = [
    ".dockerignore",
    "Dockerfile",
    "LICENSE",
    "environment.yml",
    "install.py",
    "nbgrader_config.py",  # the Validate button's time limits
    "pyproject.toml",
    "requirements.lock",
    "setup.py",
    ".devcontainer/devcontainer.json",
    ".jupyter/image_config.py",
    ".jupyter/lab_config.py",
    ".jupyter/overrides.json",
    ".jupyter/page_config.json",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "data/README.md",
    *(f"data/{name}" for name in FILES["bundled"].values()),
    "docs/lab1.png",
    "helpers/keras_home/keras.json",
    "helpers/reference_results.csv",
    "helpers/py.typed",
    "labs/README.md",
    "labs/glossary.md",
]


class KitError(GradingError):
    """A file is not fit for students; the message names the file and the remedy."""


def write(path: Path) -> Path:
    """Write the kit. The same files give the same bytes, on every machine.

    Parameters
    ----------
    path : pathlib.Path
        The zip file to write.

    Returns
    -------
    pathlib.Path
        The zip file.

    Raises
    ------
    KitError
        If a notebook in labs/ is not what `make release` writes, so that it may have answers in it. Then
        nothing is written.
    """
    contents = _contents()
    with zipfile.ZipFile(path, "w") as kit:  # stored: another zlib would compress to other bytes
        for name in sorted(contents):
            entry = zipfile.ZipInfo(f"anomaly-detection-labs/{name}", date_time=(2000, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, whose permissions these are
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            kit.writestr(entry, contents[name])
    return path


def _contents() -> dict[str, bytes]:
    """Return the contents of the kit's files by name."""
    contents = {name: (OWN_FOLDER / name).read_bytes() for name in OWN}
    for name in COPIED:
        contents[name] = (ROOT / name).read_bytes()
    for path in (ROOT / "helpers").rglob("*"):
        if path.suffix == ".py" or path.name == "py.typed":
            contents[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return contents | _notebooks()


def _notebooks() -> dict[str, bytes]:
    """Return the notebooks in labs/ by name, unless one is not what nbgrader makes of its solution."""
    notebooks = {}
    with tempfile.TemporaryDirectory() as folder:
        for lab in lab_names():
            release(lab, Path(folder))
            name = f"labs/{lab}/{lab}.ipynb"
            notebooks[name] = Path(folder, lab, f"{lab}.ipynb").read_bytes()
            if not (ROOT / name).exists() or (ROOT / name).read_bytes() != notebooks[name]:
                raise KitError(
                    f"{name} is not what its solution gives and may have answers in it: move it away "
                    "if you want to keep it, and run `make release`."
                )
    return notebooks
