"""The names that browsers, Jupyter, Google and file managers give to a copy of a notebook."""

import posixpath
import re
import unicodedata
from dataclasses import dataclass

# In English, German, French, Spanish and Italian, Portuguese, Dutch, Swedish, Danish
_COPY_OF = r"(?:copy of|kopie von|copie de|copia di|copia de|cópia de|kopie van|kopia av|kopi af)"
COPY = r"(?i:copy|kopie|copie|copia|cópia|kopia|kopi)"
_BEFORE = re.compile(rf"{_COPY_OF}[ _]", re.IGNORECASE)
# " (1)", "-1", "-Copy1", " copy", " copy 2", "_copy", " - Copy", " - Copy (2)"
_AFTER = re.compile(rf" ?\((\d+)\)|-(\d+)|(?: - |[ _-]){COPY}(?: ?\(?(\d+)\)?)?", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Version:
    """How new a notebook of the lab's name is: the greater, the newer.

    What lies deeper is taken for a copy of what lies higher; at the same depth, the numbers of the copies
    decide. A copy without a number is the first.
    """

    height: int
    numbers: tuple[int, ...]


def version(path: str, lab: str) -> Version | None:
    """Return the version of a notebook, None if it does not have the lab's name or that of a copy."""
    name = unicodedata.normalize("NFC", posixpath.basename(path))
    if not name.lower().endswith(".ipynb"):
        return None
    parts = re.fullmatch(
        rf"(?P<before>(?:{_BEFORE.pattern})*){re.escape(lab)}(?P<after>(?:{_AFTER.pattern})*)\.ipynb",
        name,
        re.IGNORECASE,
    )
    if parts is None:
        return None
    numbers = []
    for found in _AFTER.finditer(parts["after"]):
        number = found[1] or found[2] or found[3] or "1"
        numbers.append(int(number))
    numbers += [1] * len(_BEFORE.findall(parts["before"]))
    return Version(-path.count("/"), tuple(numbers))


def is_named_as(path: str, lab: str) -> bool:
    """Whether a file is a notebook of the lab's name, or of that of a copy."""
    return version(path, lab) is not None
