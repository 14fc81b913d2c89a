"""The XML of a sheet in parts of whole rows, with what stands before the first and behind the last."""

import re
from collections.abc import Iterator
from typing import IO

CHUNK = 1 << 20
# A row that is longer than this is none that a program writes.
LONGEST_PART = 32 * CHUNK
# The root element stands in the first bytes, with nothing before it but the XML declaration.
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]{0,200}\?>)?\s*<(?:worksheet|sst)[\s>]")
_OTHER_ENCODING = re.compile(rb"encoding=[\"'](?!utf-8[\"'])", re.I)
_START, _END, _NO_ROWS, _ROW_END = b"<sheetData>", b"</sheetData>", b"<sheetData/>", b"</row>"


class NotPlain(Exception):
    """The sheet holds something that must be parsed to be understood."""


def is_usual(start: bytes) -> bool:
    """Whether a part of a workbook begins as usual: in UTF-8, without a prefix, a comment or a definition."""
    return bool(_ROOT.match(start)) and not _OTHER_ENCODING.search(start[:200])


def parts_of(file: IO[bytes]) -> Iterator[bytes]:
    """The stream in parts that are cut behind a row alone. Raises `NotPlain` when no row ends for long."""
    rest = b""
    while chunk := file.read(CHUNK):
        whole = rest + chunk
        cut = whole.rfind(_ROW_END) + len(_ROW_END)
        if cut < len(_ROW_END):
            rest = whole
            if len(rest) > LONGEST_PART:
                raise NotPlain
            continue
        yield whole[:cut]
        rest = whole[cut:]
    yield rest


def head_of(part: bytes) -> tuple[bytes, bytes]:
    """(what stands before the rows, the rows). Raises `NotPlain` when the part begins in an unusual way."""
    head, start, rest = part.replace(_NO_ROWS, _START + _END, 1).partition(_START)
    if not start or b"<!" in head or not is_usual(head):
        raise NotPlain
    return head + start, rest


def has_end(part: bytes) -> bool:
    """Whether this is the last part; the others end in rows."""
    return not part.endswith(_ROW_END)


def end_of(part: bytes) -> tuple[bytes, bytes]:
    """(the last rows, what stands behind them). Raises `NotPlain` when rows go on there."""
    rows, end, rest = part.partition(_END)
    if _START in rest or b"<row" in rest or b"<c " in rest or not rest.rstrip().endswith(b"</worksheet>"):
        raise NotPlain
    return rows, end + rest
