"""The committed notebooks: in step with their scripts, complete, and silent about the answers."""

import re
import subprocess

import nbformat
import pytest

from instructor.authoring.notebooks import KERNEL, from_script, without_outputs
from instructor.course import ROOT, SOLUTIONS, facts, graded_labs, lab_names, script_path
from tests.support import classroom, exercises

every_lab = pytest.mark.parametrize("lab", lab_names())
graded_lab = pytest.mark.parametrize("lab", graded_labs())
self_checked_lab = pytest.mark.parametrize("lab", sorted(set(lab_names()) - set(graded_labs())))

SECRETS = ["BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "Rubric", "Model answer"]
DRIFT = "run `make release` and commit the result"


def solution(lab):
    return nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4)


def released(lab):
    return nbformat.read(ROOT / "labs" / lab / f"{lab}.ipynb", as_version=4)


def grading(cell):
    return cell.metadata.get("nbgrader", {})


@every_lab
def test_solution_has_the_cells_of_its_script(lab):
    assert without_outputs(solution(lab)) == without_outputs(from_script(script_path(lab))), DRIFT


def test_releases_are_what_nbgrader_makes_of_the_solutions(tmp_path):
    course = classroom.copy_course(tmp_path / "course")
    assert classroom.run(course, "release", "--quiet").returncode == 0
    for lab in lab_names():
        fresh = course / "labs" / lab / f"{lab}.ipynb"
        assert fresh.read_text() == (ROOT / "labs" / lab / f"{lab}.ipynb").read_text(), f"{lab}: {DRIFT}"
        kept = course / "solutions" / lab / f"{lab}.ipynb"
        assert kept.read_text() == script_path(lab).with_suffix(".ipynb").read_text(), (
            f"{lab}: an unchanged solution was run again"
        )


@every_lab
def test_release_folder_holds_the_notebook_and_nothing_else(lab):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", f"labs/{lab}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout.split() == [f"labs/{lab}/{lab}.ipynb"]


@every_lab
def test_release_gives_nothing_away(lab):
    text = nbformat.writes(released(lab))
    assert not [secret for secret in SECRETS if secret in text]


@graded_lab
def test_no_line_of_an_answer_or_hidden_test_is_in_the_release(lab):
    released_lines = {line.strip() for cell in released(lab).cells for line in cell.source.splitlines()}
    region = re.compile(r"BEGIN (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)[^\n]*\n(.*?)END ", re.S)
    secret = set()
    for cell in solution(lab).cells:
        secret |= {line.strip() for part in region.findall(cell.source) for line in part.splitlines()}
    # Lines that the visible part of a cell has too, or that say nothing (a bracket), are no secret.
    visible = {line.strip() for c in solution(lab).cells for line in region.sub("", c.source).splitlines()}
    leaked = {line for line in secret & released_lines if len(line) > 10} - visible
    assert len(secret) > 50
    assert not leaked


@every_lab
def test_release_has_no_outputs(lab):
    for cell in released(lab).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@every_lab
def test_both_notebooks_open_without_a_kernel_dialog(lab):
    for notebook in (solution(lab), released(lab)):
        assert notebook.metadata["kernelspec"] == KERNEL["kernelspec"]


@graded_lab
def test_points_add_up_to_100_and_stand_in_the_prompts(lab):
    total, shown = 0, []
    for cell in solution(lab).cells:
        total += grading(cell).get("points", 0)
        if match := re.search(r"^### (?:Exercise|Reflection) \d+ .* \((\d+) points\)$", cell.source, re.M):
            shown.append(int(match[1]))
    graded = [grading(cell)["points"] for cell in solution(lab).cells if grading(cell).get("grade")]
    assert shown == graded
    assert total == 100


@graded_lab
def test_points_are_those_of_the_lab_s_facts(lab):
    points = {"code": 0, "markdown": 0}
    for cell in solution(lab).cells:
        points[cell.cell_type] += grading(cell).get("points", 0)
    assert points == {"code": facts(lab).points.tests, "markdown": facts(lab).points.reflections}


@graded_lab
def test_the_table_of_points_at_the_top_adds_up(lab):
    rows = re.findall(r"^\| \d+ .*?\| *(\d*) *\|$", solution(lab).cells[0].source, re.M)
    assert sum(int(points) for points in rows if points) == 100


@every_lab
def test_there_are_enough_exercises_and_reflections(lab):
    reflections = [
        cell for cell in solution(lab).cells if grading(cell).get("grade") and cell.cell_type == "markdown"
    ]
    assert len(exercises.auto_graded(lab)) >= facts(lab).least.exercises
    assert len(reflections) >= facts(lab).least.reflections


@every_lab
def test_the_introduction_agrees_with_the_lab_s_facts(lab):
    introduction = solution(lab).cells[0].source
    assert introduction.startswith(f"# {facts(lab).title.partition(' · ')[0]} · ")
    hours = ["one", "two", "three", "four", "five", "six"][facts(lab).hours - 1]
    assert f"**How long.** About {hours} hour" in introduction
    counted = re.search(r"There are (\d+) exercises", introduction)
    assert counted is None or int(counted[1]) == len(exercises.auto_graded(lab))


@every_lab
def test_a_lab_opens_with_the_figure_that_the_solution_draws(lab):
    for notebook in (solution(lab), released(lab)):
        cell = notebook.cells[0]
        assert re.search(r"^!\[\w[^\]]{50,}\]\[opening\]$", cell.source, re.M)
        assert re.search(r"^\[opening\]: data:image/png;base64,[\w+/=]+$", cell.source, re.M)
        (drawing,) = [cell for cell in notebook.cells if "opening" in cell.metadata.get("tags", [])]
        assert "plt.show()" in drawing.source
    assert released(lab).cells[0].metadata["editable"] is False  # nobody changes the picture's letters


@every_lab
def test_the_parameters_agree_with_the_lab_s_facts(lab):
    (cell,) = [cell for cell in solution(lab).cells if "parameters" in cell.metadata.get("tags", [])]
    names = set(re.findall(r"^(\w+) = ", cell.source, re.M))
    assert ("SOURCE" in names) == (facts(lab).sources != ("own",))
    used = [facts(lab).test_parameters, *facts(lab).reference_runs]
    assert set().union(*used) <= names
    assert "RUN_OPTIONAL" in names or not facts(lab).optional_promises


@graded_lab
def test_thresholds_are_those_of_the_tests(lab):
    for threshold in facts(lab).thresholds:
        test = exercises.code_cells(lab)[f"{threshold.exercise}_test"]
        assert f"assert {threshold.variable} > {threshold.least}" in test


@every_lab
def test_every_exercise_has_a_hint_and_every_reflection_a_rubric(lab):
    for cell in solution(lab).cells:
        if cell.source.startswith("### Exercise"):
            assert "<details><summary>Hint" in cell.source  # test_hints.py looks at the steps
        if cell.source.startswith("### Reflection"):
            points = int(re.search(r"\((\d+) points\)", cell.source)[1])
            rubric = re.findall(r"^- (\d) points?: ", cell.source.partition("BEGIN MARK SCHEME")[2], re.M)
            assert sum(map(int, rubric)) == points


@graded_lab
def test_every_test_cell_has_visible_and_hidden_tests_with_messages(lab):
    for cell in solution(lab).cells:
        if grading(cell).get("grade_id", "").endswith("_test"):
            visible, _, hidden = cell.source.partition("### BEGIN HIDDEN TESTS")
            assert "assert" in visible
            assert hidden.strip(), f"{grading(cell)['grade_id']} has no hidden tests"


@every_lab
def test_solution_was_executed_in_order_and_without_complaint(lab):
    code = [cell for cell in solution(lab).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", f"{cell.id} prints to stderr: {output.text}"
            assert str(ROOT) not in str(output), f"{cell.id} shows a path of this machine"


@every_lab
def test_solutions_folder_is_complete(lab):
    assert {path.name for path in (SOLUTIONS / lab).iterdir() if not path.name.startswith(".")} == {
        f"{lab}.py",
        f"{lab}.ipynb",
        "lab.toml",
        "opening.png",
    }


@self_checked_lab
def test_answers_of_a_lab_without_points_can_be_revealed_in_place(lab):
    source, shown = exercises.code_cells(lab), {cell.id: cell.source for cell in released(lab).cells}
    names = exercises.auto_graded(lab)
    order = list(shown)
    for name in names:
        assert order.index(f"{name}_answer") == order.index(f"{name}_test") + 1
        code = re.search(
            r"<details><summary>Answer</summary>\n\n```python\n(.*)\n```\n\n</details>",
            shown[f"{name}_answer"],
            re.S,
        )
        answer = exercises.Answer(lab, name, True, "revealed", code[1])
        assert exercises.failure(answer) is None
        assert shown[f"{name}_test"] == source[f"{name}_test"]
        assert "raise NotImplementedError(" in shown[name]


@self_checked_lab
def test_a_lab_without_points_speaks_of_none(lab):
    for cell in solution(lab).cells:
        assert grading(cell).get("points", 0) == 0
        assert not re.search(r"^### .*points?\)$", cell.source, re.M)


@pytest.mark.parametrize("lab", ["lab1_xgboost", "lab2_autoencoder"])
def test_cells_that_a_lab_gives_are_short(lab):
    """A cell to read has at most 25 lines."""
    cells = [cell for cell in solution(lab).cells if cell.cell_type == "code"]
    given = [
        cell.source for cell in cells if not grading(cell).get("grade") and not grading(cell).get("solution")
    ]
    assert len(given) > 40
    assert [source for source in given if len(source.splitlines()) > 25] == []
