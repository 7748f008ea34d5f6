"""Undo whatever a submission did to the cells that nbgrader knows."""

import copy
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from instructor.grading.doubled import merge_copies
from instructor.grading.matching import cell_name, claimed_name, is_answered, match, same_text
from instructor.grading.messages import Findings
from instructor.grading.reading_code import names_defined
from instructor.grading.reflections import gather_answers
from instructor.grading.solution import answers_of_tests, is_test, names_asked_for, released

_SHOWN = 3  # names of cells that were recognised


def repair(notebook: NotebookNode, solution: NotebookNode, beside: Collection[str] = ()) -> Findings:
    """Give a submission's cells their true names, metadata and types, in place, and insert what is gone.

    nbgrader restores the text of locked cells. It trusts what else a cell says of itself, so that a test that
    claims to be graded by hand, or to be worth more, or is gone, needs more than that; and it knows a cell by
    its metadata alone, which many tools remove.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The submission.
    solution : nbformat.NotebookNode
        The lab's solution notebook.
    beside : collection of str
        The names of the files beside the notebook.

    Returns
    -------
    Findings
        What was wrong with it.
    """
    given = released(solution)
    findings = Findings(remarks=merge_copies(notebook, given.cells))
    findings.remarks.extend(_name(notebook.cells, match(notebook.cells, given.cells)))
    findings += _insert_missing(notebook, given)
    found = match(notebook.cells, given.cells)
    findings.notes.extend(gather_answers(notebook.cells, found, given.cells, beside))
    _free_answers(notebook, found, solution)
    findings.remarks.extend(_restore_all(notebook, solution, given))
    return findings


def _name(cells: Sequence[NotebookNode], found: Sequence[NotebookNode | None]) -> list[str]:
    """Give the cells that were recognised without their names these names."""
    named = []
    for cell, original in zip(cells, found, strict=True):
        if original is not None and cell_name(original) and claimed_name(cell) is None:
            cell.metadata.nbgrader = copy.deepcopy(original.metadata.nbgrader)
            named.append(cell_name(original))
    if not named:
        return []
    shown = ", ".join(map(str, named[:_SHOWN])) + (", …" if len(named) > _SHOWN else "")
    return [f"cells had lost nbgrader's names and were recognised by text and place ({shown})"]


def _free_answers(
    notebook: NotebookNode, found: Sequence[NotebookNode | None], solution: NotebookNode
) -> None:
    """Copy answers that stand in the cells of their tests, whose text is about to be restored, above them."""
    answered = set()
    for cell, original in zip(notebook.cells, found, strict=True):
        if original is not None and is_answered(cell, original):
            answered.add(cell_name(original))
    answers = answers_of_tests(solution)
    cells = []
    for cell, original in zip(notebook.cells, found, strict=True):
        answer = answers.get(cell_name(original) or "") if original is not None else None
        if original is not None and answer is not None and not same_text(cell, original):
            is_there = cell_name(answer) in answered
            wanted = names_asked_for(answer, original)
            if not is_there and wanted <= names_defined(cell.source):
                cells.append(nbformat.v4.new_code_cell(cell.source))
        cells.append(cell)
    notebook.cells = cells


def _restore_all(notebook: NotebookNode, solution: NotebookNode, given: NotebookNode) -> list[str]:
    originals = {cell_name(cell): cell for cell in solution.cells if "nbgrader" in cell.metadata}
    given_cells = {cell.id: cell for cell in given.cells}
    seen: set[str] = set()
    remarks = []
    for cell in reversed(notebook.cells):  # as in nbgrader, the last of several counts
        name = claimed_name(cell)
        claim = cell.metadata.pop("nbgrader", None)
        if not claim:
            continue
        if not isinstance(name, str) or name not in originals:
            remarks.append(f"a cell says that it is {name!r}, which the lab does not have")
        elif name in seen:
            is_code = is_solution(originals[name]) and originals[name].cell_type == "code"
            what = "and all of them were run" if is_code else "and the last one counts"
            remarks.append(f"{name} is there several times, {what}")
        else:
            seen.add(name)
            original = originals[name]
            if is_test(original):
                remarks += _changes(cell, claim, original, given_cells[original.id])
            _restore(cell, original)
    return remarks


def _changes(
    cell: NotebookNode, claim: Mapping[str, Any], original: NotebookNode, given: NotebookNode
) -> list[str]:
    """Say what a submission changed in a test; `claim` is what the cell says of itself."""
    changes = []
    if cell.cell_type == given.cell_type and not same_text(cell, given):
        changes.append(f"the test {original.id} had been changed; the original was run")
    truth = original.metadata.nbgrader
    if any(claim.get(key) != truth[key] for key in ("points", "grade", "solution")):
        changes.append(f"{original.id} had been given other points or another kind")
    return changes


def _restore(cell: NotebookNode, original: NotebookNode) -> None:
    """Give a cell its true metadata and type back."""
    cell.metadata = copy.deepcopy(original.metadata)
    cell.metadata.pop("tags", None)  # a tag could keep it from running
    if cell.cell_type != original.cell_type:
        text = cell.source  # never the original's, which is the answer
        cell.clear()
        cell.update(copy.deepcopy(original), source=text)


def _insert_missing(notebook: NotebookNode, given: NotebookNode) -> Findings:
    """Put tests and reflections that are gone back behind what they follow in the lab."""
    present = [claimed_name(cell) for cell in notebook.cells]  # a claim can be anything
    findings = Findings()
    before = None
    tests, lost = 0, 0
    for original in given.cells:
        name = cell_name(original)
        tests += is_test(original)
        if name and name not in present and is_grade(original):
            lost += is_test(original)
            place = _place_behind(before, notebook)
            notebook.cells.insert(place, copy.deepcopy(original))
            findings.remarks.append(f"{name} was missing and was put back")
            before = name
        elif name in present:
            before = name
    if lost > tests / 2:
        findings.reasons.append(f"{lost} of {tests} tests were missing")
    return findings


def _place_behind(name: str | None, notebook: NotebookNode) -> int:
    """Return the index behind the cell of a name; 0 if there is no name."""
    if name is None:
        return 0
    for index in reversed(range(len(notebook.cells))):
        if claimed_name(notebook.cells[index]) == name:
            return index + 1
    raise LookupError(f"no cell is called {name}")
