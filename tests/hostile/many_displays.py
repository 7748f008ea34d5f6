# Displays without end.
# keeps: scale
# because: printed
# %% cutoff
while True:
    display({"text/html": "<p>" + "x" * 1000}, raw=True)
