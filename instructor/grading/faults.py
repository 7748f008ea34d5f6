"""Faults of the grader's own: a sentence for the terminal, and the traceback in a log."""

import sys
import traceback
from pathlib import Path

from instructor import logs
from instructor.grading.messages import Failure, SubmissionKey
from instructor.grading.text import printable


def log_fault(log: Path, key: SubmissionKey, error: Exception) -> Failure:
    """Write an error's traceback to a log, and return the failure to grade a submission.

    Parameters
    ----------
    log : pathlib.Path
    key : SubmissionKey
    error : Exception
        Anything but a fault of the submission.

    Returns
    -------
    Failure
        Its message has the error's first line, and says where the traceback is.
    """
    trace = "".join(traceback.format_exception(error))
    where = f"traceback in {logs.shown(log)}"
    try:
        logs.append(log, str(key), trace)
    except OSError as problem:  # a full disk, say, which may be the error itself
        where = f"{logs.shown(log)} cannot be written: {problem}"
        print(trace, file=sys.stderr)
    first_line = str(error).strip().partition("\n")[0]
    message = f"not graded: {type(error).__name__}: {first_line} ({where})"
    return Failure(printable(key.student), printable(key.lab), printable(message))
