"""Pages in Chromium, for the tests that need one.

What a page looked like when its test failed is in tests/screenshots/.
"""

import contextlib

import pytest

from instructor.course import ROOT
from tests.support import browser as support

SCREENSHOTS = ROOT / "tests" / "screenshots"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = support.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, request):
    """A way to open a page that must have no errors and ask nothing of other machines."""

    @contextlib.contextmanager
    def opened(width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme)
        page = context.new_page()
        page.set_default_timeout(support.PATIENCE * 1000)
        faults = support.faults(page)
        try:
            yield page
            assert faults == []
        except BaseException:
            SCREENSHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png")
            raise
        finally:
            context.close()

    return opened
