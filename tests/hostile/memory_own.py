# Takes all memory: bit by bit, for arrays, and for one number.
# keeps: scale by_service
# because: cutoff: NameError
# %% cutoff
hoard = []
while True:
    hoard.append(bytearray(100_000_000))
# %% counts
del hoard
hoard = [np.ones(10_000_000) for _ in range(1000)]
# %% detect
del hoard
hoard = bytearray(10**11)
# %% before by_service
hoard = None
