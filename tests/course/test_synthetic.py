import gzip
import os
import platform
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from data import data_card, synthesize
from helpers import load_kdd99
from helpers.kdd99.load import DATA_DIR, FILES
from helpers.kdd99.schema import COLUMNS
from instructor.course import ROOT

CARD = (DATA_DIR / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sample(bundled):
    """Up to sixty rows of each of the 23 labels, in the file's order."""
    return bundled["train"].groupby("label", observed=True).head(60).reset_index(drop=True)


@pytest.fixture(scope="module")
def drawn(sample):
    return synthesize.synthesize(sample, 500)


def card_table(first_column):
    """The card's table whose first column has that name."""
    lines = iter(CARD.splitlines())
    header = next(line for line in lines if line.startswith(f"| {first_column} |"))
    rows = [header]
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(line)
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return pd.DataFrame(cells[2:], columns=cells[0])


def test_draw_has_the_columns_types_and_labels_of_its_source(sample, drawn):
    assert (drawn.dtypes == sample.dtypes).all()
    assert len(drawn) == pytest.approx(500, abs=23)
    assert set(drawn["label"]) == set(sample["label"])


def test_every_value_drawn_occurs_in_its_source_column(sample, drawn):
    for name in COLUMNS:
        assert set(drawn[name]) <= set(sample[name])


def test_draw_makes_rows_that_its_source_lacks(sample, drawn):
    assert not data_card.equal_to_real(sample, drawn).all()


def test_every_label_keeps_at_least_two_rows(sample):
    few = synthesize.synthesize(sample, 30)
    assert few["label"].value_counts().min() == 2


def test_as_many_rows_as_the_source_has_carry_its_labels_in_its_order(sample):
    source = sample[sample["label"].map(sample["label"].value_counts()).astype(int) >= 2]
    assert list(synthesize.synthesize(source, len(source))["label"]) == list(source["label"])


def test_same_seed_writes_the_same_bytes(sample, drawn, tmp_path):
    for name, frame in {
        "first": drawn,
        "again": synthesize.synthesize(sample, 500),
        "other": synthesize.synthesize(sample, 500, seed=1),
    }.items():
        synthesize.write(frame, tmp_path / name)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "first").read_bytes()
    assert (tmp_path / "first").read_bytes()[4:8] == bytes(4)  # gzip's time stamp
    assert (tmp_path / "other").read_bytes() != (tmp_path / "first").read_bytes()


# What decides a split of a tree: every rate that can be written with two decimals, and counts of all sizes.
_NUMBERS = """
import sys
import numpy as np
import pandas as pd
from data.synthesize import _as_numbers
rates = pd.Series(np.arange(101, dtype="float32") / 100, name="serror_rate")
counts = pd.Series(np.geomspace(1, 2**31 - 1, 10_000).astype("int32"), name="src_bytes")
for column in (rates, counts):
    numbers = _as_numbers(column)
    assert numbers.dtype == "float32"
    sys.stdout.buffer.write(numbers.tobytes())
"""


def test_numbers_that_a_tree_sees_do_not_depend_on_the_processor():
    found = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    if not found:
        pytest.skip("NumPy uses no instructions here that it could do without")
    drawn = []
    for without in ("", " ".join(found)):
        environment = os.environ | {"NPY_DISABLE_CPU_FEATURES": without}
        command = [sys.executable, "-c", _NUMBERS]
        drawn.append(subprocess.check_output(command, cwd=ROOT, env=environment))
    assert len(drawn[0]) == 4 * (101 + 10_000)
    assert drawn[0] == drawn[1]


def test_written_rows_are_read_back(drawn, tmp_path):
    synthesize.write(drawn, tmp_path / FILES["bundled"]["train"])
    pd.testing.assert_frame_equal(
        load_kdd99("train", "bundled", tmp_path), drawn, check_categorical=False, check_dtype=False
    )


def test_bundled_files_are_below_4_megabytes():
    assert sum((DATA_DIR / name).stat().st_size for name in FILES["bundled"].values()) < 4e6


def test_card_agrees_with_the_bundled_files(bundled):
    contents = card_table("split").query("`rows of` == 'synthetic'").set_index("split")
    by_label = card_table("label").set_index("label")
    for split, frame in bundled.items():
        row = contents.loc[split]
        assert row["rows"] == f"{len(frame):,}"
        assert row["labels"] == str(frame["label"].nunique())
        assert row["exact duplicates"] == f"{frame.duplicated().mean():.1%}"
        counts = by_label[f"{split}: synthetic"].loc[lambda cells: cells != ""]
        assert counts.to_dict() == {
            f"`{label}`": f"{n:,}" for label, n in frame["label"].value_counts().items()
        }


def test_card_has_the_words_of_its_template():
    for passage in re.split(r"\{\w+\}", data_card.CARD.read_text(encoding="utf-8")):
        assert passage in CARD


@pytest.fixture(scope="module")
def real(real_kdd99):
    """What the synthesis was fitted to, by split, and the rows that were held out."""
    seen, held_out = synthesize.hold_out(load_kdd99("train", "real", real_kdd99))
    return {
        "train": seen.sort_index(),
        "test": load_kdd99("test", "real", real_kdd99),
        "held out": held_out,
    }


@pytest.mark.slow
@pytest.mark.parametrize("split", ["train", "test"])
def test_drawing_again_gives_the_bundled_file(real, bundled, tmp_path, split):
    again = synthesize.synthesize(real[split], synthesize.ROWS[split])
    assert again["label"].tolist() == bundled[split]["label"].tolist()
    assert data_card.marginal_distances(bundled[split], again).max() < 0.01
    if platform.machine() in {"x86_64", "AMD64"}:  # others may fuse a multiplication and an addition
        synthesize.write(again, tmp_path / "again.gz")
        file = DATA_DIR / FILES["bundled"][split]
        # the content: another zlib compresses it in another way
        assert gzip.decompress((tmp_path / "again.gz").read_bytes()) == gzip.decompress(file.read_bytes())


@pytest.mark.slow
def test_model_trained_on_bundled_rows_works_on_real_ones(real, bundled):
    accuracy = {
        (source, rows): data_card.score(model(real[rows]), real[rows])["accuracy"]
        for source, model in {
            "real": data_card.train(real["train"]),
            "bundled": data_card.train(bundled["train"]),
        }.items()
        for rows in ("held out", "test")
    }
    assert accuracy["bundled", "held out"] == pytest.approx(accuracy["real", "held out"], abs=0.0005)
    assert accuracy["bundled", "test"] == pytest.approx(accuracy["real", "test"], abs=0.005)


@pytest.mark.slow
@pytest.mark.parametrize("split", ["train", "test"])
def test_bundled_rows_can_hardly_be_told_from_real_ones(real, bundled, split):
    assert data_card.detectability(real[split], bundled[split]) <= 0.55
