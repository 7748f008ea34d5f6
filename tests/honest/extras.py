# Extra cells, own functions and classes, imports again and unused, warnings, figures.
# %% before scale
import json
import logging
import sys
import warnings
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

test = x = "a name that others use, too"
warnings.warn("a warning to stderr")
logging.warning("a warning from logging")
print("to stderr", file=sys.stderr)
# %% scale
def spread(values):
    return values.max() - values.min()


def scale(values):
    values = np.asarray(values, dtype=float)
    warnings.warn("a warning while the test runs")
    print("so many values:", len(values))
    return (values - values.min()) / spread(values)
# %% after scale_test
figure, axes = plt.subplots()
axes.plot(scale([1, 2, 4]))
plt.savefig("figure.png")
plt.show()
# %% after cutoff
cutoff
# %% after counts
@dataclass(order=True)
class Point:
    x: float = 0.0

    def __add__(self, other):
        return Point(self.x + other.x)


Point(1) + Point(2) < Point(4)
print("MOUNTED")
