# Looks for secrets in /proc and in environment variables.
# keeps: scale cutoff counts detect by_service
# because:
# %% before cutoff
import glob
import os

secrets = [b"CANARY", b"gradebook", b"submitted", b"solutions"]
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline") + glob.glob("/proc/self/fd/*"):
    try:
        text = open(path, "rb").read(100_000) if "/fd" not in path else os.readlink(path).encode()
    except OSError:
        continue
    if found := [secret for secret in secrets if secret in text]:
        print("LEAKED:", path, found)
for path in glob.glob("/proc/[0-9]*/root") + glob.glob("/proc/[0-9]*/cwd"):
    try:
        if "solutions" in os.listdir(path):
            print("LEAKED:", path)
    except OSError:
        pass
if found := [name for name, value in os.environ.items() if "CANARY" in name + value or "TOKEN" in name]:
    print("LEAKED:", found)
print("MOUNTED")
