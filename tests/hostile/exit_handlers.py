# Wants to go on when the kernel ends.
# keeps: scale cutoff counts detect by_service
# because:
# %% before cutoff
import atexit
import signal
import time


class Last:
    def __del__(self):
        time.sleep(1000)


last = Last()
atexit.register(time.sleep, 1000)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("MOUNTED")
