# Makes and removes files where the kernel's sockets are, so that whoever counts them stumbles, then takes memory.
# keeps: scale
# because: GiB of memory|where only its sockets should be
# evidence: where only its sockets|GiB of memory
# %% before cutoff
import os
import time

from ipykernel.kernelapp import IPKernelApp

folder = os.path.dirname(IPKernelApp.instance().abs_connection_file)
end = time.monotonic() + 2.5
while time.monotonic() < end:
    for number in range(50):
        open(f"{folder}/{number}", "w").close()
    for number in range(50):
        os.remove(f"{folder}/{number}")
# %% cutoff
import mmap

hoard = [mmap.mmap(-1, 100 * 2**20) for _ in range(15)]
for each in hoard:
    each.write(bytes(100 * 2**20))
time.sleep(60)
print("LEAKED: nobody watches the limits any more")
