# Prints half a character.
# keeps: scale cutoff counts detect by_service
# because:
# %% before cutoff
print("\ud800 half", flush=True)
print("MOUNTED")
