"""What `collect` prints, on any console, and what it leaves alone."""

import subprocess
import sys

import pytest

from instructor import commands
from instructor.__main__ import main
from instructor.course import ROOT
from instructor.nbgrader_api import open_gradebook
from tests.support import classroom
from tests.support.archives import packed, tree

LAB = "lab1_xgboost"
NOTEBOOK = f"{LAB}.ipynb"
CANVAS = {f"ada_LATE_1_2_{NOTEBOOK}": "", "ben_3_4_essay.pdf": "", "stray.ipynb": "", f"c_5_6_{NOTEBOOK}": ""}


@pytest.fixture
def grading(tmp_path, monkeypatch):
    folder = tmp_path / "grading"
    monkeypatch.setattr(commands, "GRADING", folder)
    return folder


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(packed(CANVAS))
    return path


def test_it_shows_the_system_a_table_and_what_was_left_out(grading, archive, capsys):
    assert main(["collect", str(archive), "--lab", LAB]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Taken for: Canvas",
        "student  files  submitted  late  note",
        "ada_1    1                 yes",
        "ben_3    0                       Not collected: there is no notebook in it, only 'essay.pdf'.",
        "c_5      1                 no",
        "Left out, as no student can be read from the name: 'stray.ipynb'.",
        "Not collected: ben_3.",
    ]
    assert tree(grading).keys() == {f"submitted/{name}/{LAB}/{NOTEBOOK}" for name in ("ada_1", "c_5")}


def test_a_dry_run_shows_the_same_and_writes_nothing(grading, archive, capsys):
    assert main(["collect", str(archive), "--lab", LAB, "--dry-run"]) == 1
    shown = capsys.readouterr().out
    assert not grading.exists()
    main(["collect", str(archive), "--lab", LAB])
    assert shown == capsys.readouterr().out + "Nothing was written.\n"


def test_times_are_shown_and_compared_with_the_due_date(grading, archive, capsys):
    names = [
        f"1-2 - {name} - Feb 3, 2026 {time} - {NOTEBOOK}" for name, time in (("A", "904 PM"), ("B", "900 AM"))
    ]
    archive.write_bytes(packed(dict.fromkeys(names, "")))
    grading.mkdir()
    rows = []
    with open_gradebook(f"sqlite:///{grading / 'gradebook.db'}") as gradebook:
        for due in (None, "2026-02-03 12:00:00 UTC"):
            if due:
                gradebook.update_or_create_assignment(LAB, duedate=due)
            assert main(["collect", str(archive), "--lab", LAB]) == 0
            rows += [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    first, second = ["A_1", "2", "2026-02-03", "21:04"], ["B_1", "2", "2026-02-03", "09:00"]
    assert rows == [first, second, [*first, "yes"], [*second, "no"]]


COLLECT = """
import sys
from pathlib import Path
import instructor.commands
from instructor.__main__ import main
instructor.commands.GRADING = Path(sys.argv[1])
sys.exit(main(["collect", sys.argv[2], "--lab", sys.argv[3]]))
"""


def collect_on(console, tmp_path, archive):
    """Run the command in a process of its own: the lines that it prints, as bytes."""
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, tmp_path / "grading", archive, LAB],
        cwd=ROOT,
        env={"PATH": "", **console},
        capture_output=True,
    )
    assert done.stderr == b""
    assert done.returncode == 1
    return done.stdout.splitlines()


def test_names_that_a_console_cannot_print_stop_nothing(tmp_path):
    names = ["Zoë 🦊", "李小龍", "ada"]
    for name in [*names, "not UTF-8 \udce9"]:
        (tmp_path / "export" / name).mkdir(parents=True)
        (tmp_path / "export" / name / f"{name}.ipynb").write_text("work")
    lines = collect_on({"PYTHONIOENCODING": "ascii"}, tmp_path, tmp_path / "export")
    assert lines[0] == b"Taken for: a folder or a zip file for each student"
    assert len([line for line in lines if b"the only notebook, was taken" in line]) == len(names)
    assert lines[-1] == b"Not collected: not UTF-8 _."
    assert tree(tmp_path / "grading").keys() == {f"submitted/{name}/{LAB}/{NOTEBOOK}" for name in names}


def test_names_that_a_disk_cannot_hold_cost_only_their_students(tmp_path, archive):
    archive.write_bytes(packed({f"{name}/{NOTEBOOK}": "work" for name in ("Zoë", "ada")}))
    lines = collect_on({"LC_ALL": "C", "PYTHONUTF8": "0"}, tmp_path, archive)
    assert lines[-1] == rb"Not collected: Zo\xeb."
    assert tree(tmp_path / "grading") == {f"submitted/ada/{LAB}/{NOTEBOOK}": "work"}


def test_make_passes_options_on(archive):
    arguments = ["--dry-run", "collect", f"LAB={LAB}", f"FILE={archive}", "ARGS=--dry-run"]
    shown = classroom.make(ROOT, *arguments).stdout
    assert shown.splitlines()[-1].endswith(f'collect "{archive}" --lab {LAB} --dry-run')
