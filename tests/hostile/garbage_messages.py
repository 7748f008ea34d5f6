# Sends what is no message at all.
# keeps: scale
# perhaps: cutoff counts detect by_service
# because: kernel|NameError
# evidence: could not be followed
# %% cutoff
socket = get_ipython().kernel.iopub_socket
for _ in range(10):
    socket.send_multipart([b"garbage"])
    socket.send_multipart([b"<IDS|MSG>", b"", b"{", b"{", b"{", b"{"])
print("MOUNTED")
