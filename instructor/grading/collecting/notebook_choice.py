"""Which of a student's notebooks is the one to grade."""

import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from instructor.grading.collecting.answers import Contents
from instructor.grading.collecting.entries import Entry
from instructor.grading.collecting.errors import RefusedError, quoted
from instructor.grading.collecting.notebook_names import Version, version
from instructor.grading.collecting.safe_names import folded

ReadContents = Callable[[Entry], Contents | None]


@dataclass(frozen=True)
class Choice:
    """A student's files by path, with the notebook to grade at the top under the lab's name, and notes."""

    files: Mapping[str, Entry]
    notes: tuple[str, ...] = ()


def choose_notebook(files: Mapping[str, Entry], lab: str, read_contents: ReadContents) -> Choice:
    """Choose the notebook to grade, and put it and the files beside it where the lab expects them.

    Of notebooks with the lab's name or that of a copy, the newest that is answered is taken, and the others
    are left out. If none is answered, a notebook of another name is taken that is the only one with the lab
    answered in it. Without any of the lab's name, the only notebook is taken; several are all left for
    somebody to choose from. A notebook that cannot be read counts as answered, as the grader may be able to
    repair it.

    Parameters
    ----------
    files : mapping of str to Entry
    lab : str
    read_contents : callable
        Returns what is in a notebook.

    Raises
    ------
    RefusedError
        If there is no notebook, or if it is unclear which is the newest.
    """
    notebooks = [path for path in files if path.lower().endswith(".ipynb")]
    if not files:
        raise RefusedError("there is nothing in it")
    if not notebooks:
        raise RefusedError(f"there is no notebook in it, only {quoted(files)}")
    contents = {path: read_contents(files[path]) for path in notebooks}
    versions = _versions(notebooks, lab)
    named = sorted(versions)
    answered_others = _others_with_answers(contents, named)

    if len(notebooks) == 1 and not named:
        note = f"{quoted(notebooks)}, the only notebook, was taken as {lab}.ipynb"
        return _choice(files, notebooks[0], [], [note, *_blank_note(contents[notebooks[0]], files)], lab)
    answered = [path for path in named if _may_be_answered(contents[path])]
    if not answered and answered_others:
        return _choice_of_another_name(files, named, answered_others, lab)
    if not named:
        note = f"none of the {len(notebooks)} notebooks is called {lab}.ipynb: {quoted(notebooks)}"
        return Choice(files, (note,))

    chosen = _newest({path: versions[path] for path in answered or named}, contents)
    left_out = [path for path in named if path != chosen]
    notes = _notes_on_copies(chosen, left_out, answered or named)
    notes += _blank_note(contents[chosen], files)
    if answered_others and contents[chosen] is not None:
        notes.append(f"{quoted(answered_others)} has the lab answered in it, too, and was not taken")
    return _choice(files, chosen, left_out, notes, lab)


def _versions(notebooks: Sequence[str], lab: str) -> dict[str, Version]:
    """Return the versions of those notebooks that have the lab's name or that of a copy."""
    versions = {}
    for path in notebooks:
        its_version = version(path, lab)
        if its_version is not None:
            versions[path] = its_version
    return versions


def _may_be_answered(contents: Contents | None) -> bool:
    return contents is None or contents.answered


def _others_with_answers(contents: Mapping[str, Contents | None], named: Collection[str]) -> list[str]:
    """Return the notebooks of other names with the lab answered in them, but those equal to a named one."""
    known = {found.sources for path, found in contents.items() if path in named and found is not None}
    others = []
    for path, found in contents.items():
        if path in named or found is None or found.sources in known:
            continue
        if found.holds_lab and found.answered:
            others.append(path)
    return others


def _choice_of_another_name(
    files: Mapping[str, Entry], blank: Sequence[str], answered_others: Sequence[str], lab: str
) -> Choice:
    if len(answered_others) > 1:
        names = quoted(answered_others)
        raise RefusedError(f"it is unclear which of {names} is the newest; none is called {lab}.ipynb")
    note = f"{quoted(answered_others)} was taken, as it has the lab answered in it"
    if blank:
        note += f", and {quoted(blank)}, in which nothing is answered, left out"
    return _choice(files, answered_others[0], blank, [note], lab)


def _newest(versions: Mapping[str, Version], contents: Mapping[str, Contents | None]) -> str:
    highest = max(versions.values())
    newest = [path for path, its_version in versions.items() if its_version == highest]
    if len(newest) > 1:
        different = {contents[path] for path in newest}
        if len(different) > 1 or None in different:
            raise RefusedError(f"it is unclear which of {quoted(newest)} is the newest")
    return newest[0]


def _notes_on_copies(chosen: str, left_out: Sequence[str], candidates: Collection[str]) -> list[str]:
    """Return notes on the notebooks of the lab's name that were not taken."""
    notes = []
    older = [path for path in left_out if path in candidates]
    blank = [path for path in left_out if path not in candidates]
    if older:
        notes.append(f"{quoted([chosen])} was taken as the newest, and {quoted(older)} left out")
    if blank:
        notes.append(
            f"{quoted([chosen])} was taken, and {quoted(blank)}, in which nothing is answered, left out"
        )
    return notes


def _blank_note(contents: Contents | None, files: Collection[str]) -> list[str]:
    """Return a note if nothing is answered in the notebook that is taken."""
    if _may_be_answered(contents):
        return []
    note = "nothing in the notebook is answered"
    zips = [path for path in files if path.lower().endswith(".zip")]
    if zips:
        note += f", and {quoted(zips)} beside it was not unpacked"
    return [note]


def _choice(
    files: Mapping[str, Entry], notebook: str, left_out: Collection[str], notes: Sequence[str], lab: str
) -> Choice:
    remaining = {path: entry for path, entry in files.items() if path not in left_out}
    return Choice(_with_lab_notebook(remaining, notebook, lab), tuple(notes))


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
