# Ends the kernel with os._exit(0).
# keeps: scale
# because: kernel died
# evidence: kernel died
# %% cutoff
import os

os._exit(0)
