"""The KDD Cup 1999 schema under the name by which notebooks import it."""

from helpers.kdd99.schema import (
    CATEGORICAL,
    COUNTS,
    FAMILIES,
    FAMILY_OF_LABEL,
    FEATURE_GROUPS,
    FEATURES,
    LABEL,
    NORMAL,
    NUMERIC,
    RATES,
    SYMBOLS,
)

__all__ = [
    "CATEGORICAL",
    "COUNTS",
    "FAMILIES",
    "FAMILY_OF_LABEL",
    "FEATURES",
    "FEATURE_GROUPS",
    "LABEL",
    "NORMAL",
    "NUMERIC",
    "RATES",
    "SYMBOLS",
]
