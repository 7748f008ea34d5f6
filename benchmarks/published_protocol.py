"""Methods that a lab can teach, on the KDD Cup 1999 benchmark of the papers on deep anomaly detection.

python -m benchmarks.published_protocol [--source real] [--seeds 5]

The benchmark itself and its sources are described in tests/support/published_protocol.py, the methods are in
tests/support/detectors.py.
"""

import argparse

from helpers import load_kdd99
from tests.support.detectors import METHODS
from tests.support.published_protocol import protocol, table


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", choices=["bundled", "real"], default="bundled")
    parser.add_argument("--seeds", type=int, default=5, help="splits (default: %(default)s)")
    parser.add_argument("--rows", type=int, help="this many only, for a quick look (default: all)")
    parser.add_argument(
        "--method", action="append", choices=METHODS, help="one of them; may be repeated (default: all)"
    )
    args = parser.parse_args()
    connections = load_kdd99("train", args.source)
    if args.rows:
        connections = connections.sample(args.rows, random_state=0)
    methods = {name: METHODS[name] for name in args.method or METHODS}
    print(table(protocol(connections, methods, range(args.seeds))))


if __name__ == "__main__":
    main()
