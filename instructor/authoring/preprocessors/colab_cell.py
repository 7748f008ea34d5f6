"""Make the students' notebooks run on Google Colab, which has the notebook but not the files beside it."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import NbGraderPreprocessor

CELL = """\
# For Google Colab alone: upload anomaly-detection-labs.zip (folder symbol on the left), then run this cell.
import sys
import zipfile

if "google.colab" in sys.modules:
    zipfile.ZipFile("anomaly-detection-labs.zip").extractall()
    sys.path.insert(0, "anomaly-detection-labs")
    import install

    install.on_colab()"""


class AddColabCell(NbGraderPreprocessor):
    """Add a cell below the introduction that fetches the course on Colab, and does nothing elsewhere."""

    def preprocess(
        self, notebook: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        notebook.cells.insert(1, new_code_cell(CELL, id="colab"))
        return notebook, resources
