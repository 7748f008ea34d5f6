"""What Python code defines, and whether it does anything, found out without running it."""

import ast

# Expressions whose names are not those of the notebook.
_WITH_NAMES_OF_THEIR_OWN = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def statements(source: str) -> list[ast.stmt] | None:
    """Return the statements of code; None if it is not Python."""
    try:
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


def count_stubs(source: str) -> int:
    """Return how many functions do nothing but raise NotImplementedError, code outside of functions included.

    A stub that was commented out, or that stands below a return, counts no more.
    """
    count = 0
    tree = ast.Module(statements(source) or [], [])
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            has_docstring = ast.get_docstring(node) is not None
            first = node.body[1:2] if has_docstring else node.body[:1]
            count += any(_is_stub(statement) for statement in first)
    return count + sum(_is_stub(statement) for statement in tree.body)


def _is_stub(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Raise) and "NotImplementedError" in ast.dump(statement)
