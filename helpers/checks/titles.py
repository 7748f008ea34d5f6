"""The first line of each test, by which a kernel knows that a cell is one: notebooks lose their metadata."""

import re

_TITLE = re.compile(r"# Test of (Exercise \d+) · run me")


def title(exercise: str) -> str:
    """Return the first line of the test of an exercise, such as "Exercise 3"."""
    return f"# Test of {exercise} · run me"


def exercise_of(source: str) -> str | None:
    """Return the name of the exercise that a cell tests, or None if it is not a test."""
    found = _TITLE.match(source.lstrip())
    return found[1] if found else None
