"""Add cells to the students' notebooks for those who work elsewhere than in the course's JupyterLab.

Google Colab has the notebook but not the files beside it, and no Validate button. An editor may run the
notebook in another Python than the course's.
"""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import NbGraderPreprocessor

CELL = """\
# Run this first. On Google Colab, upload anomaly-detection-labs.zip beforehand (folder icon on the left).
import sys
import zipfile

if "google.colab" in sys.modules:
    zipfile.ZipFile("anomaly-detection-labs.zip").extractall()
    sys.path.insert(0, "anomaly-detection-labs")
    import install

    install.on_colab()
try:
    import helpers
except ModuleNotFoundError as error:
    sys.exit(f"This kernel has no {error.name}: choose the kernel .venv, or open the lab with `make lab`.")"""

PROGRESS_CELL = """\
# Where you stand. You can run this cell at any time, and write the line into any other.
helpers.progress()"""

VALIDATE_CELL = """\
# For Google Colab, which has no Validate button: this cell runs the notebook from the top and says which
# tests pass.
from helpers import colab

colab.validate()"""


class AddColabCell(NbGraderPreprocessor):
    """Add a cell below the introduction that finds the course, and at the end two that say what is done."""

    def preprocess(
        self, notebook: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        notebook.cells.insert(1, new_code_cell(CELL, id="colab"))
        notebook.cells.append(new_code_cell(PROGRESS_CELL, id="progress"))
        notebook.cells.append(new_code_cell(VALIDATE_CELL, id="colab-validate"))
        return notebook, resources
