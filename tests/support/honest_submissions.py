"""Submissions of honest students whose habits, mistakes or tools leave unusual notebooks, as data.

One that is a notebook with other code is a file tests/honest/<name>.py, in the form of tests/hostile.
All others are functions below: what editors, converters, collaboration and clumsy fingers make of a notebook.
Everything starts from a notebook with the reference answers, and nearly everything deserves all points.
"""

import ast
import copy
import functools
import json
import unicodedata
from pathlib import Path

import nbformat

from instructor.authoring.notebooks import from_script
from instructor.grading.solution import released
from tests.support import hostile_submissions as hostile
from tests.support.hostile_submissions import ALL, Submission, cell, index

FOLDER = Path(__file__).parents[1] / "honest"
BUILT = []
ANSWER = "Where normal rows form two groups, the mean lies between them."
RECOGNISED = "lost nbgrader's names and were recognised"
READ = "not valid and was read all the same"
# A picture of one pixel
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
# A picture of one pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
# Names of students, which are nobody's mistake either.
ODD_NAMES = {
    "extras": "😀 Zoë",
    "types": 'O\'Brien "the" $(touch x) `x`',
    "dataclass": "-rf",
    "magics": "--help",
    "settings": "<img src=x onerror=alert(1)>",
    "parallel": "a,b;c&d|e",
    "failing_cell": "{student_id} %s {0}",
}
# What needs a person's eye though the student is honest.
LOOKED_AT = {"tests_deleted", "names_gone_and_one_answer_missing", "two_answered_notebooks"}


def submissions():
    """Return all of them, with the names of their students."""
    found = [hostile.from_file(path) for path in sorted(FOLDER.glob("*.py"))]
    for submission in found:
        submission.student = ODD_NAMES.get(submission.student, submission.student)
    return found + BUILT


def honest(because="", keeps=ALL, waits=False, name_of_file=f"{hostile.LAB}.ipynb", blank_beside=False):
    """Add a function to the submissions that changes a notebook with all answers.

    What it returns is handed in under a name: nothing for the notebook itself, or the content of a file; and
    the blank lab beside it, if wanted.
    """

    def add(change):
        def write(folder, notebook):
            content = change(notebook)
            if content is None:
                content = json.dumps(notebook).encode()
            (folder / name_of_file).write_bytes(content)
            if blank_beside:
                hostile.save(_released(), folder)

        does = change.__doc__ or change.__name__.replace("_", " ").capitalize() + "."
        name = change.__name__
        BUILT.append(Submission(name, write, set(keeps), because, does=does, waits=waits))
        return change

    return add


def reflect(notebook):
    """Answer the reflection."""
    cell(notebook, "reflection1").source = ANSWER


def new_ids(notebook):
    """Give all cells other ids."""
    for number, each in enumerate(notebook.cells):
        each.id = f"new-{number}"


def stripped(notebook):
    """Empty the metadata of all cells."""
    for each in notebook.cells:
        each.metadata = nbformat.from_dict({})


def insert(notebook, where, name, source, kind="code"):
    """Insert a cell of the student's own before or after a cell of the lab."""
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    at = index(notebook, name) + (where == "after")
    notebook.cells.insert(at, make(source))


def take(notebook, name):
    """Remove a cell of the lab and return it."""
    return notebook.cells.pop(index(notebook, name))


@functools.cache
def _released():
    return released(from_script(Path(__file__).parents[1] / "tiny" / "tiny.py"))


def stub(name):
    """Return the code of an exercise as students get it."""
    return cell(_released(), name).source


# Metadata that is gone.


@honest(RECOGNISED, waits=True)
def metadata_emptied(notebook):
    """An editor's extension empties the cells' metadata and keeps the ids."""
    reflect(notebook)
    stripped(notebook)


@honest(RECOGNISED, waits=True)
def metadata_and_ids_new(notebook):
    """A converter empties the cells' metadata and makes new ids."""
    reflect(notebook)
    new_ids(notebook)
    stripped(notebook)


@honest(RECOGNISED, waits=True)
def saved_by_colab(notebook):
    """Colab's metadata, its minor version of the format, and no ids."""
    reflect(notebook)
    for number, each in enumerate(notebook.cells):
        each.metadata = nbformat.from_dict({"id": f"Xy{number}", "colab": {"base_uri": "https://localhost"}})
        del each["id"]
    notebook.metadata = nbformat.from_dict({"colab": {"provenance": []}, "kernelspec": {"name": "python3"}})
    notebook.nbformat_minor = 0


@honest(RECOGNISED, waits=True)
def saved_by_deepnote(notebook):
    """Deepnote's metadata in the place of nbgrader's, and a last cell that it adds."""
    reflect(notebook)
    new_ids(notebook)
    for number, each in enumerate(notebook.cells):
        each.metadata = nbformat.from_dict({"cell_id": f"a{number}", "deepnote_cell_type": each.cell_type})
    notebook.cells.append(nbformat.v4.new_markdown_cell("<a>Created in Deepnote</a>"))


@honest(RECOGNISED, waits=True)
def saved_by_kaggle(notebook):
    """Kaggle's metadata, and the first cell that it adds."""
    reflect(notebook)
    new_ids(notebook)
    for each in notebook.cells:
        each.metadata = nbformat.from_dict({"_uuid": "8f2839f2", "trusted": True})
    notebook.cells.insert(
        0, nbformat.v4.new_code_cell("import os\nfor _ in os.walk('/kaggle/input'):\n    pass")
    )


@honest(RECOGNISED)
def some_names_gone(notebook):
    """Cells that were copied and pasted have lost their names."""
    for name in ("scale", "counts_test", "by_service", "detect_test"):
        cell(notebook, name).metadata = nbformat.from_dict({})


@honest(RECOGNISED)
def names_gone_and_tests_edited(notebook):
    """The metadata is gone, and the student has printed something in the tests."""
    for name in ("counts_test", "scale_test"):
        cell(notebook, name).source += "\nprint(counts(list('abc')))"
    new_ids(notebook)
    stripped(notebook)


@honest(RECOGNISED)
def names_gone_and_cells_added(notebook):
    """The metadata is gone, and cells of the student's own stand between the others."""
    for name in ("scale", "counts", "detect_test"):
        insert(notebook, "before", name, "example = [1, 2, 3]\nexample")
        insert(notebook, "after", name, "Let us see.", "markdown")
    new_ids(notebook)
    stripped(notebook)


@honest(f"{RECOGNISED}|counts: an answer", keeps=ALL - {"counts"})
def names_gone_and_one_answer_missing(notebook):
    """The metadata is gone; one exercise was not solved."""
    cell(notebook, "counts").source = stub("counts")
    new_ids(notebook)
    stripped(notebook)


@honest(RECOGNISED)
def names_gone_and_text_in_pieces(notebook):
    """A converter to a script and back has split the texts at blank lines and emptied the metadata."""
    cells = []
    for each in notebook.cells:
        pieces = [each.source]
        if each.cell_type == "markdown" and "Reflection" not in each.source:
            pieces = each.source.split("\n\n")
        cells += [nbformat.from_dict({**each, "source": piece}) for piece in pieces]
    notebook.cells = cells
    new_ids(notebook)
    stripped(notebook)


# Flaws that JupyterLab opens and runs.


@honest(READ)
def id_null(notebook):
    cell(notebook, "scale").id = None


@honest(READ)
def id_a_number(notebook):
    for number, each in enumerate(notebook.cells):
        each.id = number


@honest()
def ids_doubled(notebook):
    """Two cells have one id, which nbformat itself repairs."""
    notebook.cells[1].id = notebook.cells[0].id


@honest(READ)
def no_outputs(notebook):
    for each in notebook.cells:
        each.pop("outputs", None)


@honest(READ)
def no_execution_counts(notebook):
    for each in notebook.cells:
        each.pop("execution_count", None)


@honest(READ)
def no_metadata(notebook):
    """Cells without metadata at all, apart from the lab's."""
    del notebook.cells[0]["metadata"]
    del notebook.cells[1]["metadata"]


@honest(READ)
def kernelspec_without_a_name(notebook):
    notebook.metadata = nbformat.from_dict({"kernelspec": {"display_name": "Python 3"}})


@honest(READ)
def tag_twice(notebook):
    cell(notebook, "scale").metadata.tags = ["important", "important"]


@honest()
def unknown_keys(notebook):
    """Keys of a tool's own, in the file and in cells."""
    notebook.update(tool="own", version=[1, 2])
    cell(notebook, "scale").update(collapsed=True, prompt_number=3, language="python")


@honest(READ)
def unknown_kind_of_cell(notebook):
    """A cell with a query, as some tools have them, beside the good ones."""
    notebook.cells.insert(3, nbformat.from_dict({"cell_type": "sql", "source": "SELECT 1", "metadata": {}}))


@honest()
def sources_as_lines(notebook):
    """Sources as lists of lines."""
    for each in notebook.cells:
        each.source = each.source.splitlines(keepends=True)


@honest(READ)
def minor_version_of_the_future(notebook):
    notebook.nbformat_minor = 12
    notebook.cells[0].id = None


@honest(READ)
def attachments_null(notebook):
    for each in notebook.cells:
        each.attachments = None


@honest()
def sixteen_bits(notebook):
    """UTF-16, as redirection in Windows PowerShell writes it."""
    return json.dumps(notebook, ensure_ascii=False).encode("utf-16")


@honest()
def byte_order_mark(notebook):
    """UTF-8 with a byte order mark and Windows' line ends."""
    return json.dumps(notebook, indent=1).replace("\n", "\r\n").encode("utf-8-sig")


@honest("not valid and was read all the same .it is not in UTF-8")
def eight_bits(notebook):
    """Windows' code page 1252, with an umlaut."""
    cell(notebook, "counts").source += "  # größer"
    return json.dumps(notebook, ensure_ascii=False).replace("✓", "v").replace("·", "-").encode("cp1252")


@honest("not valid and was read all the same .there is more behind its end")
def written_over_a_longer_version(notebook):
    """Synchronisation wrote a shorter version over a longer one and left its end."""
    return json.dumps(notebook).encode() + b'"]\n  }\n ]\n}'


@honest()
def in_the_third_format(notebook):
    """Converted to the notebooks of IPython 3."""
    return nbformat.v3.writes_json(nbformat.convert(notebook, 3)).encode()


# What tools change in a text.


def _each_source(notebook, change):
    for each in notebook.cells:
        each.source = change(each.source)


@honest()
def windows_line_ends(notebook):
    _each_source(notebook, lambda source: source.replace("\n", "\r\n"))


@honest()
def final_newlines(notebook):
    _each_source(notebook, lambda source: source + "\n\n")


@honest()
def trailing_blanks(notebook):
    _each_source(notebook, lambda source: source.replace("\n", "  \n") + " ")


@honest()
def tabs(notebook):
    """Tabs in the place of four blanks."""
    _each_source(notebook, lambda source: source.replace("    ", "\t"))


@honest()
def decomposed_characters(notebook):
    """Characters in Unicode's form D, as macOS decomposes them."""
    _each_source(notebook, lambda source: unicodedata.normalize("NFD", source))


@honest()
def formatted_on_saving(notebook):
    """A formatter has rewritten all code: quotes, blanks, line breaks."""
    for each in notebook.cells:
        if each.cell_type == "code":
            each.source = ast.unparse(ast.parse(each.source))


# Notebooks that hold everything twice.


def _twice(notebook, unanswered_half):
    half = copy.deepcopy(notebook.cells)
    for name in ALL:
        at = index(notebook, name)
        half[at].source = stub(name)
    half = [nbformat.from_dict({**each, "id": f"copy-{number}"}) for number, each in enumerate(half)]
    notebook.cells = notebook.cells + half if unanswered_half == "lower" else half + notebook.cells


@honest("had its cells twice", waits=True)
def doubled_and_answered_above(notebook):
    """Collaboration has doubled the notebook; the upper half is answered."""
    reflection = cell(notebook, "reflection1").source
    reflect(notebook)
    _twice(notebook, "lower")
    notebook.cells[-2].source = reflection


@honest("had its cells twice")
def doubled_and_answered_below(notebook):
    """Collaboration has doubled the notebook; the lower half is answered."""
    _twice(notebook, "upper")


@honest("had its cells twice")
def doubled_and_answered_in_both(notebook):
    """Collaboration has doubled the notebook; some answers are in the upper half, some in the lower."""
    _twice(notebook, "lower")
    half = len(notebook.cells) // 2
    for at in range(half):
        if notebook.cells[at].id in ("scale", "counts"):
            upper, lower = notebook.cells[at], notebook.cells[half + at]
            upper.source, lower.source = lower.source, upper.source


@honest("had its cells twice")
def doubled_without_names(notebook):
    """Collaboration has doubled the notebook, and the metadata is gone."""
    _twice(notebook, "lower")
    new_ids(notebook)
    stripped(notebook)


@honest("had its cells twice")
def doubled_cell_by_cell(notebook):
    """Each cell is followed by a copy of itself."""
    cells = []
    for number, each in enumerate(notebook.cells):
        cells += [each, nbformat.from_dict({**each, "id": f"copy-{number}"})]
    notebook.cells = cells


# Cells that were split, merged or moved.


@honest()
def answer_in_a_new_cell_above_the_test(notebook):
    code = cell(notebook, "counts").source
    cell(notebook, "counts").source = "# my answer is below"
    insert(notebook, "after", "counts", code)


@honest("counts_test passed when the notebook ran once more")
def answer_in_a_new_cell_below_the_test(notebook):
    code = cell(notebook, "counts").source
    cell(notebook, "counts").source = stub("counts")
    insert(notebook, "after", "counts_test", code)


@honest("counts_test, scale_test passed when the notebook ran once more")
def answers_at_the_end(notebook):
    for name in ("scale", "counts"):
        code = cell(notebook, name).source
        cell(notebook, name).source = stub(name)
        notebook.cells.append(nbformat.v4.new_code_cell(code))


@honest("counts_test passed when the notebook ran once more")
def improved_at_the_end(notebook):
    """A first attempt was wrong; the right answer stands in the last cell."""
    code = cell(notebook, "counts").source
    cell(notebook, "counts").source = "def counts(labels):\n    return {}"
    notebook.cells.append(nbformat.v4.new_code_cell(code))


@honest("was missing and was put back|passed when")
def answer_and_test_deleted(notebook):
    """Answer and test were deleted, and the answer was written anew in the last cell."""
    answer = take(notebook, "counts")
    take(notebook, "counts_test")
    notebook.cells.append(nbformat.v4.new_code_cell(answer.source))


@honest()
def answer_above_the_question(notebook):
    at = index(notebook, "counts")
    notebook.cells.insert(at - 1, notebook.cells.pop(at))


@honest("counts_test was missing and was put back")
def answer_and_test_merged(notebook):
    """Answer and test were merged into one cell, which is the answer's."""
    cell(notebook, "counts").source += "\n\n" + take(notebook, "counts_test").source


@honest("counts_test had been changed")
def test_and_answer_merged(notebook):
    """Answer and test were merged into one cell, which is the test's."""
    code = take(notebook, "counts").source
    cell(notebook, "counts_test").source = code + "\n\n" + cell(notebook, "counts_test").source


@honest("counts_test had been changed")
def answer_written_into_the_test(notebook):
    """The answer stands above the asserts, in the cell of the test."""
    code = cell(notebook, "counts").source
    cell(notebook, "counts").source = stub("counts")
    cell(notebook, "counts_test").source = code + "\n" + cell(notebook, "counts_test").source


@honest()
def answers_merged(notebook):
    """Two answers were merged into the first one's cell."""
    cell(notebook, "scale").source += "\n\n\n" + take(notebook, "counts").source


@honest("passed when the notebook ran once more")
def answers_merged_into_the_later_one(notebook):
    """Two answers were merged into the second one's cell."""
    code = take(notebook, "scale").source
    cell(notebook, "counts").source = code + "\n\n\n" + cell(notebook, "counts").source


@honest()
def answer_split(notebook):
    """A helper function and the answer are in two cells."""
    cell(notebook, "counts").source = "def _one(labels, label):\n    return list(labels).count(label)"
    code = "def counts(labels):\n    return {label: _one(labels, label) for label in labels}"
    insert(notebook, "after", "counts", code)


@honest("with the pieces of a cell joined")
def answer_split_in_its_function(notebook):
    """A key split the answer inside of its function; both cells have its name, as JupyterLab leaves it."""
    answer = cell(notebook, "counts")
    at = index(notebook, "counts")
    upper = "def counts(labels):\n    found = {}"
    answer.source = (
        "    for label in labels:\n        found[label] = found.get(label, 0) + 1\n    return found"
    )
    notebook.cells.insert(at, nbformat.from_dict({**answer, "id": "upper", "source": upper}))


@honest("with the pieces of a cell joined")
def answer_split_in_an_expression(notebook):
    """An answer is in three cells, of which none is code alone."""
    cell(notebook, "by_service").source = "def by_service(frame):\n    return ("
    insert(notebook, "after", "by_service", "    )")
    insert(notebook, "after", "by_service", "        frame.groupby('service')[['bytes']].mean()")


@honest("counts_test passed when the notebook ran once more")
def test_moved_to_the_top(notebook):
    notebook.cells.insert(1, take(notebook, "counts_test"))


@honest("were missing")
def tests_deleted(notebook):
    """All tests were deleted, to make the notebook tidy."""
    notebook.cells = [each for each in notebook.cells if not each.id.endswith("_test")]


@honest()
def everything_in_reverse_exercises(notebook):
    """The exercises were answered, and ordered, from the last to the first."""
    order = ["by_service", "detect", "counts", "cutoff", "scale"]
    cells = {each.id: each for each in notebook.cells}
    start = index(notebook, "scale")
    rest = [each for each in notebook.cells[start:] if each.id.removesuffix("_test") not in order]
    pairs = [cells[f"{name}{end}"] for name in order for end in ("", "_test")]
    data = cells["cell-12"]
    notebook.cells = [*notebook.cells[:start], data, *pairs, *(each for each in rest if each is not data)]


@honest()
def answer_as_text(notebook):
    """The key M turned an answer into text."""
    answer = cell(notebook, "counts")
    answer.cell_type = "markdown"
    del answer["outputs"], answer["execution_count"]


@honest("cutoff_test passed when the notebook ran once more")
def value_at_the_end(notebook):
    """The value is assigned in the last cell, without the names that the stub has as well."""
    cell(notebook, "cutoff").source = stub("cutoff")
    notebook.cells.append(nbformat.v4.new_code_cell("cutoff = 95.0"))


@honest("scale_test passed when the notebook ran once more")
def answer_under_a_magic_at_the_end(notebook):
    """The answer is in the last cell, under %%time and a line for the shell."""
    code = cell(notebook, "scale").source
    cell(notebook, "scale").source = stub("scale")
    notebook.cells.append(nbformat.v4.new_code_cell(f"%%time\n{code}"))
    notebook.cells.append(nbformat.v4.new_code_cell(f"!echo done\n{code}"))


@honest("counts_test passed when the notebook ran once more")
def answer_in_a_branch_at_the_end(notebook):
    """The answer is in the last cell, within try and except."""
    lines = cell(notebook, "counts").source.splitlines()
    cell(notebook, "counts").source = stub("counts")
    code = "\n".join(["try:", *(f"    {line}" for line in lines), "except ImportError:", "    pass"])
    notebook.cells.append(nbformat.v4.new_code_cell(code))


@honest("scale_test passed when the notebook ran once more, without the stub of scale")
def answer_above_its_stub(notebook):
    """The answer is in a new cell above the stub, which defines the function again."""
    code = cell(notebook, "scale").source
    cell(notebook, "scale").source = stub("scale")
    insert(notebook, "before", "scale", code)


@honest("counts_test passed when the notebook ran once more, with a cell line by line")
def helper_below_a_line_that_fails(notebook):
    """An own cell imports a library that is missing, and then defines what an answer needs."""
    body = "    return {x: list(labels).count(x) for x in labels}"
    code = f"import a_library_of_my_own\n\n\ndef tally(labels):\n{body}"
    insert(notebook, "before", "counts", code)
    cell(notebook, "counts").source = "def counts(labels):\n    return tally(labels)"


@honest("counts_test passed when the notebook ran once more, with a cell line by line")
def answer_below_a_line_that_fails(notebook):
    """The cell of an answer begins with a line that works elsewhere alone."""
    answer = cell(notebook, "counts")
    answer.source = f"import a_library_of_my_own\n\n\n{answer.source}"


@honest()
def stub_left_below_the_return(notebook):
    """The line of the stub stands below the answer, or is a comment."""
    cell(notebook, "counts").source += "\n    raise NotImplementedError()"
    cell(notebook, "scale").source += "\n    # raise NotImplementedError()"


@honest("had its cells twice")
def stub_left_below_the_return_and_doubled(notebook):
    """The same, and the blank lab was pasted below."""
    stub_left_below_the_return(notebook)
    _twice(notebook, "lower")


# Notebooks of other names.


@honest("called tiny.ipynb.txt", name_of_file="tiny.ipynb.txt")
def another_ending(notebook):
    """A browser added an ending."""


@honest("called TINY.IPYNB", name_of_file="TINY.IPYNB")
def capitals(notebook):
    """A system wrote the name in capitals."""


@honest("called Copy of tiny.ipynb, beside a blank", blank_beside=True, name_of_file="Copy of tiny.ipynb")
def copy_with_stubs_left(notebook):
    """The copy was answered above the lines of the stubs; the blank lab lies beside it."""
    for name in ("scale", "counts", "detect", "by_service"):
        cell(notebook, name).source += "\n    raise NotImplementedError()"


@honest("called Final version", name_of_file="Final version (2).ipynb")
def another_name(notebook):
    """The notebook was renamed."""


@honest("called Copy of tiny.ipynb, beside a blank", blank_beside=True, name_of_file="Copy of tiny.ipynb")
def copy_beside_the_blank_lab(notebook):
    """The copy was answered; the blank lab lies beside it."""


def two_answered_notebooks(folder, notebook):
    """A better version lies beside the notebook of the lab's name."""
    hostile.save(notebook, folder, "tiny (1).ipynb")
    cell(notebook, "counts").source = stub("counts")
    hostile.save(notebook, folder)


BUILT.append(
    Submission(
        "two_answered_notebooks",
        two_answered_notebooks,
        ALL - {"counts"},
        "tiny .1.*too, and was not graded",
        does=two_answered_notebooks.__doc__,
    )
)


# Reflections.


@honest("reflection1 stood in other cells", waits=True)
def reflection_in_a_new_cell(notebook):
    insert(notebook, "after", "reflection1", ANSWER, "markdown")


@honest("reflection1 stood in other cells", waits=True)
def reflection_in_a_code_cell(notebook):
    insert(notebook, "after", "reflection1", f"# {ANSWER}")


@honest("reflection1 stood in other cells", waits=True)
def reflection_below_the_question(notebook):
    insert(notebook, "after", "reflection1_prompt", ANSWER, "markdown")


@honest("reflection1 stood in other cells", waits=True)
def reflection_in_the_question(notebook):
    cell(notebook, "reflection1_prompt").source += f"\n\n{ANSWER}"


@honest(waits=True)
def reflection_below_the_stub(notebook):
    cell(notebook, "reflection1").source += f"\n\n{ANSWER}"


@honest("reflection1 is there several times, and an untouched copy was left out", waits=True)
def reflection_in_the_first_of_two_copies(notebook):
    untouched = nbformat.from_dict({**cell(notebook, "reflection1"), "id": "copy"})
    reflect(notebook)
    notebook.cells.insert(index(notebook, "reflection1") + 1, untouched)


@honest(waits=True)
def reflection_as_code(notebook):
    reflect(notebook)
    cell(notebook, "reflection1").update(cell_type="code", outputs=[], execution_count=None)


@honest(RECOGNISED, waits=True)
def reflection_deleted_and_written_anew(notebook):
    take(notebook, "reflection1")
    insert(notebook, "after", "reflection1_prompt", ANSWER, "markdown")
    notebook.cells[index(notebook, "reflection1_prompt") + 1].metadata.clear()


@honest(waits=True)
def pasted_picture(notebook):
    """A picture was pasted into the reflection."""
    reflect(notebook)
    picture = {"image/png": PIXEL}
    cell(notebook, "reflection1").source += "\n\n![image.png](attachment:image.png)"
    cell(notebook, "reflection1").attachments = {"image.png": picture}


@honest(waits=True)
def formulas_and_html(notebook):
    """Formulas, a table, a hint and HTML in the reflection."""
    cell(notebook, "reflection1").source = (
        "Where $\\lVert x - \\mu \\rVert$ is small:\n\n$$\\mu = \\frac{1}{n} \\sum_i x_i$$\n\n"
        "| a | b |\n|--|--|\n| 1 | 2 |\n\n<details><summary>more</summary><b>two</b> groups</details>"
    )


@honest("reflection1 is there several times, and the copies were joined", waits=True)
def reflection_split(notebook):
    """A key split the reflection; both cells have its name, as JupyterLab leaves it."""
    reflect(notebook)
    upper = nbformat.from_dict({**cell(notebook, "reflection1"), "id": "upper", "source": "First half."})
    notebook.cells.insert(index(notebook, "reflection1"), upper)


@honest("reflection1 was missing and was put back", waits=True)
def reflection_merged_into_its_question(notebook):
    """Question and reflection were merged into one cell, which is the question's."""
    take(notebook, "reflection1")
    cell(notebook, "reflection1_prompt").source += f"\n\n{ANSWER}"


@honest("the student's other texts were added", waits=True)
def reflection_at_the_end(notebook):
    notebook.cells.append(nbformat.v4.new_markdown_cell(f"## Reflection 1\n\n{ANSWER}"))


@honest("the student's other texts were added", waits=True)
def reflection_as_comments_at_the_end(notebook):
    notebook.cells.append(nbformat.v4.new_code_cell(f"# {ANSWER}"))


@honest("the student's other texts were added", waits=True)
def reflection_in_another_text(notebook):
    """The reflection stands in the text of another exercise."""
    cell(notebook, "cell-16").source += f"\n\n{ANSWER}"


@honest(RECOGNISED, waits=True)
def reflection_below_a_question_that_was_translated(notebook):
    """A browser translated the texts, and the metadata is gone."""
    reflect(notebook)
    cell(notebook, "reflection1_prompt").source = "### Reflexion 1\n\nWann findet der Abstand nichts?"
    new_ids(notebook)
    stripped(notebook)
