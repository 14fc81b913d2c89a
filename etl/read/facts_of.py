"""What a workbook says of its cells beside their values, for the formats that are no xlsx."""

import zipfile
from io import BytesIO

from etl.read.ods_facts import ods_facts
from etl.read.ole import SIGNATURE as OLE
from etl.read.tally import MergedFacts
from etl.read.xls_facts import xls_facts
from etl.read.xlsb_facts import xlsb_facts


def facts_of(content: bytes) -> dict[str, MergedFacts]:
    """Sheet name → facts of an .xls, .xlsb or .ods, before the fast reader sees it; nothing for others.

    Raises `Broken` for what the fast reader would change, lose, or end the process for.
    """
    if content.startswith(OLE):
        return xls_facts(content)
    if not content.startswith(b"PK"):
        return {}
    names = set(zipfile.ZipFile(BytesIO(content)).namelist())
    if "xl/workbook.bin" in names:
        return xlsb_facts(content)
    return ods_facts(content) if "content.xml" in names and "xl/workbook.xml" not in names else {}
