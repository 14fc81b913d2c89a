# ruff: noqa: E501
"""Amounts of money and counts of people as offices write them."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "投资额写法.xlsx",
    intents="""
row | signed_date | title | partners   | stage  | amount_low | amount_high | currency
3   | 2024-05-10  | 甲项目 | 荣电集团 | intent | 120000000  | 120000000   | HKD
4   | 2024-05-10  | 乙项目 | 荣电集团 | intent | 5000000    | 5000000     | CNY
5   | 2024-05-10  | 丙项目 | 荣电集团 | intent | 3000000    | 3000000     | USD
6   | 2024-05-10  | 丁项目 | 荣电集团 | intent | 2500000    | 2500000     | HKD
7   | 2024-05-10  | 戊项目 | 荣电集团 | intent | 5000000    | 8000000     | CNY
8   | 2024-05-10  | 己项目 | 荣电集团 | intent | 30000000   | -           | CNY
9   | 2024-05-10  | 庚项目 | 荣电集团 | intent | 3000000    | 3000000     | CNY
10  | 2024-05-10  | 辛项目 | 荣电集团 | intent | -          | -           | -
11  | 2024-05-10  | 壬项目 | 荣电集团 | intent | -          | -           | -
12  | 2024-05-10  | 癸项目 | 荣电集团 | intent | 1000000000 | -           | CNY
13  | 2024-05-10  | 子项目 | 荣电集团 | intent | 12500000   | 12500000    | CNY""",
    hands=[hand("intents", "A2:E13", A="signed_date", B="title")],
)
def every_style_of_amount_in_one_column():
    """亿港元, 约, USD 3 million, HK$2.5m, a range, 不低于, numerals of the accountants, 待定, a slash, 超, thousands in full width; RMB by the title."""
    amounts = (
        "1.2亿港元", "约500万元", "USD 3 million", "HK$2.5m", "500–800万", "不低于3000万", "人民币叁佰万元整", "待定", "/", "超10亿元", "１，２５０万元",
    )  # fmt: skip
    lines = [
        f"2024-05-10 | {name}项目 | 荣电集团 | 意向 | {amount}"
        for name, amount in zip("甲乙丙丁戊己庚辛壬癸子", amounts, strict=True)
    ]
    return xlsx(page("\n".join(["洽谈项目投资额（币种：人民币）", "日期 | 项目名称 | 合作方 | 阶段 | 投资额", *lines])))


@workbook(
    "金额存疑.xlsx",
    intents="""
row | signed_date | title    | partners       | stage    | amount_low | currency
2   | 2025-01-20  | 某园区   | 新濠集团       | contract | -          | -
3   | 2025-01-20  | 某基金   | 新濠集团       | mou      | -          | -
4   | 2025-01-20  | 某中心   | 新濠集团       | mou      | -          | -
5   | 2025-01-20  | 某平台   | 新濠集团       | mou      | -          | -
6   | 2025-01-20  | 某工厂   | 新濠集团       | mou      | -          | -
7   | 2025-01-20  | 某码头   | 新濠集团       | mou      | 60000000   | CNY
8   | 2025-01-20  | 某大厦   | 新濠集团       | mou      | 200000000  | CNY
9   | 2025-01-20  | 某仓库   | 新濠集团       | mou      | -          | -
10  | 2025-01-20  | 某酒店   | 新濠集团       | mou      | -          | -
11  | 2025-01-20  | 某商场   | 新濠集团       | mou      | -          | -""",
    problems="""amount_undetermined E2, amount_undetermined E3, amount_undetermined E4, amount_undetermined E5, amount_undetermined E6
amount_undetermined E9, amount_undetermined E10, amount_undetermined E11""",
    hands=[hand("intents", "A1:E11", A="signed_date", B="title")],
)
def amounts_that_are_not_certain_are_named():
    """500 without any unit, 面议, a share of the capital, a negative amount, dollars of an unknown country, two amounts in a cell, at most so much, a date."""
    return xlsx(
        page("""
签约日期 | 项目名称 | 投资方 | 当前阶段 | 金额
2025.1.20 | 某园区 | 新濠集團 | 正式签约 | 500
2025.1.20 | 某基金 | 新濠集團 | 框架协议 | 面议
2025.1.20 | 某中心 | 新濠集團 | 框架协议 | 占股30%
2025.1.20 | 某平台 | 新濠集團 | 框架协议 | -200万元
2025.1.20 | 某工厂 | 新濠集團 | 框架协议 | $3 million
2025.1.20 | 某码头 | 新濠集團 | 框架协议 | 6,000万元
2025.1.20 | 某大厦 | 新濠集團 | 框架协议 | 2亿元（其中首期5000万元）
2025.1.20 | 某仓库 | 新濠集團 | 框架协议 | 不超过1亿元
2025.1.20 | 某酒店 | 新濠集團 | 框架协议 | @2025-03-05
2025.1.20 | 某商场 | 新濠集團 | 框架协议 | 投资2亿元，年产值5亿元""")
    )


@workbook(
    "币种分列.xlsx",
    intents="""
row | signed_date | title        | zhongshan_party | partners         | stage    | amount_low | amount_high | currency
3   | 2023-08-09  | 显示面板     | 火炬公有资产    | 香港工业总会     | mou      | 200000000  | 200000000   | HKD
4   | 2023-08-09  | 风电零部件   | 翠亨集团        | 香港总商会       | contract | 45000000   | 45000000    | USD
5   | 2023-08-10  | 红木设计     | 大涌商会        | 香港设计总会     | intent   | 8000000    | 8000000     | CNY
6   | 2023-08-11  | 灯饰检测     | 古镇商会        | 香港总商会       | intent   | -          | -           | HKD
7   | 2023-08-11  | 海外仓       | 市商务局        | 香港贸易发展局   | mou      | -          | -           | HKD""",
    problems="unknown_name D5, amount_undetermined F6, amount_missing 7",
    hands=[hand("intents", "A2:H7", A="signed_date", B="title", C="zhongshan_party")],
)
def the_currency_in_a_column_of_its_own():
    """Amounts in 万 and a column 币种 in three scripts; the original wording beside them; a partner nobody knows; a cell that contradicts its currency; a currency without an amount."""
    return xlsx(
        page("""
2023年8月签约项目（金额单位：万）
签约日期 | 项目名称 | 甲方 | 乙方 | 所处阶段 | 签约金额（万） | 币种 | 金额原文
8月9日 | 显示面板 | 火炬公有资产 | FHKI | 框架协议 | 20000 | 港幣 | 两亿港元
8月9日 | 风电零部件 | 翠亨集团 | HKGCC | 签订合同 | 4500 | USD | 四千五百万美元
8月10日 | 红木设计 | 大涌商会 | 香港设计总会 | 达成意向 | 800 | 人民币 | 800万
8月11日 | 灯饰检测 | 古镇商会 | HKGCC | 意向 | 500万美元 | 港币 |
8月11日 | 海外仓 | 市商务局 | HKTDC | 框架协议 | | 港元 |""")
    )


@workbook(
    "人数写法.xlsx",
    visits="""
row | start_date | direction | participants | partners   | topic
2   | 2024-06-01 | HK_TO_ZS  | 14           | 香港大学   | 一
3   | 2024-06-02 | HK_TO_ZS  | 14           | 香港大学   | 二
4   | 2024-06-03 | HK_TO_ZS  | 200          | 香港大学   | 三
5   | 2024-06-04 | HK_TO_ZS  | 6            | 香港大学   | 四
6   | 2024-06-05 | HK_TO_ZS  | 200          | 香港大学   | 五
7   | 2024-06-06 | HK_TO_ZS  | -            | 香港大学   | 六
8   | 2024-06-07 | HK_TO_ZS  | -            | 香港大学   | 七
9   | 2024-06-08 | HK_TO_ZS  | -            | 香港大学   | 八
10  | 2024-06-09 | HK_TO_ZS  | -            | 香港大学   | 九
11  | 2024-06-10 | HK_TO_ZS  | 1024         | 香港大学   | 十
12  | 2024-06-11 | HK_TO_ZS  | 5            | 香港大学   | 十一
13  | 2024-06-12 | HK_TO_ZS  | -            | 香港大学   | 十二
14  | 2024-06-13 | HK_TO_ZS  | -            | 香港大学   | 十三
15  | 2024-06-14 | HK_TO_ZS  | -            | 香港大学   | 十四
16  | 2024-06-15 | HK_TO_ZS  | -            | 香港大学   | 十五""",
    problems="""bad_number D7, bad_number D8, bad_number D9, bad_number D10
bad_number D13, bad_number D14, bad_number D15, bad_number D16""",
    hands=[hand("visits", "A1:E16", A="start_date", D="participants", E="topic")],
)
def every_style_of_count_in_one_column():
    """14人, 十四人, 约200人, 一行6人, 200余人, <5, 14.5, 30%, 若干, 1,024名, full width, two numbers, a range, less than none, companies."""
    counts = (
        "14人", "十四人", "约200人", "一行6人", "200余人", "<5", "14.5", "30%", "若干", "1,024名", "５人", "3批45人次", "30-40人", "-3", "20家",
    )  # fmt: skip
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]
    lines = [
        f"2024年6月{n}日 | 来访 | HKU | {count} | {number}"
        for n, (count, number) in enumerate(zip(counts, numbers, strict=True), 1)
    ]
    return xlsx(page("\n".join(["日期 | 方向 | 机构 | 人数 | 事由", *lines])))


@workbook(
    "批次签约.xlsx",
    intents="""
row | signed_date | title                  | partners       | stage    | amount_low   | amount_high | currency
4   | 2023-11-03  | 招商大会集中签约项目   | -              | contract | 103016000000 | 103016000000 | CNY
5   | 2023-11-03  | 生物医药产业园二期     | 正大制药集团   | contract | 1000000000   | -           | CNY
6   | 2023-11-03  | 港澳科技成果转化基金   | 香港科技园公司 | mou      | 200000000    | 300000000   | CNY""",
    hands=[hand("intents", "A3:G6", A="signed_date", B="title")],
)
def a_batch_total_among_single_projects():
    """A row that stands for 415 projects (a flag says so), lower bounds, a range with 至; amounts in 亿元."""
    return xlsx(
        page("""
2023年招商大会签约情况
（单位：亿元）
日期 | 项目 | 香港方 | 状态 | 总投资 | 是否批次合计 | 项目数
2023年11月3日 | 招商大会集中签约项目 | | 正式签约 | 1,030.16 | 是 | 415
2023年11月3日 | 生物医药产业园二期 | 正大製藥 | 投资协议 | 10亿元以上 | 否 |
2023年11月3日 | 港澳科技成果转化基金 | HKSTP | 框架协议 | 2亿至3亿元 | 否 |""")
    )


@workbook(
    "FDI pipeline.xlsx",
    intents="""
row | signed_date | title            | partners                   | stage    | amount_low | amount_high | currency
3   | 2025-03-17  | Cold chain hub   | 香港贸易发展局             | talks    | 3000000    | 3000000     | HKD
4   | 2025-03-18  | Toy design lab   | 香港中华厂商联合会         | intent   | 1250000    | 1250000     | HKD
5   | 2025-03-20  | Biotech fund     | 香港科技园公司             | mou      | 300000000  | 500000000   | USD""",
    hands=[hand("intents", "A2:E5", A="signed_date", B="title")],
)
def the_currency_alone_in_the_heading():
    """Amount (HKD): whole dollars of Hong Kong with thousands separators; a range in US dollars wins over the heading."""
    return xlsx(
        page("""
FDI pipeline, first quarter of 2025
Date | Project | Partner | Stage | Amount (HKD)
2025-03-17 | Cold chain hub | HKTDC | In talks | 3,000,000
2025-03-18 | Toy design lab | CMA | Intention | 1250000
2025-03-20 | Biotech fund | HKSTP | MoU | 3—5亿美元""")
    )
