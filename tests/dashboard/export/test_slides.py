"""Slides: charts that can be edited, with the very numbers, and East Asian fonts everywhere."""

import io

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from dashboard.export.sentences import Brief, Told
from dashboard.export.shooting.shoot import Shown
from dashboard.export.shots.shot import Shot
from dashboard.export.slides.series import Series, series_of
from dashboard.export.slides.slides import brief_pptx


def view(head, rows, *traces, **layout):
    return {
        "title": "南朗最多：8 团",
        "subtitle": "所选时间",
        "counted": "",
        "value": "23 团",
        "change": "",
        "example": "",
        "source": "来源：6 个工作簿",
        "definitions": [{"name": "交流团组", "note": "第 1 版", "text": "一次出访或接待计 1 团"}],
        "figure": {"data": list(traces), "layout": layout} if traces else None,
        "table": {"head": head, "rows": rows, "numeric": [False] * len(head)},
    }


BARS = {"type": "bar", "orientation": "h"}
TOWNS = view(["镇街", "团组"], [["南朗街道", "8"], ["中山港街道", "1,204"], ["港口镇", "—"]], BARS)


@pytest.mark.parametrize(
    ("panel", "expected"),
    [
        (TOWNS, Series("bars", ("南朗街道", "中山港街道", "港口镇"), (("团组", (8, 1204, None)),))),
        (
            view(["时间", "合计", "赴港", "来访"], [["2024年", "7", "3", "4"]], {"type": "bar"}, barmode="stack"),
            Series("columns", ("2024年",), (("赴港", (3,)), ("来访", (4,))), is_stacked=True),
        ),
        (
            view(["月", "净流入"], [["2026年1月", "−13"]], {"type": "scatter", "mode": "lines"}, {"mode": "text"}),
            Series("line", ("2026年1月",), (("净流入", (-13,)),)),
        ),
        (view(["镇街", "金额"], [["南朗街道", "1.2亿元"]], BARS), None),
        (
            view(["镇街", "团组"], [["南朗街道", "8"], ["港口镇", "0"]], {"type": "heatmap"}),
            Series("bars", ("南朗街道", "港口镇"), (("团组", (8, 0)),)),
        ),
        (view(["机构", "行业", "次"], [["贸发局", "侨务", "8"]], {"type": "heatmap"}), None),
        (
            view(
                ["阶段", "事项", "停留", "停滞"],
                [["意向", "1", "752 天", "3"], ["签约", "7", "—", "2"]],
                BARS | {"x": [1, 7]},
            ),
            Series("bars", ("意向", "签约"), (("事项", (1, 7)),)),
        ),
        (
            view(["时间", "团组"], [["2026年", "2"], ["2025年", "5"]], {"type": "bar"}),
            Series("columns", ("2025年", "2026年"), (("团组", (5, 2)),)),
        ),
        (view(["镇街", "团组"], [["南朗街道", "8"]] * 25, BARS), None),
        (view(["甲", "乙"], [["南朗街道", "8"]]), None),
    ],
)
def test_the_numbers_of_a_panel(panel, expected):
    assert series_of(panel) == expected


def made(*panels):
    brief = Brief(
        "zh-Hans", "周报 2026-W47", "截至 2026年11月20日", (Told("新增 3 团", "全部来自新数据"),), (), "版本 v1"
    )
    shown = Shown(Shot("towns", "towns"), "zh-Hans", "/towns", b"", "", "", panels, {})
    return Presentation(io.BytesIO(brief_pptx(brief, [shown])))


def test_one_message_a_slide():
    deck = made(TOWNS)
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == ["周报 2026-W47", "南朗最多：8 团"]
    chart = next(shape.chart for shape in deck.slides[1].shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == ["南朗街道", "中山港街道", "港口镇"]
    assert list(chart.plots[0].series[0].values) == [8, 1204, None]
    notes = deck.slides[1].notes_slide.notes_text_frame.text
    assert "一次出访或接待计 1 团" in notes and "来源：6 个工作簿" in notes


def test_what_begins_like_a_formula_is_text_in_a_table():
    deck = made(view(["事项"], [["=cmd|'/c calc'!A0"]]))
    table = next(shape.table for shape in deck.slides[1].shapes if shape.has_table)
    assert table.cell(1, 0).text_frame.text == "=cmd|'/c calc'!A0"


def test_every_run_names_an_east_asian_font():
    for slide in made(TOWNS, view(["甲"], [["乙"]])).slides:
        for part in (slide.element, slide.notes_slide.element):
            for run in part.iter(qn("a:r")):
                assert run.find(qn("a:rPr")).find(qn("a:ea")).get("typeface") == "Microsoft YaHei"
