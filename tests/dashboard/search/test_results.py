"""Results in the reader's language, with the address they open."""

from urllib.parse import parse_qs, urlparse

import pytest

from dashboard.search.kinds import KINDS
from dashboard.search.results import groups
from dashboard.text import LANGUAGES
from tests.dashboard.search.conftest import HOSTILE


@pytest.fixture
def found(search, version):
    """`found("hkpc", "en")`: kind → results."""

    def find(typed, language="zh-Hans", *kinds):
        return {group["kind"]: group for group in groups(version.name, search(typed, *kinds), language)}

    return find


@pytest.mark.parametrize(
    ("language", "name", "original"),
    [
        ("zh-Hans", "香港生产力促进局", ""),
        ("zh-Hant", "香港生產力促進局", "香港生产力促进局"),
        ("en", "Hong Kong Productivity Council", "香港生产力促进局"),
    ],
)
def test_a_partner_is_named_in_the_readers_language(found, language, name, original):
    (result,) = found("scjj", language)["partner"]["results"]
    assert (result["name"], result["original"]) == (name, original)
    assert urlparse(result["address"]).path == "/partners"
    assert parse_qs(urlparse(result["address"]).query) == {"partner": ["香港生产力促进局"]}


def test_the_spelling_that_fits_is_said_where_it_is_another(found):
    assert found("hkpc", "zh-Hans")["partner"]["results"][0]["matched"] == "HKPC"
    assert found("productivity", "en")["partner"]["results"][0]["matched"] == ""


@pytest.mark.parametrize(
    ("typed", "kind", "address"),
    [
        ("xiaolan", "town", "/towns?town=小榄镇"),
        ("chaowan", "sector", "/sectors?sector=潮玩"),
        ("总览", "page", "/"),
        ("talent", "page", "/talent"),
        ("V2", "indicator", "/definitions#meetings"),
        ("新能源电池", "matter", "/intents?partner=香港科技园公司&from=2024-07-01&to=2024-07-01"),
        ("新能源项目考察", "topic", "/visits?partner=香港贸易发展局&from=2025-03-02&to=2025-03-02"),
        ("李小明", "person", "/visits?partner=香港湾区医疗联盟&from=2024-06-01&to=2024-06-30"),
        ("onerror", "topic", "/visits?from=2023-01-09&to=2023-01-09"),
    ],
)
def test_what_a_result_opens(found, typed, kind, address):
    opened, expected = urlparse(found(typed)[kind]["results"][0]["address"]), urlparse(address)
    assert (opened.path, opened.fragment) == (expected.path, expected.fragment)
    assert parse_qs(opened.query) == parse_qs(expected.query)


def test_a_record_is_shown_in_the_readers_script_with_the_original(found):
    (result,) = found("拜访生产力", "zh-Hans")["topic"]["results"]
    assert result["name"] == "拜访生产力促进局并座谈"
    assert result["original"] == "拜访生產力促進局並座談"
    # The record knows the month and no day.
    assert result["note"] == "2024年6月"
    (result,) = found("onerror", "en")["topic"]["results"]
    assert (result["name"], result["original"]) == (HOSTILE, "")


def test_groups_stand_in_the_order_of_the_kinds_and_say_how_many_there_are(found):
    shown = found("香港", "zh-Hans")
    order = [kind.name for kind in KINDS]
    assert list(shown) == sorted(shown, key=order.index)
    assert shown["partner"]["label"] == "合作机构"
    assert shown["partner"]["more"] == f"共 {shown['partner']['number']} 条"
    assert found("scjj", "zh-Hans")["partner"]["more"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_heading_of_its_own(found, language):
    labels = [group["label"] for group in found("新能源", language).values()]
    assert len(labels) == len(set(labels)) > 1
