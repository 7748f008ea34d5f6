"""From a release to grades and feedback, as an instructor does it."""

import json
import subprocess
import sys

import exercises
import nbformat
import pytest

from instructor import grade
from instructor.__main__ import main
from instructor.notebooks import ROOT, lab_names

HALF = [
    *("binary_labels", "similarity", "leaf_output", "reduce_anomalies", "share_seen_before"),
    *("scale", "proximity_score", "build_decoder", "second_opinion", "windows"),
    *("gan_losses", "modes_covered", "build_generator", "report", "attack_step"),
]


def released(lab):
    return nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)


def answered(lab, names):
    """The released notebook with the reference answers to some exercises."""
    notebook = released(lab)
    for cell in notebook.cells:
        if cell.id in names:
            cell.source = exercises.code_cells(lab)[cell.id]
    return notebook


def submit(course, student, lab, notebook):
    folder = course / "grading" / "submitted" / student / lab
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{lab}.ipynb")


def run(course, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "instructor", *arguments],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
    )


def points(lab, names):
    cells = {cell.id: cell.metadata.get("nbgrader", {}) for cell in released(lab).cells}
    return sum(cells[f"{name}_test"]["points"] for name in names)


@pytest.mark.slow
@pytest.mark.parametrize("lab", lab_names())
def test_solved_half_solved_and_untouched_get_what_they_deserve(course, lab):
    everything = exercises.auto_graded(lab)
    half = [name for name in everything if name in HALF]
    submit(course, "ada", lab, answered(lab, everything))
    submit(course, "ben", lab, answered(lab, half))
    submit(course, "cleo", lab, released(lab))

    graded = run(course, "autograde")
    assert graded.returncode == 0, graded.stderr
    scores = json.loads(
        subprocess.run(
            [sys.executable, "-c", _SCORES, lab], cwd=course, capture_output=True, text=True, check=True
        ).stdout
    )
    assert scores["ada"]["points"] == points(lab, everything) == 80
    assert scores["ben"]["points"] == points(lab, half)
    assert 0 < scores["ben"]["points"] < 80
    assert scores["cleo"]["points"] == 0
    for student in scores:
        assert scores[student]["max_points"] == 100
        feedback = course / "grading" / "feedback" / student / lab / f"{lab}.html"
        assert "Exercise 1 " in feedback.read_text(encoding="utf-8")
    assert f"ada                  {lab}" in graded.stdout


_SCORES = """
import json, sys
from instructor.grade import nbgrader_api, score_of
url = nbgrader_api().coursedir.db_url
print(json.dumps({student: score_of(url, student, sys.argv[1]) for student in ("ada", "ben", "cleo")}))
"""


def test_grading_nothing_says_where_to_put_submissions(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(grade, "SUBMITTED", tmp_path)
    assert main(["autograde"]) == 1
    assert f"{tmp_path}/STUDENT/LAB/LAB.ipynb" in capsys.readouterr().err


def test_broken_submissions_get_one_line_each_with_the_reason(course):
    lab = lab_names()[0]
    broken = {
        "dora": (f"{lab}.ipynb", "this is no notebook", f"{lab}.ipynb is not a notebook (NotJSONError)"),
        "emil": (f"{lab}.ipynb", "{}", f"{lab}.ipynb is not a notebook (ValidationError)"),
        "finn": ("final.ipynb", "{}", f"{lab}.ipynb is not in the folder, which holds final.ipynb"),
    }
    for student, (name, content, _) in broken.items():
        folder = course / "grading" / "submitted" / student / lab
        folder.mkdir(parents=True)
        (folder / name).write_text(content)
    (course / "grading" / "submitted" / "gus" / "lab9").mkdir(parents=True)
    result = run(course, "autograde")
    assert result.returncode == 1
    said = {line.split()[0]: line for line in result.stderr.splitlines()}
    assert said.pop("gus").endswith(f"not graded: no lab is called lab9, only {', '.join(lab_names())}")
    assert said.keys() == broken.keys()
    for student, (_, _, reason) in broken.items():
        assert said[student].endswith(f"not graded: {reason}")


def test_an_unknown_command_is_a_usage_error():
    with pytest.raises(SystemExit) as stop:
        main(["praise"])
    assert stop.value.code == 2
