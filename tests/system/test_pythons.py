"""The course on every other supported Python of this machine: installing, and what looks deep into Python.

The sandbox and the checks for tampering use code objects, frames, audit hooks and IPython's inside, which
differ between versions. `.github/workflows/ci.yml` runs all tests on each version.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from instructor.course import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SUPPORTED = [f"3.{minor}" for minor in range(50) if f"3.{minor}" in SpecifierSet(PROJECT["requires-python"])]
OTHERS = [version for version in SUPPORTED if version != f"{sys.version_info[0]}.{sys.version_info[1]}"]

FILES = ["executor", "repair", "sandbox", "test_runner"]
HOSTILE = [
    *("equal_from_exec", "equal_inside", "import_hook", "nested_output", "patched_and_restored"),
    *("patched_by_a_thread", "patched_code", "patched_frame", "patched_implementation", "patched_marshal"),
    *("peeks", "peeks_for_values", "peeks_otherwise", "settrace", "steps_over_asserts"),
]
HONEST = ["looks_at_its_caller", "prints_the_stack", "profiler", "resets_everything", "timing_decorator"]
GRADE = f"""
import sys, tempfile
from pathlib import Path
from tests.support import hostile_class
from tests.support import honest_submissions as honest, hostile_submissions as hostile

wanted = {[*HOSTILE, *HONEST]}
found = [one for one in [*hostile.submissions(), *honest.submissions()] if one.student in wanted]
assert sorted(one.student for one in found) == sorted(wanted)
with tempfile.TemporaryDirectory() as folder:
    for result, submissions in hostile_class.grade(Path(folder), found):
        for one in submissions:
            for complaint in hostile_class.complaints(result, one):
                print(one.student, complaint)
        print(len(result.records), "graded")
"""


def find(version):
    """Return the Python of a version that is in PATH, or that pyenv or uv has installed; None without one."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders = [os.environ["PATH"], *map(str, pyenv.glob(f"versions/{version}.*/bin"))]
    uv = [sys.executable, "-m", "uv", "python", "find", "--system", "--no-project", "--no-python-downloads"]
    environment = os.environ | {"PATH": os.pathsep.join(folders)}
    tried = subprocess.run([*uv, version], env=environment, capture_output=True, text=True, check=False)
    return tried.stdout.strip() or None


def run(course, *command):
    """Run a command in the course as if no other environment and no other pytest were there."""
    ours = ("PYTHON", "PYTEST")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)


def unneeded(folder, names):
    """Return which of the names in a folder of the course need not be copied."""
    at_top = {".git", ".venv", "grading"} if Path(folder) == ROOT else set()
    anywhere = shutil.ignore_patterns("*.egg-info", "__pycache__", "*.arrow", "nsl-kdd", "screenshots")
    return at_top | anywhere(folder, names)


@pytest.fixture(scope="module", params=OTHERS)
def course(request, tmp_path_factory):
    """A copy of the course that another Python has installed; its packages take gigabytes."""
    python = find(request.param)
    if python is None:
        pytest.skip(f"Python {request.param} is not in PATH, and neither pyenv nor uv has it")
    copy = tmp_path_factory.mktemp("python") / "course"
    shutil.copytree(ROOT, copy, ignore=unneeded)
    installed = run(copy, python, "install.py")
    for obstacle in ("check the network", "install its venv module"):
        if obstacle in installed.stderr:
            pytest.skip(f"Python {request.param} could not install the course: {installed.stderr.strip()}")
    assert installed.returncode == 0, installed.stderr
    yield copy
    shutil.rmtree(copy)


@pytest.mark.slow
def test_tests_of_the_sandbox_pass(course, request):
    files = [f"tests/instructor/test_{name}.py" for name in FILES]
    done = run(course, course / ".venv/bin/python", "-m", "pytest", *files)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Python {request.node.callspec.params['course']}." in done.stdout


@pytest.mark.slow
def test_cheats_and_honest_oddities_get_what_they_deserve(course, sandboxed):
    done = run(course, course / ".venv/bin/python", "-c", GRADE)
    students = len([*HOSTILE, *HONEST, "ada", "ben", "cleo"])
    assert done.stdout == f"{students} graded\n", done.stdout + done.stderr
