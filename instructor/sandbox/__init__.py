"""Where a submission runs: its sandbox, its limits, its kernel, and the tests in that kernel.

Nothing is imported here: the processes that run submissions load only the modules that they name.
"""
