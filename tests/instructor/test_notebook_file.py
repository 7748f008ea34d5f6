"""Files that hold a notebook in one way or another are read, and others are refused in a sentence."""

import codecs
import json

import nbformat
import pytest

from instructor.grading.notebook_file import read_notebook

CODE, TEXT = "x = 'größer'\ny = 2", "Some *text*."


def whole():
    """A notebook as JupyterLab writes it."""
    cells = [nbformat.v4.new_markdown_cell(TEXT), nbformat.v4.new_code_cell(CODE)]
    cells[1].outputs = [nbformat.v4.new_output("stream", text="printed")]
    cells[1].metadata = nbformat.from_dict({"nbgrader": {"grade_id": "x"}, "tags": ["a"]})
    return nbformat.v4.new_notebook(cells=cells)


def as_text(notebook):
    return json.dumps(notebook, ensure_ascii=False)


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_cells_are_read_in_every_encoding(encoding):
    notebook, flaw = read_notebook(as_text(whole()).encode(encoding))
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [("markdown", TEXT), ("code", CODE)]
    assert flaw == ("it is not in UTF-8" if encoding == "cp1252" else "")


def test_of_metadata_only_nbgrader_s_is_kept_and_outputs_are_not():
    notebook, flaw = read_notebook(as_text(whole()).encode())
    assert notebook.cells[1].metadata == {"nbgrader": {"grade_id": "x"}}
    assert notebook.cells[1].outputs == []
    assert flaw == ""
    nbformat.validate(notebook)


FLAWS = {
    "id null": lambda found: found["cells"][0].update(id=None),
    "id a number": lambda found: found["cells"][0].update(id=1),
    "id too long": lambda found: found["cells"][0].update(id="x" * 65),
    "no metadata": lambda found: found["cells"][1].pop("metadata"),
    "no outputs": lambda found: found["cells"][1].pop("outputs"),
    "no execution count": lambda found: found["cells"][1].pop("execution_count"),
    "an output of no kind": lambda found: found["cells"][1].update(outputs={}),
    "metadata null": lambda found: found["cells"][1].update(metadata=None),
    "no metadata of the notebook": lambda found: found.pop("metadata"),
    "no version": lambda found: found.pop("nbformat"),
    "a version of the future": lambda found: found.update(nbformat=99),
    "a cell that is none": lambda found: found["cells"].append("text"),
    "a cell of an unknown kind": lambda found: found["cells"].append(
        {"cell_type": "sql", "source": "SELECT"}
    ),
    "a source that is none": lambda found: found["cells"].append({"cell_type": "code", "source": 3}),
}


@pytest.mark.parametrize("spoil", FLAWS.values(), ids=FLAWS)
def test_what_jupyter_asks_for_and_nobody_needs_is_set_right_and_said(spoil):
    found = json.loads(as_text(whole()))
    spoil(found)
    notebook, flaw = read_notebook(json.dumps(found).encode())
    assert [cell.source for cell in notebook.cells][:2] == [TEXT, CODE]
    assert flaw
    nbformat.validate(notebook)


def test_two_cells_of_one_id_get_two():
    found = json.loads(as_text(whole()))
    found["cells"][1]["id"] = found["cells"][0]["id"]
    notebook, _ = read_notebook(json.dumps(found).encode())
    assert len({cell.id for cell in notebook.cells}) == 2
    assert notebook.cells[0].id == found["cells"][0]["id"]


def test_cells_of_the_third_format_are_found():
    old = nbformat.convert(whole(), 3)
    notebook, _ = read_notebook(nbformat.v3.writes_json(old).encode())
    assert [cell.source for cell in notebook.cells] == [TEXT, CODE]


def test_what_is_left_behind_the_end_is_left_out_and_said():
    notebook, flaw = read_notebook(as_text(whole()).encode() + b"]}\n}")
    assert len(notebook.cells) == 2
    assert "behind its end" in flaw


REFUSED = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"3",
    b"{",
    b'{"cells": []}',
    b'{"cells": {}}',
    b"\x00\xff no notebook",
]
REFUSED += [b"[" * 100_000, codecs.BOM_UTF16_LE + b"x", b'{"cells": ["text"]}', b"<<<<<<< HEAD\n{}"]


@pytest.mark.parametrize("content", REFUSED, ids=lambda content: repr(content[:20]))
def test_what_has_no_cells_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011 (what is wrong differs)
        read_notebook(content)
