# Waits for somebody to type.
# keeps: scale counts detect by_service
# because: cutoff
# %% cutoff
print("MOUNTED")
cutoff = float(input("The value? "))
