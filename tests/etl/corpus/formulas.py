# ruff: noqa: E501
"""Formulas with and without stored values, errors, percent formats."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "公式台账.xlsx",
    visits="""
row | start_date | direction | town     | participants | partners       | topic
3   | 2024-04-15 | ZS_TO_HK  | 石岐街道 | 9            | 香港总商会     | 招商
4   | 2024-04-16 | ZS_TO_HK  | 石岐街道 | 11           | 香港工业总会   | 招商
5   | 2024-04-17 | ZS_TO_HK  | 石岐街道 | -            | 香港贸易发展局 | 招商
6   | 2024-04-18 | ZS_TO_HK  | 石岐街道 | -            | 投资推广署     | 招商""",
    problems="formula_without_value F5, formula_error F6, formula_error B7 lost",
    hands=[hand("visits", "A2:G6", B="start_date", F="participants", G="topic")],
)
def formulas_with_values_without_and_with_errors():
    """Numbers, dates and names from formulas: the stored value counts; none stored, #REF! and #DIV/0! are named. A total is a formula too."""
    return xlsx(
        page(
            """
石岐街道2024年赴港台账
序号 | 日期 | 方向 | 机构 | 镇街 | 人数 | 事由
=ROW()-2→1 | =DATE(2024,4,15)→45397 | 赴港 | =VLOOKUP(1,X:Y,2)→香港总商会 | 石岐 | =4+5→9 | 招商
=ROW()-2→2 | @2024-04-16 | 赴港 | 工总 | 石岐 | =SUM(6,5)→11 | 招商
=ROW()-2→3 | @2024-04-17 | 赴港 | 贸发局 | 石岐 | =SUM(H5:I5)→ | 招商
=ROW()-2→4 | @2024-04-18 | 赴港 | InvestHK | 石岐 | =F5/0→#DIV/0! | 招商
=ROW()-2→5 | =B99→#REF! | 赴港 | HKPC | 石岐 | 3 | 招商
合计 | | | | | =SUM(F3:F7)→23 |""",
            formats={"B3": "yyyy/m/d"},
        )
    )


@workbook(
    "占比列.xlsx",
    talent_flows="""
row | period_start | period_end | direction | headcount | sector
3   | 2024-01-01   | 2024-12-31 | HK_TO_ZS  | 60        | 科技创新
4   | 2024-01-01   | 2024-12-31 | HK_TO_ZS  | 40        | 生物医药""",
    problems="bad_number C5 lost, unknown_column D2",
    hands=[hand("talent_flows", "A2:C4", C="headcount")],
)
def percents_are_never_people():
    """A share in percent beside the numbers, and a number of people that is formatted as percent."""
    return xlsx(
        page(
            """
2024年来中山港籍人才（香港→中山）
年份 | 行业 | 人数 | 占比
2024 | 创科 | 60 | 0.6
2024 | 大健康 | 40 | 0.4
2024 | 会展 | 1 | 1
合计 | | 100 | 1""",
            formats={"D3": "0%", "D4": "0%", "C5": "0%", "D5": "0%"},
        )
    )


@workbook(
    "引用其他表.xlsx",
    intents="""
sheet | row | signed_date | title      | partners     | stage    | amount_low | currency
签约  | 3   | 2025-02-18  | 储能项目   | 荣电集团     | contract | 260000000  | CNY
签约  | 4   | 2025-02-19  | 氢能项目   | 荣电集团     | mou      | -          | -""",
    problems="formula_error 签约!E4, formula_without_value 签约!B5 lost",
    skipped=["参数"],
    hands=[hand("intents", "A2:E4", sheet="签约", A="signed_date", B="title")],
)
def values_taken_from_another_sheet():
    """Amounts and titles come from another sheet by formulas; one refers to a sheet that is gone, one was never computed."""
    return xlsx(
        {
            "签约": page("""
2025年签约（单位：亿元）
签约日期 | 项目名称 | 合作方 | 阶段 | 金额
2月18日 | 储能项目 | 荣电集团 | 投资协议 | =参数!B1*2→2.6
2月19日 | 氢能项目 | 荣电集团 | 框架协议 | =#REF!A1→#REF!
2月20日 | =参数!A9→ | 荣电集团 | 框架协议 | 1.1"""),
            "参数": page("储能 | 1.3"),
        }
    )
