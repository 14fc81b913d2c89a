# ruff: noqa: E501
"""Headings: one to three levels, merged groups, three languages, units and notes, line breaks, unknown columns."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx


@workbook(
    "交流互访（两级表头）.xlsx",
    visits="""
row | start_date | end_date   | direction | town     | lead   | participants | partners         | topic
5   | 2024-05-07 | 2024-05-08 | ZS_TO_HK  | 港口镇   | 吴小姐 | 6            | 数码港           | 游戏游艺产业
6   | 2024-05-20 | 2024-05-20 | HK_TO_ZS  | 沙溪镇   | 郑先生 | 30           | 香港工业总会     | 服装直播电商""",
    hands=[hand("visits", "A3:I6", heading=2, B="start_date", C="end_date", H="participants", I="topic")],
)
def two_levels_with_merged_groups():
    """Two-level heading: groups merged over their columns, single headings merged downwards, attendance beside the delegation."""
    return xlsx(
        page(
            """
中山香港交流互访登记表
填报单位：市商务局 | | | | | | | | 单位：人
序号 | 时间 | | 中山方面 | | 香港方面 | | 规模 | 事由 | 方向
 | 起 | 止 | 单位 | 镇街 | 机构 | 主要人员 | 团组人数 | |
1 | 2024/5/7 | 2024/5/8 | 市商务局 | 港口 | Cyberport | 吴小姐 | 6 | 游戏游艺产业 | 赴港
2 | 2024/5/20 | 2024/5/20 | 沙溪镇政府 | 沙溪 | 香港工總 | 郑先生 | 30 | 服装直播电商 | 来访""",
            merged="A1:J1 A3:A4 B3:C3 D3:E3 F3:G3 I3:I4 J3:J4",
        )
    )


@workbook(
    "重点签约项目（三级表头）.xlsx",
    intents="""
row | signed_date | title            | zhongshan_party  | partners             | stage    | amount_low | amount_high | currency
6   | 2024-11-28  | 低空经济产业基金 | 中山投资控股     | 香港富华摩根国际投资集团有限公司 | mou | 500000000 | 800000000 | CNY
7   | 2024-11-28  | 中医药检测平台   | 翠亨集团         | 香港科技大学         | contract | 60000000   | 60000000    | CNY""",
    hands=[hand("intents", "A3:H7", heading=3, B="signed_date", C="title")],
)
def three_levels_with_the_unit_in_the_middle_one():
    """Three-level heading: 投资 over 投资金额（万元） over 下限 and 上限; the two parties under 签约双方."""
    return xlsx(
        page(
            """
2024年重点签约项目

序号 | 签约日期 | 项目名称 | 签约双方 | | 投资 | | 当前阶段
 | | | 中山方 | 合作方 | 投资金额（万元） | |
 | | | | | 下限 | 上限 |
1 | 2024年11月28日 | 低空经济产业基金 | 中山投资控股 | 富华摩根 | 50000 | 80000 | 战略合作协议
2 | 2024年11月28日 | 中医药检测平台 | 翠亨集团 | 港科大 | 6000 | 6000 | 合同""",
            merged="A1:H1 A3:A5 B3:B5 C3:C5 D3:E3 D4:D5 E4:E5 F3:G3 F4:G4 H3:H5",
        )
    )


@workbook(
    "對港往來登記（繁體）.xlsx",
    visits="""
row | start_date | end_date   | direction | town     | lead     | participants | partners                 | sectors   | topic
3   | 2025-01-08 | 2025-01-10 | ZS_TO_HK  | 小榄镇   | 蔡副局長 | 9            | 香港生产力促进局         | 智能制造 | 五金鎖具數字化
4   | 2025-01-15 | 2025-01-15 | HK_TO_ZS  | 黄圃镇   | 梁會長   | 28           | 香港中山侨商会           | 智能家电 | 臘味食品出口""",
    hands=[hand("visits", "A2:I3", B="start_date", G="participants", I="topic")],
)
def traditional_headings_with_spaces_and_line_breaks():
    """Traditional headings broken over two lines, with wide spaces, colons, asterisks for required columns."""
    return xlsx(
        page("""
中山市對港往來登記（二〇二五年）
序　號 | 起止\\n時間* | 往來\\n類別 | 鎮　街 | 帶隊\\n領導： | 拜訪機構\\n（港方） | 人 數\\n(人) | 行業領域 | 活動內容（簡述）
1 | 1月8日至10日 | 出訪 | 小欖 | 蔡副局長 | 生產力局 | 9 | 智能製造 | 五金鎖具數字化
2 | 1月15日 | 來訪 | 黃圃鎮 | 梁會長 | 中山僑商會 | 28 | 家電 | 臘味食品出口""")
    )


@workbook(
    "signed_projects_en.xlsx",
    intents="""
row | signed_date | title                     | zhongshan_party     | partners       | stage    | sector   | amount_low | currency
2   | 2024-07-16  | Lift safety lab           | Nanqu Subdistrict   | 机电工程署     | intent   | 电梯及高端装备 | 2500000 | HKD
3   | 2024-07-19  | Designer toy incubator    | Zhongshan Cultural Group | 香港贸易发展局 | mou   | 潮玩     | 12000000   | HKD""",
    hands=[hand("intents", "A1:H3", A="signed_date", B="title", C="zhongshan_party")],
)
def english_headings_with_the_unit_in_brackets():
    """English headings, "Amount (HK$ million)", stages in English."""
    return xlsx(
        page("""
Signed date | Project | Zhongshan party | Partner | Stage | Sector | Amount (HK$ million) | Note
2024-07-16 | Lift safety lab | Nanqu Subdistrict | EMSD | Intention | Lifts and high-end equipment | 2.5 | pilot
2024-07-19 | Designer toy incubator | Zhongshan Cultural Group | HKTDC | MoU | Designer toys | 12 |""")
    )


@workbook(
    "接待安排表.xlsx",
    visits="""
row | start_date | direction | participants | partners           | topic    | extra.车牌号 | extra.用餐标准（元/人） | extra.是否安排翻译
3   | 2024-12-02 | HK_TO_ZS  | 19           | 香港中华工商总会   | 商务考察 | 粤Z·A1234港  | 80                | 否
4   | 2024-12-11 | HK_TO_ZS  | 33           | 香港广东社团总会   | 青年交流 | -            | 60                | 是""",
    problems="unknown_column E2, unknown_column F2, unknown_column H2",
    hands=[hand("visits", "A2:H4", A="start_date", D="participants", G="topic")],
)
def columns_that_nobody_knows():
    """Plates, meals and interpreters among the columns: kept with the row and listed."""
    return xlsx(
        page("""
港方来访接待安排表
来访时间 | 交往方向 | 来访单位 | 人数 | 车牌号 | 用餐标准（元/人） | 主题 | 是否安排翻译
2024年12月2日 | 来访 | 中华工商总会 | 19 | 粤Z·A1234港 | 80 | 商务考察 | 否
2024年12月11日 | 来访 | 廣東社團總會 | 33 | | 60 | 青年交流 | 是""")
    )


@workbook(
    "来访团组_列序打乱.xlsx",
    visits="""
row | start_date | end_date   | direction | town     | lead   | participants | partners         | sectors            | topic      | visit_id
3   | 2025-06-09 | 2025-06-11 | HK_TO_ZS  | 板芙镇   | 苏女士 | 17           | 香港中小企经贸促进会 | 智能制造、新材料 | 智能装备 | ZS-HK-2025-031""",
    hands=[hand("visits", "A2:K3", E="start_date", D="end_date", A="participants", K="topic")],
)
def columns_in_any_order_without_running_numbers():
    """The same columns in another order: people first, the end before the start, the office's number at the end."""
    return xlsx(
        page("""
2025年来访团组
人数 | 涉及行业 | 镇区 | 离开日期 | 抵达日期 | 来访单位 | 带队领导及职务 | 信息来源 | 类别 | 团组编号 | 事由及内容
17 | 智慧制造；新材料 | 板芙 | 2025.6.11 | 2025.6.9 | 中小企经贸促进会 | 苏女士 | 市府办简报 | 港方来访 | ZS-HK-2025-031 | 智能装备""")
    )


@workbook(
    "香港人才计划（公布数字）.xlsx",
    talent_flows="""
row | period_start | period_end | scheme                  | headcount | measure
5   | 2022-12-28   | 2023-12-31 | 高端人才通行证计划A类   | 10500     | approvals
6   | 2022-12-28   | 2023-12-31 | 高端人才通行证计划B类   | 26000     | approvals
7   | 2023-01-01   | 2023-12-31 | 输入内地人才计划        | 17400     | applications""",
    problems="unknown_column F3",
    hands=[hand("talent_flows", "A3:G7", heading=2, C="period_start", D="period_end")],
)
def published_figures_with_an_as_at_date():
    """Two-level heading 统计期间（起、止（截至））, people in 万人 in the heading, a column 同比 that is a percent."""
    return xlsx(
        page(
            """
香港各项人才入境计划（立法会答复）

计划名称 | 统计口径 | 统计期间 | | 人数（万人） | 同比（%） | 数据来源
 | | 起 | 止（截至） | | |
高才通A類 | 获批 | 2022-12-28 | 2023-12-31 | 1.05 | 12.5 | 立法会
TTPS-B | 批准 | 2022-12-28 | 2023-12-31 | 2.6 | 8.1 | 立法会
专才 | 申请宗数 | 2023-01-01 | 2023-12-31 | 1.74 | -3.2 | 入境处""",
            merged="A1:G1 A3:A4 B3:B4 C3:D3 E3:E4 F3:F4 G3:G4",
        )
    )


@workbook(
    "雙語登記冊.xlsx",
    visits="""
row | start_date | direction | lead     | participants | partners             | topic
3   | 2024-09-19 | HK_TO_ZS  | 馮先生   | 21           | 香港中小型企业总商会 | 會員考察 Study tour
4   | 2024-09-26 | ZS_TO_HK  | 李女士   | 6            | 职业训练局           | 維保課程 Training""",
    hands=[hand("visits", "A2:G4", B="start_date", E="lead", F="participants", G="topic")],
)
def headings_in_two_languages():
    """A Hong Kong register whose headings say both languages, English in brackets."""
    return xlsx(
        page("""
中山訪問登記冊 Register of Visits
編號 (ID) | 日期 (Date) | 交往方向 (Direction) | 對接機構 (Partner) | 領隊 (Lead) | 人數 (Participants) | 主題 (Topic)
HK-01 | 2024/9/19 | 來訪 | HKGCSMB | 馮先生 | 21 | 會員考察 Study tour
HK-02 | 2024/9/26 | 赴港 | 職業訓練局 | 李女士 | 6 | 維保課程 Training""")
    )


@workbook(
    "Register 2025 中英對照.xlsx",
    visits="""
row | start_date | direction | town     | participants | partners           | topic
4   | 2025-11-05 | HK_TO_ZS  | 港口镇   | 13           | 数码港             | 遊戲產業
5   | 2025-11-12 | ZS_TO_HK  | 石岐街道 | 4            | 香港高层次人才促进会 | 人才""",
    hands=[hand("visits", "A2:G5", heading=2, B="start_date", F="participants", G="topic")],
)
def every_heading_again_in_english_below_it():
    """Chinese headings, and below each its English; some of the English ones are two words."""
    return xlsx(
        page("""
2025年11月互訪登記 Exchange register
序號 | 日期 | 方向 | 鎮街 | 合作機構 | 人數 | 主題
No. | Date | Direction | Town | Partner | Participants | Topic
1 | 11月5日 | 來訪 | 港口鎮 | Cyberport | 13 | 遊戲產業
2 | 11月12日 | 赴港 | 石岐 | HKAPAT | 4 | 人才""")
    )
