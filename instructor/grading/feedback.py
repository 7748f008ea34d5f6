"""What a student's feedback page says, and what it leaves out."""

import html
import re

import bleach
import nbformat
from nbconvert.filters import markdown2html
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked, is_solution

_TITLE = re.compile(r"^### ((?:Exercise|Reflection) \d+ · .+?) \(\d+ points?\)", re.M)
_TAGS = {*bleach.ALLOWED_TAGS, "br", "div", "hr", "img", "p", "pre", "span", "details", "summary"}
_TAGS |= {"dd", "del", "dl", "dt", "kbd", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr"}
_TAGS |= {f"h{level}" for level in range(1, 7)}
_ATTRIBUTES = {"a": ["href", "title"], "img": ["src", "alt", "title"], "*": ["class", "align"]}
_LONGEST = 500  # characters of a message
# nbgrader's page leaves no space between columns.
_STYLE = "<style>th, td { padding: 0.1em 0.6em; vertical-align: top; }</style>"


class GiveNothingAway(NbGraderPreprocessor):
    """Reduces a graded notebook to what its student may see, below a table of points.

    Of each test the visible part and, if it failed, its message; of other cells the source and the message of
    an error. No other output, since what ran beside the hidden tests could print them in a hundred ways: a
    student's own notebook has his outputs. Follows nbgrader's GetGrades.
    """

    def preprocess(self, nb, resources):
        named = titles(nb)  # before a student's text becomes HTML
        nb, resources = super().preprocess(nb, resources)
        nb.cells.insert(0, nbformat.v4.new_markdown_cell(_summary(nb, named)))
        return nb, resources

    def preprocess_cell(self, cell, resources, cell_index):
        if is_locked(cell):
            for cleaner in (ClearHiddenTests, ClearMarkScheme):
                cell, _ = cleaner(enforce_metadata=False).preprocess_cell(cell, resources, cell_index)
        elif cell.cell_type == "markdown":
            cell.source = harmless(cell.source)
        if cell.cell_type == "code":
            cell.outputs = [_shortened(output) for output in cell.outputs if output.output_type == "error"]
        return cell, resources


def harmless(markdown):
    """Return a text in Markdown as HTML that runs nothing, and that converting again leaves alone."""
    clean = bleach.clean(markdown2html(markdown), _TAGS, _ATTRIBUTES, {"http", "https", "mailto", "data"})
    return "<div>" + re.sub(r"\n\s*\n", "\n\u200b\n", clean) + "</div>"  # an empty line would end the HTML


def _shortened(output):
    message = said(output)
    if len(message) > _LONGEST:
        message = f"{message[:_LONGEST]} …"
    return nbformat.v4.new_output("error", ename=output.ename, evalue=message, traceback=[message])


def said(error):
    """Return what an error output says: an assertion's message, or the error with its name."""
    message = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", error.evalue)
    if error.ename == "NotImplementedError":
        return "an answer that this needs is missing"
    return message if error.ename == "AssertionError" and message else f"{error.ename}: {message}"


def titles(notebook):
    """Return the title of the exercise or reflection that each graded cell belongs to, by the cell's name."""
    found, title = {}, ""
    for cell in notebook.cells:
        title = match[1] if (match := _TITLE.search(cell.source)) else title
        if is_grade(cell):
            found[cell.metadata.nbgrader.grade_id] = title or cell.metadata.nbgrader.grade_id
    return found


def _summary(notebook, named):
    rows = [_row(cell, named[cell.metadata.nbgrader.grade_id]) for cell in notebook.cells if is_grade(cell)]
    head = [_STYLE, "", "## Your points", "", "| exercise | points | result |", "|:--|--:|:--|"]
    return "\n".join([*head, *rows])


def _row(cell, title):
    about = cell.metadata.nbgrader
    if is_solution(cell):
        says = about.get("comment") or "read by a person"
    else:
        says = cell.outputs[0].evalue if cell.outputs else "✓ all tests passed"
    return f"| {title} | {about.score or 0:g} of {about.points:g} | {_in_a_table(says)} |"


def _in_a_table(text):
    markdown = {ord(sign): f"&#{ord(sign)};" for sign in "|*_`$[]\\~"}
    return html.escape(" ".join(text.split())).translate(markdown)
