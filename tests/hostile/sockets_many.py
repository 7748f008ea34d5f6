# Makes empty but many files where the kernel's sockets are.
# keeps: scale
# because: where only its sockets should be
# evidence: where only its sockets
# %% cutoff
import os
import time

from ipykernel.kernelapp import IPKernelApp

folder = os.path.dirname(IPKernelApp.instance().abs_connection_file)
for number in range(20_000):
    open(f"{folder}/{number}", "w").close()
time.sleep(60)
print("LEAKED: can fill the disk of the grader's machine with empty files")
