# Looks for a way out, or to the grader's own ports.
# keeps: scale cutoff counts detect by_service
# because:
# %% before cutoff
import socket

for address in [("127.0.0.1", 22), ("127.0.0.1", 8786), ("1.1.1.1", 53), ("169.254.169.254", 80)]:
    try:
        socket.create_connection(address, timeout=0.3).close()
        print("LEAKED: can connect to", address)
    except OSError:
        pass
for line in open("/proc/net/unix"):
    if "@" in line:
        print("LEAKED: sees", line)
print("MOUNTED")
