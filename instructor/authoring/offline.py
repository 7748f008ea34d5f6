"""Write a folder from which machines without a network install: the student kit and all packages as wheels.

uv says which packages a platform needs, because it can answer for other platforms than this one. pip then
downloads them.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from instructor.course import ROOT
from instructor.nbgrader_api import GradingError

# What uv calls a platform, and the tags of the wheels that run there, the preferred ones first.
GLIBC = range(28, 16, -1)  # 2.28, of 2018, down to 2.17
PLATFORMS = {
    "linux": (
        "x86_64-manylinux_2_28",
        [*(f"manylinux_2_{minor}_x86_64" for minor in GLIBC), "manylinux2014_x86_64"],
    ),
    "linux-arm": (
        "aarch64-manylinux_2_28",
        [*(f"manylinux_2_{minor}_aarch64" for minor in GLIBC), "manylinux2014_aarch64"],
    ),
    "mac": ("aarch64-apple-darwin", ["macosx_12_0_arm64"]),
    "windows": ("x86_64-pc-windows-msvc", ["win_amd64"]),
}
PYTHONS = ("3.11", "3.12", "3.13")
EXTRAS = ("cpu", "scale", "instructor", "dev")  # those of install.py
README = """\
Anomaly Detection Labs, for computers without a network: {platforms}, Python {pythons}.

1. Install Python, if the computer has none: it is not in this folder.
2. Copy this folder to the computer and unpack anomaly-detection-labs.zip.
3. In the unpacked folder, type, with the path to the folder "packages" that lies beside this file:

       python3 install.py --from PATH/packages        (Linux, Mac)
       py install.py --from PATH\\packages             (Windows)

4. README.md in the unpacked folder says how to go on.
"""


def write(folder: Path, platforms: Sequence[str], pythons: Sequence[str]) -> int:
    """Write the folder, or add to it.

    Parameters
    ----------
    folder : pathlib.Path
        It gets a file README.txt, the student kit, and a folder packages/.
    platforms : sequence of str
        Keys of `PLATFORMS`.
    pythons : sequence of str
        Versions of Python, such as "3.12".

    Returns
    -------
    int
        The size of all packages in bytes.

    Raises
    ------
    GradingError
        If a package cannot be had for one of these platforms; the message has pip's or uv's reason.
    """
    from instructor.authoring import student_kit  # and what labs import

    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    student_kit.write(folder / "anomaly-detection-labs.zip")
    text = README.format(platforms=", ".join(platforms), pythons=", ".join(pythons))
    (folder / "README.txt").write_text(text, encoding="utf-8")
    for platform in platforms:
        for python in pythons:
            print(f"{platform}, Python {python} ...", flush=True)
            _download(packages, platform, python)
    return sum(path.stat().st_size for path in packages.iterdir())


def _download(packages: Path, platform: str, python: str) -> None:
    """Download what one platform needs with one version of Python, from its first release to its last."""
    for release in (f"{python}.0", f"{python}.99"):
        with tempfile.TemporaryDirectory() as temporary:
            needed = Path(temporary, "needed.txt")
            _resolve(needed, platform, release)
            _fetch(packages, platform, release, needed)


def _resolve(needed: Path, platform: str, python: str) -> None:
    """Write the names and versions of the packages that a platform needs."""
    command = ["uv", "pip", "compile", "--quiet", "--python-platform", PLATFORMS[platform][0]]
    command += ["--python-version", python, "--constraint", "requirements.lock"]
    command += ["--no-emit-index-url", "--no-header"]
    for extra in EXTRAS:
        command += ["--extra", extra]
    _run([*command, "--output-file", str(needed), "pyproject.toml"], f"{platform}, Python {python}")


def _fetch(packages: Path, platform: str, python: str, needed: Path) -> None:
    """Download these packages as wheels."""
    command = ["pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(packages)]
    command += ["--python-version", python, "--implementation", "cp"]
    for tag in PLATFORMS[platform][1]:
        command += ["--platform", tag]
    _run([*command, "--requirement", str(needed)], f"{platform}, Python {python}")


def _run(command: Sequence[str], what: str) -> None:
    """Run a module of this environment's Python in the course's folder."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        errors = re.findall(r"^(?:error:|ERROR:|.*cause:) *(.*)", done.stderr, re.M) or [done.stderr.strip()]
        reason = errors[-1].rstrip(".")
        raise GradingError(
            f"The packages for {what} could not be downloaded ({reason}): check the network and try again "
            "(nothing is lost)."
        )
