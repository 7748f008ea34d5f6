"""Which system an archive comes from."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from instructor.grading.collecting.entries import is_work
from instructor.grading.collecting.systems import FOLDERS, GOOGLE_CLASSROOM, SYSTEMS, System

# What instructors call the folder above the students, which tells it from a student's even if only one is
# in it.
_ABOVE_STUDENTS = re.compile(r"(?:.*[-_ ])?(?:submissions?|submitted)", re.IGNORECASE)


@dataclass(frozen=True)
class Recognised:
    """The system that an archive was taken for, and the folders, with "/", that are above all students."""

    system: System
    top: str = ""

    def __str__(self) -> str:
        """Return a name for the instructor."""
        if self.top:
            return f"{self.system.name}, in the folder {self.top.rstrip('/')!r}"
        return self.system.name


def recognise(names: Sequence[str]) -> Recognised:
    """Return the system whose names fit most entries, at least half of them; else that of folders.

    Parameters
    ----------
    names : sequence of str
        Of all entries. Only notebooks and zips are counted.
    """
    names = [name for name in names if is_work(name)]
    best, most = Recognised(FOLDERS, _folder_above_students(names)), 0
    for system in SYSTEMS:
        for top in _shared_folders(names):
            fitting = _fitting(system, [name.removeprefix(top) for name in names])
            if fitting > most and 2 * fitting >= len(names):
                best, most = Recognised(system, top), fitting
    return best


def _fitting(system: System, names: Sequence[str]) -> int:
    """Return how many names have the form of a system.

    "Lab 1 - Ada.zip" beside "Lab 1 - Ben.zip" only looks as if Google Classroom had named it.
    """
    students = []
    for name in names:
        match = system.match(name)
        if match:
            students.append(match["student_id"])
    of_one_student = len(students) > 1 and len(set(students)) == 1
    if system is GOOGLE_CLASSROOM and of_one_student and all(FOLDERS.match(name) for name in names):
        return 0
    return len(students)


def has_several_students(names: Sequence[str]) -> bool:
    """Whether names are those of a class's archive rather than those of one student's files."""
    recognised = recognise(names)
    if recognised.system is not FOLDERS:
        return True
    students = set()
    for name in names:
        match = FOLDERS.match(name.removeprefix(recognised.top))
        if match and is_work(name):
            students.add(match["student_id"])
    return len(students) > 1


def _shared_folders(names: Sequence[str]) -> list[str]:
    """Return the starts of names that end in "/" and that all names have, the shortest, "", first."""
    if not names:
        return [""]
    shared = _common_folder(names)
    starts = [""]
    for part in shared.split("/"):
        if part:
            starts.append(f"{starts[-1]}{part}/")
    return starts


def _common_folder(names: Sequence[str]) -> str:
    folders = [posixpath.dirname(name).split("/") for name in names]
    common = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return "/".join(common)


def _folder_above_students(names: Sequence[str]) -> str:
    """Return the folder, with "/", in which each student has a folder or a zip; "" if there is none."""
    above = ""
    for top in _shared_folders(names)[1:]:
        students = {name.removeprefix(top).partition("/")[0] for name in names}
        named = _ABOVE_STUDENTS.fullmatch(posixpath.basename(top.rstrip("/"))) is not None
        if not named and any(student.lower().endswith(".ipynb") for student in students):
            break  # the notebook lies in the folder, which then is a student's
        if len(students) > 1 or named:
            above = top
    return above
