"""The published benchmark: what is split, flagged and measured, and that its command runs."""

import subprocess
import sys

import numpy as np
import pytest

from helpers import is_attack, load_kdd99, make_preprocessor
from instructor.course import ROOT
from tests.support import published_protocol as benchmark
from tests.support.detectors import METHODS, isolation_forest, nearest, standardised_and_capped


@pytest.fixture(scope="module")
def sample(bundled):
    """Two thousand rows, spread over the bundled training file."""
    frame = bundled["train"]
    return frame[:: len(frame) // 2000][:2000]


@pytest.fixture(scope="module")
def anomaly():
    """Ten thousand rows of which 20 % are anomalies."""
    return np.random.default_rng(0).permutation(np.arange(10_000) < 2000)


def test_training_rows_are_attacks_alone(sample):
    train, test = benchmark.split(sample, seed=0)
    assert is_attack(train["label"]).all()
    assert 0 < is_attack(test["label"]).mean() < 1


def test_halves_share_no_row_and_leave_none_out(sample):
    train, test = benchmark.split(sample, seed=0)
    assert len(test) == len(sample) // 2
    assert not set(train.index) & set(test.index)
    left_out = sample.drop(train.index).drop(test.index)
    assert not is_attack(left_out["label"]).any()


def test_seed_decides_the_split(sample):
    _, first = benchmark.split(sample, seed=0)
    _, again = benchmark.split(sample, seed=0)
    _, other = benchmark.split(sample, seed=1)
    assert first.equals(again)
    assert set(first.index) != set(other.index)


def test_highest_fifth_is_flagged():
    scores = np.random.default_rng(0).permutation(100)
    assert set(scores[benchmark.flag(scores)]) == set(range(80, 100))


@pytest.mark.parametrize("values", [1, 2, 7])
def test_ties_flag_no_more_than_a_fifth_and_the_first_of_them(values):
    scores = np.arange(1000) % values
    flagged = benchmark.flag(scores)
    assert flagged.sum() == 200
    at_threshold = scores == scores[flagged].min()
    assert np.all(np.diff(flagged[at_threshold].astype(int)) <= 0)  # never a later one instead of an earlier
    assert flagged[scores > scores[flagged].min()].all()


def test_tie_in_all_rows_is_as_good_as_chance(sample):
    results = benchmark.protocol(sample, {"none": lambda train, test, seed: np.zeros(len(test))}, range(20))
    precision = results[results["method"] == "none"]["precision"].mean()
    assert precision == pytest.approx((is_attack(sample["label"]) == 0).mean(), abs=0.02)


@pytest.mark.parametrize("score", [np.nan, np.inf])
def test_score_that_is_no_number_is_refused(score):
    with pytest.raises(ValueError, match="finite"):
        benchmark.flag(np.array([0.0, score, 1.0]))


def test_perfect_scores_reach_1_where_a_fifth_are_anomalies(anomaly):
    assert benchmark.measure(anomaly.astype(float), anomaly) == {"precision": 1, "recall": 1, "F1": 1}
    assert benchmark.measure(-anomaly.astype(float), anomaly)["F1"] == 0


def test_random_scores_reach_the_share_of_anomalies(anomaly):
    measured = benchmark.measure(np.random.default_rng(1).random(len(anomaly)), anomaly)
    assert measured == pytest.approx({"precision": 0.2, "recall": 0.2, "F1": 0.2}, abs=0.03)


def test_too_few_anomalies_cost_precision():
    anomaly = np.arange(100) < 10
    measured = benchmark.measure(anomaly.astype(float), anomaly)
    assert measured == pytest.approx({"precision": 0.5, "recall": 1, "F1": 2 / 3})


def test_error_of_one_feature_counts_as_much_as_three_usual_ones():
    errors = np.array([[100.0, 0.0], [3.0, 0.0], [1.0, 0.0]])
    scores = standardised_and_capped(errors, usual=np.ones(2))
    assert scores == pytest.approx([1.5, 1.5, 0.5], rel=0.01)


def test_copy_of_a_training_row_is_no_anomaly(sample):
    rows = make_preprocessor().fit_transform(sample)
    scores = nearest(rows[::2], rows, seed=0)
    assert scores[::2] == pytest.approx(0, abs=1e-3)
    assert scores[1::2].max() > 0.1


def test_table_has_every_method_and_every_published_figure(sample, capsys):
    quick = dict.fromkeys(METHODS, isolation_forest)
    lines = benchmark.table(benchmark.protocol(sample, quick, range(2))).splitlines()
    for name in [*quick, benchmark.CEILING]:
        (line,) = [line for line in lines if line.startswith(f"| {name} |")]
        assert line.count("±") == 3
        assert "nan" not in line
    for name, f1 in benchmark.PUBLISHED.items():
        assert f"| published: {name} | | | {f1:.3f} |" in lines
    steps = 2 * len(quick)
    assert f"{steps}/{steps}" in "".join(capsys.readouterr())


@pytest.mark.slow
def test_command_measures_the_methods_that_it_is_asked_for():
    asked = ["isolation forest", "PCA, squared error"]
    command = [sys.executable, "-m", "benchmarks.published_protocol", "--rows", "2000", "--seeds", "2"]
    for name in asked:
        command += ["--method", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in METHODS:
        assert (f"| {name} |" in done.stdout) == (name in asked)
    assert done.stdout.count("| published: ") == len(benchmark.PUBLISHED)


@pytest.mark.slow
def test_every_method_scores_a_small_sample(sample):
    results = benchmark.protocol(sample, METHODS, [0]).set_index("method")
    assert results.index.to_list() == [*METHODS, benchmark.CEILING]
    assert results["F1"].between(0.05, results["F1"][benchmark.CEILING]).all()


@pytest.mark.slow
def test_better_scores_and_memory_beat_the_plain_autoencoder(real_kdd99):
    """On every fourth row, where the order of the methods is the same with the seeds 100, 101 and 102."""
    plain = "autoencoder, squared error"
    better = ["autoencoder, absolute error", "autoencoder, standardised and capped error"]
    distance = "distance to the nearest training row"
    methods = {name: METHODS[name] for name in [plain, *better, distance]}
    connections = load_kdd99("train", "real", real_kdd99)[::4]
    results = benchmark.protocol(connections, methods, [100])
    f1 = results.set_index("method")["F1"]
    assert (f1[plain] < f1[better]).all()
    assert f1[better[0]] < f1[distance]
    assert f1[distance] > benchmark.PUBLISHED["MemAE (Gong et al., 2019)"]
    assert f1[benchmark.CEILING] < 1
