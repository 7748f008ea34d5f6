# Takes 1.5 GiB of System V shared memory, and detaches it.
# keeps: scale
# perhaps: counts detect by_service
# because: memory|cutoff
# %% cutoff
import ctypes
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
size = 100 * 2**20
for _ in range(15):
    segment = libc.shmget(0, ctypes.c_size_t(size), 0o1600)
    address = libc.shmat(segment, None, 0) if segment >= 0 else ctypes.c_void_p(-1).value
    if address == ctypes.c_void_p(-1).value:
        print("MOUNTED")
        raise MemoryError
    ctypes.memset(address, 1, size)
    libc.shmdt(ctypes.c_void_p(address))
time.sleep(1.5)
print("LEAKED: 1.5 GiB outside of all limits")
