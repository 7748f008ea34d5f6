# A cell of the student's own that fails.
# %% before cutoff
print("MOUNTED: a name")
this_name_is_not_defined
# %% before cutoff
this is no Python
# %% before cutoff
print("MOUNTED: an interrupt")
raise KeyboardInterrupt
