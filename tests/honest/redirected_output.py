# Output that is captured or sent elsewhere.
# %% before scale
import contextlib
import io
import sys

with contextlib.redirect_stdout(io.StringIO()) as caught:
    print("caught")
real, sys.stdout = sys.stdout, io.StringIO()
sys.stdout = real
# %% before scale
%%capture output
print("caught as well")
