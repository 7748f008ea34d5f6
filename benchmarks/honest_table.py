"""Grade honest students with unusual notebooks and write instructor/HONEST.md: what each deserves and gets.

python -m benchmarks.honest_table
"""

import argparse
import tempfile
from pathlib import Path

from tests.support import honest_class, hostile_class
from tests.support import honest_submissions as honest

_HEAD = """# What honest oddities get

`python -m benchmarks.honest_table` hands these in as one class, with {cheats} submissions that cheat among
them, grades them and writes this table. The lab has five exercises of 15 or 20 points, 80 in all, and a
reflection. A person would have to look at {looked_at} of the {honest} honest ones; the other remarks are
notes that need no action. [The guide](README.md#submissions-that-need-review) says what each remark means.
tests/instructor/test_honest.py does the same and asks for the same.

| student | what is odd | deserved | got | needs review | remark |
|:--|:--|--:|--:|:--|:--|
"""


def _row(submission, record):
    remarks = hostile_class.markdown(" · ".join([*record["reasons"], *record["notes"]]))
    needs_review = "yes" if record["reasons"] else ""
    cells = [*hostile_class.first_cells(submission), f"{record['points']:g}", needs_review, remarks]
    return f"| {' | '.join(cells)} |"


def main():
    """Run the command line."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    everybody = honest_class.submissions()
    with tempfile.TemporaryDirectory() as folder:
        ((result, _),) = hostile_class.grade(Path(folder), everybody)
    submissions = honest.submissions()
    rows = [_row(submission, result.records[submission.student]) for submission in submissions]
    looked_at = sum(bool(result.records[submission.student]["reasons"]) for submission in submissions)
    counts = {"honest": len(submissions), "cheats": len(everybody) - len(submissions), "looked_at": looked_at}
    honest_class.TABLE.write_text(_HEAD.format(**counts) + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
