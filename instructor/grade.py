"""Grade submissions with nbgrader's autograder and write feedback."""

import nbformat
from nbgrader.api import Gradebook

from instructor.notebooks import ROOT, lab_names
from instructor.release import GradingError, checked, nbgrader_api, record

SUBMITTED = ROOT / "grading" / "submitted"


def submissions(lab=None, student=None):
    """Return (student, lab) of every folder grading/submitted/<student>/<lab>, sorted."""
    folders = [path for path in SUBMITTED.glob("*/*") if path.is_dir()]
    pairs = sorted((path.parent.name, path.name) for path in folders)
    return [(s, a) for s, a in pairs if lab in (None, a) and student in (None, s)]


def autograde(pairs):
    """Grade submissions, one after the other, and write HTML feedback for each.

    Parameters
    ----------
    pairs : list of (student, lab)

    Yields
    ------
    (student, lab, dict)
        The scores, see `score_of`; or {"error": message} if a submission could not be graded.
    """
    api = nbgrader_api()
    recorded = set()
    for student, lab in pairs:
        try:
            _check(SUBMITTED / student / lab / f"{lab}.ipynb")
            if lab not in recorded:
                record(lab)
                recorded.add(lab)
            checked(api.autograde(lab, student, force=True, create=True), "not graded")
            checked(api.generate_feedback(lab, student, force=True), "graded, but without feedback")
            yield student, lab, score_of(api.coursedir.db_url, student, lab)
        except GradingError as error:
            yield student, lab, {"error": str(error)}


def _check(path):
    """Raise GradingError unless a submission is a notebook, in its place, of a lab that there is."""
    if path.stem not in lab_names():
        raise GradingError(f"not graded: no lab is called {path.stem}, only {', '.join(lab_names())}")
    try:
        nbformat.validate(nbformat.read(path, as_version=4))
    except FileNotFoundError:
        there = ", ".join(sorted(found.name for found in path.parent.iterdir())) or "nothing"
        raise GradingError(f"not graded: {path.name} is not in the folder, which holds {there}") from None
    except Exception as error:  # nbformat has no common class for all that can be wrong with a file
        raise GradingError(f"not graded: {path.name} is not a notebook ({type(error).__name__})") from error


def score_of(db_url, student, lab):
    """Return a submission's scores from the gradebook.

    Returns
    -------
    dict of "points", "max_points" (float), "to_grade" (int, cells that wait for a person) and "exercises"
    (dict of cell name to points)
    """
    with Gradebook(db_url) as gradebook:
        submission = gradebook.find_submission(lab, student)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        return {
            "points": submission.score,
            "max_points": submission.max_score,
            "to_grade": sum(grade.needs_manual_grade for grade in grades),
            "exercises": {grade.name: grade.score for grade in grades},
        }
