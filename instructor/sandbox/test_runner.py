"""Run the tests of a lab where the answers are, without trusting the answers.

A test reaches the process that runs a submission as compiled code (`instructor.sandbox.compiled_tests`),
and is executed there by `Runner`, not by the notebook's own shell.
"""

import builtins
import traceback
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from marshal import loads
from types import FunctionType
from typing import TYPE_CHECKING, Any

from instructor.sandbox.answer_checks import genuine, library
from instructor.sandbox.auditor import Auditor
from instructor.sandbox.library_snapshot import Snapshot
from instructor.sandbox.messages import PackedCode, from_line
from instructor.sandbox.out_of_sight import called_out_of_sight
from instructor.sandbox.tampering import Tampering

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# Names that a compiled test uses, and the file that its code claims to be from.
GENUINE, LIBRARY, CALLED, PROOF = "__genuine__", "__library__", "__called__", "__proof__"
FILE = "<test>"
_LONGEST = 2000  # characters of a message, or of a line of a traceback


@dataclass(frozen=True)
class Passed:
    """A test has run to its end, where alone this number is made."""

    proof: int


@dataclass(frozen=True)
class Failure:
    """A test has raised an exception: the fields of Jupyter's messages, without the test's source."""

    ename: str
    evalue: str
    traceback: list[str]


class Runner:
    """Runs packed tests in the process of a submission.

    Parameters
    ----------
    snapshot : Snapshot
        From before the submission ran.
    out_of_sight : bool
        Call the answers where no frame leads to the test.
    """

    def __init__(self, snapshot: Snapshot, out_of_sight: bool = False) -> None:
        self._snapshot, self._auditor = snapshot, Auditor(out_of_sight)
        self._called = called_out_of_sight if out_of_sight else _as_it_is

    def __call__(self, shell: "InteractiveShell", packed: str) -> Passed | Failure:
        """Run a packed test on the names of a shell."""
        try:
            return Passed(self.run(shell, packed))
        except BaseException as error:
            return _failure(error)

    def run(self, shell: "InteractiveShell", packed: str) -> int:
        """Run a packed test on the names of a shell and return the proof.

        Raises
        ------
        Tampering
            If the notebook interferes with the test.
        BaseException
            What the test raises.
        """
        test = from_line(packed, PackedCode)
        code = loads(b64decode(test.code))
        self._check_libraries(shell, self._auditor.rewritten)
        space = _names_for(test, shell.user_ns) | {CALLED: self._called}
        with self._auditor.over_test():
            exec(code, space)
        for name in test.shown:  # as if it had run in the notebook
            if name in space:
                shell.user_ns[name] = space[name]
        self._check_libraries(shell)
        return space[PROOF]

    def _check_libraries(
        self, shell: "InteractiveShell", rewritten: Iterable[FunctionType] | None = None
    ) -> None:
        changes = self._snapshot.changes(shell, rewritten)
        if changes:
            raise Tampering(f"the notebook has replaced {', '.join(changes)}, which tests rely on")


def _as_it_is(function: object) -> object:
    return function


def _names_for(test: PackedCode, notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook's names, with those that the test imports or takes from Python set right.

    A student who calls a variable `max` by accident need not know that a test uses that name.
    """
    fresh = {}
    for name, statement in test.imports.items():
        scope: dict[str, Any] = {}
        exec(statement, scope)
        fresh[name] = scope[name]
    for name in test.builtins:
        fresh[name] = getattr(builtins, name)
    names = dict(notebook)
    for name, value in fresh.items():
        if name in names:
            names[name] = value
    return names | {GENUINE: genuine, LIBRARY: library, PROOF: 0}


def _failure(error: BaseException) -> Failure:
    try:
        name, message = type(error).__name__, str(error)
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
        lines = [*traceback.format_list(frames), f"{name}: {message}"]
    except BaseException:  # a notebook's own class can fail at anything
        name, message, lines = "Exception", "an error that cannot be shown", []
    return Failure(_clean(name), _clean(message), [_clean(line) for line in lines])


def _clean(text: str) -> str:
    """Return a text without the halves of characters that no message can hold, and not too long."""
    return text[:_LONGEST].encode(errors="replace").decode()
