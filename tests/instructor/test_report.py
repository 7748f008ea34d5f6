"""The instructor's report: its numbers, and what students cannot do to it."""

import csv
import json
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from unittest.mock import patch

import pytest
from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Engine, event, insert

from instructor.grading import report
from instructor.nbgrader_api import GradingError

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own

LAB = "lab1"
NONE = "\u2013"
VOID = {"meta", "rect", "path"}
HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover='alert(1)' x=\"",
    "template": "{{ 7 * 7 }}{% raw %}",
    "terminal": "\x1b[31mred\x1b[0m \x1b]0;title\x07bell\x07",
    "null": "nu\0ll",
    "emoji": "🤷🏽‍♀️ naïve",
    "surrogate": "half \ud83d of a pair",
    "direction": "\u202egnp.exe",
    "end": "</td></table></details></svg></title></style><!-- <![CDATA[ &lt; &#x3c;",
}

HOSTILE_SHOWN = {  # the others as they are
    "terminal": "red bell",
    "null": "null",
    "surrogate": "half ? of a pair",
    "direction": "gnp.exe",
}


@dataclass
class Element:
    """An element of a page, with all the text in it."""

    tag: str
    attributes: dict
    text: str = ""

    @property
    def words(self):
        """The text as a browser shows it, with single blanks."""
        return " ".join(self.text.split())


class Page(HTMLParser):
    """A parsed page: its elements in order, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.text = ""
        self._open = []
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self._open.pop().tag == tag

    def handle_data(self, data):
        self.text += data
        for element in self._open:
            element.text += data

    def all(self, *tags):
        return [element for element in self.elements if element.tag in tags]

    def rows(self, caption):
        """The cells of each row, without the head, of the table whose caption starts so."""
        tables = [table for table in self.all("table") if table.words.startswith(caption)]
        assert tables, f"no table is called {caption}"
        start = self.elements.index(tables[0]) + 1
        rows = []
        for element in self.elements[start:]:
            if element.tag == "table":
                break
            if element.tag == "tr":
                rows.append([])
            elif element.tag in ("th", "td"):
                rows[-1].append(element.words)
        return rows[1:]

    def glance(self):
        """The numbers at a glance, of all labs, as (name, value)."""
        names = [element.words for element in self.all("dt")]
        values = [element.words for element in self.all("dd")]
        return list(zip(names, values, strict=True))


def record(student, lab=LAB, **changes):
    exercise = {"title": "Exercise 1 · Labels", "points": 6.0, "max_points": 6.0, "message": None}
    return {
        "student": student,
        "lab": lab,
        "graded_at": "2026-11-22T09:00:00+00:00",
        "seconds": 30.0,
        "points": 60.0,
        "max_points": 100.0,
        "to_grade": 0,
        "exercises": {"labels": exercise},
        "reasons": [],
        "notes": [],
    } | changes


def failed(message, **changes):
    exercise = {"title": "Exercise 1 · Labels", "points": 0.0, "max_points": 6.0, "message": message}
    return {"labels": exercise | changes}


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    """A new gradebook; nbgrader asks another process, for seconds, what version of its tables it is."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with patch("nbgrader.api.get_alembic_version", return_value="unknown"):
        Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def db_url(tmp_path, empty_gradebook):
    shutil.copyfile(empty_gradebook, tmp_path / "gradebook.db")
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture
def written(tmp_path, db_url):
    """Write records and their report; return the page and the rows of the CSV file by student."""

    def write(*records, damaged=None):
        for number, each in enumerate(records):
            path = tmp_path / "records" / f"{number:03}" / f"{each['lab']}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(each))
        for name, content in (damaged or {}).items():
            path = tmp_path / "records" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        page, table = report.write(tmp_path / "records", db_url, tmp_path / "out")
        assert (page, table) == (tmp_path / "out" / "report.html", tmp_path / "out" / "grades.csv")
        with table.open(encoding="utf-8", newline="") as file:
            rows = {row["student_id"]: row for row in csv.DictReader(file)}
        return Page(page.read_text(encoding="utf-8")), rows

    return write


@pytest.fixture
def gradebook(db_url):
    """A gradebook in which a lab has a test of 80 points and a reflection of 20."""
    with Gradebook(db_url) as book:
        add_lab(book, LAB)
        yield book


def add_lab(book, lab):
    book.add_assignment(lab)
    book.add_notebook(lab, lab)
    book.add_grade_cell("labels_test", lab, lab, max_score=80, cell_type="code")
    book.add_grade_cell("reflection", lab, lab, max_score=20, cell_type="markdown")


def submit(book, student, test=80.0, reflection=None, penalty=None, **about):
    book.add_student(student, **about)
    (notebook,) = book.add_submission(LAB, student).notebooks
    notebook.late_submission_penalty = penalty
    grades = {grade.name: grade for grade in notebook.grades}
    grades["labels_test"].auto_score, grades["labels_test"].needs_manual_grade = test, False
    grades["reflection"].manual_score = reflection
    grades["reflection"].needs_manual_grade = reflection is None
    book.db.commit()
    return grades


def a_class_of_five():
    """Points 10, 20, 60, 60 and 100; exercise 1 is passed by two of the four that were run."""
    wrong = "AssertionError: `y` must hold 0 and 1, not {}"
    return [
        record("eve", points=100.0, seconds=10.0),
        record("ada", points=10.0, seconds=50.0, exercises=failed(wrong.format("[2 3]")), to_grade=4),
        record("ben", points=20.0, seconds=20.0, exercises=failed(wrong.format("[-4.5e-3 7 8]"))),
        record("cleo", points=60.0, seconds=40.0, to_grade=2, reasons=["late", "stopped after 600 s"]),
        record("dora", points=60.0, seconds=0.0, exercises=failed(None), reasons=["not a notebook"]),
    ]


def test_numbers_of_a_class_of_five_are_right(written):
    page, _ = written(*a_class_of_five())
    assert page.glance() == [
        ("Submissions", "5"),
        ("Mean points", "50.0 of 100"),
        ("Median points", "60.0"),
        ("Quartiles", "20.0 and 60.0"),
        ("Waiting for manual grading", "2"),
        ("Needs review", "2"),
        ("Total time (h:min:s)", "0:02:00"),
        ("Median time (h:min:s)", "0:00:30"),
    ]


def test_failures_that_differ_in_numbers_count_as_one_and_what_was_not_run_does_not_count(written):
    page, _ = written(*a_class_of_five())
    ((title, points, passed, mean, failures),) = page.rows("What the tests found")
    assert (title, points, passed, mean) == ("Exercise 1 · Labels", "6", "50 % (2 of 4)", "3.0")
    assert failures == "2 \u00d7 AssertionError: `y` must hold 0 and 1, not [2 3]"


def test_the_three_commonest_failures_are_shown(written):
    said = ["d", "a 1", "b", "a 2", "b", "c", "c", "a 3"]
    page, _ = written(*(record(f"s{i}", exercises=failed(message)) for i, message in enumerate(said)))
    assert page.rows("What the tests found")[0][4] == "3 \u00d7 a 1 2 \u00d7 b 2 \u00d7 c"


def test_exercises_keep_their_order_when_a_submission_lacks_some(written):
    everything = {name: failed("no", title=name)["labels"] for name in ("one", "two", "ten")}
    some = {"ten": everything["ten"]}
    page, _ = written(record("ada", exercises=some), record("ben", exercises=everything))
    assert [row[0] for row in page.rows("What the tests found")] == ["one", "two", "ten"]
    assert [row[2] for row in page.rows("What the tests found")] == ["0 % (0 of 1)"] * 2 + ["0 % (0 of 2)"]


def test_the_histogram_says_its_numbers_in_words_and_counts_extra_credit(written):
    points = [0.0, 9.9, 10.0, 59.5, 100.0, 104.0]
    page, _ = written(*(record(f"s{i}", points=value) for i, value in enumerate(points)))
    (svg,) = page.all("svg")
    assert svg.attributes["role"] == "img"
    texts = {element.attributes.get("id"): element.text for element in page.all("title", "desc")}
    title, desc = (texts[name] for name in svg.attributes["aria-labelledby"].split())
    assert title == f"Distribution of grades in {LAB}"
    counts = {int(low): int(count) for low, count in re.findall(r"from (\d+) to \d+: (\d+)", desc)}
    assert counts == dict.fromkeys(range(0, 100, 10), 0) | {0: 2, 10: 1, 50: 1, 90: 2}


def test_tables_name_whom_to_look_at_who_is_slow_and_everybody(written):
    page, _ = written(*a_class_of_five(), record("ada", lab="lab2", points=7.25))
    assert page.rows("Submissions to review") == [
        ["cleo", "60.0", "late; stopped after 600 s"],
        ["dora", "60.0", "not a notebook"],
    ]
    slow = [["ada", "0:00:50"], ["cleo", "0:00:40"], ["ben", "0:00:20"], ["eve", "0:00:10"]]
    assert page.rows("The slowest") == slow
    assert page.rows("Points by lab") == [
        ["ada", "10.0 *", "7.2"],
        ["ben", "20.0", NONE],
        ["cleo", "60.0 * !", NONE],
        ["dora", "60.0 !", NONE],
        ["eve", "100.0", NONE],
    ]


def test_the_gradebook_overrides_points_and_the_record_keeps_reasons(written, gradebook):
    submit(gradebook, "ada", reflection=15.0, last_name="Lovelace", first_name="Ada", email="a@b.org")
    submit(gradebook, "ben", reflection=10.0, penalty=30.0)
    submit(gradebook, "cleo", test=5.0, penalty=30.0)
    submit(gradebook, "dora", reflection=20.0)["labels_test"].extra_credit = 3.0
    gradebook.db.commit()
    gradebook.add_student("gone")
    records = [record(student, points=1.0, to_grade=9) for student in ("ada", "ben", "cleo", "eve")]
    page, rows = written(*(each | {"reasons": ["late", "odd"]} for each in records))
    names = ["student_id", "last_name", "first_name", "email"]
    assert list(rows["ada"]) == [*names, LAB, f"{LAB} max", f"{LAB} to grade by hand", f"{LAB} note"]
    assert [list(row.values()) for row in rows.values()] == [
        ["ada", "Lovelace", "Ada", "a@b.org", "95.0", "100.0", "0", "late; odd"],
        ["ben", "", "", "", "60.0", "100.0", "0", "late; odd"],
        ["cleo", "", "", "", "0.0", "100.0", "1", "late; odd"],
        ["dora", "", "", "", "103.0", "100.0", "0", ""],
        ["eve", "", "", "", "1.0", "100.0", "9", "late; odd"],
        ["gone", "", "", "", "", "", "", ""],
    ]
    assert ["dora", "103.0"] in page.rows("Points by lab")
    assert ("Submissions", "5") in page.glance()


def test_a_submission_that_could_not_be_run_appears_with_its_reason(written):
    nothing = {"points": 0.0, "max_points": 0.0, "seconds": 0.0, "exercises": {}}
    page, rows = written(record("ada", **nothing, reasons=["not a notebook: lab1.ipynb is not JSON"]))
    assert page.rows("Submissions to review")[0][2] == "not a notebook: lab1.ipynb is not JSON"
    assert page.text.count("No submission has been run.") == 2
    _, rows = written(
        record("ada", **nothing, reasons=["not a notebook: lab1.ipynb is not JSON"]), record("b")
    )
    assert rows["ada"]["lab1 max"] == "100.0"


def test_notes_are_folded_and_no_reason_for_review(written):
    page, rows = written(record("ada", notes=["odd", "and odder"]), record("ben"))
    assert ("Needs review", "0") in page.glance()
    assert page.rows("What was odd") == [["ada", "60.0", "odd; and odder"]]
    assert [element.words[:12] for element in page.all("summary")] == ["1 with notes"]
    assert rows["ada"][f"{LAB} note"] == ""


def test_a_record_of_an_earlier_version_has_no_notes(written):
    earlier = record("ada")
    del earlier["notes"]
    page, _ = written(earlier)
    assert "Damaged records" not in page.text


def markup(page):
    return [(element.tag, element.attributes) for element in page.elements]


@pytest.mark.parametrize(("name", "text"), HOSTILE.items(), ids=HOSTILE)
def test_no_text_of_a_student_becomes_markup_or_moves_the_rest(written, name, text):
    harmless, _ = written(record("ada", exercises=failed("no"), reasons=["why"], notes=["so"]))
    page, rows = written(record(text, exercises=failed(text, title=text), reasons=[text], notes=[text]))
    assert markup(page) == markup(harmless)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.text)
    shown = HOSTILE_SHOWN.get(name, text)
    ((student, _, reasons),) = page.rows("Submissions to review")
    assert (student, reasons) == (shown, shown)
    ((student, _, notes),) = page.rows("What was odd")
    assert (student, notes) == (shown, shown)
    assert rows[shown][f"{LAB} note"] == shown


def test_long_texts_are_shortened_and_can_be_unfolded(written):
    page, _ = written(record("n" * 300, exercises=failed("<" * 100_000), reasons=["w" * 301]))
    summaries = [element.text for element in page.all("summary")]
    assert summaries == ["<" * 300 + "…", "w" * 300 + "…"]
    assert max(len(element.text) for element in page.all("details")) < 2010


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(written):
    page, _ = written(*a_class_of_five())
    assert not page.all("script", "link", "img", "iframe", "object", "form")
    assert "default-src 'none'" in page.all("meta")[2].attributes["content"]
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on") or name == "src"]
        assert element.attributes.get("href", "#").startswith("#")


def test_the_page_can_be_read_aloud(written):
    page, _ = written(*a_class_of_five(), damaged={"zoe/lab1.json": b"no"})
    assert page.all("html")[0].attributes["lang"] == "en"
    assert page.all("title")[0].text == "Class report · Anomaly Detection Labs"
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert len(page.all("caption")) == len(page.all("table")) == 5
    assert {element.attributes.get("scope") for element in page.all("th")} == {"col", "row"}
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert {element.attributes["href"][1:] for element in page.all("a")} <= set(ids)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_the_csv_holds_no_formulas_and_its_numbers_are_numbers(written, start):
    _, rows = written(record(f"{start}1+1", reasons=[f"{start}HYPERLINK(1)"], points=-2.5))
    ((student, row),) = rows.items()
    assert student == f"'{start.strip()}1+1"
    assert row[f"{LAB} note"] == f"'{start.strip()}HYPERLINK(1)"
    assert float(row[LAB]) == -2.5


DAMAGED = {
    "nobody/empty.json": b"",
    "nobody/binary.json": b"\xff\xfe\x00",
    "nobody/list.json": b"[]",
    "nobody/deep.json": b"[" * 100_000,
    "nobody/key.json": json.dumps({"student": "nobody", "lab": LAB}).encode(),
    "nobody/nan.json": json.dumps(record("nobody", points=float("nan"))).encode(),
    "nobody/text.json": json.dumps(record("nobody", points="many")).encode(),
    "nobody/exercise.json": json.dumps(record("nobody", exercises={"labels": {}})).encode(),
    "nobody/twice.json": json.dumps(record("ada", points=99.0)).encode(),
}


def test_damaged_records_cost_only_themselves_and_are_listed(written):
    page, rows = written(record("ada"), damaged=DAMAGED)
    assert [row[0] for row in page.rows("These files are damaged")] == sorted(DAMAGED)
    assert all(row[1] for row in page.rows("These files are damaged"))
    assert page.rows("Points by lab") == [["ada", "60.0"]]
    assert list(rows) == ["ada"]


def test_a_page_of_damaged_records_alone_says_that_there_is_nothing_to_show(written):
    page, rows = written(damaged={"ada/lab1.json": b""})
    assert "There is no submission to show." in page.text
    assert not rows


def test_no_records_are_an_error_that_says_what_to_do(written, assert_one_sentence):
    with pytest.raises(GradingError, match="`make autograde`") as error:
        written()
    assert_one_sentence(str(error.value))


def add_class(book, labs, students):
    """Give each student a submission to each lab, with a point for each cell, in a few statements."""
    book.db.execute(insert(Student), [{"id": student} for student in students])
    assignments, notebooks, grades = [], [], []
    for assignment in book.assignments:
        (notebook,) = assignment.notebooks
        for student in students:
            key = f"{student}{assignment.name}"
            assignments.append({"id": key, "assignment_id": assignment.id, "student_id": student})
            notebooks.append({"id": key, "notebook_id": notebook.id, "assignment_id": key})
            for cell in notebook.grade_cells:
                grades.append({"cell_id": cell.id, "notebook_id": key, "auto_score": 1.0})
    book.db.execute(insert(SubmittedAssignment), assignments)
    book.db.execute(insert(SubmittedNotebook), notebooks)
    book.db.execute(insert(Grade), grades)
    book.db.commit()


@contextmanager
def counted_statements():
    """Give the list of the statements that databases are sent meanwhile."""
    statements = []

    def note(connection, cursor, statement, *_):
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_three_hundred_students_take_few_queries_and_less_than_a_megabyte(written, gradebook, tmp_path):
    labs = [LAB, "lab2", "lab3"]
    for lab in labs[1:]:
        add_lab(gradebook, lab)
    for lab in labs:
        for number in range(16):
            gradebook.add_grade_cell(f"e{number}_test", lab, lab, max_score=5, cell_type="code")
    students = [f"student{number:03}" for number in range(300)]
    message = "AssertionError: expected {} but got {} " + "and more words " * 10
    records = []
    for number, student in enumerate(students):
        exercises = {f"e{i}": failed(message.format(i, number))["labels"] for i in range(16)}
        reasons = ["late"] if number % 5 == 0 else []
        records += [record(student, lab, reasons=reasons, exercises=exercises) for lab in labs]

    add_class(gradebook, labs, students[:2])
    with counted_statements() as for_two:
        written(*records[: 2 * len(labs)])
    add_class(gradebook, labs, students[2:])
    with counted_statements() as for_all:
        page, rows = written(*records)
    assert 0 < len(for_all) <= len(for_two)  # the first to open a gradebook enters the course
    assert (tmp_path / "out" / "report.html").stat().st_size < 1_000_000
    assert len(rows) == len(page.rows("Points by lab")) == 300
    assert {row["lab3"] for row in rows.values()} == {"18.0"}
