# ruff: noqa: E501
"""Workbooks of many sheets: months, summaries that repeat, lists for drop-downs, hidden sheets and rows, struck-through rows."""

from tests.etl.corpus.expected import hand, workbook
from tests.etl.corpus.making import page, xlsx

HEADING = "序号 | 日期 | 方向 | 机构 | 人数 | 主题"


@workbook(
    "2024年往来台账（分月）.xlsx",
    visits="""
sheet | row | start_date | end_date   | direction | participants | partners         | topic
1月   | 3   | 2024-01-09 | 2024-01-09 | ZS_TO_HK  | 4            | 香港总商会       | 新年拜访
1月   | 4   | 2024-01-25 | 2024-01-26 | HK_TO_ZS  | 16           | 香港科技园公司   | 园区考察
2月   | 3   | 2024-02-20 | 2024-02-20 | ZS_TO_HK  | 9            | 香港工业总会     | 春茗
3月   | 3   | 2024-03-31 | 2024-04-01 | HK_TO_ZS  | 27           | 香港中山侨商会   | 清明祭祖""",
    hands=[
        hand("visits", "A2:F4", sheet="1月", E="participants", F="topic", B="start_date"),
        hand("visits", "A2:F3", sheet="2月", E="participants", F="topic", B="start_date"),
        hand("visits", "A2:F3", sheet="3月", E="participants", F="topic", B="start_date"),
    ],
)
def a_sheet_for_each_month():
    """The month is the sheet's name, the year stands in the file's name, the cells say the day alone; a month without visits says so."""
    title = "往来情况（按月）"
    return xlsx(
        {
            "1月": page(f"""
{title}
{HEADING}
1 | 9日 | 赴港 | 香港總商會 | 4 | 新年拜访
2 | 25日-26日 | 来访 | HKSTP | 16 | 园区考察
合计 | | | | 20"""),
            "2月": page(f"""
{title}
{HEADING}
1 | 20日 | 赴港 | 工总 | 9 | 春茗
合计 | | | | 9"""),
            "3月": page(f"""
{title}
{HEADING}
1 | 31日-4月1日 | 来访 | 中山侨商会 | 27 | 清明祭祖
合计 | | | | 27"""),
            "4月": page(
                f"""
{title}
{HEADING}
本月无团组往来
合计 | | | | 0""",
                merged="A3:F3",
            ),
        }
    )


@workbook(
    "全年汇总.xlsx",
    visits="""
sheet  | row | start_date | direction | participants | partners           | topic
上半年 | 2   | 2024-03-05 | ZS_TO_HK  | 5            | 香港贸易发展局     | 会展对接
上半年 | 3   | 2024-05-16 | HK_TO_ZS  | 19           | 香港总商会         | 会员考察
下半年 | 2   | 2024-09-10 | ZS_TO_HK  | 8            | 香港生产力促进局   | 智能微工厂
全年   | 5   | 2024-12-30 | HK_TO_ZS  | 6            | 投资推广署         | 年终座谈""",
    problems="duplicate_row 全年!2 lost, duplicate_row 全年!3 lost, duplicate_row 全年!4 lost",
    hands=[
        hand("visits", "A1:F3", sheet="上半年", B="start_date", E="participants", F="topic"),
        hand("visits", "A1:F2", sheet="下半年", B="start_date", E="participants", F="topic"),
        hand("visits", "A1:F5", sheet="全年", B="start_date", E="participants", F="topic"),
    ],
)
def a_sheet_that_repeats_others_and_adds_a_row():
    """A sheet for the whole year repeats the half years' rows in another style and adds one of its own."""
    return xlsx(
        {
            "上半年": page(f"""
{HEADING}
1 | 2024年3月5日 | 赴港 | 贸发局 | 5 | 会展对接
2 | 2024年5月16日 | 来访 | HKGCC | 19 | 会员考察"""),
            "下半年": page(f"""
{HEADING}
1 | 2024年9月10日 | 赴港 | HKPC | 8 | 智能微工厂"""),
            "全年": page(f"""
{HEADING}
1 | @2024-03-05 | 赴港 | 香港贸易发展局 | 5 | 会展对接
2 | @2024-05-16 | 来访 | 香港总商会 | 19 | 会员考察
3 | @2024-09-10 | 赴港 | 香港生产力促进局 | 8 | 智能微工厂
4 | @2024-12-30 | 来访 | 投资推广署 | 6 | 年终座谈
合计 | | | | 38"""),
        }
    )


@workbook(
    "台账（带下拉）.xlsx",
    visits="""
sheet | row | start_date | direction | town   | participants | partners     | topic
台账  | 3   | 2025-02-11 | ZS_TO_HK  | 三角镇 | 6            | 香港工业总会 | 新材料招商
旧台账 | 2  | 2019-10-15 | HK_TO_ZS  | -      | 21           | 香港友好协进会 | 考察""",
    problems="unknown_name 旧台账!D2",
    skipped=["封面", "选项", "Sheet3", "填写说明"],
    hands=[
        hand("visits", "A2:G3", B="start_date", F="participants", G="topic"),
        hand("visits", "A1:F2", sheet="旧台账", B="start_date", E="participants", F="topic"),
    ],
)
def cover_lists_notes_and_hidden_sheets():
    """A cover, notes for filling in, a hidden list for the drop-downs, an empty sheet; a hidden sheet of old rows counts."""
    return xlsx(
        {
            "封面": page("""


中山市对港交流台账

市外事局
二〇二五年"""),
            "填写说明": page("""
填写说明
一、日期请填写到日。
二、一个团组填写一行，多个机构用顿号隔开。"""),
            "台账": page("""
2025年对港交流台账
序号 | 日期 | 方向 | 镇街 | 机构 | 人数 | 主题
1 | 2月11日 | 赴港 | 三角 | FHKI | 6 | 新材料招商"""),
            "旧台账": page(
                f"""
{HEADING}
1 | 2019年10月15日 | 来访 | 香港友好协进会 | 21 | 考察""",
                state="hidden",
            ),
            "选项": page(
                """
方向
赴港
来访
其他""",
                state="veryHidden",
            ),
            "Sheet3": page(""),
        }
    )


@workbook(
    "已筛选.xlsx",
    visits="""
row | start_date | direction | participants | partners           | topic
2   | 2024-04-08 | ZS_TO_HK  | 3            | 机电工程署         | 电梯更新
3   | 2024-04-09 | HK_TO_ZS  | 12           | 职业训练局         | 维保培训
4   | 2024-04-10 | ZS_TO_HK  | 5            | 香港理工大学       | 电梯检测
5   | 2024-04-11 | HK_TO_ZS  | 8            | 香港生产力促进局   | 智能生产线
6   | 2024-04-12 | ZS_TO_HK  | 2            | 香港总商会         | 座谈""",
    hands=[hand("visits", "A1:F6", B="start_date", E="participants", F="topic")],
)
def filtered_and_hidden_rows_are_data():
    """An autofilter hides the receptions and a row was hidden by hand: all of them are data."""
    return xlsx(
        page(
            f"""
{HEADING}
1 | @2024-04-08 | 赴港 | EMSD | 3 | 电梯更新
2 | @2024-04-09 | 来访 | 職訓局 | 12 | 维保培训
3 | @2024-04-10 | 赴港 | PolyU | 5 | 电梯检测
4 | @2024-04-11 | 来访 | 生产力促进局 | 8 | 智能生产线
5 | @2024-04-12 | 赴港 | HKGCC | 2 | 座谈""",
            hidden_rows=[3, 5, 6],
            filter="A1:F6",
        )
    )


@workbook(
    "划线取消.xlsx",
    visits="""
row | start_date | direction | participants | partners           | topic
3   | 2025-07-03 | ZS_TO_HK  | 6            | 香港大学           | 生物医药
6   | 2025-07-17 | ZS_TO_HK  | 4            | 香港中文大学       | 产学研""",
    problems="cancelled_row 4 lost, cancelled_row 5 lost",
    hands=[hand("visits", "A2:F6", B="start_date", E="participants", F="topic")],
)
def struck_through_rows_are_cancelled():
    """Two rows are struck through because the trips were called off."""
    return xlsx(
        page(
            f"""
2025年7月赴港计划
{HEADING}
1 | 7月3日 | 赴港 | HKU | 6 | 生物医药
2 | 7月8日 | 赴港 | 數碼港 | 5 | 因台风取消
3 | 7月10日 | 赴港 | 贸发局 | 7 | 改期
4 | 7月17日 | 赴港 | CUHK | 4 | 产学研
合计 | | | | 10""",
            struck=[4, 5],
        )
    )


@workbook(
    "人才半年报.xlsx",
    talent_flows="""
sheet  | row | period_start | period_end | direction | headcount | partner
赴港   | 3   | 2025-01-01   | 2025-06-30 | ZS_TO_HK  | 64        | 香港贸易发展局
来中山 | 3   | 2025-01-01   | 2025-06-30 | HK_TO_ZS  | 120       | 香港科技大学
来中山 | 4   | 2025-01-01   | 2025-06-30 | HK_TO_ZS  | 38        | 香港高才通人才服务协会""",
    skipped=["图表说明"],
    hands=[
        hand("talent_flows", "A2:C3", sheet="赴港", C="headcount"),
        hand("talent_flows", "A2:C4", sheet="来中山", C="headcount"),
    ],
)
def sheets_named_by_direction():
    """Direction is the sheet's name (赴港, 香港→中山), year and half year stand in the titles and cells."""
    return xlsx(
        {
            "赴港": page("""
2025年人才往来（赴港）
统计期 | 合作机构 | 人数 | 事由
上半年 | HKTDC | 64人 | 培训
合计 | | 64人"""),
            "来中山": page("""
2025年人才往来（香港→中山）
统计期 | 合作机构 | 人数 | 事由
上半年 | HKUST | 一百二十人 | 实习
上半年 | 高才通协会 | 38 | 任职
合计 | | 158"""),
            "图表说明": page("""
图表由系统生成，请勿修改。"""),
        }
    )


@workbook(
    "交流互访（明细及汇总）.xlsx",
    visits="""
sheet | row | start_date | direction | participants | partners         | topic
明细  | 3   | 2024-05-07 | ZS_TO_HK  | 5            | 香港生产力促进局 | 智能制造
明细  | 4   | 2024-06-11 | ZS_TO_HK  | 6            | 香港贸易发展局   | 灯饰外贸
明细  | 5   | 2024-06-20 | HK_TO_ZS  | 18           | 香港总商会       | 会员考察""",
    skipped=["按月汇总"],
    hands=[hand("visits", "A2:E5", sheet="明细", A="start_date", D="participants", E="topic")],
)
def a_summary_of_visits_by_month_is_no_talent():
    """A second sheet sums the visits up by month and direction: its headings (月份, 方向, 人数) are those of talent flows, and it is none."""
    return xlsx(
        {
            "明细": page("""
2024年交流互访明细
日期 | 方向 | 机构 | 人数 | 事由
5月7日 | 赴港 | HKPC | 5 | 智能制造
6月11日 | 赴港 | 贸发局 | 6 | 灯饰外贸
6月20日 | 来访 | HKGCC | 18 | 会员考察"""),
            "按月汇总": page("""
2024年交流互访按月汇总
月份 | 方向 | 团组批次 | 人数
5月 | 赴港 | 1 | 5
6月 | 赴港 | 1 | 6
6月 | 来访 | 1 | 18
合计 | | 3 | 29"""),
        }
    )


@workbook(
    "一季度台账.xlsx",
    visits="""
sheet | row | start_date | direction | participants | partners         | topic
1月   | 2   | 2025-01-09 | ZS_TO_HK  | 4            | 香港总商会       | 新年拜访
2月   | 2   | 2025-02-20 | ZS_TO_HK  | 9            | 香港工业总会     | 春茗
2月   | 3   | 2025-02-26 | HK_TO_ZS  | 22           | 香港科技园公司   | 园区考察
3月   | 2   | 2025-03-11 | HK_TO_ZS  | 12           | 投资推广署       | 招商座谈""",
    skipped=["一季度汇总"],
    hands=[
        hand("visits", "A1:F2", sheet="1月", B="start_date", E="participants", F="topic"),
        hand("visits", "A1:F3", sheet="2月", B="start_date", E="participants", F="topic"),
        hand("visits", "A1:F2", sheet="3月", B="start_date", E="participants", F="topic"),
    ],
)
def a_summary_sheet_in_front_repeats_every_row():
    """The first sheet repeats the rows of all months, with other spellings of names and dates: each visit counts once, the sheet is named."""
    return xlsx(
        {
            "一季度汇总": page(f"""
2025年一季度匯總
{HEADING}
1 | 2025年1月9日 | 赴港 | 香港總商會 | 4人 | 新年拜访
2 | 2025年2月20日 | 赴港 | 香港工業總會 | 9人 | 春茗
3 | 2025年2月26日 | 來訪 | 香港科技園公司 | 22人 | 园区考察
4 | 2025年3月11日 | 來訪 | 投資推廣署 | 12人 | 招商座谈
合計 | | | | 47人 |"""),
            "1月": page(f"""
{HEADING}
1 | @2025-01-09 | 赴港 | HKGCC | 4 | 新年拜访
合计 | | | | 4"""),
            "2月": page(f"""
{HEADING}
1 | @2025-02-20 | 赴港 | 工总 | 9 | 春茗
2 | @2025-02-26 | 来访 | HKSTP | 22 | 园区考察
合计 | | | | 31"""),
            "3月": page(f"""
{HEADING}
1 | @2025-03-11 | 来访 | InvestHK | 12 | 招商座谈
合计 | | | | 12"""),
        }
    )


@workbook(
    "办公室工作簿.xlsx",
    visits="""
sheet | row | start_date | direction | participants | partners         | topic
往来台账 | 3 | 2024-05-09 | HK_TO_ZS  | 15           | 香港中华总商会   | 商贸座谈""",
    skipped=["值班表", "会议登记", "外贸"],
    hands=[hand("visits", "A2:E3", sheet="往来台账", A="start_date", D="participants", E="topic")],
)
def sheets_of_other_kinds_with_headings_like_ours():
    """A duty roster, the office's own meetings and trade figures share three headings with our tables and say nothing of Hong Kong."""
    return xlsx(
        {
            "往来台账": page("""
2024年对港往来台账
日期 | 方向 | 机构 | 人数 | 事由
5月9日 | 来访 | 中总 | 15 | 商贸座谈"""),
            "值班表": page("""
2024年五一值班表
日期 | 负责人 | 人数 | 地点
5月1日 | 张三 | 3 | 办公楼
5月2日 | 李四 | 3 | 办公楼"""),
            "会议登记": page("""
2024年会议室使用登记
日期 | 主题 | 参加人数 | 地点 | 备注
5月6日 | 支部会议 | 13 | 三楼会议室 |
5月8日 | 周例会 | 33 | 五楼会议室 | 视频"""),
            "外贸": page("""
2024年外贸出口
月份 | 行业 | 出口额（万元） | 数量
4月 | 灯饰 | 300 | 20
5月 | 家电 | 200 | 30"""),
        }
    )
