"""A week's workbooks as six offices send them, what an analyst has to put right in them, and every number afterwards.

`raw_week(folder)` writes the six; `FIXES` are the three things that only a person can say; `TOTALS`, `BY_PARTNER` and
`MOVEMENTS` are worked out by hand from the cells below, with the fixes made, for a warehouse that holds nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook


@dataclass(frozen=True)
class Raw:
    """One workbook: its sheet, its rows from A1 on, and the ranges that are merged."""

    sheet: str
    rows: Sequence[Sequence[Any]]
    merged: str = ""


@dataclass(frozen=True)
class Fix:
    """What is wrong in one place, and what the analyst says: a column, a name or a value.

    `kind` column: the heading `seen` holds `to` (table.column) · name: the partner written `seen` is `to` ·
    cell: the cell `cell`, which says `seen`, should say `to`.
    """

    kind: str
    workbook: str
    sheet: str
    cell: str
    seen: str
    to: str


# Trips to Hong Kong: two title rows, headings over two rows, and a heading for the number of people that no office has
# used before. Persons: 6 + 9 + 4 + 12 = 31, which the last row says as well.
COMMERCE = Raw(
    "10月",
    [
        ["中山市商务局2025年10月赴港拜访情况表"],
        ["填报单位：对外经济合作科", None, None, None, None, None, None, "填报日期：2025年11月3日"],
        ["序号", "日期", "香港方面", None, "带队领导", "同行几位", "事由", "涉及行业"],
        [None, None, "机构", "地点"],
        [1, "10月9日", "香港贸发局", "湾仔", "陈志明 副局长", 6, "灯饰展参展洽谈", "灯饰"],
        [2, "10月14日至15日", "HKPC；香港科技园", "九龙塘、沙田", "李慧 科长", 9, "智能制造技术对接", "智能制造"],
        [3, date(2025, 10, 21), "香港总商会", "金钟", "陈志明 副局长", 4, "企业出海座谈", "外贸"],
        [4, "10月28日", "投资推广署、香港中华总商会", "中环", "黄伟强 局长", 12, "招商推介会筹备", "综合"],
        ["合计", "4批", None, None, None, 31],
        ["注：同行几位不含司机。"],
    ],
    "A1:H1 A2:G2 A3:A4 B3:B4 C3:D3 E3:E4 F3:F4 G3:G4 H3:H4",
)

# Receptions, in English; one body in a short form that nobody has used before. Persons: 15 + 8 + 22 = 45.
FOREIGN_AFFAIRS = Raw(
    "Oct 2025",
    [
        ["Delegations from Hong Kong received in October 2025"],
        [],
        [
            "Date of visit",
            "Direction",
            "Hong Kong partner",
            "Head of delegation",
            "No. of participants",
            "Industry",
            "Purpose of visit",
            "Township",
        ],
        [date(2025, 10, 10), "To Zhongshan", "HK Productivity Cncl", "Ms Wong", 15, "智能制造", "Factory tour", "小榄"],
        ["16 October 2025", "To Zhongshan", "HKTDC", "Mr Chan", 8, "会展", "Lighting fair", "古镇"],
        ["22-24 October 2025", "To Zhongshan", "CUHK", "Prof Lau", 22, "生物医药", "Clinical trials", "南朗"],
        ["Total", None, None, None, 45],
    ],
    "A1:H1",
)

# Trips and receptions of a town, in Traditional script; one day that does not exist. Persons: 18 + 7 + 5 = 30.
YOUTH = Raw(
    "十月",
    [
        ["石岐街道二零二五年十月港澳青年交流往來登記"],
        ["日期", "往來方向", "香港機構", "領隊", "人數", "活動主題", "備註"],
        ["2025年10月11日", "來訪", "香港中山社團總會", "梁先生", 18, "青年創業基地參觀", None],
        ["2025年10月32日", "赴港", "職業訓練局", "何主任", 7, "職業教育交流", "已與對方確認"],
        ["2025年10月30日", "來訪", "香港科技大學", "張教授", 5, "創科講座", None],
        ["總計", None, None, None, 30],
    ],
    "A1:G1",
)

# Matters in 万元, ranges among them; the last row adds up the lower bounds: 3000 + 800 + 12000 + 1500 = 17300.
INVESTMENT = Raw(
    "签约",
    [
        ["中山市投资促进中心2025年10月签约意向一览表"],
        ["单位：万元"],
        ["序号", "签约日期", "项目名称", "中山方", "香港方", "阶段", "投资额", "所属行业", "镇街"],
        [
            1,
            "2025.10.13",
            "智能家电研发中心",
            "小榄镇政府",
            "香港生产力促进局",
            "框架协议",
            "3000-5000",
            "智能家电",
            "小榄",
        ],
        [2, "2025.10.17", "灯饰设计联合实验室", "古镇镇政府", "香港理工大学", "意向", 800, "灯饰照明", "古镇"],
        [
            3,
            "2025.10.23",
            "生物医药中试基地",
            "翠亨新区管委会",
            "香港科技园公司",
            "签订合同",
            "1.2亿元",
            "生物医药",
            "南朗",
        ],
        [4, "2025.10.29", "跨境电商选品中心", "石岐街道办", "香港贸易发展局", "意向", "1500～2000", "跨境电商", "石岐"],
        ["合计", None, None, None, None, None, 17300],
        ["注：区间金额按下限合计。"],
    ],
    "A1:I1 A2:I2 A8:F8",
)

# Matters further on, in 万港元 of October 2025, for which the published rate is 0.91581.
PROJECTS = Raw(
    "进展",
    [
        ["港资项目推进情况（2025年10月）", None, None, None, None, None, "单位：万港元"],
        ["项目名称", "投资方", "甲方", "项目进展", "达成日期", "金额", None],
        [None, None, None, None, None, "下限", "上限"],
        ["数码港中山创科空间", "数码港", "东区街道办", "落地", date(2025, 10, 15), 2000, 3000],
        ["电梯零部件检测中心", "香港机电工程署", "南区街道办", "合同", date(2025, 10, 20), 1000, 1000],
        ["合计", None, None, None, None, 3000, 4000],
    ],
    "A1:F1 A2:A3 B2:B3 C2:C3 D2:D3 E2:E3 F2:G2",
)

# People by month, months across. To Zhongshan: 12 + 15 + 20 and 30 + 28 + 35; to Hong Kong: 8 + 6 + 11.
TALENT = Raw(
    "8-10月",
    [
        ["2025年中山香港人才往来月度统计表"],
        ["单位：人"],
        ["方向", "目的", "合作机构", "8月", "9月", "10月", "合计"],
        ["港→中山", "任职", "香港优才及专才协会", 12, 15, 20, 47],
        ["港→中山", "实习", "香港科技大学", 30, 28, 35, 93],
        ["中山→港", "培训", "职业训练局", 8, 6, 11, 25],
        ["合计", None, None, 50, 49, 66, 165],
    ],
    "A1:G1 A2:G2",
)

WEEK = {
    "1 商务局十月赴港拜访.xlsx": COMMERCE,
    "2 Foreign affairs office October.xlsx": FOREIGN_AFFAIRS,
    "3 石岐青年交流.xlsx": YOUTH,
    "4 投促中心签约意向.xlsx": INVESTMENT,
    "5 港资项目推进.xlsx": PROJECTS,
    "6 人才往来八至十月.xlsx": TALENT,
}

FIXES = (
    Fix("column", "1 商务局十月赴港拜访.xlsx", "10月", "F3", "同行几位", "visits.participants"),
    Fix("name", "2 Foreign affairs office October.xlsx", "Oct 2025", "C4", "HK Productivity Cncl", "香港生产力促进局"),
    Fix("cell", "3 石岐青年交流.xlsx", "十月", "A4", "2025年10月32日", "2025-10-31"),
)

# Rows that are read before and after the fixes: the day that does not exist loses its row.
ROWS_BEFORE = {"visits": 9, "intents": 6, "talent_flows": 9}
ROWS = {"visits": 10, "intents": 6, "talent_flows": 9}

# Indicator → its one number. Bodies met: 贸发局 ×2, 生产力局 ×2, 科技园, 总商会, 投资推广署, 中华总商会, 中文大学,
# 中山社团总会, 职业训练局, 科技大学 – 12 meetings with 10 bodies.
TOTALS = {
    "delegations": 10,
    "meetings": 12,
    "participants": 106,  # 31 + 45 + 30
    "visited": 10,
    "new_partners": 10,
    "intentions": 2,
    "mous": 1,
    "contracts": 3,  # what has landed has been contracted
    "landed": 1,
    "intentions_amount": 23_000_000,  # 800万 + 1500万
    "mous_amount": 30_000_000,
    "contracts_amount": 147_474_300,  # 1.2亿 + (1000万 + 2000万)港元 × 0.91581
    "landed_amount": 18_316_200,  # 2000万港元 × 0.91581
    "talent_in": 140,  # 47 + 93
    "talent_out": 25,
    "talent_net": 115,
}

# Partner → meetings.
BY_PARTNER = {
    "香港贸易发展局": 2,
    "香港生产力促进局": 2,
    "香港科技园公司": 1,
    "香港总商会": 1,
    "投资推广署": 1,
    "香港中华总商会": 1,
    "香港中文大学": 1,
    "香港中山社团总会": 1,
    "职业训练局": 1,
    "香港科技大学": 1,
}

# Month → people to Zhongshan, people to Hong Kong.
MOVEMENTS = {"2025-08": (42, 8), "2025-09": (43, 6), "2025-10": (55, 11)}


def raw_week(folder: Path, *, is_fixed: bool = False) -> list[Path]:
    """Writes the six workbooks, as they came or with the fixes made in their cells; their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / name, fixed(name, raw) if is_fixed else raw) for name, raw in WEEK.items()]


def fixed(name: str, raw: Raw) -> Raw:
    """The workbook as it would be if its office had written what the fixes say."""
    known = {"visits.participants": "人数"}
    said = {fix.seen: known.get(fix.to, fix.to) for fix in FIXES if fix.workbook == name}
    return replace(
        raw, rows=[[said.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in raw.rows]
    )


def _write(path: Path, raw: Raw) -> Path:
    book = Workbook()
    page = book.active
    page.title = raw.sheet
    for number, row in enumerate(raw.rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                page.cell(number, column, value)
    for area in raw.merged.split():
        page.merge_cells(area)
    book.save(path)
    return path
