"""The exports of each system: whose each file is, which attempt counts, when it came, what is late."""

import shutil
import zipfile
from datetime import datetime

import pytest

from instructor.grading.collect import collect
from instructor.grading.collecting.errors import RefusedError
from instructor.grading.collecting.times import UnknownDateError, parsed_time
from tests.support.archives import packed, tree

LAB = "lab1_xgboost"
NOTEBOOK = f"{LAB}.ipynb"


@pytest.fixture
def collection(tmp_path):
    """Collect from a zip of these files, or these bytes."""

    def run(files, **options):
        archive = tmp_path / "export.zip"
        archive.write_bytes(files if isinstance(files, bytes) else packed(files))
        return collect(archive, LAB, tmp_path / "submitted", **options)

    return run


@pytest.fixture
def work(collection, tmp_path):
    """Collect from files that are all somebody's: the system, and {student: the notebook's content}."""

    def run(files):
        shutil.rmtree(tmp_path / "submitted", ignore_errors=True)
        found = collection(files)
        assert [one for one in found.results if not one.files] == []
        there = tree(tmp_path / "submitted")
        notebooks = {
            path.split("/")[0]: text for path, text in there.items() if path.endswith(f"/{NOTEBOOK}")
        }
        assert notebooks.keys() == {one.student for one in found.results}
        return found.system, notebooks

    return run


@pytest.mark.parametrize(
    ("names", "system", "students"),
    [
        ([f"Ada Lovelace_12_assignsubmission_file_/{NOTEBOOK}"], "Moodle", ["Ada Lovelace_12"]),
        ([f"Ada Lovelace_12_assignsubmission_file_{NOTEBOOK}"], "Moodle", ["Ada Lovelace_12"]),
        ([f"Participant_12_assignsubmission_file_/{NOTEBOOK}"], "Moodle", ["Participant_12"]),
        ([f"Teilnehmerin_12_assignsubmission_file_{NOTEBOOK}"], "Moodle", ["Teilnehmerin_12"]),
        ([f"Team 3-Ada_12_assignsubmission_file_/a/b/{NOTEBOOK}"], "Moodle", ["Team 3-Ada_12"]),
        (
            [f"course/{name}_1_assignsubmission_file_/{NOTEBOOK}" for name in ("Ada", "Ben")],
            "Moodle, in the folder 'course'",
            ["Ada_1", "Ben_1"],
        ),
        ([f"lovelaceada_12_345_{NOTEBOOK}"], "Canvas", ["lovelaceada_12"]),
        ([f"lab_group_12_345_{NOTEBOOK}"], "Canvas", ["lab_group_12"]),
        ([f"anon_Qw3rT_345_{NOTEBOOK}"], "Canvas", ["anon_Qw3rT"]),
        ([f"LATE_anon_Qw3rT_345_{LAB}-1.ipynb"], "Canvas", ["anon_Qw3rT"]),
        ([f"submissions/lovelaceada_LATE_12_345_{NOTEBOOK}"], "Canvas, in the folder 's", ["lovelaceada_12"]),
        ([f"Lab 1_ada_attempt_2026-02-03-21-04-05_{NOTEBOOK}"], "Blackboard", ["ada"]),
        ([f"Lab_1_ada_attempt_2026-02-03-21-04-05/{NOTEBOOK}"], "Blackboard", ["ada"]),
        ([f"Ada Lovelace - {NOTEBOOK}"], "Google Classroom", ["Ada Lovelace"]),
        ([f"Lab 1/Ada Lovelace - Copy of {NOTEBOOK}"], "Google Classroom, in the f", ["Ada Lovelace"]),
        ([f"Ada/Copy of {NOTEBOOK}", f"Ben/{NOTEBOOK}"], "a folder or a zip file", ["Ada", "Ben"]),
        ([f"lab1-submissions/lab1-ada-l/{NOTEBOOK}"], "GitHub Classroom", ["ada-l"]),
        (
            [f"x/lab-1-submissions/lab-1-{who}/src/{NOTEBOOK}" for who in ("ada", "lab-1-ben")],
            "GitHub Classroom",
            ["ada", "lab-1-ben"],
        ),
        ([f"Submissions/Lovelace_Ada_ada_12/20260203210405_{NOTEBOOK}"], "ILIAS", ["Lovelace_Ada_ada_12"]),
        ([f"Lab 1/Abgaben/De la Cruz_Ana_ana_7/{NOTEBOOK}"], "ILIAS", ["De la Cruz_Ana_ana_7"]),
        (
            [f"Lab 1/Team 5/A_Ada_ada_1/{NOTEBOOK}", f"Lab 1/Team 6/B_Ben_ben_2/{NOTEBOOK}"],
            "ILIAS",
            ["A_Ada_ada_1", "B_Ben_ben_2"],
        ),
        (
            [f"Student Work/Submitted files/Ada L/Lab 1/Version 1/{NOTEBOOK}"],
            "Microsoft Teams",
            ["Ada L"],
        ),
        ([f"Submitted files/Ada/Lab 1/{NOTEBOOK}"], "Microsoft Teams", ["Ada"]),
        ([f"Ada/Lab 1/Version 1/{NOTEBOOK}", f"Ben/Lab 1/Versión 2/{NOTEBOOK}"], "Microsoft", ["Ada", "Ben"]),
        (
            [f"submission_12/{NOTEBOOK}", f"submission_13/{NOTEBOOK}"],
            "Grade",
            ["submission_12", "submission_13"],
        ),
    ],
)
def test_each_system_is_recognised(work, names, system, students):
    taken_for, notebooks = work({name: name for name in names})
    assert taken_for.startswith(system)
    assert notebooks == dict(zip(students, names, strict=True))


# Moodle


def test_moodles_online_text_is_put_beside_the_notebook(collection, tmp_path):
    ada = "Ada Lovelace_12_assignsubmission"
    files = {f"{ada}_file_/{NOTEBOOK}": "n", f"{ada}_onlinetext_/onlinetext.html": "t"}
    collection(files | {"Ben_13_assignsubmission_onlinetext_/onlinetext.html": "t"})
    stored = {NOTEBOOK: "n", "onlinetext.html": "t"}
    assert tree(tmp_path / "submitted") == {
        f"Ada Lovelace_12/{LAB}/{name}": content for name, content in stored.items()
    }


def test_who_only_typed_text_is_named(collection):
    text = "Ben_13_assignsubmission_onlinetext_onlinetext.html"
    ada, ben = collection({f"Ada_12_assignsubmission_file_{NOTEBOOK}": "", text: "t"}).results
    assert ada.files
    assert ben.note == "Not collected: there is no notebook in it, only 'onlinetext.html'."


# Canvas


def test_canvas_says_what_is_late(collection):
    names = [f"ada_LATE_1_2_{NOTEBOOK}", f"ben_3_4_{NOTEBOOK}", f"lateef_5_6_{NOTEBOOK}"]
    results = collection(dict.fromkeys(names, "")).results
    assert {one.student: one.late for one in results} == {"ada_1": True, "ben_3": False, "lateef_5": False}


def test_a_text_in_canvas_is_no_notebook(collection):
    ada, ben = collection({"ada_LATE_1_text.html": "", f"ben_3_4_{NOTEBOOK}": ""}).results
    assert ada.note == "Not collected: there is no notebook in it, only 'text.html'."
    assert ben.files


# Blackboard


def test_user_ids_with_the_same_end_are_not_taken_for_one_student(collection):
    names = ["Lab_ada_x_attempt_2026-02-03-21-04-05", "Lab_ben_x_attempt_2026-02-04-21-04-05"]
    (result,) = collection({f"{name}_{NOTEBOOK}": name for name in names}).results
    assert result.note.startswith("Not collected: ")
    assert "name the same student but are separate submissions" in result.note


def test_an_attempt_without_a_notebook_does_not_hide_an_earlier_one(collection, tmp_path):
    names = ["Lab_ada_attempt_2026-02-03-21-04-05", "Lab_ada_attempt_2026-02-04-08-00-00"]
    (ada,) = collection({f"{names[0]}_{NOTEBOOK}": "work", f"{names[1]}_report.pdf": ""}).results
    assert ada.note == (
        "of 2 attempts, the one of 2026-02-03 21:04:05 was taken, as the one of 2026-02-04 08:00:00 has no "
        "notebook."
    )
    assert tree(tmp_path / "submitted" / "ada")[f"{LAB}/{NOTEBOOK}"] == "work"


# Brightspace

ADA = "100001-200002 - Ada Lovelace"


@pytest.mark.parametrize("separator", [" - ", "/"])
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Feb 3, 2026 1108 AM", "Feb 3, 2026 904 PM"),
        ("Feb 3, 2026 904 AM", "Feb 3, 2026 1004 AM"),
        ("Feb 3, 2026 1204 AM", "Feb 3, 2026 1204 PM"),
        ("Dec 31, 2025 1159 PM", "Jan 1, 2026 1200 AM"),
        ("3 févr. 2026 904", "3 févr. 2026 2104"),
        ("3. März 2026 21 04", "3. Mai 2026 9 04"),
        ("2026-02-03 904", "2026-02-03 1004"),
    ],
)
def test_the_newer_attempt_in_brightspace_counts(work, separator, earlier, later):
    files = {f"{ADA} - {time}{separator}{NOTEBOOK}": time for time in (later, earlier)}
    system, notebooks = work(files | {"index.html": "", f"1-2 - Ben - {earlier} - {NOTEBOOK}": "ben"})
    assert system == "Brightspace"
    assert notebooks == {"Ada Lovelace_100001": later, "Ben_1": "ben"}


@pytest.mark.parametrize(
    "name",
    [
        f"{ADA} - Feb 3, 2026 904 PM.ipynb",
        f"{ADA}/{NOTEBOOK}",
        f"{ADA} - {NOTEBOOK}",
        f"{ADA} - Feb 3, 2026 904 PM - 5-6 - Ben - Feb 4, 2026 904 PM - {NOTEBOOK}",
        f"Lab 1 Download Feb 9, 2026 100 PM/{ADA} - Feb 3, 2026 904 PM - {NOTEBOOK}",
    ],
)
def test_other_forms_of_brightspaces_names(work, name):
    _, notebooks = work({name: "work"})
    assert notebooks == {"Ada Lovelace_100001": "work"}


def test_the_time_in_brightspace_is_kept(collection, tmp_path):
    (ada,) = collection({f"{ADA} - Feb 3, 2026 904 PM - {NOTEBOOK}": ""}).results
    assert ada.submitted == datetime(2026, 2, 3, 21, 4)
    stored = tree(tmp_path / "submitted" / ada.student / LAB)
    assert stored["timestamp.txt"] == "2026-02-03 21:04:00 UTC\n"


def test_a_date_in_an_unknown_language_costs_the_time_or_the_choice(collection):
    unknown = ["3 kwietnia 2026 2104", "4 kwietnia 2026 2104"]
    (ada,) = collection({f"{ADA} - {unknown[0]} - {NOTEBOOK}": ""}).results
    assert ada.files == (NOTEBOOK,)
    assert ada.note == "collected without a time, as '3 kwietnia 2026 2104' is not a time."
    (ada,) = collection({f"{ADA} - {date} - {NOTEBOOK}": date for date in unknown}).results
    assert not ada.files
    assert "is not a time" in ada.note


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Feb 3, 2026 904 PM", "2026-02-03T21:04"),
        ("Feb 3, 2026 1004 AM", "2026-02-03T10:04"),
        ("Feb 3, 2026 1204 AM", "2026-02-03T00:04"),
        ("February 3, 2026 9 04 p.m.", "2026-02-03T21:04"),
        ("3 feb. 2026 904 p. m.", "2026-02-03T21:04"),
        ("juil. 14, 2026 21 h 04", "2026-07-14T21:04"),
        ("14 juin 2026 21h04", "2026-06-14T21:04"),
        ("14 août 2026 at 904 PM", "2026-08-14T21:04"),
        ("5. Dez. 2026 2104 Uhr", "2026-12-05T21:04"),
        ("5 de dic. de 2026 904", "2026-12-05T09:04"),
        ("5 ott 2026 21.04", "2026-10-05T21:04"),
        ("5 Ağu 2026 2104", "2026-08-05T21:04"),
        ("2026-02-03 2104", "2026-02-03T21:04"),
        ("20260203210405", "2026-02-03T21:04:05"),
        ("2026-02-03-21-04-05", "2026-02-03T21:04:05"),
    ],
)
def test_times_are_read(text, time):
    assert parsed_time(text) == datetime.fromisoformat(time)


@pytest.mark.parametrize("text", ["3 xyz 2026 2104", "Feb 3, 2026 1304 XM", "Feb 30, 2026 904 PM"])
def test_times_that_are_not_known_are_no_guesses(text):
    with pytest.raises(UnknownDateError, match="is not a time"):
        parsed_time(text)
    with pytest.raises(RefusedError, match="is not a time"):
        parsed_time("20269903210405")


# Gradescope

METADATA = """---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0815'
    :email: ada@example.org
  :created_at: 2026-02-03 21:04:05.123456000 -08:00
submission_2:
  :submitters:
  - :name: Ben ONeil
    :email: ben@example.org
  - :name: Cleo
    :sid: '7'
  :created_at: 2026-02-03 21:04:05.000000000 Z
"""
TOP = "assignment_99_export"


def test_gradescopes_list_names_the_students(collection, tmp_path):
    files = {f"{TOP}/submission_metadata.yml": METADATA, f"{TOP}/submission_1/{NOTEBOOK}": "a"}
    found = collection(files | {f"{TOP}/submission_2/{NOTEBOOK}": "b", f"{TOP}/submission_3/{NOTEBOOK}": "c"})
    results = {one.student: one for one in found.results}
    ben, cleo = "Ben ONeil_ben@example.org", "Cleo_7"
    assert results.keys() == {"Ada Lovelace_0815", ben, cleo, "submission_3"}
    assert results["Ada Lovelace_0815"].submitted == datetime(2026, 2, 4, 5, 4, 5)
    assert results[ben].note == f"handed in together with '{cleo}'."
    assert results[cleo].note == f"handed in together with '{ben}'."
    there = tree(tmp_path / "submitted")
    assert there[f"{ben}/{LAB}/{NOTEBOOK}"] == there[f"{cleo}/{LAB}/{NOTEBOOK}"] == "b"


@pytest.mark.parametrize("damaged", ["{", "a: [", "\x00"])
def test_a_damaged_list_of_gradescope_says_so(collection, damaged, assert_one_sentence):
    with pytest.raises(Exception, match=r"Gradescope's submission_metadata\.yml cannot be read") as error:
        collection({"submission_metadata.yml": damaged, f"submission_1/{NOTEBOOK}": ""})
    assert_one_sentence(str(error.value))


def test_a_list_of_gradescope_with_nobody_in_it_is_no_obstacle(work):
    for empty in ("", "[]", "submission_1: 3\n", "submission_1:\n  :submitters: 3\n"):
        _, notebooks = work({"submission_metadata.yml": empty, f"submission_1/{NOTEBOOK}": "work"})
        assert notebooks == {"submission_1": "work"}


# GitHub Classroom


def test_the_history_in_a_repository_does_not_count(collection):
    repository = "lab1-submissions/lab1-ada"
    files = {f"{repository}/.git/objects/{number}": "" for number in range(200)}
    (ada,) = collection(files | {f"{repository}/{NOTEBOOK}": "", f"{repository}/README.md": ""}).results
    assert ada.files == ("README.md", NOTEBOOK)


# Microsoft Teams


def test_the_last_version_in_teams_counts_and_working_files_do_not(collection, tmp_path):
    ada = {f"Submitted files/Ada/Lab 1/Version {number}/{NOTEBOOK}": str(number) for number in (2, 10, 9)}
    working = {f"Working files/{name}/Lab 1/{NOTEBOOK}": "draft" for name in ("Ada", "Ben")}
    results = collection(ada | working).results
    assert [one.note for one in results] == [
        "the last of 3 attempts, number 10, was taken.",
        "Not collected: it was not turned in, there are only working files.",
    ]
    assert tree(tmp_path / "submitted") == {f"Ada/{LAB}/{NOTEBOOK}": "10"}


def test_other_assignments_in_teams_are_left_out(collection, tmp_path):
    files = {
        f"Submitted files/Ada/Lab 1/Version 1/{NOTEBOOK}": "lab 1",
        "Submitted files/Ada/Lab 2/Version 3/lab2_autoencoder.ipynb": "lab 2",
        "Submitted files/Ben/Lab 2/Version 1/lab2_autoencoder.ipynb": "lab 2",
    }
    ada, ben = collection(files).results
    assert ada.note == "'Lab 2', another assignment, was left out."
    assert ben.note == "Not collected: it has no notebook of the lab's name in 'Lab 2'."
    assert tree(tmp_path / "submitted") == {f"Ada/{LAB}/{NOTEBOOK}": "lab 1"}


# ILIAS


def test_files_in_ilias_are_one_submission_whenever_each_was_uploaded(collection, tmp_path):
    ada = "Submissions/Lovelace_Ada_ada_12"
    files = {
        f"{ada}/20260203210405_{NOTEBOOK}": "old",
        f"{ada}/20260204080000_{NOTEBOOK}": "new",
        f"{ada}/20260203210500_data.csv": "d",
        "status.xlsx": "",
    }
    (result,) = collection(files).results
    assert result.note == "of 3 files, the newest of each name were taken."
    assert result.submitted == datetime(2026, 2, 4, 8)
    stored = tree(tmp_path / "submitted" / "Lovelace_Ada_ada_12" / LAB)
    assert stored == {NOTEBOOK: "new", "data.csv": "d", "timestamp.txt": "2026-02-04 08:00:00 UTC\n"}


@pytest.mark.parametrize("late", ["Late Submission", "Verspaetete Abgabe"])
def test_ilias_says_what_is_late(collection, late):
    files = {f"Lovelace_Ada_ada_12/{late} - {NOTEBOOK}": "", f"O_Ben_ben_13/{NOTEBOOK}": ""}
    assert [(one.files, one.late) for one in collection(files).results] == [
        ((NOTEBOOK,), True),
        ((NOTEBOOK,), False),
    ]


# Folders and zips


@pytest.mark.parametrize("top", ["", "submissions/", "Lab 1/Group A/", "2026 (spring)/"])
def test_a_folder_above_the_students_is_not_a_student(work, top):
    files = {f"{top}ada/{NOTEBOOK}": "a", f"{top}ben/work/{NOTEBOOK}": "b"}
    system, notebooks = work(files)
    assert notebooks == {"ada": "a", "ben": "b"}
    assert (repr(top.rstrip("/")) in system) == bool(top)


def test_zips_of_students_in_a_folder(work):
    files = {f"submissions/{name}.zip": packed({NOTEBOOK: name}) for name in ("ada", "ben")}
    assert work(files)[1] == {"ada": "ada", "ben": "ben"}
    files = {f"Lab 1 - {name}.zip": packed({NOTEBOOK: name}) for name in ("Ada", "Ben")}
    assert work(files)[1] == {"Lab 1 - Ada": "Ada", "Lab 1 - Ben": "Ben"}


@pytest.mark.parametrize("name", ["submissions", "lab1-submissions", "Submitted"])
def test_a_folder_above_one_student_is_known_by_its_name(work, name):
    assert work({f"{name}/ada/work/{NOTEBOOK}": "a"})[1] == {"ada": "a"}


def test_the_lab_itself_beside_the_students_is_nobodys(collection):
    files = {f"submissions/{NOTEBOOK}": "lab", f"submissions/ada/{NOTEBOOK}": "a"}
    ada, stray = collection(files).results
    assert stray.note == f"Left out, as no student can be read from the name: 'submissions/{NOTEBOOK}'."
    assert (ada.student, ada.files) == ("ada", (NOTEBOOK,))


def test_a_folder_of_a_student_stays_one(work):
    assert work({f"ada/{LAB}/{NOTEBOOK}": "a"})[1] == {"ada": "a"}


def on_windows(name):
    entry = zipfile.ZipInfo("x")
    entry.filename = name  # ZipInfo itself replaces the separator of the system it runs on
    entry.create_system = 0
    return entry


def test_backslashes_of_windows_separate_folders(work):
    powershell = packed({f"lab1\\{NOTEBOOK}": "1", "lab1\\data\\x.csv": "x"})
    _, notebooks = work({"lovelaceada_1_2_work.zip": powershell, f"neilben_3_4_{NOTEBOOK}": "2"})
    assert notebooks == {"lovelaceada_1": "1", "neilben_3": "2"}


def test_a_class_packed_with_backslashes(work):
    files = {f"class\\ada\\{NOTEBOOK}": "a", f"class\\ben\\{NOTEBOOK}": "b"}
    assert work(files)[1] == {"ada": "a", "ben": "b"}
    mixed = [(on_windows(f"class\\ada\\{NOTEBOOK}"), "a"), (on_windows(f"class/ben/{NOTEBOOK}"), "b")]
    assert work(packed(mixed))[1] == {"ada": "a", "ben": "b"}


def test_backslashes_lead_nowhere_outside(collection, tmp_path):
    hostile = packed({"..\\..\\evil.ipynb": "evil"})
    ada, ben = collection({"ada.zip": hostile, f"ben/{NOTEBOOK}": ""}).results
    assert ada.note == "Not collected: '../../evil.ipynb' points outside its folder."
    assert ben.files
    assert not list(tmp_path.rglob("evil*"))


def test_zips_in_zips_are_unpacked(work):
    nested = packed({"work.zip": packed({f"lab/{NOTEBOOK}": "a"}), "report.pdf": ""})
    assert work({"ada.zip": nested, f"ben/{NOTEBOOK}": "b"})[1] == {"ada": "a", "ben": "b"}


def test_a_zip_of_the_export_stands_for_the_export(work):
    moodle = packed({f"{name}_1_assignsubmission_file_/{NOTEBOOK}": name for name in ("Ada", "Ben")})
    assert work({"Lab 1.zip": moodle}) == ("Moodle", {"Ada_1": "Ada", "Ben_1": "Ben"})
    folders = packed({f"{name}/{NOTEBOOK}": name for name in ("ada", "ben")})
    assert work({"download/x.zip": folders})[1] == {"ada": "ada", "ben": "ben"}


def test_a_zip_of_one_student_stays_one(work):
    assert work({"ada.zip": packed({NOTEBOOK: "a", "data/x.csv": ""})})[1] == {"ada": "a"}


def test_what_macs_and_windows_add_is_no_work(collection):
    added = ["__MACOSX/ada/._x.ipynb", f"ada/._{NOTEBOOK}", "Thumbs.db", "ada/desktop.ini", ".DS_Store"]
    (ada,) = collection(dict.fromkeys([f"ada/{NOTEBOOK}", *added], "")).results
    assert ada.files == (NOTEBOOK,)


def test_late_is_what_came_after_the_due_date(collection):
    names = [f"1-2 - Ada - Feb 3, 2026 904 PM - {NOTEBOOK}", f"3-2 - Ben - Feb 3, 2026 906 PM - {NOTEBOOK}"]
    results = collection(dict.fromkeys(names, ""), due=datetime(2026, 2, 3, 21, 5)).results
    assert [one.late for one in results] == [False, True]
    assert [one.late for one in collection(dict.fromkeys(names, "")).results] == [None, None]


def test_a_dry_run_says_the_same_and_writes_nothing(collection, tmp_path):
    files = {f"ada_LATE_1_2_{NOTEBOOK}": "", "ben_3_4_essay.pdf": "", "stray.ipynb": ""}
    dry = collection(files, dry_run=True)
    assert not (tmp_path / "submitted").exists()
    assert dry == collection(files)
    assert len(dry.results) == 3
