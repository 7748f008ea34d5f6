"""Remember how libraries are before a submission runs, to see what it has changed in them."""

import sys
import types
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from instructor.sandbox.tampering import is_installed, python_functions

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# What tests call, and what runs them.
_PACKAGES = {"builtins", "math", "operator", "numpy", "pandas", "scipy", "sklearn", "keras", "xgboost"}
_PACKAGES |= {"helpers", "instructor"}
_SHELL = {"IPython.core.interactiveshell", "ipykernel.zmqshell", "ipykernel.ipkernel", "ipykernel.kernelbase"}
_SHELL |= {"jupyter_client.session"}
# What a notebook may replace without touching a test.
_HARMLESS = {"print", "input", "open", "display", "get_ipython", "help", "copyright", "credits", "license"}
# What shows values, and what no test calls: notebooks replace it for prettier tables, or to load old files.
_SHOWING = {"__repr__", "_repr_html_", "_repr_latex_"}
_LOADING = {"load", "save"}  # of NumPy
# Names that NumPy had for Python's types, and that notebooks bring back: `np.bool = bool`.
_OLD_ALIASES = {"bool", "int", "long", "float", "object", "str", "complex"}
_SHOWN = 3  # how many changes are named


class Snapshot:
    """The functions and classes of the libraries that tests use, as they are now: tens of thousands."""

    def __init__(self) -> None:
        self._modules: dict[str, types.ModuleType] = {}
        self._bound: list[tuple[str, Any, str, object]] = []  # owner, its names, name, value
        self._code: dict[types.FunctionType, tuple[str, tuple]] = {}  # its name, and what is inside
        self._meta_path = list(sys.meta_path)
        seen: set[type] = set()
        for name, module in list(sys.modules.items()):
            if _counts(name):
                self._remember(name, vars(module), seen)
                if not name.startswith("instructor"):  # which the kernel takes out of the table of modules
                    self._modules[name] = module

    def _remember(self, owner: str, names: Any, seen: set[type]) -> None:
        """Remember the callables among the names of a module or class, and go on with the classes."""
        for name, value in list(names.items()):
            function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
            if not callable(function) or (owner == "builtins" and name in _HARMLESS):
                continue
            if name in _SHOWING or (owner == "numpy" and name in _OLD_ALIASES | _LOADING):
                continue
            self._bound.append((owner, names, name, value))
            for inner in python_functions(function):
                self._code.setdefault(inner, (f"{owner}.{name}", _inside(inner)))
            if isinstance(function, type) and _counts(function.__module__) and function not in seen:
                seen.add(function)
                self._remember(f"{function.__module__}.{function.__qualname__}", vars(function), seen)

    def changes(
        self, shell: "InteractiveShell", rewritten: Iterable[types.FunctionType] | None = None
    ) -> list[str]:
        """Return what differs from the snapshot, the first few, as names such as `numpy.allclose`.

        Parameters
        ----------
        shell : InteractiveShell
        rewritten : iterable of functions, optional
            Look inside of these functions only. Of all functions it takes most of the time.
        """
        found = self._changes_of_names() + self._changes_inside(
            self._code if rewritten is None else rewritten
        )
        return [*found, *_changes_of_shell(shell), *self._changes_of_python()][:_SHOWN]

    def _changes_of_names(self) -> list[str]:
        found = [name for name, module in self._modules.items() if sys.modules.get(name) is not module]
        found += [f"{owner}.{name}" for owner, names, name, was in self._bound if names.get(name) is not was]
        return found

    def _changes_inside(self, functions: Iterable[types.FunctionType]) -> list[str]:
        found = []
        for function in functions:
            name, inside = self._code.get(function, ("", None))
            if name and _inside(function) != inside:
                found.append(name)
        return found

    def _changes_of_python(self) -> list[str]:
        found = []
        if sys.gettrace() or sys.getprofile():
            found.append("sys.settrace or sys.setprofile")
        for finder in sys.meta_path:
            if finder not in self._meta_path and not is_installed(type(finder)):
                found.append("sys.meta_path")
        return found


def _changes_of_shell(shell: "InteractiveShell") -> list[str]:
    found = [f"get_ipython().{name}" for name in vars(shell) if _hides_method(shell, name)]
    if shell.ast_transformers:
        found.append("get_ipython()'s handling of code")
    return found


def _hides_method(shell: "InteractiveShell", name: str) -> bool:
    """Return whether an attribute hides a method of the class, and is neither that method nor a library's.

    `rich.traceback.install()` puts a function of its own there, say.
    """
    method, value = getattr(type(shell), name, None), vars(shell)[name]
    if not callable(method) or getattr(value, "__func__", None) is method:
        return False
    return not (isinstance(value, types.FunctionType) and is_installed(value))


def _counts(module: object) -> bool:
    if not isinstance(module, str):
        return False
    return module in _SHELL or module.partition(".")[0] in _PACKAGES


def _inside(function: types.FunctionType) -> tuple:
    return function.__code__, function.__defaults__, function.__kwdefaults__
