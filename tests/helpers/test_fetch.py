import gzip
import hashlib
import http.server
import socket
import stat
import threading
import types

import pooch
import pytest

from helpers import load_kdd99
from helpers.kdd99.fetch import fetch, main
from helpers.kdd99.load import FILES, DataError

TRAIN, TEST = FILES["real"].values()


@pytest.fixture
def origin(small_data):
    """A folder with small files that stand for the published ones."""
    return small_data


@pytest.fixture
def checksums(origin):
    return {
        name: hashlib.sha256(gzip.decompress((origin / name).read_bytes())).hexdigest()
        for name in (TRAIN, TEST)
    }


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "course" / "data"


@pytest.fixture
def server(origin, monkeypatch):
    """A server of the files in `origin`: its address, what was asked for, headers to add."""
    state = types.SimpleNamespace(requested=[], headers={})

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path.lstrip("/")
            state.requested.append(name)
            if not (origin / name).exists():
                return self.send_error(404)
            body = (origin / name).read_bytes()
            self.send_response(200)
            for header, value in ({"Content-Length": str(len(body))} | state.headers).items():
                self.send_header(header, value)
            self.end_headers()
            return self.wfile.write(body)

        def log_message(self, *_):
            pass

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("pooch.core.time.sleep", lambda _: None)  # between tries
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{listening.server_port}/"
    yield state
    listening.shutdown()
    thread.join()
    listening.server_close()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_copies_the_published_files_from_a_folder(real_kdd99, data_dir, capsys):
    main(["--from", str(real_kdd99), "--to", str(data_dir)])
    assert names(data_dir) == sorted([TRAIN, TEST])
    assert capsys.readouterr().out.count("is complete.") == 2


def test_downloads_with_a_progress_bar(server, origin, data_dir, checksums, capsys):
    fetch(data_dir, url=server.url, checksums=checksums)
    assert names(data_dir) == sorted([TRAIN, TEST])
    for name in (TRAIN, TEST):
        assert (data_dir / name).read_bytes() == (origin / name).read_bytes()
    out, err = capsys.readouterr()
    assert f"Downloading {server.url}{TRAIN}" in out
    assert err.count("100%|") == 2
    assert len(load_kdd99("train", data_dir=data_dir)) == 40


def test_address_may_lack_its_last_slash(server, data_dir, checksums):
    fetch(data_dir, url=server.url.rstrip("/"), checksums=checksums)
    assert server.requested == [TRAIN, TEST]


def test_downloaded_files_can_be_read_by_those_who_can_read_the_folder(server, data_dir, checksums, tmp_path):
    fetch(data_dir, url=server.url, checksums=checksums)
    (tmp_path / "ordinary").touch()
    assert stat.S_IMODE((data_dir / TRAIN).stat().st_mode) == stat.S_IMODE(
        (tmp_path / "ordinary").stat().st_mode
    )


def test_a_file_that_the_server_unpacks_on_the_way_is_packed_again(server, data_dir, checksums):
    server.headers = {"Content-Encoding": "gzip"}  # some servers say so of every .gz
    fetch(data_dir, url=server.url, checksums=checksums)
    assert len(load_kdd99("test", "real", data_dir)) == 40


def test_same_content_compressed_in_another_way_is_accepted(server, origin, data_dir, checksums):
    path = origin / TEST
    other = gzip.compress(gzip.decompress(path.read_bytes()), compresslevel=1, mtime=1)
    assert other != path.read_bytes()
    path.write_bytes(other)
    fetch(data_dir, url=server.url, checksums=checksums)
    assert (data_dir / TEST).read_bytes() == other


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text[: text.index(b"\n") + 1], "is not the published file, its content has SHA-256"),
        (lambda text: text.replace(b"\n", b"x\n", 1), "row 1, column label: .* is not a known label"),
    ],
)
@pytest.mark.parametrize("by", ["network", "folder"])
def test_other_content_is_refused(
    server, origin, data_dir, checksums, assert_one_sentence, damage, message, by
):
    content = (origin / TEST).read_bytes()
    (origin / TEST).write_bytes(gzip.compress(damage(gzip.decompress(content))))
    with pytest.raises(DataError, match=message) as error:
        fetch(data_dir, folder=origin if by == "folder" else None, url=server.url, checksums=checksums)
    assert {"network": f"{server.url}{TEST}", "folder": str(origin / TEST)}[by] in str(error.value)
    assert_one_sentence(str(error.value))
    assert names(data_dir) == [TRAIN]


def test_page_instead_of_the_file_is_refused(server, origin, data_dir, checksums):
    (origin / TRAIN).write_bytes(b"<html>Log in to the hotel's network</html>")
    with pytest.raises(DataError, match=f"{server.url}{TRAIN} is not a gzip file .* --from"):
        fetch(data_dir, url=server.url, checksums=checksums)
    assert names(data_dir) == []


def test_truncated_transfer_is_tried_again_and_then_refused(server, data_dir, checksums):
    server.headers = {"Content-Length": "1000000"}
    with pytest.raises(OSError, match=f"{server.url}{TRAIN}: "):
        fetch(data_dir, url=server.url, checksums=checksums)
    assert server.requested == [TRAIN] * 3
    assert names(data_dir) == []


def test_missing_page_ends_in_one_sentence(server, origin, data_dir, assert_one_sentence):
    (origin / TRAIN).unlink()
    with pytest.raises(SystemExit) as stop:
        main(["--url", server.url, "--to", str(data_dir)])
    assert f"{server.url}{TRAIN}: status 404" in stop.value.code
    assert "--from" in stop.value.code
    assert_one_sentence(stop.value.code)  # a text as code means exit status 1
    assert names(data_dir) == []


@pytest.mark.usefixtures("server")  # for its environment
def test_absent_server_ends_in_one_sentence(data_dir, assert_one_sentence):
    with socket.socket() as taken:  # bound, not listening: connections are refused
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(SystemExit) as stop:
            main(["--url", url, "--to", str(data_dir)])
    assert f"{url}{TRAIN}: ConnectionError" in stop.value.code
    assert_one_sentence(stop.value.code)


@pytest.mark.parametrize("content", [None, b"no gzip"])
def test_folder_without_good_files_ends_in_one_sentence(tmp_path, data_dir, assert_one_sentence, content):
    if content:
        (tmp_path / TRAIN).write_bytes(content)
    with pytest.raises(SystemExit) as stop:
        main(["--from", str(tmp_path), "--to", str(data_dir)])
    assert str(tmp_path / TRAIN) in stop.value.code
    assert_one_sentence(stop.value.code)


def test_interruption_leaves_nothing_behind(server, data_dir, checksums, monkeypatch, assert_one_sentence):
    download = pooch.HTTPDownloader.__call__

    def interrupted(self, url, output_file, pooch):
        download(self, url, output_file, pooch)
        if url.endswith(TEST):
            raise KeyboardInterrupt

    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", interrupted)
    monkeypatch.setattr(fetch, "__defaults__", (*fetch.__defaults__[:-1], checksums))
    with pytest.raises(SystemExit) as stop:
        main(["--url", server.url, "--to", str(data_dir)])
    assert_one_sentence(stop.value.code)
    assert names(data_dir) == [TRAIN]
    with pytest.raises(FileNotFoundError):  # "auto" does not take one real file for the data
        load_kdd99("train", data_dir=data_dir)


def test_a_folder_that_cannot_be_written_to_is_refused_with_a_way_out(
    server, tmp_path, monkeypatch, assert_one_sentence
):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KDD99_DIR", str(tmp_path / "file" / "data"))  # where the labs would look
    with pytest.raises(SystemExit) as stop:
        main(["--url", server.url])
    assert f"{tmp_path / 'file' / 'data'} cannot be written to" in stop.value.code
    assert "--to DIR" in stop.value.code
    assert "KDD99_DIR" in stop.value.code
    assert_one_sentence(stop.value.code)
    assert server.requested == []  # said before anything is downloaded


def test_files_go_where_the_labs_look_for_them(origin, tmp_path, checksums, monkeypatch):
    monkeypatch.setenv("KDD99_DIR", str(tmp_path / "shared"))
    fetch(folder=origin, checksums=checksums)
    assert names(tmp_path / "shared") == sorted([TRAIN, TEST])
    assert len(load_kdd99("train", "real")) == 40


def test_good_files_are_left_alone(server, origin, data_dir, checksums, capsys):
    fetch(data_dir, origin, checksums=checksums)
    before = (data_dir / TEST).stat().st_mtime_ns
    (origin / TEST).write_bytes(b"damaged since")
    fetch(data_dir, url=server.url, checksums=checksums)
    assert server.requested == []
    assert (data_dir / TEST).stat().st_mtime_ns == before
    assert capsys.readouterr().out.count("is there already.") == 2


@pytest.mark.parametrize("damage", [lambda content: content[:-50], lambda content: gzip.compress(b"1,2\n")])
def test_damaged_file_is_replaced_by_a_good_one_only(server, origin, data_dir, checksums, damage):
    fetch(data_dir, origin, checksums=checksums)
    good = (origin / TEST).read_bytes()
    damaged = damage(good)
    (data_dir / TEST).write_bytes(damaged)
    (origin / TEST).write_bytes(b"damaged too")
    with pytest.raises(DataError):
        fetch(data_dir, url=server.url, checksums=checksums)
    assert (data_dir / TEST).read_bytes() == damaged
    (origin / TEST).write_bytes(good)
    fetch(data_dir, url=server.url, checksums=checksums)
    assert (data_dir / TEST).read_bytes() == good
