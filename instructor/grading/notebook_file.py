"""Read a notebook as tolerantly as JupyterLab does, whichever tool wrote it.

Editors, converters and synchronisation leave files that nbformat refuses: without ids or with ids of another
kind, without outputs, with metadata that is none. What a student wrote is in the cells' sources, so that a
notebook of known form is made of those.
"""

import json
import re
import warnings
from typing import Any

import nbformat
from nbformat import NotebookNode

from instructor.grading.text import as_json

_LONGEST = 100  # characters of a flaw
_OTHER_FILES = {
    b"PK\x03\x04": "a zip file",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF file",
    b"<": "a web page, or has marks of a conflict of versions",
}
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TEXT = {"heading": "markdown", "html": "markdown"}  # kinds of cells of older formats
_KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read_notebook(content: bytes) -> tuple[NotebookNode, str]:
    """Return the notebook in a file, without outputs, and what is wrong with the file.

    Parameters
    ----------
    content : bytes
        JSON in UTF-8, or in UTF-16 as Windows PowerShell writes it.

    Returns
    -------
    nbformat.NotebookNode
        Valid, with its cells' sources, nbgrader's metadata and attachments.
    str
        How the file departs from the format of notebooks; "" if it does not.

    Raises
    ------
    ValueError
        If the file is not JSON, or has no cells that can be found.
    """
    found, flaw = _parsed(content)
    cells: list[NotebookNode] = []
    ids: set[str] = set()
    for raw in _raw_cells(found):
        cell = _cell(raw)
        if _is_id(raw.get("id")) and raw["id"] not in ids:
            cell.id = raw["id"]
        ids.add(cell.id)
        cells.append(cell)
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=_KERNEL)
    whole = nbformat.reads(as_json(notebook), as_version=4)  # without halves of characters
    return whole, flaw or _flaw(found)


def _flaw(found: dict[str, Any]) -> str:
    """Return the first line of what nbformat says against a file, outputs aside: those are made anew."""
    for cell in _raw_cells(found):
        if isinstance(cell.get("outputs"), list):
            cell["outputs"] = []
    try:
        with warnings.catch_warnings(action="ignore"):  # what nbformat only warns of is common
            nbformat.validate(nbformat.from_dict(found), relax_add_props=True)
    except Exception as error:  # nbformat has no common class for all that can be wrong with a file
        return str(error).strip().partition("\n")[0][:_LONGEST]
    return ""


def _parsed(content: bytes) -> tuple[Any, str]:
    """Return what a file holds, as JSON, and what is wrong with it as a text."""
    flaw = ""
    for start, kind in _OTHER_FILES.items():
        if content.lstrip().startswith(start):
            raise ValueError(f"it is {kind}")
    if not content.strip():
        raise ValueError("it is empty")
    try:
        text = content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        text, flaw = content.decode("cp1252", errors="replace"), "it is not in UTF-8"
    text = text.strip()
    try:
        found, end = json.JSONDecoder(strict=False).raw_decode(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error}") from None
    except RecursionError:
        raise ValueError("its JSON is nested too deeply") from None
    if text[end:]:  # of a longer version that a shorter one was written over, by synchronisation say
        flaw = "there is more behind its end, which was left out"
    return found, flaw


def _raw_cells(found: Any) -> list[dict[str, Any]]:
    """Return what looks like cells: in formats before the fourth, they are in worksheets."""
    if not isinstance(found, dict):
        raise ValueError(f"it holds a {type(found).__name__} where a notebook has its cells")
    cells = found.get("cells")
    if cells is None:
        cells = []
        for sheet in found.get("worksheets") or []:
            cells += sheet.get("cells", []) if isinstance(sheet, dict) else []
    good = [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
    if not good:
        raise ValueError("it has no cells")
    return good


def _cell(raw: dict[str, Any]) -> NotebookNode:
    source = _text(raw.get("source", raw.get("input")))
    kind = raw.get("cell_type")
    if kind is None and "outputs" in raw:
        kind = "code"
    kind = _TEXT.get(str(kind), kind)
    if kind == "code":
        cell = nbformat.v4.new_code_cell(source)
    elif kind == "markdown":
        cell = nbformat.v4.new_markdown_cell(source)
    else:  # of a tool's own, such as a query: kept, and not run
        cell = nbformat.v4.new_raw_cell(source)
    metadata = raw.get("metadata")
    if isinstance(metadata, dict) and "nbgrader" in metadata:  # a tag could keep a cell from running
        cell.metadata.nbgrader = nbformat.from_dict(metadata["nbgrader"])
    attachments = _attachments(raw.get("attachments"))
    if attachments and kind != "code":
        cell.attachments = attachments
    return cell


def _text(source: Any) -> str:
    """Return a source, which is a text or a list of lines."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _is_id(found: Any) -> bool:
    return isinstance(found, str) and _ID.fullmatch(found) is not None


def _attachments(found: Any) -> NotebookNode:
    """Return those attachments that are files by name, each a text by its type."""
    good = {}
    if isinstance(found, dict):
        for name, file in found.items():
            if isinstance(file, dict) and all(isinstance(data, str) for data in file.values()):
                good[name] = file
    return nbformat.from_dict(good)
