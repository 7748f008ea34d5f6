"""The figures of Lab 1 whose drawing teaches nothing. The lab computes what they show."""

from helpers.lab1_figures.data import rows_by_label, spot_the_anomaly
from helpers.lab1_figures.evaluation import (
    precision_recall,
    recall_by_kind,
    recall_by_label,
    roc_with_corner,
    scores_by_class,
)
from helpers.lab1_figures.explanations import contributions, gain_and_contributions
from helpers.lab1_figures.training import ensemble, learning_curves, one_step

__all__ = [
    "contributions",
    "ensemble",
    "gain_and_contributions",
    "learning_curves",
    "one_step",
    "precision_recall",
    "recall_by_kind",
    "recall_by_label",
    "roc_with_corner",
    "rows_by_label",
    "scores_by_class",
    "spot_the_anomaly",
]
