# Fills the disk: with one file, with many small ones, in /tmp and /dev/shm.
# keeps: scale by_service
# because: cutoff: NameError
# %% cutoff
with open("large", "wb") as file:
    while True:
        file.write(b"x" * 10_000_000)
# %% before counts
import os

os.remove("large")
del counts
# %% counts
for number in range(1_000_000):
    open(f"small{number}", "w").close()
counts = None
# %% detect
for folder in ("/tmp", "/dev/shm"):
    try:
        for number in range(100):
            with open(f"{folder}/large{number}", "wb") as file:
                file.write(b"x" * 10_000_000)
        print("LEAKED: can fill", folder)
    except OSError as error:
        problem = error
raise problem
