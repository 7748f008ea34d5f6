"""Sphinx's settings for the course's website, which `make site` builds.

Nothing in a page may come from another machine: no fonts, no scripts, no formulas that a script draws.
"""

from docutils.nodes import Element, SkipNode
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from instructor.formulas import mathml

project = "Anomaly Detection Labs"
html_title = project
html_short_title = project
language = "en"

extensions = ["myst_nb"]
# README.md is the start page, which index.md includes; notebooks/ has what readers download.
exclude_patterns = ["README.md", "notebooks"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3  # the same anchors as on GitHub
nb_execution_mode = "off"  # the solutions have their outputs
nb_ipywidgets_js = {}  # these would come from other machines
nb_merge_streams = True

html_theme = "furo"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_use_index = False
html_show_sourcelink = False
html_show_copyright = False
html_math_renderer = "mathml"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def setup(app: Sphinx) -> None:
    """Let browsers draw the formulas by themselves."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))


def _inline(translator: HTML5Translator, node: Element) -> None:
    translator.body.append(_drawn(node, "inline"))
    raise SkipNode


def _block(translator: HTML5Translator, node: Element) -> None:
    translator.body.append(f'<div class="math">{_drawn(node, "block")}</div>\n')
    raise SkipNode


def _drawn(node: Element, display: str) -> str:
    """Return a formula as MathML; one that cannot be drawn is a warning, which ends the build."""
    formula = mathml(node.astext(), display)
    if not formula.startswith("<math"):
        logging.getLogger(__name__).warning("cannot draw the formula %s", node.astext(), location=node)
    return formula
