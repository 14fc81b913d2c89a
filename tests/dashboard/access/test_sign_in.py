"""Signing in by password: who gets in, what the page says to the others, and for how long they must wait."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.access import accounts, failures, passwords, sign_in
from dashboard.access.authority import Authority
from dashboard.access.cookies import NAME, SECURE_NAME
from dashboard.access.credentials import Refused, checked
from dashboard.access.private_file import access_folder
from dashboard.access.roles import Role
from dashboard.access.sessions import SESSIONS, session_key
from dashboard.access.sign_in import local
from dashboard.text import LANGUAGES, t
from etl import audit
from etl.errors import CooperationError
from tests.dashboard.access.asgi import Browser, guarded
from tests.dashboard.access.conftest import PASSWORD


@pytest.fixture
def browser():
    return Browser(guarded())


def entered(browser, name="ana", password=PASSWORD, **more):
    return browser.post("/sign-in", {"name": name, "password": password, **more})


def test_in_and_out(add, browser):
    add("ana", Role.ANALYST)
    answer = browser.get("/visits", "sector=x")
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in?next=%2Fvisits%3Fsector%3Dx")
    assert 'value="/visits?sector=x"' in browser.get("/sign-in", "next=%2Fvisits%3Fsector%3Dx").text
    answer = entered(browser, next="/visits?sector=x")
    assert (answer.status, answer.headers["location"]) == (303, "/visits?sector=x")
    assert browser.get("/visits").status == 200
    assert browser.get("/sign-in", "next=/upload").headers["location"] == "/upload"
    token = browser.cookies[NAME]
    answer = browser.post("/sign-out", {})
    assert (answer.status, answer.headers["location"], NAME in browser.cookies) == (303, "/sign-in", False)
    browser.cookies[NAME] = token
    assert browser.get("/visits").status == 303
    assert [entry["action"] for entry in reversed(audit.entries())] == ["sign_in", "sign_out"]


def test_out_everywhere(add, browser):
    add("ana")
    other = Browser(browser.app)
    entered(browser)
    entered(other)
    assert other.get("/visits").status == 200
    browser.post("/sign-out", {"everywhere": "1"})
    assert other.get("/visits").status == 303


def test_the_cookie(add, browser):
    add("ana")
    said = entered(browser).attributes[NAME].lower()
    assert "httponly" in said
    assert "samesite=lax" in said
    assert "path=/" in said
    assert "secure" not in said
    assert "domain" not in said
    # A proxy on this machine may say that the browser came by https; nobody else may.
    secure = Browser(browser.app).post(
        "/sign-in", {"name": "ana", "password": PASSWORD}, x_forwarded_proto="https", host="board.example"
    )
    assert "secure" in secure.attributes[SECURE_NAME].lower()
    assert (
        NAME
        in Browser(browser.app, client="192.0.2.9")
        .post("/sign-in", {"name": "ana", "password": PASSWORD}, x_forwarded_proto="https")
        .attributes
    )


def test_a_token_that_was_there_before_is_worth_nothing(add, browser):
    """Session fixation: what somebody else put into the browser never becomes a session."""
    add("ana")
    planted = "a" * 43
    browser.cookies[NAME] = planted
    entered(browser)
    assert browser.cookies[NAME] != planted
    assert Browser(browser.app, {NAME: planted}).get("/visits").status == 303
    first = browser.cookies[NAME]
    entered(browser)
    assert browser.cookies[NAME] != first


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_in_three_languages(add, browser, language):
    add("ana")
    answer = entered(browser, password="wrong wrong wrong", language=language)
    assert answer.status == 401
    assert t("sign_in.wrong", language) in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert "wrong wrong wrong" not in answer.text
    assert NAME not in browser.cookies


def test_locked_after_five_and_for_a_while(add, browser, monkeypatch):
    add("ana")
    answers = [entered(browser, password="wrong wrong wrong", language="en") for _ in range(5)]
    assert [answer.status for answer in answers] == [401, 401, 401, 401, 429]
    assert "try again in 15 min" in answers[-1].text
    assert entered(browser, language="en").status == 429, "the right password does not help"
    moment = failures.time.time()
    monkeypatch.setattr(failures.time, "time", lambda: moment + 14 * 60)
    assert entered(browser).status == 429
    monkeypatch.setattr(failures.time, "time", lambda: moment + 16 * 60)
    assert entered(browser).status == 303
    failed = [entry for entry in audit.entries() if entry["action"] == "sign_in_failed"]
    assert [entry["detail"]["failures"] for entry in failed] == [5, 4, 3, 2, 1]
    assert {entry["by"] for entry in failed} == {"ana"}


def test_a_right_password_forgives(add, browser):
    add("ana")
    for _ in range(3):
        assert [entered(browser, password="wrong wrong wrong").status for _ in range(4)] == [401] * 4
        assert entered(browser).status == 303


def test_a_name_that_nobody_has_is_answered_alike(add, browser, monkeypatch):
    """The same number of hashes, the same statuses, the same words, so that nobody learns who has an account."""
    add("ana")
    add("gone", is_disabled=True)
    add("elsewhere", password="", email="e@example.org")
    looked = []
    right = passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda kept, typed: looked.append(kept) or right(kept, typed))
    hashes = []

    class Counted:
        def verify(self, kept, typed, really=passwords.hasher):
            hashes.append(kept)
            return really.verify(kept, typed)

    monkeypatch.setattr(passwords, "hasher", Counted())
    seen = {}
    for name in ("ana", "nobody", "gone", "elsewhere"):
        hashes.clear()
        answers = [entered(browser, name, "wrong wrong wrong") for _ in range(6)]
        seen[name] = [(answer.status, answer.text.replace(name, "")) for answer in answers], len(hashes)
    assert seen["ana"] == seen["nobody"] == seen["gone"] == seen["elsewhere"]
    assert seen["ana"][1] == 5
    assert len(looked) == 20


def test_what_is_typed_as_an_unknown_name_is_not_written_down(browser, add):
    add("ana")
    entered(browser, name=PASSWORD, password="something else")
    [entry] = audit.entries()
    assert (entry["by"], entry["about"]) == ("-", "-")
    assert PASSWORD not in (audit.audit_folder() / "log.jsonl").read_text(encoding="utf-8")


def test_disabled_is_wrong(add, browser):
    add("ana", is_disabled=True)
    assert entered(browser).status == 401


def test_many_tries_at_once_are_many(add):
    add("ana")
    for _ in range(4):
        with pytest.raises(Refused):
            checked("ana", "wrong wrong wrong", "en")
    # Another try is being looked at: the fifth failure is counted, though not yet known.
    failures.count_attempt("ana")
    with pytest.raises(Refused) as refusal:
        checked("ana", PASSWORD, "en")
    assert refusal.value.status == 429


def test_tries_at_the_same_moment_are_all_counted(add):
    add("ana")
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda _: failures.count_attempt("ana"), range(24))) == list(range(1, 25))


def test_the_number_of_remembered_names_is_bounded(add):
    add("ana")
    failures.count_attempt("ana")
    for number in range(failures.MOST_UNKNOWN + 20):
        failures.count_attempt(f"nobody{number}")
    held = failures._file.read()
    assert len(held) == failures.MOST_UNKNOWN + 1
    assert held["ana"]["count"] == 1


def test_too_many_at_once_are_sent_away(add, browser, monkeypatch):
    add("ana")
    monkeypatch.setattr(sign_in, "_waiting", sign_in.WAITING)
    assert entered(browser).status == 503


def test_failures_delay_the_answer(add, browser, monkeypatch):
    add("ana")
    waited = []
    sleep = asyncio.sleep

    async def note(seconds, *rest):
        waited.append(seconds)
        await sleep(0)

    monkeypatch.setattr(sign_in, "DELAYS", (0.5, 1.0, 2.0, 4.0))
    monkeypatch.setattr(sign_in.asyncio, "sleep", note)
    for _ in range(6):
        entered(browser, password="wrong wrong wrong")
    assert [seconds for seconds in waited if seconds] == [0.5, 1.0, 2.0, 4.0, 4.0]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"x" * 9000, 401), (b"\xff\xfe", 401), (b"&".join([b"a=1"] * 20), 401), (b"", 401)],
)
def test_what_is_no_form(add, browser, body, status):
    add("ana")
    assert browser.ask("POST", "/sign-in", "", body, {}).status == status


def test_nothing_that_was_typed_or_asked_becomes_html(add, browser):
    add("ana")
    nasty = "\"'><script>alert(1)</script>"
    shown = entered(browser, nasty, "wrong wrong wrong", next="/?a=" + nasty, language=nasty).text
    shown += browser.get("/sign-in", "next=/%3Fa=%22%3E%3Cscript%3E&language=%3Cscript%3E").text
    assert "<script" not in shown
    assert "&quot;&#x27;&gt;&lt;script&gt;" in shown


def test_the_page_asks_nothing_of_others_and_has_no_script(add, browser):
    add("ana")
    shown = browser.get("/sign-in").text
    for word in ("<script", "http:", "https:", "url(", "src=", "@import"):
        assert word not in shown


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/visits?sector=x&language=en", "/visits?sector=x&language=en"),
        ("/", "/"),
        ("", "/"),
        ("visits", "/"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/sign-in?next=/", "/"),
        ("/sign-out", "/"),
        ("/a\r\nset-cookie: x=1", "/"),
        ("/" + "x" * 2000, "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("//[", "/"),
        ("http:///evil", "/"),
    ],
)
def test_only_our_own_addresses_are_gone_back_to(address, expected):
    assert local(address) == expected


def test_who_is_let_in_without_an_account_can_still_sign_in(add, monkeypatch):
    add("ana", Role.ANALYST)
    monkeypatch.setattr(sign_in.AUTHORITY, "is_open", True)
    browser = Browser(guarded(Authority(is_open=True)))
    assert browser.get("/search").text.count('"visitor"') == 1
    assert browser.get("/sign-in").status == 200
    entered(browser)
    assert '"analyst"' in browser.get("/search").text
    assert browser.post("/sign-out", {}).headers["location"] == "/"


def test_a_password_kept_in_a_weaker_way_is_kept_anew(add, browser, monkeypatch):
    ana = add("ana")
    key = session_key(SESSIONS.begin(ana))
    monkeypatch.setattr(passwords, "is_outdated", lambda kept: True)
    assert entered(browser).status == 303
    assert accounts.account("ana").password != ana.password
    assert SESSIONS.account(key), "other sessions go on"


def test_without_any_account_the_page_says_so(browser):
    shown = Browser(guarded(Authority(is_open=True))).get("/sign-in", "language=en").text
    assert "no accounts here yet" in shown
    assert "<form" not in shown


def test_accounts_that_cannot_be_read(add, browser):
    add("ana")
    entered(browser)
    (access_folder() / "accounts.json").write_text("{", encoding="utf-8")
    answer = browser.get("/visits")
    assert (answer.status, "accounts.json" in answer.text) == (503, True)


def test_an_audit_log_that_cannot_be_written_lets_nobody_in_unseen(add, browser, monkeypatch):
    add("ana")

    def fails(*arguments, **detail):
        raise CooperationError("no space")

    monkeypatch.setattr(audit, "record", fails)
    answer = entered(browser, language="en")
    assert (answer.status, NAME in browser.cookies) == (503, False)
    assert "no space" not in answer.text
    browser.cookies[NAME] = SESSIONS.begin(accounts.account("ana"))
    assert browser.post("/sign-out", {}).status == 503
    assert browser.get("/visits").status == 303, "signed out all the same"
