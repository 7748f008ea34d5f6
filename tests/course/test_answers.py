"""Right answers keep an exercise's points, plausible wrong ones lose them."""

import pytest

from instructor.course import lab_names
from tests.support import classroom, exercises, thresholds

QUICK = 10  # every tenth answer is tried even in a hurry, unless it trains a network
TRAIN = {"build_decoder", "train_autoencoder"}
ALL = [
    pytest.param(answer, marks=pytest.mark.slow if i % QUICK or answer.exercise in TRAIN else ())
    for lab in lab_names()
    for i, answer in enumerate(exercises.answers(lab))
]
EXERCISES = sorted(
    {(answer.lab, answer.exercise) for lab in lab_names() for answer in exercises.answers(lab)}
)
REFERENCES = [
    pytest.param(lab, exercise, marks=pytest.mark.slow if exercise in TRAIN else ())
    for lab, exercise in EXERCISES
]


def _ids(answer):
    return f"{answer.lab}-{answer.exercise}-{'right' if answer.right else 'wrong'}: {answer.name}"


@pytest.mark.filterwarnings("ignore")  # wrong answers make libraries complain
@pytest.mark.parametrize("answer", ALL, ids=_ids)
def test_answer_gets_what_it_deserves(answer):
    error = exercises.failure(answer)
    if answer.right:
        assert error is None, f"a right answer fails: {error!r}"
    else:
        assert error is not None, "a wrong answer passes"
        # A student reads this message: an assertion of ours, or the error of their own code.
        assert str(error) or not isinstance(error, AssertionError), (
            "the test says nothing about what is wrong"
        )


@pytest.mark.parametrize("lab", lab_names())
def test_every_exercise_has_right_and_wrong_answers(lab):
    verdicts = {name: [] for name in exercises.auto_graded(lab)}
    for answer in exercises.answers(lab):
        verdicts[answer.exercise].append(answer.right)
    short = {name: v for name, v in verdicts.items() if v.count(True) < 2 or v.count(False) < 3}
    assert not short, f"each exercise needs two right and three wrong answers: {short}"


@pytest.mark.parametrize(("lab", "exercise"), REFERENCES)
def test_the_reference_solution_passes(lab, exercise):
    reference = exercises.Answer(lab, exercise, True, "reference", exercises.code_cells(lab)[exercise])
    assert exercises.failure(reference) is None


@pytest.mark.parametrize(("lab", "exercise"), REFERENCES)
def test_an_untouched_exercise_fails(lab, exercise):
    (stub,) = [cell.source for cell in classroom.released(lab).cells if cell.id == exercise]
    assert exercises.failure(exercises.Answer(lab, exercise, False, "untouched", stub)) is not None


@pytest.mark.parametrize("lab", lab_names())
def test_every_test_cell_uses_the_answer(lab):
    cells = exercises.code_cells(lab)
    for name in exercises.auto_graded(lab):
        assert name in exercises.needed_cells(cells, f"{name}_test"), (
            f"the test of {name} does not use its answer"
        )


def test_needed_cells_follow_names_backwards():
    cells = {
        "imports": "import math",
        "a": "x = 1",
        "b": "x = 2\ny = 0",
        "c": "z = 5",
        "d": "def f(v):\n    z = v + x\n    return z",
        "d_test": "x = 9",
        "t": "assert f(1) == 3",
    }
    assert exercises.needed_cells(cells, "t") == ["imports", "b", "d", "t"]


@pytest.mark.slow
def test_reference_solutions_stay_clear_of_the_graded_thresholds():
    measured = thresholds.table(seeds=3, source="bundled")  # the command takes ten
    spare = 1 - measured["threshold"]
    assert (measured["worst"] - measured["threshold"] > spare / 2).all(), measured
