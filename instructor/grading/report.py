"""Write the report on a class, an HTML page, and its grades for a learning-management system, a CSV file."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbgrader.api import Assignment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func

from instructor.nbgrader_api import GradingError

COURSE = "Anomaly Detection Labs"
KEY = ["student", "lab"]
SCORES = ["points", "max_points", "to_grade"]
SHOWN, KEPT = 300, 2000  # characters of a long text that are shown, and that can be unfolded

# Commands to a terminal, control characters, changes of the direction of text, halves of surrogate pairs.
_UNPRINTABLE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|"
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NUMBERS = re.compile(r"(?:(?:0x[0-9a-f]+|[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?)[\s,]*)+")


def write(records, db_url, folder):
    """Write the report on a class and its grades.

    Points, maxima and what waits for a person are the gradebook's if it knows the submission; all else, and
    the points of the others, is the records'.

    Parameters
    ----------
    records : path-like
        The folder with a file <student>/<lab>.json for each graded submission.
    db_url : str
        Where nbgrader's gradebook is.
    folder : path-like
        Where to write; it is made if it does not exist.

    Returns
    -------
    (pathlib.Path, pathlib.Path)
        Of report.html and grades.csv.

    Raises
    ------
    GradingError
        If there are no records.
    """
    found, unreadable = _read(Path(records))
    if not found and not unreadable:
        raise GradingError(f"There are no records in {records} yet: run `make autograde`.")
    students, known = _gradebook(db_url)
    submissions = _submissions(known, found)
    labs = sorted(submissions.index.unique("lab"))
    grades = _grades(students, submissions, labs)

    page, table = Path(folder) / "report.html", Path(folder) / "grades.csv"
    page.parent.mkdir(parents=True, exist_ok=True)
    grades.map(_cell).rename(columns=_cell).to_csv(table, index=False, encoding="utf-8")
    html = _template().render(
        course=COURSE,
        now=datetime.now().astimezone(),
        last=max((record["graded_at"] for record in found), default=None),
        students=list(grades["student_id"]),
        submissions=submissions.to_dict("index"),
        labs=[_lab(lab, submissions.xs(lab, level="lab"), found) for lab in labs],
        unreadable=unreadable,
    )
    page.write_text(html, encoding="utf-8")
    return page, table


def _read(folder):
    """Return a folder's records, and what is wrong with those that are damaged, by file name."""
    found, unreadable = {}, {}
    for path in sorted(folder.glob("*/*.json")):
        try:
            record = _record(path)
            key = record["student"], record["lab"]
            if key in found:
                raise ValueError(f"a second record of {' and '.join(key)}")
            found[key] = record
        except Exception as error:  # a damaged file can fail in any way, and must not cost the others
            unreadable[str(path.relative_to(folder))] = f"{type(error).__name__}: {error}"
    return list(found.values()), unreadable


def _record(path):
    record = json.loads(path.read_text(encoding="utf-8"))
    # Refuse numbers that are not finite; replace halves of surrogate pairs, which pandas cannot hold.
    record = json.loads(json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace"))
    return {
        "student": str(record["student"]),
        "lab": str(record["lab"]),
        "graded_at": datetime.fromisoformat(record["graded_at"]).astimezone(),
        "seconds": float(record["seconds"] or "nan"),  # zero: it was not run
        "points": float(record["points"]),
        "max_points": float(record["max_points"]),
        "to_grade": int(record["to_grade"]),
        "reasons": "; ".join(record["reasons"]),
        "exercises": [_exercise(name, exercise) for name, exercise in record["exercises"].items()],
    }


def _exercise(name, exercise):
    message = exercise["message"]
    return {
        "name": name,
        "title": str(exercise["title"]),
        "points": float(exercise["points"]),
        "max_points": float(exercise["max_points"]),
        "message": None if message is None else _clean(message),
    }


def _gradebook(db_url):
    """Return the gradebook's students, and its scores after penalties, by student and lab."""
    of = SubmittedAssignment
    with Gradebook(db_url) as gradebook:
        names = [(each.id, each.last_name, each.first_name, each.email) for each in gradebook.students]
        waiting = func.sum(Grade.needs_manual_grade)
        rows = (
            gradebook.db.query(
                of.student_id, Assignment.name, of.score, of.max_score, waiting, of.late_submission_penalty
            )
            .join(Assignment, of.assignment)
            .join(SubmittedNotebook, of.notebooks)
            .join(Grade, SubmittedNotebook.grades)
            .group_by(of.id)
            .all()
        )
    students = pd.DataFrame(names, columns=["student_id", "last_name", "first_name", "email"])
    scores = [*SCORES, "penalty"]
    known = pd.DataFrame(rows, columns=[*KEY, *scores]).astype(dict.fromkeys(scores, float))
    known["points"] = (known["points"] - known.pop("penalty")).clip(lower=0)
    return students.set_index("student_id"), known.set_index(KEY)


def _submissions(known, found):
    """Return one row for each submission that the gradebook knows or that has a record."""
    recorded = pd.DataFrame(found, columns=[*KEY, *SCORES, "seconds", "reasons"]).set_index(KEY)
    submissions = known.combine_first(recorded).sort_index()
    # A submission that could not be run may have a maximum of zero: its lab has another.
    most = submissions["max_points"].groupby("lab").transform("max")
    submissions["max_points"] = submissions["max_points"].where(submissions["max_points"] > 0, most)
    submissions["reasons"] = submissions["reasons"].fillna("")
    return submissions.astype({"to_grade": int}).round({"points": 2})


def _grades(students, submissions, labs):
    """Return one row for each student, with four columns for each lab."""
    table = students
    for lab in labs:
        scores = submissions.xs(lab, level="lab")[[*SCORES, "reasons"]].astype({"to_grade": "Int64"})
        scores.columns = [lab, f"{lab} max", f"{lab} to grade by hand", f"{lab} note"]
        table = table.join(scores, how="outer")
    return table.rename_axis("student_id").sort_index().reset_index()


def _lab(lab, submissions, found):
    """Return what the page says about a lab."""
    points, seconds = submissions["points"], submissions["seconds"].dropna()
    return {
        "name": lab,
        "points": points.describe(),
        "max_points": submissions["max_points"].max(),
        "waiting": (submissions["to_grade"] > 0).sum(),
        "bins": _bins(points, submissions["max_points"].max()),
        "exercises": _exercises([r["exercises"] for r in found if r["lab"] == lab and r["seconds"] > 0]),
        "suspects": submissions[submissions["reasons"] != ""],
        "seconds": seconds,
    }


def _bins(points, best):
    """Return (lowest points, submissions) of each bin of ten; extra credit counts in the last one."""
    edges = np.arange(0, max(best, 10) + 10, 10)
    counts, _ = np.histogram(points.clip(0, edges[-1]), edges)
    return list(zip(edges[:-1].astype(int).tolist(), counts.tolist(), strict=True))


def _exercises(submitted):
    """Return, by exercise, the share that passed, the mean points and the three commonest failures."""
    submitted = sorted(submitted, key=len, reverse=True)  # one with all exercises has them in their order
    rows = pd.DataFrame([row for exercises in submitted for row in exercises])
    return [_summary(group) for _, group in rows.groupby("name", sort=False)] if len(rows) else []


def _summary(group):
    messages = group["message"].dropna()
    alike = messages.groupby(messages.map(lambda message: _NUMBERS.sub("#", message)), sort=False)
    return {
        "title": group["title"].iloc[0],
        "max_points": group["max_points"].max(),
        "mean": group["points"].mean(),
        "graded": len(group),
        "passed": group["message"].isna().sum(),
        "failures": alike.agg(["size", "first"]).nlargest(3, "size").to_dict("records"),
    }


def _clean(text):
    """Return a text on one line, without what a page cannot show."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def _cell(value):
    """Make a value safe for a spreadsheet, which would run a text that looks like a formula."""
    text = _clean(value) if isinstance(value, str) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(("=", "+", "-", "@")) else text


def _shown(value):
    """Make a value of the template fit to be shown: whatever it prints passes here, and is then escaped."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = _clean(value)
    if len(text) <= SHOWN:
        return text
    folded = Markup("<details><summary>{}…</summary>…{}</details>")
    return folded.format(text[:SHOWN], text[SHOWN:KEPT])


def _template():
    loader = FileSystemLoader(Path(__file__).parent)
    settings = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(loader=loader, autoescape=True, finalize=_shown, **settings)
    environment.filters["duration"] = lambda seconds: str(timedelta(seconds=round(seconds)))
    return environment.get_template("report.html.j2")
