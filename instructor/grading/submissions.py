"""What students handed in: found, read without trusting it, and made whole again."""

import ast
import copy
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions
from nbgrader.utils import is_grade, is_solution, parse_utc

from instructor.course import graded_labs, lab_names, script_path
from instructor.nbgrader_api import nbgrader_config

MAX_BYTES, MAX_FILES = 100 * 2**20, 500  # of a submission's folder


class Refused(RuntimeError):  # noqa: N818 (it is what an instructor reads)
    """A submission that nothing can be made of; the message says why."""


@dataclass
class Submission:
    """A notebook, the files beside it by relative path, and what a person should know of them."""

    notebook: nbformat.NotebookNode
    files: dict
    remarks: list = field(default_factory=list)


def find(submitted, lab=None, student=None):
    """Return (student, lab) of every folder <submitted>/<student>/<lab>, without labs that have no points."""
    folders = [path for path in Path(submitted).glob("*/*") if path.is_dir() and path.name[0] != "."]
    pairs = sorted((path.parent.name, path.name) for path in folders)
    without_points = set(lab_names()) - set(graded_labs())
    return [(s, a) for s, a in pairs if lab in (None, a) and student in (None, s) and a not in without_points]


def read(folder):
    """Read the submission in a folder <student>/<lab>.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    Submission
        Its notebook is the one called <lab>.ipynb or, if there is one only, that one.

    Raises
    ------
    Refused
        If there is no such lab, no notebook or no telling which, or if it cannot be read.
    """
    lab = folder.name
    if folder.is_symlink() or folder.parent.is_symlink():
        raise Refused("the folder is a link to another one")
    if lab not in lab_names():
        raise Refused(f"no lab is called {lab}, only {', '.join(graded_labs())}")
    if characters := unfit(folder.parent.name):
        raise Refused(f"nbgrader cannot handle {characters!a} in a folder's name: rename it")
    files, remarks = read_files(folder)
    name = _notebook_name(lab, files)
    if name != f"{lab}.ipynb":
        remarks.append(f"the notebook was called {name}")
    return Submission(_parse(name, files.pop(name)), files, remarks)


def unfit(student):
    """Return the characters of a name that nbgrader cannot handle."""
    return "".join(sorted({c for c in student if c in "*?[]" or not c.isprintable()}))


def read_files(folder):
    """Return the contents of the regular files below a folder by relative path, and remarks on others."""
    files, remarks, size = {}, [], 0
    for path in sorted(_walk(folder)):
        status = path.lstat()
        name = path.relative_to(folder).as_posix()
        if not stat.S_ISREG(status.st_mode):
            remarks.append(f"{name} is a link or a special file and was left out")
            continue
        size += status.st_size
        if size > MAX_BYTES or len(files) == MAX_FILES:
            raise Refused(f"the folder has more than {MAX_FILES} files or {MAX_BYTES // 2**20} MiB")
        files[name] = path.read_bytes()
    return files, remarks


def timestamp(folder):
    """Return when a submission was handed in, as nbgrader's timestamp.txt beside it says, or None."""
    path = folder / "timestamp.txt"
    if not path.is_file() or path.is_symlink():
        return None
    try:
        return parse_utc(path.read_text()[:100].strip()).isoformat(" ")
    except Exception:  # the parser has no common class for all that can be wrong with a date
        return None


def _walk(folder):
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in (*links, ".ipynb_checkpoints", "__pycache__")]
        yield from (Path(parent) / name for name in [*names, *links])


def _notebook_name(lab, files):
    notebooks = [name for name in files if name.endswith(".ipynb") and "/" not in name]
    if f"{lab}.ipynb" in notebooks:
        return f"{lab}.ipynb"
    if len(notebooks) == 1:
        return notebooks[0]
    there = ", ".join(files) or "nothing"
    if notebooks:
        raise Refused(f"none of the notebooks is called {lab}.ipynb: the folder holds {there}")
    raise Refused(f"{lab}.ipynb is not in the folder, which holds {there}")


def _parse(name, content):
    try:
        notebook = nbformat.reads(content.decode("utf-8-sig"), as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = []  # they are made anew, and may be damaged
        nbformat.validate(notebook, relax_add_props=True)
        return nbformat.reads(as_text(notebook), as_version=4)
    except Exception as error:  # nbformat has no common class for all that can be wrong with a file
        about = str(error).strip().partition("\n")[0][:100]
        raise Refused(f"{name} is not a notebook ({type(error).__name__}: {about})") from error


def as_text(notebook):
    """Return a notebook as JSON that can be written to a file: without halves of characters."""
    return nbformat.writes(notebook).encode(errors="replace").decode()


def solution(lab):
    """Return a lab's solution notebook, without outputs."""
    notebook = nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    return notebook


def released(notebook):
    """Return a copy of a solution notebook with its cells as students get them."""
    notebook = copy.deepcopy(notebook)
    for cleaner in (ClearSolutions, ClearHiddenTests, ClearMarkScheme):
        notebook, _ = cleaner(config=nbgrader_config()).preprocess(notebook, {})
    return notebook


def imports(notebook):
    """Return a notebook's import statements by the name that each binds."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.Import | ast.ImportFrom):
                    found |= {_bound(name): _alone(node, name) for name in node.names}
    return found


def _bound(name):
    return name.asname or name.name.partition(".")[0]


def _alone(node, name):
    single = copy.copy(node)
    single.names = [name]
    return ast.unparse(single)


def repair(notebook, source):
    """Undo, in place, whatever a submission did to the cells that nbgrader knows.

    nbgrader restores the text of locked cells. It trusts what else a cell says of itself, so that a test that
    claims to be graded by hand, or to be worth more, or is gone, needs more than that.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The submission.
    source : nbformat.NotebookNode
        The lab's solution notebook.

    Returns
    -------
    list of str, what was wrong with it
    """
    known = {cell.metadata.nbgrader.grade_id: cell for cell in source.cells if "nbgrader" in cell.metadata}
    shown = {cell.id: cell.source for cell in released(source).cells}
    seen, remarks = set(), []
    for cell in reversed(notebook.cells):  # as in nbgrader, the last of several counts
        claim = cell.metadata.pop("nbgrader", None)
        name = claim.get("grade_id") if isinstance(claim, dict) else None
        if claim and (not isinstance(name, str) or name not in known):
            remarks.append(f"a cell says that it is {name!r}, which the lab does not have")
        elif name in seen:
            remarks.append(f"{name} is there several times; the last one counts")
        elif name:
            seen.add(name)
            remarks += _restore(cell, claim, known[name], shown[known[name].id])
    return [*remarks, *_insert_missing(notebook, source, seen)]


def _restore(cell, claim, original, shown):
    """Give a cell its true metadata and type back; say what was wrong if it is a test."""
    wrong = []
    if is_grade(original) and not is_solution(original):
        if cell.source != shown:
            wrong.append(f"the test {original.id} had been changed; the original was run")
        if any(claim.get(key) != original.metadata.nbgrader[key] for key in ("points", "grade", "solution")):
            wrong.append(f"{original.id} had been given other points or another kind")
    cell.metadata = copy.deepcopy(original.metadata)
    cell.metadata.pop("tags", None)  # a tag could keep it from running
    if cell.cell_type != original.cell_type:
        text = cell.source  # never the original's, which is the answer
        cell.clear()
        cell.update(copy.deepcopy(original), source=text)
    return wrong


def _insert_missing(notebook, source, seen):
    """Put tests and reflections that are gone back behind the cell that they follow in the source."""
    remarks, before = [], None
    for original in released(source).cells:
        name = original.metadata.get("nbgrader", {}).get("grade_id")
        if name in seen:
            before = name
        elif name and is_grade(original):
            names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
            notebook.cells.insert(names.index(before) + 1 if before else 0, copy.deepcopy(original))
            seen.add(name)
            before = name
            remarks.append(f"{name} was missing and was put back")
    return remarks
