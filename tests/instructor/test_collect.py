"""Archives as learning-management systems export them, whole and damaged, honest and hostile."""

import os
import stat
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory

from instructor.grading import collect as collect_module
from instructor.grading.collect import Collected, CollectError, collect
from instructor.grading.collecting.storage import store
from tests.support.archives import packed, tree

LAB = "lab1_xgboost"
NOTEBOOK = f"{LAB}.ipynb"
SEPARATE = "name the same student but are separate submissions"
MOODLE = "Ada Lovelace_123456_assignsubmission_file_"


@pytest.fixture
def submitted(tmp_path):
    return tmp_path / "grading" / "submitted"


@pytest.fixture
def collected(tmp_path, submitted, monkeypatch, assert_one_sentence):
    """Collect from a zip of these files, or these bytes, 1 MB for a student: {student: Collected}."""
    monkeypatch.setattr(collect_module, "MAX_STUDENT_BYTES", 10**6)

    def run(files, **options):
        archive = tmp_path / "export.zip"
        archive.write_bytes(files if isinstance(files, bytes) else packed(files))
        results = collect(archive, LAB, submitted, **options).results
        assert len({result.student for result in results}) == len(results)
        for result in results:
            if result.note:
                assert_one_sentence(result.note)
            if result.student:
                assert sorted(result.files) == sorted(tree(submitted / result.student / LAB))
        assert {path.name for path in tmp_path.iterdir()} <= {"export.zip", "grading"}
        return {result.student: result for result in results}

    return run


def refusal(result, reason):
    """Whether nothing was collected, for this reason."""
    return not result.files and result.note.startswith("Not collected: ") and reason in result.note


@pytest.mark.parametrize(
    ("name", "student"),
    [
        (f"{MOODLE}/{NOTEBOOK}", "Ada Lovelace_123456"),
        (f"{MOODLE.removesuffix('_')}/{NOTEBOOK}", "Ada Lovelace_123456"),
        (f"{MOODLE}{NOTEBOOK}", "Ada Lovelace_123456"),
        (f"lovelaceada_12345_67890_{NOTEBOOK}", "lovelaceada_12345"),
        (f"lovelaceada_LATE_12345_67890_{LAB}-1.ipynb", "lovelaceada_12345"),
        (f"{LAB}_ada1815_attempt_2026-01-30-15-00-00_{NOTEBOOK}", "ada1815"),
        (f"Lab 1 (XGBoost)_ada1815_attempt_2026-01-30-15-00-00_{NOTEBOOK}", "ada1815"),
        (f"ada/{NOTEBOOK}", "ada"),
        (f"ada/{LAB}/{NOTEBOOK}", "ada"),
        (f"Zoë Müller 🦊_7_assignsubmission_file_/{NOTEBOOK}", "Zoë Müller 🦊_7"),
        (f"李小龍/{NOTEBOOK}", "李小龍"),
        (f"a+b [c]*/{NOTEBOOK}", "a_b _c__"),
        (f"...hidden. /{NOTEBOOK}", "hidden"),
        (f"Zoe\u0308/{NOTEBOOK}", "Zoë"),
    ],
)
def test_the_systems_say_who_handed_in(collected, submitted, name, student):
    results = collected({name: "work"})
    assert {result.student: result.note for result in results.values()} == {student: ""}
    assert tree(submitted / student / LAB)[NOTEBOOK] == "work"


def test_a_folder_is_read_like_a_zip(tmp_path, submitted):
    for name in (f"{MOODLE}/{NOTEBOOK}", f"{MOODLE}/pictures/curve.png"):
        (tmp_path / "export" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "export" / name).write_text(name)
    (tmp_path / "export" / "Ben_7_assignsubmission_file_").mkdir()
    (tmp_path / "export" / "Ben_7_assignsubmission_file_" / "work.zip").write_bytes(packed({NOTEBOOK: "ben"}))
    assert collect(tmp_path / "export", LAB, submitted).results == (
        Collected("Ada Lovelace_123456", (NOTEBOOK, "pictures/curve.png")),
        Collected("Ben_7", (NOTEBOOK,)),
    )
    assert tree(submitted) == {
        f"Ada Lovelace_123456/{LAB}/{NOTEBOOK}": f"{MOODLE}/{NOTEBOOK}",
        f"Ada Lovelace_123456/{LAB}/pictures/curve.png": f"{MOODLE}/pictures/curve.png",
        f"Ben_7/{LAB}/{NOTEBOOK}": "ben",
    }


def test_links_and_special_files_in_a_folder_cost_only_their_student(tmp_path, submitted):
    secret = tmp_path / "secret.ipynb"
    secret.write_text("secret")
    for student in ("ada", "ben", "cleo", "dora"):
        (tmp_path / "export" / student).mkdir(parents=True)
        (tmp_path / "export" / student / NOTEBOOK).write_text("work")
    (tmp_path / "export" / "ben" / "link").symlink_to(secret)
    (tmp_path / "export" / "cleo" / "folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "export" / "dora" / "pipe")
    ada, *others = collect(tmp_path / "export", LAB, submitted).results
    assert ada == Collected("ada", (NOTEBOOK,))
    assert all(refusal(result, "is not a regular file") for result in others)
    assert tree(submitted) == {f"ada/{LAB}/{NOTEBOOK}": "work"}


def test_a_zip_of_each_student_is_unpacked(collected, submitted):
    inner = packed({f"my work/{NOTEBOOK}": "work", "my work/a/b.csv": "1", "__MACOSX/my work/._b.csv": "x"})
    results = collected({"ada.zip": inner, "ben/all.ZIP": inner})
    assert results.keys() == {"ada", "ben"}
    for student in ("ada", "ben"):
        assert tree(submitted / student / LAB) == {NOTEBOOK: "work", "a/b.csv": "1"}
    assert collected({f"x_1_2_{LAB}.zip": inner})["x_1"].note == ""


def test_a_zip_beside_a_notebook_is_just_a_file(collected):
    assert collected({f"ada/{NOTEBOOK}": "work", "ada/data.zip": "?"})["ada"].files == ("data.zip", NOTEBOOK)


def test_a_pattern_reads_other_names(collected, submitted):
    pattern = r".*_(?P<student_id>\w+)_on_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
    result = collected({f"x/ps_ada_on_2026-01-30_{NOTEBOOK}": "work"}, pattern=pattern)["ada"]
    assert result == Collected("ada", (NOTEBOOK, "timestamp.txt"), submitted=datetime(2026, 1, 30))
    assert collected({"ben.ipynb": "work"}, pattern=r"(?P<student_id>\w+)")["ben"].note == (
        f"'ben.ipynb', the only notebook, was taken as {NOTEBOOK}."
    )


def test_nbgrader_reads_the_time_in_a_name(collected, submitted):
    collected({f"Lab_u1_attempt_2026-01-30-15-00-09_{NOTEBOOK}": "work"})
    time = CourseDirectory().get_existing_timestamp(str(submitted / "u1" / LAB))
    assert time.isoformat() == "2026-01-30T15:00:09"


def test_the_last_attempt_counts(collected, submitted):
    names = [f"Lab_u1_attempt_2026-01-{day}-15-00-00" for day in ("09", "30", "10")]
    files = {f"{name}_{NOTEBOOK}": name for name in names} | {f"{names[1]}.txt": "a remark"}
    assert collected(files)["u1"].note == "the last of 3 attempts, of 2026-01-30 15:00:00, was taken."
    there = tree(submitted / "u1" / LAB)
    assert there[NOTEBOOK] == names[1]
    assert there[f"{names[1]}.txt"] == "a remark"


def test_a_time_that_is_none_is_refused(collected):
    result = collected({f"Lab_u1_attempt_2026-99-30-15-00-00_{NOTEBOOK}": ""})["u1"]
    assert refusal(result, "'2026-99-30 15:00:00' is not a time")


@pytest.mark.parametrize("where", ["", "sub/"])
def test_students_cannot_write_the_time_themselves(collected, where):
    files = {f"ada/{where}{NOTEBOOK}": "work", f"ada/{where}Timestamp.txt": "2020-01-01"}
    assert collected(files)["ada"].files == (NOTEBOOK,)


@pytest.mark.parametrize(
    ("names", "taken", "note"),
    [
        ([NOTEBOOK], NOTEBOOK, ""),
        ([NOTEBOOK.upper()], NOTEBOOK.upper(), ""),
        ([f"{LAB} (1).ipynb"], f"{LAB} (1).ipynb", ""),
        ([f"{LAB} (10).ipynb", f"{LAB} (9).ipynb", NOTEBOOK], f"{LAB} (10).ipynb", "as the newest, and "),
        ([f"{LAB}-2.ipynb", NOTEBOOK], f"{LAB}-2.ipynb", f"as the newest, and '{NOTEBOOK}' left out."),
        ([NOTEBOOK, f"old/{LAB} (1).ipynb"], NOTEBOOK, "as the newest"),
        ([NOTEBOOK, "scratch.ipynb"], NOTEBOOK, ""),
        (["final.ipynb"], "final.ipynb", f"'final.ipynb', the only notebook, was taken as {NOTEBOOK}."),
    ],
)
def test_the_notebook_of_the_lab_is_found(collected, submitted, names, taken, note):
    result = collected({f"ada/{name}": name for name in names})["ada"]
    assert tree(submitted / "ada" / LAB)[NOTEBOOK] == taken
    assert note in result.note
    assert bool(note) == bool(result.note)


def test_several_notebooks_of_other_names_are_left_for_a_person(collected):
    result = collected({"ada/a.ipynb": "", "ada/b.ipynb": ""})["ada"]
    assert result.files == ("a.ipynb", "b.ipynb")
    assert result.note == f"none of the 2 notebooks is called {NOTEBOOK}: 'a.ipynb', 'b.ipynb'."


def test_equally_new_notebooks_are_refused(collected):
    result = collected({f"all/a/{NOTEBOOK}": "1", f"all/b/{NOTEBOOK}": "2", BEN[0]: ""})["all"]
    assert refusal(result, f"it is unclear which of 'a/{NOTEBOOK}', 'b/{NOTEBOOK}' is the newest")


def test_a_student_without_a_notebook_is_named(collected):
    result = collected(
        {"ada/essay.pdf": "", f"ben/{NOTEBOOK}": "", "cleo.zip": packed({"x.zip": packed({})})}
    )
    assert refusal(result["ada"], "no notebook in it, only 'essay.pdf'")
    assert refusal(result["cleo"], "there is nothing in it")
    assert result["ben"].files


def test_what_systems_add_is_skipped(collected):
    rubbish = ["__MACOSX/ada/._x.ipynb", ".DS_Store", "ada/.DS_Store", f"ada/.ipynb_checkpoints/{NOTEBOOK}"]
    assert collected({f"ada/{NOTEBOOK}": ""} | dict.fromkeys(rubbish, "")) == {
        "ada": Collected("ada", (NOTEBOOK,))
    }


def test_what_is_nobodys_is_listed(collected):
    result = collected({f"{MOODLE}/{NOTEBOOK}": "", "readme.txt": "", "stray/x.ipynb": ""})
    assert result[""] == Collected(
        "", (), "Left out, as no student can be read from the name: 'readme.txt', 'stray/x.ipynb'."
    )
    assert len(result) == 2


def test_names_in_utf8_that_do_not_say_so_are_read(collected):
    content = packed({f"Zoë_7_assignsubmission_file_/{NOTEBOOK}": ""})
    unmarked = content.replace(b"\x00\x08\x00\x00", b"\x00\x00\x00\x00").replace(
        b"\x00\x08\x08\x00", b"\x00\x00\x08\x00"
    )
    assert unmarked != content
    assert collected(unmarked).keys() == {"Zoë_7"}


def test_long_names_are_shortened_and_stay_apart(collected):
    results = collected({f"{'ü' * 100}{end}/{NOTEBOOK}": "" for end in "ab"})
    assert len(results) == 2
    assert all(len(student.encode()) <= 128 and results[student].files for student in results)


# What collecting again does


def test_the_same_bytes_touch_nothing_and_others_replace_the_whole(collected, submitted):
    collected({f"ada/{NOTEBOOK}": "old", "ada/extra.csv": ""})
    folder = submitted / "ada" / LAB
    before = folder.stat().st_ino, (folder / NOTEBOOK).stat().st_mtime_ns
    assert collected({f"ada/{NOTEBOOK}": "old", "ada/extra.csv": ""})["ada"].files == ("extra.csv", NOTEBOOK)
    assert before == (folder.stat().st_ino, (folder / NOTEBOOK).stat().st_mtime_ns)
    collected({f"ada/{NOTEBOOK}": "new"})
    assert tree(submitted) == {f"ada/{LAB}/{NOTEBOOK}": "new"}


def test_a_refusal_leaves_what_was_there(tmp_path, collected, submitted):
    collected({f"ada/{NOTEBOOK}": "old"})
    (tmp_path / "export.zip").write_bytes(packed({f"ada/{NOTEBOOK}": "new", "ada/../x": ""}))
    (result,) = collect(tmp_path / "export.zip", LAB, submitted).results
    assert refusal(result, "; what was collected before is still there.")
    assert tree(submitted) == {f"ada/{LAB}/{NOTEBOOK}": "old"}


@pytest.mark.parametrize("step", ["write_bytes", "rename"])
@pytest.mark.parametrize("interrupted_call", [1, 2])
def test_an_interruption_loses_nothing(collected, submitted, monkeypatch, step, interrupted_call):
    collected({f"ada/{NOTEBOOK}": "old", "ada/b": ""})
    real = getattr(Path, step)
    calls = []

    def interrupted(path, *arguments):
        calls.append(path)
        if len(calls) == interrupted_call:
            raise KeyboardInterrupt
        return real(path, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            store(submitted / "ada" / LAB, {NOTEBOOK: b"new", "b": b""})
    assert tree(submitted / "ada") == {f"{LAB}/{NOTEBOOK}": "old", f"{LAB}/b": ""}
    collected({f"ada/{NOTEBOOK}": "new", "ada/b": ""})
    assert tree(submitted / "ada") == {f"{LAB}/{NOTEBOOK}": "new", f"{LAB}/b": ""}


def test_a_run_that_was_killed_between_two_folders_is_repaired(collected, submitted):
    collected({f"ada/{NOTEBOOK}": "old"})
    (submitted / "ada" / LAB).rename(submitted / "ada" / f".{LAB}.old")
    (submitted / "ada" / f".{LAB}.new").mkdir()
    collected({f"ada/{NOTEBOOK}": "new"})
    assert tree(submitted) == {f"ada/{LAB}/{NOTEBOOK}": "new"}
    assert [path.name for path in (submitted / "ada").iterdir()] == [LAB]


# Hostile and damaged archives


def info(name, **attributes):
    made = zipfile.ZipInfo(name)
    made.compress_type = zipfile.ZIP_DEFLATED
    for attribute, value in attributes.items():
        setattr(made, attribute, value)
    return made


BEN = (f"ben/{NOTEBOOK}", "ben's")
LINK = (stat.S_IFLNK | 0o777) << 16
FIFO = (stat.S_IFIFO | 0o644) << 16


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([("ada/../../evil.ipynb", "")], "'ada/../../evil.ipynb' points outside its folder"),
        ([(f"ada/../{BEN[0]}", "evil")], "points outside its folder"),
        ([("ada//../evil", "")], "points outside its folder"),
        ([("ada/a\\b", "")], "has a backslash or a control character in its name"),
        ([("ada/a\nb", "")], "has a backslash or a control character in its name"),
        ([("ada/a\u2028b", "")], "has a backslash or a control character in its name"),
        ([("ada/C:/evil", "")], "points outside its folder"),
        ([("ada/" + "ü" * 128, "")], "has a name that is too long"),
        ([("ada/" + "a/" * 2000 + "b", "")], "too long"),
        ([(info("ada/link", external_attr=LINK), "/etc/passwd")], "'ada/link' is not a regular file"),
        ([(info("ada/pipe", external_attr=FIFO), "")], "'ada/pipe' is not a regular file"),
        ([(info("ada/x", compress_type=zipfile.ZIP_BZIP2), "x")], "is compressed in a way that is not"),
        ([("ada/B.csv", ""), ("ada/b.csv", "")], "'ada/B.csv', 'ada/b.csv' have the same name"),
        ([("ada/Zo\u00eb", ""), ("ada/Zoe\u0308", "")], "have the same name"),
        ([("ada/x", ""), ("ada/x/y", "")], "ada"),
        ([(f"ada/{NOTEBOOK}/x", "")], "ada"),
        ([("ada/bomb", "0" * 2_000_000)], "with 'ada/bomb' it has more than 1 MB"),
        ([(f"ada/{number}", "0" * 200_000) for number in range(6)], "it has more than 1 MB"),
        ([(f"ada/{number}", "") for number in range(100)], "it has 101 files; the limit is 100"),
        (
            [("Ada/x", "")],
            f"'Ada/x', 'ada/{NOTEBOOK}' {SEPARATE}",
        ),
        ([("ada./x", "")], SEPARATE),
        ([("ada.zip", packed({NOTEBOOK: ""}))], SEPARATE),
    ],
)
def test_what_is_unsafe_costs_only_its_student(collected, submitted, entries, reason):
    results = collected([(f"ada/{NOTEBOOK}", "ada's"), *entries, BEN])
    (ada,) = (result for student, result in results.items() if student.casefold() == "ada")
    assert refusal(ada, reason)
    assert tree(submitted) == {f"ben/{LAB}/{NOTEBOOK}": "ben's"}


def nameless(content):
    """A zip whose last entry has its name, of one letter, turned into an extra field."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        lengths = content.rindex(signature) + offset
        assert content[lengths : lengths + 4] == struct.pack("<HH", 1, 0)
        changed[lengths : lengths + 4] = struct.pack("<HH", 0, 1)
    return bytes(changed)


def test_an_entry_without_a_name_costs_only_its_student(collected):
    inner = nameless(packed({NOTEBOOK: "", "x": ""}))
    results = collected({"ada.zip": inner, BEN[0]: ""})
    assert refusal(results["ada"], "has no name")
    assert results["ben"].files
    assert "'.'" in collected(nameless(packed([BEN, ("x", "")])))[""].note


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_in_a_zip_is_refused(collected):
    results = collected([(f"ada/{NOTEBOOK}", "good"), (f"ada/{NOTEBOOK}", "evil"), BEN])
    assert refusal(results["ada"], "have the same name")
    assert results["ben"].files


def test_names_of_no_student_get_nowhere(collected, submitted):
    outside = ["../evil.ipynb", "/etc/evil.ipynb", "./../evil.ipynb", "ada\\evil.ipynb", "evil.ipynb"]
    results = collected([BEN, *((name, "") for name in outside)])
    assert results.keys() == {"", "ben"}
    assert refusal(collected([BEN, ("C:/evil.ipynb", "")])["C_"], "points outside its folder")


def test_a_file_name_cannot_pass_for_another_students(collected):
    mallory = f"ben_1_assignsubmission_file_{NOTEBOOK}"
    moodle = [f"mallory_5_assignsubmission_file_/{mallory}", f"cleo_6_assignsubmission_file_{mallory}"]
    assert collected(dict.fromkeys(moodle, "")).keys() == {"mallory_5", "cleo_6"}
    blackboard = f"ben_attempt_2026-01-30-15-00-00_{NOTEBOOK}"
    canvas = [f"mallory_1_2_{mallory}", f"cleo_1_3_x_{blackboard}", "dora_1_4_x.ipynb"]
    assert collected(dict.fromkeys(canvas, "")).keys() == {"mallory_1", "cleo_1", "dora_1"}


def test_a_folder_and_flat_files_of_one_moodle_student_are_not_mixed(collected):
    names = [f"{MOODLE}/{NOTEBOOK}", f"{MOODLE}b.csv", f"ben_7_assignsubmission_file_{NOTEBOOK}"]
    result = collected(dict.fromkeys(names, ""))
    assert refusal(result["Ada Lovelace_123456"], SEPARATE)
    assert result["ben_7"].files


def test_what_lies_beside_the_notebook_stays_beside_it(collected, submitted):
    inner = {"report.pdf": "r", f"work/{NOTEBOOK}": "n", "work/own.py": "o", "work/data/x.csv": "x"}
    collected({"ada.zip": packed(inner | {"work/timestamp.txt": "2000-01-01 00:00:00 UTC"})})
    stored = {"report.pdf": "r", NOTEBOOK: "n", "own.py": "o", "data/x.csv": "x"}
    assert tree(submitted / "ada" / LAB) == stored


def test_files_of_one_name_stay_where_they_were(collected, submitted):
    inner = {"own.py": "1", f"work/{NOTEBOOK}": "n", "work/own.py": "2"}
    collected({"ada.zip": packed(inner)})
    assert tree(submitted / "ada" / LAB) == {"own.py": "1", NOTEBOOK: "n", "work/own.py": "2"}


def test_a_time_put_beside_a_submission_stays_until_the_submission_changes(collected, submitted):
    collected([BEN])
    time = submitted / "ben" / LAB / "timestamp.txt"
    time.write_text("2026-03-02 10:00:00 UTC")
    collect(submitted.parent.parent / "export.zip", LAB, submitted)
    assert time.exists()
    collected({BEN[0]: "another"})
    assert not time.exists()


@pytest.mark.parametrize("between", ["/", ""])
def test_moodles_students_can_be_called_by_name_and_namesakes_are_refused(collected, between):
    names = ["Ada Lovelace_1", "Ben Twin_2", "Ben Twin_3"]
    files = {f"{name}_assignsubmission_file_{between}{name[-1]}.ipynb": "" for name in names}
    results = collected(files, by_name=True)
    assert results.keys() == {"Ada Lovelace", "Ben Twin"}
    assert results["Ada Lovelace"].files
    assert refusal(results["Ben Twin"], SEPARATE)


def damaged(content, name):
    """A zip with one byte flipped in what belongs to a name."""
    start = content.index(name.encode()) + len(name)
    return content[:start] + bytes([content[start] ^ 0xFF]) + content[start + 1 :]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_file_costs_only_its_student(collected, compression):
    content = packed([(f"ada/{NOTEBOOK}", "work " * 9), BEN], compression)
    results = collected(damaged(content, f"ada/{NOTEBOOK}"))
    assert refusal(results["ada"], f"'ada/{NOTEBOOK}' cannot be read")
    assert results["ben"].files


def test_a_header_that_claims_less_is_not_believed(collected):
    content = packed([("ada/x.ipynb", "0" * 2_000_000), BEN])
    results = collected(content.replace(struct.pack("<I", 2_000_000), struct.pack("<I", 10)))
    assert refusal(results["ada"], "Bad CRC-32")
    assert results["ben"].files


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        (b"no zip", "'ada.zip' cannot be unpacked (File is not a zip file)"),
        (packed({NOTEBOOK: "work"})[:-30], "'ada.zip' cannot be unpacked"),
        (packed({"../x.ipynb": ""}), "'../x.ipynb' points outside its folder"),
        (packed([(info(NOTEBOOK, external_attr=LINK), "/etc/passwd")]), "is not a regular file"),
        (packed({NOTEBOOK: "0" * 2_000_000}), "more than 1 MB"),
        (packed({"ada.zip": packed({"essay.pdf": ""})}), "there is no notebook in it, only 'essay.pdf'"),
        (packed({"ada.zip": b"no zip"}), "'ada.zip' cannot be unpacked (File is not a zip file)"),
        (packed({}), "there is nothing in it"),
    ],
)
def test_a_bad_zip_within_costs_only_its_student(collected, inner, reason):
    results = collected([("ada.zip", inner), BEN])
    assert refusal(results["ada"], reason)
    assert results["ben"].files


def encrypted(content):
    """A zip that says so of the first file."""
    local, central = content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8
    changed = bytearray(content)
    changed[local] |= 1
    changed[central] |= 1
    return bytes(changed)


def test_an_encrypted_file_costs_only_its_student(collected):
    results = collected(encrypted(packed([(f"ada/{NOTEBOOK}", ""), BEN])))
    assert refusal(results["ada"], "is encrypted")
    assert results["ben"].files


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not a zip file, or is incomplete"),
        (b"<html>Please log in</html>", "is not a zip file, or is incomplete"),
        (packed([BEN])[:-30], "is not a zip file, or is incomplete"),
        (packed({}), "There is no notebook in"),
        (packed({"ada/essay.pdf": ""}), "There is no notebook in"),
        (packed({"x.ipynb": ""}), "No student can be read from the name of 'x.ipynb': give a pattern"),
        (encrypted(packed([BEN])), "is encrypted: unpack it and give the folder."),
    ],
)
def test_an_archive_that_cannot_be_used_says_why(collected, submitted, assert_one_sentence, content, reason):
    with pytest.raises(CollectError) as error:
        collected(content)
    assert reason in str(error.value)
    assert_one_sentence(str(error.value))
    assert not submitted.exists()


def test_no_archive_and_no_pattern_say_so(tmp_path, collected, submitted, assert_one_sentence):
    with pytest.raises(CollectError, match=r"nothing\.zip does not exist") as error:
        collect(tmp_path / "nothing.zip", LAB, submitted)
    assert_one_sentence(str(error.value))
    with pytest.raises(CollectError, match="is not a regular expression"):
        collected([BEN], pattern="(")
    with pytest.raises(CollectError, match="lacks the group"):
        collected([BEN], pattern="(?P<student>.*)/")


def test_too_much_in_all_stops_and_says_so(collected, monkeypatch, assert_one_sentence):
    monkeypatch.setattr(collect_module, "MAX_BYTES", 1000)
    with pytest.raises(CollectError, match="More than 1e-06 GB came out of the archive") as error:
        collected({f"{number}/{NOTEBOOK}": "0" * 300 for number in range(4)})
    assert_one_sentence(str(error.value))
