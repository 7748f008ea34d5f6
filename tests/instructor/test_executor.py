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


_NESTED = """
nested = 1
for _ in range({levels}):
    nested = [nested]
display({{"application/json": nested, "text/plain": "x"}}, raw=True)
"""


@pytest.mark.parametrize("levels", [30, 400, 900])
def test_an_output_that_is_nested_too_deeply_costs_what_follows_only(levels):
    cells = map(
        nbformat.v4.new_code_cell, ["print('before')", _NESTED.format(levels=levels), "print('after')"]
    )
    notebook = nbformat.writes(nbformat.v4.new_notebook(cells=list(cells)))
    done = worker.run(Task(notebook, sandboxed=False))
    printed = [cell.outputs[0].get("text") for cell in nbformat.reads(done.notebook, as_version=4).cells]
    assert printed[0] == "before\n"
    if levels == 30:
        assert printed[2] == "after\n"
    else:
        (reason,) = done.findings.reasons
        assert "the kernel could not be followed (RecursionError" in reason


def test_a_kernel_may_start_as_slowly_as_a_notebook_may_run():
    notebook = nbformat.writes(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print('on it goes')")])
    )
    slow, impatient = ["import time; time.sleep(5)"], {"Execute": {"startup_timeout": 1}}
    done = worker.run(Task(notebook, imports=slow, config=impatient, sandboxed=False))
    assert "on it goes" in nbformat.reads(done.notebook, as_version=4).cells[0].outputs[0].text
