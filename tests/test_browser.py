"""`make lab` in a real browser: what a student sees first."""

import re
import shutil
import subprocess
import time

import pytest

from instructor.notebooks import ROOT

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian: apt-get install chromium)"),
    pytest.mark.skipif(
        not (ROOT / ".venv/.installed").exists(), reason="needs the environment that `make` installs"
    ),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address that `make lab` prints."""
    log = tmp_path_factory.mktemp("lab") / "log"
    arguments = "--no-browser --port=0 --allow-root"
    with log.open("w") as output:
        server = subprocess.Popen(
            ["make", "lab", f"ARGS={arguments}"],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        for _ in range(120):
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S+token=\w+", log.read_text()):
                yield found[0]
                break
            assert server.poll() is None, log.read_text()
            time.sleep(0.5)
        else:
            pytest.fail(f"no address after a minute: {log.read_text()}")
    finally:
        subprocess.run(["pkill", "-INT", "--session", str(server.pid)], check=False)
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            subprocess.run(["pkill", "-KILL", "--session", str(server.pid)], check=False)
            server.wait(20)


@pytest.fixture(scope="module")
def page(address):
    from playwright.sync_api import sync_playwright

    # Without these switches, Chromium talks to its maker at every start.
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        page = browser.new_page(viewport={"width": 1280, "height": 850})
        page.goto(address)
        page.get_by_role("heading", name="Lab 1").wait_for(timeout=60_000)
        yield page
        browser.close()


def test_lab_1_opens_without_a_dialog(page):
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.wait_for_timeout(3000)  # dialogs come late
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".Toastify__toast").count() == 0


def test_the_first_code_cell_runs(page):
    cell = page.locator(".jp-Notebook .jp-CodeCell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    page.locator(".jp-CodeCell .jp-InputArea-prompt", has_text="[1]:").first.wait_for(timeout=60_000)
    assert cell.locator(".jp-OutputArea-output").count() == 0


def test_students_have_validate_and_no_instructor_menu(page):
    assert page.get_by_role("button", name="Validate").is_visible()
    menus = page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert "File" in menus
    assert "Nbgrader" not in menus


def test_the_list_of_labs_is_one_click_away(page):
    page.locator(".jp-BreadCrumbs-home").click()
    page.locator(".jp-DirListing-itemText", has_text=re.compile("^lab1_xgboost$")).wait_for(timeout=30_000)
