# ruff: noqa: E501
"""Several tables on a sheet: stacked, side by side, of one kind and of several."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "2025年3月工作情况表.xlsx",
    visits="""
row | start_date | direction | participants | partners       | topic
5   | 2025-03-06 | ZS_TO_HK  | 6            | 香港总商会     | 走访会员企业
6   | 2025-03-18 | HK_TO_ZS  | 24           | 香港工业总会   | 参观火炬高新区""",
    intents="""
row | signed_date | title        | partners     | stage  | amount_low | currency
11  | 2025-03-18  | 光电模组项目 | 香港工业总会 | intent | 150000000  | CNY""",
    talent_flows="""
row | period_start | period_end | direction | partner      | headcount
16  | 2025-03-01   | 2025-03-31 | HK_TO_ZS  | 香港理工大学 | 4
17  | 2025-03-01   | 2025-03-31 | ZS_TO_HK  | 香港贸易发展局 | 11""",
    hands=[
        hand("visits", "A4:F6", B="start_date", E="participants", F="topic"),
        hand("intents", "A10:F11", B="signed_date", C="title"),
        hand("talent_flows", "A15:E17", E="headcount"),
    ],
)
def three_kinds_stacked_under_their_own_titles():
    """A monthly report of three tables, one below the other, each with its own title, total and unit; the month stands at the top."""
    return xlsx(
        page("""
2025年3月港澳工作情况表

一、交流互访
序号 | 日期 | 方向 | 机构 | 人数 | 事由
1 | 6日 | 赴港 | HKGCC | 6 | 走访会员企业
2 | 18日 | 来访 | 香港工业总会 | 24 | 参观火炬高新区
合计 | | | | 30 |

二、签约意向（单位：亿元）
序号 | 签约日期 | 项目名称 | 港方 | 金额 | 阶段
1 | 3月18日 | 光电模组项目 | 工总 | 1.5 | 意向
合计 | | | | 1.5 |

三、人才往来
序号 | 月份 | 流向 | 合作机构 | 人数
1 | 3月 | 港→中山 | 理大 | 4
2 | 3月 | 中山→港 | 贸发局 | 11
合计 | | | | 15""")
    )


@workbook(
    "赴港、来访对照.xlsx",
    visits="""
row | start_date | direction | participants | partners             | topic
4   | 2024-07-09 | ZS_TO_HK  | 5            | 投资推广署           | 招商
4   | 2024-07-12 | HK_TO_ZS  | 18           | 香港中山社团总会     | 回乡
5   | 2024-07-23 | ZS_TO_HK  | 7            | 数码港               | 科创
5   | 2024-07-25 | HK_TO_ZS  | 33           | 香港优才及专才协会   | 人才
6   | 2024-07-30 | HK_TO_ZS  | 12           | 香港侨友社           | 恳亲""",
    hands=[
        hand("visits", "A3:E5", A="start_date", D="participants", E="topic"),
        hand("visits", "G3:K6", G="start_date", J="participants", K="topic"),
    ],
)
def two_tables_of_one_kind_side_by_side():
    """Out on the left, in on the right, an empty column between; the right one is longer; each side has its own title."""
    return xlsx(
        page(
            """
2024年7月对港往来
赴港 | | | | | | 来访
日期 | 方向 | 机构 | 人数 | 主题 | | 日期 | 方向 | 机构 | 人数 | 主题
2024-7-9 | 赴港 | InvestHK | 5 | 招商 | | 2024-7-12 | 来访 | 香港中山社团总会 | 18 | 回乡
2024-7-23 | 赴港 | Cyberport | 7 | 科创 | | 2024-7-25 | 来访 | HKQTMA | 33 | 人才
 | | | | | | 2024-7-30 | 来访 | 侨友社 | 12 | 恳亲
合计 | | | 12 | | | 合计 | | | 63 |""",
            merged="A1:K1 A2:E2 G2:K2",
        )
    )


@workbook(
    "互访台账（附联系人）.xlsx",
    visits="""
row | start_date | direction | participants | partners         | lead
3   | 2024-11-05 | ZS_TO_HK  | 8            | 香港生产力促进局 | 周局长
4   | 2024-11-06 | ZS_TO_HK  | 8            | 香港贸易发展局   | 周局长
5   | 2024-11-21 | HK_TO_ZS  | 15           | 香港总商会       | 谢小姐""",
    hands=[hand("visits", "A2:E5", A="start_date", D="participants", E="lead")],
)
def a_small_list_at_the_side():
    """A small list of contacts to the right of the table, an empty column between: no column of the visits, no row."""
    return xlsx(
        page("""
2024年11月互访台账 | | | | | | 联系人
日期 | 交流方向 | 合作机构 | 人数 | 带队人 | | 姓名 | 科室 | 电话
11月5日 | 赴港 | HKPC | 8 | 周局长 | | 小陈 | 外事科 | '0760-88310001
11月6日 | 赴港 | HKTDC | 8 | 周局长 | | 小林 | 港澳科 | '0760-88310002
11月21日 | 来访 | HKGCC | 15 | 谢小姐""")
    )


@workbook(
    "分镇街台账.xlsx",
    visits="""
row | start_date | direction | town     | participants | partners           | topic
4   | 2025-04-02 | ZS_TO_HK  | 小榄镇   | 5            | 香港生产力促进局   | 五金锁具
8   | 2025-04-03 | HK_TO_ZS  | 古镇镇   | 14           | 香港贸易发展局     | 灯饰
9   | 2025-04-16 | ZS_TO_HK  | 古镇镇   | 3            | 香港中华厂商联合会 | 灯饰
13  | 2025-04-22 | HK_TO_ZS  | 南朗街道 | 9            | 香港科技大学       | 中医药城""",
    hands=[
        hand("visits", "A3:E4", A="start_date", D="participants", E="topic"),
        hand("visits", "A7:E9", A="start_date", D="participants", E="topic"),
        hand("visits", "A12:E13", A="start_date", D="participants", E="topic"),
    ],
)
def one_table_for_each_town():
    """One small table after another, each under the name of its town; the year stands at the top alone."""
    return xlsx(
        page(
            """
2025年分镇街台账
小榄镇
时间 | 类型 | 对接机构 | 人数 | 内容
4月2日 | 赴港 | 香港生产力局 | 5 | 五金锁具

古镇镇
时间 | 类型 | 对接机构 | 人数 | 内容
4月3日 | 来访 | 香港贸发局 | 14 | 灯饰
4月16日 | 赴港 | 香港厂商会 | 3 | 灯饰

南朗街道
时间 | 类型 | 对接机构 | 人数 | 内容
4月22日 | 来访 | 科大 | 9 | 中医药城""".replace("| 科大 |", "| 港科大 |")
        )
    )


@workbook(
    "会务手册.xlsx",
    visits="""
row | start_date | direction | participants | partners             | topic
13  | 2025-06-18 | HK_TO_ZS  | 42           | 香港再出发大联盟     | 湾区推介""",
    hands=[hand("visits", "A12:E13", A="start_date", D="participants", E="topic")],
)
def a_timetable_above_the_table_we_know():
    """A timetable of the event stands above the register, on the same sheet: a table of another kind."""
    return xlsx(
        page("""
2025年6月港澳来访活动会务手册

活动流程
环节 | 开始 | 结束 | 主持
签到 | 9:00 | 9:30 | 会务组
致辞 | 9:30 | 9:50 | 市领导
推介 | 9:50 | 11:00 | 招商局
合影 | 11:00 | 11:10 | 会务组

来访登记
（单位：人）
日期 | 方向 | 来访单位 | 人数 | 主题
6月18日 | 来访 | 香港再出發大聯盟 | 42 | 湾区推介""")
    )
