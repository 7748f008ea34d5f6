# Names that NumPy gave up, given back for an old library.
# %% before scale
np.bool = bool
np.int = int
np.float = float
np.object = object
