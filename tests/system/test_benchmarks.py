"""Each benchmark is a command that says what it measures, and runs without settings of the environment."""

import ast
import os
import re
import subprocess
import sys

import pytest

from instructor.course import ROOT

NAMES = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
# What `python -m benchmarks.NAME --help` does, for all of them in one process, which spares seconds for each.
_HELP = """
import contextlib, runpy, sys
for name in sys.argv[1:]:
    print(f"--- {name}")
    sys.argv = [name, "--help"]
    with contextlib.suppress(SystemExit):
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")
"""


@pytest.fixture(scope="module")
def help_texts():
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", _HELP, *NAMES]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    head, *texts = done.stdout.split("--- ")
    assert not head
    return {name: text for name, _, text in (text.partition("\n") for text in texts)}


def purpose(name):
    """Return the first line of a benchmark's docstring."""
    code = (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(code)).splitlines()[0]


def test_every_benchmark_has_help_and_starts_with_its_purpose(help_texts):
    assert list(help_texts) == NAMES
    for name, text in help_texts.items():
        assert text.startswith("usage: "), name
        assert "".join(purpose(name).split()) in "".join(text.split()), name  # which argparse wraps


def test_the_guide_to_the_benchmarks_has_every_command():
    guide = (ROOT / "benchmarks/README.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"python -m benchmarks\.(\w+)", guide))) == NAMES
