"""Build the course's website with Sphinx, from its pages of text and the solution notebooks.

The sources are laid out in a temporary folder as they are in the course, so that the links between them hold.
Each lab's page stands where the students' notebook does.
"""

import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import nbformat

from instructor import logs
from instructor.authoring.lab_page import lab_page
from instructor.authoring.notebooks import from_script
from instructor.authoring.release import is_built_from, release
from instructor.course import GRADING, ROOT, lab_names, script_path
from instructor.nbgrader_api import GradingError

LOG = GRADING / "site.log"
SETTINGS = ROOT / "docs" / "site"
PAGES = [
    *("*.md", "docs/*.md", "instructor/*.md", "labs/*.md"),
    *("benchmarks/README.md", "data/README.md", "tests/README.md"),
]
OTHERS = ["LICENSE", "docs/lab1.png"]  # what the pages link to or show
START = "index.md"
GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?(?:/tree/(.+))?")
COLAB = "https://colab.research.google.com/github/{repository}/blob/{branch}/labs/{lab}/{lab}.ipynb"
LINKS = """\
**[Download the notebook](path:/notebooks/{lab}.ipynb)**{colab}

This page shows the lab after it has been solved and run. Answers and tests are folded: try an exercise before
you open its answer. [Installing](../../docs/installing.md) says what the notebook needs.
"""


class SiteError(GradingError):
    """The website cannot be built; the message says why and what to do."""


def build(folder: Path, repository: str = "", check_links: bool = False) -> None:
    """Build the website.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the website. It is replaced if the website can be built, and left alone if not.
    repository : str
        The address of the course's repository, https://github.com/OWNER/NAME, with /tree/BRANCH at its end if
        the branch is not main. Without it, the pages have no links to Google Colab.
    check_links : bool
        Whether to ask for every address that a page links to, which needs a network.

    Raises
    ------
    SiteError
        If a solution is missing or older than its script, if the repository's address has another form, or if
        Sphinx is missing or warns of something.
    """
    if not find_spec("sphinx"):
        raise SiteError("Sphinx, which builds the website, is not installed: run `make install`.")
    with tempfile.TemporaryDirectory() as temporary:
        sources, pages = Path(temporary, "sources"), Path(temporary, "html")
        write_sources(sources, repository)
        _run_sphinx(sources, pages)
        if check_links:
            _run_sphinx(sources, Path(temporary, "linkcheck"))
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(pages, folder)


def write_sources(sources: Path, repository: str = "") -> None:
    """Write what Sphinx makes the website of into a folder; see `build`."""
    _copy_pages(sources)
    for lab in lab_names():
        _write_lab(sources, lab, _colab_link(lab, repository))


def _copy_pages(sources: Path) -> None:
    """Copy the pages of text and what they show, and the start page."""
    moved = {"README.md": START} | {f"solutions/{lab}/{lab}.ipynb": _place(lab) for lab in lab_names()}
    for pattern in PAGES:
        for path in ROOT.glob(pattern):
            name = path.relative_to(ROOT).as_posix()
            _write(sources / name, _with_moved_links(path.read_text(encoding="utf-8"), name, moved))
    for name in OTHERS:
        shutil.copy(ROOT / name, sources / name)
    shutil.copy(SETTINGS / START, sources)


def _place(lab: str) -> str:
    return f"labs/{lab}/{lab}.ipynb"


def _with_moved_links(text: str, name: str, moved: Mapping[str, str]) -> str:
    """Return the text of a page whose links lead to where the website has the files."""
    folder = posixpath.dirname(name)

    def link(found: re.Match[str]) -> str:
        place = moved.get(posixpath.normpath(posixpath.join(folder, found[1])))
        return f"]({posixpath.relpath(place, folder)}" if place else found[0]

    return re.sub(r"\]\(([^)#\s]+)", link, text)


def _write_lab(sources: Path, lab: str, colab: str) -> None:
    """Write a lab's page and the notebook to download, which is made anew: that in labs/ may have answers."""
    path = script_path(lab).with_suffix(".ipynb")
    if not path.exists() or not is_built_from(path, from_script(script_path(lab))):
        raise SiteError(f"{logs.shown(path)} is missing or older than its script: run `make release`.")
    page = lab_page(nbformat.read(path, as_version=4), LINKS.format(lab=lab, colab=colab))
    _write(sources / _place(lab), nbformat.writes(page))
    with tempfile.TemporaryDirectory() as folder:
        release(lab, Path(folder))
        released = Path(folder, lab, f"{lab}.ipynb").read_text(encoding="utf-8")
    _write(sources / "notebooks" / f"{lab}.ipynb", released)


def _colab_link(lab: str, repository: str) -> str:
    """Return a link in Markdown, or nothing if the repository has no address."""
    if not repository:
        return ""
    address = GITHUB.fullmatch(repository)
    if not address:
        raise SiteError(
            f"{repository} is no repository that Colab can open: use https://github.com/OWNER/NAME."
        )
    place = COLAB.format(repository=address[1], branch=address[2] or "main", lab=lab)
    return f" · **[Open in Colab]({place})**"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _run_sphinx(sources: Path, output: Path) -> None:
    """Run the builder of Sphinx's that the output is named after; a warning is an error."""
    folders = {"--conf-dir": SETTINGS, "--doctree-dir": sources.parent / "doctrees"}
    options = ["-W", "--keep-going", "--quiet", "--builder", output.name]
    options += [word for name, folder in folders.items() for word in (name, str(folder))]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(sources), str(output)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = done.stderr.replace(f"{sources}{os.sep}", "")
        logs.append(LOG, f"sphinx --builder {output.name}", said)
        first, *_ = re.findall(r".*(?:WARNING|ERROR): .*", said) or ["it failed"]
        raise SiteError(f"Sphinx cannot build the website ({first.strip()}): read {logs.shown(LOG)}.")
