"""Which links of a student's an instructor may be shown."""

import html
import re
import unicodedata
from urllib.parse import unquote, urlsplit

# localhost, and addresses in numbers, which have many spellings
_NO_NAME = re.compile(r"(.*\.)?(localhost|\d[^.]*)\.?|.*:.*")


def leads_elsewhere(address: str) -> bool:
    """Whether a link leads into the web, and not to a command of the server that shows Formgrader.

    A link without a host leads to that server. Opening /formgrader/?path=FOLDER there runs the settings in a
    folder, which may be what a student handed in.

    Parameters
    ----------
    address : str
        As it is written in HTML.
    """
    plain = unicodedata.normalize("NFKC", unquote(html.unescape(address))).strip()
    try:
        parts = urlsplit(plain)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return True
    if parts.scheme not in ("http", "https") or not host or not address.lower().startswith("http"):
        return False
    return not _NO_NAME.fullmatch(host) and "formgrader" not in plain.lower()
