"""What a file is, by its first bytes; the extension decides nothing."""

import re
import struct
import zipfile
from io import BytesIO

from etl.read.encoding import encoding_of

# A page begins with one of these, perhaps after a mark of its encoding, a declaration or comments.
_PAGE = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->|<meta[^>]*>)*<(?:!doctype\s+html|html|head|body|table|style)[\s>]", re.I | re.S
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
# What Python's zipfile raises for archives that are damaged or crafted
UNREADABLE = (zipfile.BadZipFile, OSError, ValueError, EOFError, IndexError, NotImplementedError, struct.error)
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
    b"MIME-Version": "MHTML",
    b"<?xml": "XML",
    b"\xef\xbb\xbf<?xml": "XML",
}


def kind_of(content: bytes) -> tuple[str, str]:
    """(`workbook` | `text` | `encrypted` | `other` | `empty`, what it looks like)."""
    if not content.strip(b"\x00 \t\r\n"):
        return "empty", ""
    if content.startswith(OLE):
        # Office stores an encrypted xlsx as an OLE file with this stream; its name is UTF-16.
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return ("encrypted", "") if encrypted else ("workbook", "xls")
    if content.startswith(ZIP):
        return _zip_kind(content)
    if is_page(content):
        return "workbook", "html"
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
