"""Watch the tests that a kernel runs: show what they say, and remember their results."""

import ast
import functools
import re
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any

from helpers.checks.messages import explain
from helpers.checks.titles import exercise_of

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell


@dataclass(frozen=True)
class Outcome:
    """Whether a test has passed, and its message if it has not."""

    passed: bool
    message: str


# What the first lines of definitions in a cell name, even in one that Python cannot parse.
_DEFINED = re.compile(r"^(?:def|class)\s+(\w+)|^(\w+)\s*=(?!=)", re.M)

# Of the tests that have run since the kernel was started, by the exercise's name, such as "Exercise 3".
OUTCOMES: dict[str, Outcome] = {}


@functools.cache  # once for each shell
def watch(shell: "InteractiveShell") -> None:
    """From now on, show a message in place of the traceback when a test fails, and note all results."""
    watcher = _Watcher(shell)
    shell.events.register("pre_run_cell", watcher.begin)
    shell.events.register("post_run_cell", watcher.end)


class _Watcher:
    """Gives IPython a handler for exceptions while a test runs.

    Other cells, and a handler of a student's own, are left alone.
    """

    def __init__(self, shell: "InteractiveShell") -> None:
        self._shell = shell
        self._exercise: str | None = None
        self._message = ""
        self._handler_before: Any = None
        self._errors: dict[str, BaseException] = {}  # of the cells that should define a name, by the name

    def begin(self, info: "ExecutionInfo") -> None:
        self._exercise = exercise_of(info.raw_cell or "")
        if self._exercise:
            self._message = "stopped"  # by a person, say, which no handler sees
            self._handler_before = self._shell.custom_exceptions, self._shell.CustomTB
            self._shell.set_custom_exc((Exception,), self._show)

    def end(self, result: "ExecutionResult") -> None:
        source = result.info.raw_cell if result.info and result.info.raw_cell else ""
        if self._exercise is None:
            self._note_names(source, result.error_before_exec or result.error_in_exec)
            return
        self._shell.custom_exceptions, self._shell.CustomTB = self._handler_before
        outdated = self._outdated(source) if result.success else None
        if outdated:
            self._message = (
                f"this tested an older {outdated}, because a cell that defines it has an error: "
                "run the one with your answer again"
            )
            print(f"✗ {self._exercise}: {self._message}")
        passed = result.success and not outdated
        OUTCOMES[self._exercise] = Outcome(passed, "" if passed else self._message)
        self._exercise = None

    def _note_names(self, source: str, error: BaseException | None) -> None:
        """Note whether the cell that should define a name has failed when it was last run."""
        for name in (one or other for one, other in _DEFINED.findall(source)):
            self._errors.pop(name, None)
            if error:
                self._errors[name] = error

    def _outdated(self, test: str) -> str | None:
        """Return a name in a test whose cell has changed since it was defined, and cannot be parsed now."""
        used = {node.id for node in ast.walk(ast.parse(test)) if isinstance(node, ast.Name)}
        for name, error in self._errors.items():
            if isinstance(error, SyntaxError) and name in used:
                return name
        return None

    def _show(
        self,
        shell: "InteractiveShell",
        kind: type[Exception],
        error: Any,
        trace: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        with suppress(Exception):  # an exception class of a student's own can fail at anything
            lines = explain(shell, str(self._exercise), error, self._errors)
            self._message = lines[0].partition(": ")[2]
            error._render_traceback_ = lambda: lines  # what IPython shows of an exception that has it
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
