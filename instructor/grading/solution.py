"""A lab's solution notebook: what it imports, and what students get of it."""

import ast
import copy

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions
from nbgrader.utils import is_grade, is_solution

from instructor.authoring.preprocessors.name_reflections import NameReflections
from instructor.course import script_path
from instructor.grading.reading_code import names_defined
from instructor.nbgrader_api import nbgrader_config


def read_solution(lab: str) -> NotebookNode:
    """Return a lab's solution notebook, without outputs."""
    notebook = nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    return notebook


def released(solution: NotebookNode) -> NotebookNode:
    """Return a copy of a solution notebook with its cells as students get them."""
    notebook = copy.deepcopy(solution)
    for cleaner in (ClearSolutions, NameReflections, ClearHiddenTests, ClearMarkScheme):
        notebook, _ = cleaner(config=nbgrader_config()).preprocess(notebook, ResourcesDict())
    return notebook


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell has tests that give points, and no answer."""
    return is_grade(cell) and not is_solution(cell)


def answers_of_tests(solution: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cell with the answer that each test follows, by the name of the test."""
    found = {}
    answer = None
    for cell in solution.cells:
        if is_solution(cell) and cell.cell_type == "code":
            answer = cell
        elif is_test(cell) and answer is not None:
            found[cell.metadata.nbgrader.grade_id] = answer
    return found


def names_asked_for(answer: NotebookNode, test: NotebookNode) -> set[str]:
    """Return the names that an answer defines and its test uses; all that it defines if that is none."""
    used = {node.id for node in ast.walk(ast.parse(test.source)) if isinstance(node, ast.Name)}
    names = names_defined(answer.source)
    return names & used or names


def imports(notebook: NotebookNode) -> dict[str, str]:
    """Return a notebook's import statements by the name that each binds."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for imported in node.names:
                    found[_bound(imported)] = _statement(node, imported)
    return found


def _bound(imported: ast.alias) -> str:
    """Return the name that an import makes: `import a.b` binds a."""
    return imported.asname or imported.name.partition(".")[0]


def _statement(node: ast.Import | ast.ImportFrom, imported: ast.alias) -> str:
    """Return an import statement with one of its names only."""
    single = copy.copy(node)
    single.names = [imported]
    return ast.unparse(single)
