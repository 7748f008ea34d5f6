"""Feedback pages: written for whatever a student writes, and whole in themselves."""

import base64
import re
import shutil

import pytest

from tests.support import classroom
from tests.support.hostile_texts import PIXEL, texts

LARGE = base64.b64encode(base64.b64decode(PIXEL) + bytes(1_000_000)).decode()
LINK = "https://example.org/page"
ANSWERS = {
    "picture": "A sketch: ![a sketch](attachment:my%20sketch.png)",
    "missing": "A sketch: ![a sketch](attachment:lost.png)",
    "inline": f"A sketch: ![a sketch](data:image/png;base64,{LARGE})",
    "web": f"A sketch: ![a sketch]({LINK})",
    "latex": r"$\frac{1}{$ and $$\begin{align}a &= b \\ &= c\end{align}$$ and \begin{figure}",
    "html": "\n\n".join(texts().values()),
    "huge": "A word, and a <b>bold</b> one. " * 100_000,
    "deep": "> " * 3000 + "<div>" * 3000 + "[" * 3000,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory, _released_tiny_course):
    """A course in which each student has written another of these answers, graded."""
    course = tmp_path_factory.mktemp("feedback") / "course"
    shutil.copytree(_released_tiny_course, course, symlinks=True)
    for student, answer in ANSWERS.items():
        notebook = classroom.tiny(course, "scale")
        for cell in notebook.cells:
            if cell.id == "reflection1":
                cell.source = answer
                cell.attachments = {"my sketch.png": {"image/png": PIXEL}}
        classroom.submit(course, student, "tiny", notebook)
    done = classroom.run(course, "autograde", "--no-sandbox")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("20.0 of 100, 1 to grade by hand") == len(ANSWERS)
    return course


def page(course, student):
    return (course / f"grading/feedback/{student}/tiny/tiny.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("student", ANSWERS)
def test_a_page_is_whole_in_itself(graded, student):
    text = page(graded, student)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert "url(" not in text
    addresses = re.findall(r"""(?:src|href|action|url)\s*[=(]\s*["']?([^"'>) ]*)""", text)
    elsewhere = {each for each in addresses if re.match("https?:|//", each)}
    assert elsewhere == ({LINK} if student == "web" else set())
    assert re.search(r"<td[^>]*>Exercise 1 · Scaling</td>", text)


@pytest.mark.parametrize(("student", "picture"), [("picture", PIXEL), ("inline", LARGE)])
def test_pictures_are_shown(graded, student, picture):
    (source,) = re.findall('<img[^>]*src="(data:image/png;base64,[^"]*)"', page(graded, student))
    assert source == f"data:image/png;base64,{picture}"


def test_formulas_are_drawn(graded):
    text = page(graded, "latex")
    assert "<mtable" in text
    assert r"\begin{figure}" in text


def test_a_huge_answer_keeps_its_beginning_and_its_end(graded):
    text = page(graded, "huge")
    assert len(text) < 500_000
    assert "characters are not shown" in text
    assert "&lt;b&gt;bold" in text
