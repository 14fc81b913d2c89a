"""The address is the view: what a reader chose is in it, survives the menu, and nothing in it breaks a page."""

import csv
import json
from datetime import date
from urllib.parse import parse_qs, urlparse

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.indicators.filters import Filters
from dashboard.indicators.periods import presets
from dashboard.navigation import PAGES
from dashboard.text import t
from etl import clock
from etl.places import ROOT
from tests.conftest import build_workbook
from tests.pages.drawn import parts
from tests.pages.warehouses import make_warehouse

HKTDC = "香港贸易发展局"
HKPC = "香港生产力促进局"
ROWS = [
    ["日期", "方向", "会见机构", "镇街", "行业", "人数", "事由"],
    ["2024-05-13", "赴港", HKTDC, "南区街道", "新能源", 12, "考察交流"],
    ["2024-06-20", "来访", HKPC, "东区街道", "智能制造", 8, "座谈"],
    ["2023-03-01", "赴港", HKPC, "南区街道", "智能制造", 5, "拜访"],
]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    workbook = build_workbook(folder / "visits.xlsx", ROWS)
    return make_warehouse(folder, [workbook])


@pytest.fixture(autouse=True)
def use_data(data, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(data))


def show_reader():
    import streamlit as st

    from dashboard.access.person import LOCAL
    from dashboard.reader import read

    reader = read(LOCAL)
    st.text(repr(reader.filters))
    st.text(reader.language)
    st.text(reader.view)
    st.text(str(reader.is_phone))


def reader_of(**address):
    """(filters, language, view) that an address gives."""
    app = AppTest.from_function(show_reader, default_timeout=30)
    for name, value in address.items():
        app.query_params[{"start": "from", "end": "to"}.get(name, name)] = value
    app.run()
    assert not app.exception
    return [text.value for text in app.text]


def filters_of(**address):
    return reader_of(**address)[0]


def opened(page=None, **address):
    """The dashboard as its first reader opens it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[{"start": "from", "end": "to"}.get(name, name)] = value
    if page:
        app.switch_page(str(ROOT / page))
    app.run()
    assert not app.exception
    return app


def component(app, key):
    """What a component of ours was told."""
    return json.loads(next(part.data for part in parts(app) if part.key == key))


def filters_shown(app):
    return component(app, "filters")


def chips(app):
    """(name in the address, values, label) of each chip."""
    return [(chip["name"], chip["values"], chip["label"]) for chip in filters_shown(app)["chips"]]


def shown(app):
    """What the page says: words, and what each component but the filters and the menu was told."""
    return [part.data for part in parts(app) if part.name not in ("filters", "menu")]


def heading(app):
    return component(app, "header")["heading"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Filters()),
        ({"start": "2024-01-01"}, Filters(start=date(2024, 1, 1))),
        ({"end": "2024-12-31"}, Filters(end=date(2024, 12, 31))),
        ({"sector": "新能源"}, Filters(sectors=("新能源",))),
        ({"sector": ["新能源", "智能制造"]}, Filters(sectors=("新能源", "智能制造"))),
        ({"partner": [HKTDC, HKPC]}, Filters(partners=(HKTDC, HKPC))),
        ({"town": ["南区街道", "东区街道"]}, Filters(towns=("南区街道", "东区街道"))),
        ({"direction": ["ZS_TO_HK", "OTHER"]}, Filters(directions=("ZS_TO_HK", "OTHER"))),
        ({"as_of": "2026-11-20"}, Filters(as_of=date(2026, 11, 20))),
        # The last of several counts where there can be only one.
        ({"start": ["2023-01-01", "2024-01-01"]}, Filters(start=date(2024, 1, 1))),
        # What says nothing filters nothing.
        ({"start": "", "end": "", "sector": "", "partner": "", "as_of": ""}, Filters()),
        ({"start": "2024-02-30"}, Filters()),
        ({"start": "last week", "end": "2024年5月", "as_of": "0"}, Filters()),
        # Days that no period before could be reckoned from.
        ({"start": "0001-01-01", "end": "9999-12-31"}, Filters()),
        ({"direction": ["UP", "ZS_TO_HK"]}, Filters(directions=("ZS_TO_HK",))),
        ({"stage": ["mou", "contract"]}, Filters(stages=("mou", "contract"))),
        ({"stage": ["signed", "mou", "mou", ""]}, Filters(stages=("mou",))),
        # Twice the same is once.
        (
            {"sector": ["新能源", "新能源"], "direction": ["OTHER", "OTHER"]},
            Filters(sectors=("新能源",), directions=("OTHER",)),
        ),
        # A name that nobody knows is a name that nothing fits.
        ({"partner": "不存在的机构"}, Filters(partners=("不存在的机构",))),
        ({"what": "ever"}, Filters()),
    ],
)
def test_filters_from_the_address(given, expected):
    assert filters_of(**given) == repr(expected)


@pytest.mark.parametrize(
    "given",
    [
        {"start": "2024-12-31", "end": "2024-01-01"},
        {"start": "0001-01-01", "end": "0001-12-31"},
        {"start": "1900-01-01", "end": "9999-12-31"},
        {"sector": ["新能源", "新能源"]},
        {"partner": ["$\\rule{9999em}{9999em}$", "![x](http://127.0.0.1:9/x.png)", ""]},
        {"town": "'; drop table visits; --"},
        {"language": "xx", "view": "hologram"},
        {"sector": "新" * 3000},
        {"stage": ["签约意向", "'; drop table stages; --"], "rotate": "nowhere"},
        {"view": "screen", "rotate": ["", ",,", "visits,visits"]},
    ],
)
def test_no_address_breaks_a_page(given):
    for page in (None, "pages/comparisons/partners.py"):
        app = opened(page, **given)
        assert not app.error
        assert heading(app)


@pytest.mark.parametrize(
    ("asked", "expected"), [("screen", "screen"), ("print", "print"), ("hologram", "page"), ("", "page")]
)
def test_view(asked, expected):
    assert reader_of(view=asked)[2] == expected


@pytest.mark.parametrize(
    ("asked", "locale", "expected"),
    [
        (None, None, "zh-Hans"),
        (None, "", "zh-Hans"),
        (None, "zh-CN", "zh-Hans"),
        (None, "zh-SG", "zh-Hans"),
        (None, "zh-HK", "zh-Hant"),
        (None, "zh-TW", "zh-Hant"),
        (None, "zh-Hant-MO", "zh-Hant"),
        (None, "en-GB", "en"),
        (None, "fr-FR", "zh-Hans"),
        ("en", "zh-CN", "en"),
        ("zh-Hant", "en-US", "zh-Hant"),
        ("zh-Hans", "zh-HK", "zh-Hans"),
        ("klingon", "zh-HK", "zh-Hant"),
        (["en", "zh-Hant"], None, "zh-Hant"),
    ],
)
def test_language(monkeypatch, asked, locale, expected):
    monkeypatch.setattr(ContextProxy, "locale", property(lambda self: locale))
    assert reader_of(**({"language": asked} if asked else {}))[1] == expected


@pytest.mark.parametrize(
    ("agent", "expected"), [("… Mobile Safari", "False"), ("Android 14 Mobi", "True"), (None, "False")]
)
def test_phone(monkeypatch, agent, expected):
    headers = {"User-Agent": agent} if agent else {}
    monkeypatch.setattr(ContextProxy, "headers", property(lambda self: headers))
    assert reader_of()[3] == ("True" if agent and "Mobi" in agent else expected)


def test_the_menu_keeps_what_was_chosen():
    app = opened(partner=HKPC, start="2024-01-01", end="2024-12-31", language="en", stage=["mou", "lead"])
    links = {page: urlparse(href) for page, _, href in component(app, "menu")["pages"]}
    assert {page: link.path for page, link in links.items()} == {
        page: "/" if page == "overview" else f"/{page}" for _, page, _ in PAGES
    }
    for link in links.values():
        assert parse_qs(link.query) == {
            "partner": [HKPC],
            "from": ["2024-01-01"],
            "to": ["2024-12-31"],
            "language": ["en"],
            "stage": ["mou", "lead"],
        }


def test_the_menu_of_a_page_without_a_choice_has_plain_links():
    assert [href for _, _, href in component(opened(), "menu")["pages"]] == [
        "/" if page == "overview" else f"/{page}" for _, page, _ in PAGES
    ]


def test_an_address_is_the_whole_view():
    app = opened(partner=HKPC)
    app.query_params.clear()
    app.query_params["town"] = "南区街道"
    app.run()
    assert shown(app) == shown(opened(town="南区街道"))
    assert chips(app) == [("town", ["南区街道"], "南区")]


def choose_town():
    from dashboard.address import choose

    choose(town=["南区街道"], partner=None, stage=[], **{"from": ["2024-01-01"]})


def test_choosing_changes_what_it_names_and_nothing_else():
    app = AppTest.from_function(choose_town, default_timeout=30)
    for name, value in {"embed": "true", "partner": HKPC, "stage": "mou", "sector": "新能源"}.items():
        app.query_params[name] = value
    app.run()
    assert {
        name: list(app.query_params.get_all(name) if hasattr(app.query_params, "get_all") else [app.query_params[name]])
        for name in app.query_params
    } == {"embed": ["true"], "sector": ["新能源"], "town": ["南区街道"], "from": ["2024-01-01"]}


@pytest.mark.parametrize("name", presets(date(2026, 11, 22)))
def test_a_preset_is_named_by_its_chip(name):
    start, end = presets(clock.today())[name]
    app = opened(start=start.isoformat(), end=end.isoformat())
    label = t(f"period.{name}", "zh-Hans")
    offered = {(one["from"], one["to"]): one["label"] for one in filters_shown(app)["choices"]["presets"]}
    assert offered[start.isoformat(), end.isoformat()] == label
    assert chips(app) == [("period", [], label)]


def test_what_can_be_chosen():
    choices = filters_shown(opened())["choices"]
    assert [one["label"] for one in choices["presets"]] == [
        "本周", "本月", "本季", "今年", "去年", "近12个月", "全部时间"
    ]  # fmt: skip
    assert choices["presets"][-1] | {"label": ""} == {"label": "", "from": "", "to": ""}
    assert choices["years"][-1] == {"label": "2012", "from": "2012-01-01", "to": "2012-12-31"}
    groups = {group["name"]: group for group in choices["groups"]}
    counts = {name: sum(len(part["options"]) for part in group["parts"]) for name, group in groups.items()}
    with (ROOT / "data" / "reference" / "partners.csv").open(encoding="utf-8") as file:
        partners = len(file.readlines()) - 1
    assert counts == {"direction": 3, "stage": 10, "town": 23, "sector": 22, "partner": partners}
    assert [part["heading"] for part in groups["sector"]["parts"]][:2] == ["先进制造", "消费制造"]
    statutory = next(part for part in groups["partner"]["parts"] if part["heading"] == "法定机构")
    assert [option["value"] for option in statutory["options"]][:2] == [HKPC, HKTDC]


def test_names_in_the_readers_language_keep_the_original_for_the_mouse():
    groups = {group["name"]: group for group in filters_shown(opened(language="en"))["choices"]["groups"]}
    options = {one["value"]: one for part in groups["partner"]["parts"] for one in part["options"]}
    assert (options[HKPC]["label"], options[HKPC]["title"]) == ("Hong Kong Productivity Council", HKPC)
    assert options[HKPC]["names"].split()[0] == HKPC
    assert "香港生產力促進局" in options[HKPC]["names"].split()
    towns = {one["value"]: one for part in groups["town"]["parts"] for one in part["options"]}
    assert (towns["南区街道"]["label"], towns["南区街道"]["title"]) == ("Nanqu", "南区街道")


def test_presets():
    assert {name: (str(start), str(end)) for name, (start, end) in presets(date(2024, 2, 29)).items()} == {
        "this_week": ("2024-02-26", "2024-03-03"),
        "this_month": ("2024-02-01", "2024-02-29"),
        "this_quarter": ("2024-01-01", "2024-03-31"),
        "this_year": ("2024-01-01", "2024-12-31"),
        "last_year": ("2023-01-01", "2023-12-31"),
        "last_12_months": ("2023-03-01", "2024-02-29"),
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"start": "2024-01-01", "end": "2024-12-31"}, [("period", [], "2024年")]),
        ({"start": "2024-01-01"}, [("period", [], "2024年1月1日起")]),
        ({"end": "2024-01-31"}, [("period", [], "至2024年1月31日")]),
        (
            {"start": "2024-01-02", "end": "2024-02-03"},
            [("period", [], "2024年1月2日至2024年2月3日")],
        ),
        ({"as_of": "2026-11-20"}, [("as_of", [], "按 2026年11月20日 当日的记录")]),
        (
            {"town": ["南区街道", "东区街道"], "sector": "智能制造"},
            [("town", ["南区街道"], "南区"), ("town", ["东区街道"], "东区"), ("sector", ["智能制造"], "智能制造")],
        ),
        ({"direction": "ZS_TO_HK"}, [("direction", ["ZS_TO_HK"], "赴港")]),
        ({"stage": ["mou", "landed"]}, [("stage", ["mou"], "签约意向"), ("stage", ["landed"], "落地")]),
        ({"partner": HKPC}, [("partner", [HKPC], "生产力局")]),
        # A name that nobody knows can be taken away too.
        ({"partner": "不存在的机构"}, [("partner", ["不存在的机构"], "不存在的机构")]),
    ],
)
def test_chips(given, expected):
    assert chips(opened(**given)) == expected


def test_a_chip_says_what_it_does_not_narrow():
    found = {chip["name"]: chip["title"] for chip in filters_shown(opened(stage="mou", direction="OTHER"))["chips"]}
    assert found["stage"] == t("filter.note_stage", "zh-Hans")
    assert found["direction"] == t("filter.note_direction", "zh-Hans")


def test_a_chip_can_be_heard():
    (chip,) = filters_shown(opened(town="南区街道"))["chips"]
    assert (chip["remove"], chip["title"]) == ("移除筛选：南区", "南区街道")


def test_all_of_a_kind_is_one_chip():
    kinds = {}
    with (ROOT / "data" / "reference" / "partners.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kinds.setdefault(row["kind"], []).append(row["partner"])
    statutory = kinds["statutory"]
    label = f"法定机构（全部 {len(statutory)} 家）"
    assert chips(opened(partner=statutory)) == [("partner", statutory, label)]
    assert chips(opened(partner=["不存在的机构", *statutory])) == [
        ("partner", statutory, label),
        ("partner", ["不存在的机构"], "不存在的机构"),
    ]
    assert len(chips(opened(partner=statutory[1:]))) == len(statutory) - 1


@pytest.mark.parametrize(
    ("name", "value"), [("town", "南区街道"), ("sector", "智能制造"), ("partner", HKPC), ("direction", "ZS_TO_HK")]
)
def test_a_choice_narrows_and_is_the_same_for_everyone(name, value):
    page = "pages/topics/visits.py"
    assert heading(opened(page, **{name: value})) != heading(opened(page))
    assert shown(opened(page, **{name: value})) == shown(opened(page, **{name: value}))


def test_a_language_keeps_the_numbers():
    page = "pages/topics/visits.py"
    assert heading(opened(page, partner=HKPC)) == "1 家机构，2 机构次"
    assert heading(opened(page, partner=HKPC, language="en")) == "1 partners, 2 meetings"
    assert heading(opened(page, partner=HKPC, language="zh-Hant")) == "1 家機構，2 機構次"
    assert [language for language, _, _ in filters_shown(opened())["languages"]] == ["zh-Hans", "zh-Hant", "en"]


def test_two_readers_do_not_see_each_others_choice():
    first, second = opened(partner=HKPC), opened()
    assert chips(second) == []
    assert shown(first) != shown(second)
