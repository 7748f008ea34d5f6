# A handler for errors, as debugging tutorials show it.
# %% before scale
import sys


def handler(shell, kind, error, trace, tb_offset=None):
    print("oh no:", error)


get_ipython().set_custom_exc((ZeroDivisionError,), handler)
sys.excepthook = lambda kind, error, trace: print(error)
