"""Progress bars for training, the same for XGBoost and Keras."""

import sys

import xgboost as xgb
from tqdm import tqdm


def progress_bar(*args, **kwargs):
    """Return a tqdm bar; takes tqdm's arguments.

    It is plain text on standard output, which looks the same in JupyterLab, in a terminal and in a saved
    notebook.
    """
    return tqdm(*args, **{"file": sys.stdout, "ncols": 100, "mininterval": 0.2} | kwargs)


class XGBoostProgress(xgb.callback.TrainingCallback):
    """Show a bar over the boosting rounds with the latest value of every evaluation metric.

    Parameters
    ----------
    rounds : int
        The number of rounds that training will take.
    description : str
        Stands in front of the bar.

    Examples
    --------
    >>> xgb.train(params, dtrain, 30, evals=evals, verbose_eval=False, callbacks=[XGBoostProgress(30)])
    """

    def __init__(self, rounds, description="XGBoost"):
        self.rounds = rounds
        self.description = description

    def before_training(self, model):
        self.bar = progress_bar(total=self.rounds, desc=self.description, unit="round")
        return model

    def after_iteration(self, model, epoch, evals_log):
        latest = {
            f"{rows} {metric}": f"{history[-1]:.5f}"
            for rows, metrics in evals_log.items()
            for metric, history in metrics.items()
        }
        self.bar.set_postfix(latest, refresh=False)
        self.bar.update()
        return False  # go on training

    def after_training(self, model):
        self.bar.close()
        return model


def keras_progress():
    """Return a Keras callback that shows a bar over the epochs with the latest losses and metrics.

    Examples
    --------
    >>> model.fit(x, epochs=10, verbose=0, callbacks=[keras_progress()])
    """
    from tqdm.keras import TqdmCallback  # imports Keras: seconds, and Lab 1 does without it

    return TqdmCallback(verbose=0, tqdm_class=progress_bar)
