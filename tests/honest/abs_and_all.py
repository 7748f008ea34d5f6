# Variables called abs, all and dict, used nowhere.
# because: redefines Python's abs, all; tests use the genuine ones
# %% before scale
abs = 3
all = np.ones(3)
dict = {}
