"""What a worker makes of a notebook."""

import nbformat
import pytest

from instructor.grading import worker
from instructor.grading.messages import Task

_SLOW_TO_STOP = """
import time
try:
    time.sleep(99)
except KeyboardInterrupt:
    time.sleep(5)
"""


@pytest.mark.slow
def test_a_cell_that_stops_slowly_once_interrupted_costs_itself_only():
    cells = map(nbformat.v4.new_code_cell, [_SLOW_TO_STOP, "print('and on it goes')"])
    notebook = nbformat.writes(nbformat.v4.new_notebook(cells=list(cells)))
    done = worker.run(Task(notebook, config={"Execute": {"timeout": 1}}, sandboxed=False))
    assert done.findings.reasons == ["cell 1 was stopped after 1 seconds"]
    assert "and on it goes" in done.notebook
