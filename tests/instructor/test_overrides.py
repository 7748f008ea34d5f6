"""What the grader overrides of nbclient and nbgrader is there, in the versions that are installed.

A method that is renamed there is not called here any more, and nothing else would say so: tests would go
without their canaries, and output without its limit.
"""

import inspect
from importlib.metadata import version

import pytest
from nbclient import NotebookClient
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from instructor.grading.executor import Executor
from instructor.grading.feedback import FeedbackPage, GiveNothingAway
from instructor.grading.safe_html import _Renderer
from instructor.grading.sanitising import MakeHarmless

OVERRIDDEN = [
    (Executor, NotebookClient, "async_execute_cell"),
    (Executor, NotebookClient, "execute_cell"),
    (Executor, NotebookClient, "_async_handle_timeout"),
    (Executor, NotebookClient, "process_message"),
    (Executor, Execute, "on_cell_executed"),
    (GiveNothingAway, NbGraderPreprocessor, "preprocess"),
    (GiveNothingAway, NbGraderPreprocessor, "preprocess_cell"),
    (MakeHarmless, NbGraderPreprocessor, "preprocess"),
    (MakeHarmless, NbGraderPreprocessor, "preprocess_cell"),
    (FeedbackPage, HTMLExporter, "from_notebook_node"),
    (_Renderer, IPythonRenderer, "block_math"),
    (_Renderer, IPythonRenderer, "inline_math"),
    (_Renderer, IPythonRenderer, "latex_environment"),
    (_Renderer, IPythonRenderer, "block_mermaidjs"),
    (_Renderer, IPythonRenderer, "image"),
    (_Renderer, IPythonRenderer, "_embed_image_or_attachment"),
]
INSTALLED = ", ".join(f"{name} {version(name)}" for name in ("nbclient", "nbconvert", "nbgrader"))


def problem(ours, theirs, name):
    """Say what is wrong with a method that overrides another, or return None."""
    original = getattr(theirs, name, None)
    if original is None:
        return f"{theirs.__name__}.{name}, which {ours.__name__} overrides, is not in {INSTALLED}"
    parameters = inspect.signature(original).parameters.values()
    arguments = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty]
    try:
        inspect.signature(getattr(ours, name)).bind(*arguments)
    except TypeError as error:
        return f"{ours.__name__}.{name} cannot be called as {theirs.__name__}'s in {INSTALLED}: {error}"
    return None


@pytest.mark.parametrize(("ours", "theirs", "name"), OVERRIDDEN)
def test_what_is_overridden_exists_and_takes_the_same(ours, theirs, name):
    found = problem(ours, theirs, name)
    assert found is None, found


@pytest.mark.parametrize("ours", [Executor, GiveNothingAway, MakeHarmless, FeedbackPage, _Renderer])
def test_all_that_is_overridden_is_on_the_list(ours):
    (base,) = ours.__bases__
    methods = [name for name, value in vars(ours).items() if inspect.isfunction(value)]
    overridden = {name for name in methods if hasattr(base, name) and name != "__init__"}
    assert overridden == {name for each, _, name in OVERRIDDEN if each is ours}


def test_a_method_that_is_gone_is_named():
    class Theirs:
        def kept(self, one, another):
            pass

    class Ours(Theirs):
        def kept(self, one):
            pass

        def gone(self):
            pass

    assert problem(Ours, Theirs, "gone").startswith("Theirs.gone, which Ours overrides, is not in nbclient ")
    assert problem(Ours, Theirs, "kept").startswith("Ours.kept cannot be called as Theirs's in nbclient ")


def test_nbgrader_s_steps_of_autograding_are_those_that_the_grader_splits():
    names = [each.__name__ for each in Autograde.sanitize_preprocessors.default()]
    assert names == [
        "ClearOutput",
        "DeduplicateIds",
        "OverwriteKernelspec",
        "OverwriteCells",
        "CheckCellMetadata",
    ]
    names = [each.__name__ for each in Autograde.autograde_preprocessors.default()]
    assert names == [
        "Execute",
        "IgnorePattern",
        "ClearMetadataPreprocessor",
        "LimitOutput",
        "SaveAutoGrades",
        "AssignLatePenalties",
        "CheckCellMetadata",
    ]
    settings = Autograde.class_trait_names()
    assert {"sanitize_preprocessors", "autograde_preprocessors", "exporter_class"} <= set(settings)
