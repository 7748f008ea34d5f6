"""A package index that is made for a test, and a course so small that it is installed from it in seconds.

`python package_index.py --serve FOLDER [--certificate FILE] [--refuse] -- COMMAND` serves the index on port
8000 of this network namespace while a command runs. The server is also a proxy: it looks at the path alone.
"""

import argparse
import http.server
import ssl
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

PORT = 8000
# What install.py imports at the end, all in one package.
MODULES = ["IPython", "ipywidgets", "jupyterlab", "nbgrader", "numpy", "scipy", "pandas", "pyarrow", "pooch"]
MODULES += [
    "matplotlib",
    "matplotlib/pyplot",
    "sklearn",
    "sklearn/ensemble",
    "xgboost",
    "tensorflow",
    "keras",
]
PROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "anomaly-detection-labs"
version = "0.1.0"
dependencies = ["libraries"]

[project.optional-dependencies]
cpu = []
gpu = []
scale = []

[tool.setuptools]
packages = ["helpers"]
"""


def write_course(folder: Path, original: Path) -> Path:
    """Write a course that needs one package, `libraries`, and has the installer of the original."""
    (folder / "helpers").mkdir(parents=True)
    (folder / "helpers/__init__.py").touch()
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "requirements.lock").write_text("libraries==1.0\n")
    for name in ("install.py", "helpers/surroundings.py"):
        (folder / name).write_bytes((original / name).read_bytes())
    return folder


def write_libraries(folder: Path, failing: dict[str, str] | None = None, tag: str = "py3-none-any") -> Path:
    """Write the wheel of `libraries`; `failing` has code for modules that cannot be imported."""
    path = folder / f"libraries-1.0-{tag}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for module in MODULES:
            wheel.writestr(f"{module}/__init__.py", (failing or {}).get(module, ""))
        wheel.writestr(
            "libraries-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: libraries\nVersion: 1.0\n"
        )
        wheel.writestr(
            "libraries-1.0.dist-info/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"
        )
        wheel.writestr("libraries-1.0.dist-info/RECORD", "")
    return path


def handler(folder: Path, refuse: bool) -> type[http.server.BaseHTTPRequestHandler]:
    """Return what answers requests for /simple/, /simple/NAME/ and /FILE."""

    class Index(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = self.path.partition("://")[2].split("/", 1)[-1] if "://" in self.path else self.path
            *_, kind, name = ["", *parts.strip("/").split("/")]
            wheels = [path.name for path in folder.glob("*.whl") if path.name.split("-")[0] == name]
            if refuse:
                self.answer(401, b"")
            elif kind == "simple" and wheels:
                self.answer(200, "".join(f'<a href="/{wheel}">{wheel}</a>' for wheel in wheels).encode())
            elif (folder / name).is_file():
                self.answer(200, (folder / name).read_bytes())
            else:
                self.answer(404, b"")

        def answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            if status == 200 and content.startswith(b"<a"):
                self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Index


def main() -> int:
    """Serve an index while a command runs, and return the command's exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", type=Path)
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--refuse", action="store_true")
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), handler(args.serve, args.refuse))
    if args.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(args.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return subprocess.run(args.command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
