# A line that fails was added to a cell of the lab.
# because: with 1 of the lab's own cells put back
# %% cell-12
printt("hello")
generator = np.random.default_rng(SEED)
rows = generator.normal(size=(ROWS, 2))
is_odd = generator.random(ROWS) < 0.2
rows[is_odd] += 3
