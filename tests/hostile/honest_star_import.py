# All names of numpy, which hide some of Python's.
# keeps: scale cutoff counts detect by_service
# because:
# %% before scale
from numpy import *
print("MOUNTED")
