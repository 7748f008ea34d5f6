"""What the tests do inside the image, with its own Python, which has no pytest.

python inside_image.py server COMMAND ...    # open what the command serves, and begin each lab
python inside_image.py hub PROXY ...         # have a JupyterHub with this proxy start a server, and open it
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

PATIENCE = 900  # seconds until a wait counts as a hang
TOKEN = "for-the-tests-alone"
HUB = f"""
c.JupyterHub.ip = "127.0.0.1"  # its own name is unknown where there is no network
c.JupyterHub.db_url = "sqlite:////tmp/hub.sqlite"
c.JupyterHub.cookie_secret_file = "/tmp/cookie_secret"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.Authenticator.allow_all = True
c.SimpleLocalProcessSpawner.home_dir_template = {os.environ["HOME"]!r}
c.Spawner.start_timeout = c.Spawner.http_timeout = {PATIENCE}
c.ConfigurableHTTPProxy.should_start = False  # the hub would wait only ten seconds for it
c.JupyterHub.services = [{{"name": "tests", "api_token": {TOKEN!r}}}]
scopes = ["admin:users", "admin:servers", "access:servers"]
c.JupyterHub.load_roles = [{{"name": "tests", "services": ["tests"], "scopes": scopes}}]
"""


@contextlib.contextmanager
def running(*command: str, **options):
    """Start a command, and end it at the end of the `with` block."""
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.terminate()


def server(*command: str) -> None:
    """Start a server and print where its address leads; run each lab and print what error stops it where."""
    with running(*command, stderr=subprocess.PIPE, text=True) as process:
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/\S*\?token=\w+", said)):
            line = process.stderr.readline()
            assert line, said
            said += line
        port = urlsplit(found[0]).port
        wait_until(lambda: socket.create_connection(("127.0.0.1", port)), process)  # it listens later
        with urllib.request.urlopen(found[0]) as page:
            assert "JupyterLab" in page.read().decode()
            print(urlsplit(page.url).path)
    for notebook in sorted(Path.home().glob("*/labs/*/*.ipynb")):
        place = {"metadata": {"path": str(notebook.parent)}}
        try:
            NotebookClient(nbformat.read(notebook, as_version=4), resources=place).execute()
        except CellExecutionError as error:
            print(notebook.stem, error.ename)


def ask(path: str, method: str = "GET") -> tuple[str, str]:
    """Return the address that the hub leads to, and what is there."""
    headers = {"Authorization": f"token {TOKEN}"}
    body = b"" if method == "POST" else None
    request = urllib.request.Request(f"http://127.0.0.1:8000{path}", body, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return urlsplit(answer.url).path, answer.read().decode()


def wait_until(done, process: subprocess.Popen) -> None:
    """Wait until a question has a true answer; as long as nobody listens, it has none."""
    latest = time.monotonic() + PATIENCE
    answer = None
    while not answer:
        assert process.poll() is None, f"{process.args} has ended"
        assert time.monotonic() < latest, f"{process.args} does not answer"
        time.sleep(0.5)
        with contextlib.suppress(OSError):
            answer = done()


def hub(*proxy: str) -> None:
    """Start a hub and a user's server; print where her address leads, and a setting of her JupyterLab."""
    settings = Path("/tmp/jupyterhub_config.py")
    settings.write_text(HUB)
    os.environ["CONFIGPROXY_AUTH_TOKEN"] = TOKEN
    addresses = ["--ip=127.0.0.1", "--port=8000", "--api-ip=127.0.0.1", "--api-port=8001"]
    target = "--default-target=http://127.0.0.1:8081"
    with running(*proxy, *addresses, target, stdout=sys.stderr) as process:
        wait_until(lambda: socket.create_connection(("127.0.0.1", 8001)), process)  # its own orders
        with running("jupyterhub", f"--config={settings}") as process:
            wait_until(lambda: ask("/hub/api/"), process)
            ask("/hub/api/users/ada", "POST")
            ask("/hub/api/users/ada/server", "POST")
            wait_until(lambda: json.loads(ask("/hub/api/users/ada")[1])["server"], process)  # its address
            address, page = ask("/user/ada/")
            assert "JupyterLab" in page
            print(address)
            _, lab_settings = ask("/user/ada/lab/api/settings/@jupyterlab/notebook-extension:tracker")
            print(json.loads(lab_settings)["schema"]["properties"]["windowingMode"]["default"])


if __name__ == "__main__":
    {"server": server, "hub": hub}[sys.argv[1]](*sys.argv[2:])
