"""What a file is, by its first bytes; the extension decides nothing."""

import re
import struct
import zipfile
from io import BytesIO

from etl.errors import WorkbookRefused
from etl.messages import message
from etl.read.encoding import encoding_of
from etl.read.mhtml import is_mhtml
from etl.read.ole import SIGNATURE as OLE
from etl.read.spreadsheet_xml import is_spreadsheet_xml

# A page begins with one of these, perhaps after a mark of its encoding, a declaration or comments.
_PAGE = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->|<meta[^>]*>)*<(?:!doctype\s+html|html|head|body|table|style)[\s>]", re.I | re.S
)
ZIP = b"PK\x03\x04"
# What Python's zipfile raises for archives that are damaged or crafted
UNREADABLE = (zipfile.BadZipFile, OSError, ValueError, EOFError, IndexError, NotImplementedError, struct.error)
# Workbooks of before 1993 begin with their first record; later ones lie in an OLE container.
OUTDATED = {
    b"\x09\x00\x04\x00": "Excel 2",
    b"\x09\x02\x06\x00": "Excel 3",
    b"\x09\x04\x06\x00": "Excel 4",
}
# First bytes of what people send by mistake, and the word for it.
OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"RIFF": "RIFF",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"<?xml": "XML",
    b"\xef\xbb\xbf<?xml": "XML",
}


def kind_of(content: bytes) -> tuple[str, str]:
    """(`workbook` | `text` | `encrypted` | `other` | `empty`, what it looks like).

    Raises `WorkbookRefused` for a workbook that is too old to be read.
    """
    if not content.strip(b"\x00 \t\r\n"):
        return "empty", ""
    if content.startswith(OLE):
        # Office stores an encrypted xlsx as an OLE file with this stream; its name is UTF-16.
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return ("encrypted", "") if encrypted else ("workbook", "xls")
    if content.startswith(ZIP):
        return _zip_kind(content)
    if content[:4] in OUTDATED:
        raise WorkbookRefused("not_a_spreadsheet", message("outdated", seen=OUTDATED[content[:4]]))
    if is_page(content):
        return "workbook", "html"
    if is_mhtml(content):
        return "workbook", "mhtml"
    if is_spreadsheet_xml(content):
        return "workbook", "spreadsheet-xml"
    for start, name in OTHERS.items():
        if content.startswith(start):
            return "other", name
    # Zeros stand in text of 16 bits a character alone, with or without its mark.
    is_binary = b"\x00" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff") and not encoding_of(content)
    return ("other", "binary") if is_binary else ("text", "text")


def is_page(content: bytes) -> bool:
    """Whether the bytes are HTML; such a text is never looked at as a table with separators."""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    return bool(_PAGE.match(start))


def _zip_kind(content: bytes) -> tuple[str, str]:
    try:
        names = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except UNREADABLE:
        return "workbook", "zip"
    if "xl/workbook.bin" in names:
        return "workbook", "xlsb"
    if "xl/workbook.xml" in names or any(n.startswith("xl/worksheets/") for n in names):
        return "workbook", "xlsx"
    if "content.xml" in names:
        return "workbook", "ods"
    return "other", "Word" if "word/document.xml" in names else "ZIP"
