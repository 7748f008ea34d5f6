"""How far the reference solutions stay from the thresholds that grades depend on.

python -m benchmarks.thresholds [--source real] [--seeds 10]
"""

import argparse

from tests.support.thresholds import table


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", choices=["bundled", "real"], default="bundled")
    parser.add_argument("--seeds", type=int, default=10, help="(default: %(default)s)")
    args = parser.parse_args()
    print(table(args.seeds, args.source).round(6).to_string())


if __name__ == "__main__":
    main()
