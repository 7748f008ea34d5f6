"""Find out what the training can run on."""

import functools
import importlib.util
import json
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dask.distributed import LocalCluster


@functools.cache
def xgboost_device() -> str:
    """Return the value for XGBoost's ``device`` parameter: "cuda" if it can train on a GPU here, else "cpu".

    One tree is trained on two rows, and the answer is where XGBoost says that it did: a build without
    CUDA, a missing driver and a hidden GPU all come out as "cpu".

    Raises
    ------
    ImportError
        If XGBoost is not installed: it comes with the course's extras cpu and gpu.
    """
    import xgboost as xgb

    if not xgb.build_info().get("USE_CUDA"):
        return "cpu"
    data = xgb.DMatrix(np.array([[0.0], [1.0]]), label=[0, 1])
    try:
        booster = xgb.train({"device": "cuda", "verbosity": 0}, data, num_boost_round=1)
    except xgb.core.XGBoostError:
        return "cpu"
    device = json.loads(booster.save_config())["learner"]["generic_param"]["device"]
    return "cuda" if device.startswith("cuda") else "cpu"


def keras_devices() -> list[str]:
    """Return the devices that Keras sees on the backend in use, such as ``["gpu:0"]`` or ``["cpu:0"]``."""
    import keras  # seconds, and Lab 1 does without it

    return keras.distribution.list_devices()


def local_cluster() -> "LocalCluster":
    """Start Dask workers on this machine: one for each GPU, or two processes of one thread each.

    For GPUs, the package dask-cuda (of RAPIDS) has to be installed, and XGBoost be able to train on them.

    Returns
    -------
    dask_cuda.LocalCUDACluster or distributed.LocalCluster, which `with` closes

    Raises
    ------
    ImportError
        If Dask is not installed.
    """
    if xgboost_device() == "cuda" and importlib.util.find_spec("dask_cuda"):
        from dask_cuda import LocalCUDACluster

        return LocalCUDACluster(dashboard_address=None)
    from dask.distributed import LocalCluster

    return LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
