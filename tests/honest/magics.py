# What Jupyter alone understands.
# %% before scale
%matplotlib inline
%config InlineBackend.figure_format = "retina"
!ls -la
files = !ls
print("MOUNTED: a shell")
# %% before scale
import asyncio

await asyncio.sleep(0)
print("MOUNTED: await")
# %% before scale
%%writefile later.py
TWO = 2
# %% before scale
%load_ext autoreload
%autoreload 2
%timeit -n 1 -r 1 sum(range(10))
from later import TWO

assert TWO == 2
print("MOUNTED: a file written")

scale?
%%bash is not a cell magic here
# %% before scale
%%bash
echo MOUNTED: bash
# %% before scale
# only a comment
# %% cutoff
%%time
numbers = np.arange(101)
cutoff = np.quantile(numbers, 0.95)
