"""A course to grade in, apart from the real one, and submissions to it.

A test that grades starts with the fixture `course` or `tiny_course` of tests/conftest.py, puts notebooks
where submissions lie, and runs the commands that an instructor runs:

    notebook = classroom.tiny(tiny_course, "scale", "cutoff")    # two of five exercises are answered
    classroom.submit(tiny_course, "ada", "tiny", notebook)
    done = classroom.run(tiny_course, "autograde")
"""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from instructor.course import ROOT
from tests.support import exercises

_SKIPPED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")


def copy_course(folder: Path, tiny: bool = False, settings: str = "") -> Path:
    """Copy what an instructor works with, without grades.

    Parameters
    ----------
    folder : pathlib.Path
        Where to; it must not exist.
    tiny : bool
        Have only the tiny lab of tests/tiny, released, in place of the labs.
    settings : str
        More lines for nbgrader_config.py.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    for name in ("helpers", "instructor"):
        shutil.copytree(ROOT / name, folder / name, ignore=_SKIPPED)
    if tiny:
        shutil.copytree(ROOT / "tests" / "tiny", folder / "solutions" / "tiny", ignore=_SKIPPED)
    else:
        shutil.copytree(ROOT / "solutions", folder / "solutions", ignore=_SKIPPED)
    given = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(given + settings, encoding="utf-8")
    (folder / "data").symlink_to(ROOT / "data")
    if tiny:
        done = run(folder, "release")
        assert done.returncode == 0, done.stderr
    return folder


def released(lab: str) -> NotebookNode:
    """Return the notebook that students get."""
    return nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)


def tiny(course: Path, *names: str) -> NotebookNode:
    """Return the students' notebook of a tiny course, with the reference answers to some exercises."""
    notebook = nbformat.read(course / "labs/tiny/tiny.ipynb", 4)
    solution = nbformat.read(course / "solutions/tiny/tiny.ipynb", 4)
    answers = {cell.id: cell.source for cell in solution.cells}
    for cell in notebook.cells:
        if cell.id in names:
            cell.source = answers[cell.id]
    return notebook


def answered(lab: str, codes: dict[str, str]) -> NotebookNode:
    """Return the students' notebook with code in some of its exercises, by name."""
    notebook = released(lab)
    for cell in notebook.cells:
        cell.source = codes.get(cell.id, cell.source)
    return notebook


def reference(lab: str, names: list[str]) -> dict[str, str]:
    """Return the reference answers to some exercises, by name."""
    return {name: exercises.code_cells(lab)[name] for name in names}


# With this answer a lab's training takes hours and all memory: nobody hands that in.
ENDLESS = {"compiled again, which loses the optimizer and the loss"}


def honest(lab: str, number: int) -> NotebookNode:
    """Return the notebook of one honest student of a class: mostly right, some wrong, some not answered.

    Parameters
    ----------
    lab : str
    number : int
        The student's; the same number gives the same notebook.
    """
    draw, codes = random.Random(number), {}
    for name in exercises.auto_graded(lab):
        others = []
        for answer in exercises.answers(lab):
            if answer.exercise == name and answer.name not in ENDLESS:
                others.append(answer.code)
        kind = draw.random()
        if kind < 0.6:
            codes |= reference(lab, [name])
        elif kind < 0.85:
            codes[name] = draw.choice(others)
    return answered(lab, codes)


def submit(course: Path, student: str, lab: str, notebook: NotebookNode) -> None:
    """Put a notebook where the grader looks for submissions."""
    folder = Path(course) / "grading" / "submitted" / student / lab
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{lab}.ipynb")


def run(course: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run `python -m instructor` with arguments in a course, and with more variables in the environment."""
    command = [sys.executable, "-m", "instructor", *arguments]
    environment = os.environ | environment
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run make in a folder as a shell does: `make test` hands its own options down to the make of a test."""
    environment = {}
    for name, value in os.environ.items():
        if not name.startswith(("MAKE", "MFLAGS")):
            environment[name] = value
    command = ["make", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
