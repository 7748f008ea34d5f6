"""The students' kit: complete, the same every time, and silent about the answers."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from urllib.parse import unquote

import nbformat
import pytest
from nbgrader.apps import NbGrader

from instructor.authoring import student_kit as kit
from instructor.course import ROOT, graded_labs, lab_names, script_path
from tests.support.classroom import make

SECRETS = ["BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "MARK SCHEME", "Model answer"]
ANSWERS = re.compile(
    r"BEGIN (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)[^\n]*\n.*?END |\*Model answer\.\*.*?(?=\n# %%|\Z)", re.S
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return kit.write(tmp_path_factory.mktemp("kit") / "kit.zip")


@pytest.fixture(scope="module")
def unpacked(archive):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(archive.parent)
    return archive.parent / "anomaly-detection-labs"


@pytest.fixture
def tree(unpacked, tmp_path, monkeypatch):
    """A copy of the course from which the kit is written in place of the real one."""
    copy = tmp_path / "tree"
    shutil.copytree(unpacked, copy)
    monkeypatch.setattr(kit, "ROOT", copy)
    return copy


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def text_of(path, *cell_types):
    """What a file says; of a notebook, what its cells say, or those of some types."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return "\n".join(cell.source for cell in cells if not cell_types or cell.cell_type in cell_types)
    return path.read_bytes().decode(errors="ignore")


def lines_of(text):
    return {line.strip().removeprefix("# ").strip() for line in text.splitlines()}


def targets(folder):
    """The names of a Makefile's rules."""
    return set(re.findall(r"^([a-z-]+):(?!=)", (folder / "Makefile").read_text(encoding="utf-8"), re.M))


def test_the_kit_unpacks_into_one_folder_with_what_a_student_needs(archive, unpacked):
    assert [path.name for path in archive.parent.iterdir() if path.is_dir()] == [unpacked.name]
    assert {path.relative_to(unpacked).parts[0] for path in files(unpacked)} == {
        *(".devcontainer", ".jupyter", ".vscode", "data", "docs", "helpers", "labs"),
        *(".dockerignore", "Dockerfile"),
        *("LICENSE", "Makefile", "README.md", "environment.yml", "install.py", "nbgrader_config.py"),
        *("pyproject.toml", "requirements.lock", "setup.py"),
    }
    assert archive.stat().st_size < 20e6


def test_the_kit_has_all_helpers_and_settings_that_the_course_has(unpacked):
    listed = subprocess.run(
        ["git", "ls-files", "helpers", ".jupyter", ".vscode", "labs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [name for name in listed.stdout.split() if not (unpacked / name).exists()] == []


def test_no_file_of_the_kit_names_an_answer(unpacked):
    for path in files(unpacked):
        content = path.read_bytes().decode(errors="ignore")
        assert not [secret for secret in SECRETS if secret in content], path


def test_no_line_of_an_answer_or_hidden_test_is_in_the_kit(unpacked):
    scripts = [script_path(lab).read_text(encoding="utf-8") for lab in graded_labs()]
    open_to_all = [
        text_of(unpacked / f"labs/{lab}/{lab}.ipynb") for lab in set(lab_names()) - set(graded_labs())
    ]
    visible = "\n".join([*(ANSWERS.sub("", script) for script in scripts), *open_to_all])
    secret = {
        line
        for script in scripts
        for line in lines_of("\n".join(ANSWERS.findall(script)))
        # What an exercise, a hint or another lab shows is no secret, and an import is no answer.
        if len(line) > 30 and line.strip("()[],") not in visible and not re.match("from |import ", line)
    }
    assert len(secret) > 500
    leaked = {path.name: secret & lines_of(text_of(path)) for path in files(unpacked)}
    assert not {name: lines for name, lines in leaked.items() if lines}


def test_two_kits_are_the_same_byte_for_byte(archive, tree, tmp_path):
    for path in files(tree):
        path.chmod(0o600)
        os.utime(path, (2e9, 2e9))
    assert kit.write(tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_files_are_readable_and_no_more(archive):
    with zipfile.ZipFile(archive) as opened:
        assert opened.namelist() == sorted(opened.namelist())
        assert {entry.external_attr >> 16 for entry in opened.infolist()} == {0o100644}


def test_what_lies_about_stays_out(archive, tree, tmp_path):
    for name in (
        "data/kddcup.data_10_percent.gz",
        "data/synthetic_train.arrow",
        "data/synthesize.py",
        "labs/lab1_xgboost/.ipynb_checkpoints/lab1_xgboost-checkpoint.ipynb",
        "labs/lab1_xgboost/notes.txt",
        "labs/lab1_xgboost/lab1_xgboost-Copy1.ipynb",
        "grading/gradebook.db",
        "helpers/__pycache__/data.cpython-311.pyc",
        ".jupyter/lab/workspaces/default.json",
        "helpers/notes.txt",
        "solutions/lab1_xgboost/lab1_xgboost.ipynb",
        "solutions/lab1_xgboost/lab.toml",
        ".git/config",
    ):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("stray")
    assert kit.write(tmp_path / "kit.zip").read_bytes() == archive.read_bytes()


def test_a_solved_notebook_in_labs_is_refused_in_one_sentence(tree, tmp_path, assert_one_sentence):
    path = tree / "labs" / lab_names()[-1] / f"{lab_names()[-1]}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if "raise NotImplementedError(" in cell.source)
    cell.source = re.sub(r"raise NotImplementedError\(.*\)", "return 1", cell.source)
    nbformat.write(notebook, path)
    with pytest.raises(kit.KitError) as refusal:
        kit.write(tmp_path / "kit.zip")
    assert_one_sentence(str(refusal.value))
    assert str(path.relative_to(tree)) in str(refusal.value)
    assert "make release" in str(refusal.value)
    assert not (tmp_path / "kit.zip").exists()


def test_a_lab_that_was_not_released_is_refused(tree, tmp_path):
    shutil.rmtree(tree / "labs" / lab_names()[0])
    with pytest.raises(kit.KitError, match="make release"):
        kit.write(tmp_path / "kit.zip")


def test_every_link_and_picture_leads_to_a_file_of_the_kit(unpacked):
    found = set()
    for path in files(unpacked):
        if path.suffix in {".md", ".ipynb"}:
            text = re.sub(r"```.*?```|`[^`]*`", "", text_of(path, "markdown"), flags=re.S)
            links = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=[\"']([^\"']+)", text)
            for link in (unquote(one or other) for one, other in links):
                if not re.match(r"https?:|mailto:|data:|attachment:|#", link):
                    found.add((path.parent / link.partition("#")[0]).resolve())
    assert found
    assert all(path.is_file() and path.is_relative_to(unpacked.resolve()) for path in found)
    assert {path.resolve() for path in files(unpacked / "docs")} <= found


def test_the_readme_has_what_a_student_needs_and_no_more(unpacked):
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", readme, re.M) == ["Start", "Work on a lab", "License"]
    assert all(f"(labs/{lab}/{lab}.ipynb)" in readme for lab in lab_names())
    assert not re.search(r"solutions/|instructor|tests|pytest", readme)
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", readme, re.M)) == {"lab", "data", "validate", "kernel"}


def test_make_offers_what_works_in_the_kit_and_nothing_else(unpacked):
    assert re.findall(r"^make ([\w-]+)", make(unpacked, "help").stdout, re.M) == [
        "lab",
        "validate",
        "kernel",
        "data",
    ]
    for target in targets(ROOT) - targets(unpacked):
        assert f"No rule to make target '{target}'" in make(unpacked, target).stderr


def test_make_does_the_same_in_the_kit_as_in_the_course(unpacked):
    assert targets(unpacked) == {"help", "install", "lab", "validate", "kernel", "data"}
    for target in targets(unpacked):
        here, there = (make(folder, "--dry-run", target, "ARGS=--some") for folder in (ROOT, unpacked))
        assert here.returncode == 0, here.stderr
        assert there.stdout == here.stdout


def test_the_helpers_load_the_bundled_data_in_the_kit(unpacked):
    code = "import helpers; print(helpers.__file__, len(helpers.load_kdd99('train', 'bundled')))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=unpacked,
        env=os.environ | {"PYTHONPATH": str(unpacked), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    (unpacked / "data" / "synthetic_train.arrow").unlink()  # the cache that it left
    where, rows = result.stdout.splitlines()[-1].split()
    assert where == str(unpacked / "helpers" / "__init__.py")
    assert int(rows) == 200_004


def test_the_validate_button_waits_as_long_in_the_kit_as_the_grader_does(unpacked, monkeypatch):
    monkeypatch.chdir(unpacked)  # where `make lab` starts the server, and where nbgrader looks
    app = NbGrader()
    app.load_config_file()
    assert app.config.Execute.timeout == 300


def test_nothing_in_the_kit_imports_what_is_not_in_it(unpacked):
    missing = re.compile(r"(?:from|import) (?:instructor|tests|solutions)\b")
    assert not [path for path in files(unpacked) if missing.search(text_of(path))]


def test_what_make_lab_uses_is_in_the_kit(unpacked):
    recipe = make(unpacked, "--dry-run", "lab")
    assert recipe.returncode == 0, recipe.stderr
    assert re.findall(r"--config=(\S+)|(install\.py)", recipe.stdout) == [
        ("", "install.py"),
        (".jupyter/lab_config.py", ""),
    ]
    project = tomllib.loads((unpacked / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in [".jupyter/lab_config.py", project["readme"], *project["license-files"]]:
        assert (unpacked / name).is_file()
