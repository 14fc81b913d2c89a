# ruff: noqa: E501
"""The same row twice, also in another script or style; and rows that only look the same."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "两次录入.xlsx",
    visits="""
row | start_date | end_date   | direction | town     | participants | partners                     | topic
2   | 2024-10-31 | 2024-11-01 | ZS_TO_HK  | 南区街道 | 14           | 香港生产力促进局、香港总商会 | 企业家日活动
4   | 2024-10-31 | 2024-11-01 | ZS_TO_HK  | 南区街道 | 14           | 香港生产力促进局、香港总商会 | 座谈
6   | 2025-03-05 | 2025-03-05 | HK_TO_ZS  | 小榄镇   | 9            | 香港工业总会                 | 产业对接""",
    problems="duplicate_row 3 lost, duplicate_row 5 lost, duplicate_row 7 lost",
    hands=[hand("visits", "A1:F7", A="start_date", E="participants", F="topic")],
)
def duplicates_in_script_spaces_and_date_style():
    """The same visit again in Traditional, with spaces, partners in another order and another style of date; another topic is another row."""
    return xlsx(
        page("""
日期 | 方向 | 镇街 | 机构 | 人数 | 事由
2024年10月31日-11月1日 | 赴港 | 南区 | HKPC、香港总商会 | 14 | 企业家日活动
2024-10-31至2024-11-01 | 赴港 | 南區街道 | 香港總商會；香港生產力促進局 | 14人 | 企業家日活動
2024年10月31日-11月1日 | 赴港 | 南区 | HKPC、香港总商会 | 14 | 座谈
2024.10.31-11.1 | 出访 | 环城 | 生产力局、HKGCC | 十四人 | 企业家日 活动
2025/3/5 | 来访 | 小榄 | 工总 | 9 | 产业对接
@2025-03-05 | 來訪 | 小欖鎮 | 香港工業總會 | 9 | 產業對接""")
    )


@workbook(
    "签约重复.xlsx",
    intents="""
sheet | row | signed_date | title          | zhongshan_party | partners       | stage    | amount_low | currency | intent_id
第一批 | 3  | 2024-04-10  | 跨境物流园     | 市交通集团      | 香港贸易发展局 | mou      | 90000000   | CNY      | HK-2024-001
第一批 | 4  | 2024-04-11  | 跨境物流园二期 | 市交通集团      | 香港贸易发展局 | mou      | 50000000   | CNY      | HK-2024-002
第二批 | 4  | 2024-05-09  | 冷链仓         | 市交通集团      | 香港贸易发展局 | contract | 30000000   | CNY      | HK-2024-003""",
    problems="duplicate_row 第二批!3 lost",
    hands=[
        hand("intents", "A2:H4", sheet="第一批", B="signed_date", C="title", D="zhongshan_party"),
        hand("intents", "A2:H4", sheet="第二批", B="signed_date", C="title", D="zhongshan_party"),
    ],
)
def the_same_matter_on_two_sheets():
    """The first batch's project stands again in the second batch under its own number."""
    heading = "项目编号 | 签约日期 | 项目名称 | 中山方 | 港方 | 阶段 | 投资额（亿元） | 镇街"
    return xlsx(
        {
            "第一批": page(f"""
第一批签约
{heading}
HK-2024-001 | 2024.4.10 | 跨境物流园 | 市交通集团 | 贸发局 | 框架协议 | 0.9 |
HK-2024-002 | 2024.4.11 | 跨境物流园二期 | 市交通集团 | 贸发局 | 框架协议 | 0.5 |"""),
            "第二批": page(f"""
第二批签约
{heading}
HK-2024-001 | 2024-04-10 | 跨境物流園 | 市交通集團 | HKTDC | 框架協議 | 0.9 |
HK-2024-003 | 2024-05-09 | 冷链仓 | 市交通集团 | 贸发局 | 合同 | 0.3 |
合计 | | | | | | 1.2 |"""),
        }
    )


@workbook(
    "人才重复.xlsx",
    talent_flows="""
row | period_start | period_end | direction | partner      | headcount | sector
2   | 2025-06-01   | 2025-06-30 | HK_TO_ZS  | 香港理工大学 | 6         | 人工智能
4   | 2025-06-01   | 2025-06-30 | ZS_TO_HK  | 香港理工大学 | 6         | 人工智能
5   | 2025-06-01   | 2025-06-30 | HK_TO_ZS  | 香港理工大学 | 6         | 新材料""",
    problems="duplicate_row 3 lost",
    hands=[hand("talent_flows", "A1:E5", D="headcount")],
)
def a_month_told_twice():
    """The same month, direction, partner and sector in another style; the opposite direction and another sector are other rows."""
    return xlsx(
        page("""
月份 | 流向 | 合作机构 | 人数 | 行业
2025年6月 | 港→中山 | 理大 | 6 | AI
@2025-06-01 | 香港→中山 | 香港理工大學 | 6人 | 人工智能
2025年6月 | 中山→港 | 理大 | 6 | AI
2025-06 | 港→中山 | PolyU | 6 | 材料""")
    )
