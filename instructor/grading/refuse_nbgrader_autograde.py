"""Keep a habit or a wrong button from running students' code outside the sandbox."""

from typing import Any, NoReturn

from nbconvert.exporters import NotebookExporter
from nbgrader.converters.base import BaseConverter, NbGraderException

_SAID = (
    "nbgrader's own autograding runs students' code without a sandbox, and it is switched off here: run "
    "`make autograde`."
)


class UseMakeAutograde(NotebookExporter):
    """Stands where nbgrader's autograding makes its exporter, which is before it touches anything."""

    def __init__(self, parent: BaseConverter, **kwargs: Any) -> NoReturn:
        """Raise NbGraderException; its message is in nbgrader's log, too."""
        parent.log.error(_SAID)
        raise NbGraderException(_SAID)
