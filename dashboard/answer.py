"""What a panel's browser asks for, and what it gets: a page of the records behind the panel, or a file."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.drawing import View, table
from dashboard.origin import origin
from dashboard.panel_file import FORMATS, panel_file
from dashboard.reader import Reader
from dashboard.record_rows import record_row
from dashboard.records_behind import RecordsBehind, records_behind
from dashboard.text.format import count

PAGE = 50


def answer(view: View, request: Any) -> dict[str, Any]:
    """The answer to `{"kind": "rows", "page": 0, "number": 1}` or `{"kind": "file", "format": "csv", "number": 2}`.

    With `"row": 2` the records are those behind that row of the panel's table. `number` is the request's own and comes
    back, so that an answer from before is not taken for this one. A request that makes no sense gets an answer of no
    kind: requests come from browsers.
    """
    if not isinstance(request, Mapping):
        return {}
    number, kind = request.get("number"), request.get("kind")
    page, name = request.get("page"), request.get("format")
    if kind == "rows" and isinstance(page, int) and page >= 0:
        row, panel = request.get("row"), view.panel()
        if row is None and panel.listing:
            return {"kind": kind, "number": number, **_records(view, page)}
        behind = panel.rows_records
        if isinstance(row, int) and 0 <= row < len(behind) and (named := behind[row]):
            return {"kind": kind, "number": number, **_named(view.reader, named, page)}
    if kind == "file" and name in FORMATS:
        content = base64.b64encode(panel_file(view, name)).decode()
        return {"kind": kind, "number": number, "name": f"{view.key}.{name}", "type": FORMATS[name], "base64": content}
    return {"kind": "", "number": number}


def _records(view: View, page: int) -> dict[str, Any]:
    """The page of the listing behind the panel, newest first."""
    reader, listing = view.reader, view.panel().listing
    total = reader.records(listing)
    page, pages = _within(page, total)
    rows = reader.listed(listing, most=PAGE, first=page * PAGE)
    shown = [record_row(reader, listing, row) for row in rows]
    counted = _counted(reader, "records.counted", page, len(rows), total)
    return {"page": page, "pages": pages, "counted": counted, **_page(reader, listing, rows, shown)}


def _named(reader: Reader, behind: RecordsBehind, page: int) -> dict[str, Any]:
    """The page of the records that a row of the panel names, each with its cause."""
    total = len(behind.causes)
    page, pages = _within(page, total)
    rows, causes = records_behind(reader, behind, most=PAGE, first=page * PAGE)
    heading = reader.t("column.cause")
    shown = [
        {heading: cause, **record_row(reader, behind.listing, row)} for row, cause in zip(rows, causes, strict=True)
    ]
    counted = _counted(reader, "records.caused", page, len(rows), total)
    return {"page": page, "pages": pages, "counted": counted, **_page(reader, behind.listing, rows, shown)}


def _within(page: int, total: int) -> tuple[int, int]:
    """The page, or the last one when it is beyond that, and how many there are."""
    pages = max(1, -(-total // PAGE))
    return min(page, pages - 1), pages


def _counted(reader: Reader, key: str, page: int, shown: int, total: int) -> str:
    if not shown:
        return reader.t("records.none")
    numbers = {"count": total, "first": page * PAGE + 1, "last": page * PAGE + shown}
    return reader.t(key, **{name: count(number, reader.language) for name, number in numbers.items()})


def _page(
    reader: Reader, listing: str, rows: Sequence[Mapping[str, Any]], shown: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """The records as a table, with the origin of each."""
    return {**table(reader, shown), "origins": [origin(reader, listing, row) for row in rows]}
