"""Write the students' kit: one zip with all that a student needs and nothing that gives answers away."""

import re
import stat
import tempfile
import zipfile
from pathlib import Path

from helpers.kdd99.load import FILES
from instructor.authoring.release import release
from instructor.course import ROOT, lab_names
from instructor.nbgrader_api import GradingError

# What goes in as it is, besides helpers/*.py and the notebooks. By name, not by what git knows or ignores: a
# copy of the course may have no git history, and whatever else lies about stays out.
COPIED = [
    "LICENSE",
    "environment.yml",
    "install.py",
    "nbgrader_config.py",  # the Validate button's time limits
    "pyproject.toml",
    "requirements.lock",
    "setup.py",
    ".devcontainer/devcontainer.json",
    ".jupyter/lab_config.py",
    ".jupyter/overrides.json",
    ".jupyter/page_config.json",
    "data/README.md",
    *(f"data/{name}" for name in FILES["bundled"].values()),
    "docs/lab1.png",
    "helpers/py.typed",
    "labs/README.md",
    "labs/glossary.md",
]
SECTIONS = ["Start", "If you are a student", "License"]  # of README.md, after its introduction
TARGETS = ["help", "install", "lab", "data"]  # of the Makefile


class KitError(GradingError):
    """A file is not fit for students; the message names it and the remedy."""


def write(path):
    """Write the kit. The same files give the same bytes, on every machine.

    Parameters
    ----------
    path : path-like
        The zip file to write.

    Returns
    -------
    pathlib.Path of the zip file

    Raises
    ------
    KitError
        If a notebook in labs/ is not what `make release` writes, so that it may have answers in it.
    """
    path, contents = Path(path), _contents()  # all of it, before anything is written
    with zipfile.ZipFile(path, "w") as kit:  # stored: another zlib would compress to other bytes
        for name in sorted(contents):
            entry = zipfile.ZipInfo(f"anomaly-detection-labs/{name}", date_time=(2000, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, whose permissions these are
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            kit.writestr(entry, contents[name])
    return path


def _contents():
    """Return the kit's files, as a dict of name to bytes."""
    helpers = [path.relative_to(ROOT).as_posix() for path in (ROOT / "helpers").rglob("*.py")]
    contents = {name: (ROOT / name).read_bytes() for name in [*COPIED, *helpers]}
    contents["README.md"] = _readme((ROOT / "README.md").read_text(encoding="utf-8")).encode()
    contents["Makefile"] = _makefile((ROOT / "Makefile").read_text(encoding="utf-8")).encode()
    return contents | _notebooks()


def _readme(text):
    """Return the sections of README.md that a student needs, without the commands that run the tests."""
    introduction, *sections = re.split(r"^## ", text, flags=re.M)
    kept = [f"## {section}" for section in sections if section.partition("\n")[0] in SECTIONS]
    return re.sub(r"^(make test|.*-m pytest).*\n", "", introduction + "".join(kept), flags=re.M)


def _makefile(text):
    """Return the Makefile without the rules that need what is not in the kit."""
    rule = re.compile(r"^([a-z-]+):(?!=)", re.M)
    kept = [part for part in text.split("\n\n") if set(rule.findall(part)) <= set(TARGETS)]
    return re.sub(r"^\.PHONY:.*", f".PHONY: {' '.join(TARGETS)}", "\n\n".join(kept), flags=re.M)


def _notebooks():
    """Return the notebooks in labs/, unless one is not what nbgrader makes of its solution."""
    notebooks = {}
    with tempfile.TemporaryDirectory() as folder:
        for lab in lab_names():
            release(lab, folder)
            name = f"labs/{lab}/{lab}.ipynb"
            notebooks[name] = Path(folder, lab, f"{lab}.ipynb").read_bytes()
            if not (ROOT / name).exists() or (ROOT / name).read_bytes() != notebooks[name]:
                raise KitError(
                    f"{name} is not what its solution gives and may have answers in it: move it away "
                    "if you want to keep it, and run `make release`."
                )
    return notebooks
