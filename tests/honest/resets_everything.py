# The notebook forgets all names and imports again.
# %% before scale
%reset -f
# %% before scale
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import helpers

SEED, ROWS = 7, 400
