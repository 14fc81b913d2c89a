"""A large made-up register of visits, headed like an office's own, for warehouses of many rows."""

import random
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from etl.reference import read_table

HEADINGS = ("台账号", "活动内容", "起始日期", "结束日期", "往来类别", "对方机构", "涉及镇区", "重点领域", "团组人数",
            "活动地点", "信息来源", "发布单位")  # fmt: skip
FIRST_DAY, DAYS = date(2020, 1, 1), 2_100


def make_large_visits(path: Path, rows: int, seed: int = 5) -> None:
    """Writes the workbook. The same seed gives the same one."""
    choose, number = random.Random(seed).choice, random.Random(seed).randrange
    partners, sectors, towns = (
        [row[key] for row in read_table(table)]
        for table, key in (("partners", "partner"), ("sectors", "sector"), ("towns", "town"))
    )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(("中山与香港往来活动台账（2020—2025年）",))
    sheet.append(HEADINGS)
    for place in range(rows):
        day = FIRST_DAY + timedelta(days=number(DAYS))
        sheet.append((
            f"L{place:06d}", f"{choose(sectors)}交流活动第{place}期", day, day, choose(("来访", "赴港")),
            choose(partners), choose(towns), choose(sectors), number(1, 60), "香港会议展览中心",
            f"第{place}号公开报道", "中山日报",
        ))  # fmt: skip
    book.save(path)
