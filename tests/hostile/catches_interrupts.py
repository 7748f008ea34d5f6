# Does not listen to interrupts.
# keeps: scale
# because: could not be (interrupted|stopped)
# %% cutoff
import time

while True:
    try:
        time.sleep(1000)
    except KeyboardInterrupt:
        pass
