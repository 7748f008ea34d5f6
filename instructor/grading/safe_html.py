"""Anybody's Markdown and HTML as HTML that runs nothing and loads nothing, and reads as it was meant."""

import html
import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import bleach
from bleach.css_sanitizer import CSSSanitizer
from bleach.html5lib_shim import Filter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from instructor.formulas import mathml
from instructor.grading.links import leads_elsewhere
from instructor.grading.pictures import DATA_URI, attachment_source, is_picture

# A longer text, or one with more tags, is shown as it was typed: converting it may take a minute.
LONGEST = 50_000  # characters, without pictures
_MOST_TAGS = 5_000
_NOT_SHOWN = re.compile(r"<(style|script)\b.*?</\1\s*>", re.I | re.S)  # pandas writes a style for each table
_TAGS = {
    *bleach.ALLOWED_TAGS,
    *("br", "caption", "div", "hr", "img", "p", "pre", "s", "span", "details", "summary", "u"),
    *("dd", "del", "dl", "dt", "ins", "kbd", "mark", "samp", "small", "sub", "sup", "var"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "h1", "h2", "h3", "h4", "h5", "h6"),
}
_ATTRIBUTES = {
    ("details", "open"),
    ("ol", "start"),
    *((tag, name) for tag in ("td", "th") for name in ("align", "colspan", "rowspan", "scope", "valign")),
    *(("img", name) for name in ("alt", "height", "width")),
}
# What pages are laid out and scripted by would let a text take the place of a button or a field.
_CLASSES = re.compile(r"highlight|dataframe|language-[\w+#-]+|[a-z][a-z0-9]?")
_STYLES = CSSSanitizer(
    allowed_css_properties={"background-color", "color", "font-style", "font-weight", "text-align"}
)
# No sign of Markdown is left to whoever takes the result for Markdown, as nbconvert's templates do: one line
# that begins with a tag, without formulas.
_ONE_LINE = {ord("\n"): "&#10;", ord("\r"): "", ord("$"): "&#36;", ord("\\"): "&#92;"}


def safe_markdown(markdown: str, attachments: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """Return a text in Markdown as safe HTML.

    Parameters
    ----------
    markdown : str
    attachments : mapping, optional
        Those of the cell: data in base64 by kind, by name.

    Returns
    -------
    str
        A single line of HTML, which converting from Markdown once more leaves as it is.
    """
    parts = _Parts()
    text = _without_pictures(markdown, attachments or {}, parts)
    if _is_too_long(text):
        return plain_text(markdown)
    try:
        return _cleaned(_Markdown(_Renderer(parts)).render(text), parts)
    except Exception:  # what is nested too deeply, say: a text must not keep the others from being shown
        return plain_text(markdown)


def safe_html(text: str) -> str:
    """Return HTML as safe HTML, on a single line like that of `safe_markdown`."""
    parts = _Parts()
    short = _without_pictures(_NOT_SHOWN.sub("", text), {}, parts)
    if _is_too_long(short):
        return plain_text(text)
    try:
        return _cleaned(short, parts)
    except Exception:  # as above
        return plain_text(text)


def length(text: str) -> int:
    """Return the number of a text's characters, without the pictures in it."""
    return len(DATA_URI.sub("", text))


def plain_text(text: str) -> str:
    """Return a text as it was typed, on a single line like that of `safe_markdown`; a long one is cut."""
    return _on_one_line(f"<pre>{html.escape(shortened(text))}</pre>")


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text, without the middle of a long one."""
    left_out = len(text) - longest
    if left_out <= 0:
        return text
    half = longest // 2
    return f"{text[:half]}\n… {left_out} characters are not shown …\n{text[-half:]}"


def _is_too_long(text: str) -> bool:
    return len(text) > LONGEST or text.count("<") > _MOST_TAGS


class _Parts:
    """What is taken out of a text before it is cleaned and put back afterwards: formulas and pictures.

    Nobody can write the words that stand for them, which are made up anew for each text.
    """

    def __init__(self) -> None:
        self._secret = secrets.token_hex(8)
        self._parts: list[str] = []

    def keep(self, kind: str, part: str) -> str:
        """Keep a part, and return the word that stands for it."""
        self._parts.append(part)
        return f"{kind}{self._secret}n{len(self._parts) - 1}z"

    def is_picture(self, value: str) -> bool:
        """Whether a value is the word of a picture."""
        return re.fullmatch(f"picture{self._secret}n[0-9]+z", value) is not None

    def has_word(self, value: str) -> bool:
        """Whether the word of any part is in a value."""
        return self._secret in value

    def put_back(self, text: str) -> str:
        """Return a text with its parts."""
        words = f"(?:picture|formula){self._secret}n([0-9]+)z"
        return re.sub(words, lambda found: self._parts[int(found[1])], text)


class _Markdown(MarkdownWithMath):
    """nbconvert's Markdown without its lists of tasks, whose boxes are fields of a form."""

    DEFAULT_PLUGINS = ("strikethrough", "table", "url", "def_list")  # type: ignore[assignment]


class _Renderer(IPythonRenderer):
    """nbconvert's way to write Markdown as HTML, with formulas drawn and without what needs a script."""

    def __init__(self, parts: _Parts) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._parts = parts

    def block_math(self, body: str) -> str:
        return self._parts.keep("formula", mathml(body, "block"))

    def inline_math(self, body: str) -> str:
        return self._parts.keep("formula", mathml(body))

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{html.escape(code)}</pre>"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if self._parts.is_picture(url):
            return super().image(text, url, title)
        # A picture elsewhere would tell its owner who looks at it, and its address can be a command.
        return self.link(f"[picture: {text or html.escape(url)}]", url, title)

    def _embed_image_or_attachment(self, src: str) -> str:
        """Leave an address alone: attachments have been taken out, and one that is missing is no error."""
        return src


class _Marked(Filter):
    """Opens links in a page of their own, and has words in place of pictures that may not be loaded."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            tag = token["name"] if token["type"] in ("StartTag", "EmptyTag") else ""
            attributes = token["data"] if tag else {}
            if tag == "a" and (None, "href") in attributes:
                attributes[(None, "target")] = "_blank"
                attributes[(None, "rel")] = "noopener noreferrer nofollow"
            if tag == "img" and (None, "src") not in attributes:
                words = attributes.get((None, "alt")) or "not in the notebook"
                yield {"type": "Characters", "data": f"[picture: {words}]"}
            else:
                yield token


def _without_pictures(text: str, attachments: Mapping[str, Mapping[str, Any]], parts: _Parts) -> str:
    """Return a text with words in place of the addresses of pictures in it and in its attachments."""
    for name in sorted(attachments, key=len, reverse=True):
        source = attachment_source(attachments[name])
        if source:
            word = parts.keep("picture", source)
            for written in {name, quote(name), quote(name, safe="")}:
                text = text.replace(f"attachment:{written}", word)

    def taken_out(found: re.Match[str]) -> str:
        kind, data = found[1].lower(), found[2]
        return parts.keep("picture", f"data:{kind};base64,{data}") if is_picture(kind, data) else found[0]

    return DATA_URI.sub(taken_out, text)


def _cleaned(text: str, parts: _Parts) -> str:
    """Return HTML without what a browser would run or load, its parts put back."""

    def is_allowed(tag: str, name: str, value: str) -> bool:
        if name == "src":
            return tag == "img" and parts.is_picture(value)
        if parts.has_word(value):  # a formula that has strayed into an attribute would end it
            return False
        if name == "href":
            return tag == "a" and leads_elsewhere(value)
        if name == "class":
            return _CLASSES.fullmatch(value) is not None
        return name in ("style", "title") or (tag, name) in _ATTRIBUTES

    cleaner = bleach.Cleaner(
        tags=_TAGS,
        attributes=is_allowed,
        protocols={"http", "https", "mailto"},
        css_sanitizer=_STYLES,
        filters=[_Marked],
    )
    return _on_one_line(parts.put_back(cleaner.clean(text)))


def _on_one_line(text: str) -> str:
    # MathJax, where a template loads it, leaves what has this class alone: the formulas are drawn already.
    return f'<div class="tex2jax_ignore">{text}</div>'.translate(_ONE_LINE)
