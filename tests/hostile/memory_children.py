# Takes memory in many processes, each with little.
# keeps: scale
# because: GiB of memory
# evidence: GiB of memory
# %% cutoff
import subprocess
import sys
import time

code = "import time; x = bytearray(200_000_000); x[::4096] = x[1::4096]; time.sleep(99)"
children = [subprocess.Popen([sys.executable, "-S", "-c", code]) for _ in range(12)]
time.sleep(60)
