# Writes to what is not its own: the course, helpers, packages, data, home, and wherever 200 MB might fit.
# keeps: scale cutoff counts detect by_service
# because:
# %% before cutoff
import os
import sys

import helpers.kdd99.load

targets = [helpers.__file__, np.__file__, helpers.kdd99.load.__file__, sys.executable, "/etc/passwd", "/usr/bin/env"]
targets += [f"{os.path.dirname(path)}/planted.py" for path in targets] + [f"{helpers.kdd99.load.DATA_DIR}/planted"]
for path in targets:
    try:
        with open(path, "ab") as file:
            file.write(b"#")
        print("LEAKED: can write", path)
    except OSError:
        pass
for place in ("/", "/dev", "/run", "/var/tmp", "/usr", "/etc", "/root", "/home", "/work", "/proc", "/submission/.."):
    try:
        for number in range(5):
            with open(f"{place}/large{number}", "wb") as file:
                file.write(b"x" * 40_000_000)
        print("LEAKED: can fill", place)
    except OSError:
        pass
print("MOUNTED")
