# Stays below the limit of a cell, and above that of a notebook.
# keeps: scale
# because: notebook was stopped after \d+ seconds
# evidence: notebook was stopped after
# limits: short
# %% before cutoff
import time

time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
# %% before cutoff
time.sleep(3)
