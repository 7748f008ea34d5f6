"""See whether a submission has changed what its tests rely on.

A test says what it thinks of an answer through libraries that live in the same process as the answer. They
are compared with a snapshot from before the submission ran, and so is what the test gets from them.
"""

import contextlib
import random
import sys
import types
from pathlib import Path

from instructor.course import HELPERS

# What tests call, and what runs them.
_PACKAGES = ["builtins", "math", "operator", "numpy", "pandas", "scipy", "sklearn", "keras", "xgboost"]
_PACKAGES += ["helpers", "instructor"]
_SHELL = ["IPython.core.interactiveshell", "ipykernel.zmqshell", "ipykernel.ipkernel", "ipykernel.kernelbase"]
_SHELL += ["jupyter_client.session"]
# What a notebook may replace without touching a test.
_HARMLESS = {"print", "input", "open", "display", "get_ipython", "help", "copyright", "credits", "license"}
_COMPARISONS = ("__eq__", "__ne__", "__contains__")
_ARITHMETIC = (
    *("__lt__", "__le__", "__gt__", "__ge__", "__bool__", "__float__", "__int__", "__index__", "__abs__"),
    *("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__", "__rtruediv__"),
    *("__array__", "__array_ufunc__", "__array_function__", "__instancecheck__", "__subclasscheck__"),
)
# Ways to whatever is in this process, and from a function to the test that calls it.
_SEARCHING = {"gc.get_objects", "gc.get_referrers", "gc.get_referents"}
_PEEKING = {"sys._getframe", "sys._current_frames"}
# Where code that is nobody's answer comes from.
_OURS = (str(HELPERS), str(Path(__file__).parent.parent))
_INSTALLED = (sys.prefix, sys.base_prefix, *_OURS, "<frozen ", "<__array_function__", "<test>")


class Tampering(Exception):  # noqa: N818 (it is what a student reads)
    """The submission has changed something that a test relies on, or looks at the test itself."""


class Snapshot:
    """The functions and classes of the libraries that tests use, as they are now."""

    def __init__(self):
        self._modules = {name: sys.modules[name] for name in list(sys.modules) if _counts(name)}
        self._bound, self._code, seen = [], [], set()
        for name, module in self._modules.items():
            self._remember(name, vars(module), seen)
        # The kernel takes these out of the table of modules.
        self._modules = {name: module for name, module in self._modules.items() if not _is_ours(name)}
        self._meta_path = list(sys.meta_path)

    def _remember(self, owner, names, seen):
        for name, value in list(names.items()):
            function = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
            if not callable(function) or (owner == "builtins" and name in _HARMLESS):
                continue
            self._bound.append((owner, names, name, value))
            self._code += [(f"{owner}.{name}", inner, _inside(inner)) for inner in _functions(function)]
            if isinstance(function, type) and _counts(function.__module__) and function not in seen:
                seen.add(function)
                self._remember(f"{function.__module__}.{function.__qualname__}", vars(function), seen)

    def changes(self, shell):
        """Return what differs from the snapshot, the first few, as names such as `numpy.allclose`."""
        found = [name for name, module in self._modules.items() if sys.modules.get(name) is not module]
        found += [f"{owner}.{name}" for owner, names, name, was in self._bound if names.get(name) is not was]
        found += [name for name, function, inside in self._code if _inside(function) != inside]
        found += [f"get_ipython().{name}" for name in vars(shell) if _hides_method(shell, name)]
        if shell.ast_transformers or shell.custom_exceptions:
            found.append("get_ipython()'s handling of code or exceptions")
        if sys.gettrace() or sys.getprofile():
            found.append("sys.settrace or sys.setprofile")
        if any(not _is_installed(type(new)) for new in sys.meta_path if new not in self._meta_path):
            found.append("sys.meta_path")
        return found[:3]


def _hides_method(shell, name):
    """Whether an attribute hides a method of the class; ipykernel leaves such a method there itself."""
    method = getattr(type(shell), name, None)
    return callable(method) and getattr(vars(shell)[name], "__func__", None) is not method


def _is_ours(module):
    return module.partition(".")[0] == "instructor"


def _counts(module):
    return isinstance(module, str) and (module.partition(".")[0] in _PACKAGES or module in _SHELL)


def _functions(function):
    """Yield the Python functions that a callable consists of: itself, and what it wraps."""
    for _ in range(5):
        if isinstance(function, types.FunctionType):
            yield function
            function = vars(function).get("__wrapped__")
        else:  # such as numpy's dispatchers
            function = getattr(function, "_implementation", None) if _is_numpys(function) else None


def _is_numpys(value):
    return type(value).__module__.startswith("numpy")


def _inside(function):
    return function.__code__, function.__defaults__, function.__kwdefaults__


def _is_installed(value):
    """Whether a class or function comes from a library and not from a notebook or the files beside it."""
    if isinstance(value, types.FunctionType):
        return _is_code_of_library(value.__code__, value.__globals__)
    if value.__module__ in sys.builtin_module_names:
        return True
    module = sys.modules.get(value.__module__) if isinstance(value.__module__, str) else None
    return (getattr(module, "__file__", None) or "").startswith(_INSTALLED)


def _is_code_of_library(code, names):
    """Whether code is from a library's file and runs in the names of a library's module."""
    module = sys.modules.get(names.get("__name__"))
    file = names.get("__file__") or ""
    return code.co_filename.startswith(_INSTALLED) and file.startswith(_INSTALLED) and vars(module) is names


def is_from_library(value):
    """Whether a name that stands for this value stands for a module, class or function of a library."""
    if isinstance(value, types.ModuleType):
        return (getattr(value, "__file__", None) or "").startswith(_INSTALLED)
    if isinstance(value, types.FunctionType | type):
        return _is_installed(value)
    return callable(value) and not _is_foreign(type(value), "__call__")


def library(value):
    """Return what a test takes from a library, unless it is not the library's.

    Raises
    ------
    Tampering
    """
    for function in _functions(value):
        if not _is_installed(function):
            raise Tampering(
                f"{function.__name__}, which the test takes from a library, is the notebook's own"
            )
    if _is_foreign(type(value), "__call__"):
        raise Tampering(f"{type(value).__name__} is the notebook's own, where the test needs a library's")
    return value


def genuine(value, depth=2):
    """Return a value that a test looks at, unless it is made to please every test.

    Parameters
    ----------
    value : object
    depth : int
        How many levels of lists, tuples and dicts to look into.

    Raises
    ------
    Tampering
        If the value's class, or that of a value in it, overrides arithmetic in a notebook's code, or compares
        equal to things that it cannot know.
    """
    cls = type(value)
    if cls in (list, tuple, dict) and depth and len(value) <= 1000:
        for item in value.values() if cls is dict else value:
            genuine(item, depth - 1)
    own = [name for name in (*_COMPARISONS, *_ARITHMETIC) if _is_foreign(cls, name)]
    if any(name in _ARITHMETIC for name in own) or (own and _agrees_with_anything(value)):
        raise Tampering(f"an answer is an object of class {cls.__name__} that fools comparisons ({own[0]})")
    return value


def _is_foreign(cls, name):
    """Whether a class has a special method that no library has written, or one that is made to agree."""
    for base in type.__getattribute__(cls, "__mro__"):
        if name in vars(base):
            function = vars(base)[name]
            function = getattr(function, "__func__", function)
            if isinstance(function, _BUILT_IN):
                return False
            return (
                not isinstance(function, types.FunctionType)
                or not _is_installed(function)
                or _mocks(function)
            )
    return False


_BUILT_IN = (types.WrapperDescriptorType, types.MethodDescriptorType, types.BuiltinFunctionType, type(None))


def _mocks(function):
    return function.__globals__.get("__name__") == "unittest.mock"


def _agrees_with_anything(value):
    number = random.random()
    for stranger in (number, str(number), object(), [number], (number,), {number: number}, {number}):
        with contextlib.suppress(Exception):
            if value == stranger:
                return True
        with contextlib.suppress(Exception):
            if not (value != stranger):  # noqa: SIM202 (it need not be the opposite)
                return True
        with contextlib.suppress(Exception):
            if stranger in value:
                return True
    return False


class Watchman:
    """Notes when a notebook's code looks through the process's memory, or for the test that calls it.

    Built on audit hooks (PEP 578), which cannot be removed again.
    """

    def __init__(self):
        self._testing, self._looking, self._searched, self._peeked = False, False, set(), set()
        getframe = sys._getframe

        def hook(event, arguments):
            if self._looking or not self._matters(event, arguments):
                return
            self._looking = True  # to look at frames is itself an event
            frame = getframe(1)
            if frame and frame.f_globals.get("__name__") == "inspect":
                frame = frame.f_back
            if frame and not frame.f_code.co_filename.startswith(_INSTALLED):
                (self._searched if event in _SEARCHING else self._peeked).add(event)
            self._looking = False

        sys.addaudithook(hook)

    def _matters(self, event, arguments):
        if event in _SEARCHING:
            return True
        is_frame = event == "object.__getattr__" and str(arguments[1]).endswith("_frame")
        return self._testing and (event in _PEEKING or is_frame)

    @contextlib.contextmanager
    def over(self):
        """Watch over a test.

        Raises
        ------
        Tampering
            At the end, if a notebook's code took hold of a frame during the test, or has searched the memory.
        """
        self._peeked.clear()
        self._testing = True
        try:
            yield
        finally:
            self._testing = False
        if seen := self._searched | self._peeked:
            events = ", ".join(sorted(seen))
            raise Tampering(f"the notebook looks for its tests in the process that runs it ({events})")
