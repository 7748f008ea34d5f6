"""The table of hostile submissions in the instructor's folder is that of the submissions here."""

from tests.support import hostile_class
from tests.support import hostile_submissions as hostile


def test_the_table_has_every_submission_and_no_other():
    lines = hostile_class.TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    submissions = hostile.submissions()
    assert len(rows) == 1 + len(submissions)
    for row, submission in zip(rows[1:], submissions, strict=True):
        assert row.startswith(f"| {' | '.join(hostile_class.first_cells(submission))} | ")
