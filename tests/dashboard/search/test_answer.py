"""`/search`: what is asked, who asks, what comes back."""

import json
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from dashboard.access.identity import Identity
from dashboard.access.roles import Role
from dashboard.search import answer
from dashboard.search.kinds import Kind


@pytest.fixture
def ask():
    """`ask(q="scjj")`: the status and what came back."""

    def asking(**asked):
        got = answer.search(Request({"type": "http", "headers": [], "query_string": urlencode(asked).encode()}))
        assert got.headers["cache-control"] == "no-store"
        return got.status_code, json.loads(got.body)

    return asking


def test_what_fits_comes_back_as_json(ask, version):
    status, got = ask(q="scjj", language="en")
    assert (status, got["said"]) == (200, "1 found")
    (group,) = got["groups"]
    assert (group["kind"], group["label"], group["number"]) == ("partner", "Partners", 1)
    assert group["results"][0]["name"] == "Hong Kong Productivity Council"


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "x"}, {"language": "en"}, {"q": "%%%", "language": "'"}])
def test_nothing_asked_is_nothing_found(ask, version, asked):
    assert ask(**asked) == (200, {"groups": [], "said": ""})


def test_a_language_we_do_not_have_is_simplified_chinese(ask, version):
    assert ask(q="scjj", language="fr")[1]["said"] == "找到 1 条"


def test_hostile_and_endless_questions_are_answered(ask, version):
    for typed in ("'; drop table visits", "a" * 10_000, "(?:a+)+$", "\x00"):
        assert ask(q=typed)[0] == 200


def test_an_empty_warehouse_has_nothing_to_search(ask):
    assert ask(q="scjj") == (503, {"groups": [], "said": ""})


def test_what_a_role_may_not_see_is_not_searched(ask, version, monkeypatch):
    kinds = (Kind("partner", "search.partners", "partners", least=Role.ANALYST), Kind("town", "search.towns", "towns"))
    monkeypatch.setattr(answer, "KINDS", kinds)
    monkeypatch.setattr(answer, "identity_of", lambda scope: Identity("a", Role.VIEWER))
    assert [group["kind"] for group in ask(q="中山")[1]["groups"]] == ["town"]
    monkeypatch.setattr(answer, "identity_of", lambda scope: Identity("a", Role.ANALYST))
    assert [group["kind"] for group in ask(q="中山")[1]["groups"]] == ["partner", "town"]
