"""Scripts and styles from memory: plain for this machine, compressed for the others that can unpack them."""

import asyncio
import gzip

import pytest
from starlette.responses import PlainTextResponse

from dashboard.static_files import StaticFiles

SCRIPT = b"let a = 1\n" * 1000


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    (folder / "a.js").write_bytes(SCRIPT)
    (tmp_path / "index.html").write_text("page", encoding="utf-8")
    return StaticFiles(PlainTextResponse("passed on"), folder=tmp_path)


def ask(app, path="/static/js/a.js", *, method="GET", client="192.0.2.1", accepts="gzip, deflate, br"):
    headers = [(b"accept-encoding", accepts.encode())]
    scope = {"type": "http", "method": method, "path": path, "headers": headers, "client": (client, 1)}
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, None, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}, sent[1]["body"]


def test_compressed_for_readers_elsewhere(files):
    headers, body = ask(files)
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(body))
    assert gzip.decompress(body) == SCRIPT


@pytest.mark.parametrize("reader", [{"client": "127.0.0.1"}, {"client": "::1"}, {"accepts": "br"}])
def test_plain_for_this_machine_and_for_those_who_cannot_unpack(files, reader):
    ask(files)
    headers, body = ask(files, **reader)
    assert "content-encoding" not in headers
    assert body == SCRIPT


def test_both_may_be_kept_for_ever_and_are_kept_apart(files):
    for headers, _ in (ask(files), ask(files, client="127.0.0.1")):
        assert "immutable" in headers["cache-control"]
        assert headers["vary"] == "accept-encoding"
        assert "javascript" in headers["content-type"]


def test_a_file_is_read_once(files, tmp_path):
    first = ask(files)
    (tmp_path / "static" / "js" / "a.js").unlink()
    assert ask(files) == first


@pytest.mark.parametrize("asked", [{"path": "/"}, {"path": "/static/js/../../index.html"}, {"method": "PUT"}])
def test_everything_else_is_passed_on(files, asked):
    assert ask(files, **asked)[1] == b"passed on"
