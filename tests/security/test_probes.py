"""What Streamlit lets through by itself, tried against the real server by everybody: the guard or the page refuses it.

Numbered as in the list of probes that the guard was written for. Each is tried over HTTP or over the websocket, as
somebody without a browser would.
"""

import contextlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from dashboard.access.rights import rights
from dashboard.access.roles import Role
from dashboard.navigation import PAGES
from etl.places import ROOT
from tests.security.served import ACCOUNTS, PASSWORD, ROLES
from tests.security.stream import (
    HEARD,
    close_code,
    components,
    drawn,
    menu,
    opened,
    page_id,
    refused,
    rerun,
    session_id,
)

SIGNED_IN = ROLES[1:]
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


FORGED: list[Any] = [
    "<img src=x onerror=alert(1)>",
    "'; drop table visits; --",
    "机密",
    {"pick": {"__proto__": 1}, "rows": -1, "changed": "x"},
    {
        "choose": {"partner": ["$\\rule{9em}{9em}$"], "from": "99"},
        "clear": 1,
        "pick": ["\u202eadmin"],
        "rows": {"a": []},
    },
    [[[[]]]],
    None,
    9**400,
]


def holding(element, value):
    """A message that says that an element holds a value."""
    message = rerun()
    state = message.rerun_script.widget_states.widgets.add()
    state.id, state.json_value = element, value
    return message


def pages_of(role):
    """The addresses of the pages that a role has, the first at the root."""
    names = [page for _, page, action in PAGES if Role(role).includes(rights()[action])]
    return ["" if name == PAGES[0][1] else name for name in names]


@pytest.fixture(scope="module")
def hashes(served):
    """Page → its hash, as an admin is told."""
    with opened(served, "admin") as stream:
        return menu(drawn(stream))


def incidents(served):
    return [line for line in served.said if "incident" in line]


class TestPages:
    """1 and 2: the list of pages is made from the role; there are no hidden ones."""

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_the_menu_holds_the_roles_pages_only(self, served, role):
        with opened(served, role) as stream:
            page = drawn(stream)
        assert page.is_ready
        assert list(menu(page)) == pages_of(role)

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_a_page_that_one_does_not_have_by_name_or_by_hash(self, served, role, hashes):
        others = set(pages_of("admin")) - set(pages_of(role))
        with opened(served, role) as stream:
            own = set(components(drawn(stream)))
            for name in sorted(others):
                for asked in (
                    rerun(name),
                    rerun(page_script_hash=hashes[name]),
                    rerun(name, page_script_hash=hashes[name]),
                ):
                    page = drawn(stream, asked)
                    assert set(components(page)) <= own, name
                    assert name not in menu(page)

    def test_the_test_above_would_notice(self, served):
        with opened(served, "analyst") as stream:
            page = drawn(stream, "upload")
        assert "upload" in components(page)

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_every_page_that_one_has_is_drawn(self, served, role):
        with opened(served, role) as stream:
            for name in pages_of(role):
                assert drawn(stream, name).is_ready, name


class TestForged:
    """3 to 6: what a page's elements are said to hold."""

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_values_that_no_element_ever_had(self, served, role):
        before = len(incidents(served))
        with opened(served, role) as stream:
            page = drawn(stream)
            said = [
                {"sent": {"key": part.key, "event": "pick", "value": value}} for part in page.parts for value in FORGED
            ]
            for value in (*FORGED, *({"sent": value} for value in FORGED), *said):
                drawn(stream, holding(page_id(page), json.dumps(value)))
            for name in ("role", "identity", "cooperation_session", "partner", "is_alone"):
                drawn(stream, holding(name, json.dumps("admin")))
            last = drawn(stream)
        assert last.is_ready
        assert list(menu(last)) == pages_of(role)
        assert incidents(served)[before:] == []

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_a_value_that_is_none(self, served, role):
        """It ends this one run, with a sentence and a number."""
        with opened(served, role) as stream:
            page = drawn(stream, holding(page_id(drawn(stream)), "not JSON"))
        said = [
            m.delta.new_element.alert.body for m in page.messages if m.delta.new_element.WhichOneof("type") == "alert"
        ]
        assert len(said) == 1
        assert "JSON" not in said[0]
        assert not page.is_ready

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_a_trigger_of_a_component_that_the_role_does_not_have(self, served, role):
        with opened(served, "admin") as stream:
            assert "loads" in components(drawn(stream, "loads"))
        with opened(served, role) as stream:
            sent = {"sent": {"key": "panel-loads", "event": "changed", "value": True}}
            assert drawn(stream, holding(page_id(drawn(stream)), json.dumps(sent))).is_ready
            assert list(menu(drawn(stream))) == pages_of(role)

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_nothing_that_can_be_edited_in_place_is_drawn(self, served, role):
        with opened(served, role) as stream:
            for name in pages_of(role):
                elements = [
                    message.delta.new_element.WhichOneof("type")
                    for message in drawn(stream, name).messages
                    if message.WhichOneof("type") == "delta"
                ]
                assert not {"arrow_data_frame", "file_uploader", "button", "text_input", "chat_input"} & set(elements)


class TestChangedWhileOpen:
    """7: a role is asked anew at each message, in pages and in fragments."""

    def test_a_role_is_lowered(self, served, account):
        account("lowered", "admin")
        cookie = served.sign_in("lowered")
        with opened(served, "lowered", Cookie=cookie) as stream:
            page = drawn(stream, "upload")
            fragments = {message.delta.fragment_id for message in page.messages} - {""}
            assert "upload" in components(page)
            account("lowered", "viewer")
            began = time.monotonic()
            stream.send(rerun("upload", fragment_id=next(iter(fragments), "any")).SerializeToString())
            assert close_code(stream) == 4401
            assert time.monotonic() - began < 1
        assert served.ask("/stewardship/drafts", "lowered", headers={"Cookie": cookie}).status == 401

    def test_an_account_is_disabled_everywhere_at_once(self, served, account):
        account("disabled", "analyst")
        cookies = [served.sign_in("disabled") for _ in range(2)]
        with opened(served, "disabled", Cookie=cookies[0]) as one, opened(served, "disabled", Cookie=cookies[1]) as two:
            assert drawn(one).is_ready
            assert drawn(two).is_ready
            account("disabled", "analyst", is_disabled=True)
            for stream in (one, two):
                stream.send(rerun().SerializeToString())
                assert close_code(stream) == 4401
        for cookie in cookies:
            assert served.ask("/", "disabled", headers={"Cookie": cookie}).status == 303
            assert refused(served, "disabled", Cookie=cookie) == 401

    def test_a_cookie_after_signing_out(self, served, account):
        account("leaving", "analyst")
        cookie = served.sign_in("leaving")
        with opened(served, "leaving", Cookie=cookie) as stream:
            old = session_id(drawn(stream))
            assert served.ask("/sign-out", "leaving", method="POST", headers={"Cookie": cookie}).status == 303
            stream.send(rerun().SerializeToString())
            assert close_code(stream) == 4401
        assert refused(served, "leaving", Cookie=cookie) == 401
        assert refused(served, claims=("x", old)) == 401


class TestUploads:
    """8: Streamlit's own upload is closed to everybody, and nothing of it is held."""

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS", "GET"])
    def test_into_ones_own_or_anothers_session(self, served, role, method):
        with opened(served, "admin") as stream:
            theirs = session_id(drawn(stream))
            answer = served.ask(f"/_stcore/upload_file/{theirs}/file", role, method=method, body=b"x" * 1000)
        assert answer.status in (401, 404)

    @pytest.mark.parametrize("role", ["anonymous", "viewer", "analyst"])
    def test_forty_of_ten_megabytes(self, served, role):
        body = b"x" * 10_000_000
        before = served.rss()
        for number in range(40):
            assert served.ask(f"/_stcore/upload_file/s/{number}", role, method="PUT", body=body).status in (401, 404)
        assert served.rss() - before < 20_000_000

    @pytest.mark.parametrize("role", ["anonymous", "partner", "viewer"])
    def test_workbooks_of_those_who_may_not_are_not_read(self, served, role):
        began = time.monotonic()
        answer = served.ask("/stewardship/drafts/x/workbooks?name=a.xlsx", role, method="PUT", length=50_000_000)
        assert answer.status == (401 if role == "anonymous" else 403)
        assert time.monotonic() - began < 2


class TestSessions:
    """10 and 11: neither a session's id nor a header makes anybody somebody else."""

    @pytest.mark.parametrize("role", ["partner", "viewer", "analyst"])
    def test_the_id_of_an_admins_session(self, served, role):
        with opened(served, "admin") as theirs:
            wanted = session_id(drawn(theirs))
            with opened(served, role, claims=("x", wanted)) as stream:
                page = drawn(stream)
                assert session_id(page) != wanted
                assert list(menu(page)) == pages_of(role)
            assert refused(served, claims=("x", wanted)) == 401
            assert drawn(theirs).is_ready

    def test_an_invented_id_is_not_taken(self, served):
        invented = "11111111-2222-4333-8444-555555555555"
        with opened(served, "viewer", claims=("x", invented)) as stream:
            assert session_id(drawn(stream)) != invented

    @pytest.mark.parametrize(
        "name",
        ["X-Cooperation-Session", "x-cOOPERATION-session", "X-Streamlit-User", "X-Forwarded-User", "Remote-User"],
    )
    def test_headers_that_claim_somebody(self, served, name):
        # Even the true key of an admin's session, as whoever reads the server's files could know it.
        served.cookie("admin")
        held = json.loads((served.data / "access" / "sessions.json").read_text(encoding="utf-8"))
        key = next(key for key, one in held.items() if one["name"] == ACCOUNTS["admin"])
        for value in (key, ACCOUNTS["admin"], '{"role": "admin"}'):
            assert served.ask("/", headers={name: value}).status == 303
            assert served.ask("/stewardship/drafts", headers={name: value}).status == 401
            assert refused(served, **{name: value}) == 401
            with opened(served, "viewer", **{name: value}) as stream:
                assert list(menu(drawn(stream))) == pages_of("viewer")

    def test_cookies_that_nobody_gave(self, served):
        for value in ("", "x", "0" * 64, "a" * 8000, "admin", "../../accounts"):
            assert served.ask("/", headers={"Cookie": f"cooperation_session={value}"}).status == 303
            assert served.ask("/", headers={"Cookie": f"__Host-cooperation_session={value}"}).status == 303


class TestMessages:
    """12 and 13: of Streamlit's messages only those that our pages send go on."""

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_messages_that_act_on_the_whole_server(self, served, role):
        with opened(served, role) as stream:
            first = drawn(stream)
            for name, value in (
                ("clear_cache", True),
                ("load_git_info", True),
                ("debug_shutdown_runtime", True),
                ("debug_disconnect_websocket", True),
                ("set_run_on_save", True),
            ):
                stream.send(BackMsg(**{name: value}).SerializeToString())
            asked = BackMsg()
            asked.file_urls_request.request_id = "1"
            asked.file_urls_request.file_names.append("x.xlsx")
            asked.file_urls_request.session_id = session_id(first)
            stream.send(asked.SerializeToString())
            page = drawn(stream)
            kinds = {message.WhichOneof("type") for message in page.messages}
        assert page.is_ready
        assert not kinds & {"git_info_changed", "file_urls_response", "auto_rerun"}
        assert served.process.poll() is None

    def test_a_cache_stays_when_somebody_asks_to_clear_it(self, served):
        """A page that is drawn already costs a fraction of its first drawing, before and after."""
        with opened(served, "viewer") as stream:
            drawn(stream, "intents")
            stream.send(BackMsg(clear_cache=True).SerializeToString())
            began = time.perf_counter()
            drawn(stream, "intents")
            assert time.perf_counter() - began < 1

    @pytest.mark.parametrize(
        ("frame", "code"),
        [
            (b"\xff" * 40, 1002),
            ("text", 1002),
            ("", 1002),
            (b"\x0a\xff\xff\xff\xff\x0f", 1002),
            (b"x" * 50_000_000, 1009),
        ],
        ids=["garbage", "text", "empty text", "a length without an end", "50 MB"],
    )
    def test_frames_that_are_no_messages(self, served, frame, code):
        before = served.rss()
        with opened(served, "viewer") as stream:
            try:
                stream.send(frame)
            except ConnectionClosed as error:
                found = error.rcvd.code if error.rcvd else 1006
            else:
                found = close_code(stream)
        assert found in (code, 1006) if code == 1009 else found == code
        assert served.rss() - before < 30_000_000


class TestStrangers:
    """14 to 16: connections without a session, from other sites, under other names."""

    def test_three_hundred_connections(self, served):
        before = served.rss()
        assert {refused(served) for _ in range(300)} == {401}
        assert served.rss() - before < 20_000_000

    def test_one_person_cannot_take_all_connections(self, served, account):
        account("greedy", "viewer")
        cookie = served.sign_in("greedy")
        with contextlib.ExitStack() as streams:
            for _ in range(40):
                streams.enter_context(opened(served, "greedy", Cookie=cookie))
            assert refused(served, "greedy", Cookie=cookie) == 429
            with opened(served, "viewer") as stream:
                assert drawn(stream).is_ready

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "null", "file://", "http://localhost:1", "https://127.0.0.1"]
    )
    def test_foreign_origins(self, served, role, origin):
        assert served.ask("/", role, headers={"Origin": origin}).status == 403
        assert served.ask("/stewardship/drafts", role, method="POST", headers={"Origin": origin}).status == 403
        assert refused(served, role, origin=origin) == 403

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
    def test_foreign_names(self, served, role, host):
        for path in ("/", "/healthz", "/sign-in", "/_stcore/health", "/stewardship/drafts"):
            answer = served.ask(path, role, headers={"Host": host, "Origin": f"http://{host}"})
            assert answer.status == 421, path


class TestOtherSites:
    """18: what a page of another site can make a signed-in reader's browser send."""

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    @pytest.mark.parametrize("path", ["/stewardship/drafts", "/sign-out", "/sign-in"])
    def test_an_act_from_another_site(self, served, path, site):
        assert served.ask(path, "analyst", method="POST", headers={"Sec-Fetch-Site": site}).status == 403

    def test_the_cookie(self, served):
        form = f"name={ACCOUNTS['viewer']}&password={PASSWORD.replace(' ', '+')}".encode()
        answer = served.ask("/sign-in", method="POST", body=form)
        flags = answer.headers["set-cookie"].lower()
        assert answer.status == 303
        assert "httponly" in flags
        assert "samesite=lax" in flags
        behind = served.ask("/sign-in", method="POST", body=form, headers={"X-Forwarded-Proto": "https"})
        flags = behind.headers["set-cookie"].lower()
        assert flags.startswith("__host-")
        assert "secure" in flags
        assert "path=/" in flags
        assert "domain" not in flags


class TestClosed:
    """19, 20, 22, 23: files, media, the agent's interface, metrics."""

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(
        "path",
        [
            "/_stcore/metrics",
            "/_stcore/agent",
            "/_stcore/agent/openapi.json",
            "/_stcore/agent/mcp",
            "/_stcore/script-health-check",
            "/_stcore/allowed-message-origins",
            "/_stcore/upload_file",
            "/openapi.json",
            "/docs",
            "/redoc",
            "/app/static/x.html",
            "/component/x/index.html",
            "/media/0123456789abcdef.png",
            "/.streamlit/secrets.toml",
            "/data/access/accounts.json",
            "/static/js/../../access/accounts.json",
            "/static/js/%2e%2e/%2e%2e/index.html",
            "/_stcore/bidi-components/x.y/../../../../etc/passwd",
            "/stewardship/loads/..%2f..%2faccess/workbook",
        ],
    )
    def test_nothing_is_there(self, served, role, path):
        answer = served.ask(path, role)
        assert answer.status in (400, 401, 403, 404)
        assert b"argon2" not in answer.body
        assert answer.headers.get("access-control-allow-origin") != "*"

    def test_host_config_names_no_other_site(self, served):
        assert served.ask("/_stcore/host-config").status == 401
        told = served.ask("/_stcore/host-config", "viewer")
        assert told.status == 200
        assert "streamlit" not in told.text

    def test_health_tells_strangers_nothing(self, served):
        answer = served.ask("/healthz", headers={"X-Forwarded-For": "192.0.2.1"})
        assert (answer.status, answer.text) == (200, "ok")
        assert served.ask("/_stcore/health").text == "ok"


class TestErrors:
    """21: what goes wrong is one sentence."""

    @pytest.mark.parametrize("role", SIGNED_IN)
    @pytest.mark.parametrize(
        "query",
        [
            "from=x&to=2025-99-99",
            "as_of=0000-00-00",
            "as_of=9999-12-31",
            "sector=%00&partner=%ff",
            "language=%3Cscript%3E",
            "view=%2e%2e&definition=999999999999999999999",
            "partner=" + "a" * 5000,
            "&".join(f"town={number}" for number in range(300)),
        ],
    )
    def test_addresses_that_nobody_wrote(self, served, role, query):
        before = len(incidents(served))
        with opened(served, role) as stream:
            page = drawn(stream, "", query=query)
        assert "Traceback" not in page.text
        assert "Error:" not in page.text
        assert len(incidents(served)) == before

    @pytest.mark.parametrize("role", ROLES)
    def test_json_that_is_none(self, served, role):
        for body in (b"{", b"[]", b"\xff", b'{"a":' * 2000, b"x" * 300_000):
            answer = served.ask("/stewardship/drafts/x/answers", role, method="POST", body=body)
            assert 400 <= answer.status < 500
            if role != "anonymous":
                assert json.loads(answer.text)["message"]


class TestHeaders:
    """24 and 26: on every answer; no foreign source, no telemetry."""

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(
        "path",
        ["/", "/visits", "/sign-in", "/healthz", "/_stcore/metrics", "/nothing", "/stewardship/drafts", "/search?q=x"],
    )
    def test_on_answers_and_refusals(self, served, role, path):
        for headers in ({}, {"Host": "evil.example"}, {"Origin": "http://evil.example"}):
            answer = served.ask(path, role, headers=headers)
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
            policy = answer.headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "object-src 'none'" in policy
            assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
            foreign = [word for word in policy.split() if "://" in word and served.host.rpartition(":")[2] not in word]
            assert foreign == []
            assert "server" not in answer.headers

    def test_nobody_is_told_what_readers_do(self, served):
        with opened(served, "viewer") as stream:
            started = [m.new_session for m in drawn(stream).messages if m.WhichOneof("type") == "new_session"]
        assert started[-1].config.gather_usage_stats is False

    @pytest.mark.parametrize("role", ["viewer", "analyst"])
    def test_numbers_are_not_kept_by_browsers_and_proxies(self, served, role):
        for path in ("/stewardship/drafts", "/search?q=x", "/sign-in"):
            assert "no-store" in served.ask(path, role).headers["cache-control"]


class TestClaims:
    """25: what a browser says of itself decides nothing and is not repeated."""

    @pytest.mark.parametrize("role", SIGNED_IN)
    def test_an_address_and_a_language_that_are_not_true(self, served, role):
        message = rerun()
        message.rerun_script.context_info.url = "https://evil.example/?a"
        message.rerun_script.context_info.locale = "xx-<script>"
        message.rerun_script.context_info.timezone = "Mars/Olympus"
        with opened(served, role, **{"X-Forwarded-For": "10.9.9.9", "X-Real-IP": "10.9.9.9"}) as stream:
            page = drawn(stream, message)
        assert page.is_ready
        assert "evil.example" not in page.text
        assert "10.9.9.9" not in page.text


class TestSignIn:
    """Deep links without a session, wrong passwords, ways out of the site."""

    @pytest.mark.parametrize("page", [page for _, page, _ in PAGES])
    def test_a_deep_link_leads_to_the_sign_in_and_back(self, served, page):
        answer = served.ask(f"/{page}?town=%E5%8F%A4%E9%95%87%E9%95%87")
        assert answer.status == 303
        assert answer.headers["location"].startswith("/sign-in?next=%2F")
        assert b"zs-" not in answer.body

    @pytest.mark.parametrize(
        "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
    )
    def test_the_way_back_leads_nowhere_else(self, served, target):
        form = f"name={ACCOUNTS['viewer']}&password={PASSWORD.replace(' ', '+')}&next={target}".encode()
        answer = served.ask("/sign-in", method="POST", body=form)
        assert (answer.status, answer.headers["location"]) == (303, "/")

    def test_five_wrong_passwords(self, served, account):
        account("guessed", "viewer")

        def guess(number):
            body = f"name=guessed&password=wrong{number}".encode()
            return served.ask("/sign-in", method="POST", body=body).status

        # At the same time: one after the other each would be answered later than the one before.
        with ThreadPoolExecutor(5) as pool:
            assert sorted(pool.map(guess, range(5))) == [401, 401, 401, 401, 429]
        right = f"name=guessed&password={PASSWORD.replace(' ', '+')}".encode()
        locked = served.ask("/sign-in?language=en", method="POST", body=right + b"&language=en")
        assert locked.status == 429
        assert "15" in locked.text
        lines = (served.data / "audit" / "log.jsonl").read_text(encoding="utf-8").splitlines()
        failed = [line for line in lines if '"sign_in_failed"' in line and '"guessed"' in line]
        assert len(failed) == 5
        assert "wrong0" not in "".join(lines)


def test_no_secret_was_sent_to_anybody(served):
    """Everything that came over a websocket in this file; the last test of it."""
    sent = b"\n".join(HEARD)
    assert len(sent) > 100_000
    for secret in (
        PASSWORD.encode(),
        b"argon2",
        b"Traceback",
        b".duckdb",
        str(served.data).encode(),
        str(ROOT).encode(),
    ):
        assert secret not in sent
    assert PASSWORD not in "".join(served.said)
