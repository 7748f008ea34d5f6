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
from tests.system import test_browser

LAB = "labs/lab1_xgboost/lab1_xgboost.ipynb"


def measure(folder):
    """Clone, `make lab`, run the first cell of Lab 1; then `make lab` again. Return the seconds of both."""
    start, course = time.perf_counter(), folder / "course"
    subprocess.run(["git", "clone", "--quiet", ROOT, course], check=True)
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=test_browser.CHROMIUM, args=quiet)
        with test_browser.served(test_browser.MAKE_LAB, course, folder / "log") as (address, _):
            page = browser.new_page()
            test_browser.open_notebook(page, address, LAB)
            test_browser.run_cell(page, test_browser.cell_with(page, "import helpers"))
            page.locator(".jp-InputPrompt", has_text="[1]:").first.wait_for()
            first = time.perf_counter() - start
    with test_browser.served(test_browser.MAKE_LAB, course, folder / "log") as (_, again):
        return first, again


def load(source, folder):
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
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    times = []
    for _ in range(args.repeats):
        with tempfile.TemporaryDirectory() as folder:
            if args.cold:
                os.environ |= {"UV_CACHE_DIR": f"{folder}/cache", "PIP_NO_CACHE_DIR": "1"}
            times.append(measure(Path(folder)))
    for what, seconds in zip(
        ("clone to first cell", "make lab again"), zip(*times, strict=True), strict=True
    ):
        print(f"{what}: median {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f})")
    for source in FILES:
        with tempfile.TemporaryDirectory() as folder:
            seconds = load(source, folder)
        if seconds:
            print(f"load the {source} training file: {seconds[0]:.2f} s, from the cache {seconds[1]:.2f} s")


if __name__ == "__main__":
    main()
