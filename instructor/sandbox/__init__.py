"""Where a submission runs: its sandbox, its limits, its kernel, and the tests in that kernel."""
