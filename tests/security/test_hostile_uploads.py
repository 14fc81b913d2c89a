"""Two hundred hostile workbooks in a row by an analyst's hand, while a viewer reads: nobody notices, nothing stays."""

import contextlib
import json
import os
import re
import socket
import statistics
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import as_csv
from tests.security.hostile import KINDS, NAMES, workbook
from tests.security.served import VISITS, furnish, serving
from tests.security.stream import drawn, opened

# Kinds that do no harm: what is hostile in them is not looked at, and their two rows are read.
HARMLESS = {"many_texts", "overlapping", "nested"}
ROUNDS, UPLOADS = 11, 209
# What the viewer reads, again and again: so many different views.
PAGES, VIEWS = ("", "visits", "partners"), 30
# No office uploads two hundred workbooks an hour, which the usual quota would say.
QUOTA = ("upload_files_per_hour = 2000", "upload_bytes_per_hour = 2000000000", "upload_files_at_once = 250")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of its own, with a folder of its own for what is temporary."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "temporary").mkdir()
    with serving(furnish(folder / "data", QUOTA), TMPDIR=str(folder / "temporary")) as running:
        yield running


def new_draft(server):
    return json.loads(server.ask("/stewardship/drafts", "analyst", method="POST", body=b"{}").text)["id"]


def put(server, draft, name, content, **options):
    path = f"/stewardship/drafts/{draft}/workbooks?name={quote(name)}&language=zh-Hans"
    return server.ask(path, "analyst", method="PUT", body=content, **options)


def summary(server, draft):
    return json.loads(server.ask(f"/stewardship/drafts/{draft}", "analyst").text)


def settled(server, draft, patience=60):
    """The draft's workbooks by sha256, once each is read or refused."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        books = summary(server, draft)["workbooks"]
        if all(book["status"] in ("checked", "failed") for book in books):
            return {book["sha256"]: book for book in books}
        time.sleep(0.05)
    raise AssertionError([(book["name"], book["status"]) for book in books])


def withdraw(server, draft):
    assert server.ask(f"/stewardship/drafts/{draft}/withdraw", "analyst", method="POST", body=b"{}").status == 200


def left_behind(server):
    """Files of the data folder and of the folder for what is temporary that are no state, log or lock."""
    kept = re.compile(r"(warehouse|received|access|audit)/|policy\.toml$|\.lock$|intake/[0-9a-f]+/(draft\.json|lock)$")
    found = {str(path.relative_to(server.data)) for path in server.data.rglob("*") if path.is_file()}
    temporary = server.data.parent / "temporary"
    return {name for name in found if not kept.search(name)} | {path.name for path in temporary.rglob("*")}


class Reader(threading.Thread):
    """A viewer who opens one page after the other and notes how long each takes."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.seconds, self.is_over, self.failed = server, [], False, []

    def run(self):
        with opened(self.server, "viewer") as stream:
            while not self.is_over:
                for page in PAGES:
                    began = time.perf_counter()
                    found = drawn(stream, page, query=f"town={len(self.seconds) % VIEWS}")
                    if not found.is_ready:
                        self.failed.append((page, found.text[-2000:]))
                    self.seconds.append(time.perf_counter() - began)
                    time.sleep(0.2)


@contextlib.contextmanager
def reading(server):
    reader = Reader(server)
    reader.start()
    yield reader
    reader.is_over = True
    reader.join(timeout=20)
    assert not reader.is_alive()
    assert reader.failed == []


def test_two_hundred_in_a_row(server, capsys):
    server.cookie("viewer")
    warm = new_draft(server)
    assert put(server, warm, "a.xlsx", workbook(1)).status == 200
    assert [book["status"] for book in settled(server, warm).values()] == ["checked"]
    with opened(server, "viewer") as stream:
        for number in range(VIEWS):
            # What readers ask for is kept, with or without uploads.
            assert drawn(stream, PAGES[number % len(PAGES)], query=f"town={number}").is_ready
    before, count, refusing = server.rss(), 0, []
    with reading(server) as reader:
        for number in range(ROUNDS):
            draft, kinds = new_draft(server), {}
            for name, kind in KINDS.items():
                content = kind(number + 2)
                began = time.perf_counter()
                answer = put(server, draft, f"{number} {name}.xlsx", content)
                assert answer.status == 200, (name, answer.text)
                kinds[json.loads(answer.text)["sha256"]] = name
                refusing.append(time.perf_counter() - began)
                count += 1
            for sha256, book in settled(server, draft).items():
                name = kinds[sha256]
                assert book["status"] == ("checked" if name in HARMLESS else "failed"), (name, book)
                if name not in HARMLESS:
                    said = book["refusal"]["message"]
                    assert re.search("[\u4e00-\u9fff]", said), name
                    assert len(said) <= 200, name
                    assert not re.search(r"Traceback|Error|/tmp|\.py", said), name
            withdraw(server, draft)
    withdraw(server, warm)
    after = server.rss()
    slow = sorted(reader.seconds)
    with capsys.disabled():
        print(
            f"\n{count} hostile uploads: {statistics.quantiles(refusing, n=20)[-1]:.2f} s p95 to take one in; "
            f"{len(slow)} pages meanwhile, median {statistics.median(slow):.2f} s, slowest {slow[-1]:.2f} s; "
            f"memory {before / MEGABYTE:.0f} → {after / MEGABYTE:.0f} MB"
        )
    assert count == UPLOADS
    assert len(slow) > 20
    assert statistics.quantiles(slow, n=20)[-1] <= 1
    assert after - before < 50 * MEGABYTE
    assert server.process.poll() is None
    assert left_behind(server) == set()


def test_each_alone_is_refused_at_once(server, capsys):
    """From the last byte sent to the sentence that is there to read."""
    seconds = {}
    draft = new_draft(server)
    for name in ("far_cell", "looped_chain", "entities", "bomb", "noise", "open_quote"):
        content = KINDS[name](500)
        began = time.perf_counter()
        sha256 = json.loads(put(server, draft, f"{name}.xlsx", content).text)["sha256"]
        while summary(server, draft)["workbooks"][-1]["status"] not in ("checked", "failed"):
            time.sleep(0.02)
        seconds[name] = time.perf_counter() - began
        assert server.ask(f"/stewardship/drafts/{draft}/workbooks/{sha256}", "analyst", method="DELETE").status == 200
    refusals = list(seconds.values())
    with capsys.disabled():
        print(f"\nrefused after {statistics.median(refusals):.2f} s (median), {max(refusals):.2f} s (slowest)")
    withdraw(server, draft)
    assert max(refusals) < 5


def test_names_are_labels(server):
    draft = new_draft(server)
    outside = {path: os.path.exists(path) for path in ("/etc/cron.d/x.xlsx", "/tmp/x.xlsx")}
    for number, name in enumerate(NAMES):
        answer = put(server, draft, name, workbook(600 + number))
        assert answer.status == 200, name
    books = settled(server, draft)
    assert len(books) == len(NAMES)
    for book in books.values():
        assert book["status"] == "checked"
        assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", book["name"])
    # Three as files to take away: a path, a page, and one that looks like another.
    for book in [book for book in books.values() if re.search(r"cron|img|gnp", book["name"])]:
        taken = server.ask(f"/stewardship/drafts/{draft}/repaired/{book['sha256']}", "analyst")
        assert taken.status == 200
        assert taken.headers["content-disposition"].startswith("attachment; filename")
        assert not re.search(r"[\r\n/\\<]|%2[fF]|%5[cC]", taken.headers["content-disposition"])
    assert outside == {path: os.path.exists(path) for path in outside}
    for name in ("x" * 300 + ".xlsx", "", " ", "a\0b.xlsx"):
        answer = put(server, draft, name, workbook(700))
        assert answer.status == 400, name
        assert json.loads(answer.text)["message"]
    folder = server.data / "intake" / draft
    assert all(re.fullmatch(r"[\w.-]+", path.name) for path in folder.rglob("*"))
    withdraw(server, draft)


def test_sizes_that_are_not_true(server):
    draft = new_draft(server)
    assert put(server, draft, "a.xlsx", b"").status == 422
    assert put(server, draft, "a.xlsx", b"", length=60_000_000).status == 413
    for length in ("-1", "1e9", "0x10", "99999999999999999999"):
        status = raw_status(server, draft, f"Content-Length: {length}\r\n\r\n")
        assert status in (400, 413), length
    chunk = b"%x\r\n" % MEGABYTE + b"x" * MEGABYTE + b"\r\n"
    status = raw_status(server, draft, "Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 60)
    assert status == 413
    assert summary(server, draft)["workbooks"] == []
    withdraw(server, draft)
    assert left_behind(server) == set()


def line_to(server, draft, rest):
    """A connection on which an upload was begun."""
    host, port = server.host.split(":")
    line = socket.create_connection((host, int(port)), timeout=10)
    line.sendall(
        f"PUT /stewardship/drafts/{draft}/workbooks?name=a.xlsx HTTP/1.1\r\nHost: {server.host}\r\n"
        f"Cookie: {server.cookie('analyst')}\r\n{rest}".encode()
    )
    return line


def raw_status(server, draft, rest, *parts):
    with contextlib.closing(line_to(server, draft, rest)) as line:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for part in parts:
                line.sendall(part)
        answer = line.recv(4000)
        return int(answer.split()[1])


def open_lines(server):
    """Connections that the server's side has not closed."""
    port = f":{int(server.host.rpartition(':')[2]):04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    established, half_closed = "01", "08"
    return sum(1 for row in rows if row[1].endswith(port) and row[3] in (established, half_closed))


def until(holds, seconds=10):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return holds()


def test_half_sent_and_gone(server):
    draft = new_draft(server)
    lines_before, memory = open_lines(server), server.rss()
    for _ in range(50):
        with contextlib.closing(line_to(server, draft, f"Content-Length: {MEGABYTE}\r\n\r\n")) as line:
            line.sendall(b"x" * (MEGABYTE // 2))
    assert until(lambda: open_lines(server) <= lines_before)
    assert server.rss() - memory < 20 * MEGABYTE
    assert summary(server, draft)["workbooks"] == []
    assert put(server, draft, "a.xlsx", workbook(800)).status == 200
    settled(server, draft)
    withdraw(server, draft)
    assert left_behind(server) == set()


def test_fifty_slow_clients(server):
    """A byte a second each: few get a turn, the others are sent away, a page is as fast as ever; gone, all is free."""
    draft = new_draft(server)
    lines_before, memory = open_lines(server), server.rss()
    lines = [line_to(server, draft, f"Content-Length: {MEGABYTE}\r\n\r\n") for _ in range(50)]
    try:
        with reading(server) as reader:
            answered = 0
            for _ in range(3):
                for line in lines:
                    with contextlib.suppress(OSError):
                        line.sendall(b"x")
                time.sleep(1)
            for line in lines:
                line.settimeout(0.05)
                with contextlib.suppress(TimeoutError, ConnectionResetError):
                    answered += b" 429 " in line.recv(4000)
        assert answered >= 40
        assert statistics.median(reader.seconds) < 1
        assert server.rss() - memory < 20 * MEGABYTE
    finally:
        for line in lines:
            line.close()
    assert until(lambda: open_lines(server) <= lines_before)
    assert put(server, draft, "a.csv", as_csv(VISITS[:2])).status == 200
    settled(server, draft)
    withdraw(server, draft)
    assert left_behind(server) == set()
