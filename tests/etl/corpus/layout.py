# ruff: noqa: E501
"""Where the table lies on its sheet: titles, blank rows and columns, remarks, signatures."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "附件2：2024年度对港交流情况汇总表.xlsx",
    visits="""
row | start_date | end_date   | direction | town     | lead             | participants | partners                     | topic
8   | 2024-01-18 | 2024-01-19 | ZS_TO_HK  | 东区街道 | 何志强（副主任） | 5            | 香港工业总会                 | 数字经济招商
9   | 2024-02-27 | 2024-02-27 | HK_TO_ZS  | 西区街道 | 李惠芳           | 12           | 香港中华总商会               | 商贸座谈
11  | 2024-03-08 | 2024-03-08 | ZS_TO_HK  | 石岐街道 | 黄伟             | 4            | 香港总商会                   | 中心城区推介""",
    hands=[hand("visits", "C7:J11", D="start_date", H="lead", I="participants", J="topic")],
)
def a_table_that_begins_in_column_c_below_seven_lines():
    """The attachment's number, title, reporting body and unit above; two empty columns before; blank rows inside; signatures below."""
    return xlsx(
        page(
            """
 | | 附件2
 | | 2024年度对港交流情况汇总表

 | | 填报单位（盖章）：中山市外事局 | | | | | | 填报日期：2025年1月6日 |
 | | （本表一式两份）

 | | 序号 | 起止日期 | 类别 | 涉及镇街 | 会见机构 | 带队人 | 人数 | 事由
 | | 1 | 1月18日-19日 | 赴港 | 东区 | FHKI | 何志强（副主任） | 5 | 数字经济招商
 | | 2 | 2月27日 | 来访 | 西区街道 | 香港中總 | 李惠芳 | 12 | 商贸座谈

 | | 3 | 3月8日 | 赴港 | 石岐区 | 香港總商會 | 黄伟 | 4 | 中心城区推介

 | | 制表人：张三 | | | 审核人：李四 | | | 单位负责人：王五 |""",
            merged="C2:J2",
        )
    )


@workbook(
    "翠亨新区赴港招商.xlsx",
    visits="""
row | start_date | direction | town     | participants | partners                   | topic
3   | 2024-09-02 | ZS_TO_HK  | 南朗街道 | 7            | 香港科技园公司             | 生物医药
4   | 2024-09-03 | ZS_TO_HK  | 南朗街道 | 7            | 数码港                     | 新能源
9   | 2024-10-15 | ZS_TO_HK  | 南朗街道 | 5            | 香港理工大学               | 高端装备""",
    hands=[
        hand("visits", "A2:E4", A="start_date", D="participants", E="topic"),
        hand("visits", "A8:E9", A="start_date", D="participants", E="topic"),
    ],
)
def the_heading_printed_again_on_the_next_page():
    """A form printed over two pages: the title and the heading come again in the middle, a page number below each."""
    return xlsx(
        page(
            """
翠亨新区赴港招商登记（2024年）
访问时间 | 拜访机构 | 方向 | 人数 | 主要内容
9月2日 | HKSTP | 赴港 | 7 | 生物医药
9月3日 | 香港數碼港 | 赴港 | 7 | 新能源
 | | | | 第1页 共2页

翠亨新区赴港招商登记（2024年）
访问时间 | 拜访机构 | 方向 | 人数 | 主要内容
10月15日 | 香港理大 | 赴港 | 5 | 高端装备
 | | | | 第2页 共2页""",
            merged="A1:E1 A7:E7",
        )
    )


@workbook(
    "Delegations 2023.xlsx",
    visits="""
row | start_date | direction | lead       | participants | partners                             | topic
5   | 2023-04-12 | ZS_TO_HK  | Ms Chan    | 8            | 香港总商会                           | Courtesy call
7   | 2023-05-18 | HK_TO_ZS  | Mr Lau     | 26           | 驻粤经济贸易办事处                   | GBA tour
8   | 2023-05-30 | HK_TO_ZS  | Dr Wong    | 40           | 香港中文大学                         | Student exchange""",
    hands=[hand("visits", "B4:G8", B="start_date", D="lead", F="participants", G="topic")],
)
def an_english_report_with_notes_around_it():
    """English report: a blank first column, lines of explanation above, a blank row inside, Subtotal, Grand Total, Source, Note."""
    return xlsx(
        page("""
 | Hong Kong – Zhongshan delegations, 2023
 | Prepared for internal reference

 | Date | Direction | Lead | Partners | Participants | Topic
 | 12 Apr 2023 | To Hong Kong | Ms Chan | HKGCC | 8 | Courtesy call

 | 18 May 2023 | To Zhongshan | Mr Lau | GDETO | 26 | GBA tour
 | 30 May 2023 | To Zhongshan | Dr Wong | CUHK | 40 | Student exchange
 | Subtotal | | | | 74 |
 | Grand Total | | | | 74 |
 | Source: office records
 | Note: excludes drivers""")
    )


@workbook(
    "2025年出访计划完成情况.xlsx",
    visits="""
row | start_date | end_date   | direction | participants | partners                     | topic | lead
4   | 2025-05-12 | 2025-05-14 | ZS_TO_HK  | 10           | 香港中山社团总会、香港侨友社 | 恳亲  | -
6   | 2025-06-03 | 2025-06-03 | ZS_TO_HK  | 3            | 机电工程署                   | 电梯维保 | 欧阳明""",
    hands=[hand("visits", "A3:G6", A="start_date", E="participants", F="topic")],
)
def rows_that_hold_one_cell_of_remarks():
    """A row under a visit that holds only a remark in brackets, and a last row of which only the number was typed."""
    return xlsx(
        page("""
2025年出访计划完成情况

起止时间 | 方向 | 领队 | 会见机构 | 人数 | 主题 | 备注
5月12日—14日 | 出访 | | 香港中山社团总会；侨友社 | 10 | 恳亲 | 已完成
（其中5月13日赴离岛参观，不另计团组）
6月3日 | 出访 | 欧阳明 | EMSD | 3 | 电梯维保 |
 | | | | 13 | |""")
    )


@workbook(
    "来访登记（长文本）.xlsx",
    visits="""
row | start_date | direction | participants | partners         | topic
3   | 2025-08-12 | HK_TO_ZS  | 7            | 香港科技园公司   | 生物医药项目对接
5   | 2025-08-13 | HK_TO_ZS  | 11           | 香港理工大学     | 参观翠亨新区
6   | 2025-08-20 | HK_TO_ZS  | 5            | 香港中华厂商联合会 | 走访家电企业""",
    hands=[hand("visits", "A2:E6", A="start_date", C="participants", D="topic")],
)
def a_text_that_goes_on_in_the_row_below():
    """The topic of a visit goes on in the cell below it: no section, so the rows under it are still receptions."""
    return xlsx(
        page("""
2025年8月港方来访登记
日期 | 来访单位 | 人数 | 事由 | 方向
12日 | 科技园公司 | 7 | 生物医药项目对接 |
 | | | （下一步由商务局赴港回访） |
13日 | 理大 | 11 | 参观翠亨新区 |
20日 | 香港厂商会 | 5 | 走访家电企业 |""")
    )
