"""Run the tests of a lab where the answers are, without trusting the answers.

A test reaches the process that runs a submission as compiled code (`instructor.sandbox.compiled_tests`),
and is executed there by `Runner`, not by the notebook's own shell.
"""

import builtins
import json
import traceback
from base64 import b64decode
from marshal import loads

from instructor.sandbox.tampering import Tampering, Watchman, genuine, is_from_library, library

# Names that a compiled test uses, and the file that its code claims to be from.
GENUINE, LIBRARY, PROOF, FILE = "__genuine__", "__library__", "__proof__", "<test>"
_LONGEST = 2000  # characters of a message, or of a line of a traceback


class Runner:
    """Runs packed tests in the process of a submission.

    Parameters
    ----------
    snapshot : instructor.sandbox.tampering.Snapshot
        From before the submission ran.
    """

    def __init__(self, snapshot):
        self._snapshot, self._watchman = snapshot, Watchman()

    def __call__(self, shell, packed):
        """Run a test on the names of a shell.

        Returns
        -------
        dict of "proof" (the number that only its end makes) if it passes, else of "ename", "evalue" and
        "traceback" as in Jupyter's messages
        """
        try:
            return {"proof": self.run(shell, packed)}
        except BaseException as error:
            return _failure(error)

    def run(self, shell, packed):
        """Run a test on the names of a shell and return the proof; raise what it raises, or Tampering."""
        test = json.loads(packed)
        code = loads(b64decode(test["code"]))
        self._check(shell)
        space = self._space(shell, test)
        with self._watchman.over():
            exec(code, space)
        # As if it had run in the notebook.
        shell.user_ns.update({name: space[name] for name in test["shown"] if name in space})
        self._check(shell)
        return space[PROOF]

    def _check(self, shell):
        if changes := self._snapshot.changes(shell):
            raise Tampering(f"the notebook has replaced {', '.join(changes)}, which tests rely on")

    def _space(self, shell, test):
        """Return the notebook's names, with those that the test imports or takes from Python set right."""
        names, fresh = dict(shell.user_ns), {}
        for name, statement in test["imports"].items():
            scope = {}
            exec(statement, scope)
            fresh[name] = scope[name]
        fresh |= {name: getattr(builtins, name) for name in test["builtins"]}
        fresh = {name: value for name, value in fresh.items() if names.get(name, value) is not value}
        if own := [name for name in fresh if not is_from_library(names[name])]:
            raise Tampering(f"the notebook redefines {', '.join(own)}, which the test uses")
        return names | fresh | {GENUINE: genuine, LIBRARY: library, PROOF: 0}


def _failure(error):
    """Return an exception as Jupyter's messages have it, without the test's source."""
    try:
        name, message = type(error).__name__, str(error)
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
        lines = [*traceback.format_list(frames), f"{name}: {message}"]
    except BaseException:  # a notebook's own class can fail at anything
        name, message, lines = "Exception", "an error that cannot be shown", []
    clean = [text[:_LONGEST].encode(errors="replace").decode() for text in (name, message, *lines)]
    return {"ename": clean[0], "evalue": clean[1], "traceback": clean[2:]}
