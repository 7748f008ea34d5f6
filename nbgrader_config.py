"""nbgrader's settings: `nbgrader` and `python -m instructor` both read this file."""

from importlib.resources import files
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
# The scripts, from which the notebooks are built, contain the answers. The other two are for authors.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "__pycache__", "*.pyc", "*.py", "lab.toml", "opening.png"]

c.ClearSolutions.code_stub = {
    "python": 'raise NotImplementedError("not answered yet: write your code in place of this line")'
}
# The rubrics are in the locked prompts of the reflections. Graders see them; students do not.
c.ClearMarkScheme.enforce_metadata = False

# nbgrader's own steps, and three of the course's.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "instructor.authoring.preprocessors.colab_cell.AddColabCell",
    "instructor.authoring.preprocessors.reveal_answers.RevealAnswers",
    "nbgrader.preprocessors.ClearSolutions",
    "instructor.authoring.preprocessors.name_reflections.NameReflections",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

c.Execute.timeout = 300  # seconds for each cell; the slowest takes a few
# The first is nbgrader's default. The second keeps warnings about the kernel's transport out of the terminal.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]
# nbgrader gives zero points for a test cell that prints to stderr, but a warning is not a wrong answer.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"[\s\S]*"

# `nbgrader autograde` and Formgrader's button would run students' code without a sandbox: refuse.
c.Autograde.exporter_class = "instructor.grading.refuse_nbgrader_autograde.UseMakeAutograde"

# Formgrader's pages have the instructor's rights: nothing of a student's may run in them.
c.HTMLExporter.preprocessors = ["instructor.grading.sanitising.MakeHarmless"]
# Nor do the pages load anything from elsewhere: the first folder has a file in place of one of the templates.
c.HTMLExporter.extra_template_basedirs = [
    str(root / "instructor/grading/templates"),
    str(files("nbgrader") / "server_extensions/formgrader/templates"),
]

# Feedback pages show no hidden tests and no rubrics, and nothing in them runs in a browser, either.
c.GenerateFeedback.exporter_class = "instructor.grading.feedback.FeedbackPage"
c.FeedbackPage.preprocessors = []  # those of Formgrader come later here:
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "instructor.grading.feedback.GiveNothingAway",
    "instructor.grading.sanitising.MakeHarmless",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# What a submission may use when `make autograde` runs it. instructor/sandbox/limits.py explains each limit.
c.Limits.seconds = 1200
c.Limits.memory = 4 * 2**30
