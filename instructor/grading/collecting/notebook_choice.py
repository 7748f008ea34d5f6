"""Which of a student's notebooks is the one to grade."""

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from instructor.grading.collecting.entries import Entry
from instructor.grading.collecting.errors import RefusedError, quoted
from instructor.grading.collecting.safe_names import folded


@dataclass(frozen=True)
class Choice:
    """A student's files by path, with the notebook to grade at the top under the lab's name, and a note."""

    files: Mapping[str, Entry]
    note: str = ""


@dataclass(frozen=True, order=True)
class _Version:
    """How new a notebook of the lab's name is: the greater, the newer.

    What lies deeper is taken for a copy of what lies higher; at the same depth, the numbers that browsers and
    systems add to a name, "lab (2).ipynb" or "lab-2.ipynb", decide.
    """

    height: int
    numbers: tuple[int, ...]


def choose_notebook(files: Mapping[str, Entry], lab: str) -> Choice:
    """Choose the notebook to grade, and put it and the files beside it where the lab expects them.

    Of notebooks with the lab's name, the newest is taken and the others are left out. Without any, the only
    notebook is taken. Several of other names are all left for somebody to choose from.

    Raises
    ------
    RefusedError
        If there is no notebook, or if two are equally new.
    """
    notebooks = [path for path in files if path.lower().endswith(".ipynb")]
    if not files:
        raise RefusedError("there is nothing in it")
    if not notebooks:
        raise RefusedError(f"there is no notebook in it, only {quoted(files)}")
    versions = _versions(notebooks, lab)
    if not versions:
        if len(notebooks) > 1:
            note = f"none of the {len(notebooks)} notebooks is called {lab}.ipynb: {quoted(notebooks)}"
            return Choice(files, note)
        (notebook,) = notebooks
        note = f"{quoted(notebooks)}, the only notebook, was taken as {lab}.ipynb"
        return Choice(_with_lab_notebook(files, notebook, lab), note)

    notebook = _newest(versions)
    older = [path for path in versions if path != notebook]
    if not older:
        return Choice(_with_lab_notebook(files, notebook, lab))
    note = f"{quoted([notebook])} was taken as the newest, and {quoted(older)} left out"
    remaining = {path: entry for path, entry in files.items() if path not in older}
    return Choice(_with_lab_notebook(remaining, notebook, lab), note)


def _versions(notebooks: Sequence[str], lab: str) -> dict[str, _Version]:
    """Return the versions of those notebooks that have the lab's name."""
    lab_name = re.compile(rf"{re.escape(lab)}(?P<numbers>(?: ?\(\d+\)|-\d+)*)\.ipynb", re.IGNORECASE)
    versions = {}
    for path in notebooks:
        match = lab_name.fullmatch(posixpath.basename(path))
        if match:
            numbers = re.findall(r"\d+", match["numbers"])
            versions[path] = _Version(-path.count("/"), tuple(map(int, numbers)))
    return versions


def _newest(versions: Mapping[str, _Version]) -> str:
    highest = max(versions.values())
    newest = [path for path, version in versions.items() if version == highest]
    if len(newest) > 1:
        raise RefusedError(f"it is unclear which of {quoted(newest)} is the newest")
    return newest[0]


def _with_lab_notebook(files: Mapping[str, Entry], notebook: str, lab: str) -> dict[str, Entry]:
    """Return the files with the notebook moved to the top, and with it what lies in its folder.

    The notebook then finds its data where it found them before. Where the move would mix files of two
    folders, only the notebook is moved.
    """
    folder = posixpath.dirname(notebook)
    prefix = f"{folder}/" if folder else ""
    near, far, others = {}, {}, {}
    for path, entry in files.items():
        if path == notebook:
            continue
        others[path] = entry
        if path.startswith(prefix):
            near[path.removeprefix(prefix)] = entry
        else:
            far[path] = entry
    if _top_names(near).isdisjoint(_top_names(far)):
        others = far | near
    return others | {f"{lab}.ipynb": files[notebook]}


def _top_names(paths: Collection[str]) -> set[str]:
    return {folded(path.partition("/")[0]) for path in paths}
