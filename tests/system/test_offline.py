"""An installed course, used by a student and an instructor on a machine whose network reaches nobody.

Each page must look right, and nothing may even try to ask another machine: where a network is slow or
filtered, people would wait for the attempt.
"""

import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest

from instructor.course import ROOT, lab_names
from tests.support import browser as support
from tests.support import classroom, offline

pytestmark = pytest.mark.slow
without_chromium = pytest.mark.skipif(
    support.CHROMIUM is None, reason="needs Chromium (Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def network():
    """Words to put in front of a command, which then has a network without other machines."""
    try:
        with offline.network_without_others() as before:
            yield before
    except OSError as error:
        pytest.skip(f"needs a network namespace: {error}")


@pytest.fixture
def listener(tmp_path, monkeypatch):
    """Notes whom Python asks; the programs that the test starts get its variables."""
    listener = offline.Listener(tmp_path / "listener")
    for name, value in listener.variables.items():
        monkeypatch.setenv(name, value)
    return listener


@pytest.fixture
def page(network, tmp_path):
    """A page of a browser in that network, which must have no errors and ask nothing of other machines."""
    from playwright.sync_api import sync_playwright

    chromium = offline.script(tmp_path / "chromium", [*network, support.CHROMIUM])
    with sync_playwright() as playwright:
        browser = support.launch(playwright, chromium)
        page = support.new_page(browser)
        faults = support.faults(page)
        yield page
        browser.close()
    assert faults == []


def run(network, course, *words):
    """Run a command in that network, in a course's folder; gives what it printed."""
    done = subprocess.run([*network, *words], cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def drawn(page):
    """Wait for all fonts and pictures of a page, and return what could not be drawn."""
    return page.evaluate(
        """async () => {
          await document.fonts.ready;
          const fonts = [...document.fonts].filter(font => font.status === 'error').map(font => font.family);
          const pictures = [...document.images].filter(it => !it.naturalWidth).map(it => it.src);
          return [...fonts, ...pictures, ...document.querySelectorAll('mjx-merror')].map(String);
        }"""
    )


def test_this_network_reaches_nobody_and_attempts_are_noted(network, listener, tmp_path):
    ask = "import socket; socket.create_connection(({!r}, 80), timeout=60)"
    for host in ("192.0.2.1", "example.org"):
        with pytest.raises(AssertionError, match=r"unreachable|resolution|not known"):
            run(network, tmp_path, sys.executable, "-c", ask.format(host))
    assert {note.split()[0] for note in listener.asked()} == {"192.0.2.1", "example.org"}


@pytest.mark.skipif(
    not (ROOT / ".venv/.installed").exists(), reason="needs the environment that `make` installs"
)
def test_make_finds_that_everything_is_installed(network, listener):
    assert "Installing" not in run(network, ROOT, "make", "install")
    assert listener.asked() == []


def test_fetching_the_real_data_says_that_there_is_no_network(network, tmp_path, assert_one_sentence):
    fetch = [*network, sys.executable, "-m", "helpers.kdd99.fetch", "--to", str(tmp_path)]
    done = subprocess.run(fetch, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert_one_sentence(done.stderr.strip())
    assert "--from" in done.stderr


@pytest.fixture
def installed(tmp_path):
    """What JupyterLab shows a student of an installed course."""
    course = tmp_path / "course"
    left_out = shutil.ignore_patterns("workspaces", "__pycache__", ".ipynb_checkpoints")
    for name in (".jupyter", "data", "docs", "helpers", "labs"):
        shutil.copytree(ROOT / name, course / name, ignore=left_out)
    for name in ("README.md", "nbgrader_config.py", "requirements.lock"):
        shutil.copyfile(ROOT / name, course / name)
    return course


def has_formulas(path):
    """Whether there is a formula in a notebook's texts."""
    if path.suffix != ".ipynb":
        return False
    cells = nbformat.read(path, as_version=4).cells
    return any(cell.cell_type == "markdown" and "$" in cell.source for cell in cells)


@pytest.mark.browser
@without_chromium
def test_a_student_reads_and_runs_labs(installed, network, listener, page, tmp_path):
    settings = "--config=.jupyter/lab_config.py"
    lab = [sys.executable, "-m", "jupyterlab", settings, "--no-browser", "--port=0", "--allow-root"]
    with support.served(lab, installed, tmp_path / "log", network=network) as address:
        page.goto(address)
        page.get_by_role("heading", name="Anomaly Detection Labs").wait_for()
        assert drawn(page) == []
        texts = ["README.md", "labs/glossary.md", "data/README.md"]
        for path in [*texts, *(f"labs/{name}/{name}.ipynb" for name in lab_names())]:
            page.goto(address.replace("labs/README.md", path) + "&reset")  # closes the other tabs
            page.locator(".jp-RenderedMarkdown:visible h1").first.wait_for()
            if has_formulas(installed / path):
                page.locator("mjx-container").first.wait_for(state="attached")
            assert drawn(page) == []
        support.wait_for_idle_kernel(page)
        support.choose(page, "Run", "Run All Cells")
        page.get_by_text("not answered yet: write your code in place of this line").last.wait_for()
        page.get_by_role("button", name="Validate").click()
        page.locator(".jp-Dialog", has_text="not answered yet").wait_for()
        # Nothing on the page leads to where the internet is asked.
        assert page.locator("[data-id='extensionmanager.main-view']").count() == 0
        assert page.get_by_role("button", name="Notebook", exact=True).count() == 0
        page.goto("about:blank")  # what it asks of a server that has stopped is no fault
    assert listener.asked() == []


FORMULA = "Where rows form groups: $\\bar x = \\frac{1}{n} \\sum_i x_i$"
# Formgrader's pages, and what a row of each shows
PAGES = {
    "manage_assignments": "tiny",
    "gradebook": "tiny",
    "gradebook/tiny": "tiny",
    "gradebook/tiny/tiny": "Submission #1",
    "manage_students": "ada",
}


@pytest.fixture
def graded(tiny_course, network, listener, sandboxed, tmp_path):
    """A course whose class has been collected, graded and reported on in that network."""
    notebook = classroom.tiny(tiny_course, "scale", "cutoff")
    for cell in notebook.cells:
        if cell.id == "reflection1":
            cell.source = FORMULA
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("ada/tiny.ipynb", nbformat.writes(notebook))
    nbformat.write(notebook, tiny_course / "labs/tiny/tiny.ipynb")
    instructor = [sys.executable, "-m", "instructor"]
    run(network, tiny_course, *instructor, "collect", str(tmp_path / "export.zip"), "--lab", "tiny")
    run(network, tiny_course, *instructor, "autograde")
    run(network, tiny_course, sys.executable, "-m", "nbgrader", "generate_feedback", "tiny", "--force")
    run(network, tiny_course, *instructor, "report")
    opener = offline.script(tmp_path / "opener", ["true"])
    run(network, tiny_course, "env", f"BROWSER={opener} %s", *instructor, "grade-mine", "--lab", "tiny")
    assert listener.asked() == []
    return tiny_course


@pytest.mark.browser
@without_chromium
def test_an_instructor_grades_a_class(graded, network, listener, page, tmp_path):
    with support.formgrader(graded, tmp_path / "log", network) as address:
        support.open_submission(page, address, graded, "ada")
        check_formula(page)
        # The keyboard works: Formgrader's script did not wait for a library in vain.
        page.wait_for_function("document.activeElement.classList.contains('tabbable')")
        for name, shown in PAGES.items():
            page.goto(f"{address.partition('/lab')[0]}/formgrader/{name}")
            page.locator("tbody tr", has_text=shown).first.wait_for()
            assert drawn(page) == []
        page.goto(address)
        page.get_by_role("tab", name="Launcher").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.get_by_text("official Jupyter news").count() == 0
        assert page.locator("[data-id='extensionmanager.main-view']").count() == 0
        page.goto((graded / "grading/feedback/ada/tiny/tiny.html").as_uri())
        check_formula(page)
        page.goto((graded / "grading/report.html").as_uri())
        assert page.get_by_role("heading", name="Class report").is_visible()
        assert drawn(page) == []
    assert listener.asked() == []


def check_formula(page):
    """See that the formula in the reflection is drawn, a fraction on two lines."""
    assert page.locator("math mfrac").bounding_box()["height"] > 10
    assert drawn(page) == []
