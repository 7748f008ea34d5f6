"""Register this environment as a kernel for Jupyter and editors that run from another: `make kernel`."""

import sys

from ipykernel.kernelspec import install

NAME = "anomaly-detection-labs"
DISPLAY_NAME = "Anomaly Detection Labs"


def main() -> None:
    """Register the kernel for this user, in place of that of another copy of the course."""
    try:
        folder = install(user=True, kernel_name=NAME, display_name=DISPLAY_NAME)
    except OSError as error:
        sys.exit(
            f"The kernel could not be registered ({error}): set the environment variable JUPYTER_DATA_DIR to "
            "a folder that you may write to, here and for the Jupyter server, and try again."
        )
    print(f"Registered in {folder}: choose the kernel {DISPLAY_NAME}.")


if __name__ == "__main__":
    main()
