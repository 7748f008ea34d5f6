"""Run the test of one exercise with another answer, in this process, in a fraction of the lab's time.

A lab is a sequence of cells with ids: nbgrader's names for exercises and tests, numbers for the others. An
exercise called `gain` has its solution in the cell `gain` and its test in `gain_test`. To try another
answer, the answer takes the place of the solution, and of the other cells only those are run that define what
answer and test use: `needed_cells` follows the names backwards.

The answers are data: tests/answers/<lab>/<exercise>.py holds one cell for each, headed

    # %% right: what is different about it
    # %% wrong: what is wrong with it
"""

import builtins
import contextlib
import functools
import io
import re
import symtable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from instructor.authoring.notebooks import from_script, set_parameters
from instructor.course import facts, script_path
from instructor.grading.solution import imports
from instructor.sandbox.compiled_tests import CompiledTest
from instructor.sandbox.library_snapshot import Snapshot
from instructor.sandbox.test_runner import Runner

ANSWERS = Path(__file__).parents[1] / "answers"


@dataclass(frozen=True)
class Answer:
    """One answer to an exercise: whether it is right, what is special about it, and its code."""

    lab: str
    exercise: str
    right: bool
    name: str
    code: str


def answers(lab: str) -> list[Answer]:
    """Read all answers to the exercises of a lab."""
    found = []
    for path in sorted((ANSWERS / lab).glob("*.py")):
        head, *cells = re.split(r"^# %% (?=right: |wrong: )", path.read_text(encoding="utf-8"), flags=re.M)
        assert not head.strip(), f"{path} has code before its first '# %% right: ' or '# %% wrong: '"
        for cell in cells:
            title, code = cell.split("\n", 1)
            verdict, name = title.split(": ", 1)
            found.append(Answer(lab, path.stem, verdict == "right", name.strip(), code))
    return found


@functools.cache
def code_cells(lab: str, **parameters) -> dict[str, str]:
    """Return the source of a lab's code cells by their ids, in order.

    Parameters
    ----------
    lab : str
    **parameters
        Other values for names of the parameters cell; for those that are not given, its lab.toml says which
        value the tests use.
    """
    notebook = from_script(script_path(lab))
    set_parameters(notebook, **{**facts(lab).test_parameters, **parameters})
    return {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}


def auto_graded(lab: str) -> list[str]:
    """Return the names of a lab's auto-graded exercises: each has a solution cell and <name>_test."""
    return [name.removesuffix("_test") for name in code_cells(lab) if name.endswith("_test")]


def needed_cells(cells: dict[str, str], target: str) -> list[str]:
    """Return the ids of the cells that define what a cell uses, directly or not, in order, and its own.

    The first cell, with the imports that any answer may use, is always among them. Another cell counts if it
    is the last before `target` to define a name at its top level. Test cells do not count, as nothing should
    depend on them; nor do changes in place, so notebooks should not rely on those.

    Parameters
    ----------
    cells : dict of str to str
        Sources by ids, in order.
    target : str
        The id of the cell to run.
    """
    before = list(cells)[: list(cells).index(target)]
    _, wanted = names(cells[target])
    chosen = [target]
    for name in reversed(before):
        defined, used = names(cells[name])
        is_needed = defined & wanted and not name.endswith("_test")
        if is_needed or name == before[0]:
            wanted = (wanted - defined) | used
            chosen.append(name)
    return chosen[::-1]


@functools.cache
def names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a cell defines at its top level, and those that it takes from elsewhere."""
    top = symtable.symtable(source, "cell", "exec")
    defined, used = set(), set()
    for symbol in top.get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            defined.add(symbol.get_name())
        if symbol.is_referenced():
            used.add(symbol.get_name())
    inner = top.get_children()
    while inner:
        scope = inner.pop()
        for symbol in scope.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                used.add(symbol.get_name())
        inner.extend(scope.get_children())
    return defined, used - defined - set(dir(builtins))


def run_cells(cells: dict[str, str], ids, space: dict | None = None) -> dict:
    """Run some of the cells, silently, on top of a copy of the names in `space`; return all names."""
    space = dict(space or {"__name__": "__main__"})
    with contextlib.redirect_stdout(io.StringIO()):
        for name in ids:
            exec(compile(cells[name], name, "exec"), space)
    return space


@functools.cache
def _context(lab, ids):
    """Return the names that cells before an exercise define; run once for all of its answers."""
    return run_cells(code_cells(lab), ids)


@functools.cache
def _imports(lab):
    return imports(from_script(script_path(lab)))


@functools.cache
def _packed_test(lab, exercise):
    """Return an exercise's test as the grader hands it to the sandbox: the same for all answers."""
    return CompiledTest(code_cells(lab)[f"{exercise}_test"], _imports(lab)).packed().test


class _NoSnapshot:
    """Stands in for a snapshot of the libraries, which takes longer to compare than most answers to run."""

    def changes(self, shell):
        return []


@functools.cache
def _test_runner(watches_libraries):
    """Return what runs tests in the sandbox."""
    return Runner(Snapshot() if watches_libraries else _NoSnapshot())


def failure(answer: Answer) -> Exception | None:
    """Put an answer into its notebook and run the exercise's test as the grader runs it.

    A right answer must not look like one that has replaced a library, either. A wrong one has to fail for
    what it computes, so libraries are not compared.

    Returns
    -------
    Exception or None
        None if the test passes, else the exception that it, or the answer, raised.
    """
    cells = code_cells(answer.lab) | {answer.exercise: answer.code}
    needed = needed_cells(cells, f"{answer.exercise}_test")
    at = needed.index(answer.exercise)
    try:
        space = run_cells(cells, needed[at:-1], _context(answer.lab, tuple(needed[:at])))
        shell = SimpleNamespace(user_ns=space, ast_transformers=[], custom_exceptions=())
        with contextlib.redirect_stdout(io.StringIO()):
            _test_runner(answer.right).run(shell, _packed_test(answer.lab, answer.exercise))
    except Exception as error:
        return error
    return None
