# Prints without end.
# keeps: scale
# because: printed|stopped
# %% cutoff
while True:
    print("x" * 1000)
