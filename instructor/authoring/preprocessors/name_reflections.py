"""Name the reflection in the cell that is for its text: nbgrader's Validate shows the cell and no more."""

import re

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

_HEADING = re.compile(r"^### (Reflection \d+) ·", re.M)


class NameReflections(NbGraderPreprocessor):
    """Write into the cell of each reflection, which ClearSolutions has emptied, which one it is."""

    def preprocess(
        self, notebook: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        from helpers.validate.notebook import NOT_WRITTEN  # and what labs import

        reflection = ""
        for cell in notebook.cells:
            if cell.cell_type == "markdown" and is_solution(cell):
                cell.source = NOT_WRITTEN.format(reflection)
            elif cell.cell_type == "markdown":
                reflection = (_HEADING.findall(cell.source) or [reflection])[-1]
        return notebook, resources
