# Stays below the limit of a cell, and above that of a notebook.
# keeps: scale
# because: notebook was stopped after \d+ seconds
# %% before cutoff
import time

time.sleep(3.5)
# %% before cutoff
time.sleep(3.5)
# %% before cutoff
time.sleep(3.5)
# %% before cutoff
time.sleep(3.5)
# %% before cutoff
time.sleep(3.5)
# %% before cutoff
time.sleep(3.5)
# %% before cutoff
time.sleep(3.5)
