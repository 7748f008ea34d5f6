# All names of numpy, which hide some of Python's.
# %% before scale
from numpy import *
print("MOUNTED")
