"""pyproject.toml declares every package that is imported, in the extra that needs it."""

import ast
import functools
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from instructor.course import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OWN = {"benchmarks", "data", "helpers", "install", "instructor", "tests"}
ALL = ["cpu", "scale", "instructor", "dev"]  # what install.py installs
# Who may import what of the extras. Students have the core, and cpu or gpu: both bring the same modules.
PARTS = {
    "helpers/**/*.py": [],
    "solutions/*/*.py": ["cpu"],
    "instructor/**/*.py": ["instructor"],
    "data/*.py": ["cpu", "dev"],
    "benchmarks/*.py": ALL,
    "tests/*.py": ALL,
    "tests/support/*.py": ALL,
    "tests/helpers/*.py": ALL,
    "tests/instructor/*.py": ALL,
    "tests/course/*.py": ALL,
    "tests/system/*.py": ALL,
    "tests/tiny/*.py": ["cpu"],
    "*.py": ["dev"],  # setup.py and install.py
    ".jupyter/*.py": [],
    "docs/site/*.py": ["instructor", "dev"],
}
# What a function or a `try` imports may be missing, so it may be in these extras, too, or in none.
GUARDED_EXTRAS = ["cpu", "scale"]
# For machines that the course does not install on.
IN_NO_EXTRA = {"cudf", "cuml", "cupy", "dask_cuda", "google", "jax", "torch"}


@functools.cache
def distributions():
    """The installed distributions, by the modules that they bring; it takes a second to read them."""
    return packages_distributions()


def declared(extras):
    """The names of the distributions that the core and some extras bring."""
    requirements = [*PROJECT["dependencies"]]
    for extra in extras:
        requirements += PROJECT["optional-dependencies"][extra]
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def imports(source):
    """The top-level modules that a script imports, each with whether it can do without."""
    found = set()

    def visit(node, guarded):
        if isinstance(node, ast.Import):
            found.update((alias.name.partition(".")[0], guarded) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module.partition(".")[0], guarded))
        guards = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Try | ast.If)
        for child in ast.iter_child_nodes(node):
            visit(child, guarded or guards)

    visit(ast.parse(source), guarded=False)
    return found


def undeclared(source, extras):
    """The modules that a script imports and whose distribution neither the core nor its extras bring."""
    faults = []
    for module, guarded in sorted(imports(source)):
        if module in sys.stdlib_module_names or module in OWN:
            continue
        if guarded and module in IN_NO_EXTRA:
            continue
        allowed = declared([*extras, *GUARDED_EXTRAS] if guarded else extras)
        names = {canonicalize_name(name) for name in distributions().get(module, [module])}
        if not names & allowed:
            faults.append(module)
    return faults


@pytest.mark.parametrize("pattern", PARTS)
def test_every_import_is_declared_where_it_is_needed(pattern):
    scripts = sorted(ROOT.glob(pattern))
    assert scripts
    faults = {}
    for script in scripts:
        found = undeclared(script.read_text(encoding="utf-8"), PARTS[pattern])
        if found:
            faults[str(script.relative_to(ROOT))] = found
    assert faults == {}


@pytest.mark.parametrize(
    ("source", "extras", "found"),
    [
        ("import numpy.linalg\nfrom sklearn import tree\nimport json\nfrom . import near", [], []),
        ("import joblib", [], ["joblib"]),  # scikit-learn brings it, which is none of our business
        ("import joblib", ["dev"], []),
        ("import xgboost", [], ["xgboost"]),
        ("def train():\n    import xgboost", [], []),
        ("try:\n    from torch import nn\nexcept ImportError:\n    nn = None", [], []),
        ("import torch", ["cpu"], ["torch"]),
        ("def watch():\n    import jupytext", [], ["jupytext"]),
    ],
)
def test_an_undeclared_import_is_found(source, extras, found):
    assert undeclared(source, extras) == found


def test_every_folder_with_scripts_of_the_course_is_looked_at():
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if not re.match(r"(\.venv|build|grading|shared)/", path.relative_to(ROOT).as_posix())
    }
    covered = {path.parent.relative_to(ROOT).as_posix() for pattern in PARTS for path in ROOT.glob(pattern)}
    submissions = {folder for folder in folders if re.match(r"tests/(answers|hostile|honest)\b", folder)}
    assert folders - submissions == covered
