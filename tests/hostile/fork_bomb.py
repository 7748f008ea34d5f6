# Processes that become ever more.
# keeps: scale
# perhaps: counts detect by_service
# because: .
# evidence: could not be stopped|could not be followed|kernel died|used more than
# limits: short
# %% cutoff
import os

kernel = os.getpid()
try:
    while True:
        os.fork()
except OSError:
    if os.getpid() == kernel:
        print("MOUNTED")
    raise
