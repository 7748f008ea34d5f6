import importlib.machinery
import importlib.util
import json
import os
import pickle
import subprocess
import sys
import types

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import xgboost as xgb
from sklearn.base import clone
from sklearn.preprocessing import StandardScaler

from helpers import (
    XGBoostProgress,
    accelerator,
    attack_family,
    input_gradient,
    is_attack,
    keras_devices,
    keras_progress,
    load_kdd99,
    local_cluster,
    make_preprocessor,
    plot_confusion_matrix,
    plot_roc,
    progress_bar,
    use_style,
    xgboost_device,
)
from helpers.kdd99.schema import CATEGORICAL, FAMILIES, FEATURE_GROUPS, FEATURES, NUMERIC, SYMBOLS


@pytest.fixture(autouse=True)
def own_figures():
    with mpl.rc_context():
        yield
    plt.close("all")


@pytest.fixture
def fresh_device_answer():
    xgboost_device.cache_clear()
    yield
    xgboost_device.cache_clear()


@pytest.fixture(scope="module")
def rows(bundled):
    return bundled["train"][::500]


def test_features_are_41_in_three_groups():
    assert len(FEATURES) == len(set(FEATURES)) == 41
    assert {name: len(group) for name, group in FEATURE_GROUPS.items()} == {
        "basic": 9,
        "content": 13,
        "traffic": 19,
    }


@pytest.mark.parametrize("scaler", [None, "passthrough", StandardScaler()])
def test_preprocessor_returns_named_float32_columns(rows, scaler):
    table = make_preprocessor(scaler).fit_transform(rows)
    symbols = [f"{name}_{value}" for name in CATEGORICAL for value in sorted(rows[name].unique())]
    assert list(table.columns) == [*NUMERIC, *symbols]
    assert table.index.equals(rows.index)
    assert set(table.dtypes) == {np.dtype("float32")}


def test_preprocessor_scales_by_the_rows_it_was_fitted_to(rows):
    training = rows[rows["count"] < 100]
    preprocessor = make_preprocessor().fit(training)
    scaled = preprocessor.transform(rows)
    assert scaled.loc[training.index, NUMERIC].min().min() == 0
    assert scaled.loc[training.index, NUMERIC].max().max() == pytest.approx(1)
    low, high = training["count"].min(), training["count"].max()
    expected = (rows["count"] - low) / (high - low)
    assert expected.max() > 1
    np.testing.assert_allclose(scaled["count"], expected, rtol=1e-5)


def test_preprocessor_passes_numbers_through(rows):
    table = make_preprocessor("passthrough").fit_transform(rows)
    assert (table[NUMERIC] == rows[NUMERIC].astype("float32")).all(axis=None)


def test_preprocessor_turns_unseen_symbols_into_zeros(rows):
    tcp = rows["protocol_type"] == "tcp"
    table = make_preprocessor().fit(rows[tcp]).transform(rows[~tcp])
    assert list(table.filter(like="protocol_type_")) == ["protocol_type_tcp"]
    assert (table["protocol_type_tcp"] == 0).all()


def test_preprocessor_with_all_symbols_has_the_same_columns_whatever_it_was_fitted_to(rows):
    tcp = rows["protocol_type"] == "tcp"
    preprocessor = make_preprocessor(all_symbols=True).fit(rows[tcp])
    table = preprocessor.transform(rows)
    assert table.shape[1] == 123
    assert list(table.columns) == list(make_preprocessor(all_symbols=True).fit_transform(rows).columns)
    for name in CATEGORICAL:
        assert (table.filter(like=f"{name}_").sum(axis=1) == 1).all()


def test_preprocessor_has_one_1_for_each_symbol(rows):
    table = make_preprocessor().fit_transform(rows)
    for name in CATEGORICAL:
        assert (table.filter(like=f"{name}_").sum(axis=1) == 1).all()


@pytest.mark.parametrize("column", ["src_bytes", "service"])
def test_preprocessor_names_the_column_that_is_missing(rows, column):
    lacking = rows.drop(columns=column)
    with pytest.raises(ValueError, match=column):
        make_preprocessor().fit(lacking)
    with pytest.raises(ValueError, match=column):
        make_preprocessor().fit(rows).transform(lacking)


def test_preprocessor_can_be_cloned_pickled_and_asked_for_its_names(rows):
    preprocessor = clone(make_preprocessor()).fit(rows)
    table = preprocessor.transform(rows)
    assert pickle.loads(pickle.dumps(preprocessor)).transform(rows).equals(table)
    assert list(preprocessor.get_feature_names_out()) == list(table.columns)


def test_is_attack_is_0_for_normal_alone():
    labels = pd.Series(["normal.", "smurf.", "normal."], index=[7, 8, 9], name="label")
    for column in (labels, labels.astype("category")):
        expected = pd.Series([0, 1, 0], index=[7, 8, 9], name="is_attack", dtype="int32")
        pd.testing.assert_series_equal(is_attack(column), expected)


def test_rows_without_a_normal_one_are_all_attacks():
    assert is_attack(pd.Series(["smurf.", "perl."], dtype="category")).tolist() == [1, 1]


def test_every_label_belongs_to_its_family():
    members = {
        "normal": "normal",
        "dos": "apache2 back land mailbomb neptune pod processtable smurf teardrop udpstorm",
        "probe": "ipsweep mscan nmap portsweep saint satan",
        "r2l": "ftp_write guess_passwd httptunnel imap multihop named phf sendmail snmpgetattack snmpguess "
        "spy warezclient warezmaster worm xlock xsnoop",
        "u2r": "buffer_overflow loadmodule perl ps rootkit sqlattack xterm",
    }
    labels = pd.Series(SYMBOLS["label"], dtype="category")
    families = attack_family(labels)
    assert len(labels) == 40
    assert families.cat.ordered
    assert list(families.cat.categories) == FAMILIES
    for family, names in members.items():
        assert sorted(labels[families == family]) == [f"{name}." for name in names.split()]


def test_families_of_the_official_test_file_have_their_published_sizes(real_kdd99):
    families = attack_family(load_kdd99("test", "real", real_kdd99)["label"]).value_counts()
    # Elkan (2000), Results of the KDD'99 classifier learning contest; it counts the 158 rows of httptunnel,
    # which here is r2l, as u2r
    elkan = {"normal": 60_593, "probe": 4_166, "dos": 229_853, "u2r": 228 - 158, "r2l": 16_189 + 158}
    assert families.to_dict() == elkan


def test_labels_of_both_files_have_families(bundled):
    for frame in bundled.values():
        families = attack_family(frame["label"])
        assert families.index.equals(frame.index)
        assert ((families != "normal") == is_attack(frame["label"])).all()


def test_unknown_label_is_named():
    with pytest.raises(ValueError, match=r"'heartbleed\.'"):
        attack_family(pd.Series(["normal.", "heartbleed."]))


def test_xgboost_bar_reaches_its_end_with_the_latest_metrics_on_standard_output(capsys):
    x, y = np.arange(20.0).reshape(-1, 1), np.arange(20) % 2
    evals_log = {}
    data = xgb.DMatrix(x, y)
    xgb.train(
        {"objective": "binary:logistic", "eval_metric": ["logloss", "error"]},
        data,
        num_boost_round=5,
        evals=[(data, "train"), (data, "validation")],
        evals_result=evals_log,
        verbose_eval=False,
        callbacks=[XGBoostProgress(5, "Boosting")],
    )
    out, err = capsys.readouterr()
    last = out.split("\r")[-1]
    assert last.startswith("Boosting: 100%|")
    assert "5/5" in last
    assert f"train logloss={evals_log['train']['logloss'][-1]:.5f}" in last
    assert err == ""


def test_xgboost_bar_shows_the_means_of_a_cross_validation(capsys):
    data = xgb.DMatrix(np.arange(20.0).reshape(-1, 1), np.arange(20) % 2)
    means = xgb.cv({"objective": "binary:logistic"}, data, 3, callbacks=[XGBoostProgress(3)])
    last = capsys.readouterr().out.split("\r")[-1]
    assert f"test logloss={means['test-logloss-mean'].iloc[-1]:.5f}" in last


def test_a_bar_is_not_moved_by_one_that_an_error_has_left_open(capsys):
    left = iter(progress_bar(range(3), desc="left"))
    next(left)
    capsys.readouterr()
    assert list(progress_bar(range(2), desc="rows")) == [0, 1]
    out = capsys.readouterr().out
    assert "rows: 100%|" in out
    assert out.count("\n") == 1  # at its end
    assert "\x1b" not in out  # which would move the cursor
    left.close()


def test_progress_bar_takes_tqdms_arguments(capsys):
    assert list(progress_bar(range(3), desc="rows", ncols=60)) == [0, 1, 2]
    out, err = capsys.readouterr()
    assert "rows: 100%|" in out
    assert "3/3" in out
    assert max(map(len, out.split("\r"))) <= 61
    assert err == ""


@pytest.mark.slow
def test_keras_bar_reaches_its_end_with_the_latest_metrics_on_standard_output(capsys):
    import keras

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    capsys.readouterr()
    x = np.arange(8.0).reshape(-1, 1) / 8
    history = model.fit(x, x, epochs=3, verbose=0, validation_data=(x, x), callbacks=[keras_progress()])
    out, err = capsys.readouterr()
    last = out.rstrip().split("\r")[-1]
    assert last.startswith("100%|")
    assert "3/3" in last
    assert f"val_loss={history.history['val_loss'][-1]:.3g}" in last
    assert "%|" not in err


@pytest.mark.slow
def test_keras_sees_a_device():
    assert all(device.split(":")[0] in {"cpu", "gpu", "cuda", "tpu"} for device in keras_devices())
    assert keras_devices()


_NO_XGBOOST = """
import sys
sys.modules["xgboost"] = None  # as if it were not installed
import helpers
assert len(helpers.load_dataset("digits")) == 3
helpers.XGBoostProgress(5)
try:
    helpers.xgboost_device()
except ImportError:
    print("refused")
"""


def test_helpers_can_be_imported_without_xgboost_which_an_extra_brings():
    run = subprocess.run([sys.executable, "-c", _NO_XGBOOST], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "refused\n"


_GRADIENT = """
import helpers, keras, numpy as np
keras.utils.set_random_seed(3)
model = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(6, "tanh"), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
)
a, b, c, d = model.get_weights()
x = np.random.default_rng(3).normal(size=(5, 4))
want = ((1 - np.tanh(x @ a + b) ** 2) * c[:, 0]) @ a.T
got = helpers.input_gradient(model, x)
assert isinstance(got, np.ndarray) and got.shape == (5, 4), got
np.testing.assert_allclose(got, want, atol=1e-5)
np.testing.assert_allclose(helpers.input_gradient(model, x[:1]), want[:1], atol=1e-5)
print(keras.backend.backend())
"""


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_input_gradient_is_the_one_computed_by_hand(backend):
    if not importlib.util.find_spec(backend):
        pytest.skip(f"{backend} is not installed, so its Keras backend is not tested")
    environment = os.environ | {"KERAS_BACKEND": backend}
    run = subprocess.run(
        [sys.executable, "-c", _GRADIENT], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [backend]


def test_input_gradient_refuses_a_model_with_several_outputs():
    model = types.SimpleNamespace(output_shape=(None, 3))
    with pytest.raises(ValueError, match="one number a row"):
        input_gradient(model, np.zeros((2, 4)))


@pytest.mark.usefixtures("fresh_device_answer")
def test_xgboost_device_is_the_cpu_for_a_build_without_cuda(monkeypatch):
    monkeypatch.setattr(xgb, "build_info", lambda: {"USE_CUDA": False})
    monkeypatch.delattr(xgb, "train")  # it needs no try
    assert xgboost_device() == "cpu"


@pytest.mark.usefixtures("fresh_device_answer")
def test_xgboost_device_is_the_cpu_where_training_on_the_gpu_fails(monkeypatch):
    def fail(*_, **__):
        raise xgb.core.XGBoostError("no driver")

    monkeypatch.setattr(xgb, "build_info", lambda: {"USE_CUDA": True})
    monkeypatch.setattr(xgb, "train", fail)
    assert xgboost_device() == "cpu"


@pytest.mark.usefixtures("fresh_device_answer")
@pytest.mark.parametrize(("trained_on", "answer"), [("cuda:0", "cuda"), ("cpu", "cpu")])
def test_xgboost_device_is_where_the_training_ran(monkeypatch, trained_on, answer):
    config = json.dumps({"learner": {"generic_param": {"device": trained_on}}})
    booster = types.SimpleNamespace(save_config=lambda: config)
    monkeypatch.setattr(xgb, "build_info", lambda: {"USE_CUDA": True})
    monkeypatch.setattr(xgb, "train", lambda *_, **__: booster)
    assert xgboost_device() == answer


def test_the_cluster_has_a_worker_for_each_gpu_where_dask_cuda_is_installed(monkeypatch):
    module = types.ModuleType("dask_cuda")
    module.__spec__ = importlib.machinery.ModuleSpec("dask_cuda", None)
    module.LocalCUDACluster = lambda **options: ("GPUs", options)
    monkeypatch.setitem(sys.modules, "dask_cuda", module)
    monkeypatch.setattr(accelerator, "xgboost_device", lambda: "cuda")
    assert local_cluster() == ("GPUs", {"dashboard_address": None})


@pytest.mark.slow
def test_the_cluster_has_two_processes_elsewhere(monkeypatch):
    monkeypatch.setattr(accelerator, "xgboost_device", lambda: "cpu")
    with local_cluster() as cluster:
        cluster.wait_for_workers(2, timeout=600)
        assert len(cluster.workers) == 2


def test_use_style_sets_the_course_style():
    mpl.rcdefaults()
    use_style()
    colours = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
    assert colours == plt.style.library["petroff10"]["axes.prop_cycle"].by_key()["color"]
    assert not mpl.rcParams["axes.spines.top"]


def draw_confusion_matrix(**options):
    return plot_confusion_matrix([0] * 1500 + [1] * 4, [0] * 1500 + [0, 1, 1, 1], **options)


def draw_roc(**options):
    return plot_roc([0, 0, 1, 1], {"good": [0, 1, 2, 3], "poor": [0, 2, 1, 3]}, **options)


@pytest.mark.parametrize("draw", [draw_confusion_matrix, draw_roc])
def test_figure_has_a_title_and_axis_labels(draw):
    ax = draw(title="What it shows")
    assert ax.get_title() + ax.get_title("left") == "What it shows"
    assert ax.get_xlabel()
    assert ax.get_ylabel()


@pytest.mark.parametrize("draw", [draw_confusion_matrix, draw_roc])
def test_figure_is_drawn_into_the_given_axes_or_new_ones(draw):
    _, (left, right) = plt.subplots(ncols=2)
    assert draw(ax=left) is left
    assert not right.has_data()
    assert plt.get_fignums() == [1]
    draw()
    assert plt.get_fignums() == [1, 2]


def test_confusion_matrix_shows_counts_and_shares_of_the_true_class():
    ax = draw_confusion_matrix()
    assert [text.get_text() for text in ax.texts] == [
        "1,500\n100.00%",
        "0\n0.00%",
        "1\n25%",
        "3\n75%",
    ]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["normal", "attack"]
    assert "true" in ax.get_ylabel()


def test_confusion_matrix_keeps_a_class_that_nobody_has():
    ax = plot_confusion_matrix([0, 0], [0, 1], class_names=("normal", "dos", "probe"))
    assert len(ax.texts) == 9


def test_roc_curves_are_named_with_their_auc():
    ax = draw_roc()
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert [entry.split()[0] for entry in legend] == ["good", "poor", "a"]
    assert [float(entry.rsplit("= ", 1)[1].rstrip(")")) for entry in legend] == [1, 0.75, 0.5]
