"""The examples in the docstrings of helpers/ give what they say."""

import doctest
import importlib
import pkgutil

import matplotlib.pyplot as plt
import pytest

import helpers

MODULES = [module.name for module in pkgutil.walk_packages(helpers.__path__, "helpers.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_are_right(name):
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    result = doctest.testmod(importlib.import_module(name), optionflags=options)
    plt.close("all")
    assert result.failed == 0
