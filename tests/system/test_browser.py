"""The course in a real browser, as a student, an instructor and a self-learner meet it."""

import contextlib
import re
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from instructor.authoring import student_kit as kit
from instructor.course import ROOT
from tests.support import axe, classroom, exercises, hostile_texts
from tests.support import browser as support
from tests.support.browser import (
    MAKE_LAB,
    cell_with,
    choose,
    choose_theme,
    formgrader,
    jupyterlab,
    open_notebook,
    open_submission,
    run_cell,
    run_cell_and_test,
    served,
    wait_for_idle_kernel,
    wait_for_last_cell,
)

LAB = "lab1_xgboost"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(support.CHROMIUM is None, reason="needs Chromium (Debian: apt-get install chromium)"),
    pytest.mark.skipif(
        not (ROOT / ".venv/.installed").exists(), reason="needs the environment that `make` installs"
    ),
]


def problems_of_the_page(page):
    """What is wider than the notebook, not drawn or not typeset, in words."""
    return page.evaluate(
        """() => {
          const found = [], panel = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer');
          if (document.documentElement.scrollWidth > 1280) found.push('the page is wider than 1280 pixels');
          if (panel.scrollWidth > panel.clientWidth) found.push('a cell is wider than the notebook');
          for (const picture of document.querySelectorAll('.jp-Notebook img'))
            if (!picture.complete || !picture.naturalWidth) found.push('a picture is not drawn');
          if (document.querySelector('.jp-Notebook mjx-merror')) found.push('a formula is not typeset');
          return found;
        }"""
    )


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    """The students' kit, unpacked, with a solved copy of Lab 1 beside the lab."""
    folder = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(kit.write(folder / "kit.zip")) as archive:
        archive.extractall(folder)
    course = folder / "anomaly-detection-labs"
    solved = classroom.answered(LAB, classroom.reference(LAB, exercises.auto_graded(LAB)))
    nbformat.write(solved, course / "labs" / LAB / "solved.ipynb")
    return course


# Keeps in `shown` what dialogs and passing messages said, from the moment the page opens.
NOTE_DIALOGS = """
  window.shown = [];
  new MutationObserver(() => {
    const found = document.querySelector('.jp-Dialog, .Toastify__toast');
    if (found) window.shown.push(found.innerText);
  }).observe(document, {childList: true, subtree: true});
"""


def test_a_student_starts_a_lab_and_answers_the_first_exercise(student, new_page, tmp_path):
    with served(MAKE_LAB, student, tmp_path / "first"):
        assert "Installing into" in (tmp_path / "first").read_text()
    with served(MAKE_LAB, student, tmp_path / "second") as address, new_page() as page:
        assert "Installing into" not in (tmp_path / "second").read_text()
        page.add_init_script(NOTE_DIALOGS)
        page.goto(address)

        # The start page shows the labs in order, with one line each.
        page.get_by_role("heading", name="Anomaly Detection Labs").wait_for()
        rows = page.locator(".jp-RenderedMarkdown table").first.locator("tbody tr")
        links = rows.locator("td:nth-child(1) a")
        assert [re.sub(r"\W+", "", name)[:4] for name in links.all_inner_texts()] == [
            *("Lab0", "Lab1", "Lab2", "Lab3"),
            "Asse",
        ]
        assert all(len(line) > 20 for line in rows.locator("td:nth-child(2)").all_inner_texts())

        # Lab 1 opens.
        links.nth(1).click()
        page.get_by_role("heading", name="Lab 1", exact=False).first.wait_for()
        wait_for_idle_kernel(page)
        opening = page.get_by_role("img", name=re.compile(r"^Three panels: "))
        assert opening.evaluate("picture => picture.complete && picture.naturalWidth > 900")
        menus = page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
        assert "Run" in menus
        assert "Nbgrader" not in menus

        # All cells run up to the first exercise, which says what to do.
        choose(page, "Run", "Run All Cells")
        page.get_by_text("not answered yet: write your code in place of this line").last.wait_for()
        wait_for_idle_kernel(page)
        exercise = cell_with(page, "def binary_labels(labels)")
        answer = exercises.code_cells(LAB)["binary_labels"]

        # The test is one line. It says what is wrong in one, in the dark theme, too, and then that it passes.
        for theme in ("JupyterLab Dark", "JupyterLab Light"):
            choose_theme(page, theme)
            test = run_cell_and_test(page, exercise, "def binary_labels(labels):\n    return labels")
            assert test.locator(".cm-content").count() == 0
            assert (
                test.locator(".jp-InputPlaceholder").inner_text().startswith("# Test of Exercise 1 · run me")
            )
            (message,) = test.locator(".jp-OutputArea-output").all_inner_texts()
            assert re.fullmatch(r"✗ Exercise 1: \S.*", message.strip())
            assert axe.violations_of_the_lab(page) == []
        test = run_cell_and_test(page, exercise, answer)
        (message,) = test.locator(".jp-OutputArea-output").all_inner_texts()
        assert message.strip() == "✓ Exercise 1: visible tests passed (3 points, with the hidden tests)"

        # Where one stands.
        run_cell(page, cell_with(page, "helpers.progress()"))
        table = page.get_by_role("table", name="Tests as they last ran")
        table.wait_for()
        assert table.get_by_role("row", name=re.compile(r"Exercise 1 · .* 3 ✓ passed")).count() == 1
        assert table.get_by_role("row", name=re.compile(r"Exercise 2 · .* not answered yet")).count() == 1
        assert table.get_by_role("row", name=re.compile(r"Reflection 1 · .* not written yet")).count() == 1
        page.get_by_text("Next: write Reflection 1, and save the notebook.").wait_for()
        assert axe.violations_of_the_lab(page) == []

        # No dialog and no message came up on the way: they come late, so this is the last look.
        assert page.evaluate("shown") == []

        # Validate names the other exercises, and not this one.
        page.get_by_role("button", name="Validate").click()
        dialog = page.locator(".jp-Dialog")
        dialog.wait_for()
        said = dialog.inner_text()
        assert "not answered yet" in said
        assert "binary_labels" not in said
        assert "similarity" in said
        dialog.get_by_role("button").last.click()


SETTINGS = ".jupyter/lab_config.py"


def copy_of(folder, *parts):
    """Copy parts of the course, and what its settings of JupyterLab read."""
    for part in (".jupyter", "helpers", *parts):
        ignored = shutil.ignore_patterns("workspaces", "__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    shutil.copyfile(ROOT / "requirements.lock", folder / "requirements.lock")
    return folder


def test_a_student_answers_an_exercise_with_the_keyboard_alone(new_page, tmp_path):
    course = copy_of(tmp_path / "course", "labs")
    with served(jupyterlab(SETTINGS), course, tmp_path / "log") as address, new_page() as page:
        # The start page has the focus, so that its links come first.
        page.goto(address)
        page.locator(".jp-MarkdownViewer:focus").wait_for()
        tab_to(page, "Lab 1")
        page.keyboard.press("Enter")

        # So has the notebook that opens.
        page.locator(".jp-Notebook .jp-Cell:focus", has_text="Lab 1").wait_for()
        wait_for_idle_kernel(page)
        arrow_to(page, "import helpers")
        page.keyboard.press("Shift+Enter")
        wait_for_idle_kernel(page)
        arrow_to(page, "Exercise 1")
        tab_to(page, "Hint 1")
        page.keyboard.press("Space")
        page.locator("details[open]", has_text="Hint 1").wait_for()

        arrow_to(page, "def binary_labels(labels)")
        message = type_answer_and_run_test(page, "def binary_labels(labels):\nreturn labels", "✗")
        assert re.fullmatch(r"✗ Exercise 1: \S.*", message)
        arrow_to(page, "def binary_labels(labels)", "ArrowUp")
        right = 'def binary_labels(labels):\nreturn (labels != "normal.").astype(int)'
        message = type_answer_and_run_test(page, right, "✓")
        assert message == "✓ Exercise 1: visible tests passed (3 points, with the hidden tests)"


ACTIVE = ".jp-Notebook:visible .jp-Cell.jp-mod-active"


def tab_to(page, text):
    """Press Tab until a link, or the line that unfolds a hint, with some text has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":is(a, summary):focus", has_text=text).count():
            return
    raise AssertionError(f"Tab does not lead to {text}")


def arrow_to(page, text, key="ArrowDown"):
    """Press an arrow key until the cell that is active, and has the focus, has a text."""
    for _ in range(30):
        page.keyboard.press(key)
        if page.locator(ACTIVE, has_text=text).count():
            page.locator(f"{ACTIVE}:focus").wait_for()
            return
    raise AssertionError(f"{key} does not lead to {text}")


def type_answer_and_run_test(page, code, sign):
    """Type an answer in place of the active cell's, run it and its test, and return what the test says.

    It says something with that sign: what it said before may still be there.

    JupyterLab indents the lines. Arrow keys would pass over the test, because it is folded up.
    """
    page.keyboard.press("Enter")
    page.locator(f"{ACTIVE} .cm-content:focus").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type(code)
    page.keyboard.press("Shift+Enter")
    page.locator(f"{ACTIVE}:focus", has_text="Test of Exercise 1").wait_for()
    page.keyboard.press("Shift+Enter")
    page.locator(f"{ACTIVE}:focus", has_text="Exercise 2").wait_for()
    said = page.locator(".jp-OutputArea-output", has_text=f"{sign} Exercise 1")
    said.wait_for()
    expect(said).to_be_in_viewport()  # nobody has to scroll
    return said.inner_text().strip()


def test_a_student_restarts_the_kernel_and_runs_a_finished_lab(student, new_page, tmp_path):
    with served(MAKE_LAB, student, tmp_path / "log") as address, new_page() as page:
        open_notebook(page, address, f"labs/{LAB}/solved.ipynb")
        # A kernel that is restarted while it starts may leave the page waiting for ever.
        run_cell(page, cell_with(page, "import helpers"))
        page.locator(".jp-InputPrompt", has_text="[1]:").first.wait_for()
        choose(page, "Kernel", "Restart Kernel and Run All Cells.*")
        page.locator(".jp-Dialog").locator(".jp-mod-accept").click()
        wait_for_last_cell(page)
        check_finished_lab(page)


def check_finished_lab(page):
    notebook = page.locator(".jp-Notebook:visible")
    # JupyterLab calls an error so, too.
    assert notebook.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert passed_tests(notebook) == len(exercises.auto_graded(LAB))
    assert notebook.locator(".jp-RenderedImage img").count() >= 9
    assert notebook.get_by_text("The figure in words").count() >= 9
    bars = notebook.get_by_text(re.compile(r"\d+%\|")).all_inner_texts()
    assert bars
    assert not [bar for bar in bars if "100%|" not in bar]
    assert notebook.locator("mjx-container").count() > 10
    assert problems_of_the_page(page) == []
    move_the_threshold(page)
    hint = notebook.locator("details", has_text="Hint").first
    assert hint.get_attribute("open") is None
    hint.locator("summary").click()
    assert hint.get_attribute("open") is not None
    hint.locator("summary").click()


def move_the_threshold(page):
    """The slider draws its figure anew, in its place, and says in words what it shows."""
    cell = cell_with(page, "helpers.threshold_slider(")
    picture, words = cell.locator(".jp-RenderedImage img"), cell.locator("details")
    assert "vertical line “threshold” at 0;" in words.text_content()
    drawn = picture.get_attribute("src")
    handle = cell.get_by_role("slider")
    handle.focus()
    handle.press("ArrowRight")
    patience = support.PATIENCE * 1000
    expect(picture).not_to_have_attribute("src", drawn, timeout=patience)
    expect(words).not_to_contain_text("“threshold” at 0;", timeout=patience)
    assert picture.count() == words.count() == 1


PASSED = ": visible tests passed ("


def passed_tests(notebook):
    return notebook.locator(".jp-OutputArea-output", has_text=PASSED).count()


@pytest.fixture(scope="module")
def _graded_course(tmp_path_factory, _released_tiny_course, sandboxed):
    course = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(_released_tiny_course, course, symlinks=True)
    for student, words in {"ada": "Where normal rows form two groups.", "ben": ""}.items():
        notebook = classroom.tiny(course, "scale", "cutoff", "counts", "detect", "by_service")
        for cell in notebook.cells:
            if cell.id == "reflection1" and words:
                cell.source = words
        classroom.submit(course, student, "tiny", notebook)
    done = classroom.run(course, "autograde")
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture
def graded(tmp_path, _graded_course):
    """A course of its own with two graded submissions, of which one has a reflection to read."""
    return shutil.copytree(_graded_course, tmp_path / "course", symlinks=True)


def test_an_instructor_grades_a_reflection_by_hand(graded, new_page, tmp_path):
    with formgrader(graded, tmp_path / "log") as address, new_page() as page:
        page.goto(address)
        page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").wait_for()
        page.goto(f"{address.partition('/lab')[0]}/formgrader/gradebook/tiny/tiny")
        rows = page.locator("tbody tr", has_text="Submission #")
        rows.first.wait_for()
        assert rows.count() == 2
        rows.first.get_by_role("link").first.click()

        # The rubric stands above the answer.
        rubric = page.get_by_text("where normal rows form several groups, an anomaly between them")
        rubric.wait_for()
        score, comment = page.locator("#reflection1"), page.locator("#reflection1-comment")
        assert rubric.bounding_box()["y"] < score.bounding_box()["y"]
        page.wait_for_function("window.formgrader?.grades?.loaded && formgrader.comments?.loaded")
        for field, value in ((score, "17"), (comment, "A good point, with two groups.")):
            with page.expect_response(lambda response: response.request.method == "PUT"):
                field.fill(value)
                field.press("Tab")

    with Gradebook(f"sqlite:///{graded}/grading/gradebook.db") as gradebook:
        given = {
            student: gradebook.find_submission_notebook("tiny", "tiny", student).written_score
            for student in ("ada", "ben")
        }
    (student,) = [name for name, points in given.items() if points == 17]
    nbgrader = [sys.executable, "-m", "nbgrader", "generate_feedback", "tiny", "--force"]
    subprocess.run(nbgrader, cwd=graded, capture_output=True, check=True)
    with new_page() as page:
        page.goto((graded / f"grading/feedback/{student}/tiny/tiny.html").as_uri())
        assert page.get_by_text("A good point, with two groups.").first.is_visible()
        assert page.get_by_text("97.0 / 100").first.is_visible()


@pytest.fixture
def hostile(graded):
    """A course with a hostile notebook, and a hostile name; gives the course and what notes that it ran."""
    path = graded / "grading/autograded/ada/tiny/tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    names = hostile_texts.add(notebook)
    # A picture whose address is a command to Formgrader: run the settings that the student handed in.
    notebook.cells.append(nbformat.v4.new_markdown_cell("![](/formgrader/?path=grading/submitted/ada/tiny)"))
    settings = f"open({str(graded / 'command')!r}, 'w').close()"
    (graded / "grading/submitted/ada/tiny/nbgrader_config.py").write_text(settings)
    nbformat.write(notebook, path)
    with Gradebook(f"sqlite:///{graded}/grading/gradebook.db") as gradebook:
        last_name = f'<img src="data:," onerror="{hostile_texts.noted("name")}">'
        gradebook.update_or_create_student("ada", first_name="Ada", last_name=last_name)
    return graded, {*names, "name"}


# Clicks on everything in a student's text that can be clicked; what runs then, runs before the next step.
CLICK = "document.querySelectorAll('.text_cell_render :is(a, button)').forEach(found => found.click())"


def test_nothing_of_a_student_s_runs_in_formgrader(hostile, new_page, tmp_path):
    course, _ = hostile
    with formgrader(course, tmp_path / "log") as address, new_page() as page:
        open_submission(page, address, course, "ada")
        page.evaluate(CLICK)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None
        assert not (course / "command").exists()
        # The instructor reads what the student wrote.
        assert page.get_by_text("<script>(top.ran??=[]).push('script')</script>").is_visible()
        assert page.get_by_text("Where normal rows form two groups.").is_visible()


def test_without_that_all_of_it_runs_in_formgrader(hostile, browser, tmp_path):
    course, names = hostile
    with (course / "nbgrader_config.py").open("a") as settings:
        settings.write("\nc.HTMLExporter.preprocessors = []\n")
    page = support.new_page(browser)
    with formgrader(course, tmp_path / "log") as address, contextlib.closing(page):
        open_submission(page, address, course, "ada")
        page.evaluate(CLICK)
        page.wait_for_load_state("networkidle")
        assert set(page.evaluate("window.ran")) == names
        assert (course / "command").exists()


ANSWER = """A sketch, as a picture: ![sketch](attachment:my%20sketch.png)

A formula, $\\bar x = \\frac{1}{n} \\sum_i x_i$, and one on a line:

$$\\sigma^2 = \\frac{1}{n} \\sum_i (x_i - \\bar x)^2$$

<details><summary>A hint</summary>

Hidden **words**.

</details>

[a link](https://example.org/page)
"""


@pytest.fixture
def with_pictures(graded):
    """A course in which a submission has a picture, formulas and a hint in its reflection, graded."""
    folder = graded / "grading/submitted/ada/tiny"
    notebook = nbformat.read(folder / "tiny.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.id == "reflection1":
            cell.source = ANSWER
            cell.attachments = {"my sketch.png": {"image/png": hostile_texts.PIXEL}}
    nbformat.write(notebook, folder / "tiny.ipynb")
    done = classroom.run(graded, "autograde", "--student", "ada")
    assert done.returncode == 0, done.stderr
    return graded


def check_answer(page):
    """See that everything in the reflection is drawn and works."""
    picture = page.get_by_role("img", name="sketch")
    assert picture.evaluate("picture => picture.naturalWidth") == 1
    formulas = page.locator("math")
    assert formulas.count() == 2
    assert formulas.first.locator("mfrac").bounding_box()["height"] > 10
    hint = page.locator("details", has_text="A hint")
    assert not hint.get_by_text("Hidden words").is_visible()
    hint.locator("summary").click()
    assert hint.get_by_text("Hidden words").is_visible()
    assert page.get_by_role("link", name="a link").get_attribute("href") == "https://example.org/page"


def test_pictures_formulas_and_hints_work_in_formgrader(with_pictures, new_page, tmp_path):
    with formgrader(with_pictures, tmp_path / "log") as address, new_page() as page:
        open_submission(page, address, with_pictures, "ada")
        check_answer(page)


def test_a_feedback_page_works_without_a_network(with_pictures, browser):
    with contextlib.closing(browser.new_context(offline=True)) as offline:
        page = offline.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((with_pictures / "grading/feedback/ada/tiny/tiny.html").as_uri())
        check_answer(page)
        assert axe.violations(page) == []
        assert [address for address in asked if not address.startswith(("file:", "data:"))] == []


def test_the_report_has_titles_and_text_alternatives(graded, new_page):
    assert classroom.run(graded, "report").returncode == 0
    with new_page() as page:
        page.goto((graded / "grading/report.html").as_uri())
        assert page.get_by_role("heading", name="Class report").is_visible()
        assert axe.violations(page) == []
        charts = page.locator("svg")
        assert charts.count() == 1
        assert page.get_by_role("img", name=re.compile("Distribution of grades in tiny")).is_visible()
        assert "from 80 to 90: 2" in charts.first.locator("desc").text_content()
        assert page.locator("table:not(:has(th))").count() == 0
        assert page.locator("img:not([alt])").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_self_learner_reads_a_solution_without_running_it(new_page, tmp_path):
    copy = copy_of(tmp_path / "course", f"solutions/{LAB}")
    (copy / "labs").mkdir()
    with served(jupyterlab(SETTINGS), copy, tmp_path / "log") as address, new_page() as page:
        open_notebook(page, address, f"solutions/{LAB}/{LAB}.ipynb")
        page.wait_for_function("document.querySelectorAll('.jp-RenderedImage img').length >= 9")
        notebook = page.locator(".jp-Notebook:visible")
        # JupyterLab draws the cells one after the other.
        passed = notebook.locator(".jp-OutputArea-output", has_text=PASSED)
        expect(passed).to_have_count(len(exercises.auto_graded(LAB)), timeout=support.PATIENCE * 1000)
        assert notebook.get_by_text("Model answer").count() >= 4
        assert problems_of_the_page(page) == []


def test_a_self_learner_grades_the_own_notebook(tiny_course, new_page, tmp_path):
    answers = classroom.tiny(tiny_course, "scale", "cutoff")
    nbformat.write(answers, tiny_course / "labs/tiny/tiny.ipynb")
    opener = tmp_path / "browser"
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    opener.chmod(0o755)
    mine = classroom.run(tiny_course, "grade-mine", "--lab", "tiny", BROWSER=f"{opener} %s")
    assert mine.returncode == 0, mine.stderr
    with new_page() as page:
        page.goto((tmp_path / "opened").read_text().strip())
        assert page.get_by_text("35.0 / 100").first.is_visible()
        assert page.get_by_role("row", name="Exercise 1 · Scaling 20 of 20").is_visible()
