"""Draws one table on a worksheet the way an office does: title, unit, headings, rows, totals, notes."""

from datetime import date
from math import ceil
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from sample_layout import Layout, Row

LINE = Border(*(Side(style="thin", color="999999") for _ in range(4)))
HEAD = PatternFill("solid", start_color="D9E5F3")
BAND = PatternFill("solid", start_color="F2F2F2")


class Drawer:
    def __init__(self, sheet: Any, layout: Layout) -> None:
        self.sheet, self.layout, self.at = sheet, layout, 0
        self.width = len(layout.columns)

    def draw(self, rows: list[Row]) -> None:
        self.banner(self.layout.title, Font(name="黑体", size=16, bold=True), "center", 30)
        self.banner(self.layout.unit, Font(name="宋体", size=10), "right", 18)
        self.headings()
        self.sheet.freeze_panes = self.sheet.cell(self.at + 1, 3)
        sections = list(dict.fromkeys(row.get(self.layout.section, "") for row in rows))
        for section in sections:
            part = [row for row in rows if row.get(self.layout.section, "") == section]
            if section:
                self.banner(section, Font(name="宋体", size=11, bold=True), "left", 20, BAND)
            for row in part:
                number = str(rows.index(row) + 1)
                self.line([row[column.key] if column.key else number for column in self.layout.columns])
            if self.layout.subtotal:
                self.totals(self.layout.subtotal, part)
        if self.layout.total:
            self.totals(self.layout.total, rows)
        for note in self.layout.notes:
            lines = ceil(2 * len(note) / sum(column.width for column in self.layout.columns))
            self.banner(note, Font(name="宋体", size=10), "left", 18 * lines)
        self.page()

    def banner(self, text: str, font: Font, side: str, height: float, fill: PatternFill | None = None) -> None:
        """A line merged over the whole table."""
        self.at += 1
        cell = self.sheet.cell(self.at, 1, text)
        cell.font, cell.alignment = font, Alignment(horizontal=side, vertical="center", wrap_text=True)
        if fill:
            cell.fill = fill
        self.sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=self.width)
        self.sheet.row_dimensions[self.at].height = height

    def headings(self) -> None:
        columns = self.layout.columns
        top, levels = self.at + 1, 2 if any(column.group for column in columns) else 1
        self.at += levels
        for place, column in enumerate(columns, 1):
            texts = [column.group or column.heading, column.heading if column.group else ""][:levels]
            first = place == 1 or not column.group or columns[place - 2].group != column.group
            for level, text in enumerate(texts):
                cell = self.sheet.cell(top + level, place, text if text and (level or first) else None)
                cell.font, cell.fill, cell.border = Font(name="宋体", size=11, bold=True), HEAD, LINE
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            self.sheet.column_dimensions[get_column_letter(place)].width = column.width
            if levels == 2 and not column.group:
                self.sheet.merge_cells(start_row=top, end_row=self.at, start_column=place, end_column=place)
            span = sum(1 for other in columns if other.group == column.group)
            if column.group and first and span > 1:
                self.sheet.merge_cells(start_row=top, end_row=top, start_column=place, end_column=place + span - 1)

    def line(self, texts: list[str], *, bold: bool = False) -> None:
        self.at += 1
        for place, (column, text) in enumerate(zip(self.layout.columns, texts, strict=True), 1):
            value = text or None if bold and not column.summed else column.value(text)
            cell = self.sheet.cell(self.at, place, value)
            number = isinstance(value, int | float)
            cell.font, cell.border = Font(name="宋体", size=11, bold=bold), LINE
            cell.alignment = Alignment(horizontal="right" if number else "left", vertical="center", wrap_text=True)
            if bold:
                cell.fill = BAND
            if isinstance(value, date):
                cell.number_format = self.layout.date_format
            elif number and column.kind != "year":
                cell.number_format = "#,##0.00" if column.kind.startswith("amount") else "#,##0"

    def totals(self, label: str, rows: list[Row]) -> None:
        skips, count = self.layout.total_skips, self.layout.count
        counted = [row for row in rows if not skips or row[skips[0]] != skips[1]]
        texts = []
        for column in self.layout.columns:
            given = [float(row[column.key]) for row in counted if column.summed and row[column.key]]
            text = f"{sum(given):.10g}" if given else ""
            texts.append(f"{len(counted)}{count[1]}" if count and column.key == count[0] else text)
        self.line([label, *texts[1:]], bold=True)

    def page(self) -> None:
        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 8, 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
