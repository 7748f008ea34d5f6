"""Who may import whom, read from the code: the rooms of the house, and the floors that they stand on."""

import ast
import re
import sys
from dataclasses import dataclass

import pytest

from instructor.course import ROOT

FOLDERS = ["helpers", "instructor", "data", "benchmarks", "docs", "tests"]
DATA = [("tests", "answers"), ("tests", "hostile"), ("tests", "honest"), ("tests", "tiny")]


@dataclass(frozen=True)
class Rule:
    """Modules whose names match `who` may not import modules whose names match `forbidden`."""

    who: str
    forbidden: str
    why: str


RULES = [
    Rule(".*", r"tests\.(?!support\b)", "a test module is for pytest; what others need is in tests/support"),
    Rule(r"(?!benchmarks\b)", r"benchmarks\b", "a benchmark is a command"),
    Rule(r"helpers\b", r"(instructor|data|tests)\b", "students get helpers alone"),
    Rule(r"(instructor|data)\b", r"tests\b", "the course works without its tests"),
    Rule(r"instructor\b", r"data\b", "the instructor's commands read the data, they do not draw it"),
    Rule(r"data\b", r"instructor\b", "drawing the data grades nobody"),
    Rule(
        r"instructor\.sandbox\b",
        r"instructor\.(?!sandbox\b|course\b|logs\b)",
        "a process that is forked for a student's code has in it only what it needs",
    ),
    Rule(r"instructor\.authoring\b", r"instructor\.grading\b", "a lab is written before it is graded"),
    Rule(
        r"instructor\.grading\b",
        r"instructor\.authoring\.(?!release\b|preprocessors\b)",
        "grading needs the release of a lab, which enters it into the gradebook, and what that changes",
    ),
    Rule(
        r"instructor\.nbgrader_api$",
        r"instructor\.(?!course\b|logs\b)",
        "it is the gateway to nbgrader, and all three wings go through it",
    ),
    Rule(
        r"docs\b",
        r"(helpers|data|tests)\b|instructor\b(?!\.formulas\b)",
        "the website's settings need its formulas, and nothing else of the course",
    ),
]


@dataclass(frozen=True)
class Import:
    """One name that a line imports."""

    line: int
    name: str


def module_name(path, root):
    """Return the name under which a file is imported."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imports(path):
    """Return everything that a file imports, at its top or in a function.

    `from a import b` imports `a`, and `a.b` too, as b may be a module.
    """
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), path)):
        if isinstance(node, ast.Import):
            found += [Import(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively: write the whole name"
            found.append(Import(node.lineno, node.module))
            found += [Import(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def python_files(root):
    """Return our Python files, without answers and hostile submissions, which are data."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if path.relative_to(root).parts[:2] not in DATA:
                found.append(path)
    return found


def violations(root):
    """Return every import that breaks a rule, in words, by rule."""
    found = {rule: [] for rule in RULES}
    for path in python_files(root):
        for rule in RULES:
            if not re.match(rule.who, module_name(path, root)):
                continue
            for said in imports(path):
                if re.match(rule.forbidden, said.name):
                    found[rule].append(f"{path.relative_to(root)}:{said.line} imports {said.name}")
    return found


@pytest.fixture(scope="module")
def found():
    return violations(ROOT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.why)
def test_no_import_breaks_the_rule(rule, found):
    assert not found[rule], f"{rule.why}: {found[rule]}"


@pytest.mark.parametrize("name", ["course", "logs"])
def test_the_ground_floor_needs_the_standard_library_alone(name):
    for said in imports(ROOT / "instructor" / f"{name}.py"):
        if not said.name.startswith("instructor.course"):
            assert said.name.partition(".")[0] in sys.stdlib_module_names, said


# One file for each rule, in its order, that breaks it.
BROKEN = [
    ("data/a.py", "from tests.course.test_answers import ALL"),
    ("tests/system/test_a.py", "from benchmarks import thresholds"),
    ("helpers/kdd99/a.py", "import instructor.course"),
    ("instructor/grading/a.py", "def f():\n    from tests.support import exercises"),
    ("instructor/a.py", "from data import synthesize"),
    ("data/b.py", "from instructor import course"),
    ("instructor/sandbox/a.py", "from instructor.grading import messages"),
    ("instructor/authoring/a.py", "from instructor import grading"),
    ("instructor/grading/b.py", "from instructor.authoring import notebooks"),
    ("instructor/nbgrader_api.py", "from instructor.grading.grader import Grader"),
    ("docs/site/conf.py", "from instructor import course"),
]


def test_each_rule_can_be_broken(tmp_path):
    for name, code in BROKEN:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
    found = violations(tmp_path)
    for rule, (name, _) in zip(RULES, BROKEN, strict=True):
        assert [said for said in found[rule] if said.startswith(f"{name}:")], rule
