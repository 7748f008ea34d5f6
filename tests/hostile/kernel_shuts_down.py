# Ends the kernel as IPython's exit does.
# keeps: scale cutoff
# perhaps: counts detect by_service
# because: kernel died|^$
# %% after cutoff_test
print("MOUNTED")
exit()
