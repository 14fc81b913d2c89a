"""A partner body sees the records that name it and the public totals, and of all other bodies not one byte."""

import csv

import pytest

from dashboard import reader as readers
from dashboard.access.identity import Identity
from dashboard.access.public import public_totals
from dashboard.access.roles import Role
from dashboard.indicators.filters import Filters
from etl.places import ROOT
from tests.conftest import build_workbook
from tests.pages.drawn import SCRIPTS, components
from tests.pages.warehouses import make_warehouse
from tests.security.sent import Browser

OWN, CO, OTHER, THIRD = "香港生产力促进局", "香港科技大学", "香港贸易发展局", "投资推广署"
UNKNOWN = "甲乙丙秘密商会"
SECRET = "机密事由"
VISITS = [
    ["编号", "日期", "方向", "会见机构", "镇街", "行业", "人数", "事由", "带队"],
    ["V1", "2026-05-13", "赴港", f"{OWN}、{CO}", "南区街道", "新能源", 12, "考察交流", "李一"],
    ["V2", "2026-06-20", "来访", OTHER, "东区街道", "智能制造", 8, f"{SECRET}一", "王二秘"],
    ["V3", "2026-09-01", "赴港", f"{THIRD}、{UNKNOWN}", "南区街道", "智能制造", 5, f"{SECRET}二", "王二秘"],
]
INTENTS = [
    ["编号", "日期", "事项", "合作机构", "中山方", "行业", "阶段", "金额"],
    ["I1", "2026-05-20", "电梯更新合作", OWN, "南区街道", "新能源", "意向", "1000万元"],
    ["I2", "2026-06-20", f"{SECRET}项目", OTHER, "甲方秘密公司", "智能制造", "正式签约", "2000万元"],
]
FLOWS = [
    ["编号", "月份", "方向", "人数", "目的", "合作机构", "行业", "镇街"],
    ["F1", "2026年5月", "来中山", 7, "任职", OWN, "新能源", "南区街道"],
    ["F2", "2026年6月", "来中山", 41, "实习", OTHER, "智能制造", "东区街道"],
]
ADDRESSES: tuple[dict[str, str | list[str]], ...] = (
    {},
    {"partner": OTHER},
    {"partner": [OWN, OTHER]},
    {"partner": [OTHER, THIRD]},
    {"sector": "智能制造"},
    {"town": ["南区街道", "东区街道"], "as_of": "2199-01-01"},
    {"view": "screen"},
    {"view": "print", "partner": OTHER},
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bodies")
    books = [
        build_workbook(folder / f"{OTHER}来访.xlsx", VISITS),
        build_workbook(folder / "intents.xlsx", INTENTS),
        build_workbook(folder / "talent.xlsx", FLOWS),
    ]
    return make_warehouse(folder, books)


@pytest.fixture
def see(data, monkeypatch):
    """`see(page, **address)`: everything that this body's browser is sent for the page and asks for after it."""
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    body = Identity("hkpc", Role.PARTNER, partner=OWN)
    monkeypatch.setattr("dashboard.access.identity.current_identity", lambda: body)
    return Browser(monkeypatch).open


def foreign():
    """Every name of a body that this one must not see, in every language, and what only other records say."""
    with (ROOT / "data" / "reference" / "partners.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["partner"] not in (OWN, CO)]
    names = {row[column] for row in rows for column in ("partner", "zh_hant", "en") if row[column]}
    return names | {UNKNOWN, SECRET, "機密事由", "甲方秘密公司", "王二秘"}


@pytest.mark.parametrize("page", list(SCRIPTS))
def test_no_byte_of_other_bodies(see, page):
    for address in ADDRESSES:
        _, sent = see(page, **address)
        assert [name for name in foreign() if name in sent] == [], (page, address)


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_in_other_languages(see, language):
    for page in ("overview", "partners", "visits"):
        _, sent = see(page, language=language, partner=OTHER)
        assert [name for name in foreign() if name in sent] == [], page


def test_its_own_records_and_who_came_along_are_there(see):
    _, sent = see("partners")
    for word in (OWN, CO, "考察交流", "电梯更新合作", "李一"):
        assert word in sent
    assert "41" not in [card["value"] for strip in components(see("partners")[0], "cards") for card in strip["cards"]]


def test_the_public_totals_are_those_of_everybody_and_unsplit(see):
    app, _ = see("overview", sector="新能源")
    own, public = components(app, "cards")
    assert [card["indicator"] for card in public["cards"]] == [f"public-{id}" for id in public_totals()]
    values = {card["indicator"]: card["value"] for card in own["cards"] + public["cards"]}
    assert (values["delegations"], values["public-delegations"]) == ("1", "3")
    assert (values["talent_in"], values["public-talent_in"]) == ("7", "48")
    assert all(card["course"] == [] and card["progress"] is None for card in public["cards"])


def test_what_is_not_public_is_no_total(data, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    body = readers.Reader(readers.warehouse.current(), "zh-Hans", Filters(), "page", is_phone=False, own=OWN)
    assert body.public_total("talent_in").total == 48
    with pytest.raises(KeyError):
        body.public_total("participants")


def test_the_scan_finds_what_somebody_who_may_see_all_is_sent(see, monkeypatch):
    viewer = Identity("viewer", Role.VIEWER)
    monkeypatch.setattr("dashboard.access.identity.current_identity", lambda: viewer)
    _, sent = see("visits")
    assert {OTHER, THIRD, UNKNOWN, SECRET, "王二秘"} <= {name for name in foreign() if name in sent}


def test_search_is_closed(see):
    app, _ = see("overview")
    assert not components(app, "search")


def test_the_filters_offer_only_its_own_name(see):
    app, _ = see("visits")
    (bar,) = components(app, "filters")
    partners = next(group for group in bar["choices"]["groups"] if group["name"] == "partner")
    assert [option["value"] for part in partners["parts"] for option in part["options"]] == [OWN]
    # Its name is no choice that could be taken away.
    assert bar["chips"] == []


def test_a_body_without_a_name_sees_nothing(data, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    reader = readers.Reader(readers.warehouse.current(), "zh-Hans", Filters(), "page", is_phone=False, own="")
    assert reader.values("delegations").total == 0
    assert reader.listed("visits") == ()
    assert reader.reference("partners") == ()
    assert reader.load(1) is None


def test_a_cache_that_everybody_filled_is_not_a_bodys(data, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    everybody = readers.Reader(readers.warehouse.current(), "zh-Hans", Filters(partners=(OWN,)), "page", is_phone=False)
    assert everybody.listed("visits")[0]["workbook"]
    body = readers.replace(everybody, own=OWN)
    assert body.listed("visits")[0]["workbook"] == ""
    assert hash(body) != hash(everybody)
