# ruff: noqa: E501
"""What stands outside the table for the cells that do not say it themselves; a cell that says it wins."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "小榄镇2025年来访登记.xlsx",
    visits="""
row | start_date | end_date   | direction | town     | participants | partners           | topic
2   | 2025-03-12 | 2025-03-12 | HK_TO_ZS  | 小榄镇   | 11           | 香港工业总会       | 锁具
3   | 2025-04-18 | 2025-04-20 | HK_TO_ZS  | 小榄镇   | 35           | 香港中山社团总会   | 菊花会
4   | 2024-12-30 | 2024-12-30 | ZS_TO_HK  | 古镇镇   | 4            | 香港贸易发展局     | 灯饰""",
    hands=[hand("visits", "A1:F4", sheet="Sheet1", A="start_date", E="participants", F="topic")],
)
def town_year_and_direction_in_the_file_name():
    """No title at all: the file's name gives town, year and direction; one row says others and wins."""
    return xlsx(
        {
            "Sheet1": page("""
日期 | 方向 | 镇街 | 来访单位 | 人数 | 事由
3月12日 | | | FHKI | 11 | 锁具
4月18日-20日 | | | 香港中山社團總會 | 35 | 菊花会
2024年12月30日 | 赴港 | 古镇 | HKTDC | 4 | 灯饰""")
        }
    )


@workbook(
    "港资签约.xlsx",
    intents="""
row | signed_date | title          | partners             | stage    | amount_low | amount_high | currency
3   | 2024-09-12  | 冷链物流中心   | 新濠集团             | contract | 35000000   | 35000000    | HKD
4   | 2024-09-12  | 数字医疗平台   | 联合国际教育集团     | mou      | 5000000    | 5000000     | CNY
5   | 2024-09-20  | 跨境直播园     | 荣电集团             | intent   | 120000000  | 120000000   | HKD
6   | 2024-09-21  | 检测中心       | 京科控股国际集团     | intent   | 3000000    | 3000000     | USD
7   | 2024-09-25  | 新能源电池回收 | 荣电集团             | talks    | -          | -           | -""",
    hands=[hand("intents", "A2:F7", A="signed_date", B="title")],
)
def the_unit_in_a_corner_cell_and_cells_that_win():
    """单位：万港元 in the corner beside the title; cells with their own unit or currency win over it."""
    return xlsx(
        page("""
2024年9月港资签约项目 | | | | | 单位：万港元
签约日期 | 项目名称 | 投资方 | 进展阶段 | 总投资 | 备注
9月12日 | 冷链物流中心 | 新濠集團 | 正式签约 | 3,500 |
9月12日 | 数字医疗平台 | UIE | 备忘录 | 500万元人民币 |
9月20日 | 跨境直播园 | 荣电集团有限公司 | 达成意向 | 1.2亿 |
9月21日 | 检测中心 | 京科控股 | 意向 | 300万美元 |
9月25日 | 新能源电池回收 | 荣电集团 | 洽谈 | / | 金额待定""")
    )


@workbook(
    "签约（分类）.xlsx",
    intents="""
row | signed_date | title            | partners           | stage    | amount_low | currency
4   | 2023-10-11  | 智能锁研发       | 香港生产力促进局   | mou      | 6000000    | CNY
5   | 2023-12-05  | 会展馆改造       | 香港贸易发展局     | intent   | 20000000   | CNY
7   | 2024-01-23  | 港澳青年创业园   | 香港优才及专才协会 | contract | 15000000   | HKD
8   | 2024-02-06  | 科创母基金       | 香港科技园公司     | mou      | 300000000  | HKD""",
    hands=[hand("intents", "A2:E8", A="signed_date", B="title")],
)
def units_and_years_in_section_rows():
    """Section rows give year and unit together: 2023年（单位：万元） and 2024年（单位：万港元）."""
    return xlsx(
        page(
            """
签约项目分年度情况
签约时间 | 项目 | 合作方 | 阶段 | 金额
2023年（单位：万元）
10月11日 | 智能锁研发 | HKPC | 框架协议 | 600
12月5日 | 会展馆改造 | 贸发局 | 意向 | 2000
2024年（单位：万港元）
1月23日 | 港澳青年创业园 | 香港优才专才协会 | 合同 | 1500
2月6日 | 科创母基金 | HKSTP | 谅解备忘录 | 30000
合计 | | | | """,
            merged="A1:E1 A3:E3 A6:E6 A9:D9",
        )
    )


@workbook(
    "南朗往来.xlsx",
    visits="""
sheet | row | start_date | end_date   | direction | town     | participants | partners       | topic
2024年10月 | 3 | 2024-10-08 | 2024-10-08 | ZS_TO_HK | 南朗街道 | 5 | 香港大学 | 中医药
2024年10月 | 4 | 2024-10-31 | 2024-11-01 | ZS_TO_HK | 南朗街道 | 14 | 香港总商会 | 企业家日
2024年10月 | 5 | 2024-09-30 | 2024-09-30 | HK_TO_ZS | 南朗街道 | 6 | 香港理工大学 | 补登""",
    hands=[hand("visits", "A2:E5", sheet="2024年10月", A="start_date", D="participants", E="topic")],
)
def the_month_in_the_sheet_and_the_town_in_the_title():
    """Sheet 2024年10月, title 南朗镇赴港 (its old name): days alone in the cells; a row filled in later says its own month and direction."""
    return xlsx(
        {
            "2024年10月": page("""
南朗镇赴港交流登记
日期 | 方向 | 机构 | 人数 | 事由
8日 | | 港大 | 5 | 中医药
31日-11月1日 | | 香港總商會 | 14 | 企业家日
9月30日 | 来访 | 香港理大 | 6 | 补登""")
        }
    )


@workbook(
    "对港交流.xlsx",
    visits="""
row | start_date | direction | participants | partners     | topic
6   | 2022-11-20 | ZS_TO_HK  | 3            | 香港大学     | 视频会议""",
    problems="date_undetermined A4 lost, date_undetermined A5 lost",
    hands=[hand("visits", "A3:E6", A="start_date", D="participants", E="topic")],
)
def two_years_in_the_title_say_no_year():
    """2022—2023年 in the title, the day of filling in above: neither gives the year of 5月7日."""
    return xlsx(
        page("""
2022—2023年对港交流情况
填表日期：2024年1月5日
时间 | 方向 | 机构 | 人数 | 主题
5月7日 | 赴港 | HKU | 3 | 访问
12月1日 | 来访 | HKU | 8 | 回访
2022年11月20日 | 赴港 | HKU | 3 | 视频会议""")
    )


@workbook(
    "人才（万人）.xlsx",
    talent_flows="""
row | period_start | period_end | direction | headcount | measure   | scheme
3   | 2023-01-01   | 2023-12-31 | OTHER     | 135000    | approvals | 各项人才入境计划
4   | 2024-01-01   | 2024-12-31 | OTHER     | 140100    | approvals | 各项人才入境计划
5   | 2024-01-01   | 2024-12-31 | OTHER     | 820       | approvals | 科技人才入境计划""",
    hands=[hand("talent_flows", "A2:D5", B="headcount")],
)
def people_in_ten_thousands_by_the_title():
    """单位：万人 in the title; a cell that says 人 counts single persons."""
    return xlsx(
        page("""
香港人才入境计划获批情况（单位：万人）
年度 | 人数 | 计划 | 结果
2023年 | 13.5 | 各项人才入境计划合计 | 获批
2024年 | 14.01 | 各项人才入境计划合计 | 获批
2024年 | 820人 | TechTAS | 获批""")
    )


@workbook(
    "签约统计（万元）.xlsx",
    intents="""
row | signed_date | title      | partners         | stage    | amount_low   | currency
3   | 2024-12-10  | 一号地块   | 新濠集团         | contract | 1500000000   | CNY
4   | 2024-12-11  | 二号地块   | 新濠集团         | contract | 80000000     | CNY
5   | 2024-12-12  | 三号地块   | 新濠集团         | contract | 5000         | CNY""",
    hands=[hand("intents", "A2:E5", A="signed_date", B="title")],
)
def the_heading_wins_over_the_title_and_the_cell_over_both():
    """单位：万元 in the title, 亿元 in the heading: the heading is nearer; a cell with its own unit is nearest."""
    return xlsx(
        page("""
2024年12月签约统计（单位：万元）
签约日期 | 项目名称 | 投资方 | 当前阶段 | 总投资（亿元）
12月10日 | 一号地块 | 新濠集團 | 正式签约 | 15
12月11日 | 二号地块 | 新濠集團 | 正式签约 | 8000万元
12月12日 | 三号地块 | 新濠集團 | 正式签约 | 5千元""")
    )


@workbook(
    "赴港台账（20250106更新）.xlsx",
    visits="""
row | start_date | direction | participants | partners     | topic
5   | 2024-12-20 | ZS_TO_HK  | 4            | 香港总商会   | 有年份""",
    problems="date_undetermined A4 lost",
    hands=[hand("visits", "A3:D5", A="start_date", C="participants", D="topic")],
)
def the_day_of_saving_gives_no_year():
    """The file's name says when it was saved and the title is without a year: 12月5日 may be of any year."""
    return xlsx(
        page("""
赴港台账
文号：中外函〔2023〕12号
日期 | 机构 | 人数 | 事由 | 方向
12月5日 | HKGCC | 4 | 无年份 |
2024年12月20日 | HKGCC | 4 | 有年份 |""")
    )
