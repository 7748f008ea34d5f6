"""What can be read without eyes, and without telling colours apart: notebooks, pages of text, figures."""

import itertools
import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import pytest

from helpers import use_style
from instructor.course import ROOT, lab_names, script_path

PAGES = [
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/installing.md", "docs/self-study.md"),
    *("instructor/README.md", "data/README.md", "labs/README.md", "labs/glossary.md"),
    "instructor/authoring/student_kit_files/README.md",
]


def markdown(lab):
    cells = nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


TEXTS = {lab: markdown(lab) for lab in lab_names()} | {name: (ROOT / name).read_text() for name in PAGES}
every_text = pytest.mark.parametrize("name", TEXTS)


def outputs(lab, kind):
    cells = nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4).cells
    return [output for cell in cells for output in cell.get("outputs", []) if kind in output.get("data", {})]


def without_code(text):
    return re.sub(r"\A---\n.*?\n---\n|```.*?```", "", text, flags=re.S)


@every_text
def test_headings_nest(name):
    levels = [len(found) for found in re.findall(r"^(#+) ", without_code(TEXTS[name]), re.M)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1] == []


@every_text
def test_tables_have_a_header(name):
    lines = ["", *without_code(TEXTS[name]).splitlines()]
    for before, line, after in zip(lines, lines[1:], [*lines[2:], ""], strict=False):
        if line.startswith("|") and not before.startswith("|"):
            assert re.fullmatch(r"\|[-:| ]+\|", after), line
            assert any(cell.strip() for cell in line.split("|")), line


@every_text
def test_pictures_in_text_have_an_alternative(name):
    assert [picture for picture in re.findall(r"!\[(.*?)\]", TEXTS[name]) if len(picture) < 10] == []
    assert [picture for picture in re.findall(r"<img[^>]*>", TEXTS[name]) if "alt=" not in picture] == []


@every_text
def test_links_say_where_they_lead(name):
    said = [text.strip().lower() for text in re.findall(r"(?<!!)\[([^\]]+)\]\(", TEXTS[name])]
    assert not {"here", "this", "link", "click here"} & set(said)


@pytest.mark.parametrize("lab", lab_names())
def test_every_figure_has_a_text_alternative(lab):
    pictures = outputs(lab, "image/png")
    assert pictures
    for output in pictures:
        words = output.metadata["image/png"]["alt"]
        assert len(words) > 20, words
        assert output.data["text/plain"] == words
    folded = [output for output in outputs(lab, "text/html") if "in words" in output.data["text/html"]]
    assert len(folded) == len(pictures)


@pytest.mark.parametrize("lab", lab_names())
def test_tables_in_outputs_have_a_header(lab):
    for output in outputs(lab, "text/html"):
        html = "".join(output.data["text/html"])
        assert html.count("<table") <= html.count("<th"), html[:300]


def contrast(one, other):
    """The ratio of two colours' luminance, as the Web Content Accessibility Guidelines 2.2 define it."""

    def luminance(colour):
        parts = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_in_figures_stands_out():
    with plt.rc_context():
        use_style()
        for name in ("text.color", "axes.labelcolor", "xtick.color", "ytick.color"):
            assert contrast(mpl.rcParams[name], mpl.rcParams["axes.facecolor"]) > 7
