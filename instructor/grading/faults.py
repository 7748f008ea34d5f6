"""Faults of the grader's own: a sentence for the terminal, and the traceback in a log."""

import errno
import os
import sys
import traceback
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from instructor import logs
from instructor.grading.messages import Failure, SubmissionKey
from instructor.grading.text import printable
from instructor.nbgrader_api import GradebookError, gradebook_error_in


def log_fault(log: Path, key: SubmissionKey, error: Exception) -> Failure:
    """Return the failure to grade a submission, and write the traceback to a log if the grader is at fault.

    Parameters
    ----------
    log : pathlib.Path
    key : SubmissionKey
    error : Exception
        Anything but a fault of the submission.

    Returns
    -------
    Failure
        Its message says what to do if the machine or another program is at fault. Otherwise it has the
        error's first line, and says where the traceback is.
    """
    message = f"not graded: {explained(error, log.with_name('gradebook.db')) or _logged(log, key, error)}"
    return Failure(printable(key.student), printable(key.lab), printable(message))


def explained(error: Exception, gradebook: Path) -> str | None:
    """Return a sentence on an error of the machine or of another program, or None for any other."""
    if isinstance(error, GradebookError):
        return str(error)
    if isinstance(error, DatabaseError):
        known = gradebook_error_in(str(error), gradebook)
        return str(known) if known else None
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = f" of {logs.shown(Path(os.fsdecode(error.filename)))}" if error.filename else ""
        return f"The disk{where} is full: free some space and try again."
    return None


def _logged(log: Path, key: SubmissionKey, error: Exception) -> str:
    """Write an error's traceback to a log, and return the error's first line and where the traceback is."""
    trace = "".join(traceback.format_exception(error))
    where = f"traceback in {logs.shown(log)}"
    try:
        logs.append(log, str(key), trace)
    except OSError as problem:  # a full disk, say
        where = f"{logs.shown(log)} cannot be written: {problem}"
        print(trace, file=sys.stderr)
    first_line = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first_line} ({where})"
