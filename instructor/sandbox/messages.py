"""What passes between the grader and the sandbox."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PackedTest:
    """A compiled test and its canary, as they are sent to a kernel.

    Parameters
    ----------
    test, canary : str
        Without the source.
    proof : int
        What only the test's end makes.
    message : str
        What the canary fails with, before the test's first statement.
    """

    test: str
    proof: int
    canary: str
    message: str
