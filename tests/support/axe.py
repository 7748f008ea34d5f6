"""Accessibility of a page in a browser, as far as axe-core can tell. The page is Playwright's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The levels A and AA of the Web Content Accessibility Guidelines 2.1, by axe's names.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(page: Page, context: str | dict | None = None) -> list[str]:
    """Return what axe-core finds wrong with a page as it is shown now, a sentence for each element.

    Parameters
    ----------
    page : playwright.sync_api.Page
    context : str or dict, optional
        The part of the page to look at: a CSS selector, or a dict with the keys "include" and "exclude".

    Returns
    -------
    list of str
        Empty if nothing is wrong.
    """
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [_sentence(rule, node) for rule in found for node in rule["nodes"]]


def _sentence(rule: dict, node: dict) -> str:
    """Return which rule an element breaks, where it is, and how to mend it."""
    place = " ".join(str(selector) for selector in node["target"])
    remedy = "; ".join(node["failureSummary"].splitlines()[1:]).strip()
    return f"{rule['id']} ({rule['impact']}): {place}: {remedy} {node['html'][:120]}"


# What the course writes into a notebook's page. The rest of the page is JupyterLab's.
_OURS = [".jp-RenderedMarkdown", ".jp-OutputArea-output", ".jp-InputPlaceholder"]
# JupyterLab drops the alternative text of a picture, which stands folded up below it, and gives no focus to
# a wide table.
_JUPYTERLAB_S = ("image-alt ", "scrollable-region-focusable ")


def violations_of_the_lab(page: Page) -> list[str]:
    """Return what axe-core finds wrong with an open notebook, as far as it is the course's."""
    context = {"include": [[f".jp-Notebook {part}"] for part in _OURS if page.locator(part).count()]}
    return [each for each in violations(page, context) if not each.startswith(_JUPYTERLAB_S)]
