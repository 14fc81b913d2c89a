"""What fits a query, and what comes first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.search.kinds import KINDS
from tests.dashboard.search.conftest import HOSTILE

COUNCIL = "香港生产力促进局"


def keys(hits):
    return [hit.key for hit in hits]


TYPED = """
    scjj|SCJJ|sclcjj|xgsclcjj|shengchanli|sheng chan li|shengcl|生产力促进局|生產力促進局
    生产力|生產力|生促局|生产lcjj|hk生产力|香港 促进局 生产
    hkpc|HKPC|ＨＫＰＣ|productivity|Productivity Council|生厂力促进局|productvity
"""


@pytest.mark.parametrize(
    "typed", [text.strip() for line in TYPED.split("\n") for text in line.split("|") if text.strip()]
)
def test_the_council_is_found_however_it_is_typed(search, typed):
    assert keys(search(typed, "partner"))[0] == COUNCIL


@pytest.mark.parametrize(
    ("typed", "kind", "key"),
    [
        ("zhongshangang", "town", "中山港街道"),
        ("xlz", "town", "小榄镇"),
        ("dachong", "town", "大涌镇"),
        ("dayong", "town", "大涌镇"),
        ("潮流玩具", "sector", "潮玩"),
        ("xny", "sector", "新能源"),
        ("交流互訪", "page", "visits"),
        ("talent", "page", "talent"),
        ("V2", "indicator", "meetings"),
        ("jlrc", "indicator", "participants"),
        ("cdw", "person", "陈大文"),
        ("mm科技", "party", "中山市某某科技有限公司"),
        # Nobody knows this body; it stays as somebody wrote it.
        ("湾区医疗", "partner", "香港湾区医疗联盟"),
    ],
)
def test_each_kind_is_found(search, typed, kind, key):
    assert key in keys(search(typed, kind))


def test_the_whole_comes_before_its_begin_before_its_middle(search):
    # 新能源 is a sector; matters begin with it or hold it.
    hits = search("新能源")
    assert [(hit.kind, hit.key) for hit in hits if hit.kind in ("sector", "matter", "topic")] == [
        ("sector", "新能源"),
        ("matter", "新能源电池项目"),
        ("matter", "潮玩新能源车项目签约"),
        ("topic", "新能源项目考察"),
    ]


def test_sounds_of_the_begin_come_before_sounds_inside(search):
    assert keys(search("xny", "matter")) == ["新能源电池项目", "潮玩新能源车项目签约"]


def test_a_short_form_keeps_the_end_of_the_name_unless_nothing_else_does(search):
    # 生产力促进局 ends with j; while the last letter is not typed yet, its begin is enough.
    assert keys(search("scj", "partner")) == keys(search("scjj", "partner")) == [COUNCIL]
    # 中国留学生联盟慈善基金会 holds the letters of scjj in that order too, but goes on.
    assert "中国留学生联盟慈善基金会" not in keys(search("scjj", "partner"))


def test_names_that_fit_equally_well_stand_as_in_the_reference_table(search):
    assert keys(search("香港中山", "partner")) == [
        "香港中山社团总会",
        "香港中山侨商会",
        "香港中山坦洲同乡联谊会",
        "中山三乡镇（香港）同乡会",  # also called 香港中山三乡镇同乡会
        "香港中山良都会",
    ]


def test_a_record_is_the_newest_that_says_it(search):
    (hit,) = search("新能源项目考察", "topic")
    assert (hit.first_day, hit.last_day, hit.partner) == (date(2025, 3, 2), date(2025, 3, 2), "香港贸易发展局")


def test_a_day_known_to_the_month_is_the_whole_month(search):
    (hit,) = search("生产力促进局", "topic")
    assert (hit.first_day, hit.last_day) == (date(2024, 6, 1), date(2024, 6, 30))


def test_at_most_so_many_of_a_kind_and_the_number_of_all(search):
    hits = search("香港", "partner", most=3)
    assert len(hits) == 3
    assert {hit.number for hit in hits} == {len(search("香港", "partner", most=1000))}
    assert hits[0].number > 20


def test_kinds_that_were_not_asked_for_are_not_found(search):
    assert search("新能源", "partner") == []
    assert search("新能源") != []


@pytest.mark.parametrize("typed", ["", " ", "x", "7", "%", "_", ".*", "'", '"', "\\", "(((", "\x00", "\ud800", "🎉"])
def test_nothing_to_search_for_finds_nothing(search, typed):
    assert search(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "'; drop table searchable.names; --",
        "a" * 10_000,
        "港" * 10_000,
        "' or 1=1",
        "[a-z]+$",
        "100%'",
        "\\d\\d",
        "a.*b",
        "$whole",
    ],
)
def test_hostile_text_is_data(search, typed):
    assert all(isinstance(hit.key, str) for hit in search(typed))
    assert keys(search("scjj", "partner")) == [COUNCIL]


def test_hostile_text_in_a_record_is_found_as_it_is(search):
    (hit,) = search("onerror=alert(1)")
    assert hit.written == HOSTILE


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text("scjj港生产力%_' ", max_size=12))
def test_any_query_is_answered(search, typed):
    hits = search(typed, most=2)
    assert all(hit.number >= 1 for hit in hits)
    assert len(hits) <= 2 * len(KINDS)


def test_many_may_search_at_once(search):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: keys(search("scjj", "partner")), range(24)))
    assert found == [[COUNCIL]] * 24
