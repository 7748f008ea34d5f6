"""What Python code defines, and whether it does anything, found out without running it."""

import ast
import warnings

# Expressions whose names are not those of the notebook.
_WITH_NAMES_OF_THEIR_OWN = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def statements(source: str) -> list[ast.stmt] | None:
    """Return the statements of code; None if it is not Python."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of a student's escapes, on the instructor's terminal
            return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # what Python raises for other texts
        return None


def names_defined(source: str) -> set[str]:
    """Return the names that code defines outside of functions; none if it is not Python."""
    names: set[str] = set()
    waiting: list[ast.AST] = list(statements(_without_magics(source)) or [])
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {each.asname or each.name for each in node.names}
        elif not isinstance(node, _WITH_NAMES_OF_THEIR_OWN):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            waiting += ast.iter_child_nodes(node)
    return names


def _without_magics(source: str) -> str:
    """Return code without the lines that IPython alone understands."""
    kept = []
    for line in source.splitlines():
        if not line.lstrip().startswith(("%", "!")):
            kept.append(line)
    return "\n".join(kept)


def stubs(source: str) -> set[str]:
    """Return the names of the functions that do nothing but raise NotImplementedError.

    "" stands for code outside of functions. A stub that was commented out, or that stands below a return,
    is none any more.
    """
    found = set()
    for node in statements(source) or []:
        if _is_stub(node):
            found.add("")
        elif isinstance(node, ast.FunctionDef):
            has_docstring = ast.get_docstring(node) is not None
            first = node.body[1:2] if has_docstring else node.body[:1]
            if first and _is_stub(first[0]):
                found.add(node.name)
    return found


def _is_stub(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Raise):
        return False
    names = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return "NotImplementedError" in names
