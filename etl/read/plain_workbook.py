"""The plain sheets of an xlsx: their cells by column as codes, and what the codes stand for.

The codes of all sheets count one table of values. Shared texts come first; whatever else stands in cells, and texts
that are formatted or escaped, the fast reader reads, each distinct one once: from a small workbook with the styles, the
sheets' other parts and nothing else. So a day is a day, and a text a text, exactly as in any other workbook.
"""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from etl.limits import LIMITS
from etl.read.number_formats import percent_text
from etl.read.package import TEXTS, Package
from etl.read.plain_cells import CellCodes
from etl.read.plain_parts import NotPlain
from etl.read.plain_sheet import PlainSheet, Rows, read_plain_sheet
from etl.read.plain_texts import read_plain_texts

_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_NO_SHEET = PlainSheet([], b"<worksheet %s><sheetData>" % _MAIN, b"</sheetData></worksheet>")


@dataclass(frozen=True)
class PlainWorkbook:
    """Name of a sheet → its columns of codes, each of which is the place of a value; `reader` knows the sheets' names
    and merged ranges, and holds none of their cells."""

    values: list[Any]
    sheets: dict[str, PlainSheet]
    reader: CalamineWorkbook


def read_plain_workbook(package: Package, tell: Callable[[str, Rows], None]) -> PlainWorkbook | None:
    """The sheets that are plain; None where there are none. `tell` is told how far a sheet has come."""
    if not 0 < len(package.sheets) <= LIMITS.sheets or package.is_ambiguous:
        return None
    try:
        texts, odd_texts = read_plain_texts(package.read(TEXTS)) if package.has(TEXTS) else ([], [])
    except NotPlain:
        return None
    cells = CellCodes(len(texts), package.styles.struck_styles, package.styles.percent_styles)
    sheets: dict[str, PlainSheet] = {}
    for name in package.sheets:
        try:
            with package.open_sheet(name) as (file, size):
                for found in read_plain_sheet(file, size, cells):
                    if isinstance(found, Rows):
                        tell(name, found)
                    else:
                        sheets[name] = found
        except NotPlain:
            continue
    if not sheets:
        return None
    reader, read = _read_rest(package, sheets, cells.others, odd_texts)
    odd = iter(read[len(cells.others) :])
    values = [next(odd) if text is None else text for text in texts]
    others = (
        percent_text(value) if code in cells.percents else value
        for code, value in enumerate(read[: len(cells.others)], cells.blank + 1)
    )
    return PlainWorkbook([*values, None, *others], sheets, reader)


def _read_rest(
    package: Package, sheets: Mapping[str, PlainSheet], cells: Sequence[bytes], texts: Sequence[bytes]
) -> tuple[CalamineWorkbook, list[Any]]:
    """(the workbook without its cells, what these cells hold and what these texts say)."""
    first = next(iter(sheets))
    references = [b' t="s"><v>%d</v></c>' % index for index in range(len(texts))]
    written = [*cells, *references]
    rows = b"".join(b'<row r="%d"><c r="A%d"%s</row>' % (row, row, cell) for row, cell in enumerate(written, 1))
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for member, part in package.common_parts().items():
            archive.writestr(member, part)
        for name, member in package.sheets.items():
            sheet = sheets.get(name, _NO_SHEET)
            archive.writestr(member, sheet.head + (rows if name == first else b"") + sheet.tail)
        if texts:
            archive.writestr(package.member(TEXTS), b"<sst %s>%s</sst>" % (_MAIN, b"".join(texts)))
    content.seek(0)
    reader = CalamineWorkbook.from_filelike(content)
    read = [line[0] for line in reader.get_sheet_by_name(first).to_python(skip_empty_area=False)] if written else []
    return reader, [*read, *[""] * (len(written) - len(read))]
