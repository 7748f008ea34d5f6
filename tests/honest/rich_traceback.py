# Prettier tracebacks and prints, by the library that Keras brings along.
# %% before scale
from rich import pretty, traceback

traceback.install()
pretty.install()
