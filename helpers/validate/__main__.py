"""Run a lab as it was saved, and say which visible tests pass: `make validate LAB=lab1_xgboost`.

The notebook runs from the top in a fresh kernel, as when it is graded; the file is not changed.
"""

import argparse
import io
import sys
from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode

from helpers.validate import kernel, notebook
from helpers.validate.results import Result, result

LABS = Path(__file__).resolve().parents[2] / "labs"


def find(name: str | None) -> Path:
    """Return the notebook that a user means: a lab's by its name or folder, or a file.

    Raises
    ------
    NotebookError
        If there is no such lab; the message lists those that there are.
    """
    if name and name.endswith(".ipynb"):
        return Path(name)
    labs = sorted(path.name for path in LABS.glob("[!.]*") if path.is_dir())
    lab = Path(name or "").name
    if lab in labs:
        return LABS / lab / f"{lab}.ipynb"
    listed = f"the labs are {', '.join(labs)}" if labs else f"there are no labs in {LABS}"
    wrong = f"There is no lab {name}" if name else "Name a lab, as in `make validate LAB=lab1_xgboost`"
    raise notebook.NotebookError(f"{wrong}: {listed}, and the path of a notebook will do, too.")


def validate(path: Path, timeout: int) -> bool:
    """Run a notebook and print what becomes of each exercise; return whether there is nothing left to do.

    Raises
    ------
    NotebookError
        If it cannot be read, or has no exercises.
    KernelError
        If there is no result because its kernel does not start, or ends early.
    """
    opened = notebook.read(path)
    tasks = notebook.tasks(opened.cells)
    if not tasks:
        raise notebook.NotebookError(
            f"{path} has neither tests nor the headings of exercises: copy your answers into the lab as it "
            "was handed out."
        )
    saved = datetime.fromtimestamp(path.stat().st_mtime)
    print(f"Running {path} as it was saved on {saved:%d %B at %H:%M} ...", flush=True)
    if notebook.has_lost_marks(opened.cells):
        print(
            "A tool has removed nbgrader's marks from the cells: tests are recognised by their text, as when "
            "the notebook is graded."
        )
    results: list[Result] = []
    try:
        with closing(_results(opened, tasks, path.parent, timeout)) as found:
            for each in found:
                print(each, flush=True)
                results.append(each)
    except kernel.KernelError as error:
        if not results:
            raise
        print(error)
        for task in tasks[len(results) :]:
            results.append(Result(task, False, "not run"))
            print(results[-1])
    print(f"\n{_summary(results)}")
    return all(each.passed for each in results)


def _results(
    opened: NotebookNode, tasks: Sequence[notebook.Task], folder: Path, timeout: int
) -> Generator[Result, None, None]:
    """Yield each result as soon as it is known; what follows the last exercise is not run."""
    waiting = list(tasks)
    with closing(kernel.run(opened, folder, timeout)) as ran:
        while waiting:
            index = next(ran)
            while waiting and waiting[0].last <= index:
                yield result(opened.cells, waiting.pop(0))


def _summary(results: Sequence[Result]) -> str:
    """Return the sum of points, or of exercises in a lab without points."""
    tests = [each for each in results if not each.task.is_reflection]
    passed = [each for each in tests if each.passed]
    points = sum(each.task.points for each in tests)
    if not points:
        return f"{len(passed)} of {len(tests)} exercises pass their tests."
    reached = sum(each.task.points for each in passed)
    return (
        f"{reached:g} of {points:g} points, if the hidden tests pass, too: when the notebook is graded, they "
        "try the same answers on other inputs. A person reads the reflections."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 only if all visible tests pass and all reflections are written."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console may lack characters of a test's message
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m helpers.validate", description=__doc__.splitlines()[0])
    parser.add_argument("lab", nargs="?", help="the name of a lab, or the path of a notebook")
    parser.add_argument("--timeout", type=int, default=kernel.TIMEOUT, help="seconds for each cell")
    args = parser.parse_args(arguments)
    try:
        return 0 if validate(find(args.lab), args.timeout) else 1
    except (notebook.NotebookError, kernel.KernelError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: the notebook was not changed.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
