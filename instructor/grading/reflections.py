"""Bring together what a student wrote in answer to a question that a person grades."""

import ast
import difflib
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from instructor.grading.matching import cell_name, same_text

_ALIKE = 0.8  # how similar a line must be to one of the question to be that line, as a tool left it


def gather_answers(
    cells: Sequence[NotebookNode],
    found: Sequence[NotebookNode | None],
    given: Sequence[NotebookNode],
) -> list[str]:
    """Add to each reflection what its student wrote around it: between its question and what follows it.

    Only an untouched reflection gets no points without a person's reading it. So an answer in a cell of the
    student's own, or in the cell of the question, becomes part of the reflection's text.

    Parameters
    ----------
    cells : sequence of NotebookNode
        The submission's; reflections are changed in place.
    found : sequence of NotebookNode or None
        Which cells of the lab they are.
    given : sequence of NotebookNode
        The cells of the lab as students get it.

    Returns
    -------
    list of str
        What was added where.
    """
    remarks = []
    for index, original in enumerate(found):
        if original is None or original.cell_type != "markdown":
            continue
        if is_grade(original) and is_solution(original):
            around = _around(index, cells, found, given)
            if around:
                _append(cells[index], original, around)
                name = cell_name(original)
                remarks.append(f"an answer to {name} stood in other cells and was added to its own")
    return remarks


def _around(
    index: int,
    cells: Sequence[NotebookNode],
    found: Sequence[NotebookNode | None],
    given: Sequence[NotebookNode],
) -> list[NotebookNode]:
    """Return the student's cells around a reflection, and what was written into its question."""
    original = found[index]
    assert original is not None
    is_untouched = same_text(cells[index], original) or not cells[index].source.strip()
    first = index
    while first > 0 and found[first - 1] is None:
        first -= 1
    last = index
    while last + 1 < len(cells) and found[last + 1] is None:
        last += 1
    around = []
    if first > 0:
        around += _written_into(cells[first - 1], found[first - 1], original, given)
    for i in range(first, last + 1):
        is_text = cells[i].cell_type != "code" or (is_untouched and _has_words(cells[i].source))
        if i != index and cells[i].source.strip() and is_text:
            around.append(cells[i])
    return around


def _has_words(code: str) -> bool:
    """Whether a cell of code has a comment or a text in it, or is no Python."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # of texts that are no code
        return True
    texts = [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "#" in code or bool(texts)


def _written_into(
    question: NotebookNode,
    given_question: NotebookNode | None,
    reflection: NotebookNode,
    given: Sequence[NotebookNode],
) -> list[NotebookNode]:
    """Return a cell with the lines that a student added to a reflection's question, if there are any."""
    position = next(i for i, each in enumerate(given) if each is reflection)
    if given_question is None or position == 0 or given[position - 1] is not given_question:
        return []
    known = given_question.source.splitlines()
    added = []
    for line in question.source.splitlines():
        if line.strip() and not difflib.get_close_matches(line, known, n=1, cutoff=_ALIKE):
            added.append(line)
    if not added or same_text(question, given_question):
        return []
    copy = NotebookNode(question)
    copy.source = "\n".join(added)
    return [copy]


def _append(reflection: NotebookNode, original: NotebookNode, others: Sequence[NotebookNode]) -> None:
    texts = [] if same_text(reflection, original) else [reflection.source]
    for other in others:
        text = other.source
        if other.cell_type == "code":
            text = f"```python\n{text}\n```"
        texts.append(text)
        if "attachments" in other:
            reflection.attachments = NotebookNode(other.attachments | reflection.get("attachments", {}))
    reflection.source = "\n\n".join(texts)
