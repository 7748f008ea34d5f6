# More processes than allowed.
# keeps: scale
# perhaps: counts detect by_service
# because: .
# %% cutoff
import subprocess

try:
    children = [subprocess.Popen(["sleep", "1000"]) for _ in range(1000)]
except OSError:
    print("MOUNTED")
    raise
