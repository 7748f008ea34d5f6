"""Bring together what a student wrote in answer to a question that a person grades."""

import ast
import difflib
from collections.abc import Collection, Sequence

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from instructor.grading.matching import cell_name, same_text
from instructor.grading.reading_code import statements

_LEAST_WORDS = 6  # of a text that may answer a question
_DOCUMENTS = (".docx", ".doc", ".odt", ".pdf", ".rtf", ".txt", ".md", ".png", ".jpg", ".jpeg", ".heic")
_ALIKE = 0.8  # how similar a line must be to one of the question to be that line, as a tool left it


def gather_answers(
    cells: Sequence[NotebookNode],
    found: Sequence[NotebookNode | None],
    given: Sequence[NotebookNode],
    beside: Collection[str] = (),
) -> list[str]:
    """Add to each reflection what its student wrote around it: between its question and what follows it.

    Only an untouched reflection gets no points without a person's reading it. So an answer in a cell of the
    student's own, or in the cell of the question, becomes part of the reflection's text. To a reflection that
    is still untouched then, everything is added that may be its answer: texts of the student's elsewhere, and
    the names of documents and pictures beside the notebook.

    Parameters
    ----------
    cells : sequence of NotebookNode
        The submission's; reflections are changed in place.
    found : sequence of NotebookNode or None
        Which cells of the lab they are.
    given : sequence of NotebookNode
        The cells of the lab as students get it.
    beside : collection of str
        The names of the files beside the notebook.

    Returns
    -------
    list of str
        What was added where.
    """
    remarks, used, blank = [], [], []
    for index, original in enumerate(found):
        if original is None or not (is_grade(original) and is_solution(original)):
            continue
        around = _around(index, cells, found, given)
        if around:
            _append(cells[index], original, around)
            used += around
            remarks.append(
                f"an answer to {cell_name(original)} stood in other cells and was added to its own"
            )
        elif same_text(cells[index], original) or not cells[index].source.strip():
            blank.append((cells[index], original))
    elsewhere = _texts_elsewhere(cells, found, used) + _named(beside)
    for cell, original in blank if elsewhere else ():
        _append(cell, original, elsewhere)
        remarks.append(
            f"{cell_name(original)} was left blank, and the student's other texts were added to it"
        )
    return remarks


def _texts_elsewhere(
    cells: Sequence[NotebookNode], found: Sequence[NotebookNode | None], used: Sequence[NotebookNode]
) -> list[NotebookNode]:
    """Return the texts that a student wrote elsewhere and that are long enough to answer something."""
    texts = []
    for cell, original in zip(cells, found, strict=True):
        if any(cell is each for each in used) or len(cell.source.split()) < _LEAST_WORDS:
            continue
        if original is None and (cell.cell_type != "code" or statements(cell.source) == []):
            texts.append(cell)
        elif original is not None and original.cell_type == "markdown" and not is_solution(original):
            texts += _added(cell, original)
    return texts


def _named(files: Collection[str]) -> list[NotebookNode]:
    """Return a text that names the files which may be an answer, if there are any."""
    documents = [name for name in sorted(files) if name.lower().endswith(_DOCUMENTS)]
    if not documents:
        return []
    return [nbformat.v4.new_markdown_cell(f"Files beside the notebook: {', '.join(documents)}")]


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
    return _added(question, given_question)


def _added(cell: NotebookNode, original: NotebookNode) -> list[NotebookNode]:
    """Return a cell with the lines that a student added to a text of the lab's, if there are any."""
    if same_text(cell, original):
        return []
    known = original.source.splitlines()
    added = []
    for line in cell.source.splitlines():
        if line.strip() and not difflib.get_close_matches(line, known, n=1, cutoff=_ALIKE):
            added.append(line)
    if not added:
        return []
    copy = NotebookNode(cell)
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
