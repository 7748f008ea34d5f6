# The last cell ends the kernel.
# %% after reflection1
exit()
