"""A panel's numbers as a file to take away: CSV, or a workbook that says beside them what they are."""

import csv
from io import StringIO

from dashboard.charts.theme import visible
from dashboard.definitions_used import definitions_used
from dashboard.drawing import View, chosen_values
from dashboard.panel_names import chosen_names
from dashboard.record_rows import record_row
from dashboard.text.format import day
from dashboard.wording import source_line
from etl.formula_guard import guarded

FORMATS = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_RECORDS = 50_000


def panel_file(view: View, name: str) -> bytes:
    """The file in one of `FORMATS`."""
    # openpyxl is large, and most servers never write a workbook.
    from etl.write.sheet_of_values import sheet_of_values

    rows = _rows(view)
    names = list(rows[0]) if rows else []
    head, *cells = [
        [visible(text) for text in line] for line in [names, *([row[name] for name in names] for row in rows)]
    ]
    if name == "xlsx":
        reader = view.reader
        return sheet_of_values(reader.t("file.values"), head, cells, reader.t("file.about"), _about(view))
    text = StringIO()
    # Below an empty line, each in one cell, so that no line is longer than the table's.
    named = [[view.reader.t("definition.named", name=name, text=words)] for name, words in _definitions(view)]
    below = [[], *named] if named else []
    # In quotes no sign parts a cell in a spreadsheet that has another one for lists.
    lines = [[guarded(cell) for cell in line] for line in [head, *cells, *below]]
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(lines)
    # Without the mark Excel takes UTF-8 for the machine's old encoding.
    return text.getvalue().encode("utf-8-sig")


def _rows(view: View) -> list[dict[str, str]]:
    panel = view.panel()
    if not panel.is_records:
        return [dict(row) for row in panel.table]
    records = view.reader.listed(panel.listing, most=MOST_RECORDS)
    return [record_row(view.reader, panel.listing, row) for row in records]


def _about(view: View) -> list[tuple[str, str]]:
    """What the numbers are: panel, filters, day, version, source, and the definitions used."""
    reader, panel = view.reader, view.panel()
    as_of = day(reader.filters.as_of or reader.version.data_as_of, reader.language)
    chosen = [
        (reader.t(f"file.{name}"), reader.t("phrase.separator").join(chosen_names(reader, name, values)))
        for name, values in chosen_values(reader.filters).items()
        if values
    ]
    return [
        (reader.t("file.panel"), panel.title),
        (reader.t("file.counted"), panel.subtitle),
        *(chosen or [(reader.t("file.filters"), reader.t("file.none"))]),
        (reader.t("file.as_of"), as_of),
        (reader.t("file.version"), reader.version.name),
        (reader.t("file.source"), source_line(reader, is_example=panel.is_example, is_published=panel.is_published)),
        *_definitions(view),
    ]


def _definitions(view: View) -> list[tuple[str, str]]:
    """Name and words of every version of a definition behind the numbers."""
    reader = view.reader
    return [
        (used.name, reader.t("definition.noted", text=used.text, note=used.note))
        for used in definitions_used(reader, view.panel().indicators)
    ]
