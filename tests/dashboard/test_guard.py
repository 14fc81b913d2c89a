"""What is refused before Streamlit sees it, and the headers on whatever is answered."""

import asyncio
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from streamlit.file_util import get_static_dir

from dashboard.access.authority import Authority
from dashboard.access.roles import Role
from dashboard.guard import Guard
from dashboard.headers import StrictHeaders, content_security_policy
from dashboard.listener import host_headers, host_names, is_loopback

HOST = "127.0.0.1:8501"
passed = PlainTextResponse("passed on")


async def never_read():
    raise AssertionError("the body was read")


def ask(path="/", *, kind="http", method="GET", hosts=(HOST,), origin=None, app=None, more=()):
    """The status, headers and body that the guarded application answers with to somebody on the same machine."""
    headers = [(b"host", host.encode()) for host in hosts] + list(more)
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "headers": headers,
        "extensions": {"websocket.http.response": {}},
    }
    sent = []

    async def send(message):
        sent.append(message)

    guard = Guard(app or passed, hosts=[HOST, "localhost:8501"], pages=["/", "/visits"], authority=Authority())
    asyncio.run(StrictHeaders(guard, policy="default-src 'self'")(scope, never_read, send))
    start, body = sent
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body["body"].decode()


@pytest.mark.parametrize(("kind", "path"), [("http", "/"), ("websocket", "/_stcore/stream")])
class TestHost:
    @pytest.mark.parametrize(
        "hosts", [(), ("evil.example",), ("127.0.0.1",), ("127.0.0.1:80",), (HOST, HOST), (HOST, "evil.example")]
    )
    def test_foreign_missing_or_doubled(self, kind, path, hosts):
        status, _, sentence = ask(path, kind=kind, hosts=hosts)
        assert status == 421
        assert "host name" in sentence

    @pytest.mark.parametrize("host", [HOST, "localhost:8501", "LOCALHOST:8501"])
    def test_own(self, kind, path, host):
        assert ask(path, kind=kind, hosts=[host])[0] == 200

    # A page on another port of this machine is let in by Streamlit, and is as foreign as any.
    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "http://localhost:9999", "http://127.0.0.1", "null", "file://", ""]
    )
    def test_foreign_origin(self, kind, path, origin):
        assert ask(path, kind=kind, origin=origin)[0] == 403

    @pytest.mark.parametrize("origin", [None, f"http://{HOST}", f"https://{HOST}"])
    def test_own_origin_or_none(self, kind, path, origin):
        assert ask(path, kind=kind, origin=origin)[0] == 200


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "GET"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file", "/_stcore/upload_file/session/file"])
def test_streamlits_uploads_are_closed_and_not_read(method, path):
    status, headers, _ = ask(path, method=method)
    assert (status, headers["connection"]) == (404, "close")


@pytest.mark.parametrize(
    ("method", "site", "expected"),
    [
        ("POST", b"cross-site", 403),
        ("POST", b"same-site", 403),
        ("DELETE", b"cross-site", 403),
        ("POST", b"same-origin", 200),
        ("GET", b"cross-site", 200),
    ],
)
def test_acts_come_from_our_own_pages(method, site, expected):
    assert ask("/search", method=method, more=[(b"sec-fetch-site", site)])[0] == expected


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore",
        "/_stcore/",
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/what-the-next-version-brings",
        "/openapi.json",
        "/component/old.thing/index.html",
        "/app/static/data.csv",
        "/what-nobody-listed",
        "/static/../../etc/passwd",
    ],
)
def test_inner_addresses_are_closed(path):
    assert ask(path)[0] == 404


HTML = [(b"accept", b"text/html,application/xhtml+xml")]


@pytest.mark.parametrize(
    ("path", "more", "expected"),
    [
        ("/nonsense", HTML, 303),
        ("/nonsense", [], 404),
        ("/_stcore/metrics", HTML, 404),
        ("/openapi.json", HTML, 404),
    ],
)
def test_who_mistypes_a_page_comes_to_the_overview(path, more, expected):
    status, headers, _ = ask(path, more=more)
    assert status == expected
    assert headers.get("location") == ("/" if expected == 303 else None)


def test_only_the_stream_is_a_websocket():
    assert ask("/_stcore/health", kind="websocket")[0] == 404


@pytest.mark.parametrize(
    "path", ["/", "/visits", "/healthz", "/_stcore/health", "/_stcore/host-config", "/static/js/a.js"]
)
def test_what_pages_need_passes(path):
    assert ask(path)[2] == "passed on"


def test_start_and_stop_of_the_server_pass():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    guard = Guard(app, hosts=[HOST], pages=[], authority=Authority())
    asyncio.run(guard({"type": "lifespan"}, never_read, never_read))
    assert seen == ["lifespan"]


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("hosts", [[HOST], ["evil.example"]])
def test_headers_are_on_answers_and_refusals(kind, hosts):
    _, headers, _ = ask("/" if kind == "http" else "/_stcore/stream", kind=kind, hosts=hosts)
    assert headers["content-security-policy"] == "default-src 'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_headers_replace_those_that_are_there_already():
    _, headers, _ = ask(app=PlainTextResponse("", headers={"x-frame-options": "SAMEORIGIN"}))
    assert headers["x-frame-options"] == "DENY"


def test_policy_names_the_hash_of_each_inline_script():
    page = '<script src="a.js"></script><script>1</script><SCRIPT type="module">\n2</SCRIPT>'
    policy = content_security_policy(page, ["b:1", "a:1"])
    assert policy.count("sha256-") == 2
    assert "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='" in policy
    assert "connect-src 'self' ws://a:1 ws://b:1;" in policy


def test_policy_of_the_installed_streamlit_has_its_one_script():
    page = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    policy = content_security_policy(page, [HOST])
    assert policy.count("sha256-") == 1
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_roles_hold_the_rights_of_those_before():
    assert [role for role in Role if role.includes(Role.ANALYST)] == [Role.ANALYST, Role.PUBLISHER, Role.ADMIN]


def test_host_names_of_an_address():
    assert host_names("127.0.0.1") == ["127.0.0.1", "localhost"]
    assert host_names("::1") == ["::1", "127.0.0.1", "localhost"]
    assert host_names("192.0.2.7") == ["192.0.2.7"]
    assert "localhost" in host_names("0.0.0.0")
    assert host_headers(["::1", "Board"], 8501) == ["[::1]:8501", "board:8501"]
    assert host_headers(["board"], 80) == ["board"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("board", False),
    ],
)
def test_loopback(address, expected):
    assert is_loopback(address) is expected
