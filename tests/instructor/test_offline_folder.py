"""The folder from which machines without a network install."""

import subprocess
import sys
import zipfile

import pytest

from instructor.authoring import offline
from instructor.course import ROOT
from instructor.nbgrader_api import GradingError


@pytest.fixture
def needed(monkeypatch, tmp_path):
    """A course that needs two packages, one of which has another wheel on each platform."""
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "small"\nversion = "1"\n'
        'dependencies = ["markupsafe", "colorama; sys_platform == \'win32\'"]\n'
        "[project.optional-dependencies]\ncpu = []\nscale = []\ninstructor = []\ndev = []\n"
    )
    (tmp_path / "requirements.lock").write_bytes((ROOT / "requirements.lock").read_bytes())
    monkeypatch.setattr(offline, "ROOT", tmp_path)
    return tmp_path


def write(folder, platforms, pythons):
    try:
        return offline.write(folder, platforms, pythons)
    except GradingError as error:
        if "dns" in str(error) or "fetch" in str(error) or "onnect" in str(error):
            pytest.skip("needs the network to download packages")
        raise


@pytest.mark.slow
def test_each_platform_gets_its_own_wheels(needed, tmp_path):
    folder = tmp_path / "offline"
    size = write(folder, ["linux", "mac", "windows"], ["3.12"])
    names = sorted(path.name for path in (folder / "packages").iterdir())
    kinds = [name.split("-cp312-")[-1] for name in names if name.startswith("markupsafe")]
    assert ["macosx" in kind for kind in kinds].count(True) == 1
    assert ["win_amd64" in kind for kind in kinds].count(True) == 1
    assert ["manylinux" in kind for kind in kinds].count(True) == 1
    assert any(name.startswith("colorama") for name in names)  # for Windows, although this is not
    assert size == sum(path.stat().st_size for path in (folder / "packages").iterdir())
    assert "linux, mac, windows, Python 3.12" in (folder / "README.txt").read_text()
    with zipfile.ZipFile(folder / "anomaly-detection-labs.zip") as kit:
        assert "anomaly-detection-labs/install.py" in kit.namelist()


@pytest.mark.slow
def test_a_package_that_a_platform_lacks_is_named(needed, tmp_path, assert_one_sentence):
    lock = needed / "requirements.lock"
    lock.write_text(lock.read_text().replace("markupsafe==", "markupsafe==99."))
    with pytest.raises(GradingError, match=r"for linux, Python 3\.12\.0 could not be downloaded") as caught:
        offline.write(tmp_path / "offline", ["linux"], ["3.12"])
    assert_one_sentence(str(caught.value))


def test_the_folder_has_what_installing_asks_for():
    asked = ",".join(["{hardware}", *offline.EXTRAS[1:]])
    assert f'f"{asked}"' in (ROOT / "install.py").read_text()


def test_a_platform_that_nobody_knows_is_refused():
    command = [sys.executable, "-m", "instructor", "offline", "--platform", "amiga"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "choose from linux, linux-arm, mac, windows" in result.stderr.replace("'", "")
