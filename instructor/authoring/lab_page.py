"""Turn a solution notebook into a page of the website: outputs shown, answers folded, secrets left out."""

import re

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_grade, is_solution

from instructor.nbgrader_api import nbgrader_config

FOLDED = "<details><summary>{summary}</summary>\n\n{text}\n\n</details>"
CODE = "```python\n{code}\n```"
_MARKERS = re.compile(r"^ *### (?:BEGIN|END) SOLUTION *\n?", re.M)
_TERM = re.compile(r"\[([^\]]+)\]\((\S*glossary)\.md#([\w-]+)\)")
_NOT_EMPTY = "# MyST-NB leaves out a cell without a source, and its outputs"
_WIDGET = "application/vnd.jupyter.widget-view+json"
_NO_WIDGET = "*Here the notebook has controls that need Python. Open it in JupyterLab to use them.*"


def lab_page(solution: NotebookNode, links: str) -> NotebookNode:
    """Return the page of a lab.

    Parameters
    ----------
    solution : nbformat.NotebookNode
        The executed solution; it is changed.
    links : str
        Markdown to put below the title.

    Returns
    -------
    nbformat.NotebookNode
        It has neither hidden tests nor rubrics, and nothing that a hidden test has printed.
    """
    config = nbgrader_config()
    for preprocessor in (ClearHiddenTests(config=config), ClearMarkScheme(config=config)):
        solution, _ = preprocessor.preprocess(solution, {})
    title, _, introduction = solution.cells[0].source.partition("\n")
    solution.cells[0].source = f"{title}\n\n{links}\n{introduction}"
    solution.cells = [shown for cell in solution.cells for shown in _shown(cell)]
    return solution


def _shown(cell: NotebookNode) -> list[NotebookNode]:
    """Return the cells that a page has in place of one of the solution."""
    if cell.cell_type == "markdown":
        # MyST does not see anchors in a table, such as the glossary's, and would warn of its own links there.
        cell.source = _TERM.sub(r'<a href="\2.html#\3">\1</a>', cell.source)
        answer = cell.source.removeprefix("*Model answer.* ")
        return [_folded(cell, "Model answer", answer)] if is_solution(cell) else [cell]
    code = CODE.format(code=_MARKERS.sub("", cell.source).strip())
    if is_grade(cell):  # its outputs are left out: hidden tests have printed some of them
        return [_folded(cell, "Test", code)]
    if is_solution(cell):
        return [_folded(cell, "Answer", code)]
    return _with_described_pictures(cell)


def _folded(cell: NotebookNode, summary: str, text: str) -> NotebookNode:
    return new_markdown_cell(FOLDED.format(summary=summary, text=text), id=cell.id)


def _with_described_pictures(cell: NotebookNode) -> list[NotebookNode]:
    """Split a cell, so that each has one picture at most: MyST-NB knows one alternative text a cell."""
    cells = [cell]
    outputs, cell.outputs = cell.outputs, []
    for output in outputs:
        picture = output.get("metadata", {}).get("image/png", {})
        if picture and "mystnb" in cells[-1].metadata:
            cells.append(new_code_cell(_NOT_EMPTY, metadata={"tags": ["remove-input"]}))
        if picture:
            cells[-1].metadata["mystnb"] = {"image": {"alt": picture["alt"]}}
        cells[-1].outputs.append(_without_widget(output))
    return cells


def _without_widget(output: NotebookNode) -> NotebookNode:
    if _WIDGET not in output.get("data", {}):
        return output
    return new_output("display_data", data={"text/markdown": _NO_WIDGET})
