"""How long it takes from `git clone` to the first executed cell, to start again, and to load the data.

python -m benchmarks.start_up [--cold] [--repeats 3]
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from helpers import load_kdd99
from helpers.kdd99.files import FILES, real_dir
from instructor.course import DATA, ROOT
from tests.support import browser

LAB = "labs/lab1_xgboost/lab1_xgboost.ipynb"


def first_cell(course: Path) -> float:
    """Clone the course, `make lab`, run the first cell of Lab 1; return the seconds that it took."""
    start = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", ROOT, course], check=True)
    with (
        sync_playwright() as playwright,
        browser.launch(playwright) as chromium,
        browser.served(browser.MAKE_LAB, course, course.parent / "log") as address,
    ):
        page = browser.new_page(chromium)
        browser.open_notebook(page, address, LAB)
        browser.run_cell(page, browser.cell_with(page, "import helpers"))
        page.locator(".jp-InputPrompt", has_text="[1]:").first.wait_for()
        return time.perf_counter() - start


def start_again(course: Path) -> float:
    """Return the seconds that `make lab` takes in an installed course, until JupyterLab answers."""
    start = time.perf_counter()
    with browser.served(browser.MAKE_LAB, course, course.parent / "log"):
        return time.perf_counter() - start


def summary(what: str, seconds: list[float]) -> str:
    """Return median and range of some durations, as a line of text."""
    return f"{what}: median {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f})"


def load(source: str, folder: str) -> list[float] | None:
    """Load the training file, parsed and then cached. Return the seconds of both, or None without it."""
    origin = {"bundled": DATA, "real": real_dir()}[source] / FILES[source]["train"]
    if not origin.exists():
        return None
    shutil.copy(origin, folder)
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        load_kdd99("train", source, folder)
        seconds.append(time.perf_counter() - start)
    return seconds


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cold", action="store_true", help="with no package in a cache")
    parser.add_argument("--repeats", type=int, default=3, help="(default: %(default)s)")
    args = parser.parse_args()
    first, again = [], []
    for _ in range(args.repeats):
        with tempfile.TemporaryDirectory() as folder:
            if args.cold:
                os.environ |= {"UV_CACHE_DIR": f"{folder}/cache", "PIP_NO_CACHE_DIR": "1"}
            course = Path(folder, "course")
            first.append(first_cell(course))
            again.append(start_again(course))
    print(summary("clone to first cell", first))
    print(summary("make lab again", again))
    for source in FILES:
        with tempfile.TemporaryDirectory() as folder:
            seconds = load(source, folder)
        if seconds:
            print(f"load the {source} training file: {seconds[0]:.2f} s, from the cache {seconds[1]:.2f} s")


if __name__ == "__main__":
    main()
