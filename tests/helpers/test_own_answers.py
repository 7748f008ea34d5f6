"""helpers/own_answers.py: a lab goes on with a student's function if it is right."""

import numpy as np
import pandas as pd
import pytest

from helpers import yours_or_given
from helpers.own_answers import same_values


def double(table):
    return table * 2


def test_a_right_function_is_taken(capsys):
    def mine(values):
        return [2 * value for value in values]

    assert yours_or_given(mine, double, np.array([1, 2])) is mine
    assert capsys.readouterr().out == "From here on, the lab uses your mine.\n"


def test_a_wrong_function_is_not_taken(capsys):
    assert yours_or_given(lambda table: table * 3, double, np.array([1, 2])) is double
    said = "From here on, the lab uses its own double: yours gives another result.\n"
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("error", [NotImplementedError, KeyError, ZeroDivisionError])
def test_a_function_that_fails_is_not_taken(error, capsys):
    def mine(values):
        raise error

    assert yours_or_given(mine, double, np.array([1, 2])) is double
    assert f"yours raises {error.__name__}" in capsys.readouterr().out


@pytest.mark.parametrize("result", [None, "text", object(), (), pd.DataFrame({"a": ["x"]}), [[1], [2, 3]]])
def test_a_result_of_another_kind_is_another_result(result):
    for given in (np.array([1.0, 2.0]), pd.Series([1, 2]), pd.DataFrame({"a": [1, 2]})):
        assert yours_or_given(lambda values: result, double, given) is double


def test_one_s_own_measure_of_agreement(capsys):
    def close(yours, given):
        return abs(yours - given) < 1

    assert yours_or_given(lambda value: value + 0.5, float, 3, same=close) is not float
    assert yours_or_given(lambda value: value + 1.5, float, 3, same=close) is float


def tables(columns, index):
    return pd.DataFrame(columns, index=index)


def test_columns_may_have_other_names_and_another_order():
    one = tables({"a": [1, 2], "b": [0, 1]}, [0, 1]), tables({"a": [3], "b": [0]}, [0])
    other = tables({"B": [0, 1], "A": [1, 2]}, [7, 8]), tables({"B": [0], "A": [3]}, [9])
    assert same_values(one, other)


def test_parts_of_a_table_have_their_columns_in_the_same_order():
    one = tables({"a": [1, 2], "b": [0, 1]}, [0, 1]), tables({"a": [3], "b": [0]}, [0])
    swapped = tables({"a": [1, 2], "b": [0, 1]}, [0, 1]), tables({"b": [0], "a": [3]}, [0])
    assert not same_values(one, swapped)


def test_a_missing_column_is_noticed():
    assert not same_values(tables({"a": [1], "b": [2]}, [0]), tables({"a": [1]}, [0]))


def test_rows_in_another_order_are_noticed():
    assert not same_values(tables({"a": [1, 2]}, [0, 1]), tables({"a": [2, 1]}, [1, 0]))


def test_a_function_cannot_change_what_the_lab_goes_on_with():
    def mine(table):
        table["a"] = 0
        return table

    table = tables({"a": [1, 2]}, [0, 1])
    assert yours_or_given(mine, double, table) is double
    assert table["a"].tolist() == [1, 2]
