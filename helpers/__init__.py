"""What the notebooks import: data, preprocessing, progress bars, figures. No grading and no answers."""

from helpers.accelerator import keras_devices, xgboost_device
from helpers.data import DataError, load_kdd99
from helpers.plotting import plot_confusion_matrix, plot_roc, use_style
from helpers.preprocessing import attack_family, is_attack, make_preprocessor
from helpers.progress import XGBoostProgress, keras_progress, progress_bar
from helpers.schema import FAMILIES, FEATURE_GROUPS

__all__ = [
    "FAMILIES",
    "FEATURE_GROUPS",
    "DataError",
    "XGBoostProgress",
    "attack_family",
    "is_attack",
    "keras_devices",
    "keras_progress",
    "load_kdd99",
    "make_preprocessor",
    "plot_confusion_matrix",
    "plot_roc",
    "progress_bar",
    "use_style",
    "xgboost_device",
]
