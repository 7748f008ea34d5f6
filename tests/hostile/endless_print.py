# Prints without end.
# keeps: scale
# because: printed more|could not be stopped
# evidence: printed more|could not be stopped
# limits: short
# %% cutoff
while True:
    print("x" * 1000)
