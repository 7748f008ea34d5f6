# All names of math, and random as another module.
# %% before scale
from math import *
