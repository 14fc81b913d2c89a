"""Rows of workbooks → values, places and problems, each worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from etl import currency
from tests.conftest import set_cell_xml

VISITS = ["编号", "起止时间", "交往方向", "机构", "镇街", "涉及行业", "人数", "主题"]
INTENTS = ["编号", "签约日期", "项目名称", "港方", "阶段", "金额（万元）", "币种"]
TALENT = ["月份", "方向", "人数", "口径", "计划", "行业"]


def problems(checked):
    return [(p.code, p.cell, p.column, p.seen, p.row_kept) for p in checked.problems]


def values(checked, table="visits"):
    return checked.rows[table].as_json()


def test_the_origin_delegation(check):
    checked = check(
        [
            ["南区街道赴港交流登记表"],
            VISITS,
            ["V001", "2024年10月31日-11月1日", "赴港", "香港大中华中小企业商会、香港優才與專才協會、HKPC", "南区",
             "跨境电商、电梯及高端设备制造、潮玩、人才", "14人", "企业家日"],
        ]
    )  # fmt: skip
    (row,) = checked.as_json()["rows"]["visits"]
    assert {key: row[key] for key in ("sheet", "row_number", "visit_id", "start_date", "end_date", "direction")} == {
        "sheet": "台账",
        "row_number": 3,
        "visit_id": "V001",
        "start_date": date(2024, 10, 31),
        "end_date": date(2024, 11, 1),
        "direction": "ZS_TO_HK",
    }
    assert row["partners"] == ["香港大中华中小企业商会", "香港优才及专才协会", "香港生产力促进局"]
    assert row["sectors"] == ["跨境电商", "电梯及高端装备", "潮玩", "人才服务"]
    assert (row["town"], row["towns"]) == ("南区街道", ["南区街道"])
    assert (row["participants"], row["date_precision"], row["is_example"]) == (14, "day", False)
    assert checked.problems == []


def test_every_problem_names_its_cell(check):
    checked = check(
        [
            VISITS,
            ["V1", "2024年2月30日", "赴港", "HKPC", None, None, 3, "会议"],
            ["V2", "2024年5月7日", "串门", "某某会、中大", None, None, "若干", "会议"],
            ["V3", None, "赴港", "HKPC", None, None, 3, "会议"],
            ["V4", "5月7日", "赴港", "HKPC", None, None, 3, "会议"],
            ["V5", "1988年5月7日", "赴港", "HKPC", None, None, 3, "会议"],
            ["V6", "2024年5月7日-6日", "赴港", "HKPC", None, None, 3, "会议"],
        ]
    )
    assert problems(checked) == [
        ("bad_date", "B2", "start_date", "2024年2月30日", False),
        ("bad_value", "C3", "direction", "串门", True),
        ("unknown_name", "D3", "partners", "某某会", True),
        ("ambiguous_name", "D3", "partners", "中大", True),
        ("bad_number", "G3", "participants", "若干", True),
        ("missing_required", "B4", "start_date", "", False),
        ("date_undetermined", "B5", "start_date", "5月7日", False),
        ("date_out_of_range", "B6", "start_date", "1988年5月7日", False),
        ("end_before_start", "B7", "start_date", "2024年5月7日-6日", False),
    ]
    (row,) = values(checked)
    assert (row["partners"], row["direction"], row["participants"]) == (["某某会", "中大"], None, None)
    assert checked.rejected["visits"] == 5
    first = checked.as_json()["problems"][0]
    assert (first["severity"], first["sheet"], first["row_number"]) == ("error", "台账", 2)
    assert "2024年2月30日" in first["message"]


def test_start_and_end_in_two_columns(check):
    checked = check(
        [
            ["台账号", "起始日期", "结束日期", "对方机构"],
            ["V1", "2024-05-07", "2024-05-08", "HKPC"],
            ["V2", date(2024, 5, 7), None, "HKPC"],
            ["V3", "2024年5月", None, "HKPC"],
            ["V4", "2024-05-07", "2024-05-06", "HKPC"],
        ]
    )
    assert [(row["start_date"], row["end_date"], row["date_precision"]) for row in values(checked)] == [
        (date(2024, 5, 7), date(2024, 5, 8), "day"),
        (date(2024, 5, 7), date(2024, 5, 7), "day"),
        (date(2024, 5, 1), date(2024, 5, 31), "month"),
    ]
    assert problems(checked) == [("end_before_start", "C5", "end_date", "2024-05-07 > 2024-05-06", False)]


def test_unknown_columns_travel_with_the_row(check):
    checked = check(
        [
            [*VISITS[:4], "车牌", "车牌", None],
            ["V1", "2024年5月7日", "赴港", "HKPC", "粤T123", "粤T456", "便条"],
        ]
    )
    (row,) = checked.rows["visits"].as_json()
    assert row["extra"] == {"车牌": "粤T123", "车牌 (F2)": "粤T456", "(G)": "便条"}
    assert problems(checked) == [
        ("unknown_column", "E1", None, "车牌", True),
        ("unknown_column", "F1", None, "车牌", True),
    ]
    assert checked.as_json()["tables"][0]["unknown_columns"] == ["车牌", "车牌"]


def test_two_headings_of_one_text_are_told_apart(check):
    checked = check(
        [
            ["编号", "时间", "来源", "香港方面"],
            [None, "日期", "日期", "机构"],
            ["V1", "2024-05-07", "2024-05-09", "HKPC"],
        ]
    )
    assert checked.as_json()["tables"][0]["columns"] == {
        "编号": ["visit_id"],
        "时间/日期": ["start_date", "end_date"],
        "来源/日期": ["source_date"],
        "机构": ["partners"],
    }


def test_duplicates_are_counted_once_over_all_sheets(check):
    row = [None, "2024年5月7日", "赴港", "HKPC", None, None, 3, "会议"]
    checked = check([VISITS, row, row, [*row[:7], "另一会议"]], more={"补充": [VISITS, row]})
    assert len(checked.rows["visits"]) == 2
    assert [(p.code, p.sheet, p.row_number, p.seen) for p in checked.problems] == [
        ("duplicate_row", "台账", 3, "台账!2"),
        ("duplicate_row", "补充", 2, "台账!2"),
    ]


def test_an_id_is_the_same_for_the_same_matter_in_any_order(check):
    checked = check(
        [
            VISITS,
            [None, "2024年5月7日", "赴港", "HKPC、港科大", "南区", None, 3, "会议"],
            [None, "2024-05-07", "出访", "香港科技大學、香港生产力促进局", "南區街道", "潮玩", 4, "会议"],
        ]
    )
    assert [(p.code, p.row_number) for p in checked.problems] == [("duplicate_row", 3)]


def test_amounts(check):
    checked = check(
        [
            INTENTS,
            ["I1", "2024年5月7日", "甲", "HKPC", "框架协议", 500, None],
            ["I2", "2024年5月7日", "乙", "HKPC", "正式签约", "超1亿元", None],
            ["I3", "1999年5月7日", "丙", "HKPC", "意向", "2000万港元", None],
            ["I4", "1999年5月7日", "丁", "HKPC", "意向", 300, "港币"],
            ["I5", None, "戊", "HKPC", "意向", "面议", None],
        ]
    )
    assert [
        (row["stage"], row["amount_low"], row["amount_high"], row.get("currency"), row["amount_cny"])
        for row in values(checked, "intents")
    ] == [
        ("mou", Decimal(5_000_000), Decimal(5_000_000), "CNY", Decimal(5_000_000)),
        ("contract", Decimal(100_000_000), None, "CNY", Decimal(100_000_000)),
        ("intent", Decimal(20_000_000), Decimal(20_000_000), "HKD", None),
        ("intent", Decimal(3_000_000), Decimal(3_000_000), "HKD", None),
        ("intent", None, None, None, None),
    ]
    assert problems(checked) == [
        ("rate_missing", "F4", "amount_low", "HKD 1999-05", True),
        ("rate_missing", "F5", "amount_low", "HKD 1999-05", True),
        ("amount_undetermined", "F6", "amount_low", "面议", True),
    ]


def test_a_published_rate_converts(check, monkeypatch):
    rate = {("2024-05", "HKD"): Decimal("0.9091")}
    monkeypatch.setattr(currency, "exchange_rates", lambda: rate)
    checked = check([INTENTS, ["I1", "2024年5月7日", "甲", "HKPC", "意向", "2000万港元", None]])
    (row,) = values(checked, "intents")
    assert row["amount_cny"] == Decimal("18182000.00")  # 20 000 000 × 0.9091


def test_bounds_in_two_columns_under_one_unit(check):
    checked = check(
        [
            ["编号", "签约日期", "项目名称", "进展阶段", "金额（亿元）", None, "是否批次合计"],
            [None, None, None, None, "下限", "上限", None],
            ["I1", "2024年5月7日", "甲", "意向", 1, 1.5, "否"],
            ["I2", "2024年5月7日", "乙", "意向", 1000, None, "是"],
        ],
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2"],
    )
    assert [(r["amount_low"], r["amount_high"], r["is_batch"]) for r in values(checked, "intents")] == [
        (Decimal(100_000_000), Decimal(150_000_000), False),
        (Decimal(100_000_000_000), None, True),
    ]


def test_an_intent_needs_title_and_stage(check):
    checked = check(
        [INTENTS, ["I1", "2024年5月7日", None, "HKPC", "意向", 1, None], ["I2", None, "乙", "HKPC", "谈着", 1, None]]
    )
    assert values(checked, "intents") == []
    assert problems(checked) == [
        ("missing_required", "C2", "title", "", False),
        ("bad_value", "E3", "stage", "谈着", False),
    ]


def test_people_by_month(check):
    checked = check(
        [
            ["中山與香港人才往來——示例數據"],
            ["方向", "月份", "事由", "合作機構", "人數"],
            ["港→中山", "2024年2月", "任职", "香港科技大學", 3],
            ["中山→港", date(2025, 1, 1), "交流", "HKPC", "9人"],
            ["中山→港", "2025年1月", "交流", "HKPC", None],
            ["中山→港", "元月", "交流", "HKPC", 3],
        ]
    )
    first, second = values(checked, "talent_flows")
    assert (first["period_start"], first["period_end"]) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (first["direction"], first["measure"], first["purpose"]) == ("HK_TO_ZS", "people", "post")
    assert (first["partner"], first["headcount"], first["is_example"]) == ("香港科技大学", 3, True)
    assert (second["period_start"], second["period_end"], second["headcount"]) == (
        date(2025, 1, 1), date(2025, 1, 31), 9,
    )  # fmt: skip
    assert problems(checked) == [
        ("missing_number", "E5", "headcount", "", False),
        ("bad_period", "B6", "period_start", "元月", False),
    ]


def test_what_could_not_be_read_is_not_the_default(check):
    checked = check(
        [
            TALENT,
            ["2024年5月", None, 3, None, None, None],
            ["2024年5月", "从东往西", 4, "预批", None, None],
        ]
    )
    assert [(row["direction"], row["measure"]) for row in values(checked, "talent_flows")] == [
        ("OTHER", "people"),
        (None, None),
    ]


def test_published_figures(check):
    checked = check(
        [
            ["编号", "计划", "口径", "统计期", None, "人数/宗数"],
            [None, None, None, "起", "止（截至）", None],
            ["T1", "高才通A类", "获批", "2022-12-28", "2023-01-27", 470],
            ["T2", "高才通", "申请", "2022-12-28", "2023年6月", "13.5万"],
        ],
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
    )
    row, other = values(checked, "talent_flows")
    assert (row["scheme"], row["measure"], row["headcount"]) == ("高端人才通行证计划A类", "approvals", 470)
    assert (other["scheme"], other["measure"], other["headcount"]) == ("高端人才通行证计划", "applications", 135_000)
    assert (row["period_start"], row["period_end"]) == (date(2022, 12, 28), date(2023, 1, 27))
    assert problems(checked) == []


def test_heads_in_ten_thousands(check):
    checked = check(
        [["年份", "计划", "口径", "人数（万人）"], ["2024年", "TTPS", "获批", 3.4], [2023, "TTPS", "获批", 3]]
    )
    assert [row["headcount"] for row in values(checked, "talent_flows")] == [34_000, 30_000]


def test_formulas_without_a_value_are_named(make_workbook):
    from etl.pipeline import check_path

    path = make_workbook([VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", None, None, 3, "会议"]])
    set_cell_xml(path, "G2", '<c r="G2" t="e"><f>G9/0</f><v>#DIV/0!</v></c>')
    set_cell_xml(path, "D2", '<c r="D2"><f>VLOOKUP(A2,X:Y,2)</f></c>')
    checked = check_path(path)
    assert problems(checked) == [
        ("formula_without_value", "D2", "partners", "", True),
        ("formula_error", "G2", "participants", "#DIV/0!", True),
    ]
    set_cell_xml(path, "B2", '<c r="B2" t="e"><f>#REF!</f><v>#REF!</v></c>')
    checked = check_path(path)
    assert values(checked) == []
    assert ("formula_error", "B2", "start_date", "#REF!", False) in problems(checked)


def test_several_sheets_and_tables(check):
    checked = check(
        [VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", None, None, 3, "会议"]],
        more={
            "签约": [INTENTS, ["I1", "2024年5月7日", "甲", "HKPC", "意向", 1, None]],
            "空": [],
            "说明": [["本表由外事局填报"]],
            "成绩": [["学生", "班级"], ["甲", "一班"]],
        },
    )
    assert {table: len(rows) for table, rows in checked.rows.items()} == {"visits": 1, "intents": 1, "talent_flows": 0}
    assert checked.skipped == [
        {"sheet": "空", "why": "empty"},
        {"sheet": "说明", "why": "unknown layout"},
        {"sheet": "成绩", "why": "unknown layout"},
    ]
    assert [(table["sheet"], table["table"]) for table in checked.tables] == [
        ("台账", "visits"),
        ("签约", "intents"),
        ("说明", None),
        ("成绩", None),
    ]


def test_a_hidden_sheet_is_read_like_any_other(check):
    checked = check([VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", None, None, 3, "会议"]], hidden=True)
    assert len(checked.rows["visits"]) == 1


@pytest.mark.parametrize("blank", ["/", "—", "无", "暂无", "不详", "N/A", "  ", "\u3000"])
def test_what_offices_write_for_nothing_is_nothing(check, blank):
    checked = check([VISITS, ["V1", "2024年5月7日", "赴港", blank, None, None, blank, "会议"]])
    (row,) = values(checked)
    assert (row["partners"], row["participants"]) == ([], None)
    assert checked.problems == []
