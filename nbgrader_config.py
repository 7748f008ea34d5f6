"""nbgrader's settings: `nbgrader` and `python -m instructor` both read this file."""

from pathlib import Path

root = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 (nbgrader defines it)

c.CourseDirectory.course_id = "anomaly-detection-labs"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = f"sqlite:///{root / 'grading' / 'gradebook.db'}"
# The scripts that the notebooks are built from have the answers in them.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py"]

c.ClearSolutions.code_stub = {
    "python": 'raise NotImplementedError("not answered yet: write your code in place of this line")'
}
c.ClearSolutions.text_stub = "*Write your answer here.*"
# Rubrics stand in the locked prompts of the reflections: students do not see them, graders do.
c.ClearMarkScheme.enforce_metadata = False

# nbgrader's own steps, with two before the solutions are cleared.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "instructor.authoring.preprocessors.colab_cell.AddColabCell",
    "instructor.authoring.preprocessors.reveal_answers.RevealAnswers",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

c.Execute.timeout = 300  # seconds for a cell; the slowest takes a few
# The first is nbgrader's default; the second keeps warnings about the kernel's transport out of the terminal.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]
# nbgrader gives zero points for a test cell that prints to stderr. A warning is no wrong answer.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"[\s\S]*"

# `nbgrader autograde` and Formgrader's button would run students' code unprotected, unlike `make autograde`.
c.Autograde.exporter_class = "instructor.grading.refuse_nbgrader_autograde.UseMakeAutograde"

# Feedback pages show neither hidden tests nor rubrics, and nothing that a student's page could run.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "instructor.grading.feedback.GiveNothingAway",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# What a submission may use when `make autograde` runs it; instructor/sandbox/limits.py explains each.
c.Limits.seconds = 1200
c.Limits.memory = 4 * 2**30
