# A thread that goes on, a timer and a recursion limit.
# %% before scale
import sys
import threading
import time

threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
threading.Timer(0.1, print, ["tick"]).start()
sys.setrecursionlimit(5000)
