"""Text that can be written to a file.

Names of files that are not UTF-8 have surrogates in them, halves of characters, which cannot be encoded.
"""

import nbformat


def printable(text: str) -> str:
    """Return a text with question marks in place of surrogates."""
    return text.encode(errors="replace").decode()


def as_json(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as JSON that can be written to a file."""
    return printable(nbformat.writes(notebook))
