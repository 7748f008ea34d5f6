# Computes for hours where no interrupt reaches.
# keeps: scale
# because: could not be (interrupted|stopped)
# %% cutoff
cutoff = max(range(10**13)) % 95
