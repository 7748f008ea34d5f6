# Sends the state of widgets without end, which a client keeps.
# keeps: scale
# perhaps: counts detect by_service
# because: printed|NameError
# evidence: printed more
# %% cutoff
kernel = get_ipython().kernel
for number in range(300):
    kernel.session.send(
        kernel.iopub_socket,
        "comm_msg",
        {"comm_id": str(number), "data": {"method": "update", "state": {"value": "x" * 100_000}}},
        parent=kernel.get_parent("shell"),
    )
print("MOUNTED")
