"""Run the tests of a lab where the answers are, without trusting the answers.

A test reaches the process that runs a submission as compiled code, never as text, and is executed there by
`Judge`, not by the notebook's own shell. Between the tests come canaries: code of the same kind that must
fail. A process in which one does not fail has been told to hide failures.
"""

import ast
import builtins
import json
import random
import symtable
import traceback
from base64 import b64decode, b64encode
from marshal import dumps, loads

from instructor.tampering import Tampering, Watchman, genuine, is_from_library, library

_GENUINE, _LIBRARY, _PROOF, _FILE = "__genuine__", "__library__", "__proof__", "<test>"
_HIDDEN = "### BEGIN HIDDEN TESTS"
_LONGEST = 2000  # characters of a message, or of a line of a traceback
_SET_BY_IPYTHON = {"open", "exit", "quit"}


class Test:
    """A test cell, ready to be sent to a process that runs a submission.

    Parameters
    ----------
    source : str
        The test cell, hidden tests included.
    imports : dict of str to str
        Import statements of the reference solution by the name that each binds.
    """

    __test__ = False  # nothing for pytest

    def __init__(self, source, imports):
        tree = ast.parse(source)
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        used = {node.id for node in names} - {node.id for node in names if isinstance(node.ctx, ast.Store)}
        self._imports = {name: statement for name, statement in imports.items() if name in used}
        # What the hidden part binds is not for the notebook.
        shown = symtable.symtable(source.partition(_HIDDEN)[0], _FILE, "exec")
        self._shown = [s.get_name() for s in shown.get_symbols() if s.is_assigned() or s.is_imported()]
        self._builtins = sorted(used & vars(builtins).keys() - _SET_BY_IPYTHON)
        asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
        self._messages = [node.msg.value for node in asserts if isinstance(node.msg, ast.Constant)]
        self._body = _Guarded({*self._imports, *self._builtins}).visit(tree).body

    def packed(self):
        """Return the test and a canary, each time in another form.

        Returns
        -------
        dict of "test" and "canary" (str, without the source), "proof" (int, that only the test's end makes)
        and "message" (str, that the canary fails with before the test's first statement)
        """
        body, proof = self._proving()
        message = self._message()
        sentinels = self._sentinels()
        sentinels.insert(random.randrange(len(sentinels) + 1), _sentinel(False, message))
        return {
            "test": self._pack([*self._sentinels(), *body]),
            "proof": proof,
            "canary": self._pack([*sentinels, *self._proving()[0]]),
            "message": message,
        }

    def _proving(self):
        """Return the test's statements with a number added to the proof behind each, and their sum."""
        pieces = [random.getrandbits(45) for _ in self._body]
        additions = ast.parse("\n".join(f"{_PROOF} += {piece}" for piece in pieces)).body
        body = [statement for pair in zip(self._body, additions, strict=True) for statement in pair]
        return body, sum(pieces)

    def _sentinels(self):
        return [_sentinel(True, self._message()) for _ in range(random.randrange(2, 6))]

    def _message(self):
        """Return what a failing test could say: nobody can tell a canary's end from a test's."""
        return random.choice(self._messages or [f"expected {random.randrange(100)}"])

    def _pack(self, body):
        tree = ast.fix_missing_locations(ast.Module(body, type_ignores=[]))
        code = compile(tree, _FILE, "exec", dont_inherit=True)
        text = b64encode(dumps(code)).decode()
        names = {"imports": self._imports, "builtins": self._builtins, "shown": self._shown}
        return json.dumps({"code": text} | names)


def _sentinel(truth, message):
    """Return an assert statement that holds or not, which only executing it tells."""
    numbers = [random.randrange(10, 1000) for _ in range(random.randrange(4, 9))]
    divisor = random.randrange(3, 50)
    total = sum(number % divisor for number in numbers) + (not truth) * random.randrange(1, 9)
    terms = " + ".join(f"{_GENUINE}({number}) % {divisor}" for number in numbers)
    return ast.parse(f"assert {terms} == {total}, {message!r}").body[0]


class _Guarded(ast.NodeTransformer):
    """Let every value that a test takes from the notebook, a call or a library pass through a guard."""

    def __init__(self, libraries):
        self._libraries = libraries

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            return node
        return self._guard(_LIBRARY if node.id in self._libraries else _GENUINE, node)

    def visit_Attribute(self, node):
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(node.ctx, ast.Load) and isinstance(root, ast.Name) and root.id in self._libraries:
            return self._guard(_LIBRARY, node)
        return self.generic_visit(node)

    def visit_Call(self, node):
        return self._guard(_GENUINE, self.generic_visit(node))

    def _guard(self, name, node):
        return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [node], []), node)


class Judge:
    """Runs packed tests in the process of a submission.

    Parameters
    ----------
    snapshot : instructor.tampering.Snapshot
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
        return space[_PROOF]

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
        return names | fresh | {_GENUINE: genuine, _LIBRARY: library, _PROOF: 0}


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
