# What Jupyter alone understands.
# keeps: scale cutoff counts detect by_service
# because:
# %% before scale
%matplotlib inline
%config InlineBackend.figure_format = "retina"
!ls -la
files = !ls
# %% before scale
%%time
import asyncio

await asyncio.sleep(0)
# %% before scale
%%writefile later.py
TWO = 2
# %% before scale
%load_ext autoreload
%autoreload 2
%timeit -n 1 -r 1 sum(range(10))
from later import TWO

scale?
%%bash is not a cell magic here
# %% before scale
%%bash
echo from bash
# %% before scale
# only a comment
# %% cutoff
%%time
numbers = np.arange(101)
cutoff = np.quantile(numbers, 0.95)
