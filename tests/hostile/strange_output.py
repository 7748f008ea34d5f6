# Displays what no notebook can hold.
# keeps: scale
# perhaps: cutoff counts detect by_service
# because: could not be followed|^$
# evidence: could not be followed
# %% before cutoff
display({"text/plain": 5, "image/png": {"a": 1}, "": None}, raw=True, metadata={"x": {"y": 1}})
print("MOUNTED")
