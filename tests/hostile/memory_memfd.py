# Takes 2 GiB of memory in files that have no name and that no process has mapped.
# keeps: scale
# perhaps: counts detect by_service
# because: memory|cutoff
# %% cutoff
import os
import time

chunk = bytes(10 * 2**20)
try:
    files = [os.memfd_create(str(number)) for number in range(50)]
except PermissionError:
    print("MOUNTED")
    raise
for file in files:
    for _ in range(4):
        os.write(file, chunk)
time.sleep(1.5)
print("LEAKED: 2 GiB outside of all limits")
