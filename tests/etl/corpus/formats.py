# ruff: noqa: E501
"""File formats and encodings, as programs of offices save them."""

from datetime import date

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, strict, text_file, with_member, xlsx
from tests.etl.corpus.other_formats import ods, xls, xlsb


@workbook(
    "2024年南区街道赴港交流登记表.xlsx",
    visits="""
row | start_date | direction | town | lead   | participants | partners                        | topic
4   | 2024-03-14 | ZS_TO_HK  | 南区街道 | 刘建国 | 9        | 香港贸易发展局、投资推广署      | 电梯产业推介
5   | 2024-04-22 | ZS_TO_HK  | 南区街道 | 陈敏仪 | 6        | 香港科技园公司                  | 智能制造对接""",
    hands=[hand("visits", "A3:G5", B="start_date", F="participants", D="lead", G="topic")],
)
def strict_ooxml_with_a_title_and_a_total():
    """Saved as "Strict Open XML": other namespaces, dates as ISO text; a title, a blank line, a total."""
    sheet = page(
        """
南区街道赴港交流登记表（2024年）
|
序号 | 访问时间 | 拜访机构 | 带队领导 | 所属镇街 | 人数 | 交流内容
1 | @2024-03-14 | 香港貿易發展局、投資推廣署 | 刘建国 | 南区 | 9 | 电梯产业推介
2 | @2024-04-22 | HKSTP | 陈敏仪 | 南区街道 | 6 | 智能制造对接
合计 | | | | | 15 |""",
        merged="A1:G1",
    )

    def iso(name: str, xml: str) -> str:
        for address, day in (("B4", "2024-03-14"), ("B5", "2024-04-22")):
            number = (date.fromisoformat(day) - date(1899, 12, 30)).days
            xml = xml.replace(
                f'<c r="{address}" s="1" t="n"><v>{number}</v></c>', f'<c r="{address}" s="1" t="d"><v>{day}</v></c>'
            )
        return strict(name, xml)

    return xlsx(sheet, edit=iso)


@workbook(
    "往來台帳(Mac).xlsx",
    visits="""
row | start_date | end_date   | direction | participants | partners       | topic
3   | 2024-10-31 | 2024-11-01 | ZS_TO_HK  | 14           | 香港总商会     | 企業家日活動
4   | 2025-01-16 | 2025-01-16 | HK_TO_ZS  | 22           | 香港工业总会   | 考察翠亨新區""",
    hands=[hand("visits", "A2:F4", A="start_date", B="end_date", E="participants", F="topic")],
)
def days_counted_from_1904():
    """Made with Excel for Mac: days counted from 1904; Traditional headings."""
    sheet = page("""
中山—香港往來台帳
開始日期 | 結束日期 | 類別 | 往來機構 | 人員數 | 主題
@2024-10-31 | @2024-11-01 | 出訪 | 香港總商會 | 14 | 企業家日活動
@2025-01-16 | @2025-01-16 | 來訪 | 工總 | 22 | 考察翠亨新區""")
    days = {(day - date(1899, 12, 30)).days for day in (date(2024, 10, 31), date(2024, 11, 1), date(2025, 1, 16))}

    def from_1904(name: str, xml: str) -> str:
        if name == "xl/workbook.xml":
            return xml.replace("<workbookPr ", '<workbookPr date1904="1" ').replace(
                "<workbookPr/>", '<workbookPr date1904="1"/>'
            )
        for day in days:
            xml = xml.replace(f"<v>{day}</v>", f"<v>{day - 1462}</v>")
        return xml

    return xlsx(sheet, edit=from_1904)


@workbook(
    "人才流动统计（含宏）.xlsm",
    talent_flows="""
row | period_start | period_end | direction | sector   | partner      | headcount
3   | 2024-09-01   | 2024-09-30 | HK_TO_ZS  | 人才服务 | 香港理工大学 | 12
4   | 2024-09-01   | 2024-09-30 | ZS_TO_HK  | 生物医药 | 香港大学     | 5""",
    hands=[hand("talent_flows", "A2:F4", F="headcount")],
)
def a_macro_workbook_is_read_and_never_run():
    """A workbook with macros: they are passed over."""
    content = xlsx(
        page("""
人才流动月报
月份 | 流向 | 事由 | 所属行业 | 合作机构 | 人数
2024年9月 | 港→中山 | 实习 | 人才 | 理大 | 12人
2024年9月 | 中山→港 | 交流 | 大健康 | 港大 | 5人"""),
        edit=lambda name, xml: xml.replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
    )
    return with_member(content, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Workbook_Open()")


@workbook(
    "簽約項目2023.xls",
    intents="""
row | signed_date | title            | zhongshan_party | partners       | sector   | stage    | amount_low | currency
3   | 2023-11-03  | 智能電梯維保中心 | 南區街道辦事處  | 职业训练局     | 电梯及高端装备 | mou | 80000000 | CNY
4   | 2023-11-03  | 跨境電商產業園   | 中山市商務局    | 香港贸易发展局 | 跨境电商 | contract | 120000000 | CNY""",
    hands=[hand("intents", "A2:H4", sheet="签约", B="signed_date", C="title")],
)
def an_old_xls_in_traditional_chinese():
    """Excel 97–2003 of one sheet: title with the unit, a total below, a note under it."""
    return xls(
        page("""
2023年簽約項目一覽（單位：萬元）
序號 | 簽約日期 | 項目名稱 | 甲方 | 乙方 | 所屬行業 | 進展階段 | 投資額
1 | @2023-11-03 | 智能電梯維保中心 | 南區街道辦事處 | VTC | 電梯 | 框架協議 | 8000
2 | @2023-11-03 | 跨境電商產業園 | 中山市商務局 | 香港貿發局 | 跨境電商 | 簽訂合同 | 12000
合計 | | | | | | | 20000
註：投資額為計劃數。"""),
        "签约",
    )


@workbook(
    "visits_export.xlsb",
    visits="""
row | start_date | direction | participants | partners              | topic
2   | 2024-05-07 | ZS_TO_HK  | 8            | 香港生产力促进局      | Smart manufacturing study tour
3   | 2024-06-18 | HK_TO_ZS  | 31           | 数码港、香港科技大学  | Start-up exchange""",
    hands=[hand("visits", "A1:E3", sheet="Export", A="start_date", D="participants", E="topic")],
)
def a_binary_workbook_with_english_headings():
    """Saved as xlsb to be smaller; English headings and names."""
    return xlsb(
        page("""
Date | Direction | Partners | Participants | Topic
@2024-05-07 | To Hong Kong | Hong Kong Productivity Council | 8 | Smart manufacturing study tour
@2024-06-18 | To Zhongshan | Cyberport; HKUST | 31 | Start-up exchange"""),
        "Export",
    )


@workbook(
    "来访登记.ods",
    visits="""
row | start_date | direction | town     | participants | partners             | topic
4   | 2025-02-20 | HK_TO_ZS  | 小榄镇   | 18           | 香港中华厂商联合会   | 五金锁具企业走访\\n座谈会
5   | 2025-03-05 | HK_TO_ZS  | 古镇镇   | 25           | 香港中华总商会       | 灯饰博览会""",
    hands=[hand("visits", "A3:F5", A="start_date", E="participants", F="topic")],
)
def an_open_document_sheet_from_libreoffice():
    """Saved by LibreOffice as ods: two lines in a cell, a total, the title says the direction."""
    return ods(
        page("""
港方来访登记（2025年一季度）

日期 | 接待单位 | 来访单位 | 镇街 | 人数 | 事由
@2025-02-20 | | 香港廠商會 | 小榄 | 18 | 五金锁具企业走访\\n座谈会
@2025-03-05 | | 中总 | 古镇 | 25 | 灯饰博览会
合计 | | | | 43""")
    )


@workbook(
    "赴港台账.csv",
    visits="""
row | start_date | end_date   | direction | participants | partners                     | topic
3   | 2024-10-31 | 2024-11-01 | ZS_TO_HK  | 14           | 香港总商会、香港生产力促进局 | 企业家日，参观
4   | 2024-11-15 | 2024-11-15 | ZS_TO_HK  | 7            | 香港贸易发展局               | 会展合作""",
    hands=[hand("visits", "A2:E4", B="start_date", D="participants", E="topic")],
    encoding="gb18030",
)
def a_csv_in_gb18030_with_a_title_line():
    """Saved by Chinese Excel as CSV: GB18030, a title line, a comma of the text inside quotes."""
    return text_file(
        """
2024年赴港交流台账
编号 | 起止时间 | 拜访机构 | 人数 | 主题
G-01 | 2024年10月31日-11月1日 | 香港总商会；生产力局 | 14人 | 企业家日，参观
G-02 | 2024年11月15日 | 贸发局 | 7人 | 会展合作""",
        encoding="gb18030",
    )


@workbook(
    "訪港團組.csv",
    visits="""
row | start_date | direction | participants | partners                     | topic
2   | 2023-06-12 | ZS_TO_HK  | 11           | 投资推广署                   | 招商推介會
3   | 2023-07-04 | ZS_TO_HK  | 20           | 香港工业总会、香港中小型企业总商会 | 產業鏈對接
4   | 2023-07-29 | HK_TO_ZS  | 45           | 香港中山侨商会               | 鄉情考察團""",
    hands=[hand("visits", "A1:E4", A="start_date", D="participants", E="topic")],
    encoding="big5",
)
def a_csv_in_big5_from_a_hong_kong_office():
    """Saved in Hong Kong: Big5, which also decodes as GB18030 into nonsense without an error."""
    return text_file(
        """
日期 | 方向 | 合作機構 | 人數 | 事由
2023/6/12 | 赴港 | 投資推廣署 | 11 | 招商推介會
2023/7/4 | 赴港 | 工總、香港中小型企業總商會 | 20 | 產業鏈對接
2023/7/29 | 來訪 | 香港中山僑商會 | 45 | 鄉情考察團""",
        encoding="big5",
    )


@workbook(
    "人才统计.txt",
    talent_flows="""
row | period_start | period_end | direction | headcount | scheme           | measure
2   | 2024-04-01   | 2024-06-30 | OTHER     | 1320      | 优秀人才入境计划 | approvals
3   | 2024-07-01   | 2024-09-30 | OTHER     | 1455      | 优秀人才入境计划 | approvals""",
    hands=[hand("talent_flows", "A1:D3", C="headcount")],
    encoding="utf-16",
    separator="\t",
)
def unicode_text_from_excel():
    """Excel's "Unicode text": UTF-16 with tabs, thousands with commas in quotes."""
    return text_file(
        """
统计期 | 计划 | 人数 | 口径
2024年第二季度 | 优才 | 1,320 | 获批
2024年第三季度 | 优才 | 1,455 | 获批""",
        "\t",
        "utf-16",
    )


@workbook(
    "导出_签约.csv",
    intents="""
row | signed_date | title                 | partners                     | stage    | amount_low | currency
2   | 2025-05-20  | 中山—香港\\n人才驿站   | 香港优才及专才协会           | intent   | -          | -
4   | 2025-05-21  | 潮玩设计中心          | 香港大中华中小企业商会       | contract | 30000000   | CNY""",
    hands=[hand("intents", "A1:E4", A="signed_date", B="title")],
    encoding="utf-8-sig",
)
def a_csv_with_a_mark_and_line_breaks_in_cells():
    """Exported by an office system: UTF-8 with BOM, every cell quoted, a line break inside a cell."""
    return text_file(
        """
签约日期 | 项目名称 | 港方 | 阶段 | 金额
2025-05-20 | 中山—香港\\n人才驿站 | 香港优才与专才协会 | 达成合作意向 | 待定
2025-05-21 | 潮玩设计中心 | 大中華中小企業商會 | 正式签约 | 3000万元""",
        encoding="utf-8-sig",
        quoted=True,
    )


@workbook(
    "查询结果.xls",
    visits="""
row | start_date | direction | participants | partners           | topic
3   | 2024-08-08 | ZS_TO_HK  | 10           | 香港科技园公司     | 科创走访
4   | 2024-08-09 | ZS_TO_HK  | 10           | 香港理工大学       | 产学研""",
    problems="cancelled_row 5 lost",
    hands=[hand("visits", "A2:E4", sheet="查询结果", A="start_date", D="participants", E="topic")],
)
def a_page_that_an_office_system_saves_as_xls():
    """An HTML table named xls in GB2312: a cell over two rows, unclosed cells, a struck-through row, a total."""
    return """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><style>td{mso-number-format:"\\@"}</style></head><body>
<table border=1><tr><td colspan=5>团组查询结果</td></tr>
<tr><th>日期</th><th>方向</th><th>机构</th><th>人数</th><th>事由</th></tr>
<tr><td>2024年8月8日</td><td rowspan=2>赴港</td><td>香港科技园</td><td x:num>10<td>科创走访</td></tr>
<tr><td>2024年8月9日</td><td>理大</td><td x:num>10</td><td>产学研</td></tr>
<tr style="text-decoration:line-through"><td>2024年8月10日</td><td>赴港</td><td>数码港</td><td>10</td><td>取消</td></tr>
<tr><td>合计</td><td></td><td></td><td>20</td><td></td></tr></table></body></html>""".encode("gb2312")


@workbook(
    "接待台账.xls",
    visits="""
row | start_date | direction | lead       | participants | partners           | topic
3   | 2024-12-05 | HK_TO_ZS  | 林先生     | 16           | 香港中山社团总会   | 回乡考察""",
    hands=[hand("visits", "A2:F3", B="start_date", E="participants", F="topic")],
)
def an_xlsx_under_the_name_of_an_xls():
    """An xlsx that somebody renamed to xls: the signature decides."""
    return xlsx(
        page("""
接待台账 | | | | 单位：人
编号 | 来访时间 | 来访单位 | 团长 | 团组人数 | 主要内容 | 类型
接-2024-17 | 2024.12.5 | 香港中山社團聯合會 | 林先生 | 16 | 回乡考察 | 港方来访""")
    )


@workbook(
    "2019年互访台账.xls",
    visits="""
row | start_date | end_date   | direction | town     | lead     | participants | partners         | topic
3   | 2019-04-11 | 2019-04-12 | ZS_TO_HK  | 大涌镇   | 萧副镇长 | 5            | 香港贸易发展局   | 红木家具展
4   | 2019-04-11 | 2019-04-12 | ZS_TO_HK  | 大涌镇   | 萧副镇长 | 6            | 香港工业总会     | 红木家具展
6   | 2019-06-20 | 2019-06-20 | HK_TO_ZS  | 神湾镇   | 卢先生   | 31           | 香港中山侨商会   | 游艇产业""",
    problems="cancelled_row 5 lost",
    hands=[hand("visits", "A2:H6", B="start_date", F="lead", G="participants", H="topic")],
)
def an_old_xls_with_merged_and_struck_through_cells():
    """Excel 97–2003: dates, town and leader merged over two rows, one row struck through."""
    return xls(
        page(
            """
2019年互访台账
序号 | 起止日期 | 方向 | 镇街 | 机构 | 带队人 | 人数 | 事由
1 | 4月11日-12日 | 赴港 | 大涌 | 貿發局 | 萧副镇长 | 5 | 红木家具展
2 | | | | 工总 | | 6 | 红木家具展
3 | 5月8日 | 赴港 | 大涌 | 厂商会 | 萧副镇长 | 5 | 取消
4 | @2019-06-20 | 来访 | 神湾镇 | 中山侨商会 | 卢先生 | 31 | 游艇产业
合计 | | | | | | 42 |""",
            merged="A1:H1 B3:B4 C3:C4 D3:D4 F3:F4",
            struck=[5],
        )
    )


@workbook(
    "签约意向（LibreOffice）.ods",
    intents="""
row | signed_date | title          | partners       | sector   | stage    | amount_low | currency
3   | 2022-08-30  | 红木设计中心   | 数码港         | 文旅     | intent   | 3000000    | CNY
4   | 2022-08-30  | 牛仔服装直播   | 香港贸易发展局 | 跨境电商 | mou      | 12000000   | CNY
6   | 2022-09-15  | 潮玩检测       | 香港生产力促进局 | 潮玩   | contract | 6500000    | CNY""",
    problems="cancelled_row 5 lost",
    hands=[hand("intents", "A2:F6", A="signed_date", B="title")],
)
def an_open_document_sheet_with_merged_and_struck_through_cells():
    """ods: the date merged over two rows, a matter struck through because it came to nothing, a total."""
    return ods(
        page(
            """
2022年签约意向（单位：万元）
签约日期 | 项目名称 | 港方 | 行业 | 阶段 | 投资额
8月30日 | 红木设计中心 | 数码港 | 文化 | 意向 | 300
 | 牛仔服装直播 | 香港貿發局 | 电商 | 框架协议 | 1200
9月1日 | 家具博览馆 | 贸发局 | 会展 | 意向 | 900
@2022-09-15 | 潮玩检测 | HKPC | 玩具 | 合同 | 650
合计 | | | | | 2150""",
            merged="A1:F1 A3:A4",
            struck=[5],
        )
    )


@workbook(
    "人才往来.xlsb",
    talent_flows="""
row | period_start | period_end | direction | partner        | headcount
3   | 2023-05-01   | 2023-05-31 | HK_TO_ZS  | 香港大学       | 14
4   | 2023-05-01   | 2023-05-31 | HK_TO_ZS  | 香港中文大学   | 9
6   | 2023-06-01   | 2023-06-30 | ZS_TO_HK  | 职业训练局     | 25""",
    problems="cancelled_row 5 lost",
    hands=[hand("talent_flows", "A2:D6", D="headcount")],
)
def a_binary_workbook_with_merged_and_struck_through_cells():
    """xlsb: month and direction merged over two rows, one row struck through, a total."""
    return xlsb(
        page(
            """
2023年人才往来
月份 | 流向 | 合作机构 | 人数
5月 | 港→中山 | 港大 | 14
 | | CUHK | 9
5月 | 港→中山 | 理大 | 6
6月 | 中山→港 | VTC | 25
合计 | | | 48""",
            merged="A1:D1 A3:A4 B3:B4",
            struck=[5],
        )
    )


@workbook(
    "系统导出.csv",
    visits="""
row | start_date | direction | lead     | participants | partners                         | topic
6   | 2025-03-10 | ZS_TO_HK  | 曾副市长 | 12           | 香港贸易发展局、香港科技园公司   | 推介会\\n"湾区机遇"
9   | 2025-03-19 | HK_TO_ZS  | -        | 30           | 香港中华总商会                   | 考察；座谈""",
    hands=[hand("visits", "A4:F9", A="start_date", D="lead", E="participants", F="topic")],
    encoding="gb18030",
    separator=";",
)
def a_csv_with_a_separator_line_and_trailing_separators():
    """sep=; in the first line, a title, blank lines, trailing separators, quotes and a semicolon inside quotes, a line break in a cell, a total."""
    text = "\r\n".join(
        [
            "sep=;",
            "2025年3月往来;;;;;;",
            "",
            "时间;方向;机构;带队人;人数;主题;",
            "",
            '10日;赴港;贸发局、HKSTP;曾副市长;12;"推介会\r\n""湾区机遇""";',
            "",
            '19日;来访;中總;;30;"考察；座谈";',
            "合计;;;;42;;",
            "",
        ]
    )
    return text.encode("gb18030")
