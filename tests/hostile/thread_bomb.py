# More threads than allowed.
# keeps: scale
# perhaps: counts detect by_service
# because: .
# %% cutoff
import threading
import time

try:
    for _ in range(5000):
        threading.Thread(target=time.sleep, args=[1000]).start()
except RuntimeError:
    print("MOUNTED")
    raise
