"""Progress bars for training, the same for XGBoost and Keras."""

import contextlib
import sys
from typing import TYPE_CHECKING, Any, Self

from tqdm import tqdm

if TYPE_CHECKING:
    import keras
    from xgboost import Booster
    from xgboost.callback import TrainingCallback

    EvalsLog = TrainingCallback.EvalsLog
else:
    TrainingCallback = object


def progress_bar(*args: Any, **kwargs: Any) -> tqdm:
    """Return a tqdm bar; takes tqdm's arguments.

    It is plain text on standard output, which looks the same in JupyterLab, in a terminal and in a saved
    notebook.

    Examples
    --------
    >>> squares = [number**2 for number in progress_bar(range(1000), desc="squares")]  # doctest: +SKIP
    squares: 100%|██████████████████████████████████████████████████| 1000/1000 [00:00<00:00, 5.1e+05it/s]
    """
    # Without a position, a bar would come below one that an error has left open.
    defaults = {"file": sys.stdout, "ncols": 100, "mininterval": 0.2, "position": 0}
    return tqdm(*args, **defaults | kwargs)


class XGBoostProgress(TrainingCallback):
    """Show a bar over the boosting rounds with the latest value of every evaluation metric.

    Parameters
    ----------
    rounds : int
        The number of rounds that training will take.
    description : str
        Stands in front of the bar.

    Notes
    -----
    It is an `xgboost.callback.TrainingCallback`, though not by inheritance: `helpers` must not import
    XGBoost, which some labs do without. The first instance registers the class as a virtual subclass.

    Examples
    --------
    >>> import xgboost
    >>> rows = xgboost.DMatrix([[0.0], [1.0]], label=[0, 1])
    >>> bar = XGBoostProgress(30)
    >>> booster = xgboost.train(
    ...     {}, rows, 30, evals=[(rows, "train")], verbose_eval=False, callbacks=[bar]
    ... )  # doctest: +SKIP
    XGBoost: 100%|████████████████████████████████████████| 30/30 [00:00<00:00, train rmse=0.03500]
    """

    def __new__(cls, *_: Any, **__: Any) -> Self:  # which unpickling calls, too, in a worker of Dask, say
        with contextlib.suppress(ModuleNotFoundError):  # without XGBoost there is nothing to watch
            from xgboost.callback import TrainingCallback

            TrainingCallback.register(cls)
        return super().__new__(cls)

    def __init__(self, rounds: int, description: str = "XGBoost") -> None:
        self.rounds = rounds
        self.description = description

    def before_training(self, model: "Booster") -> "Booster":
        self.bar = progress_bar(total=self.rounds, desc=self.description, unit="round")
        return model

    def before_iteration(self, model: "Booster", epoch: int, evals_log: "EvalsLog") -> bool:
        return False  # go on training

    def after_iteration(self, model: "Booster", epoch: int, evals_log: "EvalsLog") -> bool:
        latest = {}
        for rows, metrics in evals_log.items():
            for metric, history in metrics.items():
                value = history[-1]
                if isinstance(value, tuple):  # the mean of a cross-validation, and its standard deviation
                    value = value[0]
                latest[f"{rows} {metric}"] = f"{value:.5f}"
        self.bar.set_postfix(latest, refresh=False)
        self.bar.update()
        return False  # go on training

    def after_training(self, model: "Booster") -> "Booster":
        self.bar.close()
        return model


def keras_progress() -> "keras.callbacks.Callback":
    """Return a Keras callback that shows a bar over the epochs with the latest losses and metrics.

    Examples
    --------
    >>> model.fit(x, epochs=10, verbose=0, callbacks=[keras_progress()])  # doctest: +SKIP
    """
    from tqdm.keras import TqdmCallback  # imports Keras: seconds, and Lab 1 does without it

    return TqdmCallback(verbose=0, tqdm_class=progress_bar)
