"""The instructor's guide, as far as tests compare it with what the grader says."""

import re

from instructor.course import ROOT

_GUIDE = ROOT / "instructor" / "README.md"


def remarks() -> dict[str, re.Pattern]:
    """Return a pattern for each remark in the guide's tables of reasons and notes, by its text there."""
    found = {}
    is_remark = False
    for line in _GUIDE.read_text(encoding="utf-8").splitlines():
        if line.startswith(("| reason |", "| note |")):
            is_remark = True
        elif not line.startswith("|"):
            is_remark = False
        elif is_remark and not line.startswith("|:"):
            text = line.split("|")[1].strip()
            pieces = [re.escape(piece) for piece in text.split("…")]
            found[text] = re.compile(".*".join(pieces), re.DOTALL)
    return found


def unknown(said: list[str]) -> list[str]:
    """Return the remarks that the guide does not have."""
    known = remarks().values()
    return [remark for remark in said if not any(pattern.fullmatch(remark) for pattern in known)]
