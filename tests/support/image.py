"""Builds the image of a Dockerfile without Docker: debootstrap makes Debian, bubblewrap runs the steps in it.

It knows the instructions that the course's Dockerfile has, and refuses others. A stage must build on the
stage before it. All steps change one folder: there are no layers.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from docker.utils.build import exclude_paths
from dockerfile_parse import DockerfileParser

NEEDED = ["debootstrap", "bwrap"]
# Docker's, until a Dockerfile sets another.
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass
class Image:
    """A folder with the files of an image, and how to start it."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": _PATH})
    user: str = "0"
    folder: str = "/"
    command: list[str] = field(default_factory=list)

    def box(self, *options: str | Path, writable: bool = False, **variables: str) -> list[str]:
        """Return what to put before a command so that it runs in the image as its user."""
        place = ["--bind" if writable else "--ro-bind", self.root, "/", "--proc", "/proc", "--dev", "/dev"]
        place += ["--perms", "1777", "--tmpfs", "/tmp", "--tmpfs", "/run", *options, "--chdir", self.folder]
        own = ["--unshare-pid", "--unshare-ipc", "--die-with-parent", "--clearenv"]
        for name, value in (self.environment | self._account() | variables).items():
            own += ["--setenv", name, value]
        box = ["bwrap", *place, *own, "--cap-add", "ALL"]  # root's, as in a container; other users lose them:
        if self.user != "0":
            box += ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        return [str(argument) for argument in box]

    def _account(self) -> dict[str, str]:
        """Return HOME, which Docker takes from the user's account."""
        accounts = (line.split(":") for line in (self.root / "etc/passwd").read_text().splitlines())
        return {"HOME": next(home for _, _, uid, _, _, home, _ in accounts if uid == self.user)}


def instructions(dockerfile: Path) -> list[tuple[str, str]]:
    """Return a Dockerfile's instructions and their arguments, without comments."""
    with dockerfile.open("rb") as file:
        parsed = DockerfileParser(fileobj=file).structure
    return [(step["instruction"], step["value"]) for step in parsed if step["instruction"] != "COMMENT"]


def context(folder: Path) -> list[str]:
    """Return the names of the files that `COPY . .` copies from a folder, by its .dockerignore."""
    lines = (folder / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    names = exclude_paths(str(folder), patterns) - {"Dockerfile", ".dockerignore"}  # which it adds
    return sorted(name for name in names if (folder / name).is_file())


def build(folder: Path, root: Path, log: Path, **arguments: str) -> Image:
    """Build the image of the Dockerfile in a folder, as root and with a network.

    Parameters
    ----------
    folder : pathlib.Path
        A course, or an unpacked student kit.
    root : pathlib.Path
        A new folder for the image's files.
    log : pathlib.Path
        The file that receives what the steps print.
    **arguments : str
        Docker's build arguments.

    Raises
    ------
    subprocess.CalledProcessError
        If a step fails.
    ValueError
        If the Dockerfile has an instruction that is not known here.
    """
    image = Image(root)
    stages: list[str] = []
    for instruction, value in instructions(folder / "Dockerfile"):
        variables = image.environment | arguments
        filled = Template(value).safe_substitute(variables)
        match instruction:
            case "FROM" if not stages:
                release, stage = re.fullmatch(r"debian:(\w+)-slim AS (\w+)", value).groups()
                _run(["debootstrap", "--variant=minbase", release, root], log)
                stages.append(stage)
            case "FROM" if value == stages[-1]:
                pass
            case "ARG":
                name, given, default = value.partition("=")
                if given:
                    arguments.setdefault(name, default)
            case "ENV":
                image.environment |= dict(setting.split("=", 1) for setting in filled.split())
            case "RUN":
                _run([*_building(image, arguments), "sh", "-c", value], log)
            case "COPY" if value == ". .":
                _copy(folder, root / image.folder.lstrip("/"))
            case "USER":
                image.user = filled
            case "WORKDIR":
                image.folder = filled
                (root / filled.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "CMD":
                image.command = json.loads(value)
            case "EXPOSE":
                pass
            case _:
                raise ValueError(f"{instruction} {value} is not known to tests/support/image.py: teach it.")
    return image


def _run(command: list[str | Path], log: Path) -> None:
    with log.open("a") as output:
        subprocess.run(command, stdout=output, stderr=output, check=True)


def _building(image: Image, arguments: dict[str, str]) -> list[str]:
    """Return the beginning of a command that is a step of the build; pip finds its index as it does here."""
    options: list[str | Path] = []
    variables = {name: value for name, value in os.environ.items() if name in ("PIP_INDEX_URL", "PIP_CERT")}
    if "PIP_CERT" in variables:
        options = ["--ro-bind", variables["PIP_CERT"], "/run/certificates"]
        variables["PIP_CERT"] = "/run/certificates"
    return image.box(*options, writable=True, **arguments, **variables)


def _copy(folder: Path, target: Path) -> None:
    for name in context(folder):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / name, target / name)
