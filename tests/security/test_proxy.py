"""The reverse proxy of `deploy/`, a real nginx, in front of something that tells what reached it."""

import contextlib
import http.client
import json
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.security.proxy import NAME, nginx, proxied
from tests.security.served import ACCOUNTS, PASSWORD, furnish, serving
from tests.security.stream import rerun

pytestmark = pytest.mark.skipif(nginx() is None, reason="nginx is not here and could not be fetched by install.sh")

# All that the dashboard may ever hear, in lower case.
PASSED_ON = {
    *("host", "origin", "cookie", "user-agent", "accept", "accept-language", "content-type", "content-length"),
    *("referer", "range", "if-none-match", "if-modified-since", "sec-fetch-site", "x-xsrftoken"),
    *("x-forwarded-proto", "x-forwarded-for"),
}


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was sent: the path, the headers, how many bytes."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        size = int(self.headers.get("content-length", 0))
        read = 0
        while read < size and (part := self.rfile.read(min(size - read, 100_000))):
            read += len(part)
        told = json.dumps({"path": self.path, "headers": self.headers.items(), "bytes": read}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(told)))
        self.send_header("server", "secret/1.0")
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as echo:
        threading.Thread(target=echo.serve_forever, daemon=True).start()
        with proxied(tmp_path_factory.mktemp("proxy"), f"127.0.0.1:{echo.server_address[1]}") as running:
            yield running
        echo.shutdown()


def tls(proxy, *, name=NAME, ciphers=None, **versions):
    """A line to the proxy on which TLS is agreed."""
    context = ssl.create_default_context(cafile=proxy.certificate)
    if ciphers:
        context.set_ciphers(ciphers)
    for bound, version in versions.items():
        setattr(context, f"{bound}_version", version)
    line = socket.create_connection(("127.0.0.1", proxy.port), timeout=10)
    try:
        return context.wrap_socket(line, server_hostname=name)
    except BaseException:
        line.close()
        raise


def ask(proxy, path="/", *, method="GET", host=NAME, headers=(), body=b"", length=None):
    """The status, the headers and the body of one answer; `length` says another size than the body has."""
    with contextlib.closing(http.client.HTTPConnection("unused")) as connection:
        connection.sock = tls(proxy)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in (("Host", host), *headers):
            connection.putheader(name, value)
        if body or length is not None:
            connection.putheader("Content-Length", str(length if length is not None else len(body)))
        connection.endheaders()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            connection.send(body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def told(proxy, *arguments, **options):
    """What reached the dashboard."""
    status, _, body = ask(proxy, *arguments, **options)
    assert status == 200, body
    return json.loads(body)


def test_nothing_that_a_client_invents_reaches_the_dashboard(proxy):
    invented = [
        *(("X-Forwarded-User", "admin"), ("x-fORWARDED-uSER", "admin"), ("REMOTE-USER", "admin"), ("X-User", "admin")),
        *(
            ("X-Auth-Request-Email", "a@b"),
            ("X-Remote-User", "admin"),
            ("Remote_User", "admin"),
            ("Forwarded", "for=1"),
        ),
        *(("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "http"), ("X-Real-IP", "6.6.6.6"), ("Via", "x")),
        *(("X-Streamlit-User", "admin"), ("X-Forwarded-Host", "evil.example"), ("Authorization", "Basic YTpi")),
    ]
    heard = told(proxy, headers=[*invented, ("Cookie", "a=1"), ("Origin", f"https://{NAME}"), ("Accept", "*/*")])
    names = [name.lower() for name, _ in heard["headers"]]
    assert set(names) <= PASSED_ON
    assert len(names) == len(set(names))
    by_name = {name.lower(): value for name, value in heard["headers"]}
    assert by_name == {
        "host": NAME,
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "https",
        "cookie": "a=1",
        "origin": f"https://{NAME}",
        "accept": "*/*",
    }


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/upload_file/session/file",
        "/_stcore/what-comes-next",
        "/_stcore/",
        "/openapi.json",
        "/_stcore//metrics",
        "//_stcore/metrics",
        "/%5Fstcore/m%65trics",
        "/visits/../_stcore/metrics",
        "/_stcore/health/../metrics",
    ],
)
def test_inner_addresses_are_closed(proxy, path):
    status, headers, _ = ask(proxy, path)
    assert status == 404
    assert headers["strict-transport-security"]


@pytest.mark.parametrize("path", ["/", "/visits?town=x", "/_stcore/health", "/_stcore/host-config", "/healthz"])
def test_what_pages_need_passes(proxy, path):
    assert told(proxy, path)["path"] == path


def test_only_workbooks_may_be_large(proxy):
    body = b"x" * 300_000
    door = "/stewardship/drafts/abc-1/workbooks?name=v.xlsx"
    assert told(proxy, door, method="PUT", body=body)["bytes"] == 300_000
    for path in ("/", "/stewardship/drafts", "/stewardship/drafts/abc-1/workbooks/x", "/stewardship/names/partners"):
        assert ask(proxy, path, method="POST", body=body)[0] == 413
    assert ask(proxy, "/sign-in", method="POST", body=b"x" * 20_000)[0] == 413
    # Refused by what it says of itself, before a byte of it has come.
    status, _, sentence = ask(proxy, door, method="PUT", length=70_000_000)
    assert (status, "message" in json.loads(sentence)) == (413, True)


def test_passwords_cannot_be_tried_quickly(proxy):
    statuses = [ask(proxy, "/sign-in", method="POST", body=b"name=a&password=b")[0] for _ in range(26)]
    assert statuses[:15] == [200] * 15
    assert 429 in statuses
    assert ask(proxy, "/")[0] == 200


def test_every_answer_says_that_only_tls_will_do(proxy):
    for path in ("/", "/_stcore/metrics"):
        _, headers, _ = ask(proxy, path)
        assert headers.get_all("strict-transport-security") == ["max-age=31536000"]
        assert headers["server"] == "nginx"


def test_only_the_dashboards_name_is_answered(proxy):
    assert ask(proxy, host="evil.example")[0] == 421
    assert ask(proxy, host="127.0.0.1")[0] == 421
    with pytest.raises(ssl.SSLError):
        tls(proxy, name="evil.example")


def test_old_tls_is_refused(proxy):
    with tls(proxy, minimum=ssl.TLSVersion.TLSv1_3) as line:
        assert line.version() == "TLSv1.3"
    with tls(proxy, maximum=ssl.TLSVersion.TLSv1_2) as line:
        assert (line.version(), "GCM" in line.cipher()[0] or "CHACHA20" in line.cipher()[0]) == ("TLSv1.2", True)
    # The client would speak it: it is the proxy that does not.
    old = {"ciphers": "ALL:@SECLEVEL=0", "minimum": ssl.TLSVersion.TLSv1_1, "maximum": ssl.TLSVersion.TLSv1_1}
    with pytest.warns(DeprecationWarning), pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION"):
        tls(proxy, **old)


def test_plain_http_only_leads_to_tls(proxy):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=10)) as connection:
        connection.request("GET", "/visits?town=x", headers={"Host": "evil.example"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["location"]) == (301, f"https://{NAME}/visits?town=x")


def test_the_log_holds_no_session_and_no_query(proxy):
    told(proxy, "/search?q=SECRETNAME", headers=[("Referer", "https://x/?q=SECRETNAME")])
    ask(proxy, "/_stcore/upload_file/SECRETSESSION/SECRETFILE", method="PUT", body=b"x")
    told(proxy, "/media/SECRETFILE.png")
    ask(proxy, "/stewardship/drafts/abc/workbooks?name=SECRETNAME.xlsx", method="PUT", length=70_000_000)
    written = ""
    for _ in range(50):
        written = proxy.log.read_text(encoding="utf-8") + proxy.errors.read_text(encoding="utf-8")
        if "/workbooks 413" in written:
            break
        time.sleep(0.05)
    assert "GET /search 200" in written
    assert "PUT /_stcore/upload_file/... 404" in written
    assert "/stewardship/drafts/abc/workbooks 413" in written
    assert "SECRET" not in written


def test_who_sends_a_header_slowly_is_cut_off(proxy):
    with tls(proxy) as line:
        began = time.monotonic()
        line.settimeout(0.2)
        line.send(b"GET / HTTP/1.1\r\nHost: ")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            while time.monotonic() - began < 5:
                with contextlib.suppress(TimeoutError):
                    line.send(b"x")
                    if line.recv(1) == b"":
                        break
        assert time.monotonic() - began < 3


def test_a_half_sent_request_does_not_reach_the_dashboard(proxy):
    """Sent slowly it would hold a line of the dashboard's; the proxy waits for the whole of it."""
    with tls(proxy) as line:
        line.send(f"POST /stewardship/drafts HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 100\r\n\r\nhalf".encode())
        line.settimeout(0.5)
        with pytest.raises(TimeoutError):
            line.recv(100)


def test_a_dashboard_that_is_not_there_is_said_in_words(tmp_path):
    with proxied(tmp_path, "127.0.0.1:1") as running:
        status, headers, page = ask(running)
    assert status == 502
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "请过一两分钟再刷新" in page.decode()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The proxy in front of the real dashboard."""
    folder = tmp_path_factory.mktemp("whole")
    with serving(furnish(folder / "data", [f'allowed_hosts = ["{NAME}"]'])) as dashboard:
        (folder / "proxy").mkdir()
        with proxied(folder / "proxy", dashboard.host) as running:
            yield running, dashboard


def stream_through(proxy, headers=None):
    """A websocket to the dashboard behind the proxy."""
    return connect(
        f"wss://{NAME}/_stcore/stream",
        sock=socket.create_connection(("127.0.0.1", proxy.port), timeout=10),
        ssl=ssl.create_default_context(cafile=proxy.certificate),
        additional_headers=headers,
        proxy=None,
    )


class TestWithTheDashboard:
    def test_signed_in_through_the_proxy(self, whole):
        proxy, _ = whole
        assert ask(proxy, "/visits")[:2][0] == 303
        form = f"name={ACCOUNTS['viewer']}&password={PASSWORD.replace(' ', '+')}&next=/visits".encode()
        status, headers, _ = ask(
            proxy, "/sign-in", method="POST", body=form, headers=[("Content-Type", "application/x-www-form-urlencoded")]
        )
        assert (status, headers["location"]) == (303, "/visits")
        cookie = headers["set-cookie"]
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        sent = [("Cookie", cookie.partition(";")[0])]
        status, headers, page = ask(proxy, "/visits", headers=sent)
        assert (status, b'<div id="root">' in page) == (200, True)
        assert f"wss://{NAME}" in headers["content-security-policy"]
        stream = {"Cookie": sent[0][1], "Origin": f"https://{NAME}"}
        with stream_through(proxy, stream) as line:
            line.send(rerun("visits").SerializeToString())
            while ForwardMsg.FromString(line.recv(timeout=20, decode=False)).WhichOneof("type") != "script_finished":
                pass

    def test_nobody_is_the_local_analyst_behind_a_proxy(self, whole):
        proxy, _ = whole
        assert ask(proxy, "/stewardship/drafts")[0] == 401
        assert ask(proxy, "/healthz")[2] == b"ok"

    def test_a_stranger_is_refused_before_the_first_byte_of_a_workbook(self, whole):
        proxy, _ = whole
        began = time.monotonic()
        assert ask(proxy, "/stewardship/drafts/x/workbooks?name=a.xlsx", method="PUT", length=40_000_000)[0] == 401
        assert time.monotonic() - began < 3

    def test_a_stranger_gets_no_stream(self, whole):
        proxy, _ = whole
        with pytest.raises(InvalidStatus) as refusal:
            stream_through(proxy)
        assert refusal.value.response.status_code == 401


def test_without_an_account_it_does_not_start_behind_a_proxy(tmp_path):
    (tmp_path / "policy.toml").write_text(f'allowed_hosts = ["{NAME}"]', encoding="utf-8")
    with pytest.raises(AssertionError, match="nobody can sign in yet"), serving(tmp_path):
        pass
