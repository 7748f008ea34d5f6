"""Which of a student's notebooks is taken: the answered one rather than the blank, then the newest."""

import copy
import json

import pytest

from instructor.grading.collect import collect
from instructor.grading.collecting.notebook_names import is_named_as, version
from instructor.grading.solution import read_solution, released
from tests.support.archives import packed

LAB = "lab1_xgboost"
NOTEBOOK = f"{LAB}.ipynb"


@pytest.fixture(scope="module")
def blank():
    """The lab as students get it, as JSON."""
    return json.dumps(released(read_solution(LAB)))


@pytest.fixture(scope="module")
def answer(blank):
    """A function that answers the first exercise, in a way of its own if it gets a text."""

    def answered(text="return 1"):
        notebook = copy.deepcopy(json.loads(blank))
        cell = next(cell for cell in notebook["cells"] if "not answered yet" in cell["source"])
        start = cell["source"].index("raise NotImplementedError")
        cell["source"] = cell["source"][:start] + text
        return json.dumps(notebook)

    return answered


@pytest.fixture
def taken(tmp_path, assert_one_sentence):
    """Collect from Ada's files: what is taken, None if nothing, and the note."""

    def run(files):
        archive = tmp_path / "export.zip"
        archive.write_bytes(packed({f"ada/{path}": content for path, content in files.items()}))
        ((ada),) = collect(archive, LAB, tmp_path / "submitted").results
        if ada.note:
            assert_one_sentence(ada.note)
        path = tmp_path / "submitted" / "ada" / LAB / NOTEBOOK
        return (path.read_text() if path.exists() else None), ada.note

    return run


COPIES = [
    f"Copy of {NOTEBOOK}",
    f"Copy of Copy of {NOTEBOOK}",
    f"Kopie von {NOTEBOOK}",
    f"Copie de {NOTEBOOK}",
    f"Copia de {NOTEBOOK}",
    f"Co\u0301pia de {NOTEBOOK}",
    f"{LAB}-Copy1.ipynb",
    f"{LAB} (1).ipynb",
    f"{LAB}(1).ipynb",
    f"{LAB}-1.ipynb",
    f"{LAB}_copy.ipynb",
    f"{LAB} copy 2.ipynb",
    f"{LAB} Kopie.ipynb",
    f"{LAB} - Copy.ipynb",
    f"{LAB} - Copie (2).ipynb",
    f"{LAB}-Copy1 (1).ipynb",
    f"old/{LAB} (1).ipynb",
]


@pytest.mark.parametrize("name", COPIES)
def test_the_answered_one_of_original_and_copy_is_taken(taken, blank, answer, name):
    assert taken({NOTEBOOK: blank, name: answer()}) == (
        answer(),
        f"{name!r} was taken, and '{NOTEBOOK}', in which nothing is answered, left out.",
    )
    assert taken({NOTEBOOK: answer(), name: blank}) == (
        answer(),
        f"'{NOTEBOOK}' was taken, and {name!r}, in which nothing is answered, left out.",
    )


@pytest.mark.parametrize("name", [f"{LAB} final.ipynb", "ada.ipynb", "Untitled.ipynb", f"x{NOTEBOOK}"])
def test_a_copy_of_any_other_name_is_taken_if_the_original_is_blank(taken, blank, answer, name):
    assert not is_named_as(name, LAB)
    notebook, note = taken({NOTEBOOK: blank, name: answer()})
    assert notebook == answer()
    assert note == (
        f"'{name}' was taken, as it has the lab answered in it, and '{NOTEBOOK}', in which nothing is "
        "answered, left out."
    )


def test_several_of_other_names_are_for_a_person_to_choose(taken, blank, answer):
    files = {NOTEBOOK: blank, "a.ipynb": answer("return 1"), "b.ipynb": answer("return 2")}
    assert taken(files) == (
        None,
        "Not collected: it is unclear which of 'a.ipynb', 'b.ipynb' is the newest; none is called "
        f"{NOTEBOOK}.",
    )


def test_the_only_one_that_holds_the_lab_is_taken(taken, answer):
    scratch = json.dumps({"cells": [{"cell_type": "code", "source": "1"}]})
    notebook, note = taken({"mine.ipynb": answer(), "scratch.ipynb": scratch})
    assert notebook == answer()
    assert note == "'mine.ipynb' was taken, as it has the lab answered in it."


def test_of_two_that_are_answered_the_newest_is_taken(taken, answer):
    files = {f"{LAB} (2).ipynb": answer("2"), f"{LAB} (1).ipynb": answer("1"), NOTEBOOK: answer("0")}
    assert taken(files) == (
        answer("2"),
        f"'{LAB} (2).ipynb' was taken as the newest, and '{LAB} (1).ipynb', '{NOTEBOOK}' left out.",
    )


def test_an_answer_of_another_name_is_not_left_out_silently(taken, answer):
    notebook, note = taken({NOTEBOOK: answer("1"), "other.ipynb": answer("2")})
    assert notebook == answer("1")
    assert note == "'other.ipynb' has the lab answered in it, too, and was not taken."
    assert taken({NOTEBOOK: answer("1"), "other.ipynb": answer("1")})[1] == ""


def test_equally_new_ones_that_differ_are_refused_and_equal_ones_are_not(taken, blank, answer):
    names = (f"Copy of {NOTEBOOK}", f"{LAB}-Copy1.ipynb")
    notebook, note = taken({NOTEBOOK: blank, names[0]: answer("1"), names[1]: answer("2")})
    assert notebook is None
    assert "it is unclear which of" in note
    assert taken({NOTEBOOK: blank, names[0]: answer("1"), names[1]: answer("1")})[0] == answer("1")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\\n", "\\r\\n"),
        lambda text: text.replace('\\"not answered yet', "'not answered yet").replace('line\\")', "line')"),
        lambda text: json.dumps(
            {"cells": [{"source": cell["source"].splitlines(True)} for cell in json.loads(text)["cells"]]}
        ),
        lambda text: text.replace("Lab 1", "The first lab"),
    ],
    ids=["line ends", "quotes", "lines and no metadata", "an older version of the lab"],
)
def test_a_blank_one_is_known_whatever_a_program_made_of_it(taken, blank, answer, change):
    assert change(blank) != blank
    notebook, _ = taken({f"{LAB}-Copy1.ipynb": change(blank), NOTEBOOK: answer()})
    assert notebook == answer()


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"cells": 3}', '{"cells": [{}]}', "\x00"])
def test_a_notebook_that_cannot_be_read_is_not_taken_for_blank(taken, blank, answer, damaged):
    assert taken({NOTEBOOK: blank, f"{LAB}-Copy1.ipynb": damaged})[0] == damaged
    notebook, note = taken({NOTEBOOK: answer(), f"{LAB}-Copy1.ipynb": damaged})
    assert notebook == damaged
    assert f"'{NOTEBOOK}' left out" in note


def test_a_blank_notebook_alone_is_said_to_be_blank(taken, blank):
    assert taken({NOTEBOOK: blank}) == (blank, "nothing in the notebook is answered.")
    empty = json.dumps({"cells": []})
    assert taken({NOTEBOOK: empty}) == (empty, "nothing in the notebook is answered.")
    assert taken({NOTEBOOK: blank, "work.zip": packed({})})[1] == (
        "nothing in the notebook is answered, and 'work.zip' beside it was not unpacked."
    )


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (NOTEBOOK, f"Copy of {NOTEBOOK}"),
        (f"{LAB} (9).ipynb", f"{LAB} (10).ipynb"),
        (f"{LAB}-Copy1.ipynb", f"{LAB}-Copy2.ipynb"),
        (f"{LAB} copy.ipynb", f"{LAB} copy 2.ipynb"),
        (f"{LAB} - Kopie.ipynb", f"{LAB} - Kopie (2).ipynb"),
        (f"old/{LAB} (3).ipynb", NOTEBOOK),
    ],
)
def test_names_say_which_is_newer(older, newer):
    assert version(older, LAB) < version(newer, LAB)


@pytest.mark.parametrize("name", ["lab1.ipynb", f"{LAB}.py", f"my {NOTEBOOK}", f"{LAB}2.ipynb", f"{LAB}copy"])
def test_other_names_are_not_the_labs(name):
    assert version(name, LAB) is None


@pytest.mark.parametrize("name", ["nbgrader_config.py", "NBGrader_Config.json", "sub/nbgrader_config.py"])
def test_settings_of_nbgrader_are_left_out_and_said(taken, tmp_path, answer, name):
    content, note = taken({NOTEBOOK: answer(), name: "import os"})
    assert content == answer()
    assert "nbgrader runs files of this name" in note
    files = [path.name for path in (tmp_path / "submitted").rglob("*") if path.is_file()]
    assert files == [NOTEBOOK]
