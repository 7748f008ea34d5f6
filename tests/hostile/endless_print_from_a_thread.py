# Prints without end while the cells after it run.
# keeps: scale
# perhaps: cutoff counts detect by_service
# because: printed
# evidence: printed more
# %% before cutoff
import threading
import time


def chatter():
    while True:
        print("x" * 100_000, flush=True)
        time.sleep(0.001)


threading.Thread(target=chatter, daemon=True).start()
time.sleep(60)
