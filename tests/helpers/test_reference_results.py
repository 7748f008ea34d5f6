"""helpers/reference_results.py: a student's results beside the reference solution's."""

import pandas as pd
import pytest

from helpers import beside_reference
from helpers.reference_results import FILE


@pytest.fixture
def measured(monkeypatch, tmp_path):
    path = tmp_path / "measured.csv"
    path.write_text(
        "lab,data,seeds,result,lowest,highest\n"
        "one,bundled,5,AUC,0.98765,0.99999\n"
        "one,bundled,5,modes,7,8\n"
        "one,real,3,AUC,0.5,0.6\n"
    )
    monkeypatch.setattr("helpers.reference_results.FILE", path)


@pytest.mark.usefixtures("measured")
def test_results_stand_beside_the_range_of_the_reference(capsys):
    table = beside_reference({"modes": 6, "AUC": 0.123456, "mine": 1e-7}, "one", "bundled")
    assert list(table.columns) == ["yours", "lowest", "highest"]
    assert table.loc["AUC"].tolist() == ["0.1235", "0.9877", "1"]
    assert table.loc["modes"].tolist() == ["6", "7", "8"]
    assert table.loc["mine"].tolist() == ["1e-07", "", ""]
    assert "over 5 seeds (bundled data)" in capsys.readouterr().out


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(("there", "lowest"), [(True, "0.5"), (False, "0.9877")])
def test_auto_is_the_data_that_the_lab_took(there, lowest, tmp_path, monkeypatch):
    monkeypatch.setenv("KDD99_DIR", str(tmp_path))
    if there:
        for name in ("kddcup.data_10_percent.gz", "corrected.gz"):
            (tmp_path / name).touch()
    assert beside_reference({"AUC": 1}, "one", "auto").loc["AUC", "lowest"] == lowest


@pytest.mark.usefixtures("measured")
def test_where_nothing_was_measured_the_own_results_stand_alone(capsys):
    table = beside_reference({"AUC": 1}, "one", "gan, nsl_kdd")
    assert list(table.columns) == ["yours"]
    assert capsys.readouterr().out == (
        "The reference solution was not measured on this data (gan, nsl_kdd).\n"
    )


def test_a_range_has_its_ends_in_order():
    table = pd.read_csv(FILE)
    assert (table["lowest"] <= table["highest"]).all()
    assert not table.duplicated(["lab", "data", "result"]).any()
