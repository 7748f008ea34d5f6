"""Pictures in a notebook: which of them a browser may draw, and the addresses that hold them."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

LARGEST = 20 * 2**20  # characters in base64
KINDS = ("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/svg+xml")
DATA_URI = re.compile(rf"data:({'|'.join(map(re.escape, KINDS))});base64,([A-Za-z0-9+/=]+)", re.I)


def is_picture(kind: str, data: object) -> bool:
    """Whether data in base64 may be the source of a picture, in which a browser runs nothing."""
    if kind not in KINDS or not isinstance(data, str) or len(data) > LARGEST:
        return False
    try:
        return bool(base64.b64decode("".join(data.split()), validate=True))
    except (binascii.Error, ValueError):
        return False


def attachment_source(attachment: Mapping[str, Any]) -> str:
    """Return the address of an attachment that is a picture, or ""."""
    for kind in KINDS:
        data = attachment.get(kind)
        if isinstance(data, list):  # nbformat allows a text in lines
            data = "".join(map(str, data))
        if isinstance(data, str) and is_picture(kind, data):
            return f"data:{kind};base64,{''.join(data.split())}"
    return ""
