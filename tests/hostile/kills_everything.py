# Kills every other process that it may.
# keeps: scale
# perhaps: cutoff counts detect by_service
# because: ^
# evidence: kernel died
# %% before cutoff
import os
import signal

for target in (-1, 1):
    try:
        os.kill(target, signal.SIGKILL)
    except OSError as error:
        print(error)
print("MOUNTED")
