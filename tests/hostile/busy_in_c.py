# Computes for hours where no interrupt reaches.
# keeps: scale
# because: could not be stopped
# evidence: could not be stopped
# limits: short
# %% cutoff
cutoff = max(range(10**13)) % 95
