"""Find out what the training can run on."""

import functools
import json

import numpy as np
import xgboost as xgb


@functools.cache
def xgboost_device():
    """Return the value for XGBoost's ``device`` parameter: "cuda" if it can train on a GPU here, else "cpu".

    One tree is trained on two rows, and the answer is where XGBoost says that it did: a build without
    CUDA, a missing driver and a hidden GPU all come out as "cpu".
    """
    if not xgb.build_info().get("USE_CUDA"):
        return "cpu"
    data = xgb.DMatrix(np.array([[0.0], [1.0]]), label=[0, 1])
    try:
        booster = xgb.train({"device": "cuda", "verbosity": 0}, data, num_boost_round=1)
    except xgb.core.XGBoostError:
        return "cpu"
    device = json.loads(booster.save_config())["learner"]["generic_param"]["device"]
    return "cuda" if device.startswith("cuda") else "cpu"


def keras_devices():
    """Return the devices that Keras sees on the backend in use, such as ``["gpu:0"]`` or ``["cpu:0"]``."""
    import keras  # seconds, and Lab 1 does without it

    return keras.distribution.list_devices()
