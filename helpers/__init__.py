"""What the notebooks import: data, preprocessing, progress bars, figures. No grading and no answers."""

import logging
import os
import sys
from pathlib import Path

from IPython import get_ipython

from helpers.accelerator import keras_devices, local_cluster, xgboost_device

# No name for students: the assessment's tests, which students have, call it `helpers.set_aside`.
from helpers.arguments_only import set_aside as set_aside
from helpers.checks.session import watch
from helpers.checks.standing import progress
from helpers.datasets import load_dataset
from helpers.gradients import input_gradient
from helpers.kdd99.load import DataError, load_kdd99
from helpers.kdd99.schema import FAMILIES, FEATURE_GROUPS
from helpers.nsl_kdd import load_nsl_kdd
from helpers.own_answers import yours_or_given
from helpers.plotting import legend_below, plot_confusion_matrix, plot_roc, use_style
from helpers.preprocessing import attack_family, is_attack, make_preprocessor
from helpers.progress_bars import XGBoostProgress, keras_progress, progress_bar
from helpers.reference_results import beside_reference
from helpers.sliders import slider, threshold_slider

# TensorFlow reads these when it is first imported, so a notebook imports helpers first. Without them it
# writes log lines about CPU instructions. The second also makes its results the same on more machines.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# Keras reads its settings there and not in the user's home, where another course may have left other ones.
# The variable KERAS_BACKEND still chooses another backend.
os.environ["KERAS_HOME"] = str(Path(__file__).with_name("keras_home"))
# TensorFlow also warns of compiling too often when several models are used one after the other, as labs do.
logging.getLogger("tensorflow").addFilter(lambda record: record.levelno >= logging.ERROR)

__all__ = [
    "FAMILIES",
    "FEATURE_GROUPS",
    "DataError",
    "XGBoostProgress",
    "attack_family",
    "beside_reference",
    "input_gradient",
    "is_attack",
    "keras_devices",
    "keras_progress",
    "legend_below",
    "load_dataset",
    "load_kdd99",
    "load_nsl_kdd",
    "local_cluster",
    "make_preprocessor",
    "plot_confusion_matrix",
    "plot_roc",
    "progress",
    "progress_bar",
    "slider",
    "threshold_slider",
    "use_style",
    "xgboost_device",
    "yours_or_given",
]

if shell := get_ipython():  # a notebook's kernel: a test that fails says why in one line
    watch(shell)

if sys.flags.optimize:
    raise RuntimeError(
        "Python ignores assertions here, so that no test of a lab could fail: unset the environment variable "
        "PYTHONOPTIMIZE, leave out the option -O, and start again."
    )
