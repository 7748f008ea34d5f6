import gzip
import random

import numpy as np
import pytest

from helpers.kdd99 import cache, parse
from helpers.kdd99.load import FILES, DataError, load_kdd99
from helpers.kdd99.schema import COLUMNS, COUNTS, RATES, SYMBOLS

TRAIN, TEST = FILES["real"].values()


@pytest.fixture
def parses(monkeypatch):
    """The names of the files that were parsed, not read from a cache."""
    names = []

    def counting(content, origin):
        names.append(origin.name)
        return parse.parse(content, origin)

    monkeypatch.setattr(cache, "parse", counting)
    return names


def pack(lines):
    return gzip.compress("".join(f"{line}\n" for line in lines).encode())


def with_cell(line, column, value):
    cells = line.split(",")
    cells[COLUMNS.index(column)] = value
    return ",".join(cells)


@pytest.mark.parametrize(("split", "rows", "labels"), [("train", 200_004, 23), ("test", 80_010, 38)])
def test_bundled_split_has_the_documented_shape_and_types(bundled, split, rows, labels):
    frame = bundled[split]
    assert frame.shape == (rows, 42)
    assert list(frame.columns) == COLUMNS
    assert set(frame[COUNTS].dtypes) == {np.dtype("int32")}
    assert set(frame[RATES].dtypes) == {np.dtype("float32")}
    assert {str(frame[name].dtype) for name in SYMBOLS} == {"category"}
    assert frame["label"].nunique() == labels
    assert frame["label"].astype(str).str.endswith(".").all()


def test_bundled_test_split_has_17_attacks_that_training_lacks(bundled):
    assert len(set(bundled["test"]["label"]) - set(bundled["train"]["label"])) == 17


def test_values_are_those_of_the_file(small_data, few_lines):
    frame = load_kdd99("train", "real", small_data)
    for line, row in zip(few_lines, frame.itertuples(index=False), strict=True):
        for name, text, value in zip(COLUMNS, line.split(","), row, strict=True):
            assert value == (text if name in SYMBOLS else pytest.approx(float(text)))


@pytest.mark.parametrize(
    ("missing", "taken"),
    [([], "real"), ([TRAIN], "bundled"), ([TEST], "bundled"), ([TRAIN, TEST], "bundled")],
)
def test_auto_takes_the_real_files_only_if_both_are_there(small_data, capsys, missing, taken):
    for name in missing:
        (small_data / name).unlink()
    for split in ("train", "test"):
        load_kdd99(split, data_dir=small_data)
        printed = capsys.readouterr().out
        assert printed.count("\n") == 1
        assert f"40 {taken} connections from {FILES[taken][split]}" in printed
        assert {"real": 'source="bundled"', "bundled": "`make data`"}[taken] in printed


@pytest.mark.parametrize(("split", "source"), [("validation", "auto"), ("train", "kaggle")])
def test_unknown_split_or_source_names_the_choices(split, source, assert_one_sentence):
    with pytest.raises(ValueError, match=r'is "\w+".* or "\w+", not .(validation|kaggle)') as error:
        load_kdd99(split, source)
    assert_one_sentence(f"{error.value}.")


@pytest.mark.parametrize(("source", "remedy"), [("real", "make data"), ("bundled", "git checkout")])
def test_missing_file_is_named_with_its_remedy(tmp_path, source, remedy, assert_one_sentence):
    with pytest.raises(FileNotFoundError, match=remedy) as error:
        load_kdd99("test", source, tmp_path)
    assert str(tmp_path / FILES[source]["test"]) in str(error.value)
    assert_one_sentence(str(error.value))


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda content: content[:-20], "is cut short"),
        (lambda content: content[:1], "is not a gzip file or is damaged"),
        (lambda content: content[:60] + b"\0\0\0" + content[63:], "is not a gzip file or is damaged"),
        (lambda content: content + b"more", "is not a gzip file or is damaged"),
        (gzip.decompress, "is not a gzip file or is damaged"),
        (lambda content: b"<html>Not found</html>", "is not a gzip file or is damaged"),
        (lambda content: b"", "is empty"),
        (lambda content: gzip.compress(b"\n"), "is empty"),
    ],
)
@pytest.mark.parametrize(("source", "remedy"), [("real", "make data"), ("bundled", "git checkout")])
def test_damaged_archive_is_refused(small_data, assert_one_sentence, source, remedy, damage, problem):
    path = small_data / FILES[source]["train"]
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DataError, match=remedy) as error:
        load_kdd99("train", source, small_data)
    assert f"{path} {problem}" in str(error.value)
    assert_one_sentence(str(error.value))


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (lambda line: line.rsplit(",", 1)[0], "row 7: 42 columns are expected, not 41"),
        (lambda line: line + ",0", "row 7: 42 columns are expected, not 43"),
        (lambda line: "", "row 7: 42 columns are expected, not 1"),
        (lambda line: with_cell(line, "duration", "long"), "row 7, column duration: 'long' is not a whole"),
        (lambda line: with_cell(line, "duration", ""), "row 7, column duration: '' is not a whole"),
        (lambda line: with_cell(line, "hot", "-1"), "row 7, column hot: '-1' is not a whole number from 0"),
        (
            lambda line: with_cell(line, "src_bytes", "2147483648"),
            "'2147483648' is not a whole number from 0",
        ),
        (lambda line: with_cell(line, "count", "1.5"), "row 7, column count: '1.5' is not a whole number"),
        (lambda line: with_cell(line, "serror_rate", "1.01"), "column serror_rate: '1.01' is not a rate"),
        (lambda line: with_cell(line, "serror_rate", "-0.01"), "column serror_rate: '-0.01' is not a rate"),
        (lambda line: with_cell(line, "serror_rate", "nan"), "column serror_rate: 'nan' is not a rate"),
        (lambda line: with_cell(line, "serror_rate", "high"), "column serror_rate: 'high' is not a rate"),
        (lambda line: with_cell(line, "protocol_type", "sctp"), "'sctp' is not a known protocol_type"),
        (lambda line: with_cell(line, "service", ""), "column service: '' is not a known service"),
        (lambda line: with_cell(line, "flag", "\udcff"), "column flag: '\N{REPLACEMENT CHARACTER}' is not a"),
        (lambda line: with_cell(line, "label", "normal"), "column label: 'normal' is not a known label"),
        (lambda line: with_cell(line, "label", "worm\r"), "column label: 'worm' is not a known label"),
        (lambda line: with_cell(line, "label", "9" * 5000), "row 7, column label: '9999"),
    ],
)
def test_damaged_row_is_refused(small_data, few_lines, assert_one_sentence, damage, place):
    lines = [*few_lines[:6], damage(few_lines[6]), *few_lines[7:]]
    text = "".join(f"{line}\n" for line in lines).encode(errors="surrogateescape")
    (small_data / TEST).write_bytes(gzip.compress(text))
    with pytest.raises(DataError, match="fetch it with `make data`") as error:
        load_kdd99("test", "real", small_data)
    assert f"{small_data / TEST}, row 7" in str(error.value)
    assert place in str(error.value)
    assert len(str(error.value)) < 300 + len(str(small_data))
    assert_one_sentence(str(error.value))


def test_windows_line_ends_and_a_missing_last_one_are_accepted(small_data, few_lines):
    (small_data / TRAIN).write_bytes(gzip.compress("\r\n".join(few_lines).encode()))
    assert load_kdd99("train", "real", small_data).equals(load_kdd99("test", "real", small_data))


@pytest.mark.parametrize("seed", range(3))
def test_the_first_row_that_cannot_be_read_is_the_one_that_is_named(tmp_path, few_lines, seed):
    rng = random.Random(seed)
    refused = 0
    for _ in range(40):
        lines = list(few_lines)
        mutated = {}
        for row in rng.sample(range(40), 3):
            column = rng.choice(COLUMNS)
            value = "".join(rng.choices("0123456789.-+eExX_ \t\r,nN", k=rng.randint(0, 4)))
            lines[row], mutated[row] = with_cell(lines[row], column, value), column
        first = next(
            (row for row, line in enumerate(lines) if parse._read(f"{line}\n".encode()) is None), None
        )
        if first is None:
            assert parse.parse(pack(lines), tmp_path).num_rows == 40
            continue
        refused += 1
        place = f"row {first + 1}(, column {mutated[first]}: .* is not|: 42 columns are expected, not)"
        with pytest.raises(DataError, match=place):
            parse.parse(pack(lines), tmp_path)
    assert refused > 20  # else the mutations are too tame to say anything


def test_second_load_reads_the_cache(small_data, parses):
    first, second = (load_kdd99("train", "real", small_data) for _ in range(2))
    assert parses == [TRAIN]
    assert (small_data / "kddcup.data_10_percent.arrow").exists()
    assert first.equals(second)
    assert (first.dtypes == second.dtypes).all()


def test_cache_is_not_read_once_the_source_has_changed(small_data, few_lines, parses):
    load_kdd99("train", "real", small_data)
    (small_data / TRAIN).write_bytes(pack(few_lines[:9]))
    assert len(load_kdd99("train", "real", small_data)) == 9
    assert parses == [TRAIN, TRAIN]


def test_cache_of_another_schema_is_not_read(small_data, parses, monkeypatch):
    load_kdd99("train", "real", small_data)
    monkeypatch.setattr(cache, "_FORMAT", b"another")
    load_kdd99("train", "real", small_data)
    assert parses == [TRAIN, TRAIN]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:10],
        lambda content: content[:-1],
        lambda content: b"no cache at all",
        # Arrow by itself reads a flipped bit as another value, or dies of it
        lambda content: content[:2000] + bytes([content[2000] ^ 1]) + content[2001:],
    ],
)
def test_damaged_cache_is_ignored_and_rewritten(small_data, parses, damage):
    before = load_kdd99("train", "real", small_data)
    cache = small_data / "kddcup.data_10_percent.arrow"
    cache.write_bytes(damage(cache.read_bytes()))
    assert load_kdd99("train", "real", small_data).equals(before)
    assert load_kdd99("train", "real", small_data).equals(before)
    assert parses == [TRAIN, TRAIN]


@pytest.mark.parametrize("step", ["pathlib.Path.write_bytes", "os.replace"])
def test_unwritable_folder_costs_the_cache_only(small_data, monkeypatch, step):
    def refuse(*_):
        raise PermissionError("read-only")

    before = set(small_data.iterdir())
    monkeypatch.setattr(step, refuse)
    assert len(load_kdd99("train", "real", small_data)) == 40
    assert set(small_data.iterdir()) == before


def test_damaged_source_leaves_a_good_cache_alone(small_data, parses):
    source, cache = small_data / TRAIN, small_data / "kddcup.data_10_percent.arrow"
    load_kdd99("train", "real", small_data)
    good_source, good_cache = source.read_bytes(), cache.read_bytes()
    source.write_bytes(good_source[:-9])
    with pytest.raises(DataError):
        load_kdd99("train", "real", small_data)
    assert cache.read_bytes() == good_cache
    source.write_bytes(good_source)
    load_kdd99("train", "real", small_data)
    assert parses == [TRAIN, TRAIN]


def test_damaged_source_leaves_no_cache(small_data, few_lines):
    (small_data / TRAIN).write_bytes(pack([*few_lines, "trailing"]))
    before = set(small_data.iterdir())
    with pytest.raises(DataError):
        load_kdd99("train", "real", small_data)
    assert set(small_data.iterdir()) == before


@pytest.mark.slow
@pytest.mark.parametrize(("split", "rows", "labels"), [("train", 494_021, 23), ("test", 311_029, 38)])
def test_real_files_are_parsed_once_and_read_from_the_cache_then(real_kdd99, parses, split, rows, labels):
    name = FILES["real"][split]
    (real_kdd99 / name.replace(".gz", ".arrow")).unlink(missing_ok=True)
    first, second = (load_kdd99(split, "real", real_kdd99) for _ in range(2))
    assert first.shape == (rows, 42)
    assert first["label"].nunique() == labels
    assert parses == [name]
    assert second.equals(first)


def test_an_environment_variable_names_a_shared_folder_of_the_real_files(small_data, monkeypatch, capsys):
    monkeypatch.setenv("KDD99_DIR", str(small_data))
    assert len(load_kdd99("train")) == 40
    assert "real connections" in capsys.readouterr().out
    assert len(load_kdd99("train", "bundled")) > 40
