# ruff: noqa: E501
"""Section rows, subtotals, totals and notes among the rows of a table."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "来访登记.xlsx",
    visits="""
row | start_date | direction | town     | participants | partners           | topic
4   | 2025-03-04 | HK_TO_ZS  | 古镇镇   | 20           | 香港贸易发展局     | 灯博会对接
5   | 2025-03-11 | HK_TO_ZS  | 南头镇   | 15           | 香港中华厂商联合会 | 家电企业座谈
8   | 2025-04-09 | ZS_TO_HK  | 坦洲镇   | 8            | 香港科技园公司     | 电子信息
9   | 2025-04-10 | ZS_TO_HK  | 三乡镇   | 6            | 职业训练局         | 中医药人才""",
    hands=[hand("visits", "A2:F9", B="start_date", E="participants", F="topic")],
)
def section_rows_that_give_the_direction():
    """Sections 一、来访 and 二、赴港 inside the table, merged over its width, each with a subtotal; a grand total and a note."""
    return xlsx(
        page(
            """
中山市2025年与香港交流情况
编号 | 时间 | 机构 | 镇街 | 人数 | 内容
一、香港来访
JL-101 | 3月4日 | 香港貿發局 | 古镇 | 20 | 灯博会对接
JL-102 | 3月11日 | 廠商會 | 南头镇 | 15 | 家电企业座谈
小计 | | | | 35 |
二、赴港交流
JL-103 | 4月9日 | 科技园公司 | 坦洲 | 8 | 电子信息
JL-104 | 4月10日 | 香港职训局 | 三乡镇 | 6 | 中医药人才
小计 | | | | 14 |
总计 | | | | 49 |
备注：1.人数含随行工作人员；2.“来访”指港方团组来中山。""",
            merged="A1:F1 A3:F3 A7:F7 A12:F12",
        )
    )


@workbook(
    "签约意向台账（各镇街）.xlsx",
    intents="""
row | signed_date | title              | zhongshan_party | partners               | stage    | amount_low | currency
5   | 2024-06-03  | 灯饰外贸综合服务   | 古镇镇政府      | 香港贸易发展局         | intent   | 20000000   | CNY
6   | 2024-06-05  | 智能照明实验室     | 古镇镇政府      | 香港科技大学           | mou      | 5000000    | CNY
9   | 2024-06-20  | 家电绿色供应链     | 东凤镇政府      | 香港生产力促进局       | contract | 36000000   | CNY""",
    problems="unknown_column G3",
    hands=[hand("intents", "A3:H9", C="signed_date", B="title", A="zhongshan_party", heading=1)],
)
def subtotals_whose_label_stands_in_a_later_column():
    """Subtotal and total rows whose word stands in the second column, "本页小计" and "总　计" with wide spaces."""
    return xlsx(
        page("""
签约意向台账
单位：万元
中山方 | 项目名称 | 签约时间 | 香港方 | 状态 | 计划投资额 | 联系人电话 | 备注

古镇镇政府 | 灯饰外贸综合服务 | 2024.6.3 | 香港貿發局 | 达成意向 | 2000 | '0760-22300000 |
古镇镇政府 | 智能照明实验室 | 2024.6.5 | 港科大 | 合作框架协议 | 500 | |
 | 本页小计 | | | | 2500 | |

东凤镇政府 | 家电绿色供应链 | 2024.6.20 | 香港生产力局 | 投资协议 | 3600 | |
 | 本页小计 | | | | 3600 | |
 | 总　计 | | | | 6100 | |
说明：计划投资额以签约文本为准。""")
    )


@workbook(
    "人才往来季报.xlsx",
    talent_flows="""
row | period_start | period_end | direction | sector   | partner      | headcount
6   | 2025-01-01   | 2025-03-31 | HK_TO_ZS  | 生物医药 | 香港大学     | 18
7   | 2025-01-01   | 2025-03-31 | HK_TO_ZS  | 人工智能 | 香港科技大学 | 9
8   | 2025-01-01   | 2025-03-31 | ZS_TO_HK  | 会展     | 香港贸易发展局 | 30""",
    hands=[hand("talent_flows", "B4:G8", G="headcount")],
)
def a_report_with_a_total_in_front_of_its_rows():
    """The total stands above the rows it sums; below, dated signature, source and a line of phone numbers."""
    return xlsx(
        page("""
 | 中山—香港人才往来情况（季报）
 | 制表单位：市人才办 | | | | 表号：RC-03

 | 统计期 | 流动方向 | 目的 | 行业 | 合作机构 | 人次
 | 合计 | | | | | 57
 | 2025年第一季度 | 港→中山 | 任职 | 大健康 | 港大 | 18
 | 2025年第一季度 | 港→中山 | 实习 | AI | 香港科大 | 9
 | 2025年第一季度 | 中山→港 | 培训 | 展览 | 贸发局 | 30

 | 数据来源：各镇街人才工作站
 | 填表人：赵六 | | 联系电话：0760-88000000 | | 2025年4月3日""")
    )


@workbook(
    "对港交流台账（按批次）.xlsx",
    visits="""
row | start_date | direction | participants | partners       | topic
3   | 2025-01-14 | ZS_TO_HK  | 20           | 香港总商会     | 年度拜访
4   | 2025-01-21 | HK_TO_ZS  | 9            | 香港工业总会   | 说明会暨座谈
6   | 2025-02-18 | ZS_TO_HK  | 14           | 香港贸易发展局 | 总计划对接""",
    hands=[hand("visits", "A2:E6", B="start_date", D="participants", A="topic")],
)
def totals_that_say_how_many():
    """Totals written as 小计（2批）, 合计3批 and 共计：3批次43人; topics that begin with 说明 and 总计 are no totals or notes."""
    return xlsx(
        page(
            """
2025年对港交流台账
事由 | 时间 | 机构 | 人数 | 方向
年度拜访 | 1月14日 | HKGCC | 20 | 赴港
说明会暨座谈 | 1月21日 | 工总 | 9 | 来访
小计（2批） | | | 29 |
总计划对接 | 2月18日 | 贸发局 | 14 | 赴港
小计（1批） | | | 14 |
合计3批 | | | 43 |
共计：3批次43人""",
            merged="A1:E1 A9:E9",
        )
    )


@workbook(
    "按月分段.xlsx",
    visits="""
row | start_date | end_date   | direction | participants | partners       | topic
4   | 2024-01-09 | 2024-01-09 | ZS_TO_HK  | 4            | 香港总商会     | 拜年
5   | 2024-01-25 | 2024-01-26 | ZS_TO_HK  | 6            | 数码港         | 数字文创
7   | 2024-02-28 | 2024-02-28 | HK_TO_ZS  | 17           | 香港侨友社     | 元宵
9   | 2024-12-31 | 2024-12-31 | ZS_TO_HK  | 3            | 投资推广署     | 跨年""",
    hands=[hand("visits", "A2:E9", A="start_date", D="participants", E="topic")],
)
def section_rows_that_are_months():
    """一月, 2月份 and （十二月） as section rows; the year stands in the title, the cells say the day."""
    return xlsx(
        page(
            """
2024年往来明细
日期 | 方向 | 机构 | 人数 | 主题
一月
9日 | 赴港 | HKGCC | 4 | 拜年
25-26日 | 赴港 | 数码港 | 6 | 数字文创
2月份
28日 | 来访 | 侨友社 | 17 | 元宵
（十二月）
31日 | 赴港 | InvestHK | 3 | 跨年
合计 | | | 30 |""",
            merged="A1:E1 A3:E3 A6:E6 A8:E8",
        )
    )


@workbook(
    "projects_2024.xlsx",
    intents="""
row | signed_date | title            | partners       | stage    | amount_low | currency
2   | 2024-03-01  | LNG with Total   | 香港总商会     | intent   | 8000000    | USD
3   | 2024-03-05  | Note exchange    | 香港贸易发展局 | mou      | 500000     | HKD
4   | 2024-03-08  | Source code park | 数码港         | contract | 3000000    | CNY""",
    hands=[hand("intents", "A1:E4", A="title", B="signed_date")],
)
def projects_that_sound_like_totals_and_notes():
    """Projects named after Total, notes and sources are whole rows; the real Total below is none."""
    return xlsx(
        page("""
Project | Signed date | Partner | Stage | Amount
LNG with Total | 2024-03-01 | HKGCC | Intention | USD 8 million
Note exchange | 2024-03-05 | HKTDC | MoU | HK$0.5m
Source code park | 2024-03-08 | Cyberport | Contract | RMB 3 million
Total | | | | 3 projects""")
    )
