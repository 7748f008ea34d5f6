# Does not listen to interrupts.
# keeps: scale
# because: could not be stopped
# evidence: could not be stopped
# limits: short
# %% cutoff
import time

while True:
    try:
        time.sleep(1000)
    except KeyboardInterrupt:
        pass
