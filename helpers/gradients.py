"""The gradient of a model's output with respect to its input, on every backend of Keras."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    import keras

Tensor: TypeAlias = Any  # TensorFlow's, JAX's or PyTorch's
ScalarFunction: TypeAlias = Callable[[Tensor], Tensor]


def input_gradient(model: "keras.Model", x: ArrayLike) -> np.ndarray:
    """Return how each row's output changes with each of its inputs.

    Parameters
    ----------
    model : keras.Model
        Returns one number a row, shape (n, 1), which depends on that row alone.
    x : array-like of float, shape (n, n_features)

    Returns
    -------
    numpy.ndarray of float32, shape (n, n_features)
        The partial derivatives of row i's output with respect to row i's inputs. The model is in inference
        mode: nothing is dropped.

    Raises
    ------
    ValueError
        If the model returns several numbers a row.

    Notes
    -----
    Keras has no function of its own for this, hence the branches.
    """
    import keras  # seconds, and Lab 1 does without it

    if model.output_shape[-1] != 1:
        raise ValueError(
            f"the model should return one number a row; its output shape is {model.output_shape}"
        )

    def total(rows: Tensor) -> Tensor:
        """Add up the outputs: each row's gradient is its own, as the others do not depend on it."""
        return keras.ops.sum(model(rows, training=False))

    gradient = {"tensorflow": _tensorflow, "jax": _jax, "torch": _torch}[keras.backend.backend()]
    rows = keras.ops.convert_to_tensor(np.asarray(x, "float32"))
    return keras.ops.convert_to_numpy(gradient(total, rows))


def _tensorflow(function: ScalarFunction, x: Tensor) -> Tensor:
    import tensorflow as tf

    with tf.GradientTape() as tape:
        tape.watch(x)
        total = function(x)
    return tape.gradient(total, x)


def _jax(function: ScalarFunction, x: Tensor) -> Tensor:
    import jax

    return jax.grad(function)(x)


def _torch(function: ScalarFunction, x: Tensor) -> Tensor:
    import torch

    x = x.detach().requires_grad_()
    return torch.autograd.grad(function(x), x)[0]
