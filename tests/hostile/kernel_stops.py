# Stops the kernel with SIGSTOP.
# keeps: scale
# because: could not be stopped
# evidence: could not be stopped
# limits: short
# %% cutoff
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
