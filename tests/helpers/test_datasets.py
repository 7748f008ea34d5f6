import gzip

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import roc_auc_score

import helpers
from helpers import DataError, load_dataset, load_kdd99, load_nsl_kdd, nsl_kdd
from helpers.datasets import DATASETS, KINDS_OF_DAYS, mixed_records, server_days

OFFLINE = [name for name in DATASETS if name != "nsl_kdd"]
ROW_SHAPES = {"digits": (8, 8), "records": (30,), "server_days": (24, 2)}


@pytest.fixture
def nsl_folder(tmp_path, few_lines, monkeypatch):
    """NSL-KDD's two files, of forty rows each, as published: no dot after the label, then a difficulty."""
    for split, name in nsl_kdd.FILES.items():
        monkeypatch.setitem(nsl_kdd.ROWS, split, len(few_lines))
        (tmp_path / name).write_text(
            "".join(f"{line.removesuffix('.')},{i % 22}\n" for i, line in enumerate(few_lines))
        )
    return tmp_path


@pytest.mark.parametrize("name", OFFLINE)
def test_parts_share_no_row_and_have_the_same_share_of_what_is_odd(name):
    parts = load_dataset(name, seed=1)
    assert list(parts) == ["train", "validation", "test"]
    sizes = np.array([len(y) for _, y in parts.values()])
    assert sizes / sizes.sum() == pytest.approx([0.5, 0.25, 0.25], abs=0.01)
    for x, y in parts.values():
        assert x.shape == (len(y), *ROW_SHAPES[name])
        assert set(y) == {0, 1}
        assert y.mean() == pytest.approx(parts["train"][1].mean(), abs=0.01)
        assert np.isfinite(np.asarray(x)).all()
    if name == "records":
        assert not pd.concat([x for x, _ in parts.values()]).duplicated().any()


@pytest.mark.parametrize("name", ["digits", "records"])
def test_rows_that_are_held_back_are_in_no_part_whatever_the_seed(name):
    def rows(parts, *names):
        return {row.tobytes() for part in names for row in np.asarray(parts[part][0])[parts[part][1] == 0]}

    kept = rows(load_dataset(name, 4, held_back=True), "test")
    assert kept == rows(load_dataset(name, 5, held_back=True), "test")
    for seed in range(3):
        assert not kept & rows(load_dataset(name, seed), "train", "validation", "test")
        assert not kept & rows(load_dataset(name, seed, held_back=True), "train", "validation")


@pytest.mark.parametrize("name", OFFLINE)
def test_the_seed_decides_the_parts(name):
    first, again, other = (np.asarray(load_dataset(name, seed)["test"][0]) for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_an_unknown_name_is_refused_in_one_sentence():
    with pytest.raises(ValueError, match="no data set 'cats', only digits, records, server_days, nsl_kdd"):
        load_dataset("cats")


def test_half_of_a_mixed_record_is_somebody_elses():
    originals = load_breast_cancer(as_frame=True).data
    records, mixed = mixed_records(originals, seed=3)
    assert np.array_equal(records[mixed == 0], originals)
    assert mixed.mean() == pytest.approx(0.2, abs=0.001)
    for record in records[mixed == 1].to_numpy():
        same = np.sort((originals == record).sum(axis=1))[::-1]
        assert 15 <= same[0] < 30  # its own; some values occur in several records
        assert same[0] + same[1] >= 30
    for column in records.columns:
        assert set(records[column][mixed == 1]) <= set(records[column][mixed == 0])


def test_no_mixed_record_can_be_found_by_its_copy_among_the_training_rows():
    parts = load_dataset("records", 4711, held_back=True)
    (known, _), (rows, odd) = parts["train"], parts["test"]
    same = [max((known.to_numpy() == row).sum(axis=1)) for row in rows.to_numpy()]
    assert max(same) < 15
    assert roc_auc_score(odd, same) == pytest.approx(0.5, abs=0.15)


def test_odd_days_are_odd_in_the_way_that_they_are_called():
    days, kinds = server_days(5000, seed=4)
    assert pd.Series(kinds).value_counts().to_dict() == {"normal": 4500} | dict.fromkeys(KINDS_OF_DAYS, 100)
    requests, kb = days[..., 0], days[..., 1]
    assert (days > 0).all()
    per_request = pd.Series((kb / requests).max(axis=1)).groupby(kinds).median()
    assert per_request["leak"] > 1.4 * per_request.drop("leak").max()
    jumps = pd.Series(abs(np.diff(np.log(requests), axis=1)).max(axis=1)).groupby(kinds).median()
    assert jumps["outage"] > 1.5 * jumps["normal"]
    assert jumps["flood"] > 1.2 * jumps["normal"]
    spread = pd.Series(np.log(requests).std(axis=1)).groupby(kinds).median()
    assert spread["robot"] < spread["normal"] / 2
    night = pd.Series(requests[:, 1:5].mean(axis=1) / requests.mean(axis=1)).groupby(kinds).median()
    assert night["shifted"] > 1.5 * night["normal"]


def test_nsl_kdd_is_read_like_the_data_that_it_comes_from(nsl_folder, small_data, capsys):
    for split in nsl_kdd.FILES:
        rows = load_nsl_kdd(split, nsl_folder)
        pd.testing.assert_frame_equal(rows, load_kdd99(split, "bundled", small_data))


def test_nsl_kdd_as_a_data_set(nsl_folder, monkeypatch):
    monkeypatch.setenv("NSL_KDD_DIR", str(nsl_folder))
    monkeypatch.setattr("helpers.datasets.NSL_KDD_ROWS", {"train": 25, "validation": 10, "test": 15})
    parts = load_dataset("nsl_kdd", seed=2)
    assert {part: (x.shape, len(y)) for part, (x, y) in parts.items()} == {
        "train": ((25, 41), 25),
        "validation": ((10, 41), 10),
        "test": ((15, 41), 15),
    }
    assert not set(parts["train"][0].index) & set(parts["validation"][0].index)
    kept, _ = load_dataset("nsl_kdd", seed=3, held_back=True)["test"]
    assert len(kept) == 15
    assert not set(parts["test"][0].index) & set(kept.index)
    assert set(parts["train"][1]) == {0, 1}
    assert "label" not in parts["test"][0]


def test_nsl_kdd_that_is_not_there_says_where_to_put_it(tmp_path, assert_one_sentence):
    with pytest.raises(FileNotFoundError) as missing:
        load_nsl_kdd("train", tmp_path)
    assert_one_sentence(str(missing.value))
    assert f"put KDDTrain+.txt into {tmp_path}" in str(missing.value)
    with pytest.raises(ValueError, match='"train" or "test"'):
        load_nsl_kdd("both", tmp_path)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda lines: lines[:-1], "has 39 rows, not the published 40"),
        (lambda lines: [], "is empty"),
        (lambda lines: [*lines[:4], lines[4].replace("tcp", "carrier pigeon", 1), *lines[5:]], "row 5"),
        (lambda lines: [line.rsplit(",", 1)[0] for line in lines], "42 columns are expected, not 41"),
        (lambda lines: ["<html>not found</html>"], "columns are expected"),
        (lambda lines: [gzip.compress(b"x").decode("latin1")], "columns are expected"),
    ],
)
def test_damaged_nsl_kdd_is_refused_in_one_sentence(nsl_folder, damage, says, assert_one_sentence):
    path = nsl_folder / "KDDTest+.txt"
    lines = [
        line if "tcp" in line else line.replace(line.split(",")[1], "tcp", 1)
        for line in path.read_text().splitlines()
    ]
    path.write_text("".join(f"{line}\n" for line in damage(lines)), encoding="latin1")
    with pytest.raises(DataError) as refusal:
        load_nsl_kdd("test", nsl_folder)
    assert says in str(refusal.value)
    assert str(path) in str(refusal.value)
    assert_one_sentence(str(refusal.value))


def test_rows_are_set_aside_while_a_function_is_called():
    space = {"helpers": helpers, "x_test": 1, "x_train": 2}
    exec("def fit(name): return eval(name)", space)
    with helpers.set_aside(space["fit"], "x_test", "y_test"):
        assert space["fit"]("x_train") == 2
    with pytest.raises(AssertionError, match="fit uses x_test"), helpers.set_aside(space["fit"], "x_test"):
        space["fit"]("x_test")
    with pytest.raises(NameError, match="x_typo"), helpers.set_aside(space["fit"], "x_test"):
        space["fit"]("x_typo")
    for loads in [f"helpers.load_dataset({name!r})" for name in (*OFFLINE, "nsl_kdd")]:
        with pytest.raises(AssertionError, match="fit loads a data set"), helpers.set_aside(space["fit"]):
            space["fit"](loads)
    assert space["fit"]("x_test") == 1
    assert len(helpers.load_dataset("digits")) == 3


def test_the_guard_of_the_assessments_tests_is_no_name_for_students():
    names = {}
    exec("from helpers import *", names)
    assert "load_dataset" in names
    assert "set_aside" not in names


def test_nsl_kdd_is_set_aside_by_its_own_name_too(nsl_folder, monkeypatch):
    monkeypatch.setenv("NSL_KDD_DIR", str(nsl_folder))
    assert len(load_nsl_kdd("test"))

    def fit():
        return load_nsl_kdd("test")

    with pytest.raises(AssertionError, match="fit loads a data set"), helpers.set_aside(fit):
        fit()
