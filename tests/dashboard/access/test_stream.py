"""The connection over which pages are drawn: what may be said over it, and when it ends."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.access import accounts, stream
from dashboard.access.authority import Authority
from dashboard.access.cookies import NAME
from dashboard.access.roles import Role
from dashboard.access.sessions import SESSIONS, session_key
from dashboard.access.stream import ALLOWED, is_allowed
from dashboard.guard import MOST_OF_A_PERSON, Guard
from tests.dashboard.access.asgi import HOST


def said(**fields):
    """A message as a browser sends it."""
    message = BackMsg()
    for name, value in fields.items():
        if isinstance(value, bool):
            setattr(message, name, value)
        else:
            getattr(message, name).SetInParent()
    return message.SerializeToString()


RERUN = said(rerun_script=None)
CLEAR = said(clear_cache=True)


class Connection:
    """A guarded connection: what Streamlit hears over it, and what the browser gets."""

    def __init__(self, guard, token="", **headers):
        self.heard, self.sent, self.scopes = [], [], []
        self.to_come = asyncio.Queue()
        guard.app = self
        cookie = [(b"cookie", f"{NAME}={token}".encode())] if token else []
        forged = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.scope = {
            "type": "websocket",
            "scheme": "ws",
            "path": "/_stcore/stream",
            "query_string": b"",
            "headers": [(b"host", HOST.encode()), *cookie, *forged],
            "client": ("127.0.0.1", 5),
            "server": ("127.0.0.1", 8501),
            "extensions": {"websocket.http.response": {}},
        }
        self.to_come.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(guard(self.scope, self.to_come.get, self._send))

    async def __call__(self, scope, receive, send):
        """In the place of Streamlit."""
        self.scopes.append(scope)
        while True:
            message = await receive()
            self.heard.append(message)
            if message["type"] == "websocket.disconnect":
                await send({"type": "websocket.send", "bytes": b"what was still being drawn"})
                return

    async def _send(self, message):
        self.sent.append(message)

    async def say(self, content):
        self.to_come.put_nowait({"type": "websocket.receive", "bytes": content})
        for _ in range(5):
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)

    def types(self):
        return [message["type"].partition(".")[2] for message in self.heard]


def guard(authority=None):
    return Guard(None, hosts=[HOST], pages=["/"], authority=authority or Authority())


def test_every_message_of_this_streamlit_is_judged():
    kinds = {field.name for field in BackMsg.DESCRIPTOR.fields if field.containing_oneof}
    assert kinds >= ALLOWED
    refused = kinds - ALLOWED
    assert {"clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime"} <= refused
    for name in kinds:
        is_bool = BackMsg.DESCRIPTOR.fields_by_name[name].message_type is None
        assert is_allowed(said(**{name: True if is_bool else None})) is (name in ALLOWED)


@pytest.mark.parametrize(
    ("content", "expected"), [(b"", False), (None, None), (b"\xff\xff\xff", None), (b"hello, world", None)]
)
def test_what_is_no_message(content, expected):
    assert is_allowed(content) is expected


def test_messages_that_no_page_sends_do_not_arrive(add):
    token = SESSIONS.begin(add("ana", Role.ADMIN))

    async def run():
        connection = Connection(guard(), token)
        for content in (RERUN, CLEAR, RERUN):
            await connection.say(content)
        assert connection.types() == ["connect", "receive", "receive"]
        await connection.say(b"\xff\xff\xff")
        assert connection.types()[-1] == "disconnect"
        assert [message["code"] for message in connection.sent] == [1002]
        await connection.task

    asyncio.run(run())


@pytest.mark.parametrize(
    "changes", [{"role": Role.VIEWER}, {"is_disabled": True}, {"password": "other"}, {}], ids=lambda c: str(list(c))
)
def test_it_ends_with_the_next_message_when_the_right_has_ended(add, changes):
    """Whatever the message would start (a page, a component's handler, a fragment) is not started any more."""
    token = SESSIONS.begin(add("ana", Role.ADMIN))

    async def run():
        connection = Connection(guard(), token)
        await connection.say(RERUN)
        accounts.change("ana", **changes)
        await connection.say(RERUN)
        assert connection.types() == ["connect", "receive", "disconnect"]
        assert connection.sent == [{"type": "websocket.close", "code": 4401, "reason": ""}]
        await connection.task

    asyncio.run(run())


def test_it_ends_when_nothing_is_said_at_all(add, monkeypatch):
    monkeypatch.setattr(stream, "LOOK_EVERY", 0.02)
    token = SESSIONS.begin(add("ana"))

    async def run():
        connection = Connection(guard(), token)
        await asyncio.sleep(0.05)
        assert connection.types() == ["connect"]
        SESSIONS.end(session_key(token))
        await asyncio.wait_for(connection.task, 1)
        assert [message["code"] for message in connection.sent] == [4401]

    asyncio.run(run())


def test_the_first_account_ends_what_was_open_to_all(add):
    async def run():
        connection = Connection(guard())
        await connection.say(RERUN)
        add("ana")
        await connection.say(RERUN)
        assert connection.types() == ["connect", "receive", "disconnect"]
        await connection.task

    asyncio.run(run())


def test_an_analyst_does_not_become_a_visitor(add):
    token = SESSIONS.begin(add("ana", Role.ANALYST))

    async def run():
        connection = Connection(guard(Authority(is_open=True)), token)
        await connection.say(RERUN)
        SESSIONS.end(session_key(token))
        await connection.say(RERUN)
        assert connection.types()[-1] == "disconnect"
        await connection.task

    asyncio.run(run())


def test_streamlit_is_told_whose_it_is_by_us_alone(add):
    token = SESSIONS.begin(add("ana"))
    boss = session_key(SESSIONS.begin(add("boss", Role.ADMIN)))

    async def run():
        connection = Connection(guard(), token, **{"X-Cooperation-Session": boss})
        await connection.say(RERUN)
        headers = connection.scopes[0]["headers"]
        told = [value for name, value in headers if name.lower() == b"x-cooperation-session"]
        assert told == [session_key(token).encode()]
        assert not any(token.encode() in value for _, value in headers)
        connection.to_come.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await connection.task

    asyncio.run(run())


def test_nobody_without_a_session(add):
    add("ana")

    async def run():
        connection = Connection(guard(), "made up")
        await connection.task
        assert connection.heard == []
        assert connection.sent[0]["status"] == 401

    asyncio.run(run())


def test_a_person_has_so_many_pages_open_and_no_more(add):
    token = SESSIONS.begin(add("ana"))
    other = SESSIONS.begin(add("bo"))

    async def run():
        one = guard()
        open_now = [Connection(one, token) for _ in range(MOST_OF_A_PERSON)]
        await asyncio.sleep(0.05)
        too_many, others = Connection(one, token), Connection(one, other)
        await asyncio.sleep(0.05)
        assert too_many.sent[0]["status"] == 429
        assert others.types() == ["connect"]
        open_now[0].to_come.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await asyncio.sleep(0.02)
        again = Connection(one, token)
        await asyncio.sleep(0.02)
        assert again.types() == ["connect"]
        for connection in (*open_now[1:], others, again):
            connection.to_come.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*(connection.task for connection in (*open_now, others, again)))
        assert sum(one.connections.values()) == 0

    asyncio.run(run())
