# A cell that never ends.
# keeps: scale counts detect by_service
# because: stopped after \d+ seconds
# limits: short
# %% cutoff
print("MOUNTED")
while True:
    pass
