"""Text that can be written: names of files that are not UTF-8 have halves of characters (surrogates) in them."""

import nbformat


def printable(text: str) -> str:
    """Return a text with question marks in place of halves of characters."""
    return text.encode(errors="replace").decode()


def as_json(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as JSON that can be written to a file."""
    return printable(nbformat.writes(notebook))
