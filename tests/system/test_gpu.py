"""The labs on a CUDA machine, with any backend of Keras that is there: `pytest -m gpu`."""

import json
import os
import subprocess
import sys

import nbformat
import numpy as np
import pytest
import xgboost as xgb

from helpers import keras_devices, xgboost_device
from instructor.authoring.notebooks import execute, from_script, set_parameters
from instructor.course import ROOT, facts, lab_names, script_path

LABS = [lab for lab in lab_names() if "bundled" in facts(lab).sources]
# Where what a notebook has trained really is, whichever library did it.
_DEVICES = """
import json as _json
_values = list(globals().values())
_devices = [
    _json.loads(_value.save_config())["learner"]["generic_param"]["device"]
    for _value in _values
    if type(_value).__module__.startswith("xgboost") and hasattr(_value, "save_config")
]
for _value in _values:
    if type(_value).__module__.startswith("keras") and getattr(_value, "weights", None):
        _devices += [str(_weight.value.device) for _weight in _value.weights[:1]]
print("MEASURED", _json.dumps({"devices": _devices, **{key: float(value) for key, value in results.items()}}))
"""


def is_gpu(device):
    return any(name in device.lower() for name in ("cuda", "gpu"))


@pytest.fixture
def cuda():
    if xgboost_device() == "cpu":
        pytest.skip("XGBoost cannot train on a GPU here")


@pytest.fixture
def keras_gpu():
    if not any(map(is_gpu, keras_devices())):
        pytest.skip(f"Keras sees no GPU here, only {', '.join(keras_devices())}")


def measured(notebook, folder):
    """Run a notebook from top to bottom; return its results, and the devices of what it has trained."""
    notebook.cells.append(nbformat.v4.new_code_cell(_DEVICES))
    execute(notebook, folder)
    said = notebook.cells[-1].outputs[0]["text"]
    return json.loads(said.partition("MEASURED ")[2])


@pytest.mark.gpu
def test_xgboost_trains_on_the_device(cuda):
    x = np.random.default_rng(0).normal(size=(10_000, 20))
    booster = xgb.train({"device": xgboost_device()}, xgb.DMatrix(x, x[:, 0] > 0), num_boost_round=3)
    used = json.loads(booster.save_config())["learner"]["generic_param"]["device"]
    assert used.startswith("cuda")


@pytest.mark.gpu
def test_keras_puts_its_tensors_on_the_device(keras_gpu):
    import keras

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    model.compile(optimizer="adam", loss="mse")
    model.fit(np.ones((8, 4)), np.ones((8, 3)), verbose=0)
    assert all(is_gpu(str(weight.value.device)) for weight in model.weights)


@pytest.mark.gpu
@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_lab_keeps_its_promises_on_the_gpu(lab, request):
    request.getfixturevalue("keras_gpu" if facts(lab).keras else "cuda")
    notebook = from_script(script_path(lab))
    set_parameters(notebook, SEED=11, SOURCE="bundled")
    results = measured(notebook, script_path(lab).parent)
    assert results["devices"]
    assert any(map(is_gpu, results["devices"]))
    for metric, least in facts(lab).promises.items():
        assert results[metric] >= least, metric


_TRAINED = """
import keras, numpy as np, xgboost as xgb
from helpers import xgboost_device
x = np.eye(8)
booster = xgb.train({"device": xgboost_device()}, xgb.DMatrix(x, x[:, 0]), num_boost_round=1)
network = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
results = {"rounds": booster.num_boosted_rounds()}
"""


@pytest.mark.slow
def test_the_devices_that_a_notebook_trained_on_are_found(tmp_path):
    cells = [nbformat.v4.new_code_cell(_TRAINED)]
    found = measured(nbformat.v4.new_notebook(cells=cells), tmp_path)
    assert found["rounds"] == 1
    of_xgboost, of_keras = found["devices"]
    assert is_gpu(of_xgboost) == (xgboost_device() == "cuda")
    assert is_gpu(of_keras) == any(map(is_gpu, keras_devices()))


def benchmark(*arguments):
    """Run `python -m benchmarks.gpu` where no GPU can be seen."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.gpu", *arguments],
        cwd=ROOT,
        env=os.environ | {"CUDA_VISIBLE_DEVICES": "", "JAX_PLATFORMS": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_benchmark_times_every_lab(tmp_path, bundled):
    bundled["train"][::20].to_parquet(tmp_path / "10000.parquet")
    done = benchmark("--on", "cpu", "--repeats", "1", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    times = json.loads(done.stdout.splitlines()[-1])
    assert [task[:5] for task in times] == ["Lab 1", "Lab 2", "Lab 3"]
    assert all(len(task) == 1 and np.isfinite(task[0]) for task in times.values())
    (tmp_path / "times.json").write_text(json.dumps(times))
    lines = benchmark("--table", tmp_path / "times.json", tmp_path / "times.json").stdout.splitlines()
    assert len(lines) == 5  # head, rule, three tasks
    assert all(line.endswith("| 1.0 |") for line in lines[2:])


@pytest.mark.slow
def test_without_a_gpu_the_benchmark_says_so(assert_one_sentence):
    refused = benchmark()
    assert refused.returncode == 1
    assert_one_sentence(refused.stderr.strip())
    assert "nothing to compare" in refused.stderr
