# A wrong answer, and a helper of the test replaced.
# keeps: scale cutoff
# perhaps: detect by_service
# because: counts: .*helpers
# %% counts
def counts(labels):
    return {"a": 2, "b": 1}


helpers.is_attack = lambda labels: [1, 1]
print("MOUNTED")
