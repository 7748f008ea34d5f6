# Threads and processes that end.
# %% before scale
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

from sklearn.ensemble import RandomForestClassifier

with ThreadPoolExecutor() as pool:
    assert sum(pool.map(abs, [-1, 2])) == 3
with get_context("fork").Pool(2) as pool:
    assert pool.map(abs, [-1, 2]) == [1, 2]
model = RandomForestClassifier(n_estimators=4, n_jobs=2).fit([[0], [1]] * 5, [0, 1] * 5)
print("MOUNTED")
