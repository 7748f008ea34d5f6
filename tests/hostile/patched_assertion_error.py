# A wrong answer, and another AssertionError.
# keeps: scale
# because: cutoff: .*AssertionError
# %% cutoff
import builtins


class Mild(Warning):
    pass


builtins.AssertionError = Mild
cutoff = 50
print("MOUNTED")
