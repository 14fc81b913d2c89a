"""Whatever a warehouse holds - nothing, one row, 200,000, a name of 60 characters - pages stay right and whole."""

import shutil
from collections.abc import Callable, Iterator
from itertools import combinations
from os import environ
from pathlib import Path

import pytest

from etl.warehouse import POINTER, Warehouse, open_warehouse
from tests.benchmarks.large_workbook import make_large_workbook
from tests.browser.browsing import LOOK, PICTURES, address, opened, serving
from tests.conftest import Rows, build_workbook
from tests.pages.warehouses import make_warehouse

VISITS = ["日期", "方向", "会见机构", "镇街", "行业", "人数", "事由"]
INTENTS = ["签署日期", "事项", "合作机构", "中山方", "行业", "阶段", "金额（万元）"]
TALENT = ["月份", "方向", "事由", "合作机构", "行业", "镇街", "人数"]
LONG = (
    "粤港澳大湾区国际科技创新成果转化与先进制造业供应链协同发展促进会"
    "暨香港中山青年创新创业联合服务中心理事会筹备工作总委员会"
)
TOLERANCE = 2
ROWS: dict[str, list[Rows]] = {
    "one": [[VISITS, ["2026-05-13", "赴港", "香港贸易发展局", "南区街道", "新能源", 12, "考察交流"]]],
    "long": [
        [VISITS, ["2026-05-13", "赴港", LONG, "南区街道", "新能源", 12, LONG]],
        [INTENTS, ["2026-05-14", LONG, LONG, LONG, "新能源", "签约意向", 5000]],
    ],
    "zeros": [
        [VISITS, ["2025-05-13", "来访", "香港贸易发展局", "南区街道", "新能源", 0, "考察交流"]],
        [TALENT, ["2025年5月", "港→中山", "培训", "香港生产力促进局", "新能源", "南区街道", 0]],
    ],
    "month": [
        [VISITS, *([f"2026-05-{day:02}", "赴港", "香港贸易发展局", "南区街道", "会展", day, f"第{day}次"]
                   for day in (4, 6, 20))],
        [INTENTS, *([f"2026-05-{day:02}", f"项目{day}", "香港贸易发展局", "中山甲公司", "会展", "正式签约", 1000]
                    for day in (7, 8))],
        [TALENT, ["2026年5月", "港→中山", "培训", "香港贸易发展局", "会展", "南区街道", 9]],
    ],
    "fall": [
        [TALENT, ["2025年5月", "港→中山", "培训", "香港贸易发展局", "会展", "南区街道", 4],
         ["2025年5月", "中山→港", "培训", "香港贸易发展局", "会展", "南区街道", 4],
         ["2026年5月", "中山→港", "培训", "香港贸易发展局", "会展", "南区街道", 7]],
    ],
}  # fmt: skip
LAST_YEAR = {"from": "2025-01-01", "to": "2025-12-31"}
THIS_YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
# What is looked at: state, page, size, what is chosen, and figures on the page's cards, worked out by hand.
VIEWS = [
    ("empty", "overview", "desk", {}, {"团组": "0", "签约意向": "0"}),
    ("empty", "visits", "desk", {}, {"团组": "0"}),
    ("empty", "intents", "phone", {}, {"签约意向": "0"}),
    ("begun", "overview", "desk", {}, {"团组": "0", "签约意向": "0"}),
    ("begun", "talent", "phone", {}, {"来中山": "—"}),
    ("one", "overview", "desk", {}, {"团组": "1", "拜访机构": "1"}),
    ("one", "visits", "desk", {}, {"团组": "1", "交流人次": "12"}),
    ("one", "overview", "phone", THIS_YEAR, {"团组": "1"}),
    ("one", "talent", "desk", {}, {}),
    ("long", "overview", "desk", {}, {"团组": "1", "签约意向": "1"}),
    ("long", "visits", "desk", {}, {"团组": "1"}),
    ("long", "intents", "desk", {}, {"签约意向": "1"}),
    ("long", "partners", "desk", {"partner": LONG}, {}),
    ("long", "partners", "phone", {"partner": LONG}, {}),
    ("zeros", "overview", "desk", THIS_YEAR, {"团组": "0", "正式签约": "0"}),
    ("zeros", "talent", "desk", LAST_YEAR, {"来中山": "0"}),
    ("month", "overview", "desk", {}, {"团组": "3", "正式签约": "2"}),
    ("month", "visits", "desk", {}, {"团组": "3"}),
    ("month", "intents", "desk", {}, {"正式签约": "2"}),
    ("month", "talent", "phone", {}, {"来中山": "9"}),
    ("fall", "talent", "desk", THIS_YEAR, {"净": "-7"}),
    ("large", "overview", "desk", {}, {}),
    ("large", "intents", "desk", {}, {}),
    ("large", "overview", "phone", {}, {}),
]
FORLORN = """() => [...document.querySelectorAll('.zs-panel')].filter(panel =>
    !panel.querySelector('.main-svg, tbody tr') && !panel.querySelector('.zs-empty')?.textContent.trim()
).map(panel => panel.id)"""

Publish = Callable[[str], str]


@pytest.fixture(scope="module")
def publish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publish]:
    """`publish(state)`: the address of a server whose newest version from now on is that state."""
    folder = tmp_path_factory.mktemp("states")
    made: dict[str, Path] = {"one": state("one", folder)}
    served = shutil.copytree(made["one"], folder / "served")
    with serving(served) as base:

        def newest(name: str) -> str:
            if name not in made:
                made[name] = state(name, folder)
            source, target = made[name] / "warehouse", served / "warehouse"
            version = (source / POINTER).read_text(encoding="utf-8").strip()
            shutil.copy(source / f"{version}.duckdb", target)
            shutil.copy(source / POINTER, target)
            return base

        yield newest


def state(name: str, folder: Path) -> Path:
    """A data folder in that state, loaded as an office would load it."""
    data = folder / name
    if name == "large":
        make_large_workbook(folder / "large.xlsx", 200_000)
        return make_warehouse(data, [folder / "large.xlsx"])
    if name == "begun":
        Warehouse(data / "warehouse").begin()
        return data
    rows = ROWS["one" if name == "empty" else name]
    workbooks = [build_workbook(folder / f"{name}-{place}.xlsx", table) for place, table in enumerate(rows)]
    if name != "empty":
        return make_warehouse(data, workbooks)
    before = environ.get("COOPERATION_DATA")
    make_warehouse(data, workbooks)
    environ["COOPERATION_DATA"] = str(data)
    try:
        version = open_warehouse().undo(1, by="tester")
    finally:
        environ.pop("COOPERATION_DATA")
        if before is not None:
            environ["COOPERATION_DATA"] = before
    # Versions of other states in the same server have other names.
    warehouse = data / "warehouse"
    (warehouse / f"{version}.duckdb").rename(warehouse / "v999999.duckdb")
    (warehouse / POINTER).write_text("v999999\n", encoding="utf-8")
    return data


@pytest.mark.parametrize(("name", "page", "size", "chosen", "cards"), VIEWS, ids=["-".join(view[:3]) for view in VIEWS])
def test_state(publish, contexts, name, page, size, chosen, cards):
    url = address(publish(name), page, language="zh-Hans", **chosen)
    with opened(contexts[size], url, page) as (tab, seen):
        seen.look = tab.evaluate(LOOK)
        forlorn = tab.evaluate(FORLORN)
        tab.screenshot(path=PICTURES / f"state-{name}-{page}-{size}.png", animations="disabled", full_page=True)
    look = seen.look
    assert look["errors"] == []
    assert seen.console == []
    assert look["heading"].strip()
    assert forlorn == [], "a panel that shows nothing says why"
    shown = {label: figure.split(" ")[0] for label, figure in seen.cards.items()}
    for part, figure in cards.items():
        assert [shown[label] for label in shown if part in label][:1] == [figure], (part, shown)
    width, window = look["document"]
    main, room, height, screen = look["main"]
    assert width <= window
    assert main <= room
    assert look["cut"] == []
    assert {text["text"] for text in look["texts"] if text["size"] < 12} == set()
    # The other pages tell of more than one screen holds.
    if size == "desk" and page == "overview":
        assert height <= screen
    for chart in look["charts"]:
        assert outside(chart) == []
        assert overlapping(chart) == []


def outside(chart) -> list[str]:
    """The texts that reach out of their chart."""
    left, top, right, bottom = chart["frame"]
    return [
        text["text"]
        for text in chart["texts"]
        for x0, y0, x1, y1 in [text["box"]]
        if x0 < left - TOLERANCE or y0 < top - TOLERANCE or x1 > right + TOLERANCE or y1 > bottom + TOLERANCE
    ]


def overlapping(chart) -> list[tuple[str, str]]:
    """The pairs of texts that stand on each other."""

    def shared(one, other, axis) -> float:
        (*begins, end), (*others, last) = (text["box"][axis : axis + 3] for text in (one, other))
        return float(min(end, last) - max(begins[0], others[0]))

    return [
        (one["text"], other["text"])
        for one, other in combinations(chart["texts"], 2)
        # Boxes are as high as the line, letters are not.
        if shared(one, other, 0) > TOLERANCE and shared(one, other, 1) > one["size"] / 2
    ]
