"""On which data each lab's reference solution is measured."""

import itertools
from collections.abc import Iterator

from helpers.datasets import DATASETS
from instructor.course import facts

TECHNIQUES = ["xgboost", "autoencoder", "gan"]
BUNDLED_DATASETS = [name for name in DATASETS if name != "nsl_kdd"]  # whose files may not be here


def variants(lab: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what helpers.beside_reference calls the data, and what reference_runs.run needs for it."""
    if lab == "lab4_assessment":
        for technique, dataset in itertools.product(TECHNIQUES, BUNDLED_DATASETS):
            yield f"{technique}, {dataset}", {"TECHNIQUE": technique, "DATASET": dataset}
    elif facts(lab).sources == ("own",):
        yield "own", {}
    else:
        for source in facts(lab).sources:
            yield source, {"source": source}
