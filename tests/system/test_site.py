"""The course's website: complete, silent about the tests and rubrics, and usable by everybody, offline.

What a page looked like when its test failed is in tests/screenshots/.
"""

import json
import re

import nbformat
import pytest

from instructor.authoring import website
from instructor.course import ROOT, lab_names, script_path
from tests.support import axe
from tests.support import browser as support
from tests.support.html_pages import read_pages

REPOSITORY = "https://github.com/example/anomaly-detection-labs"
# What stands between these lines is for graders alone.
SECRET = re.compile(r"BEGIN (?:HIDDEN TESTS|MARK SCHEME)[^\n]*\n(.*?)END ", re.S)
VARIED = ["index", "labs/lab1_xgboost/lab1_xgboost", "labs/glossary", "instructor/README"]
WIDTH = "document.documentElement.scrollWidth"
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
pytestmark = pytest.mark.slow
every_lab = pytest.mark.parametrize("lab", lab_names())


def in_browser(test):
    """Mark a test that needs Chromium."""
    reason = "needs Chromium (Debian: apt-get install chromium)"
    return pytest.mark.browser(pytest.mark.skipif(support.CHROMIUM is None, reason=reason)(test))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the website, built without a warning."""
    folder = tmp_path_factory.mktemp("website") / "site"
    website.build(folder, REPOSITORY)
    return folder.resolve()


@pytest.fixture(scope="module")
def pages(site):
    return read_pages(site)


def solution(lab):
    return nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4)


def page_of(lab, site, pages):
    return pages[site / "labs" / lab / f"{lab}.html"]


def secrets():
    """The texts of all hidden tests and rubrics."""
    return "\n".join(
        part for lab in lab_names() for cell in solution(lab).cells for part in SECRET.findall(cell.source)
    )


def published():
    """The texts of the course that are not secret."""
    cells = (cell.source for lab in lab_names() for cell in solution(lab).cells)
    texts = (path.read_text(encoding="utf-8") for pattern in website.PAGES for path in ROOT.glob(pattern))
    return "\n".join([*(SECRET.sub("", cell) for cell in cells), *texts])


def lines(text):
    """The lines of a text that say something, without marks of Markdown."""
    stripped = (re.sub(r"[*`\s]+", " ", line).strip(" -") for line in text.splitlines())
    return {line for line in stripped if len(line) > 10}


def words(text):
    """Words that the search index keeps as they are: names with an underscore, as programs have them."""
    return set(re.findall(r"\b[a-z0-9]*_\w{4,}", text.lower()))


def texts_of(site, pages):
    """What a reader can get to read, by file."""
    found = {path: page.text for path, page in pages.items()}
    for path in site.rglob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        found[path] = "\n".join(cell.source for cell in cells)
    return found


def test_every_link_leads_to_a_page_and_a_place_in_it(pages):
    assert len(pages) > 15
    broken = {str(path): page.broken_links(pages) for path, page in pages.items()}
    assert {path: links for path, links in broken.items() if links} == {}


def test_no_page_of_text_is_left_out(site, pages):
    written = {path.relative_to(site).with_suffix("").as_posix() for path in pages}
    expected = {"index", "labs/README", "labs/glossary", "data/README", "instructor/README"}
    expected |= {"docs/installing", "docs/self-study"} | {f"labs/{lab}/{lab}" for lab in lab_names()}
    assert expected <= written
    assert not list(site.rglob("*.md"))


def test_no_hidden_test_and_no_rubric_is_published(site, pages):
    secret = lines(secrets()) - lines(published())
    assert len(secret) > 100
    for path, text in texts_of(site, pages).items():
        assert not lines(text) & secret, path


def test_the_search_knows_no_hidden_test(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    secret = words(secrets()) - words(published())
    assert len(secret) > 20
    assert not secret & set(terms)
    assert words(published()) & set(terms)


def test_there_is_nothing_to_download_but_the_students_notebooks(site):
    downloads = {path.name: path.read_bytes() for path in site.glob("_downloads/*/*")}
    assert set(downloads) == {"LICENSE", *(f"{lab}.ipynb" for lab in lab_names())}
    for lab in lab_names():
        assert downloads[f"{lab}.ipynb"] == (ROOT / "labs" / lab / f"{lab}.ipynb").read_bytes()


@every_lab
def test_answers_tests_and_hints_are_folded(lab, site, pages):
    cells = solution(lab).cells
    shown = "\n".join(cell.source for cell in cells if not role(cell))
    folded = "\n".join(SECRET.sub("", cell.source) for cell in cells if role(cell))
    page = page_of(lab, site, pages)
    assert not (lines(folded) - lines(shown)) & lines(page.open)
    summaries = [summary.strip() for summary, _ in page.folded]
    for name in ("Answer", "Test", "Model answer"):
        assert summaries.count(name) == [role(cell) for cell in cells].count(name)
    assert summaries.count("Hint") == shown.count("<summary>Hint</summary>")


def role(cell):
    """Under which line a page folds a cell of a solution, or None."""
    settings = cell.metadata.get("nbgrader", {})
    if settings.get("solution"):
        return "Model answer" if settings["grade"] else "Answer"
    return "Test" if settings.get("grade") else None


@every_lab
def test_answers_are_there_to_be_unfolded(lab, site, pages):
    folded = [lines(text) for summary, text in page_of(lab, site, pages).folded if summary == "Answer"]
    cells = [cell for cell in solution(lab).cells if role(cell) == "Answer"]
    assert folded == [lines(re.sub(r".*### .*", "", cell.source)) for cell in cells]


@every_lab
def test_pictures_are_shown_with_their_alternatives(lab, site, pages):
    cells = [cell for cell in solution(lab).cells if cell.cell_type == "code"]
    outputs = [output for cell in cells for output in cell.outputs if "image/png" in output.get("data", {})]
    (opening,) = re.findall(r"!\[(.+)\]\[opening\]", solution(lab).cells[0].source)
    expected = [opening.split(), *(output.metadata["image/png"]["alt"].split() for output in outputs)]
    assert [picture["alt"].split() for picture in page_of(lab, site, pages).pictures] == expected


@every_lab
def test_a_lab_opens_in_colab_and_can_be_downloaded(lab, site, pages):
    links = page_of(lab, site, pages).links
    colab = "https://colab.research.google.com/github/example/anomaly-detection-labs/blob/main/labs"
    assert f"{colab}/{lab}/{lab}.ipynb" in links
    assert [link for link in links if re.search(rf"/_downloads/\w+/{lab}\.ipynb$", link)]


def address(site, name):
    return (site / f"{name}.html").as_uri()


@in_browser
def test_no_page_has_errors_or_asks_another_machine(site, pages, new_page):
    with new_page() as page:
        for path in pages:
            page.goto(path.as_uri())
        assert page.evaluate("document.fonts.status") == "loaded"


@in_browser
def test_formulas_are_drawn(site, new_page):
    with new_page() as page:
        page.goto(address(site, "labs/lab0_foundations/lab0_foundations"))
        formulas = page.locator("math")
        assert formulas.count() > 50
        assert formulas.locator("mfrac").first.bounding_box()["height"] > 20


@in_browser
def test_the_search_works_without_a_server(site, new_page):
    with new_page() as page:
        page.goto(address(site, "index"))
        page.get_by_placeholder("Search").fill("percentile")
        page.keyboard.press("Enter")
        page.locator("#search-results a", has_text="Glossary").click()
        page.locator("h1", has_text="Glossary").wait_for()


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_no_wider_than_the_screen(width, scheme, site, pages, new_page):
    everywhere = [site / f"{name}.html" for name in VARIED]
    with new_page(width, scheme) as page:
        for path in pages if (width, scheme) == (1280, "light") else everywhere:
            page.goto(path.as_uri())
            assert page.evaluate(WIDTH) <= width, path
            page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
            page.evaluate(TWO_FRAMES)  # in which the page's script notices what scrolls now
            assert axe.violations(page) == [], path
            assert page.evaluate(WIDTH) <= width, path
