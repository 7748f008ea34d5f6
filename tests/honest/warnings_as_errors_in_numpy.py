# NumPy raises where it would warn.
# %% before scale
np.seterr(all="raise")
