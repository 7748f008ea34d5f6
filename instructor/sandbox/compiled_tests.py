"""Compile the test cells of a lab, so that they reach a submission as code and never as text.

Beside each goes a canary: code of the same kind that must fail. A process in which it does not fail has been
told to hide failures.
"""

import ast
import builtins
import random
import symtable
from base64 import b64encode
from marshal import dumps

from instructor.sandbox.messages import PackedCode, PackedTest, to_line
from instructor.sandbox.test_runner import CALLED, FILE, GENUINE, LIBRARY, PROOF

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

    def __init__(self, source: str, imports: dict[str, str]) -> None:
        tree = ast.parse(source)
        used = _names_used(tree)
        self._imports = {name: statement for name, statement in imports.items() if name in used}
        self._builtins = sorted(used & vars(builtins).keys() - _SET_BY_IPYTHON)
        self._shown = _names_bound(source.partition(_HIDDEN)[0])  # what the hidden part binds stays hidden
        self._messages = _failure_messages(tree)
        self._body = _CheckedValues({*self._imports, *self._builtins}).visit(tree).body

    def packed(self) -> PackedTest:
        """Return the test and a canary, each time in another form."""
        test, proof = self._proving()
        canary, _ = self._proving()
        message = self._message()
        sentinels = self._sentinels()
        sentinels.insert(random.randrange(len(sentinels) + 1), _sentinel(False, message))
        return PackedTest(
            test=self._pack([*self._sentinels(), *test]),
            proof=proof,
            canary=self._pack([*sentinels, *canary]),
            message=message,
        )

    def _proving(self) -> tuple[list[ast.stmt], int]:
        """Return the test's statements, each followed by an addition to the proof, and the sum."""
        body, proof = [], 0
        for statement in self._body:
            piece = random.getrandbits(45)
            proof += piece
            body += [statement, *ast.parse(f"{PROOF} += {piece}").body]
        return body, proof

    def _sentinels(self) -> list[ast.stmt]:
        """Return a few assert statements that hold, so that no canary is known by its false one."""
        return [_sentinel(True, self._message()) for _ in range(random.randrange(2, 6))]

    def _message(self) -> str:
        """Return what a failing test could say: nobody can tell a canary's end from a test's."""
        return random.choice(self._messages or [f"expected {random.randrange(100)}"])

    def _pack(self, body: list[ast.stmt]) -> str:
        tree = ast.fix_missing_locations(ast.Module(body, type_ignores=[]))
        code = compile(tree, FILE, "exec", dont_inherit=True)
        text = b64encode(dumps(code)).decode()
        return to_line(PackedCode(text, self._imports, self._builtins, self._shown))


def _names_used(tree: ast.Module) -> set[str]:
    """Return the names that code takes from elsewhere: those that it never binds itself."""
    used, bound = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            used.add(node.id)
            if isinstance(node.ctx, ast.Store):
                bound.add(node.id)
    return used - bound


def _names_bound(source: str) -> list[str]:
    symbols = symtable.symtable(source, FILE, "exec").get_symbols()
    return [symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()]


def _failure_messages(tree: ast.Module) -> list[str]:
    """Return the messages of a test's assert statements, apart from those with values in them."""
    messages = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.msg, ast.Constant):
            messages.append(str(node.msg.value))
    return messages


def _sentinel(truth: bool, message: str) -> ast.stmt:
    """Return an assert statement that holds or not, which only executing it tells."""
    numbers = [random.randrange(10, 1000) for _ in range(random.randrange(4, 9))]
    divisor = random.randrange(3, 50)
    total = sum(number % divisor for number in numbers)
    if not truth:
        total += random.randrange(1, 9)
    terms = " + ".join(f"{GENUINE}({number}) % {divisor}" for number in numbers)
    return ast.parse(f"assert {terms} == {total}, {message!r}").body[0]


class _CheckedValues(ast.NodeTransformer):
    """Let every value that a test takes from the notebook, a call or a library be checked."""

    def __init__(self, libraries: set[str]) -> None:
        self._libraries = libraries

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load):
            return node
        return _checked(LIBRARY if node.id in self._libraries else GENUINE, node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        of_library = isinstance(root, ast.Name) and root.id in self._libraries
        if of_library and isinstance(node.ctx, ast.Load):
            return _checked(LIBRARY, node)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        node.func = _checked(CALLED, node.func)
        return _checked(GENUINE, node)


def _checked(check: str, node: ast.expr) -> ast.expr:
    """Return the call of a check on an expression."""
    return ast.copy_location(ast.Call(ast.Name(check, ast.Load()), [node], []), node)
