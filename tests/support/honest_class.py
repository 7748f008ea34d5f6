"""Honest students with unusual notebooks, and cheats among them, graded as one class."""

from instructor.course import ROOT
from tests.support import honest_submissions as honest
from tests.support import hostile_submissions as hostile

TABLE = ROOT / "instructor" / "HONEST.md"
# Those whose cheats are nearest to what honest notebooks have.
CHEATS = [
    *(
        "peeks",
        "redefined_len",
        "patched_metric",
        "pleasing_class",
        "import_patched",
        "changes_the_tests_names",
    ),
    *("test_deleted_and_answer_wrong", "test_duplicated", "grade_ids_swapped", "test_turned_into_text"),
]


def submissions():
    """Return the honest students' submissions, and those of some who cheat."""
    cheats = [one for one in hostile.submissions() if one.student in CHEATS]
    return honest.submissions() + cheats
