"""A second arrangement of a notebook, for tests that failed for no fault of the answers.

A notebook is graded as it was handed in. Tests can fail all the same because a cell of the lab is missing or
changed, because an answer stands below its test, or because a name of Python's has got another meaning. Then
the notebook runs once more, in a kernel of its own, with all of that set right, and each test keeps the
better of its results. The second run knows nothing of the first: it is as if the student had handed in the
notebook so.
"""

import copy
import re
from collections.abc import Sequence

import nbformat
from nbformat import NotebookNode

from instructor.grading.cell_pieces import Arrangement, is_own, join_pieces, own_code, split_own_cells
from instructor.grading.matching import cell_name, is_answered, match
from instructor.grading.messages import SecondRun
from instructor.grading.reading_code import names_defined
from instructor.grading.redefinitions import redefined_builtins
from instructor.grading.solution import answers_of_tests, is_test, names_asked_for, released
from instructor.grading.text import as_json

# Settings that make libraries fail where they would warn, or return what tests do not expect.
_SETTINGS = re.compile(
    r"""(simplefilter|filterwarnings)\(\s*(action\s*=\s*)?["']error | seterr\([^)]*["']raise |
    transform_output | (set_option\(\s*["'] | pd\.options\.)(mode|compute|future)\.""",
    re.VERBOSE,
)
_AS_USUAL = """
import warnings
import numpy
import pandas
import sklearn
warnings.simplefilter("ignore")
numpy.seterr(all="warn")
sklearn.set_config(transform_output="default")
for _options in ("mode", "compute", "future"):
    pandas.reset_option(f"^{_options}[.]")
warnings.simplefilter("default")
"""


def second_run(notebook: NotebookNode, solution: NotebookNode) -> SecondRun | None:
    """Return how to run a notebook a second time if tests fail, or None if there is nothing to set right.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The submission, repaired.
    solution : nbformat.NotebookNode
        The lab's solution notebook.
    """
    given = released(solution).cells
    found = match(notebook.cells, given)
    arrangement = Arrangement(copy.deepcopy(notebook.cells), found, [])
    joined = join_pieces(arrangement)
    restored = _restore_given(arrangement, given)
    moved = _move_tests(arrangement, solution, given)
    dropped = any(remark.startswith("without the stub") for remark in arrangement.remarks)
    redefined, changed = _set_right(arrangement)
    is_split = split_own_cells(arrangement)
    if not arrangement.remarks and not is_split:
        return None
    again = copy.copy(notebook)
    again.cells = arrangement.cells
    for cell in again.cells:
        cell.id = nbformat.v4.new_code_cell().id
    return SecondRun(
        notebook=as_json(again),
        remarks=tuple(arrangement.remarks),
        tests=tuple(moved),
        errors=(*(["NameError"] if restored else []), *(["TypeError"] if redefined else [])),
        any_test=joined or changed or dropped,
        own=tuple(own_code(notebook.cells, found)),
    )


def _restore_given(arrangement: Arrangement, given: Sequence[NotebookNode]) -> bool:
    """Put back the lab's own code where it is missing or changed; return whether any was.

    The student's version runs as well, behind it and one statement at a time: a line that fails takes no
    other with it.
    """
    missing = []
    for original in given:
        is_code = original.cell_type == "code" and not cell_name(original) and original.source.strip()
        if is_code and not any(each is original for each in arrangement.found):
            missing.append(original)
    for original in missing:
        at = _place_of(original, arrangement, given)
        arrangement.cells.insert(at, copy.deepcopy(original))
        arrangement.found.insert(at, original)
    if missing:
        arrangement.remarks.append(
            f"with {len(missing)} of the lab's own cells put back, which had been changed"
        )
    return bool(missing)


def _place_of(original: NotebookNode, arrangement: Arrangement, given: Sequence[NotebookNode]) -> int:
    """Return the index behind the nearest cell of the lab that precedes a missing one."""
    preceding: list[NotebookNode] = []
    for each in given:
        if each is original:
            break
        preceding.append(each)
    for each in reversed(preceding):
        for index, other in enumerate(arrangement.found):
            if other is each:
                return index + 1
    return 0


def _move_tests(arrangement: Arrangement, solution: NotebookNode, given: Sequence[NotebookNode]) -> list[str]:
    """Move each test behind the last cell that defines its answer; return the names of those that moved."""
    moved = []
    answers = answers_of_tests(solution)
    for original in given:
        answer = answers.get(cell_name(original) or "")
        if answer is None:
            continue
        _drop_stub(arrangement, answer, names_asked_for(answer, original))
        if _move_test(arrangement, original, names_asked_for(answer, original)):
            moved.append(str(cell_name(original)))
    if moved:
        arrangement.remarks.append(f"with {', '.join(moved)} behind the answer, which stood below")
    return moved


def _drop_stub(arrangement: Arrangement, answer: NotebookNode, wanted: set[str]) -> None:
    """Empty an untouched stub if a cell above defines the answer, which the stub would replace."""
    is_defined = False
    for cell, original in zip(arrangement.cells, arrangement.found, strict=True):
        is_stub = original is not None and original.id == answer.id and not is_answered(cell, original)
        if is_stub and is_defined:
            cell.source = ""
            arrangement.remarks.append(f"without the stub of {answer.id}, which stood below the answer")
        is_defined = is_defined or _defines(cell, original, wanted)


def _move_test(arrangement: Arrangement, test: NotebookNode, wanted: set[str]) -> bool:
    places = [i for i, each in enumerate(arrangement.found) if each is test]
    if not places or not wanted:
        return False
    last = places[-1]
    for index in range(len(arrangement.cells) - 1, last, -1):
        if _defines(arrangement.cells[index], arrangement.found[index], wanted):
            arrangement.cells.insert(index, arrangement.cells.pop(last))
            arrangement.found.insert(index, arrangement.found.pop(last))
            return True
    return False


def _defines(cell: NotebookNode, original: NotebookNode | None, wanted: set[str]) -> bool:
    """Whether a cell that the student wrote defines all that an answer defines."""
    if not is_own(cell, original) or (original is not None and not is_answered(cell, original)):
        return False
    return wanted <= names_defined(cell.source)


def _set_right(arrangement: Arrangement) -> tuple[bool, bool]:
    """Undo before each test what upsets Python's names and libraries' settings; return which of both do."""
    code = ""
    names = redefined_builtins(arrangement.cells, arrangement.found)
    if names:
        arrangement.remarks.append(f"with Python's own {', '.join(names)}, which the notebook redefines")
        code += f"for _name in {names!r}:\n    globals().pop(_name, None)\n"
    changed = any(_SETTINGS.search(cell.source) for cell in arrangement.cells if cell.cell_type == "code")
    if changed:
        arrangement.remarks.append("with the usual settings of libraries, which the notebook changes")
        code += _AS_USUAL
    if code:
        _insert_before_tests(arrangement, code)
    return bool(names), changed


def _insert_before_tests(arrangement: Arrangement, code: str) -> None:
    cells: list[NotebookNode] = []
    found: list[NotebookNode | None] = []
    for cell, original in zip(arrangement.cells, arrangement.found, strict=True):
        if original is not None and is_test(original):
            cells.append(nbformat.v4.new_code_cell(code))
            found.append(None)
        cells.append(cell)
        found.append(original)
    arrangement.cells, arrangement.found = cells, found
