"""Facts about the course: its folders, its labs, and what solutions/LAB/lab.toml says of each lab.

Imports only the standard library.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
GRADING = ROOT / "grading"


def _folder_of_helpers() -> Path:
    """Find the package without importing it: it loads libraries that take seconds."""
    spec = find_spec("helpers")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"The package helpers is not installed: run `make install` in {ROOT}.")
    return Path(spec.origin).parent


HELPERS = _folder_of_helpers()
DATA = HELPERS.parent / "data"


class FactsError(ValueError):
    """A lab.toml is missing or wrong; the message says which, and what to do."""


@dataclass(frozen=True)
class Points:
    """What a graded lab's points are for."""

    tests: int
    reflections: int


@dataclass(frozen=True)
class Least:
    """How many exercises and reflections a lab must have."""

    exercises: int
    reflections: int


@dataclass(frozen=True)
class Threshold:
    """What a graded test demands of a trained model: a value above `least`, which it calls `variable`."""

    exercise: str
    variable: str
    least: float


@dataclass(frozen=True)
class LabFacts:
    """The facts of one lab.

    Attributes
    ----------
    title : str
        The lab's name in the tables of README.md and labs/README.md.
    hours : int
        How long a student takes, exercises included.
    topics : int
        How many topics of the syllabus the lab teaches, each a row of its course map.
    keras : bool
        Whether the lab trains with Keras.
    sources : tuple of str
        The data that its parameter SOURCE can choose, "bundled" and "real"; ("own",) if the lab has no such
        parameter because it brings its own data.
    least : Least
        How many exercises and reflections it must have.
    points : Points or None
        None if the lab is not graded.
    promises : mapping of str to float
        Metrics of the reference solution's `results`, and the least value of each.
    optional_promises : mapping of str to float
        The same for metrics that exist only if RUN_OPTIONAL is True.
    thresholds : tuple of Threshold
        What its graded tests demand of trained models.
    test_parameters : mapping of str to object
        The parameters with which the tests run the lab's cells.
    reference_runs : tuple of mappings of str to object
        The parameters of each run of the reference solution that has to keep the promises.
    """

    title: str
    hours: int
    topics: int
    keras: bool
    sources: tuple[str, ...]
    least: Least
    points: Points | None = None
    promises: Mapping[str, float] = field(default_factory=dict)
    optional_promises: Mapping[str, float] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()
    test_parameters: Mapping[str, Any] = field(default_factory=dict)
    reference_runs: tuple[Mapping[str, Any], ...] = ({},)


def lab_names() -> list[str]:
    """Return the names of all labs that have a script, in order."""
    return sorted(path.stem for path in SOLUTIONS.glob("*/*.py") if path.stem == path.parent.name)


def graded_labs() -> list[str]:
    """Return the names of the labs that have points, in order; in the others students check themselves."""
    return [lab for lab in lab_names() if facts(lab).points]


def script_path(lab: str) -> Path:
    """Return the path of a lab's source script."""
    return SOLUTIONS / lab / f"{lab}.py"


@functools.cache
def facts(lab: str) -> LabFacts:
    """Return what a lab's lab.toml says.

    Raises
    ------
    FactsError
        If the file is missing, is not TOML, lacks a fact or has one that is unknown.
    """
    path = SOLUTIONS / lab / "lab.toml"
    try:
        return _lab_facts(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise FactsError(f"{path} is missing: copy another lab's file and correct its facts.") from error
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise FactsError(f"{path} is wrong: {error}.") from error


def _lab_facts(table: dict[str, Any]) -> LabFacts:
    """Turn a file's tables into dataclasses; TypeError names a fact that is missing or unknown."""
    values = dict(table)
    values["sources"] = tuple(table.get("sources", []))
    values["least"] = Least(**table.get("least", {}))
    values["thresholds"] = tuple(Threshold(**threshold) for threshold in table.get("thresholds", []))
    values["reference_runs"] = tuple(table.get("reference_runs", [{}]))
    if "points" in table:
        values["points"] = Points(**table["points"])
    return LabFacts(**values)
