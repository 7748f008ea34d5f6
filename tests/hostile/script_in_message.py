# An error whose message is a script.
# keeps: scale cutoff detect by_service
# because: counts: 
# %% counts
def counts(labels):
    print("MOUNTED")
    raise ValueError("<script>alert(1)</script><img src=x onerror=alert(1)>")
