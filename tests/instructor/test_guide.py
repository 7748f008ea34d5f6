"""What the guide says of reasons and notes is what the grader says."""

from tests.support import guide, honest_class, hostile_class
from tests.support import honest_submissions as honest


def rows(table):
    """Return the rows of a table of submissions, with the marks of Markdown taken away."""
    found = []
    for line in table.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("| "):
            plain = line
            for sign in "\\<>*_`[]$":
                plain = plain.replace(f"\\{sign}", sign)
            pieces = plain.replace("\\|", "¦").strip().strip("|").split("|")
            found.append([piece.strip() for piece in pieces])
    return found[1:]


def test_the_table_of_honest_oddities_has_every_submission_and_no_other():
    lines = honest_class.TABLE.read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("| ")][1:]
    submissions = honest.submissions()
    assert len(table) == len(submissions)
    for row, submission in zip(table, submissions, strict=True):
        assert row.startswith(f"| {' | '.join(hostile_class.first_cells(submission))} | ")


def test_every_remark_on_an_honest_submission_is_in_the_guide():
    said = []
    for row in rows(honest_class.TABLE):
        said += [remark for remark in row[-1].split(" · ") if remark]
    assert len(said) > 30
    assert guide.unknown(said) == []


def test_every_note_of_the_guide_occurs():
    tables = [honest_class.TABLE, hostile_class.TABLE]
    cells = "\n".join(row[-1] for table in tables for row in rows(table))
    text = (guide.ROOT / "instructor" / "README.md").read_text(encoding="utf-8")
    notes = text.partition("| note |")[2]
    for remark, pattern in guide.remarks().items():
        if remark in notes:
            assert pattern.search(cells.replace(" · ", "\n")), remark


def test_a_remark_that_nobody_makes_is_not_in_the_guide():
    assert guide.unknown(["the moon is full"]) == ["the moon is full"]
    assert guide.unknown(["the notebook was called a.ipynb"]) == []
