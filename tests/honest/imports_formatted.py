# The imports were rewritten, on fewer lines.
# %% cell-1
import helpers, numpy as np, pandas as pd
import matplotlib.pyplot as plt
