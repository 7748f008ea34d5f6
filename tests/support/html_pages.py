"""Pages of the course's website as files: their texts, links and pictures, and what is folded in them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}


class HtmlPage(HTMLParser):
    """What a page has in it.

    Attributes
    ----------
    path : pathlib.Path
    anchors : set of str
        What links can lead to within the page.
    links : list of str
        Where the page leads to and what it loads.
    pictures : list of dict
        The attributes of each picture.
    open : str
        The text that a reader sees.
    folded : list of (str, str)
        What is folded, in order: the line that unfolds it, and the text. What is folded within counts, too.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.pictures: list[dict] = []
        self.open = ""
        self.folded: list[tuple[str, str]] = []
        self._depth = 0
        self._in_summary = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.anchors |= {values[name] for name in ("id", "name") if values.get(name)}
        if values.get(_LINKS.get(tag)):
            self.links.append(values[_LINKS[tag]])
        if tag == "img":
            self.pictures.append(values)
        if tag == "details" and "open" not in values:
            self._depth += 1
            if self._depth == 1:
                self.folded.append(("", ""))
        self._in_summary |= tag == "summary"

    def handle_endtag(self, tag):
        if tag == "details":
            self._depth = max(0, self._depth - 1)
        self._in_summary &= tag != "summary"

    def handle_data(self, data):
        if not self._depth:
            self.open += data
            return
        summary, text = self.folded[-1]
        first = self._in_summary and self._depth == 1
        self.folded[-1] = (summary + data, text) if first else (summary, text + data)

    @property
    def text(self) -> str:
        """All text, folded or not."""
        return "\n".join([self.open, *(text for _, text in self.folded)])

    def broken_links(self, pages: dict[Path, HtmlPage]) -> list[str]:
        """Return the links to files or anchors of the website that are not there."""
        return [link for link in self.links if not urlsplit(link).scheme and not self._leads(link, pages)]

    def _leads(self, link: str, pages: dict[Path, HtmlPage]) -> bool:
        address = urlsplit(link)
        path = (self.path.parent / unquote(address.path)).resolve() if address.path else self.path
        if not path.is_file():
            return False
        return not address.fragment or (path in pages and unquote(address.fragment) in pages[path].anchors)


def read_pages(folder: Path) -> dict[Path, HtmlPage]:
    """Return all pages of a website by their paths."""
    return {path: HtmlPage(path) for path in sorted(folder.resolve().rglob("*.html"))}
