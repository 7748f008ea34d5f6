# Variables called max, min, sum, len, list and input by accident.
# because: redefines Python's len, list
# %% before scale
values = np.arange(5)
max = values.max()
min = values.min()
sum = values.sum()
len = 5
list = [1, 2]
input = values


# %% scale
def scale(numbers):
    numbers = np.asarray(numbers, dtype=float)
    return (numbers - numbers.min()) / (numbers.max() - numbers.min())
