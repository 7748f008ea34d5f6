# Waits for a thread that never ends.
# keeps: scale counts detect by_service
# because: stopped after
# limits: short
# %% cutoff
import threading

lock = threading.Lock()
lock.acquire()
thread = threading.Thread(target=lock.acquire)
thread.start()
print("MOUNTED")
thread.join()
