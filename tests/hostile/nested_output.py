# Displays an object that is nested too deeply to be read.
# keeps: scale
# perhaps: cutoff counts detect by_service
# because: could not be followed|^$
# evidence: could not be followed
# %% before cutoff
nested = 1
for _ in range(900):
    nested = [nested]
display({"application/json": nested, "text/plain": "x"}, raw=True)
print("MOUNTED")
