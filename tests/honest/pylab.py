# All names of pylab, which hide some of Python's.
# %% before scale
%pylab inline
