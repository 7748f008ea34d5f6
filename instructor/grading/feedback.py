"""What a student's feedback page says, and what it leaves out."""

import html
import re
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked, is_solution

from instructor.grading.text import printable

_TITLE = re.compile(r"^### ((?:Exercise|Reflection) \d+ · .+?) \(\d+ points?\)", re.M)
_TERMINAL_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LONGEST = 500  # characters of a message
_SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_POLICY = """<head>
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">"""
# After nbgrader's styles, which leave no space between columns.
_STYLE = """<style>
th, td { padding: 0.1em 0.6em; vertical-align: top; }
img { max-width: 100%; }
math[display="block"] { margin: 1em 0; }
summary { display: list-item; }
/* Enough contrast for code and links, and links that do not differ by their colour alone. */
.input_area, .input_area .highlight, .input_area pre { background: #fff; }
a { color: #23527c; text-decoration: underline; }
.panel-heading a, .panel-heading a:hover { color: inherit !important; }
</style>
</head>"""
_REFUSAL = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{lab}: not graded</title>
<h1>{lab}: not graded</h1><p>Your submission could not be graded: {reason}.</p></html>
"""


class GiveNothingAway(NbGraderPreprocessor):
    """Reduces a graded notebook to what its student may see, below a table of points.

    Of each test the visible part and, if it failed, its message; of other cells the source and the message of
    an error. No other output, since what ran beside the hidden tests could print them in a hundred ways: a
    student's own notebook has his outputs. Follows nbgrader's GetGrades.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Reduce a notebook, cell by cell, and put the table above it."""
        nb, resources = super().preprocess(nb, resources)
        nb.cells.insert(0, nbformat.v4.new_markdown_cell(_summary(nb)))
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Leave out of a cell what its student may not see."""
        if is_locked(cell):
            for cleaner in (ClearHiddenTests, ClearMarkScheme):
                cell, _ = cleaner(enforce_metadata=False).preprocess_cell(cell, resources, cell_index)
        if cell.cell_type == "code":
            cell.outputs = [_shortened(output) for output in cell.outputs if output.output_type == "error"]
        return cell, resources


class FeedbackPage(HTMLExporter):
    """Writes a page that is whole in itself: without a script, and without anything that lies elsewhere.

    nbgrader's template loads MathJax from a public address. Here formulas are drawn already.
    """

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook that is harmless, so that no text in it is the tag of a script."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        page = _SCRIPT.sub("", page).replace("<html>", '<html lang="en">', 1)
        page = page.replace("<head>", _POLICY, 1).replace("</head>", _STYLE, 1)
        page = _FONT.sub("", page, count=1)  # of Bootstrap, with symbols that the page does not use
        return page, resources


def refusal_page(lab: str, reason: str) -> str:
    """Return the page of a student whose submission could not be run."""
    return printable(_REFUSAL.format(lab=html.escape(lab), reason=html.escape(reason)))


def said(error: NotebookNode) -> str:
    """Return what an error output says: an assertion's message, or the error with its name."""
    message = _TERMINAL_COLOUR.sub("", error.evalue)
    if error.ename == "NotImplementedError":
        return "an answer that this needs is missing"
    if error.ename == "AssertionError" and message:
        return message
    return f"{error.ename}: {message}"


def titles(notebook: NotebookNode) -> dict[str, str]:
    """Return the title of the exercise or reflection that each graded cell belongs to, by the cell's name."""
    found = {}
    title = ""
    for cell in notebook.cells:
        heading = _TITLE.search(cell.source)
        if heading:
            title = heading[1]
        if is_grade(cell):
            name = cell.metadata.nbgrader.grade_id
            found[name] = title or name
    return found


def _shortened(output: NotebookNode) -> NotebookNode:
    """Return an error output that has its message only, and not all of a long one."""
    message = said(output)
    if len(message) > _LONGEST:
        message = f"{message[:_LONGEST]} …"
    return nbformat.v4.new_output("error", ename=output.ename, evalue=message, traceback=[message])


def _summary(notebook: NotebookNode) -> str:
    """Return the table of points in Markdown."""
    named = titles(notebook)
    lines = ["## Your points", "", "| exercise | points | result |", "|:--|--:|:--|"]
    for cell in notebook.cells:
        if is_grade(cell):
            lines.append(_row(cell, named[cell.metadata.nbgrader.grade_id]))
    return "\n".join(lines)


def _row(cell: NotebookNode, title: str) -> str:
    about = cell.metadata.nbgrader
    if is_solution(cell):
        result = about.get("comment") or "read by a person"
    elif cell.outputs:
        result = cell.outputs[0].evalue
    else:
        result = "✓ all tests passed"
    return f"| {title} | {about.score or 0:g} of {about.points:g} | {_in_a_table(result)} |"


def _in_a_table(text: str) -> str:
    """Return a text on one line, so that no sign in it is Markdown."""
    markdown = {ord(sign): f"&#{ord(sign)};" for sign in "|*_`$[]\\~"}
    return html.escape(" ".join(text.split())).translate(markdown)
