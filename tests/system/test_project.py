"""pyproject.toml, the lock, environment.yml, the Makefile, CI and the pages of text say the same."""

import re
import subprocess
import sys
import tomllib
from itertools import chain

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from instructor.course import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = [Requirement(line) for line in (ROOT / "requirements.lock").read_text().splitlines() if line]
MACHINES = [
    {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": platform} | machine
    for python in ("3.11", "3.12", "3.13")
    for platform, machine in (
        ("linux", {"platform_machine": "x86_64", "os_name": "posix", "platform_system": "Linux"}),
        ("linux", {"platform_machine": "aarch64", "os_name": "posix", "platform_system": "Linux"}),
        ("darwin", {"platform_machine": "arm64", "os_name": "posix", "platform_system": "Darwin"}),
        ("win32", {"platform_machine": "AMD64", "os_name": "nt", "platform_system": "Windows"}),
    )
]


def applies(requirement, machine):
    return requirement.marker is None or requirement.marker.evaluate(machine | {"extra": ""})


@pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda m: f"{m['python_version']}-{m['sys_platform']}-{m['platform_machine']}"
)
def test_lock_pins_every_dependency_within_its_range(machine):
    wanted = [Requirement(text) for text in [*PROJECT["dependencies"], *chain(*EXTRAS.values())]]
    pins = {}
    for pin in LOCK:
        if applies(pin, machine):
            assert canonicalize_name(pin.name) not in pins, f"two pins of {pin.name}"
            (specifier,) = pin.specifier
            assert specifier.operator == "=="
            pins[canonicalize_name(pin.name)] = specifier.version
    for requirement in wanted:
        if applies(requirement, machine):
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


def test_lock_names_no_package_index():
    assert not re.search(r"https?://|--(extra-)?index", (ROOT / "requirements.lock").read_text())


def test_conda_installs_what_make_installs():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    python, pip, packages = environment["dependencies"]
    assert python.removeprefix("python ") == PROJECT["requires-python"]
    assert pip == "pip"
    constraint, editable = packages["pip"]
    assert constraint == "--constraint requirements.lock"
    (conda_extras,) = re.findall(r"^--editable \.\[(.*)\]$", editable)
    (venv_extras,) = re.findall(r'"--editable", f"\.\[(.*)\]"', (ROOT / "install.py").read_text())
    assert conda_extras == venv_extras.replace("{hardware}", "cpu")
    assert set(conda_extras.split(",")) <= set(EXTRAS)


TARGETS = {  # and the page that explains each
    **dict.fromkeys(["lab", "test"], "README.md"),
    "data": "docs/installing.md",
    **dict.fromkeys(["solutions", "release", "student-kit"], "instructor/README.md"),
    **dict.fromkeys(["collect", "autograde", "report"], "instructor/README.md"),
    "grade-mine": "docs/self-study.md",
    "bench-gpu": "benchmarks/README.md",
    **dict.fromkeys(["lint", "lock"], "CONTRIBUTING.md"),
}
PAGES = [
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/installing.md", "docs/self-study.md"),
    *("instructor/README.md", "data/README.md", "labs/README.md", "benchmarks/README.md", "tests/README.md"),
]


@pytest.mark.parametrize(("target", "page"), TARGETS.items())
def test_make_has_the_target_and_a_page_explains_it(target, page):
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(rf"^make {target} +\w", listed, re.M)
    assert f"`make {target}" in (ROOT / page).read_text() or f"\nmake {target}" in (ROOT / page).read_text()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "CHANGELOG.md"])
def test_commands_that_a_page_names_exist(name):
    # The changelog is left out: it has commands of the past.
    text = (ROOT / name).read_text()
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M):
        assert target == "install" or f"make {target} " in listed, target
    for module in re.findall(r"python(?:3|\.exe)? -m ((?:helpers|instructor|benchmarks|data)[\w.]*)", text):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def headings(page):
    """The anchors of a page's headings."""
    found = re.findall(r"^#+ (.*)", page.read_text(), re.M)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found]


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_a_page_links_to_is_there(name):
    page = ROOT / name
    for link in re.findall(r"\]\((?!https?:)([^)]+)", page.read_text()):
        path, _, anchor = link.partition("#")
        assert (page.parent / path).exists(), link
        assert not anchor or anchor in headings(page.parent / path if path else page), link


def test_the_tree_follows_ruff():
    for command in (["check", "."], ["format", "--check", "."]):
        result = subprocess.run(
            [sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout


@pytest.mark.slow
def test_the_tree_passes_mypy():
    result = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout
