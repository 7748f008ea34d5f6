"""How learning-management systems name what students handed in.

Each pattern starts at the beginning of a name and takes the first place that fits. A student chooses the
end of a name only, so nobody can name a file as if somebody else had handed it in.

The groups of a pattern: `student_id` is whose file it is, with `name` before it if there is one. `file_id`
is the student's own name of the file. `timestamp`, `version` and `late` say when it was handed in. `title`
and `assignment` say for what. `plugin` is the part of Moodle that took it, `kind` the folder of Teams.
"""

import re
from dataclasses import dataclass

from instructor.grading.collecting.notebook_names import COPY


@dataclass(frozen=True)
class System:
    """A system and the names in its exports.

    Attributes
    ----------
    name : str
    forms : tuple of re.Pattern
        The first that fits says whose an entry is.
    own_files : frozenset of str
        Names of files that the system adds and that are nobody's.
    attempts_in_folders : bool
        Whether the files of one student may be in several folders, one for each attempt.
    marks_late : bool
        Whether names say what was late.
    merges_attempts : bool
        Whether a submission is all files of a student, each with its own time, and not those of one time.
    """

    name: str
    forms: tuple[re.Pattern[str], ...]
    own_files: frozenset[str] = frozenset()
    attempts_in_folders: bool = False
    marks_late: bool = False
    merges_attempts: bool = False

    def match(self, name: str) -> re.Match[str] | None:
        """Return the match of the first form that fits a name."""
        for form in self.forms:
            match = form.match(name)
            if match:
                return match
        return None


def _moodle(name_group: str, number_group: str) -> System:
    """Return Moodle's form, flat or with a folder for each student.

    Moodle's assignment module writes "<name>_<number>_assignsubmission_<plugin>_", where the plugin is "file"
    or "onlinetext". Blind marking puts "Participant", in the site's language, in place of the name, and group
    submissions put "<group>-" before it.
    """
    form = re.compile(
        rf"(?P<{name_group}>[^/]+?)_(?P<{number_group}>\d+)_assignsubmission_(?P<plugin>[a-z]+)"
        r"(?:_?/|_)(?P<file_id>.+)"
    )
    return System("Moodle", (form,))


MOODLE = _moodle("name", "student_id")
MOODLE_BY_NAME = _moodle("student_id", "number")

# Blackboard's "Assignment File Download": "<assignment>_<user>_attempt_<time>_<file>". What a student wrote
# beside the files is a .txt without a name.
BLACKBOARD = System(
    "Blackboard",
    (
        re.compile(
            r"(?P<title>[^/]*?)_(?P<student_id>[^/_]+)_attempt_(?P<timestamp>\d{4}(?:-\d\d){5})"
            r"(?:[_/](?P<file_id>.+)|\.txt)$"
        ),
    ),
)

# Canvas's "Download Submissions": "<name>_LATE_<user>_<attachment>_<file>", without LATE if it was in time.
# The name is that of the group in a group assignment. Anonymous grading has "LATE_anon_<code>" in place of
# name and user. What was typed or linked is "<name>_<user>_text.html" or "_link.html".
CANVAS = System(
    "Canvas",
    (
        re.compile(
            r"(?:(?P<late>LATE)_)?(?P<name>anon(?:ymous)?)_(?P<student_id>[^/_]+)_\d+_(?P<file_id>[^/]+)$"
        ),
        re.compile(
            r"(?:(?P<late>LATE)_)?(?P<name>anon(?:ymous)?)_(?P<student_id>[^/_]+)"
            r"_(?P<file_id>(?:text|link)\.html)$"
        ),
        re.compile(r"(?P<name>[^/]+?)_(?:(?P<late>LATE)_)?(?P<student_id>\d+)_\d+_(?P<file_id>[^/]+)$"),
        re.compile(
            r"(?P<name>[^/]+?)_(?:(?P<late>LATE)_)?(?P<student_id>\d+)_(?P<file_id>(?:text|link)\.html)$"
        ),
    ),
    marks_late=True,
)

# Brightspace's "Download" of an assignment: "<user>-<folder> - <name> - <date> <time> - <file>", or a
# folder of that name without the file. The date is in the language of whoever downloads, and the time has
# lost its colon.
_OF_DATE = r"(?:(?! - )[^/])"
_DATE = rf"{_OF_DATE}*?\d{{4}}{_OF_DATE}*?\d\d{_OF_DATE}{{0,8}}?"
_D2L_STUDENT = r"(?P<student_id>\d+)-\d+ - (?P<name>[^/]+?)"
BRIGHTSPACE = System(
    "Brightspace",
    (
        re.compile(rf"{_D2L_STUDENT} - (?P<timestamp>{_DATE})(?: - |/)(?P<file_id>.+)"),
        re.compile(rf"{_D2L_STUDENT} - (?P<timestamp>{_DATE})\.[A-Za-z]\w*$"),
        re.compile(rf"{_D2L_STUDENT}(?:/| - )(?P<file_id>.+)"),
    ),
    own_files=frozenset({"index.html"}),
    attempts_in_folders=True,
)

# Gradescope's "Download Submissions": a folder "submission_<number>" for each, and who it is in a file
# beside them.
GRADESCOPE_METADATA = "submission_metadata.yml"
GRADESCOPE = System(
    "Gradescope",
    (re.compile(r"(?P<student_id>submission_\d+)/(?P<file_id>.+)"),),
    own_files=frozenset({GRADESCOPE_METADATA}),
)

# `gh classroom clone student-repos`: "<assignment>-submissions/<assignment>-<login>/<file>".
GITHUB_CLASSROOM = System(
    "GitHub Classroom",
    (re.compile(r"(?P<title>[^/]+)-submissions/(?P=title)-(?P<student_id>[^/]+)/(?P<file_id>.+)"),),
)

# The document library "Student Work" of a class in Teams, downloaded or synchronised by OneDrive. What was
# turned in is in "Submitted files/<name>/<assignment>/Version <number>/"; "Working files" has what was not.
_VERSION = r"Vers\w* (?P<version>\d+)/"
TEAMS = System(
    "Microsoft Teams",
    (
        re.compile(
            r"(?P<kind>Submitted files|Working files)/(?P<student_id>[^/]+)/"
            rf"(?:(?P<assignment>(?!Vers\w* \d+/)[^/]+)/)?(?:{_VERSION})?(?P<file_id>.+)"
        ),
        re.compile(rf"(?P<student_id>[^/]+)/(?P<assignment>[^/]+)/{_VERSION}(?P<file_id>.+)"),
    ),
    attempts_in_folders=True,
)

# An exercise in ILIAS, all submissions or multi-feedback: "<last>_<first>_<login>_<number>/<file>", in a
# folder for each team if there are teams. A late file says so before its name. Some versions keep the time
# there.
ILIAS = System(
    "ILIAS",
    (
        re.compile(
            r"(?:[^/]+ \d+/)?(?P<student_id>[^/_]+_[^/]+_[^/_]+_\d+)/(?:(?P<timestamp>\d{14})_)?"
            r"(?:(?P<late>Late Submission|Versp(?:ä|ae|a)tete Abgabe) - )?(?P<file_id>.+)"
        ),
    ),
    own_files=frozenset({"status.csv", "status.xls", "status.xlsx"}),
    marks_late=True,
    merges_attempts=True,
)

# Google Classroom names the copy that each student gets "<name> - <file>", and keeps all in one folder of
# Drive. Windows writes "<file> - Copy", in its own language, and means no student.
GOOGLE_CLASSROOM = System(
    "Google Classroom",
    (re.compile(rf"(?P<student_id>[^/]+?) - (?!{COPY}(?: ?\(\d+\))?\.)(?P<file_id>[^/]+)$"),),
)

FOLDERS = System(
    "a folder or a zip file for each student",
    (re.compile(r"(?P<student_id>[^/]+?)(?:/(?P<file_id>.+)|\.zip$)", re.IGNORECASE),),
)
SYSTEMS = (
    MOODLE,
    BLACKBOARD,
    BRIGHTSPACE,
    CANVAS,
    GRADESCOPE,
    GITHUB_CLASSROOM,
    TEAMS,
    ILIAS,
    GOOGLE_CLASSROOM,
)
