"""The cells of sheets in raw XML → a number for each distinct one; most are references to shared texts.

Only what is surely understood is taken: anything else raises `NotPlain`, and the sheet is parsed.
"""

import re
from array import array
from collections.abc import Iterable, Sequence

import orjson

from etl.read.distinct import CODE
from etl.read.plain_parts import NotPlain

# Attributes and content of a cell behind its address. Nothing of these may hold another element.
_CELL = re.compile(
    rb'(?: s="(\d{1,9})")?(?: t="([a-zA-Z]{1,9})")?(?: s="(\d{1,9})")?'
    rb"(?:( ?/>|></c>)|>(?:<f(?:\s[^<>]*)?(?:/>|>[^<>]*</f>))?<v>([^<>]*)</v></c>"
    rb'|>(<is><t(?: xml:space="preserve")?>[^<>]*</t></is>)</c>)'
)
_REFERENCE = re.compile(rb'(?: s="\d{1,9}")? t="s"(?: s="\d{1,9}")?><v>\d+</v></c>')
_INDEX = re.compile(rb"0|[1-9]\d{0,8}")
_NUMBER, _KINDS_WITH_VALUE = (b"", b"n"), (b"", b"n", b"s", b"b", b"d", b"str")
# Digits that a double keeps for certain.
_EXACT_DIGITS = 15
# In a column that is formatted by hand few ways of formatting follow each other.
_MOST_STYLES = 8
_VALUE, _END = b"<v>", b"</v></c>"


class CellCodes(dict[bytes, int]):
    """Raw cell → its code, the same for all sheets of a workbook.

    Codes below `texts` are those of shared texts, `blank` is that of a cell without a value, and from `blank` + 1 on
    follow the cells of `others`, of which those in `percents` are shown as percents.
    """

    def __init__(self, texts: int, struck_styles: Iterable[str], percent_styles: Iterable[str]) -> None:
        super().__init__()
        self.blank = self[b""] = texts
        self.others: list[bytes] = []
        self.percents: set[int] = set()
        self._struck = frozenset(map(str.encode, struck_styles))
        self._percent = frozenset(map(str.encode, percent_styles))

    def __missing__(self, raw: bytes) -> int:
        """Raises `NotPlain` for what has to be said of a cell beside its value, and for what is not understood."""
        cell = _CELL.fullmatch(raw)
        if cell is None or (cell[1] and cell[3]):
            raise NotPlain
        style, kind, value = cell[1] or cell[3] or b"", cell[2] or b"", cell[5]
        if cell[4]:
            code = self.blank
        elif style in self._struck or (kind != b"inlineStr" if value is None else kind not in _KINDS_WITH_VALUE):
            raise NotPlain
        elif kind == b"s":
            code = int(value) if _INDEX.fullmatch(value) else self.blank
            if code >= self.blank:
                raise NotPlain
        else:
            if (not value and value is not None and kind != b"str") or _is_inexact(kind, value):
                raise NotPlain
            code = self.blank + 1 + len(self.others)
            self.others.append(raw)
            if kind in _NUMBER and style in self._percent:
                self.percents.add(code)
        self[raw] = code
        return code

    def of_column(self, cells: Sequence[bytes]) -> "array[int]":
        """The codes of cells that stand below each other. Raises `NotPlain`."""
        return self._of_texts(cells) or array(CODE, map(self.__getitem__, cells))

    def _of_texts(self, cells: Sequence[bytes]) -> "array[int] | None":
        """The same where all are references to shared texts: the numbers of a whole column are read at once."""
        left = b"," + b",".join(cells)
        gaps = cells.count(b"")
        if left.count(_END) != len(cells) - gaps:
            return None
        for _ in range(_MOST_STYLES):
            end = left.find(_VALUE)
            if end < 0:
                break
            start = left.rfind(b",", 0, end)
            first = left[start + 1 : left.find(_END, end) + len(_END)]
            if not _REFERENCE.fullmatch(first) or self[first] >= self.blank:
                return None
            left = left.replace(left[start : end + len(_VALUE)], b",")
        left = left.replace(_END, b"")
        if left.translate(None, b"0123456789,"):
            return None
        if gaps:
            left = (left + b",").replace(b",,", b",-1,").replace(b",,", b",-1,")[:-1]
        try:
            codes = orjson.loads(b"[%s]" % left[1:])
        except orjson.JSONDecodeError:
            return None
        if len(codes) != len(cells) or max(codes) >= self.blank:
            return None
        return array(CODE, [self.blank if code < 0 else code for code in codes] if gaps else codes)


def _is_inexact(kind: bytes, value: bytes | None) -> bool:
    """A whole number that may lose its last digits on its way through a double."""
    return kind in _NUMBER and value is not None and len(value) > _EXACT_DIGITS and value.lstrip(b"-").isdigit()
