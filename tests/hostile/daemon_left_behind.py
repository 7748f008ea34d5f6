# Leaves a process behind, in a session of its own.
# keeps: scale cutoff counts detect by_service
# because:
# %% before cutoff
import subprocess

subprocess.Popen(["setsid", "sleep", "4242"], start_new_session=True)
print("MOUNTED")
