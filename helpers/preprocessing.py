"""Turn connections into numbers, and labels into classes."""

from operator import methodcaller

import numpy as np
import pandas as pd
from sklearn.base import TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder

from helpers.kdd99.schema import CATEGORICAL, FAMILIES, FAMILY_OF_LABEL, NORMAL, NUMERIC, SYMBOLS


def make_preprocessor(
    scaler: TransformerMixin | str | None = None, all_symbols: bool = False
) -> ColumnTransformer:
    """Build the transformer from the 41 features to a table of numbers: one-hot symbols, scaled numbers.

    Fit it on training rows only. A symbol that has no column becomes a row of zeros.

    Parameters
    ----------
    scaler : scikit-learn transformer or "passthrough", default MinMaxScaler()
        What happens to the 38 numeric columns. Trees need no scaling: give them "passthrough".
    all_symbols : bool, default False
        Give a column to every symbol that the data's description knows, not only to those in the training
        rows. A table has 123 columns then, whatever it was fitted on, and an autoencoder that never met a
        service shows it in the error of that service's column.

    Returns
    -------
    sklearn.compose.ColumnTransformer
        Its output is a float32 DataFrame; the numeric columns keep their names and come first, a symbol's
        column is called ``service_http``. ``label`` and other columns are dropped.

    Raises
    ------
    ValueError
        From its ``fit`` and ``transform``, naming columns that are missing.

    Examples
    --------
    >>> from helpers import load_kdd99
    >>> training, test = load_kdd99("train", "bundled"), load_kdd99("test", "bundled")
    KDD Cup 1999, ...
    >>> preprocessor = make_preprocessor().fit(training)
    >>> table = preprocessor.transform(test)
    >>> table.loc[:2, ["src_bytes", "service_http"]].dtypes
    src_bytes       float32
    service_http    float32
    dtype: object
    """
    to_float32 = FunctionTransformer(methodcaller("astype", "float32"), feature_names_out="one-to-one")
    numbers = make_pipeline(scaler or MinMaxScaler(), to_float32)
    categories = [SYMBOLS[name] for name in CATEGORICAL] if all_symbols else "auto"
    symbols = OneHotEncoder(
        categories=categories, handle_unknown="ignore", sparse_output=False, dtype=np.float32
    )
    return ColumnTransformer(
        [("numeric", numbers, NUMERIC), ("symbols", symbols, CATEGORICAL)], verbose_feature_names_out=False
    ).set_output(transform="pandas")


def is_attack(labels: pd.Series) -> pd.Series:
    """Map labels to classes: 0 for ``normal.``, 1 for everything else.

    Parameters
    ----------
    labels : pandas.Series of str or categorical, shape (n,)

    Returns
    -------
    pandas.Series of int32, shape (n,), with the same index

    Examples
    --------
    >>> is_attack(pd.Series(["normal.", "smurf.", "normal."])).tolist()
    [0, 1, 0]
    """
    return (labels != NORMAL).astype("int32").rename("is_attack")


def attack_family(labels: pd.Series) -> pd.Series:
    """Map labels to their family: normal, dos, probe, r2l or u2r.

    Parameters
    ----------
    labels : pandas.Series of str or categorical, shape (n,)

    Returns
    -------
    pandas.Series of ordered categorical, shape (n,), with the same index

    Raises
    ------
    ValueError
        If a label belongs to no family; the message names it.

    Examples
    --------
    >>> attack_family(pd.Series(["normal.", "smurf.", "perl."])).tolist()
    ['normal', 'dos', 'u2r']
    """
    families = labels.astype("object").map(FAMILY_OF_LABEL)
    if families.isna().any():
        raise ValueError(f"no attack family is known for the label {labels[families.isna()].iloc[0]!r}")
    return families.astype(pd.CategoricalDtype(FAMILIES, ordered=True)).rename("family")
