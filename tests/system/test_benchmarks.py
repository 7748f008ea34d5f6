"""Each benchmark is a command that says what it measures; the guide to the benchmarks has them all."""

import ast
import re
import runpy
import sys

import pytest

from instructor.course import ROOT

NAMES = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))


def purpose(name):
    """Return the first line of a benchmark's docstring."""
    code = (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(code)).splitlines()[0]


@pytest.mark.parametrize("name", NAMES)
def test_help_starts_with_the_purpose(name, monkeypatch, capsys):
    """Runs the command as `python -m` does, but here, which spares it the seconds of its imports."""
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: ")
    assert purpose(name) in " ".join(said.split())  # argparse wraps lines


def test_the_guide_has_every_command():
    guide = (ROOT / "benchmarks/README.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"python -m benchmarks\.(\w+)", guide))) == NAMES
