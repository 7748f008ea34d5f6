# Displays one thing and changes it without end.
# keeps: scale
# because: printed
# evidence: printed more
# %% cutoff
handle = display("x", display_id=True)
while True:
    handle.update("x" * 10_000)
