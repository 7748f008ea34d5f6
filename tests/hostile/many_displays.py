# Displays without end.
# keeps: scale
# because: printed
# evidence: printed more
# %% cutoff
while True:
    display({"text/html": "<p>" + "x" * 1000}, raw=True)
