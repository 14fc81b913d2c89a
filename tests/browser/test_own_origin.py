"""A browser asks nobody but the server that it was sent to, and nothing that it gets says what is inside of it."""

from urllib.parse import urlparse

import pytest

from dashboard.navigation import PAGES
from etl.places import ROOT
from tests.browser.browsing import address, wait

ALL = tuple(page for _, page, _ in PAGES)
# Of what is ours; the scripts of others are what everybody has.
LEAKS = (b"Traceback", b".duckdb", b"SELECT ", b'File "', str(ROOT).encode())


@pytest.fixture
def round_of(server, contexts):
    """`round_of(page)`: the origins that were asked, and all bytes that a page's answers and its connection brought."""

    def see(page, language="zh-Hans"):
        tab = contexts["desk"].new_page()
        asked, got, answers = set(), [], []

        def heard(url):
            if not url.startswith(("data:", "blob:", "about:")):
                asked.add(urlparse(url).netloc)

        def connected(socket):
            heard(socket.url)
            socket.on("framereceived", lambda frame: got.append(frame if isinstance(frame, bytes) else frame.encode()))

        tab.on("request", lambda request: heard(request.url))
        tab.on("websocket", connected)
        tab.on("response", lambda answer: answers.append(answer) if "/static/" not in answer.url else None)
        tab.on("dialog", lambda dialog: got.append(b"Traceback"))
        try:
            tab.goto(address(server, page, language=language), wait_until="commit")
            if page != "sign-in":
                wait(tab)
            tab.wait_for_load_state("networkidle")
            for answer in answers:
                kind = answer.headers.get("content-type", "")
                if answer.status == 200 and kind.startswith(("application/json", "text/html")):
                    got.append(answer.body())
        finally:
            tab.close()
        return asked, b"\n".join(got)

    return see


@pytest.mark.parametrize("page", [*ALL, "sign-in"])
def test_nobody_else_is_asked_and_nothing_inside_is_told(server, data, round_of, page):
    asked, got = round_of(page)
    assert asked == {urlparse(server).netloc}
    assert got
    assert [leak for leak in (*LEAKS, str(data).encode()) if leak in got] == []
