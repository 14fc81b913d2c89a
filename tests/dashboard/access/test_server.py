"""The real server with accounts: pages, connections, takeover, demotion, and what a forger is told."""

import re
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.access import accounts
from dashboard.access.cookies import NAME
from dashboard.access.keys import own_token
from dashboard.access.roles import Role
from tests.dashboard.access.conftest import PASSWORD
from tests.dashboard.access.served import drawn, first, rerun, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("server"), "--port", "0") as found:
        found.account("first", Role.VIEWER)
        yield found


def test_a_stranger_sees_the_way_in_and_nothing_else(server):
    answer = server.ask("GET", "/visits?sector=x")
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in?next=%2Fvisits%3Fsector%3Dx")
    assert server.ask("GET", "/sign-in").status == 200
    for path in ("/search?q=a", "/stewardship/drafts", "/_stcore/host-config", "/media/x.png", "/_stcore/metrics"):
        answer = server.ask("GET", path)
        assert (answer.status, answer.body) == (401, b"Sign in first.\n"), path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    with pytest.raises(InvalidStatus) as refusal, server.stream():
        pass
    assert refusal.value.response.status_code == 401
    assert server.ask("GET", "/_stcore/health").body == b"ok"
    assert server.ask("GET", "/healthz", **{"x-forwarded-for": "192.0.2.7"}).body == b"ok"
    assert server.ask("GET", "/healthz").body.startswith(b'{"version"'), "a monitor on this machine"


def test_signing_in_opens_the_pages(server):
    server.account("ana", Role.ANALYST)
    assert server.sign_in("ana", "wrong wrong wrong").status == 401
    answer = server.sign_in("ana", PASSWORD)
    assert (answer.status, answer.headers["location"]) == (303, "/visits")
    token = first(rf"{NAME}=([^;]+)", answer.headers["set-cookie"])
    assert b'<div id="root">' in server.ask("GET", "/visits", token).body
    with server.stream(token) as stream:
        assert "name=ana role=analyst" in rerun(stream)


def test_a_session_id_is_no_password(server):
    """Another's connection, presented with the id of the admin's session, becomes a session of its own."""
    boss, eve = server.account("boss", Role.ADMIN), server.account("eve", Role.VIEWER)
    with server.stream(boss) as admins:
        seen = rerun(admins)
        assert "name=boss role=admin first=boss" in seen
        session_id = first(r'session_id: "([^"]+)"', seen)
        with server.stream(eve, session_id, **{"X-Cooperation-Session": "x"}) as taken:
            assert "name=eve role=viewer first=eve" in rerun(taken)
        assert "first=boss" in rerun(admins), "the admin goes on undisturbed"
    with server.stream(eve, session_id) as taken:
        assert "first=eve" in rerun(taken), "nor after the admin has left"
    with server.stream(boss, session_id) as again:
        assert "name=boss role=admin first=boss" in rerun(again), "the admin's own connection finds it"


@pytest.mark.parametrize("changes", [{"role": Role.VIEWER}, {"is_disabled": True}], ids=["lowered", "disabled"])
def test_nothing_runs_any_more_when_the_right_has_ended(server, changes):
    name = "ex-" + next(iter(changes)).replace("_", "-")
    token = server.account(name, Role.ADMIN)
    mark = server.folder / "pressed"
    with server.stream(token) as stream:
        seen = rerun(stream)
        button = first(r'id: "(\$\$ID-[^"]+-press)"', seen)
        rerun(stream, press=button)
        before = mark.read_text(encoding="utf-8")
        assert before.endswith(f"{name}\n"), "while it is allowed the handler runs"
        with server.data():
            accounts.change(name, **changes)
        begin = time.monotonic()
        with pytest.raises(ConnectionClosed) as ended:
            rerun(stream, press=button)
        assert (ended.value.rcvd.code, time.monotonic() - begin < 1) == (4401, True)
    assert mark.read_text(encoding="utf-8") == before
    with pytest.raises(InvalidStatus), server.stream(token):
        pass


def test_a_forged_press_of_what_is_not_drawn_for_the_role(server):
    boss, eve = server.account("boss2", Role.ADMIN), server.account("eve2", Role.VIEWER)
    with server.stream(boss) as stream:
        button = first(r'id: "(\$\$ID-[^"]+-press)"', rerun(stream))
    with server.stream(eve) as stream:
        rerun(stream)
        assert "role=viewer" in rerun(stream, press=button)
    mark = server.folder / "pressed"
    assert not mark.exists() or "eve2" not in mark.read_text(encoding="utf-8")


def test_the_servers_own_session_reads_as_a_viewer(server):
    with server.data():
        token = own_token(server.port)
    with server.stream(token) as stream:
        assert "name=server role=viewer" in rerun(stream)
    assert server.ask("GET", "/", token, **{"x-forwarded-for": "192.0.2.7"}).status == 303


def test_uploads_to_streamlit_are_closed_to_the_admin_too(server):
    token = server.account("boss3", Role.ADMIN)
    for method in ("PUT", "POST", "DELETE"):
        assert server.ask(method, "/_stcore/upload_file/session/file", token, b"x" * 1000).status == 404


def test_a_long_message_ends_the_connection(server):
    with server.stream(server.account("long", Role.VIEWER)) as stream:
        rerun(stream)
        # The server ends it while it is still being sent, or after.
        with pytest.raises(ConnectionClosed) as ended:
            stream.send(b"\x00" * 3_000_000)
            drawn(stream)
    # A line that was cut while it was being written to brings no reason.
    assert ended.value.rcvd is None or ended.value.rcvd.code == 1009


def test_sessions_outlive_a_restart_and_the_servers_own_does_not(tmp_path):
    with serving(tmp_path, "--port", "0") as one:
        token, own = one.account("ana", Role.VIEWER), None
        with one.data():
            own = own_token(one.port)
        assert one.ask("GET", "/", token).status == 200
    with serving(tmp_path, "--port", "0") as two:
        assert two.ask("GET", "/", token).status == 200
        assert two.ask("GET", "/", own).status == 303
    assert not list((tmp_path / "data" / "access").glob("server-*.key"))
    logged = "".join([*one.said, *two.said])
    assert not re.search("Traceback|" + re.escape(token), logged)


def test_a_server_for_others_asks_who_they_are(tmp_path):
    with serving(tmp_path, "--port", "0", "--viewers-without-sign-in") as one:
        with one.stream() as stream:
            assert "name=visitor role=viewer" in rerun(stream)
        token = one.account("ana", Role.ANALYST)
        with one.stream(token) as stream:
            assert "name=ana role=analyst" in rerun(stream)
    # With an account it may be bound to any address.
    with serving(tmp_path, "--port", "0", "--address", "0.0.0.0") as two:
        assert two.ask("GET", "/").status == 303
