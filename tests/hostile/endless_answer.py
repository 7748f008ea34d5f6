# An answer that never ends.
# keeps: scale cutoff detect by_service
# because: stopped after \d+ seconds
# limits: short
# %% counts
def counts(labels):
    print("MOUNTED")
    while True:
        pass
