"""Grade a class: submissions run on many workers, and one process alone writes scores.

Students' code runs in `instructor.grading.worker`, in a sandbox; the scores are nbgrader's own, from its own
preprocessors, into its own gradebook.
"""

import shutil
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

from dask.distributed import Client, Future, as_completed

from instructor.course import GRADING
from instructor.grading import records, submissions, worker
from instructor.grading.faults import log_fault
from instructor.grading.fingerprints import Fingerprints
from instructor.grading.gradebook import CourseGradebook
from instructor.grading.interrupts import uninterrupted
from instructor.grading.messages import Failure, Findings, Record, SubmissionKey
from instructor.grading.places import Places
from instructor.grading.scoring import Scorer
from instructor.grading.tasks import PreparedSubmission, TaskBuilder
from instructor.sandbox import bubblewrap


@dataclass(frozen=True)
class _Running:
    """A submission that a worker has."""

    key: SubmissionKey
    findings: Findings
    fingerprint: str


class Grader:
    """Grades the submissions in a folder.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Has submitted/STUDENT/LAB/ in it; None is grading/. Gets gradebook.db, autograded/ and feedback/,
        which are nbgrader's, records/STUDENT/LAB.json, for reports, and grader.log, with what went wrong.
    sandboxed : bool
        False runs students' code like any other program.
    """

    def __init__(self, folder: Path | None = None, sandboxed: bool = True) -> None:
        self.places = Places(Path(folder or GRADING))
        self.places.folder.mkdir(parents=True, exist_ok=True)
        self.gradebook = CourseGradebook(self.places)
        self.tasks = TaskBuilder(self.places, self.gradebook, sandboxed)
        self._sandboxed = sandboxed
        self._scorer = Scorer(self.places, self.gradebook)
        self._fingerprints = Fingerprints(self.places)

    def find(self, lab: str | None = None, student: str | None = None) -> list[SubmissionKey]:
        """Return all submissions, or those of a lab or a student."""
        return submissions.find(self.places.submitted, lab, student)

    def due(self, keys: Iterable[SubmissionKey]) -> list[SubmissionKey]:
        """Return the submissions that are not graded, or depend on something that has changed since."""
        in_gradebook = self.gradebook.submissions()
        return [key for key in keys if not self._is_graded(key, key in in_gradebook)]

    def _is_graded(self, key: SubmissionKey, in_gradebook: bool) -> bool:
        """Whether nothing of a submission's grade is missing or out of date."""
        record = records.read(self.places.record(key))
        if record is None or not self.places.feedback_page(key).exists():
            return False
        was_run = record.seconds > 0
        if was_run and not self.places.executed_notebook(key).exists():
            return False
        if self.gradebook.knows(key) and not in_gradebook:
            return False
        try:
            return record.fingerprint == self._fingerprints.of(key)
        except (OSError, ValueError):
            return False  # what cannot be read is said when it is graded

    def forget(self, keys: Iterable[SubmissionKey]) -> None:
        """Take submissions for new ones; their scores stay in the gradebook until they are graded again."""
        for key in keys:
            self.places.record(key).unlink(missing_ok=True)

    def forget_refused(self) -> None:
        """Delete what is known of submissions that have no place in the gradebook and are no longer there."""
        there = set(self.find())
        for path in self.places.records.glob("*/*.json"):
            key = SubmissionKey(student=path.parent.name, lab=path.stem)
            if key not in there and not self.gradebook.knows(key):
                path.unlink()
                shutil.rmtree(self.places.feedback_page(key).parent, ignore_errors=True)

    def grade(self, keys: Iterable[SubmissionKey], client: Client) -> Generator[Record | Failure, None, None]:
        """Grade submissions on the workers of a cluster.

        Parameters
        ----------
        keys : iterable of SubmissionKey
        client : dask.distributed.Client

        Yields
        ------
        Record or Failure
            As soon as a submission is scored, or has failed through no fault of its own.
        """
        if self._sandboxed and not client.cluster:
            client.run(bubblewrap.check)  # on workers elsewhere
        workers = len(client.nthreads())
        threads = workers if client.cluster else 1  # in one process
        slots = 2 * workers  # as many again in the queue, so that no worker waits
        waiting = deque(keys)
        running: dict[Future, _Running] = {}
        done = as_completed()
        while waiting or running:
            if running and (not waiting or len(running) >= slots):
                future = next(done)
                yield self._finish(running.pop(future), future)
                continue
            key = waiting.popleft()
            fingerprint, prepared = self._prepare(key)
            if isinstance(prepared, Record | Failure):
                yield prepared
                continue
            future = client.submit(worker.run, prepared.task, threads, pure=False)
            running[future] = _Running(key, prepared.findings, fingerprint)
            done.add(future)

    def _prepare(self, key: SubmissionKey) -> tuple[str, PreparedSubmission | Record | Failure]:
        """Return a submission's fingerprint and task, or its record if it can be refused at once."""
        fingerprint = ""
        try:
            fingerprint = self._fingerprints.of(key)  # first: what changes from here on is new the next time
            return fingerprint, self.tasks.build(key)
        except submissions.Refused as reason:
            return fingerprint, self._refuse(key, str(reason), fingerprint)
        except Exception as error:
            return fingerprint, log_fault(self.places.log, key, error)

    def _finish(self, running: _Running, future: Future) -> Record | Failure:
        """Score what a worker has executed."""
        try:
            executed = future.result()
            with uninterrupted():
                self._scorer.score(running.key, executed.notebook)
                findings = running.findings + executed.findings
                return self._record(running.key, executed.seconds, findings, running.fingerprint)
        except Exception as error:
            return log_fault(self.places.log, running.key, error)
        finally:
            future.release()

    def _refuse(self, key: SubmissionKey, reason: str, fingerprint: str) -> Record | Failure:
        """Give no points to what cannot be run, and say why to everybody."""
        try:
            with uninterrupted():
                self._scorer.refuse(key, reason)
                findings = Findings(reasons=[f"not graded: {reason}"])
                return self._record(key, 0.0, findings, fingerprint)
        except Exception as error:
            return log_fault(self.places.log, key, error)

    def _record(self, key: SubmissionKey, seconds: float, findings: Findings, fingerprint: str) -> Record:
        """Write and return the record of a submission that has just been scored or refused."""
        scores = self.gradebook.scores(key) if self.gradebook.knows(key) else None
        executed = self.places.executed_notebook(key)
        record = records.make(key, scores, executed, seconds, findings, fingerprint)
        records.write(self.places.record(key), record)
        return record
