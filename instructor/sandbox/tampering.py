"""What counts as tampering, and which code is a library's rather than a notebook's.

A test judges an answer with libraries that live in the same process as the answer. `library_snapshot`
compares them with what they were before the submission ran, `answer_checks` looks at each value that a test
gets from them and from the answer, and `auditor` notices code that looks for the test itself.
"""

import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from instructor.course import HELPERS

# Where code that is nobody's answer comes from.
_COURSE = (str(HELPERS), str(Path(__file__).parent.parent))
INSTALLED = (sys.prefix, sys.base_prefix, *_COURSE, "<frozen ", "<__array_function__", "<test>")


class Tampering(Exception):  # noqa: N818 (it is what a student reads)
    """The submission has changed something that a test relies on, or looks at the test itself."""


class LooksAtTest(Tampering):
    """Code that a test calls looks at what calls it, as a debugging aid does."""


def python_functions(function: Any) -> Iterator[types.FunctionType]:
    """Yield the Python functions that a callable consists of: itself, and what it wraps."""
    for _ in range(5):
        if isinstance(function, types.FunctionType):
            yield function
            function = vars(function).get("__wrapped__")
        elif type(function).__module__.startswith("numpy"):  # such as numpy's dispatchers
            function = getattr(function, "_implementation", None)
        else:
            return


def is_installed(value: Callable) -> bool:
    """Return whether a class or function comes from a library, not from a notebook or the files beside it."""
    if isinstance(value, types.FunctionType):
        return _is_code_of_library(value.__code__, value.__globals__)
    if value.__module__ in sys.builtin_module_names:
        return True
    if not isinstance(value.__module__, str):
        return False
    return _is_file_installed(sys.modules.get(value.__module__))


def is_from_library(value: object) -> bool:
    """Return whether a value is a module, class or function of a library."""
    if isinstance(value, types.ModuleType):
        return _is_file_installed(value)
    if isinstance(value, types.FunctionType | type):
        return is_installed(value)
    return callable(value) and not is_foreign(type(value), "__call__")


def is_foreign(cls: type, name: str) -> bool:
    """Return whether a class has a special method that is not a library's, or is a mock's."""
    for base in type.__getattribute__(cls, "__mro__"):
        if name in vars(base):
            return _is_foreign_method(vars(base)[name])
    return False


_BUILT_IN = (types.WrapperDescriptorType, types.MethodDescriptorType, types.BuiltinFunctionType, type(None))


def _is_foreign_method(method: object) -> bool:
    function = getattr(method, "__func__", method)
    if isinstance(function, _BUILT_IN):
        return False
    if not isinstance(function, types.FunctionType) or not is_installed(function):
        return True
    return function.__globals__.get("__name__") == "unittest.mock"


def _is_code_of_library(code: types.CodeType, names: dict[str, Any]) -> bool:
    """Return whether code is from a library's file and runs in the names of a library's module."""
    module = sys.modules.get(names.get("__name__", ""))
    file = names.get("__file__") or ""
    if not (code.co_filename.startswith(INSTALLED) and file.startswith(INSTALLED)):
        return False
    return vars(module) is names if module else False


def _is_file_installed(module: types.ModuleType | None) -> bool:
    return (getattr(module, "__file__", None) or "").startswith(INSTALLED)
