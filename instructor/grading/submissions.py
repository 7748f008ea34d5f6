"""What students handed in: found, and read without trusting it."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import parse_utc

from instructor.course import graded_labs, lab_names
from instructor.grading.collecting.answers import contents, released_lab
from instructor.grading.messages import Findings, SubmissionKey
from instructor.grading.notebook_file import read_notebook

MAX_BYTES, MAX_FILES = 100 * 2**20, 500  # of a submission's folder
_SKIPPED_FOLDERS = {".ipynb_checkpoints", "__pycache__", ".git", ".venv", "venv", "__MACOSX"}
# Browsers and mail programs add an ending, and some systems change the case.
_NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)
_HIDDEN = re.compile(r"(^|/)\._")  # of macOS, beside each file
_UNFIT = "*?[]"  # nbgrader looks for files by pattern


class Refused(RuntimeError):  # noqa: N818 (it is what an instructor reads)
    """A submission that nothing can be made of; the message says why."""


@dataclass(frozen=True)
class Submission:
    """A notebook, the files beside it by relative path, and what was found out about them."""

    notebook: NotebookNode
    files: dict[str, bytes]
    findings: Findings = field(default_factory=Findings)


def find(submitted: Path, lab: str | None = None, student: str | None = None) -> list[SubmissionKey]:
    """Find the folders <submitted>/<student>/<lab>.

    Parameters
    ----------
    submitted : pathlib.Path
    lab, student : str, optional
        Find those of this lab or student only.

    Returns
    -------
    list of SubmissionKey
        Sorted, without labs that have no points.
    """
    without_points = set(lab_names()) - set(graded_labs())
    found = []
    for path in submitted.glob("*/*"):
        key = SubmissionKey(student=path.parent.name, lab=path.name)
        if not path.is_dir() or key.lab.startswith(".") or key.lab in without_points:
            continue
        if lab in (None, key.lab) and student in (None, key.student):
            found.append(key)
    return sorted(found)


def read(folder: Path) -> Submission:
    """Read the submission in a folder <student>/<lab>.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    Submission
        Its notebook is the one called <lab>.ipynb; if that is blank or missing, the only other one, or the
        only other one in which the lab is answered.

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
    name, others = _choose_notebook(lab, files)
    notebook, flaw = _parse(name, files.pop(name))
    findings = Findings(remarks=remarks)
    if name != f"{lab}.ipynb":
        beside = f", beside a blank {lab}.ipynb" if f"{lab}.ipynb" in files else ""
        findings.notes.append(f"the notebook was called {name}{beside}")
    for other in others:
        findings.remarks.append(f"{other} has the lab answered in it, too, and was not graded")
    if flaw:
        findings.notes.append(f"its file is not valid and was read all the same ({flaw})")
    return Submission(notebook, files, findings)


def unfit(student: str) -> str:
    """Return the characters of a name that nbgrader cannot handle."""
    characters = {c for c in student if c in _UNFIT or not c.isprintable()}
    return "".join(sorted(characters))


def read_files(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """Read the regular files below a folder.

    Returns
    -------
    dict of str to bytes
        Their contents by relative path.
    list of str
        Remarks on what is no regular file.

    Raises
    ------
    Refused
        If there are more than `MAX_FILES` files, or more than `MAX_BYTES` in them.
    """
    files: dict[str, bytes] = {}
    remarks: list[str] = []
    size = 0
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


def timestamp(folder: Path) -> str | None:
    """Return when a submission was handed in, as nbgrader's timestamp.txt beside it says, or None."""
    path = folder / "timestamp.txt"
    if not path.is_file() or path.is_symlink():
        return None
    try:
        return parse_utc(path.read_text()[:100].strip()).isoformat(" ")
    except Exception:  # a date can be wrong in any way, and then counts as none
        return None


def _walk(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder, and links to folders, which are not followed."""
    for parent, folders, names in os.walk(folder):
        for name in names:
            yield Path(parent, name)
        inside = []
        for name in folders:
            if Path(parent, name).is_symlink():
                yield Path(parent, name)
            elif name not in _SKIPPED_FOLDERS:
                inside.append(name)
        folders[:] = inside  # where os.walk goes next


def _choose_notebook(lab: str, files: dict[str, bytes]) -> tuple[str, list[str]]:
    """Return the notebook to grade, and the others in which the lab is answered.

    It is the lab's, unless only another one is answered; or the only one there is, wherever it lies.
    """
    notebooks = [name for name in files if name.endswith(".ipynb") and "/" not in name]
    if not notebooks:
        notebooks = [name for name in files if _NOTEBOOK.search(name) and not _HIDDEN.search(name)]
    if len(notebooks) == 1:
        return notebooks[0], []
    about = {name: contents(files[name], released_lab(lab)) for name in notebooks}
    named = f"{lab}.ipynb"
    answered = [name for name, each in about.items() if each and each.holds_lab and each.answered]
    found = about.get(named)
    if named in about and (found is None or found.answered):  # what cannot be read now may be repaired
        return named, [name for name in answered if name != named and about[name] != found]
    if len(answered) == 1:
        return answered[0], []
    if named in about:
        return named, answered
    there = ", ".join(files) or "nothing"
    if notebooks:
        raise Refused(f"none of the notebooks is called {named}: the folder holds {there}")
    raise Refused(f"{named} is not in the folder, which holds {there}")


def _parse(name: str, content: bytes) -> tuple[NotebookNode, str]:
    """Return the notebook in a file, without outputs, and what is wrong with the file."""
    try:
        return read_notebook(content)
    except Exception as error:  # there is no end to what can be wrong with a file
        first_line = str(error).strip().partition("\n")[0][:100]
        kind = "" if type(error) is ValueError else f"{type(error).__name__}: "
        raise Refused(f"{name} is not a notebook ({kind}{first_line})") from error
