"""`brief.xlsx`: the figures with their definitions, and the records behind them with the cell that each came from."""

from collections.abc import Iterable

from dashboard.definitions_used import definitions_used
from dashboard.export.proof import prove_file
from dashboard.export.sentences import Brief
from dashboard.indicators.registry import INDICATORS
from dashboard.origin import origin
from dashboard.reader import Reader
from dashboard.record_rows import record_row
from dashboard.wording import unit_word
from etl.write.book_of_sheets import Cell, Share, book_of_sheets

LISTINGS = ("visits", "matters", "talent")
MOST_RECORDS = 50_000


def brief_xlsx(reader: Reader, brief: Brief, indicators: Iterable[str]) -> bytes:
    """The workbook: sentences, values, one sheet a listing, and what the numbers are.

    Raises `NotProved` when it lacks any of its text.
    """
    t = reader.t
    sentences: list[list[Cell]] = [[told.text, told.basis] for told in brief.sentences]
    sheets = [
        (t("export.sheet_brief"), [t("column.change"), t("column.cause")], sentences),
        (
            t("file.values"),
            [
                t("export.column_indicator"),
                t("origin.value"),
                t("export.column_unit"),
                t("export.column_before"),
                t("panel.word.definition"),
            ],
            _values(reader, indicators),
        ),
    ]
    for listing in LISTINGS:
        rows, head = _records(reader, listing)
        if rows:
            sheets.append((t(f"export.sheet_{listing}"), head, rows))
    about: list[list[Cell]] = [list(fact) for fact in brief.facts]
    sheets.append((t("file.about"), [], about))
    made = book_of_sheets(sheets)
    prove_file("brief.xlsx", made, [text for sentence in brief.sentences for text in (sentence.text, sentence.basis)])
    return made


def _values(reader: Reader, indicators: Iterable[str]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for indicator in dict.fromkeys(indicators):
        difference = reader.difference(indicator)
        both: list[Cell] = [reader.values(indicator).total, difference.before if difference else None]
        if INDICATORS[indicator].unit == "ratio":
            both = [None if value is None else Share(value) for value in both]
        unit = unit_word(reader, indicator) or ("CNY" if INDICATORS[indicator].unit == "CNY" else "")
        words = " / ".join(one.text for one in definitions_used(reader, (indicator,)))
        rows.append([reader.t(f"indicator.{indicator}.name"), both[0], unit, both[1], words])
    return rows


def _records(reader: Reader, listing: str) -> tuple[list[list[Cell]], list[str]]:
    """Each record as it is read, then workbook, sheet, row, load, who, when, and the cells of its fields."""
    rows: list[list[Cell]] = []
    head: list[str] = []
    for record in reader.listed(listing, most=MOST_RECORDS):
        shown, came = record_row(reader, listing, record), origin(reader, listing, record)
        cells = "; ".join(f"{name} {cell}" for name, _, cell in came["fields"])
        head = head or [*shown, *(name for name, _ in came["place"]), reader.t("origin.cell")]
        rows.append([*map(_cell, shown.values()), *(text for _, text in came["place"]), cells])
    return rows, head


def _cell(text: str) -> Cell:
    """A whole number as one that can be added up; any other text as it is read."""
    plain = text.replace(",", "")
    return int(plain) if plain.isdecimal() and f"{int(plain):,}" == text else text
