"""The table of hostile submissions in the instructor's folder is that of the submissions here."""

from benchmarks import hostile_table
from tests.support import hostile_submissions as hostile


def test_the_table_has_every_submission_and_no_other():
    rows = [line for line in hostile_table.TABLE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    submissions = hostile.submissions()
    assert len(rows) == 1 + len(submissions)
    for row, submission in zip(rows[1:], submissions, strict=True):
        assert row.startswith(f"| {' | '.join(hostile_table.deserved(submission))} | ")
