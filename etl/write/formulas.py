"""The results of formulas, which openpyxl does not write: taken from the workbook and put back into its copy."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils.datetime import to_excel

# A cell as openpyxl writes a formula: without a result.
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>')
# Cell address → Excel's type of the result, and the result as it is stored
Results = dict[str, tuple[str, str]]


def results_of(file: BinaryIO) -> dict[str, Results]:
    """Sheet → the result of every cell, as far as the workbook holds one."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {
        page.title: {
            cell.coordinate: _stored(cell.value, cell.data_type, book.epoch)
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None or cell.data_type in ("str", "s")
        }
        for page in book.worksheets
    }


def _stored(value: Any, kind: str, epoch: datetime) -> tuple[str, str]:
    if kind == "e":
        return "e", str(value)
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, date | datetime | time | timedelta):
        return "n", repr(to_excel(value, epoch))
    return ("n", repr(value)) if isinstance(value, int | float) else ("str", str(value or ""))


def keep_results(path: Path, results: dict[str, Results]) -> None:
    """Puts the results into the formulas of a workbook that openpyxl wrote; `results` by the sheets' parts."""
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if known := results.get(name):
                content = _with_results(content.decode(), known).encode()
            new.writestr(name, content)


def _with_results(xml: str, known: Results) -> str:
    def put(match: re.Match[str]) -> str:
        address, attributes, formula = match.groups()
        if address not in known:
            return match[0]
        kind, stored = known[address]
        return f'<c r="{address}"{attributes} t="{kind}">{formula}<v>{escape(stored)}</v></c>'

    return _FORMULA.sub(put, xml)
