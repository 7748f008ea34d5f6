"""What is read from solutions/LAB/lab.toml, and what is said of a file that is wrong."""

import shutil
import subprocess
import sys

import pytest

from instructor import course
from instructor.__main__ import main
from instructor.course import ROOT, facts, lab_names


@pytest.fixture
def solutions(tmp_path, monkeypatch):
    """A copy of the scripts and facts, in the place of the real ones."""
    ignored = shutil.ignore_patterns("*.ipynb", ".*")
    copy = shutil.copytree(ROOT / "solutions", tmp_path / "solutions", ignore=ignored)
    monkeypatch.setattr(course, "SOLUTIONS", copy)
    facts.cache_clear()
    yield copy
    facts.cache_clear()


def test_a_new_folder_with_a_script_and_its_facts_is_a_lab(solutions):
    shutil.copytree(solutions / "lab3_gan", solutions / "lab9_new")
    (solutions / "lab9_new" / "lab3_gan.py").rename(solutions / "lab9_new" / "lab9_new.py")
    assert lab_names()[-1] == course.graded_labs()[-1] == "lab9_new"
    assert facts("lab9_new").points == course.Points(tests=80, reflections=20)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours = 4", "", "'hours'"),
        ("hours = 4", "hours = 4\nminutes = 5", "'minutes'"),
        ("hours = 4", "hours = four", "at line"),
        ("exercises = 9", "", "'exercises'"),
        ("[points]", "[points]\nextra = 5", "'extra'"),
    ],
)
def test_a_wrong_file_is_named_in_one_sentence(solutions, old, new, said, assert_one_sentence, capsys):
    path = solutions / "lab3_gan" / "lab.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert main(["release", "--lab", "lab3_gan"]) == 1
    message = capsys.readouterr().err.strip()
    assert_one_sentence(message)
    assert str(path) in message
    assert said in message


def test_a_missing_file_is_named_with_the_remedy(solutions, assert_one_sentence, capsys):
    path = solutions / "lab3_gan" / "lab.toml"
    path.unlink()
    assert main(["release", "--lab", "lab3_gan"]) == 1
    message = capsys.readouterr().err.strip()
    assert_one_sentence(message)
    assert message.startswith(f"{path} is missing: ")


def test_the_facts_need_the_standard_library_only():
    code = """
import sys
import instructor.course
own = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
print(*sorted(name for name in own if not name.startswith("_")))
"""
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["instructor"]
