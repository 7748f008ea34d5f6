# An answer that never ends.
# keeps: scale cutoff detect by_service
# because: stopped after \d+ seconds
# %% counts
def counts(labels):
    while True:
        pass
