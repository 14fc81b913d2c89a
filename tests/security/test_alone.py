"""The server with the network shut: every page is drawn, nobody is asked, and no answer says what is inside."""

import json
import re
import time

import pytest

from dashboard.navigation import PAGES
from etl.messages import LANGUAGES
from etl.places import ROOT
from tests.conftest import as_csv
from tests.security.served import furnish, serving
from tests.security.stream import drawn, opened

# Started before anything else in the server and in every process that it starts: another machine cannot be reached, and
# whoever tries is told of.
SHUT = """
import os, sys

def shut(event, arguments):
    if event == "socket.getaddrinfo":
        asked = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        asked = arguments[1][0] if isinstance(arguments[1], tuple) else "local"
    else:
        return
    if isinstance(asked, bytes):
        asked = asked.decode()
    if asked not in (None, "", "local", "localhost", "::1", "0.0.0.0") and not asked.startswith("127."):
        os.write(2, f"LEFT {asked}\\n".encode())
        raise OSError(101, "Network is unreachable")

sys.addaudithook(shut)
"""
LEAKS = ("Traceback", ".duckdb", str(ROOT), "SELECT ", "select * from", 'File "', "site-packages")
VISITS = [["编号", "日期", "方向", "机构", "人数", "事由"], ["V9", "2025-10-02", "来访", "职业训练局", "8", "参观"]]
READERS = [page for _, page, action in PAGES if action == "view"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    (folder / "sitecustomize.py").write_text(SHUT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        data = furnish(folder / "data")
        patch.setenv("PYTHONPATH", f"{folder}:{ROOT}")
        with serving(data) as running:
            yield running
        assert [line for line in running.said if line.startswith("LEFT")] == []
    running.process.stderr.close()


def leaks(text, served):
    return [leak for leak in (*LEAKS, str(served.data)) if leak in text]


def test_the_network_is_shut(tmp_path):
    """Without this the other tests would hold for any server."""
    import subprocess
    import sys

    (tmp_path / "sitecustomize.py").write_text(SHUT, encoding="utf-8")
    asked = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    done = subprocess.run(
        [sys.executable, "-c", asked], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.stderr.startswith("LEFT 192.0.2.1")
    assert "Network is unreachable" in done.stderr


@pytest.mark.parametrize("page", READERS)
def test_pages_of_readers(alone, page):
    with opened(alone, "viewer") as stream:
        for query in (
            "",
            "language=en&view=print",
            "partner=%3Cb%3E&from=2025-01-01&to=2025-12-31",
            "as_of=2020-01-01",
        ):
            found = drawn(stream, page if page != READERS[0] else "", query=query)
            assert found.is_ready, query
            assert leaks(found.text, alone) == []


@pytest.mark.parametrize("page", [page for _, page, action in PAGES if action != "view"])
def test_pages_of_analysts(alone, page):
    with opened(alone, "analyst") as stream:
        found = drawn(stream, page)
        assert found.is_ready
        assert leaks(found.text, alone) == []


@pytest.mark.parametrize(
    "path",
    [
        "/", "/visits", "/nothing", "/healthz", "/sign-in", "/search?q=%00%27%22%3B--", "/search?q=" + "x" * 3000,
        "/visits?from=9999-99-99&as_of=%00", "/api/x", "/_stcore/health", "/_stcore/bidi-components/x/y.js",
        "/stewardship/drafts/..%2F..%2Fetc/effects", "/stewardship/loads/99999999999999999999/effects?change=undo",
        "/stewardship/loads/x/workbook", "/stewardship/names/visits_rows", "/stewardship/templates/..%2Fx",
    ],
)  # fmt: skip
def test_answers_and_refusals(alone, path):
    for role in ("anonymous", "partner", "viewer", "analyst"):
        answer = alone.ask(path, role)
        assert answer.status < 500, (path, role)
        assert leaks(answer.text, alone) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/stewardship/loads/999/undo", b"{}"),
        ("POST", "/stewardship/drafts/none/answers", b'{"kind": 7}'),
        ("POST", "/stewardship/drafts/none/publish", b"{}"),
        ("POST", "/stewardship/names/partners", b'{"key": [], "row": 5}'),
        ("POST", "/stewardship/decisions", json.dumps({"reference": "x" * 500, "verdict": "y" * 500}).encode()),
        ("POST", "/stewardship/decisions/99/revoke", b"{}"),
        ("POST", "/stewardship/names/partners", b"{"),
    ],
)
def test_what_is_refused_is_said_in_a_short_sentence(alone, method, path, body, language):
    answer = alone.ask(f"{path}?language={language}", "analyst", method=method, body=body)
    assert 400 <= answer.status < 500
    said = json.loads(answer.text)["message"]
    assert 0 < len(said) <= 200
    assert leaks(answer.text, alone) == []
    # In the reader's language.
    assert bool(re.search(r"[\u4e00-\u9fff]", said)) == (language != "en")


def test_a_workbook_is_read_without_the_network(alone):
    made = json.loads(alone.ask("/stewardship/drafts", "analyst", method="POST", body=b"{}").text)
    path = f"/stewardship/drafts/{made['id']}"
    put = alone.ask(f"{path}/workbooks?name=v.csv", "analyst", method="PUT", body=as_csv(VISITS))
    assert put.status < 300, put.text
    for _ in range(100):
        summary = json.loads(alone.ask(path, "analyst").text)
        if summary["workbooks"][0]["status"] in ("checked", "failed"):
            break
        time.sleep(0.2)
    assert summary["workbooks"][0]["status"] == "checked"
    assert leaks(json.dumps(summary, ensure_ascii=False), alone) == []
