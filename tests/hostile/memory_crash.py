# Takes memory until there is no more, and then crashes, as libraries do.
# keeps: scale
# because: died for want of memory
# evidence: died for want of memory
# %% cutoff
import ctypes
import time

ctypes.CDLL(None).malloc.restype = ctypes.c_void_p
while taken := ctypes.CDLL(None).malloc(10_000_000):
    pass
time.sleep(5)
ctypes.memset(taken or 0, 0, 1)
