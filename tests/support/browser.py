"""JupyterLab in a real browser: serve it, open a notebook, run a cell. The page is Playwright's."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from nbgrader.api import Gradebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, Request

CHROMIUM = shutil.which("chromium")
MAKE_LAB = ["make", "lab", "ARGS=--no-browser --port=0 --allow-root"]
PATIENCE = 900  # seconds until a wait counts as a hang; no machine is so slow

# Without these switches, Chromium talks to its maker at every start.
_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


# What every page may load: from JupyterLab on this machine, from a file, from itself.
_OURS = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost):|(file|data|blob|about):")


def launch(playwright: Playwright, executable: str | Path | None = CHROMIUM) -> Browser:
    """Start Chromium."""
    return playwright.chromium.launch(executable_path=executable, args=_SWITCHES, timeout=PATIENCE * 1000)


def new_page(browser: Browser) -> Page:
    """Open a page 1280 pixels wide that waits for what it is asked for, however slow the machine is."""
    page = browser.new_page(viewport={"width": 1280, "height": 850})
    page.set_default_timeout(PATIENCE * 1000)
    return page


def faults(page: Page) -> list[str]:
    """Return a list that gets, from now on, the errors of a page's scripts and its requests to elsewhere.

    A request counts even if nothing comes of it, because there is no network.
    """
    found: list[str] = []

    def note_error(said: ConsoleMessage) -> None:
        if said.type == "error":
            found.append(f"{said.text} ({said.location.get('url')})")

    def note_request(request: Request) -> None:
        if not _OURS.match(request.url):
            found.append(f"asked for {request.url}")

    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", note_error)
    page.on("request", note_request)
    return found


@contextlib.contextmanager
def served(
    command: Sequence[str],
    folder: Path,
    log: Path,
    environment: Mapping[str, str] | None = None,
    network: Sequence[str] = (),
):
    """Run a command that starts JupyterLab, and stop JupyterLab at the end of the `with` block.

    Parameters
    ----------
    command : list of str
        `MAKE_LAB`, say.
    folder : pathlib.Path
        Where to run it.
    log : pathlib.Path
        The file that receives everything the command prints.
    environment : mapping of str to str, optional
        Of the command, if it is not to be this process's.
    network : list of str, optional
        Words before a command, which run it in a network of its own; see `offline.network_without_others`.

    Yields
    ------
    str
        The address that JupyterLab prints, with its token. It answers there.
    """
    if environment is None:
        environment = os.environ | {"JUPYTER_CONFIG_DIR": str(folder.parent / "no-settings-of-the-user")}
    with log.open("w") as output:
        server = psutil.Popen(
            [*network, *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield _address(server, log, network)
    finally:
        _stop(server)


def _address(server: psutil.Popen, log: Path, network: Sequence[str]) -> str:
    """Wait until the server has printed its address, and then until it listens there, which comes later."""
    latest = time.monotonic() + PATIENCE
    while True:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\S*\?token=\w+", log.read_text())
        if found and _listens(int(found[1]), network):
            return found[0]
        assert server.poll() is None, f"JupyterLab did not start: {log.read_text()}"
        assert time.monotonic() < latest, f"JupyterLab does not answer: {log.read_text()}"
        time.sleep(0.1)


def _listens(port: int, network: Sequence[str]) -> bool:
    probe = f"import socket; socket.create_connection(('127.0.0.1', {port}))"
    done = subprocess.run([*network, sys.executable, "-c", probe], capture_output=True, check=False)
    return done.returncode == 0


def _stop(server: psutil.Popen) -> None:
    """End the server, its kernels, and the `make` that it may have been started by."""
    processes = [server]
    with contextlib.suppress(psutil.NoSuchProcess):
        processes += server.children(recursive=True)
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGINT)
    _, left = psutil.wait_procs(processes, timeout=60)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=PATIENCE)


def jupyterlab(settings: str) -> list[str]:
    """Return the command that starts this environment's JupyterLab with some settings; see `served`."""
    options = [f"--config={settings}", "--no-browser", "--port=0", "--allow-root"]
    return [sys.executable, "-m", "jupyterlab", *options]


def formgrader(course: Path, log: Path, network: Sequence[str] = ()):
    """Serve a course as the instructor's guide says; see `served`."""
    (course / ".jupyter").mkdir(exist_ok=True)
    return served(jupyterlab("instructor/lab_config.py"), course, log, network=network)


def open_submission(page: Page, address: str, course: Path, student: str) -> None:
    """Open a student's submission in Formgrader, and wait until it has all points and comments."""
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db") as gradebook:
        number = gradebook.find_submission_notebook("tiny", "tiny", student).id
    page.goto(address)  # with the token
    page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").wait_for()
    shown = page.goto(f"{address.partition('/lab')[0]}/formgrader/submissions/{number}/")
    assert shown.ok
    page.wait_for_function("window.formgrader?.grades?.loaded && formgrader.comments?.loaded")


def open_notebook(page: Page, address: str, path: str) -> None:
    """Open a notebook, by its path in the course, and wait until its kernel is idle.

    No other notebook is open then, whose kernel the status bar could mean.
    """
    server, token = re.fullmatch(r"(http://[^/]+)/.*(\?token=\w+)", address).groups()
    page.goto(f"{server}/lab/tree/{path}{token}&reset")
    page.locator(".jp-Notebook:visible .jp-MarkdownCell h1").first.wait_for()
    wait_for_idle_kernel(page)


def wait_for_idle_kernel(page: Page) -> None:
    """Wait until the status bar says that the kernel has nothing to do."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def choose(page: Page, menu: str, entry: str) -> None:
    """Choose an entry of a menu; both are regular expressions for the whole label."""
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$")).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{entry}$")).click()


def choose_theme(page: Page, name: str) -> None:
    """Choose one of JupyterLab's themes."""
    choose(page, "Settings", "Theme")
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{name}$")).click()
    page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)


def cell_with(page: Page, text: str) -> Locator:
    """Return the first code cell that has some text."""
    return page.locator(".jp-Notebook:visible .jp-CodeCell", has_text=text).first


def run_cell(page: Page, cell: Locator, code: str | None = None) -> None:
    """Click into a cell, type other code if there is any, and run it with the keyboard."""
    cell.locator(".cm-content").click()
    if code is not None:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")


def run_cell_and_test(page: Page, cell: Locator, code: str) -> Locator:
    """Type an answer into a cell, run it and the test below with the keyboard; return the test's cell.

    The arrow keys would pass over the test, because it is folded up.
    """
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")  # which goes on to the next cell
    test = page.locator(".jp-Notebook:visible .jp-Cell.jp-mod-active", has_text="Test of Exercise")
    test.wait_for()
    page.keyboard.press("Control+Enter")
    test.locator(".jp-OutputArea-output").first.wait_for()
    wait_for_idle_kernel(page)
    return test


def wait_for_last_cell(page: Page) -> None:
    """Wait until a lab's last cell, which names the Validate button, has been run and the kernel rests."""
    page.locator(".jp-OutputArea-output", has_text="Press Validate").wait_for(state="attached")
    wait_for_idle_kernel(page)
