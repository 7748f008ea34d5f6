"""Grade the hostile submissions and write instructor/HOSTILE.md: what each does, deserves and gets.

python -m benchmarks.hostile_table
"""

import argparse
import tempfile
from pathlib import Path

from tests.support import hostile_class
from tests.support import hostile_submissions as hostile

_HEAD = """# What cheats, bombs and broken files get

`python -m benchmarks.hostile_table` hands these in to a class, or to one with short limits, beside honest
students, grades them and writes this table. The lab that they attack has five exercises of 15 or 20 points,
80 in all. "15 to 30": chance decides, or one can argue. `patched_watchers` gets more than it deserves, as
[the guide](README.md#how-grading-stays-fair) says. tests/instructor/test_hostile.py does the same and asks
for more: every attack shows that it took place, the honest students' grades are what they are without the
others, nothing secret is read, no process or file is left.

| student | what it does | deserved | got | reason or note, as the report shows it |
|:--|:--|--:|--:|:--|
"""
_LONGEST = 160  # characters of a reason


def _row(submission, record):
    messages = []
    for name, about in record["exercises"].items():
        if about["message"]:
            messages.append(f"{name}: {about['message']}")
    reason = "; ".join(record["reasons"] or messages or record["notes"])
    if len(reason) > _LONGEST:
        reason = reason[:_LONGEST] + " …"
    cells = [*hostile_class.first_cells(submission), f"{record['points']:g}", hostile_class.markdown(reason)]
    return f"| {' | '.join(cells)} |"


def main():
    """Run the command line."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    submissions, records = hostile.submissions(), {}
    with tempfile.TemporaryDirectory() as folder:
        for result, _ in hostile_class.grade(Path(folder), submissions):
            records |= result.records
    rows = [_row(submission, records[submission.student]) for submission in submissions]
    hostile_class.TABLE.write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
