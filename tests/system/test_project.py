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
    (venv_extras,) = re.findall(r'extras = f"(\S+)" if', (ROOT / "install.py").read_text())
    assert conda_extras == venv_extras.replace("{hardware}", "cpu")
    assert set(conda_extras.split(",")) <= set(EXTRAS)


TARGETS = [
    *("lab", "validate", "kernel", "test", "data", "solutions", "offline"),
    *("release", "student-kit", "collect", "autograde", "report", "grade-mine", "site"),
    *("bench-gpu", "lint", "lock"),
]
# Everything that people read about the project; the notebooks have tests of their own.
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("**/*.md")),
    *sorted((ROOT / "labs").glob("*.md")),
    *sorted((ROOT / "instructor").glob("*.md")),
    *(ROOT / folder / "README.md" for folder in ("tests", "benchmarks", "data")),
]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pytest.fixture(scope="module")
def listed_targets():
    """What `make help` lists: every target and its explanation."""
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return dict(re.findall(r"^make ([a-z-]+) +(\w.*)$", said, re.M))


def test_make_lists_its_targets(listed_targets):
    assert sorted(listed_targets) == sorted(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_a_page_explains_the_target(target):
    named = re.compile(rf"(`|^)make {target}(?![\w-])", re.M)
    assert [page for page in PAGES if named.search(page.read_text(encoding="utf-8"))]


def test_make_lint_checks_style_format_and_types():
    command = ["make", "--dry-run", "lint"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for tool in ("ruff check .", "ruff format --check .", "mypy"):
        assert re.search(rf"/{re.escape(tool)}$", said, re.M), tool


@every_page
def test_commands_that_a_page_names_exist(page, listed_targets):
    if page.name == "CHANGELOG.md":
        return  # it has commands of the past
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M):
        assert target == "install" or target in listed_targets, target
    for module in re.findall(r"python(?:3|\.exe)? -m ((?:helpers|instructor|benchmarks|data)[\w.]*)", text):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def prose(page):
    """Return the text of a page without its code blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(page):
    """Return the anchors of a page's headings."""
    found = re.findall(r"^#+ (.*)", prose(page), re.M)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found]


@every_page
def test_everything_that_a_page_links_to_is_there(page):
    text = prose(page)
    links = re.findall(r"\]\(([^)\s]+)", text) + re.findall(r"\b(?:href|src)=\"([^\"]+)", text)
    for link in links:
        if re.match(r"https?:|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        linked = page.parent / path if path else page
        assert linked.exists(), link
        assert not anchor or anchor in anchors(linked), link


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
