"""The guard's table: each address for each kind of person, and what forged headers do to it."""

import json

import pytest

from dashboard.access.addresses import Reach, reach
from dashboard.access.authority import Authority
from dashboard.access.cookies import NAME
from dashboard.access.roles import Role
from dashboard.access.sessions import SESSIONS, session_key
from tests.dashboard.access.asgi import Browser, guarded

# (method, path) → what a stranger gets, what somebody signed in gets; "on": it goes on to the application behind.
TABLE = {
    ("GET", "/"): (303, "on"),
    ("HEAD", "/visits"): (303, "on"),
    ("GET", "/upload"): (303, "on"),
    ("POST", "/visits"): (401, 404),
    ("GET", "/search"): (401, "on"),
    ("GET", "/stewardship/drafts"): (401, "on"),
    ("PUT", "/stewardship/drafts/1/workbooks"): (401, "on"),
    ("DELETE", "/stewardship/drafts/1/workbooks/x"): (401, "on"),
    ("GET", "/healthz"): ("on", "on"),
    ("GET", "/_stcore/health"): ("on", "on"),
    ("GET", "/_stcore/host-config"): (401, "on"),
    ("GET", "/_stcore/bidi-components/cooperation-1.menu/menu.js"): (401, "on"),
    ("GET", "/static/js/index.js"): ("on", "on"),
    ("POST", "/static/js/index.js"): (401, 404),
    ("GET", "/media/1.png"): (401, "on"),
    ("GET", "/_stcore/metrics"): (401, 404),
    ("GET", "/_stcore/agent/openapi.json"): (401, 404),
    ("POST", "/_stcore/agent/interact"): (401, 404),
    ("GET", "/_stcore/script-health-check"): (401, 404),
    ("GET", "/openapi.json"): (401, 404),
    ("GET", "/component/x/index.html"): (401, 404),
    ("GET", "/app/static/x.csv"): (401, 404),
    ("GET", "/what-nobody-listed"): (401, 404),
    ("PUT", "/_stcore/upload_file/session/file"): (404, 404),
    ("POST", "/_stcore/upload_file/session/file"): (404, 404),
    ("DELETE", "/_stcore/upload_file/session/file"): (404, 404),
    ("GET", "/_stcore/stream"): (401, 404),
}


async def behind(scope, receive, send):
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize("role", [None, *Role])
def test_the_table(add, role):
    add("somebody")
    cookies = {}
    if role:
        cookies[NAME] = SESSIONS.begin(add("ana", role, partner="x" if role is Role.PARTNER else ""))
    browser = Browser(guarded(app=behind), cookies)
    for (method, path), expected in TABLE.items():
        answer = browser.ask(method, path, "", b"", {})
        wanted = expected[bool(role)]
        assert answer.status == (299 if wanted == "on" else wanted), f"{method} {path} as {role}"


@pytest.mark.parametrize("path", ["/_stcore/stream/", "/", "/_stcore/agent/mcp", "/sign-in", "/healthz"])
def test_there_is_one_websocket(path):
    assert reach("websocket", "GET", path, ["/"]) is Reach.CLOSED
    assert reach("websocket", "GET", "/_stcore/stream", ["/"]) is Reach.SIGNED_IN


@pytest.mark.parametrize("name", ["X-Cooperation-Session", "x-cooperation-session", "X-COOPERATION-SESSION"])
def test_nobody_says_themselves_who_they_are(add, name):
    add("somebody")
    key = session_key(SESSIONS.begin(add("boss", Role.ADMIN)))
    token = SESSIONS.begin(add("ana", Role.VIEWER))
    forged = {name: key}
    assert Browser(guarded()).ask("GET", "/search", "", b"", forged).status == 401
    seen = json.loads(Browser(guarded(), {NAME: token}).ask("GET", "/search", "", b"", forged).text)
    assert (seen["name"], seen["role"], seen["told"]) == ("ana", "viewer", [])


def test_pages_do_not_get_the_browsers_secrets(add):
    token = SESSIONS.begin(add("ana"))
    cookies = {NAME: token, "_streamlit_user": "x", "_streamlit_user_1": "x", "_streamlit_xsrf": "y", "theirs": "z"}
    seen = json.loads(Browser(guarded(), cookies).get("/search").text)
    assert seen["cookies"] == {"_streamlit_xsrf": "y", "theirs": "z"}


@pytest.mark.parametrize(
    ("client", "headers", "expected"),
    [
        ("127.0.0.1", {}, 200),
        ("192.0.2.7", {}, 401),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, 401),
        ("127.0.0.1", {"X-Forwarded-Proto": "http"}, 401),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}, 401),
    ],
)
def test_the_servers_own_session_is_good_on_this_machine_only(add, client, headers, expected):
    add("somebody")
    authority = Authority(own_key=session_key("secret"))
    browser = Browser(guarded(authority), {NAME: "secret"}, client)
    answer = browser.ask("GET", "/search", "", b"", headers)
    assert answer.status == expected
    if expected == 200:
        assert json.loads(answer.text)["role"] == "viewer"


def test_somebody_without_a_session_is_nobody_on_a_server_for_all():
    assert Browser(guarded(Authority(is_local_only=False))).get("/search").status == 401
    assert Browser(guarded()).get("/search").status == 200
