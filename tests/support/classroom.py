"""A course to grade in, apart from the real one, and submissions to it."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from instructor.course import ROOT
from tests.support import exercises

_SKIPPED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")


def copy_course(folder, tiny=False, settings=""):
    """Copy what an instructor works with, without grades, and return the folder.

    Instead of the labs it can have a tiny one, and more settings in nbgrader_config.py.
    """
    for name in ("helpers", "instructor", "tests/tiny" if tiny else "solutions"):
        copy = folder / ("solutions/tiny" if name == "tests/tiny" else name)
        shutil.copytree(ROOT / name, copy, ignore=_SKIPPED)
    given = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(given + settings, encoding="utf-8")
    (folder / "data").symlink_to(ROOT / "data")
    if tiny:
        assert run(folder, "release").returncode == 0
    return folder


def released(lab):
    """Return the notebook that students get."""
    return nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)


def tiny(course, *names):
    """Return the notebook of a tiny course with the reference answers to some exercises."""
    notebook, solution = (nbformat.read(course / f"{f}/tiny/tiny.ipynb", 4) for f in ("labs", "solutions"))
    answers = {cell.id: cell.source for cell in solution.cells}
    for cell in notebook.cells:
        cell.source = answers[cell.id] if cell.id in names else cell.source
    return notebook


def answered(lab, codes):
    """Return the students' notebook with code in some of its exercises, by name."""
    notebook = released(lab)
    for cell in notebook.cells:
        cell.source = codes.get(cell.id, cell.source)
    return notebook


def reference(lab, names):
    """Return the reference answers to some exercises, by name."""
    return {name: exercises.code_cells(lab)[name] for name in names}


# With this answer a lab's training takes hours and all memory: nobody hands that in.
ENDLESS = {"compiled again, which loses the optimizer and the loss"}


def honest(lab, number):
    """Return the notebook of one honest student of a class: mostly right, some wrong, some not answered."""
    draw, codes = random.Random(number), {}
    for name in exercises.auto_graded(lab):
        others = [
            answer.code
            for answer in exercises.answers(lab)
            if answer.exercise == name and answer.name not in ENDLESS
        ]
        kind = draw.random()
        if kind < 0.6:
            codes |= reference(lab, [name])
        elif kind < 0.85:
            codes[name] = draw.choice(others)
    return answered(lab, codes)


def submit(course, student, lab, notebook):
    """Put a notebook where the grader looks for submissions."""
    folder = Path(course) / "grading" / "submitted" / student / lab
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{lab}.ipynb")


def run(course, *arguments, **environment):
    """Run a command of the instructor's in a course."""
    command = [sys.executable, "-m", "instructor", *arguments]
    environment = os.environ | environment
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
