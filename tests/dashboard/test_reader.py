"""The address is the view: what a reader chose is in it, survives the menu, and nothing in it breaks a page."""

from datetime import date

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.indicators.filters import Filters
from dashboard.indicators.periods import presets
from etl import clock
from etl.places import ROOT
from tests.conftest import build_workbook
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

    from dashboard.reader import read

    reader = read()
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
    return drawn(app)


def drawn(app):
    # The drawer of filters holds nothing before it is opened.
    app.session_state["drawer"] = True
    app.run()
    assert not app.exception
    return app


def shown(app):
    """What the page says: words, cards, charts and tables."""
    return (
        [element.value for element in app.markdown],
        [(metric.label, metric.value, metric.delta) for metric in app.metric],
        [chart.proto.spec for chart in app.get("plotly_chart")],
        [table.value.to_dict() for table in app.table],
    )


def address(app):
    """Parameter → values; AppTest holds one value as a text."""
    params = app.query_params
    return {name: [value] if isinstance(value, str) else list(value) for name, value in params.items()}


def chip(app, text):
    return next(button for button in app.button if button.label.startswith(text))


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
    ],
)
def test_no_address_breaks_a_page(given):
    for page in (None, "pages/comparisons/partners.py"):
        app = opened(page, **given)
        assert not app.error
        assert app.metric


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


def test_menu_keeps_what_was_chosen():
    app = opened(partner=HKPC, start="2024-01-01", end="2024-12-31", language="en")
    before = {metric.label: metric.value for metric in app.metric}
    # The menu opens a page without any parameter.
    app.query_params.clear()
    app.switch_page(str(ROOT / "pages/topics/visits.py"))
    drawn(app)
    assert address(app) == {"partner": [HKPC], "from": ["2024-01-01"], "to": ["2024-12-31"], "language": ["en"]}
    assert {metric.label: metric.value for metric in app.metric}.items() <= before.items()
    app.query_params.clear()
    app.switch_page(str(ROOT / "pages/comparisons/towns.py"))
    assert address(drawn(app))["partner"] == [HKPC]


def test_an_address_is_the_whole_view():
    app = opened(partner=HKPC)
    app.query_params.clear()
    app.query_params["town"] = "南区街道"
    assert address(drawn(app)) == {"town": ["南区街道"]}


def test_parameters_of_others_are_kept():
    app = opened(embed="true", partner=HKPC)
    chip(app, "生产力局").click()
    assert address(drawn(app)) == {"embed": ["true"]}


@pytest.mark.parametrize("name", presets(date(2026, 11, 22)))
def test_preset_writes_the_period(name):
    app = opened()
    app.button_group(key="period-zh-Hans").set_value(name)
    drawn(app)
    start, end = presets(clock.today())[name]
    assert address(app) == {"from": [start.isoformat()], "to": [end.isoformat()]}
    assert app.button_group(key="period-zh-Hans").value == name


def test_presets():
    assert {name: (str(start), str(end)) for name, (start, end) in presets(date(2024, 2, 29)).items()} == {
        "this_week": ("2024-02-26", "2024-03-03"),
        "this_month": ("2024-02-01", "2024-02-29"),
        "this_quarter": ("2024-01-01", "2024-03-31"),
        "this_year": ("2024-01-01", "2024-12-31"),
        "last_year": ("2023-01-01", "2023-12-31"),
        "last_12_months": ("2023-03-01", "2024-02-29"),
        "last_36_months": ("2021-03-01", "2024-02-29"),
    }


def test_a_year_and_back_to_all():
    app = opened()
    app.button_group(key="year-zh-Hans").set_value("2024")
    drawn(app)
    assert address(app) == {"from": ["2024-01-01"], "to": ["2024-12-31"]}
    assert app.metric[0].value.startswith("2 ")
    app.button_group(key="period-zh-Hans").set_value("all")
    assert address(drawn(app)) == {}
    assert app.metric[0].value.startswith("3 ")


@pytest.mark.parametrize(
    ("name", "value", "chip_text"),
    [
        ("town", "南区街道", "南区"),
        ("sector", "智能制造", "智能制造"),
        ("partner", HKPC, "生产力局"),
        ("direction", "ZS_TO_HK", "赴港"),
    ],
)
def test_choose_and_remove(name, value, chip_text):
    app = opened()
    everything = shown(app)
    key = f"{name}-zh-Hans"
    (app.multiselect(key=key) if name == "partner" else app.button_group(key=key)).set_value([value])
    drawn(app)
    assert address(app) == {name: [value]}
    assert app.metric[0].value.startswith("2 ")
    # The same address shows the same to everyone.
    assert shown(app) == shown(opened(**{name: value}))
    chip(app, chip_text).click()
    assert address(drawn(app)) == {}
    assert shown(app) == everything


def test_one_chip_of_several():
    app = opened(town=["南区街道", "东区街道"], sector="智能制造")
    chip(app, "南区").click()
    assert address(drawn(app)) == {"town": ["东区街道"], "sector": ["智能制造"]}


def test_a_name_that_nobody_knows_can_be_removed():
    app = opened(partner="不存在的机构")
    chip(app, "不存在的机构").click()
    assert address(drawn(app)) == {}


def test_period_chip():
    app = opened(start="2024-01-01", end="2024-12-31", partner=HKPC)
    chip(app, "2024年").click()
    assert address(drawn(app)) == {"partner": [HKPC]}


def test_clear_keeps_the_language_alone():
    app = opened(
        start="2024-01-01",
        end="2024-12-31",
        partner=HKPC,
        town="南区街道",
        sector="智能制造",
        direction="ZS_TO_HK",
        language="en",
        as_of=clock.today().isoformat(),
    )
    app.button(key="clear").click()
    assert address(drawn(app)) == {"language": ["en"]}


def test_a_past_day_has_a_chip_that_leads_back_to_now():
    app = opened(as_of=clock.today().isoformat(), partner=HKPC)
    app.button(key="chip-as_of").click()
    assert address(drawn(app)) == {"partner": [HKPC]}


def test_language_switch_keeps_the_numbers():
    app = opened(partner=HKPC)
    numbers = [metric.value.partition(" ")[0] for metric in app.metric]
    app.button_group(key="language").set_value("en")
    drawn(app)
    assert address(app) == {"partner": [HKPC], "language": ["en"]}
    assert [metric.value.partition(" ")[0] for metric in app.metric] == numbers
    assert app.metric[0].label == "Delegations"
    app.button_group(key="language").set_value("zh-Hant")
    assert drawn(app).metric[0].label == "交流團組"


def test_two_readers_do_not_see_each_others_choice():
    first, second = opened(partner=HKPC), opened()
    assert address(second) == {}
    assert first.metric[0].value != second.metric[0].value
