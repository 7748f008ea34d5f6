# A profiler and a memory trace.
# %% before scale
import cProfile
import gc
import tracemalloc

tracemalloc.start()
profile = cProfile.Profile()
profile.enable()
sorted(range(100))
profile.disable()
gc.collect()
print(tracemalloc.get_traced_memory())
# %% before scale
%prun sorted(range(100))
%whos
