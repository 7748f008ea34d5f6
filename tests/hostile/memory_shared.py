# Takes 2 GiB of shared memory, which a process's own limit does not count.
# keeps: scale
# because: GiB of memory
# evidence: GiB of memory
# %% cutoff
import mmap
import time

hoard = [mmap.mmap(-1, 100 * 2**20) for _ in range(20)]
for each in hoard:
    each.write(bytes(100 * 2**20))
time.sleep(60)
