"""Grade the hostile submissions and write instructor/HOSTILE.md: what each does, deserved and got."""

import tempfile
from pathlib import Path

from instructor.course import ROOT
from tests.instructor import test_hostile
from tests.support import hostile_submissions as hostile

TABLE = ROOT / "instructor" / "HOSTILE.md"
_HEAD = """# What cheats, bombs and broken files get

`python -m benchmarks.hostile_table` hands all of these in to one class, beside honest students, grades them
and writes this table. The lab they attack has five exercises of 15 or 20 points, 80 in all, and the limits
are short. "15 to 30": chance decides, or one can argue. tests/instructor/test_hostile.py does the same and
asks for more: the honest students' grades are what they are without the others, nothing secret is read, no
process or file is left.

| student | what it does | deserved | got | reason, as the report shows it |
|:--|:--|--:|--:|:--|
"""
_LONGEST = 160  # characters of a reason


def deserved(submission):
    """Return the first three cells of a submission's row."""
    least = sum(hostile.POINTS[name] for name in submission.keeps - submission.perhaps)
    most = sum(hostile.POINTS[name] for name in submission.keeps | submission.perhaps)
    points = f"{least} to {most}" if least < most else f"{most}"
    return [_cell(submission.student[:40]), _cell(submission.does), points]


def _row(submission, record):
    messages = [
        f"{name}: {about['message']}" for name, about in record["exercises"].items() if about["message"]
    ]
    reason = "; ".join(record["reasons"] or messages)
    if len(reason) > _LONGEST:
        reason = reason[:_LONGEST] + " …"
    cells = [*deserved(submission), f"{record['points']:g}", _cell(reason)]
    return f"| {' | '.join(cells)} |"


def _cell(text):
    """Return a text as Markdown shows it in a table: as it is, on one line."""
    text = " ".join(text.encode(errors="replace").decode().split())
    for sign in "\\|<>*_`[]$":
        text = text.replace(sign, f"\\{sign}")
    return text


def main():
    submissions = hostile.submissions()
    with tempfile.TemporaryDirectory() as folder:
        result = test_hostile.grade(test_hostile.make_course(Path(folder)), submissions)
    rows = [_row(submission, result.records[submission.student]) for submission in submissions]
    TABLE.write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
