"""Tests that check answers in a process that the answers may have changed, without the process."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from instructor.sandbox.compiled_tests import CompiledTest
from instructor.sandbox.library_snapshot import Snapshot
from instructor.sandbox.tampering import LooksAtTest, Tampering
from instructor.sandbox.test_runner import Failure, Passed, Runner

IMPORTS = {"np": "import numpy as np", "isclose": "from numpy import isclose"}
SOURCE = """
assert double(2) == 4, "two and two"
shown = double(1)
### BEGIN HIDDEN TESTS
hidden = [double(x) for x in (3, 5)]
np.testing.assert_allclose(hidden, [6, 10])
assert all(isclose(hidden, [6, 10])), "three or five"
### END HIDDEN TESTS
"""


@pytest.fixture(scope="module")
def run_test():
    return Runner(Snapshot())


def notebook(code):
    names = {"__name__": "__main__"}
    exec(compile(f"import numpy as np\nfrom numpy import isclose\n{code}", "notebook cell", "exec"), names)
    return SimpleNamespace(user_ns=names, ast_transformers=[], custom_exceptions=())


RIGHT = "def double(x): return 2 * x"


def test_a_right_answer_proves_that_the_test_ran_to_its_end(run_test):
    packed = CompiledTest(SOURCE, IMPORTS).packed()
    assert run_test(notebook(RIGHT), packed.test) == Passed(packed.proof)


def test_a_wrong_answer_gets_the_message_and_no_proof(run_test):
    verdict = run_test(notebook("def double(x): return x * x"), CompiledTest(SOURCE, IMPORTS).packed().test)
    assert isinstance(verdict, Failure)
    assert verdict.ename == "AssertionError"


def test_a_canary_fails_whatever_the_answer_with_a_message_of_the_test(run_test):
    for _ in range(10):
        packed = CompiledTest(SOURCE, IMPORTS).packed()
        assert packed.message in ("two and two", "three or five")
        assert run_test(notebook(RIGHT), packed.canary).evalue == packed.message


def test_neither_source_nor_hidden_names_reach_the_notebook(run_test):
    packed = CompiledTest(SOURCE, IMPORTS).packed().test
    shell = notebook(RIGHT)
    run_test(shell, packed)
    assert "assert" not in packed
    assert shell.user_ns["shown"] == 2
    assert "hidden" not in shell.user_ns


FOOLED = {
    "equal to everything": "class Same:\n    def __eq__(self, other): return True\n"
    "def double(x): return Same()",
    "a number that is never far": "class Near(float):\n    def __sub__(self, other): return 0.0\n"
    "    __eq__ = __rsub__ = lambda self, other: True\ndef double(x): return Near(x)",
    "equal inside": "class Same(int):\n    def __eq__(self, other): return True\n"
    "def double(x): return 4 if x == 2 else Same()",
    "a mock": "from unittest.mock import ANY\ndef double(x): return ANY",
    "a look at the caller": "import sys\ndef double(x):\n    sys._getframe(1)\n    return 2 * x",
}


@pytest.mark.parametrize("trick", FOOLED.values(), ids=FOOLED)
def test_a_trick_is_tampering(run_test, trick):
    with pytest.raises(Tampering):
        run_test.run(notebook(f"{RIGHT}\n{trick}"), CompiledTest(SOURCE, IMPORTS).packed().test)


def test_a_replaced_function_is_tampering_and_named(run_test, monkeypatch):
    monkeypatch.setattr(np.testing, "assert_allclose", lambda *_: None)
    with pytest.raises(Tampering, match=r"numpy\.testing\.assert_allclose"):
        run_test.run(notebook(RIGHT), CompiledTest(SOURCE, IMPORTS).packed().test)


def test_a_function_with_other_code_is_tampering(run_test, monkeypatch):
    monkeypatch.setattr(np.testing.assert_allclose, "__code__", (lambda *a, **k: None).__code__)
    with pytest.raises(Tampering, match="assert_allclose"):
        run_test.run(notebook(RIGHT), CompiledTest(SOURCE, IMPORTS).packed().test)


def test_a_function_replaced_only_while_the_test_runs_is_tampering(run_test):
    trick = """
import numpy.testing as testing
genuine = testing.assert_allclose
def fake(*_): testing.assert_allclose = genuine
def double(x):
    testing.assert_allclose = fake
    return 2 * x
"""
    try:
        with pytest.raises(Tampering, match="fake"):
            run_test.run(notebook(trick), CompiledTest(SOURCE, IMPORTS).packed().test)
    finally:
        np.testing.assert_allclose = GENUINE


GENUINE = np.testing.assert_allclose

HONEST = {
    "a name of the test's": "def isclose(*_): return [False]",
    "a built-in": "def all(_): return False",
    "names of a library's that are Python's too": "from numpy import *",
    "an own dataclass": "from dataclasses import dataclass\n@dataclass\nclass Two:\n    value: int\n"
    "def double(x): return 2 * x",
    "the same import again": "import numpy as np",
    "numpy numbers": "def double(x): return np.float32(2) * x",
}


@pytest.mark.parametrize("habit", HONEST.values(), ids=HONEST)
def test_an_honest_habit_is_none(run_test, habit):
    packed = CompiledTest(SOURCE, IMPORTS).packed()
    assert (
        run_test.run(notebook(habit if "double" in habit else f"{habit}\n{RIGHT}"), packed.test)
        == packed.proof
    )


LOOKS_UP = {
    "its own name": "inspect.currentframe().f_code.co_name",
    "its caller": "inspect.stack()[1].function",
    "a frame": "sys._getframe(1).f_code",
    "the stack": "list(traceback.walk_stack(None))",
    "logging's frame": "logging.currentframe().f_back",
}


@pytest.mark.parametrize("look", LOOKS_UP.values(), ids=LOOKS_UP)
def test_an_answer_may_look_up_where_no_frame_leads_to_the_test(look):
    code = f"import inspect, logging, sys, traceback\ndef double(x):\n    {look}\n    return 2 * x"
    packed = CompiledTest(SOURCE, IMPORTS).packed()
    with pytest.raises(LooksAtTest):
        Runner(Snapshot()).run(notebook(code), packed.test)
    assert Runner(Snapshot(), out_of_sight=True).run(notebook(code), packed.test) == packed.proof


FINDS = {
    "frames above": "import sys\nfound(sys._getframe())",
    "other threads": "import sys\nfor frame in sys._current_frames().values():\n    found(frame)",
    "memory": "import gc\nfor frame in gc.get_objects():\n    if hasattr(frame, 'f_code'): found(frame)",
}


@pytest.mark.parametrize("search", FINDS.values(), ids=FINDS)
def test_no_answer_finds_the_test_from_there(search):
    body = search.replace("\n", "\n    ")
    code = f"""
seen = []
def found(frame):
    while frame:
        seen.append(frame.f_code.co_filename)
        frame = frame.f_back
def double(x):
    {body}
    return 2 * x
"""
    shell = notebook(code)
    verdict = Runner(Snapshot(), out_of_sight=True)(shell, CompiledTest(SOURCE, IMPORTS).packed().test)
    assert "<test>" not in shell.user_ns["seen"] or verdict.ename == "Tampering"


def test_what_an_answer_raises_out_of_sight_is_what_the_test_gets():
    packed = CompiledTest(SOURCE, IMPORTS).packed()
    verdict = Runner(Snapshot(), out_of_sight=True)(notebook("def double(x): raise KeyError(7)"), packed.test)
    assert (verdict.ename, verdict.evalue) == ("KeyError", "7")


def test_tests_are_packed_anew_each_time():
    test = CompiledTest(SOURCE, IMPORTS)
    assert len({json.loads(test.packed().test)["code"] for _ in range(5)}) == 5
