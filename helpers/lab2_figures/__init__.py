"""The figures of Lab 2 whose drawing teaches nothing. The lab computes what they show."""

from helpers.lab2_figures.errors import error_histogram, in_and_out
from helpers.lab2_figures.networks import autoencoder, learning_curves

__all__ = ["autoencoder", "error_histogram", "in_and_out", "learning_curves"]
