"""Which folders are taken for submissions."""

import pytest

from instructor.__main__ import main
from instructor.grading import submissions
from instructor.grading.messages import SubmissionKey


def test_a_lab_without_points_is_not_graded(tmp_path):
    for lab in ("lab0_foundations", "lab1_xgboost"):
        (tmp_path / "ada" / lab).mkdir(parents=True)
    assert submissions.find(tmp_path) == [SubmissionKey("ada", "lab1_xgboost")]
    with pytest.raises(SystemExit):
        main(["autograde", "--lab", "lab0_foundations"])
