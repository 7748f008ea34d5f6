"""What can be wrong with an archive, and with one student's part of it."""

from collections.abc import Iterable

from instructor.nbgrader_api import GradingError

_MAX_SHOWN_NAMES = 3
_MAX_SHOWN_CHARACTERS = 100


class CollectError(GradingError):
    """Nothing in an archive can be used, or it is too large; the message says which."""


class RefusedError(Exception):
    """One student's submission cannot be used; the message completes the sentence "Not collected: ..."."""


def quoted(names: Iterable[str]) -> str:
    """Return names for a message: the first three of them, shortened and in quotes, and how many follow."""
    ordered = sorted(names)
    text = ", ".join(_shortened(name) for name in ordered[:_MAX_SHOWN_NAMES])
    if len(ordered) > _MAX_SHOWN_NAMES:
        text += f" and {len(ordered) - _MAX_SHOWN_NAMES} more"
    return text


def _shortened(name: str) -> str:
    if len(name) > _MAX_SHOWN_CHARACTERS:
        name = f"{name[: _MAX_SHOWN_CHARACTERS - 3]}..."
    return repr(name)
