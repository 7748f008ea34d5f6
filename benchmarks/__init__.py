"""What the course claims, measured by commands: `python -m benchmarks.NAME`."""
