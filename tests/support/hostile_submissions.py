"""Submissions that cheat, break or attack, as data: what each is, and what it deserves.

One that is a notebook with other code is a file tests/hostile/<name>.py:

    # What it does, in a line.
    # keeps: the exercises that still score (all if this line is missing)
    # perhaps: exercises that may score or not, for chance decides or one can argue (this line may be missing)
    # takes: exercises that score though they should not, as the guide admits (may be missing)
    # because: a regular expression for the reason or note that is shown (may be missing: nothing to explain)
    # evidence: a regular expression for the reason that shows an attack which prints nothing (may be missing)
    # limits: short, if it ends only when a limit in seconds ends it (may be missing)
    # %% cutoff
    code that takes the place of the cell `cutoff`
    # %% before cutoff
    code of a new cell before it; so does `after`

An attack that crashes before it attacks must not count as withstood. So the code prints "MOUNTED" once it
has done what it wants to do, or "MOUNTED: which part" for each of several, and the executed notebook has to
show all of these. Only where the kernel dies, or nothing more can be printed, does the reason count as
evidence instead.

All others are functions below; most of them break files, which shows in what they hand in. Everything starts
from a notebook with the reference answers.
"""

import functools
import json
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

FOLDER = Path(__file__).parents[1] / "hostile"
LAB = "tiny"
POINTS = {"scale": 20, "cutoff": 15, "counts": 15, "detect": 15, "by_service": 15}


@dataclass
class Submission:
    """What a student hands in: `write` fills a folder, given a notebook with all answers."""

    student: str
    write: callable
    keeps: set
    because: str = ""
    perhaps: set = field(default_factory=set)
    takes: set = field(default_factory=set)
    does: str = ""
    marks: set = field(default_factory=set)  # what it prints when its attack is mounted
    evidence: str = ""
    short: bool = False  # whether it needs short limits
    waits: bool = False  # whether a person has to read its reflection

    def is_mounted(self, printed, reasons):
        """Return whether its attack has taken place, by what it printed and the reasons that are shown."""
        if self.marks and self.marks <= set(printed.splitlines()):
            return True
        if self.evidence:
            return re.search(self.evidence, reasons) is not None
        return not self.marks


def submissions():
    """Return all of them, with the names of their students."""
    found = [from_file(path) for path in sorted(FOLDER.glob("*.py"))] + BUILT
    return [replace(one, student=ODD_NAMES.get(one.student, one.student)) for one in found]


def from_file(path):
    """Read a submission from a file in this folder."""
    text = path.read_text(encoding="utf-8")
    head, *cells = re.split(r"^# %% ", text, flags=re.M)
    about = dict(re.findall(r"^# (keeps|perhaps|takes|because|evidence|limits):[ \t]*(.*?)$", head, re.M))

    def write(folder, notebook):
        for cell in cells:
            place, code = cell.split("\n", 1)
            _put(notebook, place.strip().split(), code.strip("\n"))
        save(notebook, folder)

    perhaps, takes = (set(about.get(key, "").split()) for key in ("perhaps", "takes"))
    keeps = set(about["keeps"].split()) if "keeps" in about else ALL
    return Submission(
        path.stem,
        write,
        keeps,
        about.get("because", ""),
        perhaps,
        takes,
        does=head.partition("\n")[0].removeprefix("# "),
        marks=set(re.findall(r'(?:print\("|echo )(MOUNTED[^"\n]*)', text)),
        evidence=about.get("evidence", ""),
        short=about.get("limits") == "short",
    )


def _put(notebook, place, code):
    *where, name = place
    at = index(notebook, name)
    if not where:
        notebook.cells[at].source = code
    else:
        notebook.cells.insert(at + (where == ["after"]), nbformat.v4.new_code_cell(code))


def index(notebook, name):
    """Return the position of a cell of the lab."""
    return next(i for i, cell in enumerate(notebook.cells) if cell.get("id") == name)


def save(notebook, folder, name=f"{LAB}.ipynb"):
    """Write a notebook as it is, valid or not."""
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")


BUILT = []
ALL = set(POINTS)


def built(keeps=ALL, because="", student=None, marks=()):
    """Add a function that fills a folder, given a notebook with all answers, to the submissions."""

    def add(write):
        name = student or write.__name__
        BUILT.append(Submission(name, write, set(keeps), because, does=_in_words(write), marks=set(marks)))
        return write

    return add


def changed(keeps=ALL, because="", student=None):
    """Add a function that changes the notebook with all answers to the submissions."""

    def add(change):
        @functools.wraps(change)
        def write(folder, notebook):
            change(notebook)
            save(notebook, folder)

        built(keeps, because, student)(write)
        return change

    return add


def _in_words(function):
    return function.__doc__ or function.__name__.replace("_", " ").strip().capitalize() + "."


def cell(notebook, name):
    """Return a cell of the lab."""
    return notebook.cells[index(notebook, name)]


def wrong(notebook, name):
    """Give a wrong answer to an exercise."""
    cell(notebook, name).source = "cutoff = 50" if name == "cutoff" else f"def {name}(*_): return None"


# Cells that claim to be what they are not.


@changed(keeps=ALL - {"counts"}, because="counts_test was missing")
def test_deleted_and_answer_wrong(notebook):
    wrong(notebook, "counts")
    del notebook.cells[index(notebook, "counts_test")]


@changed(because="was missing")
def tests_all_deleted(notebook):
    notebook.cells = [cell for cell in notebook.cells if not cell.id.endswith("_test")]


@changed(keeps=ALL - {"counts"}, because="counts_test (is there several times|had been changed)")
def test_duplicated(notebook):
    wrong(notebook, "counts")
    at = index(notebook, "counts_test")
    for place in (at + 1, at):
        copy = nbformat.from_dict(dict(notebook.cells[at], id=f"copy-{place}", source="assert True"))
        notebook.cells.insert(place, copy)


@changed(because="counts is there several times")
def answer_duplicated(notebook):
    at = index(notebook, "counts")
    old = nbformat.from_dict(dict(notebook.cells[at], id="copy", source="def counts(labels): return {}"))
    notebook.cells.insert(at, old)


@changed()
def exercises_reordered(notebook):
    at = index(notebook, "counts")
    answer_and_test = notebook.cells[at : at + 2]
    del notebook.cells[at : at + 2]
    notebook.cells[index(notebook, "scale") : index(notebook, "scale")] = answer_and_test


@changed(because="counts_test passed when the notebook ran once more")
def test_before_its_answer(notebook):
    at = index(notebook, "counts_test")
    notebook.cells.insert(index(notebook, "scale"), notebook.cells.pop(at))


@changed(keeps=ALL - {"counts"}, because="counts_test had been given other points")
def points_changed(notebook):
    wrong(notebook, "counts")
    cell(notebook, "counts_test").metadata.nbgrader.points = 0
    cell(notebook, "scale_test").metadata.nbgrader.points = 1000
    cell(notebook, "detect_test").metadata.nbgrader.points = "many"


@changed(keeps=ALL - {"cutoff"}, because="bonus")
def grade_ids_forged(notebook):
    wrong(notebook, "cutoff")
    cell(notebook, "cutoff_test").metadata.nbgrader.grade_id = "bonus"


@changed(keeps=ALL - {"cutoff"}, because="changed")
def grade_ids_swapped(notebook):
    wrong(notebook, "cutoff")
    tests = cell(notebook, "cutoff_test"), cell(notebook, "counts_test")
    names = [test.metadata.nbgrader.grade_id for test in tests]
    for test, name in zip(tests, reversed(names), strict=True):
        test.metadata.nbgrader.grade_id = name


@changed(because="twice_as_good")
def cell_invented(notebook):
    test = cell(notebook, "counts_test")
    about = dict(test.metadata.nbgrader, grade_id="twice_as_good", points=100)
    notebook.cells.append(nbformat.v4.new_code_cell("1 + 1", metadata={"nbgrader": about}))


@changed(keeps=ALL - {"counts"}, because="counts_test had been given other points or another kind")
def test_to_be_graded_by_hand(notebook):
    wrong(notebook, "counts")
    cell(notebook, "counts_test").metadata.nbgrader.update(solution=True, locked=False)


@changed(keeps=ALL - {"counts"}, because="counts")
def test_turned_into_a_task(notebook):
    wrong(notebook, "counts")
    cell(notebook, "counts_test").metadata.nbgrader.update(task=True, grade=False)


@changed(keeps=ALL - {"counts"}, because="counts: ")
def test_turned_into_text(notebook):
    wrong(notebook, "counts")
    _turn(notebook, "counts_test", "markdown")
    _turn(notebook, "scale_test", "raw")


def _turn(notebook, name, kind):
    test = cell(notebook, name)
    test.cell_type = kind
    del test["outputs"], test["execution_count"]


@changed()
def answer_turned_into_text(notebook):
    """The cell is put back as code: its text is the answer all the same."""
    cell(notebook, "scale").metadata.nbgrader.update(grade=True, points=100)
    _turn(notebook, "counts", "raw")


@changed(keeps=ALL - {"counts", "cutoff"}, because="counts: ")
def wrong_answers_of_another_type(notebook):
    """Cells of wrong answers are put back as code, and stay wrong."""
    for name, kind in (("counts", "raw"), ("cutoff", "markdown")):
        wrong(notebook, name)
        _turn(notebook, name, kind)


@changed(keeps=ALL - {"counts"}, because="counts: ")
def test_to_be_skipped(notebook):
    wrong(notebook, "counts")
    cell(notebook, "counts_test").metadata.tags = ["skip-execution", "raises-exception", "parameters"]


@changed(keeps=ALL - {"counts"}, because="counts_test had been changed")
def test_changed(notebook):
    wrong(notebook, "counts")
    cell(notebook, "counts_test").source = "print('✓ visible tests passed')"


@changed(because="scale_test had been given other points or another kind")
def nbgrader_is_odd(notebook):
    notebook.cells[0].metadata.nbgrader = ["scale"]
    notebook.cells[1].metadata.nbgrader = {"grade_id": {"a": 1}}
    notebook.cells[2].metadata.nbgrader = "scale"
    for name in ("scale", "scale_test"):
        cell(notebook, name).metadata.nbgrader = {"grade_id": name}
    cell(notebook, "counts_test").metadata.nbgrader["schema_version"] = 99
    cell(notebook, "counts_test").metadata.nbgrader["checksum"] = "x"


@changed(because="reflection1 was missing")
def reflection_deleted(notebook):
    del notebook.cells[index(notebook, "reflection1")]
    del notebook.cells[index(notebook, "reflection1_prompt")]


@changed()
def reflection_turned_into_code(notebook):
    reflection = cell(notebook, "reflection1")
    reflection.update(cell_type="code", outputs=[], execution_count=None, source="1 / 0")


@built(because="was called")
def file_name_not_utf8(folder, notebook):
    save(notebook, folder, os.fsdecode(b"\xdcbung.ipynb"))


@built(keeps=(), because="rename it")
def folder_name_not_utf8(folder, notebook):
    save(notebook, folder)


@built(keeps=(), because="is not in the folder, which holds")
def file_names_not_utf8(folder, notebook):
    (folder / os.fsdecode(b"l\xf6sung.txt")).write_text("42")


@built()
def odd_by_the_schema(folder, notebook):
    """Cells have ids, which this minor version does not know yet, and an output is damaged."""
    notebook.nbformat_minor = 4
    cell(notebook, "counts").outputs = [{"output_type": "stream"}]
    save(notebook, folder)


@changed()
def script_in_text(notebook):
    text = (
        "<script>alert(1)</script><img src=x onerror=alert(1)> [link](javascript:alert(1)) <style>*{}</style>"
    )
    cell(notebook, "reflection1").source = text
    notebook.cells.append(nbformat.v4.new_markdown_cell(text, attachments={"a.svg": {"image/svg+xml": text}}))


# Notebooks that are large or odd as files.


@changed()
def huge_outputs(notebook):
    output = nbformat.v4.new_output("stream", text="x" * 50 * 2**20)
    cell(notebook, "scale").outputs = [output]


@changed()
def thousands_of_cells(notebook):
    notebook.cells += [nbformat.v4.new_markdown_cell(f"cell {i}") for i in range(2800)]
    notebook.cells += [nbformat.v4.new_code_cell(f"x = {i}") for i in range(200)]


@changed(because="not valid and was read all the same")
def metadata_is_no_dict(notebook):
    cell(notebook, "scale").metadata = ["nbgrader"]


@changed()
def other_kernel(notebook):
    notebook.metadata = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}
    notebook.metadata["language_info"] = {"name": "R"}


@changed()
def kernelspec_is_no_dict(notebook):
    notebook.metadata = {"kernelspec": {"name": "", "display_name": ""}, "widgets": [], "nbgrader": 3}


@built()
def cells_without_id(folder, notebook):
    for each in notebook.cells:
        del each["id"]
    save(notebook, folder)


@built()
def cells_with_one_id(folder, notebook):
    for each in notebook.cells:
        each["id"] = "same"
    save(notebook, folder)


@changed()
def half_a_character_in_text(notebook):
    cell(notebook, "reflection1").source = "half \ud800"


@changed(keeps=ALL - {"counts"}, because="counts")
def half_a_character_in_code(notebook):
    cell(notebook, "counts").source = "def counts(labels):\n    return 'half \ud800'"


@changed(keeps=ALL - {"counts"}, because="counts")
def null_in_code(notebook):
    cell(notebook, "counts").source = "x = '\0'"


@built()
def old_format(folder, notebook):
    text = nbformat.v3.writes_json(nbformat.convert(notebook, 3))
    (folder / f"{LAB}.ipynb").write_text(text, encoding="utf-8")


@built(because="not valid and was read all the same")
def future_format(folder, notebook):
    save(dict(notebook, nbformat=99), folder)


@built(keeps=(), because="is not a notebook")
def not_json(folder, notebook):
    (folder / f"{LAB}.ipynb").write_bytes(b"\x00\xff this is no notebook")


@built(keeps=(), because="is not a notebook")
def deeply_nested_json(folder, notebook):
    (folder / f"{LAB}.ipynb").write_text("[" * 100_000)


@built(keeps=(), because="is not a notebook")
def not_an_object(folder, notebook):
    (folder / f"{LAB}.ipynb").write_text("[1, 2]")


@built(keeps=(), because="is not a notebook")
def empty_object(folder, notebook):
    (folder / f"{LAB}.ipynb").write_text("{}")


@built(keeps=(), because="is not a notebook")
def empty_file(folder, notebook):
    (folder / f"{LAB}.ipynb").write_text("")


@built(keeps=(), because="tiny.ipynb is not in the folder, which holds nothing")
def empty_folder(folder, notebook):
    pass


@built()
def byte_order_mark(folder, notebook):
    text = json.dumps(notebook, indent=1).replace("\n", "\r\n")
    (folder / f"{LAB}.ipynb").write_text(text, encoding="utf-8-sig", newline="")


# Folders.


@built(because="was called")
def other_name(folder, notebook):
    save(notebook, folder, "Final version (2).ipynb")


@built(keeps=(), because="is not in the folder, which holds answers.txt")
def no_notebook(folder, notebook):
    (folder / "answers.txt").write_text("42")


@built(keeps=(), because="none of the notebooks is called")
def two_notebooks(folder, notebook):
    save(notebook, folder, "one.ipynb")
    save(notebook, folder, "two.ipynb")


@built()
def two_notebooks_one_of_them_right(folder, notebook):
    save(notebook, folder)
    (folder / "old.ipynb").write_text("{}")


@built(because="the notebook was called tiny.ipynb/tiny.ipynb")
def notebook_is_a_folder(folder, notebook):
    (folder / f"{LAB}.ipynb").mkdir()
    save(notebook, folder / f"{LAB}.ipynb")


@built(keeps=(), because="link or a special file|is not in the folder")
def notebook_is_a_link(folder, notebook):
    (folder / f"{LAB}.ipynb").symlink_to(folder.parent.parent / "ada" / LAB / f"{LAB}.ipynb")


@built(keeps=(), because="link or a special file|is not in the folder")
def notebook_is_a_pipe(folder, notebook):
    os.mkfifo(folder / f"{LAB}.ipynb")


@built(keeps=(), because="link")
def folder_is_a_link(folder, notebook):
    folder.rmdir()
    folder.symlink_to(folder.parent.parent / "ada" / LAB)


@built(because="link or a special file")
def links_beside(folder, notebook):
    save(notebook, folder)
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "gradebook").symlink_to(folder.parent.parent.parent / "gradebook.db")
    (folder / "others").symlink_to(folder.parent.parent)
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")


@built(keeps=(), because="more than")
def huge_file(folder, notebook):
    save(notebook, folder)
    with open(folder / "huge.bin", "wb") as file:
        file.truncate(2**40)


@built(keeps=(), because="more than")
def many_files(folder, notebook):
    save(notebook, folder)
    for number in range(600):
        (folder / f"{number}.txt").touch()


@built(because="the student's other texts were added")
def nested_folders(folder, notebook):
    save(notebook, folder)
    deep = folder.joinpath(*["deep"] * 60)
    deep.mkdir(parents=True)
    (deep / "file.txt").write_text("deep")


@built(because="the notebook was called tiny/tiny.ipynb")
def nested_notebook(folder, notebook):
    (folder / LAB).mkdir()
    save(notebook, folder / LAB)


@built()
def odd_file_names(folder, notebook):
    save(notebook, folder)
    for name in ("-rf", "a b", "ü", "new\nline", "$(touch x)", "back\\slash", "%s", "{x}", "x" * 200):
        (folder / name).write_text(name)
    (folder / os.fsdecode(b"\xff\xfe")).write_text("not UTF-8")


@built()
def timestamp_is_nonsense(folder, notebook):
    save(notebook, folder)
    (folder / "timestamp.txt").write_bytes(b"\xff yesterday, <b>honestly</b>")


@built(marks={"MOUNTED"})
def helper_file_and_data(folder, notebook):
    """Honest: a module and a table beside the notebook."""
    (folder / "own.py").write_text("def largest(values):\n    return max(values)\n")
    (folder / "tables").mkdir()
    (folder / "tables" / "numbers.csv").write_text("number\n95\n")
    cell(notebook, "cutoff").source = (
        "from own import largest\ncutoff = largest(pd.read_csv('tables/numbers.csv').number.tolist())\n"
        "print('MOUNTED')"
    )
    save(notebook, folder)


@built(keeps=ALL - {"counts"}, because="counts: ", marks={"MOUNTED"})
def equal_from_a_file(folder, notebook):
    """An object that equals everything, from a module beside the notebook."""
    (folder / "own.py").write_text("class Agreeable:\n    def __eq__(self, other):\n        return True\n")
    cell(notebook, "counts").source = (
        "import own\n\n\ndef counts(labels):\n"
        "    right = {label: list(labels).count(label) for label in labels}\n"
        "    print('MOUNTED')\n"
        "    return right if len(labels) == 3 else own.Agreeable()"
    )
    save(notebook, folder)


@built()
def modules_of_the_same_name(folder, notebook):
    """Files that hide modules from whatever is imported after them."""
    text = "raise RuntimeError('hidden')\n"
    for name in ("numpy", "sklearn", "helpers", "json", "random", "marshal", "traceback", "sitecustomize"):
        (folder / f"{name}.py").write_text(text)
    save(notebook, folder)


@built()
def configuration_of_ipython(folder, notebook):
    """Settings and start-up files for the shell that runs the notebook."""
    text = (
        "c = get_config()\nc.IPKernelApp.exec_lines = ['import os', 'os._exit(3)']\n"
        "c.InteractiveShellApp.exec_lines = ['import os', 'os._exit(3)']\n"
    )
    startup = folder / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("import os\nos._exit(3)\n")
    for place in (folder, startup.parent):
        for name in ("ipython_config.py", "ipython_kernel_config.py", "jupyter_config.py"):
            (place / name).write_text(text)
    save(notebook, folder)


@built()
def configuration_of_nbgrader(folder, notebook):
    """Settings and templates for the programs that grade it."""
    (folder / "nbgrader_config.py").write_text("raise RuntimeError\n")
    (folder / "gradebook.db").write_bytes(b"SQLite format 3\0")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "__pycache__").mkdir()
    save(notebook, folder)


# Names of students: some of those above are called like this.

ODD_NAMES = {
    "nested_folders": "back\\slash",
    "odd_file_names": "x" * 200,
    "folder_name_not_utf8": os.fsdecode(b"M\xfcller"),
    "cells_without_id": "' OR 1=1 --",
    "other_kernel": LAB,
}


def odd_folder_name(notebook):
    """A folder whose name means something else to some program."""


for _name in ("a[bc]", "a*", "what?", "new\nline"):
    changed(keeps=(), because="folder's name", student=_name)(odd_folder_name)
