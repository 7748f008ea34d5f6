# Fills the disk: with one file, with many small ones, in /tmp and /dev/shm.
# keeps: scale by_service
# because: cutoff: NameError
# %% cutoff
try:
    with open("large", "wb") as file:
        while True:
            file.write(b"x" * 10_000_000)
except OSError:
    print("MOUNTED: a large file")
    raise
# %% before counts
import os

os.remove("large")
del counts
# %% counts
try:
    for number in range(1_000_000):
        open(f"small{number}", "w").close()
except OSError:
    print("MOUNTED: small files")
    raise
# %% detect
problems = []
for folder in ("/tmp", "/dev/shm"):
    try:
        for number in range(100):
            with open(f"{folder}/large{number}", "wb") as file:
                file.write(b"x" * 10_000_000)
        print("LEAKED: can fill", folder)
    except OSError as error:
        problems.append(error)
if len(problems) == 2:
    print("MOUNTED: other folders")
raise problems[0]
