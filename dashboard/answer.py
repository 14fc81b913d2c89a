"""What a panel's browser asks for, and what it gets: a page of the records behind the panel, or a file."""

import base64
from collections.abc import Mapping
from typing import Any

from dashboard.drawing import View, table
from dashboard.origin import origin
from dashboard.panel_file import FORMATS, panel_file
from dashboard.record_rows import record_row
from dashboard.text.format import count

PAGE = 50


def answer(view: View, request: Any) -> dict[str, Any]:
    """The answer to `{"kind": "rows", "page": 0, "number": 1}` or `{"kind": "file", "format": "csv", "number": 2}`.

    `number` is the request's own and comes back, so that an answer from before is not taken for this one. A request
    that makes no sense gets an answer of no kind: requests come from browsers.
    """
    if not isinstance(request, Mapping):
        return {}
    number, kind = request.get("number"), request.get("kind")
    page, name = request.get("page"), request.get("format")
    if kind == "rows" and isinstance(page, int) and page >= 0:
        return {"kind": kind, "number": number, **_records(view, page)}
    if kind == "file" and name in FORMATS:
        content = base64.b64encode(panel_file(view, name)).decode()
        return {"kind": kind, "number": number, "name": f"{view.key}.{name}", "type": FORMATS[name], "base64": content}
    return {"kind": "", "number": number}


def _records(view: View, page: int) -> dict[str, Any]:
    """The page as a table, with the origin of each record in it."""
    reader, listing = view.reader, view.panel().listing
    total = reader.records(listing)
    pages = max(1, -(-total // PAGE))
    page = min(page, pages - 1)
    rows = reader.listed(listing, most=PAGE, first=page * PAGE)
    words = {
        "count": count(total, reader.language),
        "first": count(page * PAGE + 1, reader.language),
        "last": count(page * PAGE + len(rows), reader.language),
    }
    return {
        "page": page,
        "pages": pages,
        "counted": reader.t("records.counted", **words) if rows else reader.t("records.none"),
        **table([record_row(reader, listing, row) for row in rows]),
        "origins": [origin(reader, listing, row) for row in rows],
    }
