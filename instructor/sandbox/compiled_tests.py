"""Compile the test cells of a lab, so that they reach a submission as code and never as text.

Beside each goes a canary: code of the same kind that must fail. A process in which it does not fail has been
told to hide failures.
"""

import ast
import builtins
import json
import random
import symtable
from base64 import b64encode
from marshal import dumps

from instructor.sandbox.messages import PackedTest
from instructor.sandbox.test_runner import FILE, GENUINE, LIBRARY, PROOF

_HIDDEN = "### BEGIN HIDDEN TESTS"
_SET_BY_IPYTHON = {"open", "exit", "quit"}


class CompiledTest:
    """A test cell, ready to be sent to a process that runs a submission.

    Parameters
    ----------
    source : str
        The test cell, hidden tests included.
    imports : dict of str to str
        Import statements of the reference solution by the name that each binds.
    """

    def __init__(self, source, imports):
        tree = ast.parse(source)
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        used = {node.id for node in names} - {node.id for node in names if isinstance(node.ctx, ast.Store)}
        self._imports = {name: statement for name, statement in imports.items() if name in used}
        # What the hidden part binds is not for the notebook.
        shown = symtable.symtable(source.partition(_HIDDEN)[0], FILE, "exec")
        self._shown = [s.get_name() for s in shown.get_symbols() if s.is_assigned() or s.is_imported()]
        self._builtins = sorted(used & vars(builtins).keys() - _SET_BY_IPYTHON)
        asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
        self._messages = [node.msg.value for node in asserts if isinstance(node.msg, ast.Constant)]
        self._body = _Guarded({*self._imports, *self._builtins}).visit(tree).body

    def packed(self) -> PackedTest:
        """Return the test and a canary, each time in another form.

        Returns
        -------
        PackedTest
        """
        body, proof = self._proving()
        message = self._message()
        sentinels = self._sentinels()
        sentinels.insert(random.randrange(len(sentinels) + 1), _sentinel(False, message))
        return PackedTest(
            test=self._pack([*self._sentinels(), *body]),
            proof=proof,
            canary=self._pack([*sentinels, *self._proving()[0]]),
            message=message,
        )

    def _proving(self):
        """Return the test's statements with a number added to the proof behind each, and their sum."""
        pieces = [random.getrandbits(45) for _ in self._body]
        additions = ast.parse("\n".join(f"{PROOF} += {piece}" for piece in pieces)).body
        body = [statement for pair in zip(self._body, additions, strict=True) for statement in pair]
        return body, sum(pieces)

    def _sentinels(self):
        return [_sentinel(True, self._message()) for _ in range(random.randrange(2, 6))]

    def _message(self):
        """Return what a failing test could say: nobody can tell a canary's end from a test's."""
        return random.choice(self._messages or [f"expected {random.randrange(100)}"])

    def _pack(self, body):
        tree = ast.fix_missing_locations(ast.Module(body, type_ignores=[]))
        code = compile(tree, FILE, "exec", dont_inherit=True)
        text = b64encode(dumps(code)).decode()
        names = {"imports": self._imports, "builtins": self._builtins, "shown": self._shown}
        return json.dumps({"code": text} | names)


def _sentinel(truth, message):
    """Return an assert statement that holds or not, which only executing it tells."""
    numbers = [random.randrange(10, 1000) for _ in range(random.randrange(4, 9))]
    divisor = random.randrange(3, 50)
    total = sum(number % divisor for number in numbers) + (not truth) * random.randrange(1, 9)
    terms = " + ".join(f"{GENUINE}({number}) % {divisor}" for number in numbers)
    return ast.parse(f"assert {terms} == {total}, {message!r}").body[0]


class _Guarded(ast.NodeTransformer):
    """Let every value that a test takes from the notebook, a call or a library pass through a guard."""

    def __init__(self, libraries):
        self._libraries = libraries

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            return node
        return self._guard(LIBRARY if node.id in self._libraries else GENUINE, node)

    def visit_Attribute(self, node):
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(node.ctx, ast.Load) and isinstance(root, ast.Name) and root.id in self._libraries:
            return self._guard(LIBRARY, node)
        return self.generic_visit(node)

    def visit_Call(self, node):
        return self._guard(GENUINE, self.generic_visit(node))

    def _guard(self, name, node):
        return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [node], []), node)
