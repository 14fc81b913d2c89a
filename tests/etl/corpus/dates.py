# ruff: noqa: E501
"""Dates in every style of offices, and those that are no dates."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, text_file, xlsx


@workbook(
    "日期写法不一.xlsx",
    visits="""
row | start_date | end_date   | direction | participants | partners   | topic
2   | 2024-10-31 | 2024-11-01 | ZS_TO_HK  | 14           | 香港总商会 | 一
3   | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 1            | 香港总商会 | 二
4   | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 2            | 香港总商会 | 三
5   | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 3            | 香港总商会 | 四
6   | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 4            | 香港总商会 | 五
7   | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 5            | 香港总商会 | 六
8   | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 6            | 香港总商会 | 七
9   | 2024-12-30 | 2025-01-02 | ZS_TO_HK  | 7            | 香港总商会 | 八
10  | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 8            | 香港总商会 | 九
11  | 2024-10-01 | 2024-10-31 | ZS_TO_HK  | 9            | 香港总商会 | 十
12  | 2024-10-30 | 2024-10-31 | ZS_TO_HK  | 10           | 香港总商会 | 十一
13  | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 11           | 香港总商会 | 十二
14  | 2024-10-29 | 2024-10-31 | ZS_TO_HK  | 12           | 香港总商会 | 十三""",
    hands=[hand("visits", "A1:E14", A="start_date", D="participants", E="topic")],
)
def one_column_in_thirteen_styles():
    """Everybody wrote the date otherwise: ranges, points, two-digit years, packed, serial numbers, times, numerals, full width."""
    styles = (
        "2024年10月31日-11月1日", "2024.10.31", "24-10-31", "20241031", "45596", "@2024-10-31", "2024年10月31日（星期四）上午9:30",
        "2024年12月30日—2025年1月2日", "二〇二四年十月三十一日", "2024年10月", "2024年10月30-31日", "２０２４／１０／３１", "2024-10-29 至 2024-10-31",
    )  # fmt: skip
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"]
    people = [14, *range(1, 13)]
    lines = [
        f"{style} | 赴港 | 香港总商会 | {n} | {number}"
        for style, n, number in zip(styles, people, numbers, strict=True)
    ]
    return xlsx(page("\n".join(["日期 | 方向 | 机构 | 人数 | 事由", *lines])))


@workbook(
    "问题日期.xlsx",
    visits="""
row | start_date | end_date   | direction | participants | partners     | topic
10  | 2026-03-02 | 2026-03-04 | ZS_TO_HK  | 2            | 香港工业总会 | 正常""",
    problems="""bad_date B3 lost
bad_date B4 lost
date_undetermined B5 lost
date_out_of_range B6 lost
end_before_start B7 lost
bad_date B8 lost
missing_required B9 lost
date_undetermined B11 lost
date_out_of_range B12 lost
several_dates B13 lost
bad_date B14 lost""",
    hands=[hand("visits", "A2:F12", B="start_date", E="participants", F="topic")],
)
def dates_that_cannot_be_are_named():
    """30 February, month 13, no year anywhere, the year 2099, the end before the start, 近日, nothing, day and month undecided, 1899, two days apart, nought."""
    return xlsx(
        page("""
赴港台账
序号 | 时间 | 方向 | 机构 | 人数 | 事由
1 | 2024年2月30日 | 赴港 | 工总 | 3 | 二月三十
2 | 2024年13月5日 | 赴港 | 工总 | 3 | 十三月
3 | 5月7日 | 赴港 | 工总 | 3 | 无年份
4 | 2099年5月7日 | 赴港 | 工总 | 3 | 太远
5 | 2024年11月1日-10月31日 | 赴港 | 工总 | 3 | 倒置
6 | 近日 | 赴港 | 工总 | 3 | 说不清
7 | | 赴港 | 工总 | 3 | 没有填
8 | 2026-03-02~2026-03-04 | 赴港 | 工总 | 2 | 正常
9 | 03/04/2025 | 赴港 | 工总 | 3 | 日月不明
10 | 1899-12-31 | 赴港 | 工总 | 3 | 太早
11 | 2024年10月31日、11月5日 | 赴港 | 工总 | 3 | 两次
12 | 0 | 赴港 | 工总 | 3 | 零""")
    )


@workbook(
    "HK liaison log.csv",
    visits="""
row | start_date | direction | participants | partners           | topic
2   | 2024-06-05 | HK_TO_ZS  | 4            | 香港贸易发展局     | Lighting fair
3   | 2024-10-31 | ZS_TO_HK  | 14           | 香港总商会         | Entrepreneur Day
4   | 2024-12-01 | HK_TO_ZS  | 9            | 香港科技园公司     | Biotech tour""",
    hands=[hand("visits", "A1:E4", A="start_date", D="participants", E="topic")],
)
def day_first_because_the_column_proves_it():
    """dd/mm/yyyy in a Hong Kong log: 31/10/2024 proves the order for 05/06/2024 and 01/12/2024."""
    return text_file("""
Date | Direction | Partner | Participants | Topic
05/06/2024 | To Zhongshan | HKTDC | 4 | Lighting fair
31/10/2024 | To Hong Kong | HKGCC | 14 | Entrepreneur Day
01/12/2024 | To Zhongshan | HKSTP | 9 | Biotech tour""")


@workbook(
    "US style dates.xlsx",
    intents="""
row | signed_date | title        | partners       | stage  | amount_low | currency
2   | 2024-05-06  | Lift lab     | 机电工程署     | intent | 3000000    | USD
3   | 2024-10-31  | Fair hall    | 香港贸易发展局 | mou    | 2500000    | HKD""",
    hands=[hand("intents", "A1:E3", A="signed_date", B="title")],
)
def month_first_because_the_column_proves_it():
    """mm/dd/yyyy as text: 10/31/2024 proves the order for 05/06/2024."""
    return xlsx(
        page("""
Date | Project | Partner | Stage | Amount
05/06/2024 | Lift lab | EMSD | Intention | USD 3 million
10/31/2024 | Fair hall | HKTDC | MoU | HK$2.5m""")
    )


@workbook(
    "統計期間.xlsx",
    talent_flows="""
row | period_start | period_end | headcount | direction
3   | 2024-01-01   | 2024-06-30 | 40        | HK_TO_ZS
4   | 2024-07-01   | 2024-12-31 | 55        | HK_TO_ZS
5   | 2024-01-01   | 2024-03-31 | 18        | HK_TO_ZS
6   | 2023-10-01   | 2023-12-31 | 20        | HK_TO_ZS
7   | 2024-03-01   | 2024-03-31 | 7         | HK_TO_ZS
8   | 2023-01-01   | 2023-12-31 | 90        | HK_TO_ZS
9   | 2023-11-01   | 2024-02-29 | 25        | HK_TO_ZS""",
    problems="bad_period A10 lost, bad_period A11 lost",
    hands=[hand("talent_flows", "A2:C11", C="headcount")],
)
def halves_quarters_months_and_years():
    """上半年, 下半年 and 第一季度 under the year of the title, 2023年第四季度, 2024年3月, whole years, months over two years; 去年 and 第五季度 are no periods."""
    return xlsx(
        page("""
2024年人才來往統計
統計期 | 流向 | 人數
上半年 | 港→中山 | 40
下半年 | 港→中山 | 55
第一季度 | 港→中山 | 18
2023年第四季度 | 港→中山 | 20
2024年3月 | 港→中山 | 7
2023年度 | 港→中山 | 90
2023年11月至2024年2月 | 港→中山 | 25
去年同期 | 港→中山 | 60
第五季度 | 港→中山 | 3""")
    )


@workbook(
    "民國紀年.xlsx",
    visits="""
row | start_date | end_date   | direction | participants | partners       | topic
3   | 2024-10-31 | 2024-10-31 | ZS_TO_HK  | 6            | 香港侨友社     | 聯誼
4   | 2024-11-02 | 2024-11-03 | HK_TO_ZS  | 15           | 香港中山良都会 | 懇親
5   | 2025-02-14 | 2025-02-14 | HK_TO_ZS  | 9            | 香港中山侨商会 | 拜年""",
    hands=[hand("visits", "A2:E5", A="start_date", D="participants", E="topic")],
)
def years_of_the_republic_where_the_sheet_says_so():
    """日期（民國） in the heading: 113.10.31, 民國113年11月2日-3日 and 114年2月14日."""
    return xlsx(
        page("""
聯誼往來登記
日期（民國） | 方向 | 機構 | 人數 | 事由
113.10.31 | 赴港 | 僑友社 | 6 | 聯誼
民國113年11月2日-3日 | 來訪 | 良都會 | 15 | 懇親
114年2月14日 | 來訪 | 中山僑商會 | 9 | 拜年""")
    )


@workbook(
    "起止分列.xlsx",
    visits="""
row | start_date | end_date   | direction | participants | partners     | topic
3   | 2025-01-30 | 2025-02-02 | ZS_TO_HK  | 12           | 香港中山社团总会 | 新春
4   | 2025-03-03 | 2025-03-03 | ZS_TO_HK  | 4            | 数码港       | 当日往返
6   | 2025-05-01 | 2025-05-31 | HK_TO_ZS  | 60           | 职业训练局   | 培训班""",
    problems="end_before_start C5 lost",
    hands=[hand("visits", "A2:G6", B="start_date", C="end_date", E="participants", F="topic")],
)
def start_and_end_in_two_columns():
    """Start and end apart, the end left empty for one day, a month alone as the start; an end before its start."""
    return xlsx(
        page("""
2025年上半年往来登记
编号 | 出发日期 | 返回日期 | 方向 | 人数 | 主题 | 机构
A01 | @2025-01-30 | @2025-02-02 | 赴港 | 12 | 新春 | 香港中山社团总会
A02 | 3月3日 | | 赴港 | 4 | 当日往返 | 数码港
A03 | @2025-04-10 | @2025-04-08 | 赴港 | 5 | 录错 | 数码港
A04 | 2025年5月 | | 来访 | 60 | 培训班 | VTC""")
    )
