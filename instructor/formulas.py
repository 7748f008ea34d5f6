"""Formulas in TeX as MathML, which browsers draw by themselves: without a script, and without a network."""

import html
import re
from xml.etree.ElementTree import Element

from latex2mathml.converter import Converter

_LONGEST = 2000  # characters of a formula that is drawn
_DEFINITIONS = ("\\def", "\\newcommand", "\\renewcommand", "\\let", "\\edef", "\\gdef")
_ARG = re.compile(r"\\arg(?![a-zA-Z])")  # the one common name of a function that the converter does not know
_LABEL = re.compile(r"\\label\{[^}]*\}")
_ELEMENTS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "mphantom", "menclose"),
    *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
    *("mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mlabeledtr", "mtd"),
}
_ATTRIBUTES = {
    *("display", "displaystyle", "scriptlevel", "mathvariant", "mathsize", "notation", "linethickness"),
    *("stretchy", "fence", "form", "separator", "accent", "accentunder", "movablelimits", "largeop"),
    *("symmetric", "minsize", "maxsize", "lspace", "rspace", "width"),
    *("columnalign", "columnlines", "columnspacing", "rowlines", "rowspacing", "side"),
}


def mathml(tex: str, display: str = "inline") -> str:
    """Return a formula as MathML, or as code if it cannot be drawn.

    Parameters
    ----------
    tex : str
        Without the signs around it.
    display : {"inline", "block"}

    Returns
    -------
    str
        HTML on one line that runs nothing.
    """
    tex = tex.strip()
    # A definition that uses itself twice grows without end.
    if len(tex) <= _LONGEST and not any(command in tex for command in _DEFINITIONS):
        try:
            known = _LABEL.sub("", _ARG.sub(r"\\operatorname{arg}", tex))
            return _serialised(Converter(display=display).convert_to_element(known))
        except Exception:  # the converter has no common class for what can be wrong with a formula
            pass
    code = html.escape(tex)
    return f"<pre>{code}</pre>" if display == "block" else f"<code>{code}</code>"


def _serialised(element: Element) -> str:
    """Return an element as text.

    The converter's own function cannot be used: it turns what it has escaped back into markup, so that
    `\\text{<script>}` would be a script.
    """
    inner = _escaped(element.text) + "".join(_serialised(child) + _escaped(child.tail) for child in element)
    if element.tag not in _ELEMENTS:
        return inner
    attributes = ""
    for name, value in element.attrib.items():
        if name in _ATTRIBUTES:
            attributes += f' {name}="{_escaped(value)}"'
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def _escaped(text: str | None) -> str:
    """Return a text of the converter's, which writes characters as entities, for HTML."""
    return html.escape(html.unescape(text or ""))
