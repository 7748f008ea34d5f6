"""Run one exercise of a lab with another answer: only the cells that its test needs, in this process.

The answers are data: tests/answers/<lab>/<exercise>.py holds one cell for each, headed

    # %% right: what is different about it
    # %% wrong: what is wrong with it

and an answer takes the place of the exercise's whole solution cell.
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
    """One answer to an exercise: whether it is right, what it does, and its code."""

    lab: str
    exercise: str
    right: bool
    name: str
    code: str


def answers(lab):
    """Return all answers to the exercises of a lab."""
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
def code_cells(lab, **parameters):
    """Return a lab's code cells as a dict of cell id to source; lab.toml has the usual parameters."""
    notebook = from_script(script_path(lab))
    set_parameters(notebook, **{**facts(lab).test_parameters, **parameters})
    return {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}


def auto_graded(lab):
    """Return the names of a lab's auto-graded exercises: each has a solution cell and <name>_test."""
    return [name.removesuffix("_test") for name in code_cells(lab) if name.endswith("_test")]


def needed_cells(cells, target):
    """Return the ids of the cells that define what `target` uses, directly or not, in order.

    The first cell, with the imports that any answer may use, is always among them. Another cell counts if it
    is the last before `target` to define a name at its top level. Test cells do not count, as nothing should
    depend on them; nor do changes in place, so notebooks should not rely on those.
    """
    order = list(cells)[: list(cells).index(target) + 1]
    _, wanted = names(cells[target])
    chosen = [target]
    for name in reversed(order[:-1]):
        defined, used = names(cells[name])
        if (defined & wanted and not name.endswith("_test")) or name == order[0]:
            wanted = (wanted - defined) | used
            chosen.append(name)
    return chosen[::-1]


@functools.cache
def names(source):
    """Return the names that a cell defines at its top level, and those that it takes from elsewhere."""
    top = symtable.symtable(source, "cell", "exec")
    defined = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported()}
    used = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    inner = top.get_children()
    while inner:
        scope = inner.pop()
        used |= {s.get_name() for s in scope.get_symbols() if s.is_global() and s.is_referenced()}
        inner.extend(scope.get_children())
    return defined, used - defined - set(dir(builtins))


def run_cells(cells, ids, space=None):
    """Run some of the cells, silently, on top of the names in `space`; return all names."""
    space = dict(space or {"__name__": "__main__"})
    with contextlib.redirect_stdout(io.StringIO()):
        for name in ids:
            exec(compile(cells[name], name, "exec"), space)
    return space


@functools.cache
def _context(lab, ids):
    return run_cells(code_cells(lab), ids)


@functools.cache
def _imports(lab):
    return imports(from_script(script_path(lab)))


@functools.cache
def _judge():
    return Runner(Snapshot())


def failure(answer):
    """Put an answer into its notebook and run the exercise's test as the class grader runs it.

    Returns
    -------
    None if the test passes, else the exception that it, or the answer, raised
    """
    cells = code_cells(answer.lab) | {answer.exercise: answer.code}
    needed = needed_cells(cells, f"{answer.exercise}_test")
    at = needed.index(answer.exercise)
    try:
        space = run_cells(cells, needed[at:-1], _context(answer.lab, tuple(needed[:at])))
        shell = SimpleNamespace(user_ns=space, ast_transformers=[], custom_exceptions=())
        with contextlib.redirect_stdout(io.StringIO()):
            _judge().run(shell, CompiledTest(cells[needed[-1]], _imports(answer.lab)).packed().test)
    except Exception as error:
        return error
    return None
