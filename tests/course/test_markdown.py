"""The labs' Markdown renders as it was meant: no star or code mark is left over, no list an accident."""

import re

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from instructor.authoring.notebooks import from_script
from instructor.course import lab_names, script_path

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").use(dollarmath_plugin)
LEFT_OVER = re.compile(r"`|\$|\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|\]\(|\]\[")


def broken(source):
    """Return what is wrong with how a Markdown text renders, in words."""
    lines = source.splitlines()
    found = []
    for token in MARKDOWN.parse(source):
        if token.type in ("bullet_list_open", "ordered_list_open") and token.level == 0:
            before = lines[token.map[0] - 1] if token.map[0] else ""
            if before.strip() and not before.rstrip().endswith(":"):
                found.append(f"a list begins in the middle of a paragraph: {lines[token.map[0]]}")
        for part in token.children or []:
            if part.type == "text" and LEFT_OVER.search(part.content):
                found.append(f"left over: {part.content}")
    return found


@pytest.mark.parametrize("lab", lab_names())
def test_the_markdown_of_a_lab_is_not_broken(lab):
    cells = [cell for cell in from_script(script_path(lab)).cells if cell.cell_type == "markdown"]
    assert len(cells) > 10
    # The first cell's picture has its address only in the notebook.
    assert [fault for cell in cells for fault in broken(cell.source.replace("[opening]", "(opening)"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "In a leaf's row it is `new = old\n- eta * output`, as before.",
        "a formula $x = 1 that does not end",
        "a word in **bold that does not end",
        "an *emphasis that does not end",
        "one `code that does not end",
        "the prediction is old\n+ the step",
        "return a number between 0 and\n1. The tables are long.",
        "a [link](../glossary.md that does not end",
    ],
)
def test_broken_markdown_is_found(source):
    assert broken(source)


@pytest.mark.parametrize(
    "source",
    [
        "`a * b`, *this*, **that**, $x_1 * x_2$, [a link](page.md) and `dst_host_count`",
        "$$\n\\sum_i x_i^*\n$$",
        "Two things:\n\n- one\n- *two*",
        "Two things:\n- one\n- *two*",
        "2 * 3 is 6, and 80 % of the rows",
        "| a | b |\n|:--|--:|\n| `x` | *y* |",
    ],
)
def test_sound_markdown_is_left_alone(source):
    assert broken(source) == []
