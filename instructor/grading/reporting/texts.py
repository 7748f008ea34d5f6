"""Texts of students made fit to be shown: on a page, in a spreadsheet, and as one kind of failure."""

import re

# What a page cannot show, or what would change how it shows the rest
_UNPRINTABLE = re.compile(
    r"""
    \x1b\[[0-?]*[ -/]*[@-~]                # a terminal's command, of colour for instance
    | \x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?   # a terminal's command with a text, of its title for instance
    | [\x00-\x08\x0e-\x1f\x7f-\x9f]        # control characters that are not blank
    | [\u202a-\u202e\u2066-\u2069]         # changes of the direction of writing
    | [\ud800-\udfff]                      # halves of surrogate pairs
    """,
    re.VERBOSE,
)
_NUMBERS = re.compile(
    r"""
    (?:
        (?: 0x[0-9a-f]+                                 # an address
          | [-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?            # a number, maybe with a fraction and an exponent
        )
        [\s,]*                                          # what stands between the numbers of an array
    )+
    """,
    re.VERBOSE,
)
_STARTS_OF_FORMULAS = ("=", "+", "-", "@")


def one_line(text: str) -> str:
    """Return a text on one line, without what a page cannot show."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def without_numbers(message: str) -> str:
    """Return a message with "#" for each number or list of numbers, so that equal failures become equal."""
    return _NUMBERS.sub("#", message)


def spreadsheet_text(text: str) -> str:
    """Return a text on one line that no spreadsheet takes for a formula and runs."""
    shown = one_line(text)
    if shown.startswith(_STARTS_OF_FORMULAS):
        return f"'{shown}"
    return shown
