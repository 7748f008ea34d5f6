# Stops the kernel with SIGSTOP.
# keeps: scale
# because: could not be (interrupted|stopped)
# %% cutoff
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
