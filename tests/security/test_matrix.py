"""One matrix: every page, address and file × every role, asked of the real server below the browser.

What each role should be able to do stands here once more, by hand, from the specification; a right, a page or an
address that is new and not written here fails.
"""

import json
import re
import threading
import time

import pytest

from dashboard.access.rights import rights
from dashboard.access.roles import Role
from dashboard.navigation import PAGES
from dashboard.stewardship.routes import ROUTES
from tests.conftest import as_csv
from tests.security.served import ACCOUNTS, PARTNER, ROLES, VISITS, furnish, serving
from tests.security.stream import components, drawn, menu, opened

LEAST = {
    "view": "partner",
    "download": "partner",
    "search": "viewer",
    "upload": "analyst",
    "publish": "analyst",
    "release": "publisher",
    "undo_own": "analyst",
    "undo_any": "publisher",
    "propose": "analyst",
    "edit": "publisher",
    "export": "analyst",
    "received_own": "analyst",
    "received_any": "admin",
    "define": "admin",
    "accounts": "admin",
    "audit": "admin",
}
# Address → the least role that is not turned away at its door; whose draft or load it is comes after that.
DOORS = {
    "PUT /stewardship/drafts/{id}/workbooks": "analyst",
    "POST /stewardship/drafts": "analyst",
    "GET /stewardship/drafts": "analyst",
    "GET /stewardship/drafts/{id}": "analyst",
    "DELETE /stewardship/drafts/{id}/workbooks/{sha256}": "analyst",
    "POST /stewardship/drafts/{id}/answers": "analyst",
    "DELETE /stewardship/drafts/{id}/answers": "analyst",
    "GET /stewardship/drafts/{id}/changes": "analyst",
    "GET /stewardship/drafts/{id}/effects": "analyst",
    "POST /stewardship/drafts/{id}/submit": "analyst",
    "POST /stewardship/drafts/{id}/withdraw": "analyst",
    "POST /stewardship/drafts/{id}/publish": "analyst",
    "GET /stewardship/drafts/{id}/repaired/{sha256}": "analyst",
    "GET /stewardship/templates/{table}": "analyst",
    "GET /stewardship/loads": "analyst",
    "GET /stewardship/loads/{id}/changes": "analyst",
    "GET /stewardship/loads/{id}/effects": "analyst",
    "GET /stewardship/loads/{id}/workbook": "analyst",
    "GET /stewardship/loads/{id}/repaired": "analyst",
    "POST /stewardship/loads/{id}/undo": "analyst",
    "POST /stewardship/loads/{id}/redo": "analyst",
    "GET /stewardship/audit": "admin",
    "GET /stewardship/names/{table}": "analyst",
    "POST /stewardship/names/{table}": "publisher",
    "GET /stewardship/reviews": "analyst",
    "GET /stewardship/decisions": "analyst",
    "POST /stewardship/decisions": "publisher",
    "POST /stewardship/decisions/{id}/revoke": "publisher",
    "GET /stewardship/proposals": "analyst",
    "POST /stewardship/proposals": "analyst",
    "POST /stewardship/proposals/{id}/accept": "publisher",
    "POST /stewardship/proposals/{id}/decline": "publisher",
    "GET /stewardship/exports": "analyst",
    "POST /stewardship/exports": "analyst",
    "GET /stewardship/exports/compare": "analyst",
    "GET /stewardship/exports/{week}/{name}": "analyst",
    "GET /stewardship/exports/{week}.zip": "analyst",
    "POST /stewardship/exports/shot": "analyst",
    "GET /stewardship/exports/taken": "analyst",
    "GET /stewardship/exports/shots": "analyst",
    "POST /stewardship/exports/shots": "analyst",
    "DELETE /stewardship/exports/shots": "analyst",
    "GET /stewardship/exports/delivery": "analyst",
    "POST /stewardship/exports/delivery/approve": "publisher",
    "POST /stewardship/exports/delivery/send": "publisher",
}
LEADERS = ["overview", "visits", "intents", "talent", "partners", "sectors", "towns", "definitions"]
PAGES_OF = {
    "partner": LEADERS,
    "viewer": LEADERS,
    "analyst": [*LEADERS, "upload", "loads", "names", "exports"],
    "publisher": [*LEADERS, "upload", "loads", "names", "exports"],
    "admin": [*LEADERS, "upload", "loads", "names", "exports"],
}
SECRET_TOPIC = "尚未公布的签约"


def has(role, least):
    return role != "anonymous" and ROLES.index(role) >= ROLES.index(least)


# What these are asked to do for good; on trial an analyst may ask the same.
SENT = {
    "POST /stewardship/names/{table}": {"key": {"partner": "数码港"}, "row": {}, "reason": "x"},
    "POST /stewardship/decisions": {"reference": "x", "verdict": "x", "reason": "x"},
}


def concrete(door):
    """A request to an address, about something that is not there."""
    method, path = door.split(" ")
    values = {"id": "99999", "sha256": "0" * 64, "table": "partners"}
    return method, re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "x"), path)


class TestWritten:
    def test_rights(self):
        assert {action: str(role) for action, role in rights().items()} == LEAST

    def test_roles_from_the_least_to_the_most(self):
        assert list(Role) == list(ROLES[1:])

    def test_pages(self):
        assert [page for _, page, _ in PAGES] == PAGES_OF["admin"]

    def test_every_address_has_an_expected_role(self):
        found = {f"{method} {route.path}" for route in ROUTES for method in route.methods - {"HEAD"}}
        assert found == set(DOORS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("door", DOORS)
def test_address(served, door, role):
    method, path = concrete(door)
    body = b"" if method == "GET" else json.dumps(SENT.get(door, {})).encode()
    answer = served.ask(f"{path}?name=a.xlsx&language=en", role, method=method, body=body)
    if role == "anonymous":
        assert answer.status == 401
    elif not has(role, DOORS[door]):
        assert answer.status == 403
        assert json.loads(answer.text)["message"]
    else:
        assert answer.status not in (401, 403, 405, 500)
        assert answer.status < 500


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "OPTIONS"])
def test_other_methods_open_nothing(served, door, method):
    """Neither by a method that the address does not have nor by one in small letters."""
    _, path = concrete(door)
    for written in (method, method.lower()):
        status = served.ask(path, method=written, body=b"{}" if method == "POST" else b"").status
        assert status in (400, 401, 404, 405, 501)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "path",
    [
        "/stewardship/",
        "/stewardship",
        "/stewardship/accounts",
        "//stewardship/drafts",
        "/Stewardship/drafts",
        "/stewardship/drafts/",
        "/stewardship/%2e%2e/drafts",
    ],
)
def test_ways_around_an_address(served, path, role):
    answer = served.ask(path, role)
    assert answer.status in (303, 307, 400, 401, 403, 404)
    assert b'"own"' not in answer.body


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES_OF["admin"])
def test_page(served, page, role):
    address = "" if page == "overview" else page
    if role == "anonymous":
        assert served.ask(f"/{address}").status == 303
        return
    with opened(served, role) as stream:
        told = drawn(stream, address)
    assert told.is_ready
    assert (address in menu(told)) == (page in PAGES_OF[role])
    if page == "upload":
        assert ("upload" in components(told)) == (page in PAGES_OF[role])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("query", ["q=V1", "q=%E7%81%AF%E9%A5%B0", "q=%25&language=en", "q="])
def test_search(served, role, query):
    answer = served.ask(f"/search?{query}", role)
    assert answer.status == (401 if role == "anonymous" else 200 if has(role, "viewer") else 403)
    if not has(role, "viewer"):
        assert "灯饰" not in answer.text


class TestPartnerBody:
    """A partner body sees the records with its own name, and totals that everybody may see."""

    OTHERS = ("智能制造对接V2", "职业教育V3")

    @pytest.mark.parametrize("page", ["", "visits", "intents", "talent", "partners", "sectors", "towns"])
    def test_no_record_of_others(self, served, page):
        with opened(served, "partner") as stream:
            for query in ("", "partner=职业训练局", "as_of=2026-11-01", "view=print"):
                text = sent_text(drawn(stream, page, query=query))
                for topic in self.OTHERS:
                    assert topic not in text, query

    def test_the_own_record_is_there(self, served):
        with opened(served, "partner") as stream:
            assert PARTNER in sent_text(drawn(stream, "visits"))


def sent_text(page):
    """What a page brought, elements and the data of components, as text."""
    data = [one.delta.new_element.bidi_component.bytes.decode("utf-8", "replace") for one in page.messages]
    return page.text + "\n".join(data)


class TestLoads:
    """The first load is the analyst's: they, publishers and admins may undo it; they and admins get its workbook."""

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("analyst", 200),
            ("other analyst", 403),
            ("publisher", 200),
            ("admin", 200),
            ("viewer", 403),
            ("partner", 403),
        ],
    )
    def test_what_undoing_would_do(self, served, role, status):
        assert served.ask("/stewardship/loads/1/effects?change=undo", role).status == status

    @pytest.mark.parametrize("role", ["other analyst", "viewer", "partner", "anonymous"])
    def test_undoing(self, served, role):
        version = json.loads(served.ask("/stewardship/loads", "admin").text)["version"]
        body = json.dumps({"version": version}).encode()
        answer = served.ask("/stewardship/loads/1/undo", role, method="POST", body=body)
        assert answer.status == (401 if role == "anonymous" else 403)
        assert json.loads(served.ask("/stewardship/loads", "admin").text)["version"] == version

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("analyst", 200),
            ("other analyst", 403),
            ("publisher", 403),
            ("admin", 200),
            ("viewer", 403),
            ("partner", 403),
        ],
    )
    def test_the_workbook_as_received(self, served, role, status):
        answer = served.ask("/stewardship/loads/1/workbook", role)
        assert answer.status == status
        assert (answer.body == as_csv(VISITS)) == (status == 200)
        if status == 200:
            assert answer.headers["content-disposition"].startswith("attachment")
            assert "no-store" in answer.headers["cache-control"]

    def test_who_did_what_is_for_admins(self, served):
        served.cookie("admin")
        assert ACCOUNTS["admin"] in served.ask("/stewardship/audit", "admin").text
        assert ACCOUNTS["admin"] not in served.ask("/stewardship/audit", "publisher").text


def new_draft(served, role, name="机密.csv", rows=None):
    """A draft of somebody's with one workbook in it."""
    made = json.loads(served.ask("/stewardship/drafts", role, method="POST", body=b"{}").text)["id"]
    rows = rows or [VISITS[0], ["V9", "2025-10-07", "赴港", "数码港", "5", SECRET_TOPIC, "古镇"]]
    answer = served.ask(
        f"/stewardship/drafts/{made}/workbooks?name={name.encode().hex()}.csv", role, method="PUT", body=as_csv(rows)
    )
    assert answer.status == 200, answer.text
    return made


def wait_until_checked(served, role, draft):
    """The draft's summary once all its workbooks are checked."""
    for _ in range(200):
        told = json.loads(served.ask(f"/stewardship/drafts/{draft}", role).text)
        if all(book["status"] in ("checked", "failed") for book in told["workbooks"]):
            return told
        time.sleep(0.1)
    raise AssertionError(told)


@pytest.fixture(scope="module")
def draft(served):
    made = new_draft(served, "analyst")
    wait_until_checked(served, "analyst", made)
    return made


class TestDrafts:
    """What is in hand is its author's alone, until it is handed to a second person or published."""

    def test_the_author_sees_it(self, served, draft):
        assert SECRET_TOPIC in served.ask(f"/stewardship/drafts/{draft}", "analyst").text

    @pytest.mark.parametrize("role", ["other analyst", "publisher", "admin", "viewer", "partner", "anonymous"])
    def test_others_do_not(self, served, draft, role):
        sha256 = json.loads(served.ask(f"/stewardship/drafts/{draft}", "analyst").text)["workbooks"][0]["sha256"]
        asked = [
            ("GET", ""),
            ("GET", "/changes"),
            ("GET", "/effects"),
            ("GET", f"/repaired/{sha256}"),
            ("POST", "/answers"),
            ("DELETE", "/answers"),
            ("POST", "/submit"),
            ("POST", "/withdraw"),
            ("POST", "/publish"),
            ("DELETE", f"/workbooks/{sha256}"),
            ("PUT", "/workbooks?name=b.csv"),
        ]
        for method, path in asked:
            answer = served.ask(f"/stewardship/drafts/{draft}{path}", role, method=method, body=b"{}")
            assert answer.status in (401, 403, 404), path
            assert SECRET_TOPIC not in answer.text
        assert draft not in served.ask("/stewardship/drafts", role).text
        assert SECRET_TOPIC in served.ask(f"/stewardship/drafts/{draft}", "analyst").text

    @pytest.mark.parametrize("role", ["viewer", "publisher", "admin", "partner"])
    def test_no_page_and_no_search_shows_it(self, served, draft, role):
        served.ask(f"/stewardship/drafts/{draft}/effects", "analyst")
        with opened(served, role) as stream:
            for page, query in (
                ("", ""),
                ("visits", ""),
                ("visits", "as_of=2026-11-30"),
                ("partners", "partner=数码港"),
            ):
                assert SECRET_TOPIC not in sent_text(drawn(stream, page, query=query))
        assert SECRET_TOPIC not in served.ask("/search?q=%E5%B0%9A%E6%9C%AA", role).text


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    data = furnish(tmp_path_factory.mktemp("four_eyes") / "data", ["four_eyes = true"])
    with serving(data) as running:
        yield running


class TestFourEyes:
    """With the setting a second person publishes: never the author, whatever their role."""

    def publish(self, strict, role, draft):
        return strict.ask(f"/stewardship/drafts/{draft}/publish", role, method="POST", body=b"{}")

    def test_from_the_draft_to_the_page(self, strict):
        draft = new_draft(strict, "publisher")
        wait_until_checked(strict, "publisher", draft)
        assert self.publish(strict, "publisher", draft).status == 403
        assert self.publish(strict, "other publisher", draft).status == 404
        assert strict.ask(f"/stewardship/drafts/{draft}/submit", "publisher", method="POST", body=b"{}").status == 200
        for role, status in (("publisher", 403), ("analyst", 404), ("viewer", 403), ("anonymous", 401)):
            assert self.publish(strict, role, draft).status == status, role
        assert draft in strict.ask("/stewardship/drafts", "other publisher").text
        assert draft not in strict.ask("/stewardship/drafts", "other analyst").text
        done = self.publish(strict, "other publisher", draft)
        assert done.status == 200, done.text
        assert "version" in json.loads(done.text)
        assert SECRET_TOPIC in strict.ask("/search?q=%E5%B0%9A%E6%9C%AA%E5%85%AC%E5%B8%83", "viewer").text
        assert self.publish(strict, "other publisher", draft).status in (403, 404, 409)

    def test_two_publish_at_the_same_time(self, strict):
        draft = new_draft(
            strict, "analyst", rows=[VISITS[0], ["V8", "2025-10-08", "赴港", "数码港", "6", "第二次", "古镇"]]
        )
        wait_until_checked(strict, "analyst", draft)
        assert strict.ask(f"/stewardship/drafts/{draft}/submit", "analyst", method="POST", body=b"{}").status == 200
        statuses = []
        publishing = [
            threading.Thread(target=lambda role=role: statuses.append(self.publish(strict, role, draft).status))
            for role in ("publisher", "other publisher", "admin")
        ]
        for one in publishing:
            one.start()
        for one in publishing:
            one.join()
        assert statuses.count(200) == 1
        assert set(statuses) <= {200, 403, 404, 409}


@pytest.fixture(scope="module")
def cookie(served):
    port = served.host.rpartition(":")[2]
    path = served.data / "access" / f"server-{port}.key"
    assert path.stat().st_mode & 0o777 == 0o600
    return f"cooperation_session={path.read_text(encoding='utf-8').strip()}"


class TestTheServersOwnSession:
    """The export's and the warm-up's: a viewer's, good on this machine and not through a proxy."""

    def test_it_reads_and_no_more(self, served, cookie):
        headers = {"Cookie": cookie}
        assert served.ask("/", "own", headers=headers).status == 200
        assert served.ask("/stewardship/drafts", "own", headers=headers).status == 403
        assert served.ask("/stewardship/loads/1/workbook", "own", headers=headers).status == 403
        with opened(served, "own", Cookie=cookie) as stream:
            assert list(menu(drawn(stream))) == ["", *PAGES_OF["viewer"][1:]]

    @pytest.mark.parametrize("name", ["X-Forwarded-For", "x-forwarded-proto", "Forwarded"])
    def test_it_is_worth_nothing_through_a_proxy(self, served, cookie, name):
        headers = {"Cookie": cookie, name: "https" if "proto" in name else "for=127.0.0.1"}
        assert served.ask("/", "own", headers=headers).status == 303


def test_what_is_kept_can_be_read_by_nobody_else(served):
    """Accounts, sessions, keys, drafts: 0600 in folders of 0700."""
    new_draft(served, "other analyst")
    found = 0
    for folder in ("access", "intake"):
        for path in (served.data / folder).rglob("*"):
            found += 1
            assert path.stat().st_mode & 0o077 == 0, path
    assert found > 5
