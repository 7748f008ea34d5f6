"""Installing on networks, with settings of pip and on machines that are unlike a clean server with a network.

Each test makes its circumstances: a network namespace in which nothing but an index of its own can be
reached, a certificate, a mount. The course that is installed is a small one, whose libraries are one empty
package.
"""

import shutil
import subprocess
import sys
import venv

import pytest
import trustme

from instructor.course import ROOT
from tests.support import package_index

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandboxed")]
INDEX = f"127.0.0.1:{package_index.PORT}"
OLD_PIP = "22.3.1"  # came with Python 3.11.1


@pytest.fixture(scope="session")
def downloaded(tmp_path_factory):
    """The packages that the installation itself needs."""
    folder = tmp_path_factory.mktemp("downloaded")
    pins = ["--constraint", ROOT / "requirements.lock", "uv", "setuptools", f"pip=={OLD_PIP}"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, *pins]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("needs the network to download uv")
    return folder


@pytest.fixture
def index(downloaded, tmp_path):
    """The folder of an index that has all that the small course needs."""
    folder = shutil.copytree(downloaded, tmp_path / "index")
    package_index.write_libraries(folder)
    return folder


@pytest.fixture
def home(tmp_path):
    """An empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def course(tmp_path):
    return package_index.write_course(tmp_path / "course", ROOT)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """The files of a certificate authority that no machine knows, and of a certificate for the index."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "index.pem")
    return folder


def install(course, home, *options, index=None, serve=(), arguments=(), variables=None):
    """Run install.py where nothing can be reached but an index, without the settings of this machine."""
    environment = {"HOME": home, "PATH": "/usr/bin:/bin", "PIP_CONFIG_FILE": home / "pip.conf"} | (
        variables or {}
    )
    box = ["bwrap", "--dev-bind", "/", "/", "--tmpfs", "/etc/xdg", "--unshare-net", "--die-with-parent"]
    box += ["--chdir", course, "--clearenv", *options]
    for name, value in environment.items():
        box += ["--setenv", name, value]
    command = [sys.executable, "install.py", *arguments]
    if index:
        command = [sys.executable, package_index.__file__, "--serve", index, *serve, "--", *command]
    return subprocess.run([*map(str, box), *map(str, command)], capture_output=True, text=True, check=False)


def configure(home, **settings):
    """Write a configuration of pip."""
    lines = [f"{name.replace('_', '-')} = {value}\n" for name, value in settings.items()]
    (home / "pip.conf").write_text("".join(["[global]\n", *lines]))


def log(course):
    return (course / ".venv/install.log").read_text()


def assert_installed(result, course, by):
    assert result.returncode == 0, result.stderr + log(course)
    assert (course / ".venv/.installed").exists()
    assert ("takes longer" in result.stdout) == (by == "pip")
    assert ("Installed 2 packages" in log(course)) == (by == "uv")  # only uv says so
    found = [
        course / ".venv/bin/python",
        "-c",
        "import helpers, xgboost; print(helpers.__file__); print(xgboost.__file__)",
    ]
    printed = subprocess.run(found, cwd="/", capture_output=True, text=True, check=True).stdout.splitlines()
    assert printed[0] == str(course / "helpers/__init__.py")
    assert printed[1].startswith(str(course / ".venv"))


def refused(result, course, assert_one_sentence):
    """The sentence that installing ended with."""
    assert result.returncode == 1, result.stdout
    assert_one_sentence(result.stderr.strip())
    assert not (course / ".venv/.installed").exists()
    return result.stderr.strip()


def test_an_index_in_pips_configuration(course, home, index):
    configure(home, index_url=f"http://{INDEX}/simple/")
    assert_installed(install(course, home, index=index), course, by="uv")


def test_a_folder_in_pips_configuration(course, home, index):
    configure(home, find_links=index, index_url=f"http://{INDEX}/nothing/")
    assert_installed(install(course, home, index=home), course, by="uv")


def test_a_certificate_that_only_pip_knows(course, home, index, certificate):
    configure(home, index_url=f"https://{INDEX}/simple/", cert=certificate / "authority.pem")
    serve = ["--certificate", certificate / "index.pem"]
    assert_installed(install(course, home, index=index, serve=serve), course, by="uv")


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl, which makes a system's store")
def test_a_certificate_that_only_the_system_knows(course, home, index, certificate, tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    for name in ("ca-certificates.crt", "authority.pem"):
        shutil.copyfile(certificate / "authority.pem", store / name)
    subprocess.run(["openssl", "rehash", store], check=True, capture_output=True)
    configure(home, index_url=f"https://{INDEX}/simple/")
    serve = ["--certificate", certificate / "index.pem"]
    box = ["--ro-bind", store, "/etc/ssl/certs"]
    assert_installed(install(course, home, *box, index=index, serve=serve), course, by="uv")


def test_a_certificate_that_nobody_knows(course, home, index, certificate, assert_one_sentence):
    configure(home, index_url=f"https://{INDEX}/simple/")
    serve = ["--certificate", certificate / "index.pem"]
    said = refused(install(course, home, index=index, serve=serve), course, assert_one_sentence)
    assert "does not trust the certificate" in said
    assert f"{course}/.venv/bin/python -m pip config set global.cert FILE" in said


def test_a_proxy_in_pips_configuration(course, home, index):
    configure(
        home, index_url="http://index.invalid/simple/", trusted_host="index.invalid", proxy=f"http://{INDEX}"
    )
    assert_installed(install(course, home, index=index), course, by="uv")


def test_a_proxy_that_is_not_there(course, home, assert_one_sentence):
    configure(home, proxy="http://127.0.0.1:9")
    assert "the proxy refuses" in refused(install(course, home), course, assert_one_sentence)


def test_an_index_that_wants_a_password(course, home, index, assert_one_sentence):
    configure(home, index_url=f"http://user:secret@{INDEX}/simple/")
    said = refused(install(course, home, index=index, serve=["--refuse"]), course, assert_one_sentence)
    assert "refuses access" in said
    assert "secret" not in said


def test_settings_of_pip_for_other_work(course, home, index):
    elsewhere = {
        "PIP_USER": "1",
        "PIP_TARGET": home / "target",
        "PIP_PREFIX": home / "prefix",
        "PYTHONPATH": home,
    }
    configure(home, index_url=f"http://{INDEX}/simple/", user="true")
    assert_installed(install(course, home, index=index, variables=elsewhere), course, by="uv")


def test_a_home_that_cannot_be_written_to(course, home, index):
    configure(home, index_url=f"http://{INDEX}/simple/")
    assert_installed(install(course, home, "--ro-bind", home, home, index=index), course, by="uv")


def test_an_index_without_uv(course, home, index):
    configure(home, index_url=f"http://{INDEX}/simple/")
    (wheel,) = index.glob("uv-*.whl")
    wheel.unlink()
    assert_installed(install(course, home, index=index), course, by="pip")


def test_a_machine_on_which_uv_does_not_run(course, home, index):
    configure(home, index_url=f"http://{INDEX}/simple/")
    broken = {"UV_CACHE_DIR": "/proc/nowhere"}
    assert_installed(install(course, home, index=index, variables=broken), course, by="pip")


def test_an_index_without_a_package(course, home, index, assert_one_sentence):
    configure(home, index_url=f"http://{INDEX}/simple/")
    (wheel,) = index.glob("libraries-*.whl")
    wheel.unlink()
    said = refused(install(course, home, index=index), course, assert_one_sentence)
    assert "the package index has no libraries" in said


def test_an_old_pip(course, home, index):
    venv.create(course / ".venv", with_pip=True, symlinks=True)
    (wheel,) = index.glob("pip-*.whl")
    subprocess.run([course / ".venv/bin/python", "-m", "pip", "install", "--quiet", wheel], check=True)
    (course / ".venv/.installed").write_text(f"{course}\ncpu\nan older course\n")
    configure(home, index_url=f"http://{INDEX}/simple/")
    assert_installed(install(course, home, index=index), course, by="uv")
    listed = [course / ".venv/bin/python", "-m", "pip", "--version"]
    assert f"pip {OLD_PIP} " in subprocess.run(listed, capture_output=True, text=True, check=True).stdout


def test_no_network_and_a_folder_of_packages(course, home, index):
    assert_installed(install(course, home, arguments=["--from", index]), course, by="uv")
    again = install(course, home)  # takes nothing from the network, either
    assert (again.returncode, again.stdout) == (0, "")


def test_a_folder_of_packages_on_a_machine_with_a_gpu(course, home, index, tmp_path):
    driver = tmp_path / "driver"
    driver.mkdir()
    (driver / "nvidia-smi").symlink_to("/bin/true")
    path = {"PATH": f"{driver}:/usr/bin:/bin"}
    assert_installed(install(course, home, arguments=["--from", index], variables=path), course, by="uv")
    again = install(course, home, variables=path)
    assert (again.returncode, again.stdout) == (0, "")


def test_a_folder_of_packages_for_other_machines(course, home, index, assert_one_sentence):
    for wheel in index.glob("libraries-*.whl"):
        wheel.unlink()
    package_index.write_libraries(index, tag="cp311-cp311-win_amd64")
    said = refused(install(course, home, arguments=["--from", index]), course, assert_one_sentence)
    assert f"{index} has no libraries for this machine (Linux" in said


def test_a_folder_without_packages(course, home, assert_one_sentence):
    said = refused(install(course, home, arguments=["--from", home]), course, assert_one_sentence)
    assert f"{home} has no packages" in said


def test_a_library_that_cannot_be_imported(course, home, index, assert_one_sentence):
    package_index.write_libraries(index, failing={"pandas": "raise ImportError('no libxyz.so')"})
    said = refused(install(course, home, arguments=["--from", index]), course, assert_one_sentence)
    assert "pandas has been installed, but cannot be imported (ImportError no libxyz.so)" in said


def test_a_library_that_the_processor_cannot_run(course, home, index, assert_one_sentence):
    package_index.write_libraries(
        index, failing={"tensorflow": "import os, signal; os.kill(os.getpid(), signal.SIGILL)"}
    )
    said = refused(install(course, home, arguments=["--from", index]), course, assert_one_sentence)
    assert "tensorflow has been installed, but cannot be imported (Python ended with status -4)" in said
    assert "Google Colab" in said


def test_a_name_of_a_folder_that_is_hard_to_quote(course, home, index):
    folder = course.rename(course.parent / "OneDrive - Übung #1 (R&D), O'Brien's 😀 $HOME %TEMP%")
    assert_installed(install(folder, home, arguments=["--from", index]), folder, by="uv")
