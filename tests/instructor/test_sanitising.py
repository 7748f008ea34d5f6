"""What a page shows of a student's notebook: nothing that runs or loads, and everything that was meant."""

import html
import re
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert.filters import markdown2html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from instructor.formulas import mathml
from instructor.grading import safe_html, sanitising
from instructor.grading.safe_html import safe_markdown
from instructor.grading.sanitising import MakeHarmless
from tests.support import hostile_texts
from tests.support.hostile_texts import PIXEL, displayed

PICTURE = f"data:image/png;base64,{PIXEL}"


class Page(HTMLParser):
    """The elements and attributes that are in a text, and what it reads."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.words += data

    def values(self, name):
        return [value for each, value in self.attributes if each == name]


RUNS = {
    "script",
    "iframe",
    "object",
    "embed",
    "svg",
    "form",
    "input",
    "button",
    "base",
    "meta",
    "link",
    "style",
}


def check_harmless(text):
    """See that nothing in HTML runs, loads or commands anything, and return the page."""
    page = Page(text)
    assert not RUNS & set(page.tags), text
    for name, value in page.attributes:
        assert re.fullmatch("[a-z]+", name), text
        assert not name.startswith("on"), text
        assert name not in ("id", "name", "srcdoc", "action", "formaction", "srcset", "background"), text
        if name == "src":
            assert value.startswith("data:image/"), text
        if name == "href":
            assert value.startswith(("http://", "https://", "mailto:")), text
        if name == "style":
            assert "url" not in value, text
            assert "position" not in value, text
    return page


def harmless(*cells, resources=None):
    """Return cells as they are shown."""
    notebook, _ = MakeHarmless().preprocess(new_notebook(cells=list(cells)), resources or {})
    return notebook.cells


def shown(output):
    """Return an output of a cell as it is shown."""
    (cell,) = harmless(new_code_cell("pass", outputs=[output]))
    return cell.outputs[0]


OTHERS = {
    "meta": '<meta http-equiv="refresh" content="0;url=https://example.org">',
    "base": '<base href="https://example.org/">',
    "clobbering": '<p id="formgrader" name="submission_id">text</p>',
    "style": '<p style="position: fixed; background: url(https://example.org/a)">text</p>',
    "style element": "<style>p { background: url(https://example.org/a) }</style>",
    "object": '<object data="data:image/svg+xml;base64,PHN2Zy8+"></object>',
    "mutation": (
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=run()&gt;">'
    ),
    "formula in an attribute": '<div title="\n\n$x$ onclick=run()\n\n<p ">text</p></div>',
    "formula": r"$\text{<script>run()</script>}$",
    "link in a formula": r"$\href{javascript:run()}{x}$",
    "class of a formula": r"$\class{comment}{x} \cssId{formgrader}{y} \style{position: fixed}{z}$",
    "mermaid": "```mermaid\ngraph TD; A[<img src=x onerror=run()>]\n```",
    "drawing as a link": "[text](data:image/svg+xml;base64,PHN2Zy8+)",
    "page as a link": "[text](data:text/html;base64,PHN2Zy8+)",
    "vbscript": "[text](vbscript:run()) <vbscript:run()>",
    "tab in a link": '<a href="java\tscript:run()">text</a>',
    "command": "[text](/formgrader/?path=grading) ![text](//localhost/formgrader) [text](http:/formgrader)",
    "button by class": '<span class="btn mark-graded">text</span>',
}


@pytest.mark.parametrize("text", [*hostile_texts.texts().values(), *OTHERS.values()])
def test_no_text_runs_anything(text):
    once = safe_markdown(text)
    check_harmless(once)
    assert markdown2html(once).strip() == once  # which the templates do once more
    check_harmless(safe_html.safe_html(text))


def test_what_a_page_is_scripted_by_is_left_out():
    page = check_harmless(safe_markdown(OTHERS["button by class"] + OTHERS["class of a formula"]))
    assert page.values("class") == ["tex2jax_ignore"]


def test_what_cannot_be_shown_can_be_read():
    page = check_harmless(safe_markdown("<script>run()</script>\n\nA List<int> and x<y."))
    assert "<script>run()</script>" in page.words
    assert "A List<int> and x<y." in page.words


@pytest.mark.parametrize(
    "text",
    [
        "![a sketch](attachment:my%20sketch.png)",
        "![a sketch](<attachment:my sketch.png>)",
        '<img src="attachment:my sketch.png" alt="a sketch" width="200">',
        f"![a sketch]({PICTURE})",
    ],
)
def test_pictures_are_shown(text):
    attachments = {"my sketch.png": {"image/png": PIXEL}}
    page = check_harmless(safe_markdown(text, attachments))
    assert page.values("src") == [PICTURE]
    assert page.values("alt") == ["a sketch"]


@pytest.mark.parametrize(
    "attachments",
    [
        {},
        {"a.png": {}},
        {"a.png": {"text/html": "PHNjcmlwdD4="}},
        {"a.png": {'image/png" onerror="run()': PIXEL}},
        {"a.png": {"image/png": '" onerror="run()'}},
        {"a.png": {"image/png": {"of": "another kind"}}},
    ],
)
def test_a_picture_that_is_missing_or_none_is_named(attachments):
    page = check_harmless(safe_markdown("![a sketch](attachment:a.png)", attachments))
    assert "img" not in page.tags
    assert "[picture: a sketch]" in page.words


def test_a_name_of_an_attachment_is_no_markup():
    name = '"><img src=x onerror=run()>'
    check_harmless(safe_markdown(f"![a](<attachment:{name}>) {name}", {name: {"image/png": PIXEL}}))


def test_a_picture_in_the_web_is_a_link():
    page = check_harmless(safe_markdown("![a cat](https://example.org/cat.png)"))
    assert page.values("href") == ["https://example.org/cat.png"]
    assert "[picture: a cat]" in page.words


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8888/lab",
        "http://127.0.0.1:8888/x",
        "http://[::1]:8888/x",
        "http://2130706433:8888/x",
        "http://example.org@0x7f.1/x",
        "http://\uff4cocalhost./x",
        "http:///formgrader",
        "https://hub.example.org/user/ada/formgrader/?path=grading/submitted/ada/tiny",
        "https://hub.example.org/user/ada/%66ormgrader/?path=x",
        "https&colon;//localhost/x",
        "https://&#108;ocalhost/x",
    ],
)
def test_no_link_leads_to_the_server_that_shows_it(address):
    page = check_harmless(safe_markdown(f'[text]({address}) <a href="{address}">text</a>'))
    assert page.values("href") == []
    assert page.words.count("text") == 2


def test_hints_tables_links_and_code_go_on_working():
    page = check_harmless(
        safe_markdown(
            "<details><summary>Hint</summary>\n\nUse **numpy**.\n\n</details>\n\n"
            "| a | b |\n|:--|--:|\n| 1 | 2 |\n\n<https://example.org> and [mail](mailto:a@example.org)\n\n"
            "```python\ndef f():\n\n    return '$x$'\n```"
        )
    )
    assert {"details", "summary", "strong", "table", "td", "a", "pre"} <= set(page.tags)
    assert page.values("href") == ["https://example.org", "mailto:a@example.org"]
    assert page.values("rel") == ["noopener noreferrer nofollow"] * 2
    assert any("right" in value for value in page.values("style"))
    assert "def f():\n\n    return '$x$'" in page.words


@pytest.mark.parametrize(
    "text",
    ["$x^2$", "$$x^2$$", r"\begin{equation}x^2\end{equation}", "- a list with $x^2$", "| $x^2$ |\n|--|"],
)
def test_formulas_are_drawn(text):
    page = check_harmless(safe_markdown(text))
    assert "msup" in page.tags
    assert "$" not in page.words


def test_a_sign_of_money_and_code_are_no_formulas():
    page = check_harmless(safe_markdown(r"It costs \$5 or \$6, and `$x$` is code."))
    assert "math" not in page.tags
    assert page.words.strip() == "It costs $5 or $6, and $x$ is code."


@pytest.mark.parametrize("tex", [r"\frac", "{" * 5000, r"\sqrt{" * 400, "a_", r"\def\x{\x\x}\x", "x" * 5000])
def test_a_formula_that_cannot_be_drawn_is_shown_as_it_was_typed(tex):
    assert html.unescape(Page(mathml(tex)).words) == tex


def test_the_course_s_formulas_are_all_drawn():
    assert "mfrac" in mathml(r"\hat y = \arg\max_k \dfrac{a_k}{b}")
    assert "\\" not in mathml(r"\hat y = \arg\max_k \dfrac{a_k}{b}")


@pytest.mark.parametrize(
    "text", ["word " * 100_000, "<div>" * 20_000, "$" * 60_000, "[" * 60_000, "> " * 40_000, "<b>" * 4_000]
)
def test_a_text_that_is_too_long_or_too_deep_is_shown_as_it_was_typed(text):
    page = check_harmless(safe_markdown(text))
    assert page.words.strip()[:100] == text.strip()[:100] or "b" in page.tags


def test_a_notebook_of_many_long_texts_is_cut_off_from_what_takes_long(monkeypatch):
    monkeypatch.setattr(sanitising, "_RICH", 250)
    first, second, third = harmless(*[new_markdown_cell("**a**" + "x" * 95) for _ in range(3)])
    assert "<strong>" in first.source
    assert "<strong>" in second.source
    assert "**a**" in third.source


@pytest.mark.parametrize("output", hostile_texts.outputs().values())
def test_no_output_runs_anything(output):
    found = shown(output)
    assert set(found.data) <= {"text/html", "text/plain", "image/png"}
    check_harmless(found.data.get("text/html", ""))
    for about in found.metadata.values():
        assert all(isinstance(size, int | float) for size in (about.get("width", 1), about.get("height", 1)))


def test_outputs_go_on_being_shown():
    table = "<style scoped>td {}</style><table class='dataframe'><tr><td>5</td></tr></table>"
    page = check_harmless(shown(displayed({"text/html": table, "text/plain": "5"})).data["text/html"])
    assert page.values("class") == ["tex2jax_ignore", "dataframe"]
    assert page.words.strip() == "5"
    picture = shown(displayed({"image/png": PIXEL}, {"image/png": {"width": 30, "alt": "a dot"}}))
    assert picture.data["image/png"] == PIXEL
    assert picture.metadata["image/png"] == {"width": 30, "alt": "a dot"}
    drawing = shown(displayed({"image/svg+xml": "<svg><circle/></svg>"}))
    assert drawing.data["image/svg+xml"] == "<svg><circle/></svg>"  # the template shows it in an img element
    formula = shown(displayed({"text/latex": r"$\displaystyle x^2$"}))
    assert "msup" in Page(formula.data["text/html"]).tags


def test_a_widget_or_script_is_shown_as_the_text_that_came_with_it():
    widget = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "1"},
        "text/plain": "IntSlider(value=3)",
    }
    assert shown(displayed(widget)).data == {"text/plain": "IntSlider(value=3)"}
    alone = shown(displayed({"application/javascript": "run()"})).data["text/plain"]
    assert alone == "[an output that is not shown here: application/javascript]"


@pytest.mark.parametrize(
    "output",
    [
        new_output("stream", text="x" * 10_000_000),
        new_output("error", ename="E", evalue="e", traceback=["x" * 10_000_000]),
        displayed({"text/plain": "x" * 10_000_000}),
        displayed({"text/html": "<p>x" * 1_000_000}),
    ],
)
def test_a_huge_output_is_cut(output):
    assert len(nbformat.writes(new_notebook(cells=[new_code_cell("", outputs=[shown(output)])]))) < 200_000


def test_a_huge_table_is_shown_as_the_text_that_came_with_it():
    found = shown(displayed({"text/html": "<td>5</td>" * 100_000, "text/plain": "5 5 5 ..."}))
    assert found.data == {"text/plain": "5 5 5 ..."}


def test_raw_cells_metadata_and_names_are_no_markup():
    raw, hidden, forged = harmless(
        new_raw_cell("<script>run()</script>", metadata={"raw_mimetype": "text/html"}),
        new_markdown_cell("text", metadata={"transient": "of another kind", "tags": ["remove_cell"]}),
        new_markdown_cell("text", metadata={"nbgrader": {"grade_id": '"><script>', "solution": True}}),
    )
    assert raw.cell_type == "markdown"
    assert "<script>" in check_harmless(raw.source).words
    assert hidden.metadata == {}
    assert forged.metadata == {}
    resources = {"student": "<b>", "last_name": "<i>", "index": 0}
    _, found = MakeHarmless().preprocess(new_notebook(metadata={"widgets": {}, "title": "<b>"}), resources)
    assert found == {"student": "&lt;b&gt;", "last_name": "&lt;i&gt;", "index": 0}
