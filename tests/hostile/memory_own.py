# Takes all memory: bit by bit, for arrays, and for one number.
# keeps: scale by_service
# because: cutoff: NameError
# %% cutoff
hoard = []
try:
    while True:
        hoard.append(bytearray(100_000_000))
except MemoryError:
    hoard.pop()
    print("MOUNTED: bit by bit")
    raise
# %% counts
del hoard
try:
    hoard = [np.empty(10_000_000) for _ in range(1000)]
except MemoryError:
    print("MOUNTED: arrays")
    raise
# %% detect
try:
    hoard = bytearray(10**11)
except MemoryError:
    print("MOUNTED: one number")
    raise
# %% before by_service
hoard = None
