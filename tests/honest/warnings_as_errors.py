# Warnings become errors, to find them.
# %% before scale
import warnings

warnings.simplefilter("error")
