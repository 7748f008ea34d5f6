"""What an instructor or a student is shown of a notebook: nothing in it runs or loads anything.

A page has the rights of whoever looks at it. Formgrader's can write files and start kernels on the
instructor's Jupyter server.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_locked

from instructor.grading import safe_html
from instructor.grading.pictures import LARGEST, is_picture

_OUTPUT = 20_000  # characters of a text output that are shown
_RICH = 200_000  # characters of all texts of a student's that are more than plain text
_CELL_NAME = re.compile(r"[A-Za-z0-9_-]+")
# What Formgrader's template writes into its page as it is
_NAMES = ("student", "last_name", "first_name", "notebook_path")
_AS_PICTURES = ("image/png", "image/jpeg")
# The first of these kinds that an output has is shown. Scripts and widgets usually come with a text, too.
_ORDER = ("text/html", "text/markdown", "image/svg+xml", "text/latex", *_AS_PICTURES, "text/plain")


class MakeHarmless(NbGraderPreprocessor):
    """Makes harmless everything in a notebook that its templates write into a page.

    Texts become HTML, which the templates leave as it is, and so do outputs; pictures stay pictures. Names of
    students are escaped. Nothing but what the templates need is kept of the metadata.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Make a notebook harmless, and what the page says around it."""
        self._left = _RICH
        nb.metadata = nbformat.from_dict({"language_info": nb.metadata.get("language_info", {})})
        nb, resources = super().preprocess(nb, resources)
        for name in _NAMES:
            if isinstance(resources.get(name), str):
                resources[name] = html.escape(resources[name])
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Make a cell harmless."""
        cell.metadata = nbformat.from_dict(_metadata(cell))
        if cell.cell_type == "code":
            cell.source = safe_html.shortened(cell.source)
            cell.outputs = [self._output(output) for output in cell.outputs]
            return cell, resources
        if cell.cell_type == "raw":
            text = safe_html.plain_text(cell.source)
        elif is_locked(cell):
            text = safe_html.safe_markdown(cell.source, cell.get("attachments"))
        else:
            text = self._markdown(cell.source, cell.get("attachments"))
        # A new cell, which has no attachments: the pictures are in the text.
        return nbformat.v4.new_markdown_cell(text, metadata=cell.metadata), resources

    def _markdown(self, text: str, attachments: Mapping[str, Mapping[str, Any]] | None = None) -> str:
        return (
            safe_html.safe_markdown(text, attachments)
            if self._may_be_rich(text)
            else safe_html.plain_text(text)
        )

    def _may_be_rich(self, text: str) -> bool:
        """Whether a text may be more than plain text: a notebook of many long ones would take minutes."""
        self._left -= safe_html.length(text)
        return self._left >= 0

    def _output(self, output: NotebookNode) -> NotebookNode:
        """Return an output that runs nothing."""
        if output.output_type == "stream":
            name = "stderr" if output.name == "stderr" else "stdout"
            return nbformat.v4.new_output(
                "stream", name=name, text=safe_html.shortened(_text(output.text), _OUTPUT)
            )
        if output.output_type == "error":
            trace = safe_html.shortened("\n".join(map(str, output.traceback)), _OUTPUT)
            return nbformat.v4.new_output(
                "error", ename=str(output.ename), evalue=str(output.evalue), traceback=trace.split("\n")
            )
        data, metadata = self._shown(output)
        return nbformat.v4.new_output("display_data", data=data, metadata=metadata)

    def _shown(self, output: NotebookNode) -> tuple[dict[str, str], dict[str, Any]]:
        """Return what is shown of an output's data, of one kind, and metadata for it."""
        for kind in _ORDER:
            if kind not in output.data:
                continue
            content = _text(output.data[kind])
            if kind in _AS_PICTURES or kind == "image/svg+xml":
                if shown := _picture(kind, content):
                    return shown, {kind: _size_and_words(output, kind)}
            elif kind == "text/plain":
                return {kind: safe_html.shortened(content, _OUTPUT)}, {}
            elif shown := self._text_output(kind, content):
                return shown, {}
        kinds = ", ".join(map(str, output.data)) or "none"
        return {"text/plain": f"[an output that is not shown here: {kinds}]"}, {}

    def _text_output(self, kind: str, content: str) -> dict[str, str] | None:
        """Return a text of some kind as HTML, or None if it is too long for more than plain text."""
        if not self._may_be_rich(content):
            return None
        if kind == "text/html":
            return {"text/html": safe_html.safe_html(content)}
        return {"text/html": safe_html.safe_markdown(content)}


def _metadata(cell: NotebookNode) -> dict[str, Any]:
    """Return nbgrader's part of a cell's metadata, if the templates can write it into a page."""
    about = cell.metadata.get("nbgrader")
    if not isinstance(about, dict) or not _CELL_NAME.fullmatch(str(about.get("grade_id"))):
        return {}
    if about.get("grade") and not isinstance(about.get("points"), int | float):
        return {}
    if about.get("comment"):
        about["comment"] = safe_html.safe_markdown(about["comment"])
    return {"nbgrader": about}


def _text(content: object) -> str:
    """Return the text of an output, which nbformat allows to be in lines."""
    if isinstance(content, list):
        return "".join(map(str, content))
    return str(content)


def _picture(kind: str, content: str) -> dict[str, str] | None:
    """Return a picture that a template shows in an img element, or None if it is not one."""
    if kind == "image/svg+xml":  # not in base64; the template encodes it
        return {kind: content} if len(content) <= LARGEST else None
    return {kind: content} if is_picture(kind, content) else None


def _size_and_words(output: NotebookNode, kind: str) -> dict[str, Any]:
    """Return the size and the alternative text that an output gives its picture.

    The templates write a size into the page without quotation marks.
    """
    given = output.metadata.get(kind)
    if not isinstance(given, dict):
        return {}
    found = {name: given[name] for name in ("width", "height") if type(given.get(name)) in (int, float)}
    if isinstance(given.get("alt"), str):
        found["alt"] = given["alt"]
    return found
