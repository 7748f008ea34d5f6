"""What the grader and the processes that run submissions tell each other.

Each message is a frozen dataclass and travels as one line of JSON. The processes that run submissions import
this module, so it needs nothing but the standard library.
"""

import dataclasses
import json
from dataclasses import dataclass
from typing import TypeVar

WORK = "/submission"  # the folder of a submission's files, inside its sandbox


@dataclass(frozen=True)
class Preparation:
    """What a process does before it starts kernels: import libraries, and restrict itself to some cores."""

    imports: list[str]  # statements
    cores: list[int]


@dataclass(frozen=True)
class KernelLimits:
    """What a sandboxed kernel and its children may use; see `instructor.sandbox.limits.Limits`."""

    seconds: int
    memory: int  # bytes
    processes: int
    disk: int  # bytes in each folder
    files: int  # in each folder


@dataclass(frozen=True)
class KernelOrder:
    """The kernel that a grader wants."""

    sandbox: int | None  # the process whose namespaces to enter; None for a kernel without a sandbox
    limits: KernelLimits
    files: str  # the folder with the submission's files, outside
    environment: dict[str, str]
    token: str  # code that begins with it is a packed test
    connection: str  # path of Jupyter's connection file
    arguments: list[str]  # of ipykernel
    out_of_sight: bool = False  # whether answers are called where no frame leads to the test


@dataclass(frozen=True)
class Ready:
    """The fork server has imported its libraries."""


@dataclass(frozen=True)
class Entered:
    """The kernel is confined to its sandbox."""


@dataclass(frozen=True)
class Forked:
    """The kernel has been forked, as process `pid`."""

    pid: int


@dataclass(frozen=True)
class Failed:
    """The kernel could not enter its sandbox."""

    error: str


@dataclass(frozen=True)
class Ended:
    """The kernel has ended."""

    code: int


@dataclass(frozen=True)
class PackedCode:
    """A compiled test and what it needs to run, as `instructor.sandbox.test_runner.Runner` reads it."""

    code: str  # a marshalled code object in base 64
    imports: dict[str, str]  # statements by the name that each binds
    builtins: list[str]  # names that the test takes from Python
    shown: list[str]  # names that the test leaves to the notebook


@dataclass(frozen=True)
class PackedTest:
    """A test and its canary, ready to be sent to a kernel."""

    test: str  # a PackedCode, as a line
    proof: int  # the number that only the test's end makes
    canary: str  # a PackedCode, as a line
    message: str  # the canary fails with it before the test's first statement


Message = Preparation | KernelOrder | Ready | Entered | Forked | Failed | Ended | PackedCode
M = TypeVar("M", bound=Message)


def to_line(message: Message) -> str:
    """Return a message as a line of text."""
    return json.dumps({"kind": type(message).__name__} | dataclasses.asdict(message)) + "\n"


def from_line(line: str, *kinds: type[M]) -> M:
    """Return the message that a line of text holds.

    Parameters
    ----------
    line : str
    *kinds : type
        The dataclasses of which it may be.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    fields = json.loads(line)
    name = fields.pop("kind")
    for kind in kinds:
        if kind.__name__ == name:
            if kind is KernelOrder:
                fields["limits"] = KernelLimits(**fields["limits"])
            return kind(**fields)
    raise ValueError(f"a message of kind {name} was not expected")
