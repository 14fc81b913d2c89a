"""The formats that we read ourselves, since the fast reader knows them not at all or wrongly."""

from typing import Any

from etl.read.biff5 import read_biff5
from etl.read.hypertext import read_hypertext
from etl.read.mhtml import is_mhtml, read_mhtml
from etl.read.ole import SIGNATURE as OLE
from etl.read.signature import is_page
from etl.read.spreadsheet_xml import is_spreadsheet_xml, read_spreadsheet_xml


def read_ourselves(content: bytes) -> dict[str, Any] | None:
    """`{"sheets": [{name, rows, merged, hidden, marks, cancelled}]}`, or None when it is the fast reader's.

    A page has no name of its own (""). Raises `Broken`.
    """
    if content.startswith(OLE):
        return read_biff5(content)
    if is_spreadsheet_xml(content):
        return read_spreadsheet_xml(content)
    if is_mhtml(content):
        return read_mhtml(content)
    return read_hypertext(content) if is_page(content) else None
