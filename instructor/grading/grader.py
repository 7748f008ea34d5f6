"""Grade a class: submissions run on many workers, and one process alone writes scores.

Students' code runs in `instructor.grading.executor`, in a sandbox; the scores are nbgrader's own, from its own
preprocessors, into its own gradebook.
"""

import contextlib
import hashlib
import html
import json
import shutil
import signal
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import dask
import nbformat
from dask.distributed import Client, LocalCluster, as_completed
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Assignment, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.converters import Autograde
from nbgrader.utils import is_grade, is_solution

from instructor.grading import executor, submissions
from instructor.grading.feedback import said, titles
from instructor.sandbox import bubblewrap
from instructor.sandbox.compiled_tests import CompiledTest
from instructor.course import DATA, HELPERS, ROOT, graded_labs, script_path
from instructor.authoring.release import record
from instructor.nbgrader_api import GradingError, checked, nbgrader_api

GRADING = ROOT / "grading"
_SANITISING = Autograde.sanitize_preprocessors.default()
_SCORING = [each for each in Autograde.autograde_preprocessors.default() if each.__name__ != "Execute"]
_REFUSAL = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{lab}: not graded</title>
<h1>{lab}: not graded</h1><p>Your submission could not be graded: {reason}.</p></html>
"""


# Dask's logs for its own developers hold on to what each task was given: notebooks and tests. 1,000 of them.
_DASK = {"distributed.admin.low-level-log-length": 10, "distributed.worker.profile.enabled": False}


@contextlib.contextmanager
def cluster(workers=None, scheduler=None):
    """Give a Dask client for a cluster that is there, or for one of this machine's cores while it is needed.

    Parameters
    ----------
    workers : int or None
        How many submissions a cluster of its own runs at a time; None is one for each core.
    scheduler : str or None
        The address of an existing cluster, whose workers have this course and one thread each.

    Raises
    ------
    GradingError, OSError
        If that cluster has no workers or does not answer.
    """
    if scheduler:
        try:
            client = Client(scheduler, timeout=10)
        except ValueError as error:  # no port, say
            raise GradingError(f"{scheduler} is no address of a cluster ({error}).") from error
        with client:
            if not client.nthreads():
                raise GradingError(f"The cluster at {scheduler} has no workers: start some, or leave it out.")
            yield client
        return
    workers = workers or len(executor.all_cores())
    # Threads: the work is done in the submissions' own processes.
    options = {"processes": False, "threads_per_worker": 1, "memory_limit": None, "dashboard_address": ":0"}
    with dask.config.set(_DASK), LocalCluster(n_workers=workers, **options) as local, Client(local) as client:
        yield client


class Grader:
    """Grades the submissions in a folder.

    Parameters
    ----------
    folder : pathlib.Path or None
        Has submitted/STUDENT/LAB/ in it; None is grading/. Gets gradebook.db, autograded/ and feedback/,
        which are nbgrader's, and records/STUDENT/LAB.json, for reports.
    sandboxed : bool
        False runs students' code like any other program.
    """

    def __init__(self, folder=None, sandboxed=True):
        self.folder, self._sandboxed, self._recorded = Path(folder or GRADING), sandboxed, set()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._imports, self._staging = {}, tempfile.TemporaryDirectory()
        places = {
            "autograded_directory": str(self.folder / "autograded"),
            "feedback_directory": str(self.folder / "feedback"),
            "db_url": f"sqlite:///{self.folder / 'gradebook.db'}",
        }
        self.db_url = places["db_url"]
        self._nbgrader = nbgrader_api(
            CourseDirectory=places | {"submitted_directory": self._staging.name},
            # What comes to be scored has been sanitised and executed.
            Autograde={
                "sanitize_preprocessors": [],
                "autograde_preprocessors": _SCORING,
                "exporter_class": NotebookExporter,
            },
        )
        self._version = _digest_of_files()

    def find(self, lab=None, student=None):
        """Return the (student, lab) of all submissions."""
        return submissions.find(self.folder / "submitted", lab, student)

    def due(self, pairs):
        """Return those (student, lab) that are not graded, or depend on something that has changed since."""
        with _uninterrupted(), Gradebook(self.db_url) as gradebook:
            of = SubmittedAssignment
            scored = gradebook.db.query(of.student_id, Assignment.name).join(Assignment, of.assignment)
            scored = set(map(tuple, scored))
        return [pair for pair in pairs if not self._is_graded(*pair, pair in scored)]

    def _is_graded(self, student, lab, scored):
        try:
            known = json.loads(self._record_path(student, lab).read_text(encoding="utf-8"))
            there = self._feedback(student, lab).exists()
            if known["seconds"]:  # it was run
                there = there and self._autograded(student, lab).exists()
            if self._is_known(student, lab):
                there = there and scored
            return there and known["fingerprint"] == self._fingerprint(student, lab)
        except (OSError, ValueError, KeyError):
            return False

    def forget(self, pairs):
        """Take submissions for new ones; their scores stay in the gradebook until they are graded again."""
        for pair in pairs:
            self._record_path(*pair).unlink(missing_ok=True)

    def forget_refused(self):
        """Delete what is known of submissions that have no place in the gradebook and are no longer there."""
        there = {self._record_path(*pair) for pair in self.find()}
        for path in self.folder.glob("records/*/*.json"):
            student, lab = path.parent.name, path.stem
            if path not in there and not self._is_known(student, lab):
                path.unlink()
                shutil.rmtree(self._feedback(student, lab).parent, ignore_errors=True)

    def grade(self, pairs, client):
        """Grade submissions on the workers of a cluster.

        Parameters
        ----------
        pairs : list of (student, lab)
        client : dask.distributed.Client

        Yields
        ------
        dict
            A submission's record as soon as it is scored: "student", "lab", "points", "max_points",
            "to_grade" (cells that wait for a person), "exercises", "reasons" (why a person should look),
            "seconds", "graded_at", "fingerprint". What failed through no fault of the submission has
            "student", "lab" and "error", and is tried again the next time.
        """
        if self._sandboxed and not client.cluster:
            client.run(bubblewrap.check)  # on workers elsewhere
        waiting, running, done = iter(pairs), {}, as_completed()
        workers = len(client.nthreads())
        slots = 2 * workers  # as many again in the queue, so that no worker waits
        while True:
            while len(running) < slots and (pair := next(waiting, None)):
                try:
                    fingerprint = self._fingerprint(*pair)  # what changes from here on is new next time
                    task, remarks = self._task(*pair)
                except submissions.Refused as reason:
                    yield self._refuse(*pair, str(reason), fingerprint)
                    continue
                except Exception as error:
                    yield _failed(*pair, error)
                    continue
                task["threads"] = workers if client.cluster else 1  # in one process
                future = client.submit(executor.run, **task, pure=False)
                running[future] = (*pair, remarks, fingerprint)
                done.add(future)
            if not running:
                return
            future = next(done)
            yield self._finish(*running.pop(future), future)

    def _task(self, student, lab):
        """Return the arguments of `executor.run` for a submission, and remarks on it."""
        found = submissions.read(self.folder / "submitted" / student / lab)
        source = submissions.solution(lab)
        remarks = found.remarks + submissions.repair(found.notebook, source)
        self._record_lab(lab)
        self._imports.setdefault(lab, submissions.imports(source))
        config, notebook = self._nbgrader.config, self._sanitised(found.notebook, student, lab)
        return {
            "notebook": notebook,
            "tests": self._packed_tests(notebook, lab),
            "files": {name: content for name, content in found.files.items() if name != "timestamp.txt"},
            "imports": list(self._imports[lab].values()),
            "config": {name: dict(config[name]) for name in ("Execute", "Limits")},
            "sandboxed": self._sandboxed,
        }, remarks

    def _packed_tests(self, notebook, lab):
        """Return the tests of a sanitised notebook by the names of their cells, ready for `executor.run`.

        Here and not where they run: Python cannot be trusted to handle syntax trees in several threads at a
        time (SystemError: AST constructor recursion depth mismatch).
        """
        cells = nbformat.reads(notebook, as_version=4).cells
        tests = [cell for cell in cells if is_grade(cell) and not is_solution(cell)]
        imports = self._imports[lab]
        return {test.metadata.nbgrader.grade_id: CompiledTest(test.source, imports).packed() for test in tests}

    def _record_lab(self, lab):
        if lab not in self._recorded:
            with _uninterrupted():  # nbgrader takes Ctrl-C for an error of its own
                record(lab, self.db_url)
            self._recorded.add(lab)

    def _sanitised(self, notebook, student, lab):
        exporter = NotebookExporter(config=self._nbgrader.config)
        for preprocessor in _SANITISING:
            exporter.register_preprocessor(preprocessor, enabled=True)
        names = {"student": student, "assignment": lab, "notebook": lab, "db_url": self.db_url}
        return exporter.from_notebook_node(notebook, {"nbgrader": names})[0]

    def _finish(self, student, lab, remarks, fingerprint, future):
        """Score what a worker has executed."""
        try:
            executed = future.result()
            with _uninterrupted():
                self._score(student, lab, executed["notebook"])
                reasons = [*remarks, *executed["reasons"]]
                return self._write_record(student, lab, executed["seconds"], reasons, fingerprint)
        except Exception as error:
            return _failed(student, lab, error)
        finally:
            future.release()

    def _score(self, student, lab, notebook):
        """Let nbgrader score an executed notebook and write feedback."""
        place = Path(self._staging.name) / student / lab
        place.mkdir(parents=True)
        try:
            (place / f"{lab}.ipynb").write_text(notebook, encoding="utf-8")
            if time := submissions.timestamp(self.folder / "submitted" / student / lab):
                (place / "timestamp.txt").write_text(time)
            with self._marks_kept(student, lab):
                checked(self._nbgrader.autograde(lab, student), "nbgrader could not score it")
        finally:
            shutil.rmtree(place.parent)
        checked(self._nbgrader.generate_feedback(lab, student), "graded, but without feedback")

    @contextlib.contextmanager
    def _marks_kept(self, student, lab):
        """See that nbgrader lets points given by hand count on where the text they are for is the same."""
        texts, marked = self._texts(student, lab), set()
        with Gradebook(self.db_url) as gradebook, contextlib.suppress(MissingEntry):
            grades = _grades(gradebook.find_submission(lab, student))
            marked = {g.name for g in grades if g.manual_score is not None and not g.needs_manual_grade}
        yield
        now = self._texts(student, lab)
        with Gradebook(self.db_url) as gradebook:
            for grade in _grades(gradebook.find_submission(lab, student)):
                if grade.name in marked and texts.get(grade.name) == now.get(grade.name, ""):
                    grade.needs_manual_grade = False
            gradebook.db.commit()

    def _texts(self, student, lab):
        """Return what a person grades in a graded submission, by the name of the cell."""
        path = self._autograded(student, lab)
        cells = nbformat.read(path, as_version=4).cells if path.exists() else []
        return {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in cells
            if is_grade(cell) and is_solution(cell)
        }

    def _refuse(self, student, lab, reason, fingerprint):
        """Give no points to what cannot be run, and say why to everybody."""
        try:
            if known := self._is_known(student, lab):
                self._record_lab(lab)
            with _uninterrupted():
                if known:
                    self._score_nothing(student, lab)
                page = self._feedback(student, lab)
                for outdated in (page.parent, self._autograded(student, lab).parent):
                    shutil.rmtree(outdated, ignore_errors=True)
                page.parent.mkdir(parents=True)
                said = _REFUSAL.format(reason=html.escape(reason), lab=html.escape(lab))
                page.write_text(_printable(said), encoding="utf-8")
                return self._write_record(student, lab, 0.0, [f"not graded: {reason}"], fingerprint)
        except Exception as error:
            return _failed(student, lab, error)

    def _is_known(self, student, lab):
        """Whether a submission has a place in the gradebook: those of other labs and odd names have none."""
        return lab in graded_labs() and not submissions.unfit(student)

    def _score_nothing(self, student, lab):
        with Gradebook(self.db_url, self._nbgrader.coursedir.course_id) as gradebook:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(lab, student)
            for grade in _grades(submission):
                grade.auto_score, grade.needs_manual_grade = 0, False
            gradebook.db.commit()

    def _write_record(self, student, lab, seconds, reasons, fingerprint):
        about = {"student": _printable(student), "lab": _printable(lab), "seconds": seconds}
        about["reasons"] = [_printable(reason) for reason in reasons]
        about |= {"graded_at": datetime.now(UTC).isoformat(), "fingerprint": fingerprint}
        scores = {"points": 0.0, "max_points": 0.0, "to_grade": 0, "exercises": {}}
        if self._is_known(student, lab):
            scores |= score_of(self.db_url, student, lab)
            scores["exercises"] = self._exercises(student, lab, scores["exercises"])
        path = self._record_path(student, lab)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(about | scores, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)
        return about | scores

    def _record_path(self, student, lab):
        return self.folder / "records" / student / f"{lab}.json"

    def _autograded(self, student, lab):
        return self.folder / "autograded" / student / lab / f"{lab}.ipynb"

    def _feedback(self, student, lab):
        return self.folder / "feedback" / student / lab / f"{lab}.html"

    def _exercises(self, student, lab, scores):
        """Return title, points and the failing test's message of every exercise that tests grade."""
        path = self._autograded(student, lab)
        messages = failures(nbformat.read(path, as_version=4)) if path.exists() else {}
        source = submissions.solution(lab)
        named = titles(source)
        return {
            cell.id.removesuffix("_test"): {
                "title": named[cell.id],
                "points": scores[cell.id],
                "max_points": float(cell.metadata.nbgrader.points),
                "message": messages.get(cell.id),
            }
            for cell in source.cells
            if is_grade(cell) and not is_solution(cell)
        }

    def _fingerprint(self, student, lab):
        """Return what a grade depends on, as a hash."""
        folder = self.folder / "submitted" / student / lab
        try:
            files, _ = submissions.read_files(folder)
        except submissions.Refused as reason:
            files = {"": str(reason).encode()}
        digest = hashlib.sha256(self._version.encode())
        if lab in graded_labs():
            digest.update(script_path(lab).with_suffix(".ipynb").read_bytes())
        for name, content in sorted(files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape") + content)
        return digest.hexdigest()


def _digest_of_files():
    """Return a hash of what all grades depend on: the grader, its settings, helpers and data."""
    digest = hashlib.sha256((ROOT / "nbgrader_config.py").read_bytes())
    paths = [*(ROOT / "instructor").rglob("*.py"), *HELPERS.rglob("*.py"), *DATA.glob("*.gz")]
    for path in sorted(paths):
        digest.update(hashlib.sha256(path.name.encode() + path.read_bytes()).digest())
    return digest.hexdigest()


def _failed(student, lab, error):
    about = {"student": student, "lab": lab, "error": f"not graded: {type(error).__name__}: {error}"}
    return {name: _printable(text) for name, text in about.items()}


def _printable(text):
    """Return a text without the halves of characters that stand in names of files that are not UTF-8."""
    return text.encode(errors="replace").decode()


def failures(notebook):
    """Return what each failing test of an executed notebook said, by the name of its cell."""
    found = {}
    for cell in notebook.cells:
        errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
        if errors and is_grade(cell):
            found[cell.metadata.nbgrader.grade_id] = said(errors[0])
    return found


def _grades(submission):
    return [grade for notebook in submission.notebooks for grade in notebook.grades]


def score_of(db_url, student, lab):
    """Return a submission's scores from the gradebook.

    Returns
    -------
    dict of "points", "max_points" (float), "to_grade" (int, cells that wait for a person) and "exercises"
    (dict of cell name to points)
    """
    with Gradebook(db_url) as gradebook:
        submission = gradebook.find_submission(lab, student)
        grades = _grades(submission)
        return {
            "points": submission.score,
            "max_points": submission.max_score,
            "to_grade": sum(grade.needs_manual_grade for grade in grades),
            "exercises": {grade.name: grade.score for grade in grades},
        }


@contextlib.contextmanager
def _uninterrupted():
    """Put off Ctrl-C until a grade is written as a whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = []
    usual = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        if pressed:
            raise KeyboardInterrupt
