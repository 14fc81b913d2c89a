"""Sessions: how long they hold, what ends them, and that the file is of no use to a thief."""

import json

import pytest

from dashboard.access import accounts, sessions
from dashboard.access.authority import Authority
from dashboard.access.person import LOCAL, SERVER, VISITOR, Identity
from dashboard.access.private_file import access_folder
from dashboard.access.roles import Role
from dashboard.access.sessions import Sessions, session_key

HOUR = 3600.0


@pytest.fixture
def clock(monkeypatch):
    """`clock.now` is the time that sessions see."""

    class Clock:
        now = 1_700_000_000.0

        def time(self):
            return self.now

    found = Clock()
    monkeypatch.setattr(sessions, "time", found)
    return found


def test_a_session_is_somebodys_until_it_ends(add, clock):
    held = Sessions()
    key = session_key(held.begin(add("ana")))
    assert held.account(key).name == "ana"
    held.end(key)
    assert held.account(key) is None


def test_two_tokens_are_never_the_same_and_are_not_on_the_disk(add, clock):
    held, ana = Sessions(), add("ana")
    tokens = {held.begin(ana) for _ in range(10)}
    assert len(tokens) == 10
    assert all(len(token) >= 43 for token in tokens)  # 256 bits
    written = (access_folder() / "sessions.json").read_text(encoding="utf-8")
    assert not any(token in written for token in tokens)
    [key] = [key for key in json.loads(written) if key == session_key(min(tokens))]
    assert held.account(session_key(key)) is None  # what stands in the file opens nothing


def test_it_survives_a_restart(add, clock):
    key = session_key(Sessions().begin(add("ana")))
    assert Sessions().account(key).name == "ana"


@pytest.mark.parametrize(
    ("minutes", "holds"),
    [([119.0], True), ([121.0], False), ([100.0] * 7, True), ([100.0] * 8, False)],
    ids=["used in time", "idle too long", "eleven hours", "thirteen hours"],
)
def test_times(add, clock, minutes, holds):
    held = Sessions()
    key = session_key(held.begin(add("ana")))
    for passed in minutes[:-1]:
        clock.now += passed * 60
        assert held.account(key)
        held.touch(key)
    clock.now += minutes[-1] * 60
    assert (held.account(key) is not None) is holds


def test_use_is_written_down_for_the_next_start(add, clock):
    held = Sessions()
    key = session_key(held.begin(add("ana")))
    clock.now += 100 * 60
    held.touch(key)
    clock.now += 100 * 60
    assert Sessions().account(key)


def test_a_clock_put_back_makes_no_session_immortal(add, clock):
    held = Sessions()
    key = session_key(held.begin(add("ana")))
    clock.now -= HOUR
    assert held.account(key) is None


@pytest.mark.parametrize("changes", [{"is_disabled": True}, {"password": "x"}, {"role": Role.VIEWER}, {}])
def test_what_ends_all_sessions_of_an_account(add, clock, changes):
    held = Sessions()
    keys = [session_key(held.begin(add(name, Role.ANALYST))) for name in ("ana", "bo")]
    keys.append(session_key(held.begin(accounts.account("ana"))))
    accounts.change("ana", **changes)
    assert [held.account(key) is None for key in keys] == [True, False, True]


def test_the_oldest_ends_when_there_are_too_many(add, clock):
    held, ana = Sessions(), add("ana")
    keys = []
    for _ in range(sessions.MOST_OF_A_PERSON + 1):
        clock.now += 1
        keys.append(session_key(held.begin(ana)))
    assert [held.account(key) is None for key in keys] == [True] + [False] * sessions.MOST_OF_A_PERSON


class TestAuthority:
    def test_a_machine_of_ones_own(self):
        assert Authority().identity("") == LOCAL
        assert Authority(is_local_only=False).identity("") is None

    def test_with_an_account_nobody_is_anybody_without_a_session(self, add):
        ana = add("ana", Role.PARTNER, partner="香港生产力促进局")
        assert Authority().identity("") is None
        key = session_key(sessions.SESSIONS.begin(ana))
        assert Authority().identity(key) == Identity("ana", Role.PARTNER, "香港生产力促进局")
        accounts.change("ana", is_disabled=True)
        assert Authority().identity(key) is None
        assert Authority().valid(key) == ""

    def test_open_to_viewers(self, add):
        add("ana")
        assert Authority(is_open=True).identity("") == VISITOR
        assert VISITOR.role is Role.VIEWER

    def test_the_servers_own(self, add):
        add("ana")
        authority = Authority(own_key=session_key("secret"))
        assert authority.identity(session_key("secret")) == SERVER
        assert authority.identity(session_key("other")) is None
        assert SERVER.role is Role.VIEWER
