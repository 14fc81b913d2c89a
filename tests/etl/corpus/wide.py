# ruff: noqa: E501
"""Wide tables: the months stand across, each cell is a row of its own."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, text_file, xlsx


@workbook(
    "2025年人才往来月度统计.xlsx",
    talent_flows="""
row | period_start | period_end | direction | headcount
4   | 2025-01-01   | 2025-01-31 | HK_TO_ZS  | 12
4   | 2025-02-01   | 2025-02-28 | HK_TO_ZS  | 8
4   | 2025-03-01   | 2025-03-31 | HK_TO_ZS  | 15
4   | 2025-04-01   | 2025-04-30 | HK_TO_ZS  | 0
5   | 2025-01-01   | 2025-01-31 | ZS_TO_HK  | 30
5   | 2025-02-01   | 2025-02-28 | ZS_TO_HK  | 21
5   | 2025-04-01   | 2025-04-30 | ZS_TO_HK  | 44""",
    hands=[hand("talent_flows", "A3:H5", B="headcount")],
)
def months_across_under_the_year_of_the_title():
    """Directions down, months across, totals on both edges; a dash for a month without figures, later months still empty."""
    return xlsx(
        page("""
2025年中山香港人才往来月度统计表
单位：人
方向 | 1月 | 2月 | 3月 | 4月 | 5月 | 6月 | 合计
港→中山 | 12 | 8 | 15 | 0 | | | 35
中山→港 | 30 | 21 | — | 44 | | | 95
合计 | 42 | 29 | 15 | 44 | | | 130
注：实习生按到岗月份统计。""")
    )


@workbook(
    "各计划获批宗数（跨年）.xlsx",
    talent_flows="""
row | period_start | period_end | scheme               | measure   | headcount
4   | 2024-11-01   | 2024-11-30 | 高端人才通行证计划   | approvals | 4120
4   | 2024-12-01   | 2024-12-31 | 高端人才通行证计划   | approvals | 3980
4   | 2025-01-01   | 2025-01-31 | 高端人才通行证计划   | approvals | 4300
4   | 2025-02-01   | 2025-02-28 | 高端人才通行证计划   | approvals | 2890
5   | 2024-11-01   | 2024-11-30 | 优秀人才入境计划     | approvals | 1010
5   | 2024-12-01   | 2024-12-31 | 优秀人才入境计划     | approvals | 995
5   | 2025-01-01   | 2025-01-31 | 优秀人才入境计划     | approvals | 1105
5   | 2025-02-01   | 2025-02-28 | 优秀人才入境计划     | approvals | 760""",
    hands=[hand("talent_flows", "A2:F5", heading=2, C="headcount")],
)
def two_levels_of_years_over_months():
    """Years merged over their months, 2024年 over 11月 and 12月; schemes by their short names."""
    return xlsx(
        page(
            """
各项人才入境计划每月获批宗数
计划 | 口径 | 2024年 | | 2025年 |
 | | 11月 | 12月 | 1月 | 2月
高才通 | 获批 | 4,120 | 3,980 | 4,300 | 2,890
优才计划 | 获批 | 1,010 | 995 | 1,105 | 760""",
            merged="A1:F1 A2:A3 B2:B3 C2:D2 E2:F2",
        )
    )


@workbook(
    "月度人次（完整月份）.csv",
    talent_flows="""
row | period_start | period_end | direction | partner        | headcount
2   | 2024-07-01   | 2024-07-31 | HK_TO_ZS  | 香港科技大学   | 6
2   | 2024-08-01   | 2024-08-31 | HK_TO_ZS  | 香港科技大学   | 7
3   | 2024-07-01   | 2024-07-31 | HK_TO_ZS  | 香港理工大学   | 10
3   | 2024-08-01   | 2024-08-31 | HK_TO_ZS  | 香港理工大学   | 12""",
    problems="bad_number E3 lost",
    hands=[hand("talent_flows", "A1:E3", C="headcount")],
)
def whole_months_in_the_headings_of_a_csv():
    """A CSV with 2024年7月, 2024年8月 and 2024-09 as headings; a count of one month cannot be read, the others can."""
    return text_file("""
流向 | 合作机构 | 2024年7月 | 2024年8月 | 2024-09
港→中山 | 港科大 | 6 | 7人 |
港→中山 | 理大 | 10 | 十二人 | 若干""")


@workbook(
    "实习人数（季度小计）.xlsx",
    talent_flows="""
row | period_start | period_end | direction | town     | headcount
5   | 2024-01-01   | 2024-01-31 | HK_TO_ZS  | 石岐街道 | 3
5   | 2024-02-01   | 2024-02-29 | HK_TO_ZS  | 石岐街道 | 4
5   | 2024-03-01   | 2024-03-31 | HK_TO_ZS  | 石岐街道 | 5
5   | 2024-04-01   | 2024-04-30 | HK_TO_ZS  | 石岐街道 | 6
6   | 2024-01-01   | 2024-01-31 | HK_TO_ZS  | 小榄镇   | 10
6   | 2024-02-01   | 2024-02-29 | HK_TO_ZS  | 小榄镇   | 20
6   | 2024-04-01   | 2024-04-30 | HK_TO_ZS  | 小榄镇   | 40""",
    hands=[hand("talent_flows", "A4:F6", B="headcount")],
)
def subtotals_of_quarters_between_the_months():
    """Date cells shown as 2024年1月 for headings, a subtotal of the quarter between the months; the direction in the title, 无 for none."""
    return xlsx(
        page(
            """
港澳青年来中山实习人数（香港→中山）
制表：市青年联合会 | | | | | 单位：人

镇街 | @2024-01-01 | @2024-02-01 | @2024-03-01 | 一季度小计 | @2024-04-01
石岐 | 3 | 4 | 5 | 12 | 6
小榄镇 | 10 | 20 | 无 | 30 | 40
合计 | 13 | 24 | 5 | 42 | 46""",
            merged="A1:F1",
            formats={"B4": 'yyyy"年"m"月"', "C4": 'yyyy"年"m"月"', "D4": 'yyyy"年"m"月"', "F4": 'yyyy"年"m"月"'},
        )
    )


@workbook(
    "人才往来进度.xlsx",
    talent_flows="""
row | period_start | period_end | direction | headcount | extra.人数（累计）
3   | 2024-01-01   | 2024-01-31 | HK_TO_ZS  | 20        | 20
4   | 2024-02-01   | 2024-02-29 | HK_TO_ZS  | 30        | 50
5   | 2024-03-01   | 2024-03-31 | HK_TO_ZS  | 25        | 75""",
    problems="unknown_column C2",
    hands=[hand("talent_flows", "A2:D5", D="headcount")],
)
def a_running_total_beside_the_month():
    """A column of cumulative figures stands before that of the month: a running total is no month's number."""
    return xlsx(
        page("""
2024年人才往来进度
月份 | 流向 | 人数（累计） | 人数（本月）
1月 | 港→中山 | 20 | 20
2月 | 港→中山 | 50 | 30
3月 | 港→中山 | 75 | 25""")
    )


@workbook(
    "冬季人才往来.xlsx",
    talent_flows="""
row | period_start | period_end | direction | headcount
9   | 2024-11-01   | 2024-11-30 | ZS_TO_HK  | 3
9   | 2024-12-01   | 2024-12-31 | ZS_TO_HK  | 4
9   | 2025-01-01   | 2025-01-31 | ZS_TO_HK  | 5""",
    problems="date_undetermined 4 lost, date_undetermined 4 lost, date_undetermined 4 lost",
    hands=[hand("talent_flows", "A8:D9", B="headcount")],
)
def months_that_pass_the_end_of_a_year():
    """Under 2024年 the months run 11月, 12月, 1月: which year January is of, the sheet does not say; a second table says it."""
    return xlsx(
        page("""
2024年冬季人才往来

流向 | 11月 | 12月 | 1月
港→中山 | 7 | 8 | 9
合计 | 7 | 8 | 9

冬季人才往来（补充）
流向 | 2024年11月 | 2024年12月 | 2025年1月
中山→港 | 3 | 4 | 5""")
    )
