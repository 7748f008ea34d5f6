# Wrong answers that display numbers that are no points.
# keeps: scale by_service
# because: counts: .
# %% cutoff
cutoff = 50


def show(text):
    kernel = get_ipython().kernel
    content = {"data": {"text/plain": text}, "metadata": {}, "execution_count": 1}
    kernel.session.send(kernel.iopub_socket, "execute_result", content, parent=kernel.get_parent("shell"))
# %% counts
def counts(labels):
    show("1e9")
    print("MOUNTED: too many")
    return {}
# %% detect
def detect(train, test):
    show("nan")
    show("-5")
    print("MOUNTED: no number, and less than none")
    return np.zeros(len(test))
