"""Honest students with unusual notebooks, in one class with some who cheat, lose no point to their tools."""

import pytest

from tests.support import honest_class, hostile_class
from tests.support import honest_submissions as honest


@pytest.mark.slow
def test_nobody_loses_a_point_to_their_tools(tmp_path, sandboxed):
    submissions = honest_class.submissions()
    ((result, _),) = hostile_class.grade(tmp_path, submissions)
    table = []
    for submission in submissions:
        found = hostile_class.complaints(result, submission)
        table += [f"{submission.student:32.32} {complaint}" for complaint in found]
    names = {one.student for one in honest.submissions()}
    looked_at = {name for name in names & result.records.keys() if result.records[name]["reasons"]}
    if not looked_at <= honest.LOOKED_AT:
        table.append(f"a person would have to look at {sorted(looked_at)}")
    assert not table, "\n".join([f"{len(table)} complaints:", *table])


def test_there_are_many_and_few_need_a_person():
    found = honest.submissions()
    assert len(found) >= 40
    assert len({submission.student for submission in found}) == len(found)
    assert len(honest.LOOKED_AT) <= len(found) / 10
