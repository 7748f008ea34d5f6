"""Turn what a student handed in into a task for a worker."""

from dataclasses import dataclass

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde

from instructor.grading import submissions
from instructor.grading.gradebook import CourseGradebook
from instructor.grading.messages import Findings, SubmissionKey, Task
from instructor.grading.places import Places
from instructor.grading.redefinitions import notes_on_redefinitions
from instructor.grading.repair import repair
from instructor.grading.second_run import second_run
from instructor.grading.solution import imports, is_test, read_solution
from instructor.nbgrader_api import nbgrader_config
from instructor.sandbox.compiled_tests import CompiledTest
from instructor.sandbox.messages import PackedTest

# The first half of nbgrader's autograding; `scoring` has the second.
_SANITISING = Autograde.sanitize_preprocessors.default()


@dataclass(frozen=True)
class PreparedSubmission:
    """A task, and what is known of the submission before it has run."""

    task: Task
    findings: Findings


class TaskBuilder:
    """Builds tasks for workers.

    Parameters
    ----------
    places : Places
    gradebook : CourseGradebook
    sandboxed : bool
    """

    def __init__(self, places: Places, gradebook: CourseGradebook, sandboxed: bool) -> None:
        self._places, self._gradebook, self._sandboxed = places, gradebook, sandboxed
        self._config = nbgrader_config()
        self._imports: dict[str, dict[str, str]] = {}  # by lab

    def build(self, key: SubmissionKey) -> PreparedSubmission:
        """Read, repair and sanitise a submission.

        Raises
        ------
        submissions.Refused
            If nothing can be made of it.
        """
        found = submissions.read(self._places.submission(key))
        solution = read_solution(key.lab)
        findings = found.findings + repair(found.notebook, solution, found.files.keys() - {"timestamp.txt"})
        findings.notes.extend(notes_on_redefinitions(found.notebook, solution))
        self._gradebook.register_lab(key.lab)
        if key.lab not in self._imports:
            self._imports[key.lab] = imports(solution)
        notebook = self._sanitised(found.notebook, key)
        task = Task(
            notebook=notebook,
            tests=_packed_tests(notebook, self._imports[key.lab]),
            files={name: content for name, content in found.files.items() if name != "timestamp.txt"},
            imports=list(self._imports[key.lab].values()),
            config={section: dict(self._config[section]) for section in ("Execute", "Limits")},
            sandboxed=self._sandboxed,
            second=second_run(nbformat.reads(notebook, as_version=4), solution),
        )
        return PreparedSubmission(task, findings)

    def _sanitised(self, notebook: NotebookNode, key: SubmissionKey) -> str:
        """Return a notebook as JSON without outputs, its locked cells restored: nbgrader sanitises it."""
        exporter = NotebookExporter(config=self._config)
        for preprocessor in _SANITISING:
            exporter.register_preprocessor(preprocessor, enabled=True)
        resources = {
            "student": key.student,
            "assignment": key.lab,
            "notebook": key.lab,
            "db_url": self._places.db_url,
        }
        text, _ = exporter.from_notebook_node(notebook, {"nbgrader": resources})
        return text


def _packed_tests(notebook: str, imports: dict[str, str]) -> dict[str, PackedTest]:
    """Return the tests of a sanitised notebook by the names of their cells.

    Here and not where they run: Python cannot be trusted to handle syntax trees in several threads at a
    time (SystemError: AST constructor recursion depth mismatch).
    """
    packed = {}
    for cell in nbformat.reads(notebook, as_version=4).cells:
        if is_test(cell):
            packed[cell.metadata.nbgrader.grade_id] = CompiledTest(cell.source, imports).packed()
    return packed
