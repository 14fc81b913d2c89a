"""Makes the sample workbooks: python data/samples/make.py writes them beside this file.

What a workbook looks like is in layouts/, what it says in facts/. Every run writes the same bytes.
"""

import csv
import io
import re
import tomllib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import sample_flows
from openpyxl import Workbook
from sample_layout import Row, parse
from sample_sheet import Drawer

HERE = Path(__file__).resolve().parent
MADE = datetime(2026, 11, 1)


def rows_of(name: str) -> list[Row]:
    if name == "example":
        return sample_flows.rows()
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def settled(raw: bytes) -> bytes:
    """The same workbook without the moment of saving. Stored, since compressors differ between machines."""
    out = io.BytesIO()
    stamp = f"{MADE:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.create_system, entry.external_attr = 0, 0
            new.writestr(entry, content)
    return out.getvalue()


def make(plan: dict[str, Any], target: Path) -> Path:
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "中山—香港合作看板示例"
    for table in plan["sheet"]:
        layout = parse(table)
        book.properties.title = book.properties.title or layout.title
        Drawer(book.create_sheet(layout.name), layout).draw(rows_of(layout.rows))
    raw = io.BytesIO()
    book.save(raw)
    path = target / str(plan["file"])
    path.write_bytes(settled(raw.getvalue()))
    return path


def main(target: Path = HERE) -> None:
    for plan in sorted((HERE / "layouts").glob("*.toml")):
        path = make(tomllib.loads(plan.read_text(encoding="utf-8")), target)
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
