"""What the website is made of: what a lab's page keeps to itself, where links lead, and what is refused."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from instructor import course
from instructor.__main__ import main
from instructor.authoring import website
from instructor.authoring.lab_page import lab_page

LAB = "lab4_assessment"


def graded(new_cell, source, grade, solution, **more):
    settings = {"grade": grade, "solution": solution, "grade_id": "x", "locked": False, "schema_version": 3}
    return new_cell(source, metadata={"nbgrader": settings | {"points": 1, "task": False}}, **more)


def page_with(*cells):
    """The page of a lab with these cells, as cells and as text."""
    page = lab_page(new_notebook(cells=[new_markdown_cell("# Title\n\nText."), *cells]), "LINKS")
    return page.cells, nbformat.writes(page)


def picture(words):
    return new_output("display_data", {"image/png": "AAAA"}, metadata={"image/png": {"alt": words}})


def test_links_stand_below_the_title():
    cells, _ = page_with()
    assert cells[0].source.split() == ["#", "Title", "LINKS", "Text."]


def test_a_test_is_folded_without_its_hidden_part_and_what_that_prints():
    source = "assert seen\n### BEGIN HIDDEN TESTS\nassert secret\n### END HIDDEN TESTS"
    outputs = [new_output("stream", text="printed by a hidden test")]
    (_, cell), text = page_with(graded(new_code_cell, source, True, False, outputs=outputs))
    assert cell.source.startswith("<details><summary>Test</summary>")
    assert "assert seen" in cell.source
    assert "secret" not in text
    assert "printed" not in text


def test_a_rubric_is_left_out_and_a_model_answer_folded():
    prompt = "### Why?\n<!-- BEGIN MARK SCHEME -->\n- 1 point: secret\n<!-- END MARK SCHEME -->"
    cells, text = page_with(
        new_markdown_cell(prompt), graded(new_markdown_cell, "*Model answer.* Because.", True, True)
    )
    assert [cell.source for cell in cells[1:]] == [
        "### Why?",
        "<details><summary>Model answer</summary>\n\nBecause.\n\n</details>",
    ]
    assert "secret" not in text


def test_an_answer_is_folded_without_nbgrader_s_marks():
    source = "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"
    (_, cell), _ = page_with(graded(new_code_cell, source, False, True))
    assert "```python\ndef f():\n    return 1\n```" in cell.source
    assert cell.source.startswith("<details><summary>Answer</summary>")


def test_each_picture_keeps_its_own_words():
    cells, _ = page_with(new_code_cell("draw()", outputs=[picture("one"), picture("two")]))
    assert [cell.metadata.mystnb.image.alt for cell in cells[1:]] == ["one", "two"]
    assert [len(cell.outputs) for cell in cells[1:]] == [1, 1]


def test_a_widget_has_a_sentence_in_its_place():
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "IntSlider()"}
    (_, cell), text = page_with(new_code_cell("show()", outputs=[new_output("display_data", widget)]))
    assert "open it in jupyterlab" in cell.outputs[0].data["text/markdown"].lower()
    assert "widget" not in text


@pytest.fixture
def little(tmp_path, monkeypatch):
    """A course without labs that has three pages, in place of the real one."""
    root = tmp_path / "course"
    (root / "docs").mkdir(parents=True)
    (root / "README.md").write_text("# Start\n\n[Help](docs/help.md)\n")
    (root / "docs/help.md").write_text("# Help\n\n[Start](../README.md), [Lab](../solutions/a/a.ipynb#top)\n")
    shutil.copytree(website.SETTINGS, root / "docs/site")
    (root / "docs/site/index.md").write_text("```{include} README.md\n```\n\n```{toctree}\ndocs/help\n```\n")
    monkeypatch.setattr(website, "ROOT", root)
    monkeypatch.setattr(website, "SETTINGS", root / "docs/site")
    monkeypatch.setattr(website, "LOG", root / "site.log")
    monkeypatch.setattr(website, "OTHERS", [])
    monkeypatch.setattr(website, "lab_names", list)
    return root


def test_links_lead_to_where_the_website_has_the_files(little, tmp_path, monkeypatch):
    monkeypatch.setattr(website, "lab_names", lambda: ["a"])
    monkeypatch.setattr(website, "_write_lab", lambda *_: None)
    website.write_sources(tmp_path / "sources")
    said = (tmp_path / "sources/docs/help.md").read_text()
    assert said == "# Help\n\n[Start](../index.md), [Lab](../labs/a/a.ipynb#top)\n"


@pytest.mark.slow
def test_a_broken_link_ends_the_build_and_leaves_the_old_website(little, tmp_path, assert_one_sentence):
    (little / "docs/help.md").write_text("# Help\n\n[Start](../README.md)\n")
    website.build(tmp_path / "site")
    before = (tmp_path / "site/docs/help.html").read_text()
    (little / "docs/help.md").write_text("# Help\n\n[Nowhere](missing.md)\n")
    with pytest.raises(website.SiteError) as error:
        website.build(tmp_path / "site")
    assert_one_sentence(str(error.value))
    assert "docs/help.md:3: WARNING" in str(error.value)
    assert "missing.md" in (little / "site.log").read_text()
    assert (tmp_path / "site/docs/help.html").read_text() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("", None),
        ("https://github.com/ada/labs", "ada/labs/blob/main"),
        ("https://github.com/ada/labs.git", "ada/labs/blob/main"),
        ("https://github.com/ada/labs/tree/v1/x", "ada/labs/blob/v1/x"),
    ],
)
def test_a_lab_opens_in_colab_if_the_repository_has_an_address(address, place, tmp_path, monkeypatch):
    monkeypatch.setattr(website, "lab_names", lambda: [LAB])
    website.write_sources(tmp_path, address)
    page = (tmp_path / f"labs/{LAB}/{LAB}.ipynb").read_text()
    assert ("colab.research" in page) == bool(place)
    assert not place or f"https://colab.research.google.com/github/{place}/labs/{LAB}/{LAB}.ipynb" in page


def refusal(capsys, *options):
    """What the command says when it refuses."""
    assert main(["site", "--quiet", *options]) == 1
    return capsys.readouterr().err.strip()


def test_another_address_is_refused_in_one_sentence(capsys, assert_one_sentence):
    said = refusal(capsys, "--repository", "https://example.org/ada/labs")
    assert_one_sentence(said)
    assert "https://example.org/ada/labs" in said


def test_a_missing_sphinx_is_named_with_the_remedy(capsys, monkeypatch, assert_one_sentence):
    monkeypatch.setattr(website, "find_spec", lambda name: None)
    said = refusal(capsys)
    assert_one_sentence(said)
    assert "make install" in said


@pytest.mark.parametrize("change", ["missing", "older"])
def test_a_solution_that_cannot_be_shown_is_named(change, tmp_path, monkeypatch, capsys, assert_one_sentence):
    script = Path(shutil.copy(course.script_path(LAB), tmp_path))
    if change == "older":
        shutil.copy(course.script_path(LAB).with_suffix(".ipynb"), tmp_path)
        script.write_text(script.read_text() + "\n# %%\nprint('new')\n")
    monkeypatch.setattr(website, "lab_names", lambda: [LAB])
    monkeypatch.setattr(website, "script_path", lambda lab: script)
    said = refusal(capsys)
    assert_one_sentence(said)
    assert f"{LAB}.ipynb is missing or older than its script" in said
