"""A large made-up ledger as Excel stores it: shared texts, days as numbers with a date format, 15 columns."""

import random
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from etl.reference import read_table

HEADINGS = ["编号", "签约日期", "项目名称", "中山方", "合作机构", "行业", "镇街", "阶段", "金额", "币种", "地点",
            "来源标题", "来源/发布者", "来源/网址", "备注"]  # fmt: skip
TITLE = "2020—2025年签约项目台账（单位：万元）"
FIRST_DAY, DAYS, EXCEL_ZERO = date(2020, 1, 1), 2_100, date(1899, 12, 30)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="项目台账" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Target="{target}"'
            f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
            for number, (kind, target) in enumerate(
                (
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("styles", "styles.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                ),
                1,
            )
        )
        + "</Relationships>"
    ),
    "xl/styles.xml": STYLES,
}


def make_large_workbook(path: Path, rows: int, seed: int = 5) -> int:
    """Writes the workbook and returns the bytes of its unpacked sheet. The same seed gives the same workbook."""
    texts: dict[str, int] = {}

    def cell(address: str, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return f'<c r="{address}" s="1"><v>{(value - EXCEL_ZERO).days}</v></c>'
        if isinstance(value, int):
            return f'<c r="{address}"><v>{value}</v></c>'
        return f'<c r="{address}" t="s"><v>{texts.setdefault(str(value), len(texts))}</v></c>'

    header: list[list[object]] = [[TITLE], list(HEADINGS)]
    lines = [
        f'<row r="{number}">' + "".join(cell(f"{chr(65 + index)}{number}", value) for index, value in enumerate(values))
        + "</row>"
        for number, values in enumerate((*header, *_rows(rows, random.Random(seed))), 1)
    ]  # fmt: skip
    sheet = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(lines)}</sheetData></worksheet>"
    )
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr(
            "xl/sharedStrings.xml",
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            f' uniqueCount="{len(texts)}">{shared}</sst>',
        )
    return len(sheet.encode())


def spellings() -> list[str]:
    """Every way in which the reference tables write a partner."""
    return [
        spelling
        for row in read_table("partners")
        for spelling in (row["partner"], row["zh_hant"], row["en"], *row["aliases"].split(";"))
        if spelling
    ]


def _rows(count: int, rng: random.Random) -> list[list[object]]:
    partners, sectors, towns = spellings(), _column("sectors", "sector"), _column("towns", "town")
    bodies = [*rng.choices(partners, k=2_000), *("、".join(rng.sample(partners, 2)) for _ in range(1_000))]
    titles = [f"{rng.choice(sectors)}合作项目第{number}期" for number in range(20_000)]
    firms = [f"中山市{first}{number}有限公司" for first in "东南西北华丰恒泰" for number in range(400)]
    stages = ["在谈", "意向", "签约意向", "正式签约", "落地", "开工", "投产"]
    places = ["香港会议展览中心", "中山国际会展中心", "线上"]
    rows: list[list[object]] = []
    for number in range(count):
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        written: object = (day, f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", day)[number % 4]
        amount = rng.choice((
            f"{rng.randrange(1, 2_000) * 5}万元", f"{rng.randrange(1, 500) / 10}亿元", rng.randrange(1, 9_000) * 10,
            f"约{rng.randrange(1, 900)}0万元", f"{rng.randrange(1, 50)}00–{rng.randrange(51, 90)}00万元",
        ))  # fmt: skip
        rows.append([
            f"Q{number:06d}", written, rng.choice(titles), rng.choice(firms), rng.choice(bodies), rng.choice(sectors),
            rng.choice(towns), rng.choice(stages), amount, "人民币", rng.choice(places),
            f"{day.year}年签约仪式举行（{rng.randrange(3_000)}）", "中山日报",
            f"https://example.org/{rng.randrange(30_000)}", None if number % 4 else f"第{rng.randrange(5_000)}次跟进",
        ])  # fmt: skip
    return rows


def _column(table: str, name: str) -> list[str]:
    return [row[name] for row in read_table(table)]
