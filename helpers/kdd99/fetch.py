"""Put the real KDD Cup 1999 files where the labs find them: `make data`, or `python -m helpers.kdd99.fetch`.

That is the folder that the environment variable KDD99_DIR names, or else the course's data folder.
"""

import argparse
import gzip
import hashlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pooch
import requests

from helpers.kdd99.files import FILES, real_dir
from helpers.kdd99.parse import DataError, decompress, parse

ARCHIVE = "https://kdd.ics.uci.edu/databases/kddcup99/"

# SHA-256 of what is inside: a mirror may compress the same bytes to another file.
CONTENT_SHA256 = {
    "kddcup.data_10_percent.gz": "f8c8267ebcd9c0ed1fd7d6277fe5bfff8732e9b7db8e61b873542b2a534b6f9a",
    "corrected.gz": "547dfb9c0f0dc1d9944219ec79e851191faebaeb8acbfa1cd171c418397052a4",
}


class NotWritableError(OSError):
    """The files cannot be put where they should go; the message says what to do."""


def fetch(
    data_dir: str | os.PathLike[str] | None = None,
    folder: str | os.PathLike[str] | None = None,
    url: str = ARCHIVE,
    checksums: Mapping[str, str] = CONTENT_SHA256,
) -> None:
    """Download the real files, or copy them from a folder, check them and put them into `data_dir`.

    A file that is there already and right is left alone. Each file is checked beside its destination and
    moved there in one step, so that an interruption leaves the old file or the new one, never half of one.

    Parameters
    ----------
    data_dir : path-like, optional
        Where the files go, if not where `load_kdd99` looks for them.
    folder : path-like, optional
        Take the files from this folder instead of the network.
    url : str
        The address below which the files are.
    checksums : mapping of file name to SHA-256 of the decompressed content

    Raises
    ------
    DataError
        If a file is damaged or is not the published one.
    NotWritableError
        If `data_dir` cannot be written to.
    FileNotFoundError
        If `folder` lacks a file.
    OSError
        If the network or the disk fails.
    """
    data_dir = Path(data_dir or real_dir())
    for name in FILES["real"].values():
        destination = data_dir / name
        if _is_published(destination, checksums[name]):
            print(f"{destination} is there already.")
            continue
        origin = Path(folder) / name if folder else f"{url.rstrip('/')}/{name}"
        with _folder_beside(destination) as temporary:
            content = _content(origin, temporary)
            if hashlib.sha256(content).hexdigest() == checksums[name]:
                content = gzip.compress(content, mtime=0)  # a server may unpack it on the way
            _check(content, origin, checksums[name])
            # written afresh: a download has the permissions of a temporary file, which nobody else can read
            checked = Path(temporary) / "checked"
            checked.write_bytes(content)
            os.replace(checked, destination)
        print(f"{destination} is complete.")


def _is_published(path: Path, checksum: str) -> bool:
    try:
        return _content_sha256(path.read_bytes(), path) == checksum
    except (FileNotFoundError, NotADirectoryError, DataError):  # it is fetched, or fetched again
        return False


def _content_sha256(content: bytes, origin: Path | str) -> str:
    return hashlib.sha256(decompress(content, origin)).hexdigest()


def _folder_beside(destination: Path) -> tempfile.TemporaryDirectory[str]:
    """Make a temporary folder on the disk that a file will be on, to move it from there in one step."""
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(dir=destination.parent, prefix="fetch.part-")
    except OSError as error:
        raise NotWritableError(
            f"{destination.parent} cannot be written to ({error.strerror}): name a folder of your own with "
            "--to DIR, and set the environment variable KDD99_DIR to it, so that the labs find the files."
        ) from error


def _content(origin: Path | str, temporary: str) -> bytes:
    """Return the bytes of a file, from a path or, by way of a temporary folder, from an address."""
    if isinstance(origin, Path):
        return origin.read_bytes()
    return _download(origin, temporary)


def _download(url: str, folder: str) -> bytes:
    pooch.get_logger().setLevel("WARNING")
    base, name = url.rsplit("/", 1)
    repository = pooch.create(folder, base, registry={name: None}, retry_if_failed=2)
    print(f"Downloading {url}")
    try:
        arrived = repository.fetch(name, downloader=pooch.HTTPDownloader(progressbar=True))
    except requests.RequestException as error:  # its own text is for a programmer
        status = type(error).__name__ if error.response is None else f"status {error.response.status_code}"
        raise OSError(f"{url}: {status}") from error
    return Path(arrived).read_bytes()


def _check(content: bytes, origin: Path | str, checksum: str) -> None:
    """Raise DataError unless a file's `content`, which came from `origin`, is the published one."""
    actual = _content_sha256(content, origin)
    if actual != checksum:
        parse(content, origin)  # where it is damaged, this says so better than a checksum
        raise DataError(
            f"{origin} is not the published file, its content has SHA-256 {actual[:12]}... "
            f"where {checksum[:12]}... is expected: get another copy."
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: `fetch`, with every failure as one sentence and exit status 1."""
    summary = __doc__.splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m helpers.kdd99.fetch", description=summary)
    parser.add_argument(
        "--from", dest="folder", metavar="DIR", help="copy the files from DIR instead of downloading"
    )
    parser.add_argument(
        "--url", default=ARCHIVE, help="the address below which the files are (default: %(default)s)"
    )
    parser.add_argument(
        "--to",
        dest="data_dir",
        metavar="DIR",
        default=real_dir(),
        help="where the files go; the labs look in DIR if KDD99_DIR names it (default: %(default)s)",
    )
    args = parser.parse_args(arguments)
    try:
        fetch(args.data_dir, args.folder, args.url)
    except KeyboardInterrupt:
        sys.exit("Interrupted: no half file was left in the data folder, run the command again.")
    except (DataError, NotWritableError) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(
            f"The real data could not be fetched ({error}): try again, or pass a folder that has the files "
            "with --from, or go without, as the labs run on the bundled data."
        )


if __name__ == "__main__":
    main()
