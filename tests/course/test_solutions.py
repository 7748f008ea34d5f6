"""The reference solutions, executed from top to bottom: they keep the promises of their lab.toml.

The same runs measure the layout of the figures, because each takes minutes.
"""

import importlib.util
import re

import nbformat
import pandas as pd
import pytest

from helpers import reference_results
from helpers.datasets import DATASETS
from instructor.authoring import reference_runs
from instructor.authoring.notebooks import execute
from instructor.course import facts, lab_names, script_path
from tests.support.measured_labs import faults_of_figures, measure_figures
from tests.support.reference_data import variants


def is_graded_anyway(lab, parameters):
    """Whether tests/instructor/test_grading.py grades this very run, and sees what this file asks of one."""
    return facts(lab).points is not None and parameters.items() <= facts(lab).test_parameters.items()


RUNS, KERAS_RUNS = [], []
for name in lab_names():
    for given in facts(name).reference_runs:
        run = pytest.param(name, given, id="-".join([name, *map(str, given.values())]))
        if facts(name).keras:
            KERAS_RUNS.append(run)
        if not is_graded_anyway(name, given):
            RUNS.append(run)


def check_promises(lab, results, optional=False):
    promises = dict(facts(lab).promises)
    if optional:
        promises |= facts(lab).optional_promises
    for metric, least in promises.items():
        assert results[metric] >= least, metric


@pytest.mark.parametrize("lab", lab_names())
def test_every_lab_promises_something(lab):
    assert facts(lab).promises


def test_the_assessment_runs_on_every_data_set_and_with_every_technique():
    source = script_path("lab4_assessment").read_text(encoding="utf-8")
    runs = facts("lab4_assessment").reference_runs
    assert {run["DATASET"] for run in runs} == set(DATASETS) - {"nsl_kdd"}  # whose files may not be here
    assert {f'`"{name}"`' for name in DATASETS} <= set(re.findall(r"^# \| (\S+) \|", source, re.M))
    techniques = re.search(r'^TECHNIQUE = "(\w+)"  # or "(\w+)" or "(\w+)"$', source, re.M)
    assert {run["TECHNIQUE"] for run in runs} == set(techniques.groups())


def published_results(lab):
    """Return the `results` that the committed solution notebook shows beside the reference's."""
    notebook = nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4)
    (cell,) = [cell for cell in notebook.cells if "helpers.beside_reference(" in cell.source]
    table = cell.outputs[-1].data["text/plain"]
    return {name: float(value) for name, value in re.findall(r"^(\w.*?) {2,}(\S+)", table, re.M)}


@pytest.mark.parametrize("lab", lab_names())
def test_the_published_solution_shows_that_it_keeps_its_promises(lab):
    """What it shows was measured on the bundled data, with which it is released."""
    check_promises(lab, published_results(lab))


@pytest.mark.parametrize("lab", lab_names())
def test_every_result_has_the_reference_s_range_beside_it(lab):
    results = set(published_results(lab)) - set(facts(lab).optional_promises)
    measured = pd.read_csv(reference_results.FILE).query("lab == @lab")
    assert set(measured["data"]) == {data for data, _ in variants(lab)}
    for data, ranges in measured.groupby("data"):
        assert set(ranges["result"]) == results, f"{data}: run `python -m benchmarks.reference_results`"


@pytest.mark.slow
@pytest.mark.parametrize(("lab", "parameters"), RUNS)
def test_solution_keeps_its_promises_and_its_figures_can_be_read(lab, parameters):
    """With the bundled data; those that are graded in test_grading.py run with the real files."""
    notebook = reference_runs.prepared(lab, seed=11, source="bundled", **parameters)
    measure_figures(notebook)
    execute(notebook, script_path(lab).parent)
    results = reference_runs.reported(notebook)
    check_promises(lab, results, optional=parameters.get("RUN_OPTIONAL", False))
    faults = faults_of_figures(notebook)
    assert not faults, "\n".join(faults)


@pytest.mark.slow
@pytest.mark.parametrize(("lab", "parameters"), KERAS_RUNS)
@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_keras_labs_keep_their_promises_on_every_backend(lab, parameters, backend, monkeypatch):
    if not importlib.util.find_spec(backend):
        pytest.skip(f"{backend} is not installed, so its Keras backend is not tested")
    monkeypatch.setenv("KERAS_BACKEND", backend)
    results = reference_runs.run(lab, seed=11, source="bundled", **parameters)
    check_promises(lab, results)
