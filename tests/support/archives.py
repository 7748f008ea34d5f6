"""Zips and folders to collect submissions from."""

import io
import zipfile


def packed(files, compression=zipfile.ZIP_DEFLATED):
    """The bytes of a zip; files are (name or ZipInfo, content) pairs or a dict."""
    if isinstance(files, dict):
        files = files.items()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def tree(folder):
    """{path: content} of all files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in files}
