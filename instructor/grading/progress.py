"""Grade submissions with a progress bar, until all are done or somebody presses Ctrl-C."""

import contextlib
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import Never

from tqdm import tqdm

from instructor.grading import cluster, worker
from instructor.grading.grader import Grader
from instructor.grading.messages import Failure, Record, SubmissionKey


def grade(
    grader: Grader,
    due: Sequence[SubmissionKey],
    quiet: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
) -> list[Record | Failure]:
    """Grade submissions, showing progress.

    Parameters
    ----------
    grader : Grader
    due : sequence of SubmissionKey
    quiet : bool
        Whether to do without a progress bar.
    workers, scheduler : optional
        As for `instructor.grading.cluster.connect`.

    Returns
    -------
    list of Record and Failure
        One for each submission; fewer if Ctrl-C was pressed, which this function reports on stderr.
    """
    results: list[Record | Failure] = []
    if not due:
        return results
    stopped = False
    with (
        cluster.connect(workers, scheduler) as client,
        tqdm(total=len(due), desc="grading", unit="submission", disable=quiet) as bar,
        contextlib.closing(grader.grade(due, client)) as graded,
        _ctrl_c() as pressed,
    ):
        try:
            for result in graded:
                results.append(result)
                failed = count_failures(results)
                bar.set_postfix(done=len(results) - failed, failed=failed, left=len(due) - len(results))
                bar.update()
                if pressed:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            worker.stop()
            stopped = True
    if stopped:
        print(f"Stopped. {len(grader.due(due))} are left: start it again.", file=sys.stderr)
    return results


def count_failures(results: Sequence[Record | Failure]) -> int:
    """Return how many submissions were not graded, through no fault of their own."""
    return sum(isinstance(result, Failure) for result in results)


@contextlib.contextmanager
def _ctrl_c() -> Iterator[list[bool]]:
    """Give a list that is no longer empty once Ctrl-C has been pressed.

    Ctrl-C raises KeyboardInterrupt as well, but Python drops that exception in a destructor or a garbage
    collection.
    """
    pressed: list[bool] = []

    def note(*_: object) -> Never:
        pressed.append(True)
        raise KeyboardInterrupt

    usual = signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, usual)
