"""The JSON that is kept of each graded submission."""

import json

import pytest

from instructor.grading import records
from instructor.grading.messages import ExerciseResult, Record

RECORD = Record(
    student="ada",
    lab="lab1",
    seconds=1.5,
    reasons=("it was late", "naïve ☂"),
    notes=("its file was flawed",),
    graded_at="2026-01-01T00:00:00+00:00",
    fingerprint="f00",
    points=12.5,
    max_points=100.0,
    to_grade=1,
    exercises={"scale": ExerciseResult("Exercise 1 · Scale", 0.0, 20.0, "wrong")},
)
ON_DISK = {
    "student": "ada",
    "lab": "lab1",
    "seconds": 1.5,
    "reasons": ["it was late", "naïve ☂"],
    "notes": ["its file was flawed"],
    "graded_at": "2026-01-01T00:00:00+00:00",
    "fingerprint": "f00",
    "points": 12.5,
    "max_points": 100.0,
    "to_grade": 1,
    "exercises": {
        "scale": {"title": "Exercise 1 · Scale", "points": 0.0, "max_points": 20.0, "message": "wrong"}
    },
}


def test_a_record_on_disk_has_the_keys_that_reports_read_and_comes_back_the_same(tmp_path):
    path = tmp_path / "ada" / "lab1.json"
    records.write(path, RECORD)
    assert json.loads(path.read_text(encoding="utf-8")) == ON_DISK
    assert records.read(path) == RECORD
    assert list(path.parent.iterdir()) == [path]


DAMAGED = ["", "{", "[]", "null", "{}", json.dumps(ON_DISK | {"exercises": [1]})]
DAMAGED += [json.dumps({key: value for key, value in ON_DISK.items() if key != "seconds"})]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_record_counts_as_none(tmp_path, text):
    path = tmp_path / "lab1.json"
    path.write_text(text)
    assert records.read(path) is None


def test_no_record_is_none(tmp_path):
    assert records.read(tmp_path / "lab1.json") is None
