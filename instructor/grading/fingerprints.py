"""What a grade depends on, as a hash: if it changes, the submission is graded again."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from instructor.course import DATA, HELPERS, ROOT, graded_labs, script_path
from instructor.grading import submissions
from instructor.grading.messages import SubmissionKey
from instructor.grading.places import Places


class Fingerprints:
    """Takes the fingerprints of submissions.

    Parameters
    ----------
    places : Places
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._course = digest_of_course()

    def of(self, key: SubmissionKey) -> str:
        """Return a hash of a submission, its lab, the grader, its settings, the helpers and the data."""
        try:
            files, _ = submissions.read_files(self._places.submission(key))
        except submissions.Refused as reason:
            files = {"": str(reason).encode()}
        digest = hashlib.sha256(self._course.encode())
        if key.lab in graded_labs():
            digest.update(script_path(key.lab).with_suffix(".ipynb").read_bytes())
        for name, content in sorted(files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape"))
            digest.update(content)
        return digest.hexdigest()


def digest_of_course() -> str:
    """Return a hash of what all grades depend on: the grader, its settings, the helpers and the data."""
    digest = hashlib.sha256()
    for name, path in sorted(_files_of_course()):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files_of_course() -> Iterator[tuple[str, Path]]:
    """Yield the files that all grades depend on, with names that are the same in every copy of the course."""
    settings = ROOT / "nbgrader_config.py"
    yield settings.name, settings
    for folder, pattern in ((ROOT / "instructor", "*.py"), (HELPERS, "*.py"), (DATA, "*.gz")):
        for path in folder.rglob(pattern):
            yield f"{folder.name}/{path.relative_to(folder).as_posix()}", path
