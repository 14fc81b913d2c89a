# ruff: noqa: E501
"""Names of bodies, towns, sectors and schemes in every spelling; look-alikes, ambiguous and unknown ones."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, text_file, xlsx


@workbook(
    "生产力局的六种写法.xlsx",
    visits="""
row | start_date | direction | participants | partners         | topic
2   | 2024-03-01 | ZS_TO_HK  | 3            | 香港生产力促进局 | 一
3   | 2024-03-02 | ZS_TO_HK  | 3            | 香港生产力促进局 | 二
4   | 2024-03-03 | ZS_TO_HK  | 3            | 香港生产力促进局 | 三
5   | 2024-03-04 | ZS_TO_HK  | 3            | 香港生产力促进局 | 四
6   | 2024-03-05 | ZS_TO_HK  | 3            | 香港生产力促进局 | 五
7   | 2024-03-06 | ZS_TO_HK  | 3            | 香港生产力促进局 | 六
8   | 2024-03-07 | ZS_TO_HK  | 3            | 香港生产力促进局 | 七
9   | 2024-03-08 | ZS_TO_HK  | 3            | 香港生产力促进局 | 八""",
    hands=[hand("visits", "A1:E9", A="start_date", D="participants", E="topic")],
)
def one_body_in_eight_spellings():
    """Simplified, Traditional, HKPC, short, English, with the abbreviation in brackets, spaced, full width, with pinyin."""
    spellings = (
        "香港生产力促进局", "香港生產力促進局", "HKPC", "生产力局", "Hong Kong Productivity Council", "香港生产力促进局（HKPC）", "ＨＫＰＣ", "香港 生產(chǎn)力促進局",
    )  # fmt: skip
    numbers = "一二三四五六七八"
    lines = [
        f"2024-03-0{n} | 赴港 | {name} | 3 | {number}"
        for n, (name, number) in enumerate(zip(spellings, numbers, strict=True), 1)
    ]
    return xlsx(page("\n".join(["日期 | 方向 | 拜访机构 | 人数 | 事由", *lines])))


@workbook(
    "拜访商会情况.xlsx",
    visits="""
row | start_date | direction | participants | partners                               | topic
3   | 2025-05-06 | ZS_TO_HK  | 8            | 香港中华总商会、香港总商会             | 两家总商会
4   | 2025-05-07 | ZS_TO_HK  | 8            | 香港中小型企业总商会                   | 中小企
5   | 2025-05-07 | ZS_TO_HK  | 8            | 香港中小企经贸促进会                   | 中小企
6   | 2025-05-08 | ZS_TO_HK  | 8            | 香港中华工商总会                       | 工商
7   | 2025-05-08 | ZS_TO_HK  | 8            | 香港中华厂商联合会                     | 厂商
8   | 2025-05-09 | ZS_TO_HK  | 8            | 香港高层次人才促进会、香港高才通人才服务协会、香港优才及专才协会 | 人才团体""",
    hands=[hand("visits", "A2:E8", A="start_date", D="participants", E="topic")],
)
def look_alikes_that_must_not_merge():
    """中总 and 香港总商会, the small-business bodies, the talent bodies: alike in sound and never the same."""
    return xlsx(
        page("""
2025年5月拜访商会情况
时间 | 类别 | 拜访机构 | 人数 | 主题
5月6日 | 赴港 | 中總、香港總商會 | 8 | 两家总商会
5月7日 | 赴港 | 香港中小型企業總商會 | 8 | 中小企
5月7日 | 赴港 | 中小企經貿促進會 | 8 | 中小企
5月8日 | 赴港 | 中華工商總會 | 8 | 工商
5月8日 | 赴港 | 廠商會 | 8 | 厂商
5月9日 | 赴港 | HKAPAT；高才通协会；優才與專才協會 | 8 | 人才团体""")
    )


@workbook(
    "高校往来.xlsx",
    visits="""
row | start_date | direction | participants | partners                       | topic
2   | 2024-10-09 | HK_TO_ZS  | 12           | 中大、香港科技大学             | 产学研
3   | 2024-10-16 | HK_TO_ZS  | 5            | 香港中文大学                   | 中医药
4   | 2024-10-23 | HK_TO_ZS  | 7            | 中山大学                       | 博士团
5   | 2024-10-30 | HK_TO_ZS  | 9            | 香港理工大学、香港城市大学     | 实习基地""",
    problems="ambiguous_name C2, unknown_name C4, unknown_name C5",
    hands=[hand("visits", "A1:E5", A="start_date", D="participants", E="topic")],
)
def an_ambiguous_name_is_asked():
    """中大 may be two universities; 中山大学 and 香港城市大学 are none of ours and no likeness makes them so."""
    return xlsx(
        page(
            """
日期 | 方向 | 来访单位 | 人数 | 事由
2024年10月9日 | 来访 | 中大、港科大 | 12 | 产学研
2024年10月16日 | 来访 | 港中大 | 5 | 中医药
2024年10月23日 | 来访 | 中山大学 | 7 | 博士团
2024年10月30日 | 来访 | 理大及香港城市大学 | 9 | 实习基地""".replace("理大及香港", "理大、香港")
        )
    )


@workbook(
    "一格多家机构.xlsx",
    visits="""
row | start_date | direction | participants | partners                                              | topic
3   | 2024-10-31 | ZS_TO_HK  | 14           | 香港生产力促进局、香港优才及专才协会、香港大中华中小企业商会 | 企业家日
4   | 2024-11-04 | ZS_TO_HK  | 6            | 香港总商会、香港工业总会                              | 产业对接
5   | 2024-11-05 | ZS_TO_HK  | 6            | 香港优才及专才协会                                    | 人才
6   | 2024-11-06 | ZS_TO_HK  | 6            | 香港贸易发展局                                        | 会展
7   | 2024-11-07 | ZS_TO_HK  | 6            | 香港中华总商会、香港中华厂商联合会、香港工业总会      | 三家商会
8   | 2024-11-08 | ZS_TO_HK  | 6            | 香港科技园公司、数码港                                | 科创
9   | 2024-11-11 | ZS_TO_HK  | 6            | 科学与工程学会                                        | 学会""",
    problems="unknown_name C9",
    hands=[hand("visits", "A2:E9", A="start_date", D="participants", E="topic")],
)
def several_bodies_in_a_cell():
    """Separated by 、 ； / line breaks, 和, 与, 及; 等3家机构 is no name; 优才与专才协会 is one; an unknown name with 与 stays whole."""
    return xlsx(
        page("""
2024年赴港交流
日期 | 方向 | 拜访机构 | 人数 | 事由
10月31日 | 赴港 | HKPC、香港优才与专才协会；大中华中小企业商会 | 14 | 企业家日
11月4日 | 赴港 | 香港总商会和香港工业总会 | 6 | 产业对接
11月5日 | 赴港 | 优才与专才协会 | 6 | 人才
11月6日 | 赴港 | 香港贸发局等3家机构 | 6 | 会展
11月7日 | 赴港 | 中总、厂商会及工总 | 6 | 三家商会
11月8日 | 赴港 | 香港科技园\\n香港數碼港 | 6 | 科创
11月11日 | 赴港 | 科学与工程学会 | 6 | 学会""")
    )


@workbook(
    "新闻稿转表.csv",
    visits="""
row | start_date | direction | town     | lead       | participants | partners                               | sectors            | topic
2   | 2024-10-31 | ZS_TO_HK  | 南区街道 | 區主任     | 14           | 香港优才及专才协会、香港大中华中小企业商会 | 电梯及高端装备、潮玩 | 中山企業家日（第三屆）
3   | 2024-11-18 | HK_TO_ZS  | 东凤镇   | 協會秘書長 | 8            | 香港高才通人才服务协会                 | 智能家电、人才服务 | 產業對接(二期)""",
    hands=[hand("visits", "A1:H3", A="start_date", F="participants")],
)
def pinyin_debris_of_a_bad_conversion():
    """企業(yè)家, 產業(yè), 專(zhuān)才協(xié)會 from a bad conversion: only the pinyin goes, （第三屆） and (二期) stay."""
    return text_file("""
日期 | 方向 | 鎮街 | 帶隊人 | 機構 | 人數 | 行業 | 主題
2024年10月31日 | 赴港 | 南區(qū)街道 | 區(qū)主任 | 香港優才與專(zhuān)才協(xié)會、香港大中華(huá)中小企業(yè)商會 | 14人 | 電(diàn)梯、潮玩 | 中山企業(yè)家日（第三屆）
2024年11月18日 | 來訪 | 東鳳(fèng)鎮 | 協(xié)會秘書長 | 香港高才通人才服務(wù)協(xié)會 | 8人 | 家電、人才 | 產業(yè)對接(二期)""")


@workbook(
    "镇街与行业旧称.xlsx",
    visits="""
row | start_date | direction | town              | participants | partners           | sectors                      | topic
3   | 2021-05-18 | HK_TO_ZS  | 南朗街道          | 10           | 香港中山社团总会   | 生物医药                     | 一
4   | 2014-06-03 | HK_TO_ZS  | 小榄镇            | 8            | 香港中山社团总会   | 灯饰照明                     | 二
5   | 2023-09-14 | ZS_TO_HK  | 中山港街道        | 6            | 香港科技大学       | 科技创新、人工智能           | 三
6   | 2023-09-15 | ZS_TO_HK  | 南区街道、沙溪镇  | 6            | 香港贸易发展局     | 电梯及高端装备、跨境电商     | 四
7   | 2023-09-18 | ZS_TO_HK  | 翠湖镇            | 6            | 投资推广署         | 综合                         | 五""",
    problems="unknown_name C7",
    hands=[hand("visits", "A2:G7", A="start_date", E="participants", G="topic")],
)
def old_names_of_towns_and_bodies():
    """南朗镇, 东升镇, 火炬开发区, 环城 and 香港中山社团联合会 lead to the present names; a town that does not exist is named."""
    return xlsx(
        page("""
历年往来（节选）
日期 | 方向 | 所属镇街 | 合作机构 | 人数 | 涉及行业 | 事由
2021年5月18日 | 来访 | 南朗镇 | 香港中山社团总会 | 10 | 健康医药 | 一
2014年6月3日 | 来访 | 东升镇 | 香港中山社团联合会 | 8 | 照明 | 二
2023年9月14日 | 赴港 | 火炬高新区 | 香港科大 | 6 | 創新科技、AI | 三
2023年9月15日 | 赴港 | 环城、沙溪 | HKTDC | 6 | 高端设备制造；電子商務 | 四
2023年9月18日 | 赴港 | 翠湖镇 | InvestHK | 6 | 招商引资 | 五""")
    )


@workbook(
    "人才計劃簡稱.xlsx",
    talent_flows="""
row | period_start | period_end | direction | scheme                         | measure      | headcount
3   | 2024-01-01   | 2024-12-31 | OTHER     | 高端人才通行证计划             | applications | 40000
4   | 2024-01-01   | 2024-12-31 | OTHER     | 优秀人才入境计划               | approvals    | 15000
5   | 2024-01-01   | 2024-12-31 | OTHER     | 非本地毕业生留港/回港就业安排  | approvals    | 22000
6   | 2024-01-01   | 2024-12-31 | OTHER     | 输入中国籍香港永久性居民第二代计划 | arrivals | 120
7   | 2024-01-01   | 2024-12-31 | OTHER     | 精英来港计划                   | approvals    | 9""",
    problems="unknown_name B7",
    hands=[hand("talent_flows", "A2:D7", D="headcount")],
)
def schemes_by_short_names_and_abbreviations():
    """高才通計劃, QMAS, IANG, ASSG, and a scheme that does not exist."""
    return xlsx(
        page("""
香港入境計劃年度數字
年份 | 入境計劃 | 審批結果 | 宗數
2024 | 高才通計劃 | 申請宗數 | 40,000宗
2024 | QMAS | 獲批 | 15,000宗
2024 | IANG | 批准 | 22,000宗
2024 | ASSG | 抵港人數 | 120名
2024 | 精英来港计划 | 獲批 | 9名""")
    )


@workbook(
    "易混名称.xlsx",
    visits="""
row | start_date | direction | participants | partners                                        | topic
3   | 2025-10-13 | HK_TO_ZS  | 6            | 香港科技大学（广州）                            | 一
4   | 2025-10-14 | HK_TO_ZS  | 6            | 香港大學深圳醫院                                | 二
5   | 2025-10-15 | HK_TO_ZS  | 6            | 香港青年总商会、香港总商会                      | 三
6   | 2025-10-16 | HK_TO_ZS  | 6            | 香港贸易发展局、香港科技园公司                  | 四
7   | 2025-10-17 | HK_TO_ZS  | 6            | 香港中华总商会                                  | 五
8   | 2025-10-20 | HK_TO_ZS  | 6            | 中山三乡镇（香港）同乡会                        | 六
9   | 2025-10-21 | HK_TO_ZS  | 6            | 香港中文大学（深圳）、香港中文大学              | 七
10  | 2025-10-22 | HK_TO_ZS  | 6            | 香港总商会（中总）                              | 八""",
    problems="unknown_name B3, unknown_name B4, unknown_name B5, unknown_name B9, unknown_name B10",
    hands=[hand("visits", "A2:E10", A="start_date", D="participants", E="topic")],
)
def branches_and_look_alikes_beside_the_real_ones():
    """Campuses, hospitals and young chambers that carry a known name and are others; real brackets; a remark in brackets; a slash; a bracket that names another body."""
    return xlsx(
        page("""
2025年10月来访
日期 | 来访单位 | 类型 | 人数 | 事由
10月13日 | 香港科技大学（广州） | 来访 | 6 | 一
10月14日 | 香港大學深圳醫院 | 来访 | 6 | 二
10月15日 | 香港青年总商会、HKGCC | 来访 | 6 | 三
10月16日 | 贸发局（HKTDC）/HKSTP | 来访 | 6 | 四
10月17日 | 香港中華總商會（座谈） | 来访 | 6 | 五
10月20日 | 中山三鄉鎮(香港)同鄉會 | 来访 | 6 | 六
10月21日 | 香港中文大学（深圳）；CUHK | 来访 | 6 | 七
10月22日 | 香港总商会（中总） | 来访 | 6 | 八""")
    )


@workbook(
    "涉及行业.xlsx",
    intents="""
row | signed_date | title      | partners         | sector                                | stage  | amount_low | currency
2   | 2025-07-01  | 甲平台     | 香港生产力促进局 | 跨境电商、外贸服务、会展、国际物流    | intent | -          | -
3   | 2025-07-02  | 乙基金     | 香港生产力促进局 | 绿色金融、科技创新                    | intent | -          | -
4   | 2025-07-03  | 丙园区     | 香港生产力促进局 | 半导体、新材料                        | intent | -          | -""",
    problems="unknown_name C4",
    hands=[hand("intents", "A1:E4", A="signed_date", B="title")],
)
def several_sectors_in_a_cell():
    """Sectors by their other spellings, in English and Traditional, joined by 、 ； and 及; one that is in no table."""
    return xlsx(
        page("""
日期 | 事项名称 | 所属行业 | 合作机构 | 状态
2025-7-1 | 甲平台 | 电商、经贸；展览及物流 | HKPC | 意向
2025-7-2 | 乙基金 | 金融、I&T | HKPC | 意向
2025-7-3 | 丙园区 | 半导体、材料 | HKPC | 意向""")
    )
