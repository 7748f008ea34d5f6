# Prints one string of 50 MB.
# keeps: scale
# because: printed|could not be followed
# evidence: printed more|could not be followed
# limits: short
# %% cutoff
print("x" * 50_000_000)
