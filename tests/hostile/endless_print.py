# Prints without end.
# keeps: scale
# because: printed more
# evidence: printed more
# %% cutoff
while True:
    print("x" * 1000)
