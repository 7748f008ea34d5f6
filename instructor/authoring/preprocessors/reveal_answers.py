"""Put the answers to exercises without points into the students' notebook, folded up."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

ANSWER = "<details><summary>Answer</summary>\n\n```python\n{code}\n```\n\n</details>"
_MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


class RevealAnswers(NbGraderPreprocessor):
    """Add a cell with the answer below the test of each exercise that is worth no points."""

    def preprocess(
        self, notebook: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        answers: dict[str, str] = {}
        cells = []
        for cell in notebook.cells:
            cells.append(cell)
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if is_solution(cell) and not is_grade(cell):
                answers[f"{name}_test"] = _answer(cell.source)
            elif is_grade(cell) and name in answers and cell.metadata.nbgrader.points == 0:
                revealed = ANSWER.format(code=answers[name])
                cells.append(new_markdown_cell(revealed, id=f"{name.removesuffix('_test')}_answer"))
        notebook.cells = cells
        return notebook, resources


def _answer(source: str) -> str:
    """Return the source of a solution cell without nbgrader's markers."""
    return "\n".join(line for line in source.split("\n") if line.strip() not in _MARKERS)
