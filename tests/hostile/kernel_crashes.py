# Ends the kernel with a segmentation fault.
# keeps: scale
# because: kernel died
# evidence: kernel died
# %% cutoff
import ctypes

ctypes.string_at(0)
