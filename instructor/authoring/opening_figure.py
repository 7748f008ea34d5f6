"""The figure that a lab opens with: the solution draws it at its end, in the cell tagged ``opening``.

It is part of the text of the notebook's first cell, because a student's notebook has no outputs yet, may
travel without other files, and may be opened where cells cannot have attachments, as in Google Colab.
"""

import base64
import io
import re
from pathlib import Path

from nbformat import NotebookNode
from PIL import Image

FILE = "opening.png"  # beside the script
_IMAGE = re.compile(r"!\[([^\]]+)\]\[opening\]")


def insert(cell: NotebookNode, folder: Path) -> None:
    """Add the picture in a lab's folder to a cell whose text refers to it, if there is a picture yet."""
    path = folder / FILE
    if _IMAGE.search(cell.source) and path.exists():
        picture = base64.b64encode(path.read_bytes()).decode()
        # Sphinx would join the lines of an alternative text without a space.
        cell.source = _IMAGE.sub(lambda found: found[0].replace("\n", " "), cell.source)
        cell.source += f"\n\n[opening]: data:image/png;base64,{picture}"


def save(notebook: NotebookNode, folder: Path) -> None:
    """Write the picture that an executed notebook has drawn into a lab's folder, if it has drawn one."""
    for cell in notebook.cells:
        if "opening" in cell.metadata.get("tags", []):
            pictures = [
                output.data["image/png"] for output in cell.outputs if "image/png" in output.get("data", {})
            ]
            picture = Image.open(io.BytesIO(base64.b64decode(pictures[0])))
            # A figure needs few colours, and with few of them the notebook stays small.
            picture.convert("RGB").quantize(64).save(folder / FILE, optimize=True)
